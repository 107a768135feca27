// One screen: what the server says of it, drawn into a layer that is used again and again, and made to fit.
import areaMap, { PROVINCE } from "./area_map.js";

const MAP_TYPE = 14; // px of the names of cities; the map is drawn small and enlarged until that is the body size
const MAP_LEAST = { cities: 230, counties: 270 }; // px that the map is high at the least: counties need room for their names
const MAP_CHROME = 78; // px that the map counts for its head and foot, which are not shown here
// Of the map the picture alone: the screen itself has title, source and approval, and nothing is pressed.
const BARE = ".title,.bar,.legend,.picture,.sheet,.zj-map[data-form=region] .note,.broken button{display:none!important}.note{justify-content:center;text-align:center}";
const SMALLEST = { "--hero": 3, "--key": 1.6 }; // times the body size
const SIZES = [...Object.keys(SMALLEST), "--body", "--foot"];
const STEP = 0.95;
const LEAST = 0.3; // of the type that the room asks for

export function newLayer() {
  const part = (name, className) => Object.assign(document.createElement(name), { className });
  const root = part("main", "h-scene");
  const layer = { root, n: -1, head: part("header", "h-head"), sentence: part("p", "h-sentence"), body: part("div", "h-body"), foot: part("footer", "h-foot"), host: part("div", "h-map-host") };
  root.append(layer.head, layer.sentence, layer.body, layer.foot);
  layer.inside = layer.host.attachShadow({ mode: "open" });
  layer.inside.append(Object.assign(document.createElement("style"), { textContent: BARE }));
  layer.host.inert = true;
  return layer;
}

export function drawScene(layer, deck, n) {
  const scene = deck.scenes[n];
  const { root, head, sentence, body, foot } = layer;
  root.dataset.n = n + 1;
  root.dataset.page = scene.page;
  root.setAttribute("aria-label", `${scene.title}。${scene.alt}`);
  head.replaceChildren(text("h1", scene.title), ...(scene.status ? [badge(deck, scene.status)] : []));
  sentence.textContent = scene.sentence;
  sentence.hidden = !scene.sentence;
  body.innerHTML = scene.html;
  layer.map = scene.map;
  layer.frame = body.querySelector(".h-map");
  if (layer.frame) {
    Object.assign(layer.frame, { role: "img", ariaLabel: scene.alt });
    layer.frame.append(layer.host);
  }
  const wrong = scene.checked.filter(({ verdict }) => verdict === "不符").map((claim) => claim.text);
  const own = scene.checked.length > 0 && `自拟句子${wrong.length ? `，${wrong.join("、")}与数据不符` : ""}`;
  const { title, status } = deck.edition;
  const edition = `版次：${title}${status === "演示" && !deck.demo ? "，演示数据未显示" : ""}`;
  const lines = [own, scene.sources.join("；"), edition, ...(scene.map ? [deck.approval] : [])].filter(Boolean);
  foot.replaceChildren(...lines.map((line) => text("span", line, line === own && wrong.length ? "h-wrong" : "")), text("span", `${n + 1} / ${deck.scenes.length}`, "h-place"));
}

// The numbers step down until nothing is cut; where the room is too deep for its screen, all of its type does. Answers with
// the part that is left of the size that the last row needs.
export function fitScene(layer) {
  const { root } = layer;
  for (const name of SIZES) root.style.removeProperty(name);
  drawMap(layer);
  const given = getComputedStyle(root);
  const size = (name) => parseFloat(given.getPropertyValue(name));
  for (const [name, least] of Object.entries(SMALLEST)) {
    for (let next = size(name) * STEP; next > least * size("--body") && isCut(layer); next *= STEP) root.style.setProperty(name, `${next}px`);
  }
  let part = 1;
  const before = SIZES.map((name) => [name, size(name)]);
  while (part > LEAST && isCut(layer)) {
    part *= STEP;
    for (const [name, pixels] of before) root.style.setProperty(name, `${pixels * part}px`);
    drawMap(layer);
  }
  return part;
}

function isCut({ root, body }) {
  return [root, body, ...body.querySelectorAll(".h-tiles > *")].some((part) => part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1);
}

function drawMap(layer) {
  if (!layer.frame || !layer.map) return;
  const { host, frame } = layer;
  const body = parseFloat(getComputedStyle(layer.root).getPropertyValue("--body"));
  const least = layer.map.focus && layer.map.focus !== PROVINCE ? MAP_LEAST.counties : MAP_LEAST.cities;
  const times = Math.min(body / MAP_TYPE, frame.clientHeight / least);
  host.style.cssText = `width:${frame.clientWidth / times}px`;
  areaMap({ data: { ...layer.map, citySize: MAP_TYPE, minHeight: 0, maxHeight: frame.clientHeight / times + MAP_CHROME }, parentElement: layer.inside });
  host.style.transform = `scale(${times})`;
}

function badge(deck, status) {
  return text("b", status, `zb zb-${deck.marks[status] ?? "missing"}`);
}

function text(name, textContent, className = "") {
  return Object.assign(document.createElement(name), { textContent, className });
}
