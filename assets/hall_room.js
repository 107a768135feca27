// How large type must be to be read from the last row: the room's depth, the screen's width, the pixels across.

const STORED = "zj-hall-room";
const GLYPH = 0.92; // part of the type size that a Chinese character fills
const ROWS = 200; // a character is read from 200 times its height

// The address says it, else this browser's own pre-flight, else the house's settings. Metres.
export function room(settings, query = new URLSearchParams(location.search)) {
  const kept = JSON.parse(localStorage.getItem(STORED) ?? "{}");
  const of = (name, least, most) => {
    const asked = [query.get(name), kept[name], settings[name]].map(Number).find((metres) => metres >= least && metres <= most);
    return asked ?? settings[name];
  };
  return { depth: of("depth", 3, 60), width: of("width", 0.5, 30) };
}

export function keepRoom({ depth, width }) {
  localStorage.setItem(STORED, JSON.stringify({ depth, width }));
}

// Pixels of body type on a screen so many pixels across.
export function bodySize({ depth, width }, across) {
  return Math.ceil((((depth * 1000) / ROWS) * across) / (width * 1000) / GLYPH);
}

export function setSizes(root, body, narrow) {
  const sizes = { body, key: Math.max(96, Math.ceil(2.6 * body)), hero: Math.floor((narrow ? 4.2 : 5) * body), foot: Math.ceil(0.69 * body) };
  root.style.setProperty("--times", Math.min(body / 16, innerWidth / 960)); // of what was made for a desk
  for (const [name, pixels] of Object.entries(sizes)) root.style.setProperty(`--${name}`, `${pixels}px`);
}
