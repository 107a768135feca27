// A sheet: regions of the server's HTML and maps, in rows of columns; of what it is sent again, only the changes are drawn.
// Every [data-pick] is a way to choose that area, every [data-go] one to any other choice.
import areaMap from "./area_map.js";
const sheets = new WeakMap();
const FIGURES = ".z-bars, .z-dots, .z-scroll, .z-strips, .z-roll, .z-time, .z-fall, .z-ends";
const NUMBERS = ".z-rank, .z-stack, [data-card], td[class*=z-s]"; // of a table: one that only explains the marks is no figure

// `go` follows a choice and `open` an address, as zjGo and zjOpen do on a page.
export default function mount({ data, parentElement, go = window.zjGo, open = window.zjOpen }) {
  let sheet = sheets.get(parentElement);
  if (!sheet) sheets.set(parentElement, (sheet = new Sheet(parentElement, go, open)));
  sheet.update(data.rows);
  return () => sheet.leave();
}

class Sheet {
  constructor(parent, go, open) {
    this.root = document.createElement("div");
    this.go = go;
    this.maps = []; // kept from page to page: most of a map's drawing is the same
    parent.replaceChildren(this.root);
    this.root.addEventListener("change", ({ target }) => target.dataset.choose && go({ [target.dataset.choose]: target.value }));
    this.root.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]:not([download], [target])");
      if (link?.origin === location.origin && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        open(link.href);
        return;
      }
      const picked = event.target.closest("[data-card]") ? null : event.target.closest("[data-pick],[data-go]");
      if (picked) go(Object.fromEntries(new URLSearchParams(picked.dataset.go ?? { area: picked.dataset.pick })));
    });
  }

  update(rows) {
    const focusAgain = focused(this.root);
    const shape = JSON.stringify(rows.map((row) => [row.widths, row.kind, row.cells.map((cell) => cell.map((region) => "map" in region))]));
    if (shape !== this.shape) this.build(rows);
    this.shape = shape;
    rows.flatMap((row) => row.cells.flat()).forEach((region, i) => this.regions[i].update(region));
    focusAgain();
  }

  // A map stays where it stands in the document, for one that is moved is laid out anew: the rest is put around it.
  build(rows) {
    const spare = [...this.maps];
    const kept = new Set();
    this.regions = [];
    put(this.root, rows.map(({ widths, kind, cells }) => {
      const drawn = cells.map((cell) => cell.map((region) => ("map" in region ? (spare.shift() ?? this.newMap()) : new HtmlRegion())));
      this.regions.push(...drawn.flat());
      const standing = drawn.flat().find(({ root }) => root.isConnected && !kept.has(root.closest(".z-row")))?.root;
      const row = standing?.closest(".z-row") ?? block();
      kept.add(row);
      row.className = `z-row ${kind}`;
      row.style.gridTemplateColumns = widths.map((width) => `minmax(0, ${width}fr)`).join(" ");
      put(row, drawn.map((regions) => {
        const roots = regions.map(({ root }) => root);
        const cell = roots.includes(standing) ? standing.parentElement : block("z-cell");
        put(cell, roots);
        return cell;
      }));
      return row;
    }));
  }

  newMap() {
    const map = new MapRegion(this.go);
    this.maps.push(map);
    return map;
  }

  leave() {
    for (const map of this.maps) map.leave();
  }
}

class HtmlRegion {
  root = block("z");

  update({ html }) {
    if (html === this.html) return;
    this.html = html;
    this.root.innerHTML = html;
    // A letter a person: hundreds of elements would be laid out one by one.
    for (const dots of this.root.querySelectorAll(".z-dot")) dots.textContent = (dots.matches(".z-filled") ? "●" : "○").repeat(dots.style.getPropertyValue("--n"));
    for (const head of this.root.querySelectorAll(".z-section")) if (isFigure(head)) head.append(pictureLinks());
  }
}

class MapRegion {
  root = block("z-map");
  inside = this.root.attachShadow({ mode: "open" });

  constructor(go) {
    this.go = go;
  }

  update({ map }) {
    this.leave = areaMap({ data: map, parentElement: this.inside, go: this.go });
  }
}

// What had the focus is drawn anew: its like gets it, or the head above it, or the page's, and a reader with a keyboard goes on from there.
function focused(root) {
  const was = document.activeElement;
  if (!root.contains(was)) return () => {};
  const heads = root.querySelectorAll("h1, h2");
  const place = [...heads].findLastIndex((head) => head.compareDocumentPosition(was) & Node.DOCUMENT_POSITION_FOLLOWING);
  const isLike = ({ dataset, textContent }) => dataset.choose === was.dataset.choose && (dataset.choose || textContent === was.textContent);
  return () => {
    if (was.isConnected) return;
    const like = [...root.querySelectorAll(was.tagName)].find(isLike);
    const now = root.querySelectorAll("h1, h2");
    const next = like || (now.length === heads.length && now[place]) || now[0];
    if (!like && next) next.tabIndex = -1;
    next?.focus({ preventScroll: true });
  };
}

// The children become these; what already stands among them in this order is not touched.
function put(parent, children) {
  for (const old of [...parent.children]) if (!children.includes(old)) old.remove();
  children.reduceRight((next, child) => {
    if (child.parentElement !== parent || child.nextElementSibling !== next) parent.insertBefore(child, next);
    return child;
  }, null);
}

// What can be kept as a picture: a head whose figure has numbers and says how sure they are.
function isFigure(head) {
  const figure = head.nextElementSibling;
  return figure?.matches(FIGURES) && (!figure.matches(".z-scroll") || figure.querySelector(NUMBERS) !== null) && (head.querySelector(".zb") ?? figure.querySelector(".zb")) !== null;
}

function pictureLinks() {
  const links = Object.assign(document.createElement("span"), { className: "z-picture" });
  links.innerHTML = '<button data-picture=png title="存为图片">存图</button><button data-picture=svg title="存为可放大的矢量图">矢量图</button>';
  return links;
}

function block(className = "") {
  return Object.assign(document.createElement("div"), { className });
}
