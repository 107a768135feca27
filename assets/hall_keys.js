// What the keys of a keyboard or a clicker do in the hall. A number and Enter goes to that screen.

const COMMANDS = {
  ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back",
  Home: "first", End: "last", b: "black", ".": "black", w: "white", f: "full", s: "spot", a: "auto", q: "code", p: "speaker", o: "order",
  t: "theme", d: "demo", h: "help", "?": "help", "/": "ask", Escape: "leave",
};
const PATIENCE = 4000; // ms until a number that was begun is forgotten

// Chinese input methods take the letters for themselves: then the place of the key counts.
const PLACES = { Period: ".", Slash: "/", NumpadDecimal: "." };
function nameOf({ key, code }) {
  if (key === "Process" || key === "Unidentified" || /[^\x20-\x7e]/.test(key)) return PLACES[code] ?? code.replace(/^(Key|Digit|Numpad)(?=.$)/, "").toLowerCase();
  return key.length === 1 ? key.toLowerCase() : key;
}

// `act(command, number)` does it; `typed(digits)` shows what has been typed so far.
export function listen(act, typed) {
  let digits = "";
  let forgetting;
  const set = (text) => {
    digits = text;
    typed(digits);
    clearTimeout(forgetting);
    if (digits) forgetting = setTimeout(() => set(""), PATIENCE);
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const name = nameOf(event);
    if (/^\d$/.test(name)) set((digits + name).slice(-2));
    else if (name === "Enter") {
      act(digits ? "to" : "next", Number(digits));
      set("");
    } else if (name === "Escape" && digits) set("");
    else if (COMMANDS[name]) act(COMMANDS[name]);
    else return;
    event.preventDefault();
  });
}
