// A sheet: regions of the server's HTML and maps, in rows of columns; of what it is sent again, only the changes are drawn.
// Every [data-pick] is a way to choose that area, every [data-go] one to any other choice.
// The server puts before this: import areaMap from "./area_map.….js".
const sheets = new WeakMap();

export default function mount({ data, parentElement }) {
  let sheet = sheets.get(parentElement);
  if (!sheet) sheets.set(parentElement, (sheet = new Sheet(parentElement)));
  sheet.update(data.rows);
  return () => sheet.leave();
}

class Sheet {
  constructor(parent) {
    this.root = document.createElement("div");
    this.maps = []; // kept from page to page: most of a map's drawing is the same
    parent.replaceChildren(this.root);
    this.root.addEventListener("change", ({ target }) => target.dataset.choose && zjGo({ [target.dataset.choose]: target.value }));
    this.root.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]:not([download])");
      if (link?.origin === location.origin && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        zjOpen(link.href);
        return;
      }
      const picked = event.target.closest("[data-card]") ? null : event.target.closest("[data-pick],[data-go]");
      if (picked) zjGo(Object.fromEntries(new URLSearchParams(picked.dataset.go ?? { area: picked.dataset.pick })));
    });
  }

  update(rows) {
    const shape = JSON.stringify(rows.map((row) => [row.widths, row.kind, row.cells.map((cell) => cell.map((region) => "map" in region))]));
    if (shape !== this.shape) this.build(rows);
    this.shape = shape;
    rows.flatMap((row) => row.cells.flat()).forEach((region, i) => this.regions[i].update(region));
  }

  build(rows) {
    const maps = [...this.maps];
    this.regions = [];
    this.root.replaceChildren(...rows.map(({ widths, kind, cells }) => {
      const row = block(`z-row ${kind}`);
      row.style.gridTemplateColumns = widths.map((width) => `minmax(0, ${width}fr)`).join(" ");
      row.append(...cells.map((cell) => {
        const column = block("z-cell");
        for (const region of cell) {
          const drawn = "map" in region ? (maps.shift() ?? this.newMap()) : new HtmlRegion();
          this.regions.push(drawn);
          column.append(drawn.root);
        }
        return column;
      }));
      return row;
    }));
  }

  newMap() {
    const map = new MapRegion();
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
    for (const dots of this.root.querySelectorAll(".z-dot")) {
      const count = Number(dots.style.getPropertyValue("--n"));
      dots.replaceChildren(...Array.from({ length: count }, () => document.createElement("i")));
    }
  }
}

class MapRegion {
  root = block("z-map");
  inside = this.root.attachShadow({ mode: "open" });

  update({ map }) {
    this.leave = areaMap({ data: map, parentElement: this.inside });
  }
}

function block(className) {
  return Object.assign(document.createElement("div"), { className });
}
