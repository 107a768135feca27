// A figure of the page as a picture file: drawn in the browser from what stands on the screen, in its theme, offline.
// The shell calls `use` for an element with data-picture: png (twice the size) or svg.
import { keepFile } from "./tools.js";

const NS = "http://www.w3.org/2000/svg";
const SCALE = 2;
const MARGIN = 16;
const SMALL = 12; // px of the foot's type
const LINE = 18;
const WATERMARK = 120; // px that the foot leaves for 演示 on its right

export function use(kind, button) {
  if (kind !== "click") return;
  const map = button.closest(".zj-map");
  const { title, width, height, body, demo, approval } = map ? ofMap(map) : ofPiece(button.closest(".z-section"));
  const picture = framed({ width, height, body, demo, lines: footLines(approval) });
  const name = [title, placeName(), demo && "演示"].filter(Boolean).join("_").replace(/[\\/:*?"<>|\s]/g, "");
  const text = new XMLSerializer().serializeToString(picture);
  const svg = () => keepFile(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
  if (button.dataset.picture === "svg") return svg();
  painted(text, Number(picture.getAttribute("width")), Number(picture.getAttribute("height")))
    .then((blob) => keepFile(blob, `${name}.png`), svg); // a browser that will not paint HTML: the drawing itself
}

// A data address, for a canvas that has drawn HTML from a blob's may not be read back.
async function painted(text, width, height) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: SCALE * width, height: SCALE * height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error())), "image/png"));
}

// ---- the frame: ground, foot, 演示 ---------------------------------------------------------------------------------------

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--zj-${name}`).trim();
const sans = () => colour("sans").replaceAll('"', "'");

function footLines(approval) {
  const notes = [...document.querySelectorAll(".z-foot > span")].map((note) => note.textContent);
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  return [approval, ...notes, `存图：${day}`].filter(Boolean);
}

function framed({ width, height, body, demo, lines }) {
  const wide = Math.ceil(width) + 2 * MARGIN;
  const wrapped = lines.flatMap((line) => wrap(line, wide - 2 * MARGIN - (demo ? WATERMARK : 0)));
  const top = Math.ceil(height) + 2 * MARGIN;
  const high = top + Math.max(wrapped.length * LINE, demo ? 3 * LINE : 0) + MARGIN;
  const root = draw("svg", { width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, "font-family": sans() });
  body.setAttribute("transform", `translate(${MARGIN} ${MARGIN})`);
  root.append(draw("rect", { width: wide, height: high, fill: colour("bg") }), body,
    draw("path", { d: `M${MARGIN} ${top - 6.5}H${wide - MARGIN}`, stroke: colour("line") }),
    ...wrapped.map((line, n) => draw("text", { x: MARGIN, y: top + n * LINE + 12, "font-size": SMALL, fill: colour("ink2") }, line)));
  if (demo) root.append(watermark(wide - MARGIN - 52, top + 1.5 * LINE));
  return root;
}

function watermark(x, y) {
  const amber = colour("amber");
  const strokes = [-44, -36, -28, 28, 36, 44].map((at) => `M${at - 5} 14L${at + 5}-14`).join("");
  return append(draw("g", { transform: `translate(${x} ${y}) rotate(-18)` }),
    draw("path", { d: strokes, stroke: amber, "stroke-width": 1.5 }),
    draw("text", { "text-anchor": "middle", y: 9, "font-size": 26, "font-weight": 700, fill: "none", stroke: amber }, "演示"));
}

function wrap(text, width) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${SMALL}px ${sans()}`;
  const lines = [""];
  for (const sign of text) {
    if (pen.measureText(lines.at(-1) + sign).width > width && !"），。；：".includes(sign)) lines.push(sign);
    else lines[lines.length - 1] += sign;
  }
  return lines;
}

const placeName = () => document.querySelector(".z-map")?.shadowRoot.querySelector(".crumbs [aria-current]")?.textContent ?? "";

// ---- a piece of HTML: the page's own rules, as they apply now, go with it ------------------------------------------------

function ofPiece(head) {
  const parts = head.parentElement.matches(".z-whole") ? [...head.parentElement.children] : [head, ...following(head)];
  const width = Math.max(head.getBoundingClientRect().width, ...parts.flatMap((part) => [part, ...part.querySelectorAll("*")]).map((part) => part.scrollWidth));
  const host = append(Object.assign(document.createElement("div"), { className: "z" }), ...parts.map((part) => part.cloneNode(true)));
  host.querySelectorAll(".z-picture, .z-search").forEach((node) => node.remove());
  host.style.cssText = `width:${Math.ceil(width)}px;font-family:var(--zj-sans);font-variant-numeric:tabular-nums`;
  const height = heightOf(host);
  const style = append(document.createElement("style"), rules());
  const shell = append(draw("foreignObject", { width: Math.ceil(width), height }), host);
  const demo = Boolean(host.querySelector(".zb-demo, .z-hatch"));
  return { title: nameOf(head), width, height, body: append(draw("g", {}), style, shell), demo };
}

function following(head) {
  const found = [];
  for (let node = head.nextElementSibling; node && !node.matches(".z-section, .z-whole, .z-switch, .z-callout, .z-foot"); node = node.nextElementSibling) found.push(node);
  return found;
}

function nameOf(head) {
  return [...head.querySelector("h2").childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").trim();
}

function heightOf(host) {
  const place = Object.assign(document.createElement("div"), { ariaHidden: "true" });
  place.style.cssText = "position:absolute;left:-9999px;top:0;visibility:hidden";
  place.append(host);
  document.body.append(place);
  const height = Math.ceil(host.getBoundingClientRect().height) + 4;
  place.remove();
  return height;
}

// In the picture the width is another one: what asks for the window's is answered here.
function rules() {
  const sheet = [...document.styleSheets].find(({ href }) => href?.includes("/assets/app."));
  const theme = document.documentElement.dataset.theme;
  const flat = [...sheet.cssRules].flatMap((rule) => (!(rule instanceof CSSMediaRule) ? [rule] : matchMedia(rule.conditionText).matches ? [...rule.cssRules] : []));
  const text = flat.map((rule) => rule.cssText).join("\n");
  const here = text.replace(/([\d.]+)vw/g, (_, share) => `${(share * innerWidth) / 100}px`);
  return `*,::before,::after{box-sizing:border-box}\n${here.replaceAll(`:root[data-theme="${theme}"]`, ":root")}`;
}

// ---- a map: every look written on its element, so that any program can draw it -------------------------------------------

const LOOKS = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "fill-rule", "opacity", "paint-order",
  "vector-effect", "font-size", "font-weight", "display"];
const PLAIN = { fill: "rgb(0, 0, 0)", stroke: "none", "stroke-width": "1px", "stroke-dasharray": "none", "stroke-linejoin": "miter", "stroke-linecap": "butt",
  "fill-rule": "nonzero", opacity: "1", "paint-order": "normal", "vector-effect": "none", "font-weight": "400", display: "inline" };
const UNSEEN = ".units, .line.hover, .line.ring";

function ofMap(map) {
  const stage = map.querySelector(".stage > svg");
  const box = stage.getBoundingClientRect();
  const title = map.querySelector(".title");
  const badge = title.querySelector(".badge");
  const top = 52;
  const items = [...map.querySelectorAll(".corner .item, .legend .item")].filter((item) => item.getClientRects().length);
  const legend = items.map((item) => legendItem(item, box));
  const bottom = Math.max(box.height, ...items.map((item) => item.getBoundingClientRect().bottom - box.top));
  const head = [draw("text", { y: 18, "font-size": 18, "font-weight": 700, fill: colour("ink") }, title.firstChild.data.trim()),
    draw("text", { y: 40, "font-size": 13, fill: colour("ink2") }, `${map.dataset.caption}　数据性质：${badge.textContent}`)];
  const drawing = append(draw("g", { transform: `translate(0 ${top})` }), inlined(stage), ...legend);
  const said = map.querySelector(".note").textContent;
  return { title: title.firstChild.data.trim().replace("　", "_"), width: box.width, height: top + bottom, body: append(draw("g", {}), ...head, drawing), demo: badge.matches(".demo"), approval: said };
}

function inlined(stage) {
  const copy = stage.cloneNode(true);
  const [theirs, ours] = [stage, copy].map((root) => [...root.querySelectorAll("*")]);
  theirs.forEach((node, n) => {
    const look = getComputedStyle(node);
    for (const name of LOOKS) if (look.getPropertyValue(name) !== PLAIN[name]) ours[n].setAttribute(name, look.getPropertyValue(name).replaceAll('"', ""));
    for (const name of ["class", "role", "tabindex", "aria-label", "aria-pressed", "aria-hidden", "style"]) ours[n].removeAttribute(name);
    if (node.matches(UNSEEN)) ours[n].setAttribute("data-unseen", "");
  });
  copy.querySelectorAll("[data-unseen]").forEach((node) => node.remove());
  for (const name of ["role", "aria-label", "data-zj-drawn"]) copy.removeAttribute(name);
  return copy;
}

function legendItem(item, stage) {
  const at = (node) => {
    const box = node.getBoundingClientRect();
    return { x: box.left - stage.left, y: box.top - stage.top, width: box.width, height: box.height };
  };
  const found = draw("g", {});
  const swatch = item.querySelector(".swatch");
  if (swatch) found.append(...swatchOf(swatch, at(swatch)));
  const glyph = item.querySelector("svg");
  if (glyph) {
    const { x, y, width, height } = at(glyph);
    found.append(append(draw("g", { transform: `translate(${x + width / 2} ${y + height / 2})` }), ...inlined(glyph).children));
  }
  const words = document.createRange();
  words.selectNodeContents(item.lastChild);
  const { x, y, height } = at(words);
  found.append(draw("text", { x, y: y + height / 2 + 4.5, "font-size": SMALL, fill: colour("ink2") }, item.textContent));
  return found;
}

function swatchOf(swatch, { x, y, width, height }) {
  const look = getComputedStyle(swatch);
  const border = { stroke: look.borderTopColor, "stroke-width": look.borderTopWidth, "stroke-dasharray": look.borderTopStyle === "dashed" ? "3 2" : "none" };
  const box = draw("rect", { x, y, width, height, fill: look.backgroundColor === "rgba(0, 0, 0, 0)" ? "none" : look.backgroundColor, ...border });
  if (!swatch.matches(".hatched, .demo")) return [box];
  const stroke = swatch.matches(".demo") ? colour("amber") : look.getPropertyValue("--hatch");
  const d = `M${x} ${y + 5}l5-5M${x} ${y + 10}l10-10M${x} ${y + 15}l15-15M${x + 5} ${y + 15}l10-10M${x + 10} ${y + 15}l5-5`;
  return [box, draw("path", { d, stroke, "stroke-width": 1.4 })];
}

function draw(name, attributes, text) {
  const node = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text) node.textContent = text;
  return node;
}

function append(node, ...children) {
  node.append(...children);
  return node;
}
