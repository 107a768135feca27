// The map of areas: one component, two forms (region map, tile grid), two levels (province, city).
// Streamlit calls the default export again on every rerun; the drawing is kept on the element and updated in place.
// All colours are custom properties of the page, so light, dark and print need no code here.

const NS = "http://www.w3.org/2000/svg";
export const PROVINCE = "330000";
const ISLANDS = "330900"; // 舟山: too small to read at province level, so it is drawn again in a framed inset
const CLASSES = 5;
const TINY = 12; // px of room: an area this small (an island) is better named beside than across
const TIE = 1e-7; // half a last digit rounds up, as on paper, although binary fractions fall short of it
const SCHEMES = {
  county21: "组织建设试点县",
  five: "“群众身边的红十字会”县域试点",
  city3: "城市博爱家园提升试点",
  studio: "志愿者工作室",
  centre: "会员服务中心",
  campaign: "主题活动",
  course: "会员必修课",
  proposal: "会员议案征集",
  visit: "蹲点调研",
};
// What is not a pilot scheme has a shape of its own: star, house, flag, open book, speech, pin.
const SHAPES = {
  studio: "M0-6.8L1.8-2.1 6.6-2 2.9 1.1 4.1 5.8 0 3.1-4.1 5.8-2.9 1.1-6.6-2-1.8-2.1z",
  centre: "M0-6.5L6.5-.6H4.6V5.6H-4.6V-.6H-6.5z",
  campaign: "M-4.2-6.4H5.6L2.8-3.1 5.6.2H-2.4V6.6H-4.2z",
  course: "M0-2.9C-1.8-4.6-4-5-6.5-4.6V4.2C-4 3.9-1.8 4.3 0 5.8 1.8 4.3 4 3.9 6.5 4.2V-4.6C4-5 1.8-4.6 0-2.9zM-.5-1.8H.5V4.4H-.5z",
  proposal: "M-6-5.8H6V2.6H.6L-3.2 6.4V2.6H-6z",
  visit: "M0 6.8L-3.9.2A4.6 4.6 0 1 1 3.9.2zM1.6-2.4A1.6 1.6 0 1 0-1.6-2.4 1.6 1.6 0 1 0 1.6-2.4z",
};
// Where a city's name stands beside its tiles: column, row, text anchor; `line` puts name and value on one line.
const TILE_NAMES = {
  330500: [2.9, 0.5, "end"], 330400: [8.1, 0.5, "start"], 330100: [1.9, 3.5, "end"], 330600: [7.5, 3.5, "middle", "line"],
  330200: [10.1, 3.5, "start"], 330900: [12.9, 3.4, "end"], 330700: [4, 5, "middle", "line box"], 330800: [-0.1, 6.5, "end"],
  331000: [9.1, 9.1, "start"], 331100: [1.9, 9, "end"], 330300: [3.9, 11.1, "end"],
};

const maps = new WeakMap();
const geometries = new Map();
const scenes = new Map(); // the last layouts: going back to a period, a level or a page costs nothing
let serial = 0;

// `go` follows a choice, as zjGo does on a page.
export default function mount({ data, parentElement, go = window.zjGo }) {
  let map = maps.get(parentElement);
  if (!map) maps.set(parentElement, (map = new AreaMap(parentElement)));
  map.go = go;
  if (data) map.update(data);
  return () => map.leave();
}

// A ratio comes as its two parts only: shorter, and exact.
function ratios({ parts, factor }) {
  const value = (part) => (part?.[1] ? (factor * part[0]) / part[1] : null);
  return Object.fromEntries(Object.entries(parts).map(([period, column]) => [period, column.map(value)]));
}

function fetchGeometry(address) {
  const url = new URL(address, document.baseURI).href;
  if (!geometries.has(url)) {
    const loading = fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    });
    loading.catch(() => geometries.delete(url)); // a failure must not be remembered, or 重试 could never succeed
    geometries.set(url, loading);
  }
  return geometries.get(url);
}

class AreaMap {
  constructor(parent) {
    this.parent = parent;
    this.id = `zj-map-${++serial}`;
    this.view = null;
    this.drawn = 0;
    this.hidden = new Set(); // pilot schemes switched off in the legend
    this.lastCity = null;
    this.build();
    this.observer = new ResizeObserver(([entry]) => this.resize(entry.contentRect.width));
    this.observer.observe(this.root);
  }

  // ---- life ------------------------------------------------------------------------------------------------------

  update(data) {
    clearTimeout(this.leaving);
    if (this.root.parentNode !== this.parent) this.parent.append(this.style, this.root);
    this.observer.observe(this.root);
    if (data.period !== this.data?.period) this.period = data.period;
    if (data.form !== this.data?.form) this.form = data.form;
    this.data = data.values ? data : { ...data, values: ratios(data) };
    this.rows = new Map();
    const cities = data.cities ?? { codes: [], names: [], values: {}, parts: null };
    for (const source of [cities, this.data]) source.codes.forEach((code, i) => this.rows.set(code, { source, i }));
    this.markers = (data.markers ?? []).filter((m) => m.scheme in SCHEMES);
    this.width ||= this.root.getBoundingClientRect().width; // the observer would only tell in the next frame
    this.load();
  }

  load() {
    const address = this.data.geometry;
    if (this.geometry && this.address === address) return this.render();
    fetchGeometry(address).then(
      (geometry) => {
        if (this.data.geometry !== address) return;
        Object.assign(this, { geometry, address });
        this.render();
      },
      () => this.data.geometry === address && this.fail(),
    );
  }

  fail() {
    this.geometry = null;
    this.broken.hidden = false;
    this.stage.hidden = this.legend.hidden = this.note.hidden = true;
    this.drawHeader();
    this.drawTable();
  }

  redraw() {
    if (this.geometry) this.render();
    else this.fail();
  }

  leave() {
    // A rerun may clean up and mount again at once: only a real farewell takes the drawing away.
    this.leaving = setTimeout(() => {
      this.observer.disconnect();
      this.style.remove();
      this.root.remove();
      maps.delete(this.parent);
    }, 50);
  }

  resize(width) {
    if (!width || Math.abs(width - (this.width ?? 0)) < 0.5) return; // 0: it is out of sight for now
    this.width = width;
    cancelAnimationFrame(this.resizing);
    this.resizing = requestAnimationFrame(() => this.geometry && this.render({ still: true }));
  }

  pick(area) {
    this.hideTip();
    this.go({ area });
    // The values of all areas are here: show the choice now, the server's answer will say the same.
    const county = area === PROVINCE || area.endsWith("00") ? null : area;
    this.data = { ...this.data, focus: county ? this.cityOf(area) : area, selected: county, dim: [] };
    this.redraw();
  }

  pickFrom(code) {
    if (code.endsWith("00")) return this.pick(code);
    const city = this.cityOf(code);
    this.pick(this.focus === city ? code : city);
  }

  up() {
    if (this.focus === PROVINCE) return;
    this.pick(this.selected ? this.focus : PROVINCE);
  }

  // ---- what the data says ----------------------------------------------------------------------------------------

  get current() {
    const { periods } = this.data;
    return periods.find((p) => p.id === this.period) ?? periods.find((p) => p.id === this.data.period) ?? periods.at(-1);
  }
  get focus() {
    const { focus } = this.data;
    return focus && focus !== PROVINCE ? this.cityOf(focus) : PROVINCE;
  }
  get selected() {
    const { selected, focus } = this.data;
    return selected ?? (focus && !focus.endsWith("00") ? focus : null);
  }
  cityOf(code) {
    return this.geometry?.parents[code] ?? `${code.slice(0, 4)}00`;
  }
  nameOf(code) {
    const row = this.rows.get(code);
    if (row?.source.names) return row.source.names[row.i];
    return code === PROVINCE ? "浙江省" : (this.geometry?.names[code] ?? code);
  }
  known(code) {
    return this.rows.has(code);
  }
  value(code) {
    const row = this.rows.get(code);
    const value = row && (row.source === this.data.cities ? this.data.cities : this.data).values?.[this.current.id]?.[row.i];
    return Number.isFinite(value) ? value : null;
  }
  parts(code) {
    const row = this.rows.get(code);
    return row?.source.parts?.[this.current.id]?.[row.i] ?? null;
  }
  get bare() {
    return !this.data.scale.labels.length; // no numbers, only places with marks
  }
  classOf(code) {
    const value = this.value(code);
    if (this.bare) return "plain";
    return value === null ? "missing" : String(this.data.scale.edges.filter((edge) => edge <= value).length);
  }
  get falls() {
    return this.data.scale.kind === "change";
  }
  isLow(code) {
    const value = this.value(code);
    return value !== null && ((this.falls && value < 0) || (this.data.below != null && value < this.data.below));
  }
  isHigh(code) {
    const value = this.value(code);
    return value !== null && this.data.above != null && value > this.data.above;
  }
  number(value, decimals = this.data.decimals ?? 0) {
    const text = (Math.abs(value) + TIE).toFixed(decimals);
    const zero = Number(text) === 0;
    return (value < 0 && !zero ? "\u2212" : this.falls && !zero ? "+" : "") + text;
  }
  shortValue(code, whole = false) {
    if (this.bare) return "";
    const value = this.value(code);
    const note = this.data.notes?.[code];
    if (value === null) return note ? (whole || note.length > 6 ? "—" : note) : "未报";
    const round = whole && (this.data.rate || this.falls || Math.abs(value) >= 100);
    return this.number(value, round ? 0 : undefined);
  }
  longValue(code) {
    const value = this.value(code);
    if (value === null) return this.data.notes?.[code] ? "—" : "未报";
    return this.number(value) + withUnit(this.data.unit);
  }
  spoken(code) {
    const value = this.value(code);
    const said = value === null ? (this.data.notes?.[code] ?? "未报") : this.longValue(code);
    const tail = value === null ? [] : [this.data.statusName];
    const marks = this.markersOf(code).map((m) => this.markerName(m));
    return [this.nameOf(code), !this.bare && this.data.title + said, ...tail, ...marks].filter(Boolean).join("，");
  }
  // What the picture says to who hears it: its extremes, and what is not reported.
  message() {
    const { label, title, notes } = this.data;
    const head = `${label || title}，${this.nameOf(this.focus)}，${this.current.name}`;
    if (this.bare) return `${head}，标出${this.markers.length}处`;
    const known = this.units.filter((code) => this.value(code) !== null).sort((a, b) => this.value(b) - this.value(a));
    const blank = this.units.filter((code) => this.value(code) === null && !notes?.[code]).length;
    const ends = known.length ? `，最高${[known[0], known.at(-1)].map((code) => this.nameOf(code) + this.longValue(code)).join("，最低")}` : "";
    return `${head}${ends}${blank ? `，${blank}个未报` : ""}`;
  }
  markersOf(code) {
    return this.markers.filter((m) => m.code === code && !this.hidden.has(m.scheme));
  }
  markerName(marker) {
    return `${SCHEMES[marker.scheme]}（${marker.basis}）`;
  }

  // ---- drawing ---------------------------------------------------------------------------------------------------

  render({ still = false } = {}) {
    if (!this.width || !this.geometry) return;
    this.broken.hidden = true;
    const before = this.scene;
    const shownBefore = this.shownPeriod;
    this.scene = this.layOut();
    this.shownPeriod = this.current.id;
    const { scene } = this;
    const kept = this.root.getRootNode().activeElement;
    const held = kept && this.root.contains(kept);
    this.root.dataset.form = this.actualForm;
    this.root.dataset.level = this.focus === PROVINCE ? "province" : "city";
    this.root.dataset.caption = `${this.nameOf(this.focus)} ${this.data.title}${this.data.unit ? `（${this.data.unit}）` : ""}，${this.current.name}`;
    this.drawHeader();
    this.drawLegend();
    this.stage.hidden = this.note.hidden = !!this.tableShown;
    this.legend.hidden = !!this.tableShown || !this.legend.childElementCount;
    set(this.svg, { width: this.width, height: scene.height, viewBox: `0 0 ${this.width} ${scene.height}` });
    this.drawAreas();
    this.drawOverlays();
    this.drawInset();
    this.drawUnits();
    set(this.svg, { "aria-label": this.message() });
    this.drawTable();
    const whole = this.bare && this.focus !== PROVINCE ? this.markersOf(this.focus).map((m) => this.markerName(m)) : [];
    const approval = this.actualForm === "tiles" ? "方格图为示意，不是地图" : this.data.approval?.[this.current.vintage] ?? "";
    this.note.textContent = [whole.length && `全市：${whole.join("、")}`, approval].filter(Boolean).join("　");
    if (held && !kept.isConnected) this.focusUnit(this.active);
    this.arrive(scene.view, !still && !!before && (before !== scene || shownBefore !== this.shownPeriod));
  }

  get actualForm() {
    const tiles = this.geometry?.tiles[this.current.vintage] ?? {};
    return this.form === "tiles" && Object.keys(tiles).length ? "tiles" : "region";
  }

  layOut() {
    const form = this.actualForm;
    const chrome = 34 + 22 + (this.markers.length ? 52 : 26);
    const cap = Math.max(this.data.minHeight ?? 260, (this.data.maxHeight ?? 640) - chrome);
    const size = { width: this.width, cap, focus: this.focus, vintage: this.current.vintage };
    const key = JSON.stringify([form, size, this.address]);
    if (scenes.size > 24) scenes.clear();
    if (!scenes.has(key)) scenes.set(key, { ...(form === "tiles" ? tileScene : regionScene)(this.geometry, size), form });
    return scenes.get(key);
  }

  drawAreas() {
    const { scene, data } = this;
    const faded = new Set(data.dim ?? []);
    keyed(this.layer.areas, scene.codes, (code) => make("path", { "data-code": code }), (node, code) => {
      const context = (this.focus !== PROVINCE && this.cityOf(code) !== this.focus) || !this.known(code);
      const name = [context && "context", faded.has(code) && "dim", this.cityOf(code) === ISLANDS && "isle"];
      set(node, { d: scene.d(code), "data-class": this.classOf(code), class: name.filter(Boolean).join(" ") });
    });
    this.shown = scene.codes.filter((code) => this.known(code) && (this.focus === PROVINCE || this.cityOf(code) === this.focus));
    this.bright = this.shown.filter((code) => !faded.has(code));
  }

  drawOverlays() {
    const { scene, bright, shown, layer } = this;
    const joined = (codes) => codes.map((code) => scene.d(code)).join("");
    const ofClass = (c) => bright.filter((code) => this.classOf(code) === String(c));
    const demo = this.data.status === "demo";
    [...layer.hatch.children].forEach((node, c) => set(node, { d: demo ? joined(ofClass(c)) : "" }));
    set(layer.missing, { d: joined(shown.filter((code) => this.classOf(code) === "missing")) });
    set(layer.low, { d: joined(bright.filter((code) => this.isLow(code))) });
    set(layer.halo, { d: scene.outlines });
    set(layer.lines, { d: scene.outlines });
    set(layer.empty, { d: scene.empty ?? "" });
    set(layer.chosen, { d: this.selected && shown.includes(this.selected) ? scene.d(this.selected) : "" });
    set(layer.hover, { d: "" });
    this.root.dataset.kind = this.falls ? "d" : "s";
  }

  drawInset() {
    const { inset } = this.scene;
    const group = this.layer.inset;
    group.style.display = inset ? "" : "none";
    if (!inset) return;
    const [frame, title, foot, land, hatch] = group.children;
    set(frame, { x: inset.x, y: inset.y, width: inset.width, height: inset.height });
    set(title, { x: inset.x + 8, y: inset.y + 18 });
    title.textContent = inset.width > 116 ? "舟山群岛（放大）" : "舟山（放大）";
    set(foot, { x: inset.x + 8, y: inset.y + inset.height - 8 });
    foot.textContent = this.bare ? "" : `全市 ${this.shortValue(ISLANDS)}`;
    const place = `translate(${inset.view.x} ${inset.view.y}) scale(${inset.view.k})`;
    set(land, { transform: place });
    set(hatch, { transform: place });
    const faded = new Set(this.data.dim ?? []);
    keyed(land, inset.codes, (code) => make("path", { "data-inset": code }), (node, code) =>
      set(node, { d: this.scene.d(code), "data-class": this.classOf(code), class: faded.has(code) ? "isle dim" : "isle" }));
    const own = (c) => inset.codes.filter((code) => this.classOf(code) === String(c) && !faded.has(code));
    const demo = this.data.status === "demo";
    [...hatch.children].forEach((node, c) => set(node, { d: demo ? own(c).map((code) => this.scene.d(code)).join("") : "" }));
    this.scaleHatch(this.defs.inset, inset.view.k);
  }

  // What the keyboard and a screen reader meet: cities at province level, counties inside a city. One tab stop in all.
  drawUnits() {
    const { scene } = this;
    const cities = Object.keys(this.geometry.cities);
    this.units = this.focus === PROVINCE ? cities : this.shown;
    if (this.focus !== PROVINCE) this.lastCity = this.focus;
    const wanted = this.selected ?? (this.focus === PROVINCE ? this.lastCity : null);
    if (!this.units.includes(this.active)) this.active = this.units.includes(wanted) ? wanted : this.units[0];
    const focused = this.layer.units.contains(this.root.getRootNode().activeElement);
    keyed(this.layer.units, this.units, (code) => make("path", { "data-unit": code, role: "button" }), (node, code) =>
      set(node, { d: scene.unit(code), "aria-label": this.spoken(code), tabindex: code === this.active ? 0 : -1,
        "aria-pressed": code === this.selected ? "true" : null }));
    if (focused) this.focusUnit(this.active);
    else set(this.layer.ring, { d: "" });
  }

  setView(view) {
    this.view = view;
    set(this.layer.world, { transform: `translate(${view.x} ${view.y}) scale(${view.k})` });
    this.scaleHatch(this.defs.main, view.k);
  }

  // Hatch lines keep their distance on the screen whatever the zoom.
  scaleHatch(patterns, k) {
    for (const pattern of patterns) set(pattern, { patternTransform: `scale(${1 / k}) rotate(45)` });
  }

  arrive(view, fade) {
    this.setView(view);
    this.drawText();
    if (fade && !calm()) this.layer.text.animate([{ opacity: 0.15 }, { opacity: 1 }], { duration: 200 });
    set(this.svg, { "data-zj-drawn": ++this.drawn });
  }

  drawText() {
    const { scene } = this;
    const labels = scene.form === "tiles" ? this.tileLabels() : this.regionLabels();
    keyed(this.layer.leaders, labels.filter((l) => l.leader).map((l) => l.code), () => append(make("g", {}), make("path", {}), make("path", {}), make("circle", { r: 2 })), (node, code) => {
      const [ax, ay, bx, by] = labels.find((l) => l.code === code).leader;
      set(node.children[0], { d: `M${ax} ${ay}L${bx} ${by}` });
      set(node.children[1], { d: `M${ax} ${ay}L${bx} ${by}` });
      set(node.children[2], { cx: ax, cy: ay });
    });
    const byCode = new Map(labels.map((l) => [l.code, l]));
    keyed(this.layer.labels, [...byCode.keys()], makeLabel, (node, code) => drawLabel(node, byCode.get(code)));
    this.drawMarks(byCode);
  }

  markKinds(code) {
    const kinds = this.markersOf(code).map((m) => (m.scheme === "county21" ? `ring ${m.sure ? "" : m.demo ? "open drawn" : "open"}` : m.scheme));
    if (this.bright.includes(code)) {
      if (this.isLow(code)) kinds.push("down");
      if (this.isHigh(code)) kinds.push("up");
    }
    return kinds;
  }

  drawMarks(labels) {
    const marks = new Map();
    const taken = [...labels.values()].map((l) => l.box);
    for (const code of new Set([...this.shown, ...labels.keys()])) {
      this.markKinds(code).forEach((kind, i) => {
        const spot = this.markSpot(code, kind, i, labels.get(code), taken);
        if (spot) marks.set(`${code} ${kind}`, { ...spot, kind });
      });
    }
    keyed(this.layer.marks, [...marks.keys()], () => make("path", {}), (node, key) => {
      const { x, y, kind, small } = marks.get(key);
      set(node, { d: markPath(kind), class: `mark ${kind}`, transform: `translate(${x} ${y})${small ? " scale(.8)" : ""}` });
    });
  }

  markSpot(code, kind, i, label, taken) {
    const { scene } = this;
    const pointing = kind === "down" || kind === "up";
    if (scene.form === "tiles" && scene.cell(code)) {
      const [x, y] = scene.cell(code);
      return pointing ? { x: x + scene.tile - 8, y: y + scene.tile - 8 } : { x: x + scene.tile - 6 - 12 * i, y: y + 6, small: scene.tile < 60 };
    }
    if (label) return { x: label.box.x1 - label.marks + 8 + 13 * i, y: label.box.y0 + 9 };
    if (!scene.anchor(code)) return null;
    const [x, y] = scene.anchor(code);
    const tries = [[0, 0], [0, 12], [12, 0], [-12, 0], [0, -12], [14, 14], [-14, 14], [0, 24], [24, 0], [-24, 0], [0, -24]];
    const free = tries.map(([dx, dy]) => ({ x: x + dx, y: y + dy })).find((p) => !taken.some((b) => overlap(around(p, 7), b)));
    const spot = free ?? { x, y };
    taken.push(around(spot, 6));
    return spot;
  }

  regionLabels() {
    return this.focus === PROVINCE ? this.provinceLabels() : this.cityLabels();
  }

  labelItem(code, size, short = shortName(this.nameOf(code))) {
    const lines = this.bare ? [short] : [short, this.shortValue(code)];
    const marks = 13 * this.markKinds(code).length;
    return { code, size, lines, marks, missing: this.value(code) === null };
  }

  get labelSize() {
    return this.width < 480 ? 12 : this.width < 760 ? 13 : 15;
  }

  provinceLabels() {
    const { scene, data: { citySize: size = this.labelSize } } = this;
    const items = Object.keys(this.geometry.cities).filter((code) => !(scene.inset && code === ISLANDS))
      .map((code) => ({ ...this.labelItem(code, size), at: scene.anchor(code), free: true }));
    const walls = scene.inset ? [{ x0: scene.inset.x, y0: scene.inset.y, x1: this.width, y1: scene.height }] : [];
    return this.placed(items, () => placeLabels(items, walls, this.width, scene.height, null));
  }

  cityLabels() {
    const { scene, labelSize: size } = this;
    const items = this.shown.map((code) => ({ ...this.labelItem(code, size), at: scene.anchor(code) }));
    scene.raster ??= rasterise(scene, this.shown, this.width, scene.height);
    return this.placed(items, () => placeLabels(items, [], this.width, scene.height, scene.raster));
  }

  // Placing labels is the dearest step of a redraw: the same texts in the same scene keep their places.
  placed(items, place) {
    const key = JSON.stringify(items);
    if (this.scene.placedFor !== key) Object.assign(this.scene, { placedFor: key, labels: place() });
    return this.scene.labels;
  }

  tileLabels() {
    const { scene } = this;
    const t = scene.tile;
    const size = Math.round(Math.min(17, Math.max(12, t * 0.28)));
    const inside = scene.codes.map((code) => {
      const [x, y] = scene.cell(code);
      const values = t >= 36 && !this.bare;
      const item = this.labelItem(code, size);
      const lines = values ? [item.lines[0], this.shortValue(code, scene.level !== "city" && t < 80)] : [item.lines[0]];
      const [w, h] = [t, size * 1.22 * lines.length];
      const box = { x0: x, x1: x + w, y0: y + (t - h) / 2, y1: y + (t + h) / 2 };
      const dim = (this.data.dim ?? []).includes(code);
      return { ...item, lines, box, marks: 0, anchor: "middle", x: x + t / 2, kind: `on c${this.classOf(code)}${dim ? " dim" : ""}` };
    });
    return scene.level === "province" ? [...inside, ...this.tileCityLabels(Math.min(size + 1, 15))] : inside;
  }

  tileCityLabels(size) {
    const { scene } = this;
    return Object.entries(TILE_NAMES).filter(([code]) => code in this.geometry.cities).map(([code, [col, row, anchor, how = ""]]) => {
      const item = this.labelItem(code, how && scene.tile < 44 ? 12 : size);
      const lines = how ? [item.lines.join(" ")] : item.lines;
      const [x, y] = [scene.x0 + col * scene.tile, scene.y0 + row * scene.tile];
      const w = Math.max(...lines.map((line) => textWidth(line, item.size)));
      const h = item.size * 1.22 * lines.length;
      const left = anchor === "end" ? x - w - item.marks : anchor === "start" ? x : x - w / 2;
      const box = { x0: left, x1: left + w + item.marks, y0: y - h / 2, y1: y + h / 2 };
      return { ...item, lines, anchor, x, box, inline: !!how, boxed: how.includes("box") };
    });
  }

  // ---- header, legend, table -------------------------------------------------------------------------------------

  drawHeader() {
    const trail = [PROVINCE];
    if (this.focus !== PROVINCE) trail.push(this.focus);
    if (this.focus !== PROVINCE && this.selected) trail.push(this.selected);
    once(this.crumbs, trail.map((code) => code + this.nameOf(code)).join(), () => trail.flatMap((code, i) => {
      const last = i === trail.length - 1;
      const node = last ? html("b", { "aria-current": "location" }, this.nameOf(code))
        : html("button", { type: "button", class: "link", "data-pick": code }, this.nameOf(code));
      return i ? [html("span", { class: "sep", "aria-hidden": "true" }, "›"), node] : [node];
    }));
    const { periods, status, statusName } = this.data;
    const shown = `${this.data.title}　${this.current.name}`;
    once(this.title, shown + status, () => [shown + " ", html("span", { class: `badge ${status}` }, statusName || "")]);
    const chosen = this.current.id;
    once(this.periodBox, JSON.stringify(periods), () => (periods.length < 2 ? [] : periods.map((p) => toggle(p.name, () => this.choosePeriod(p.id), p.id))));
    press(this.periodBox, chosen);
    this.behind.dataset.card = `${this.data.indicator}.${chosen}.${trail.at(-1)}`;
    this.behind.hidden = this.bare;
    this.picture.hidden = !!this.tableShown || !this.geometry;
    this.periodBox.hidden = periods.length < 2;
    press(this.formBox, this.geometry ? this.actualForm : this.form);
    press(this.tableBox, this.tableShown || !this.geometry ? "table" : "");
  }

  choosePeriod(id) {
    this.period = id;
    this.redraw();
  }

  chooseForm(form) {
    if (this.form === form && !this.tableShown) return;
    const changed = this.form !== form;
    this.form = form;
    this.tableShown = false;
    this.redraw();
    if (changed) this.go({ map: form === "region" ? "" : form });
  }

  drawLegend() {
    const { data, scene } = this;
    const { edges, labels } = data.scale;
    const visible = scene.codes.filter((code) => this.known(code) && (this.focus === PROVINCE || this.cityOf(code) === this.focus));
    const classes = labels.map((label, c) => {
      const falling = this.falls && edges[c] !== undefined && edges[c] <= 0;
      const text = falling && !label.includes("▼") ? `${label} ▼` : label;
      return { text, swatch: `c${c}${data.status === "demo" ? " hatched" : ""}${falling ? " low" : ""}` };
    });
    const blank = visible.filter((code) => this.classOf(code) === "missing");
    const why = [blank.some((code) => !data.notes?.[code]) && "未报", blank.some((code) => data.notes?.[code]) && "不可比"].filter(Boolean);
    if (why.length) classes.push({ text: why.join("或"), swatch: "none" });
    const inside = cornerFits(scene, classes);
    const extra = [];
    if (data.status === "demo") extra.push({ text: "斜线为演示", swatch: "demo" });
    if (data.below != null) extra.push({ text: `低于 ${this.plain(data.below)}`, glyph: "down", swatch: "low empty" });
    if (data.above != null) extra.push({ text: `高于 ${this.plain(data.above)}`, glyph: "up" });
    const pilots = Object.keys(SCHEMES).filter((scheme) => this.markers.some((m) => m.scheme === scheme));
    const state = JSON.stringify([classes, extra, inside, pilots, [...this.hidden], this.markers.map((m) => m.sure)]);
    once(this.corner, inside ? state : "", () => (inside ? [...classes].reverse().map(legendItem) : []));
    const last = inside ? classes.length : 0;
    once(this.legend, state, () => [...classes.slice(last).map(legendItem), ...extra.map(legendItem), ...pilots.map((s) => this.pilotItem(s))]);
    this.corner.hidden = !inside;
    this.corner.style.left = `${scene.left ?? 0}px`;
  }

  plain(value) {
    return String(value).replace("-", "\u2212") + withUnit(this.data.unit);
  }

  pilotItem(scheme) {
    const own = this.markers.filter((m) => m.scheme === scheme);
    const open = scheme === "county21" && own.some((m) => !m.sure);
    const drawn = own.some((m) => m.demo);
    const text = SCHEMES[scheme] + (drawn ? "（虚线：报告提及；黄色虚线：演示名单）" : open ? "（虚线：报告提及）" : "");
    const glyph = scheme === "county21" ? (open ? "ring open" : "ring") : scheme;
    const node = html("button", { type: "button", class: "item", "aria-pressed": String(!this.hidden.has(scheme)), title: "显示或隐藏" });
    node.append(glyphIcon(glyph), text);
    node.addEventListener("click", () => {
      if (!this.hidden.delete(scheme)) this.hidden.add(scheme);
      this.render();
    });
    return node;
  }

  tableCodes() {
    const counties = this.data.codes.filter((c) => !this.geometry || c in (this.geometry.counties[this.current.vintage] ?? {}));
    const of = (city) => counties.filter((code) => this.cityOf(code) === city);
    if (this.focus !== PROVINCE) return of(this.focus);
    return (this.data.cities?.codes ?? []).flatMap((city) => [city, ...of(city)]);
  }

  // Only heard, it can wait until the picture is there: it is the larger half of all there is to lay out.
  drawTable() {
    const seen = this.tableShown || !this.geometry;
    this.tableWrap.classList.toggle("heard", !seen);
    this.tableWrap.style.maxHeight = seen ? `${(this.data.maxHeight ?? 640) - 40}px` : "";
    set(this.tableWrap, { tabindex: seen ? 0 : null });
    clearTimeout(this.filling);
    if (seen) return this.fillTable();
    if (this.tableOf !== this.data.title) this.table.remove();
    this.filling = setTimeout(() => this.fillTable(), 300);
  }

  fillTable() {
    const { data } = this;
    this.tableOf = data.title;
    const codes = this.tableCodes();
    const withParts = codes.some((code) => this.parts(code));
    const withNotes = codes.some((code) => data.notes?.[code] || this.markersOf(code).length);
    const unit = data.unit ? `（${data.unit}）` : "";
    const head = this.bare ? ["名称", data.title] : ["名称", data.title + unit, withParts && "分子 / 分母", "数据性质", withNotes && "备注"].filter(Boolean);
    const rows = codes.map((code) => {
      const value = this.value(code);
      const said = value === null ? this.longValue(code) : this.number(value);
      const notes = [data.notes?.[code], ...this.markersOf(code).map((m) => this.markerName(m))].filter(Boolean).join("；");
      if (this.bare) return [this.nameOf(code), notes || "—"];
      const status = value === null ? (data.notes?.[code] ? "—" : "未报") : data.statusName;
      return [this.nameOf(code), said, withParts && (fraction(this.parts(code)) || "—"), status, withNotes && notes].filter((cell) => cell !== false);
    });
    once(this.table, JSON.stringify([head.length, codes]), () => tableParts(head.length, codes));
    const cells = [this.root.dataset.caption, ...head, ...rows.flat()];
    this.table.querySelectorAll("caption, th, td").forEach((cell, i) => setText(cell, cells[i]));
    if (!this.table.isConnected) this.tableWrap.append(this.table);
  }

  // ---- hand and keyboard -----------------------------------------------------------------------------------------

  onClick(event) {
    const area = event.target.closest?.("[data-code],[data-inset],[data-unit]");
    if (!area) return this.up();
    this.pickFrom(area.dataset.code ?? area.dataset.inset ?? area.dataset.unit);
  }

  onMove(event) {
    if (event.pointerType === "touch") return;
    const area = event.target.closest?.("[data-code],[data-inset]");
    if (!area) return this.hideTip();
    const code = area.dataset.code ?? area.dataset.inset;
    const frame = this.stage.getBoundingClientRect();
    this.showTip(code, event.clientX - frame.left, event.clientY - frame.top);
  }

  showTip(code, x, y) {
    if (this.tipped !== code) {
      this.tipped = code;
      set(this.layer.hover, { d: this.scene.d(code) ?? "" });
      this.fillTip(code);
      this.tip.hidden = false;
      this.tipSize = [this.tip.offsetWidth, this.tip.offsetHeight];
    }
    const [w, h] = this.tipSize;
    const left = x + 16 + w > this.width ? x - 12 - w : x + 16;
    const top = y + 16 + h > this.scene.height ? y - 10 - h : y + 16;
    this.tip.style.transform = `translate(${Math.round(Math.max(0, left))}px, ${Math.round(Math.max(0, top))}px)`;
  }

  fillTip(code) {
    const { data } = this;
    const city = code.endsWith("00") || this.focus === this.cityOf(code) ? "" : ` · ${this.nameOf(this.cityOf(code))}`;
    const lines = [html("b", {}, this.nameOf(code)), html("span", { class: "quiet" }, city)];
    if (this.known(code)) {
      const value = this.value(code);
      if (!this.bare) lines.push(html("div", {}, `${data.title} `, html("b", {}, this.longValue(code))));
      if (fraction(this.parts(code))) lines.push(html("div", {}, fraction(this.parts(code))));
      const status = html("span", { class: data.status === "demo" ? "badge demo" : "badge" }, data.statusName ?? "");
      lines.push(html("div", { class: "quiet" }, `${this.current.name} `, ...(value !== null && data.statusName ? [status] : [])));
      if (data.notes?.[code]) lines.push(html("div", {}, data.notes[code]));
      for (const m of this.markersOf(code)) lines.push(html("div", {}, glyphIcon(this.markKinds(code)[this.markersOf(code).indexOf(m)]), this.markerName(m)));
    }
    this.tip.replaceChildren(...lines);
  }

  hideTip() {
    if (this.tipped == null) return;
    this.tipped = null;
    this.tip.hidden = true;
    set(this.layer.hover, { d: "" });
  }

  onKey(event) {
    const code = event.target.dataset?.unit;
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.key === "Escape") this.up();
    else if (!code || event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === "Enter" || event.key === " ") this.pickFrom(code);
    else if (event.key === "Home") this.focusUnit(this.units[0]);
    else if (event.key === "End") this.focusUnit(this.units.at(-1));
    else if (event.key in arrows) this.focusUnit(nearest(code, this.units, (c) => this.scene.anchor(c), arrows[event.key]));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  focusUnit(code) {
    if (!code) return;
    this.active = code;
    for (const node of this.layer.units.children) set(node, { tabindex: node.dataset.unit === code ? 0 : -1 });
    [...this.layer.units.children].find((node) => node.dataset.unit === code)?.focus({ preventScroll: true });
  }

  onFocus(event) {
    const code = event.target.dataset?.unit;
    if (!code) return;
    this.active = code;
    const seen = event.target.matches(":focus-visible");
    set(this.layer.ring, { d: seen ? this.scene.unit(code) : "" });
    const at = this.scene.anchor(code);
    if (seen && at) this.showTip(code, at[0] + 8, at[1] + 8);
  }

  // ---- the shell, built once -------------------------------------------------------------------------------------

  build() {
    this.style = html("style", {}, STYLE);
    this.title = html("h2", { class: "title" });
    this.picture = html("span", { class: "picture" }, html("button", { type: "button", class: "link", "data-picture": "png", title: "存为图片" }, "存图"),
      html("button", { type: "button", class: "link", "data-picture": "svg", title: "存为可放大的矢量图" }, "矢量图"));
    this.crumbs = html("nav", { class: "crumbs", "aria-label": "位置" });
    this.periodBox = html("div", { class: "seg", role: "group", "aria-label": "时点" });
    this.formBox = html("div", { class: "seg", role: "group", "aria-label": "图形" },
      toggle("区域图", () => this.chooseForm("region"), "region"), toggle("方格图", () => this.chooseForm("tiles"), "tiles"));
    this.tableBox = html("div", { class: "seg" }, toggle("表格", () => this.toggleTable(), "table"));
    this.behind = html("button", { type: "button", class: "link" }, "依据");
    this.tip = html("div", { class: "tip", "aria-hidden": "true" });
    this.tip.hidden = true;
    this.corner = html("div", { class: "corner" });
    this.svg = make("svg", { role: "figure", "data-zj-drawn": 0 });
    this.stage = html("div", { class: "stage" }, this.svg, this.corner, this.tip);
    this.legend = html("div", { class: "legend" });
    this.note = html("p", { class: "note" });
    this.table = html("table", {});
    this.tableWrap = html("div", { class: "sheet heard" }, this.table);
    this.broken = html("div", { class: "broken", role: "alert" }, html("p", {}, "地图没有画出来，数据不受影响。可先看旁边的表格。", html("small", {}, "（编号 M02）")),
      toggle("重试", () => this.load(), "retry"));
    this.broken.hidden = true;
    this.root = html("div", { class: "zj-map" }, this.title, this.picture, html("div", { class: "bar" }, this.crumbs, html("div", { class: "tools" }, this.behind, this.periodBox, this.formBox, this.tableBox)),
      this.broken, this.stage, this.legend, this.note, this.tableWrap);
    this.buildLayers();
    this.listen();
    this.parent.append(this.style, this.root);
  }

  toggleTable() {
    this.tableShown = !this.tableShown;
    this.redraw();
  }

  buildLayers() {
    const patterns = (name) => Array.from({ length: CLASSES }, (_, c) => {
      const pattern = make("pattern", { id: `${this.id}-${name}${c}`, width: 7, height: 7, patternUnits: "userSpaceOnUse" });
      pattern.append(make("path", { d: "M3.5 0V7", class: `h${c}` }));
      return pattern;
    });
    this.defs = { main: patterns("h"), inset: patterns("i") };
    const hatches = (name) => Array.from({ length: CLASSES }, (_, c) => make("path", { fill: `url(#${this.id}-${name}${c})` }));
    const group = (name, ...children) => append(make("g", { class: name }), ...children);
    const line = (name) => make("path", { class: `line ${name}` });
    const layer = { areas: group("areas"), hatch: group("hatch", ...hatches("h")), missing: line("missing"), halo: line("halo"), lines: line("lines"),
      empty: line("empty"), low: line("low"), hover: line("hover"), chosen: line("chosen"), ring: line("ring"), units: group("units"),
      leaders: group("leaders"), labels: group("labels"), marks: group("marks") };
    layer.world = group("world", layer.areas, layer.hatch, layer.missing, layer.empty, layer.halo, layer.lines, layer.low, layer.chosen, layer.hover, layer.ring, layer.units);
    layer.inset = group("inset", make("rect", {}), make("text", {}), make("text", {}), group("areas"), group("hatch", ...hatches("i")));
    layer.text = group("text", layer.leaders, layer.labels, layer.marks);
    for (const quiet of [layer.areas, layer.inset, layer.text]) quiet.setAttribute("aria-hidden", "true");
    this.layer = layer;
    append(this.svg, append(make("defs", {}), ...this.defs.main, ...this.defs.inset), layer.world, layer.inset, layer.text);
  }

  listen() {
    this.svg.addEventListener("click", (event) => this.onClick(event));
    this.svg.addEventListener("pointermove", (event) => this.onMove(event));
    this.svg.addEventListener("pointerleave", () => this.hideTip());
    this.svg.addEventListener("keydown", (event) => this.onKey(event));
    this.svg.addEventListener("focusin", (event) => this.onFocus(event));
    this.svg.addEventListener("focusout", () => (set(this.layer.ring, { d: "" }), this.hideTip()));
    this.crumbs.addEventListener("click", (event) => event.target.dataset.pick && this.pick(event.target.dataset.pick));
  }
}

// ---- scenes: where everything lies, in screen pixels ---------------------------------------------------------------

function regionScene(geometry, { width, cap, focus, vintage }) {
  const placed = geometry.counties[vintage];
  const codes = Object.keys(placed);
  const index = (code) => placed[code] ?? geometry.cities[code];
  const province = focus === PROVINCE || !(focus in geometry.cities);
  const frame = provinceFrame(geometry, placed, width, cap);
  const height = province ? frame.height : Math.min(frame.height - 26, width * 0.95); // 26: the legend's row, then below
  const view = province ? frame.view : fitBox(geometry.boxes[geometry.cities[focus]], width, height);
  const toScreen = (n, axis) => n * view.k + view[axis];
  return {
    view,
    codes,
    height,
    level: province ? "province" : "city",
    inset: province ? frame.inset : null,
    left: frame.left,
    d: (code) => geometry.paths[index(code)],
    unit: (code) => geometry.paths[index(code)],
    outlines: (province ? Object.values(geometry.cities) : [geometry.cities[focus]]).map((i) => geometry.paths[i]).join(""),
    anchor: (code) => {
      const spot = geometry.anchors[index(code)];
      return spot && [toScreen(spot[0], "x"), toScreen(spot[1], "y"), spot[2] * view.k];
    },
    box: (code) => {
      const [x0, y0, x1, y1] = geometry.boxes[index(code)];
      return { x0: toScreen(x0, "x"), y0: toScreen(y0, "y"), x1: toScreen(x1, "x"), y1: toScreen(y1, "y") };
    },
  };
}

function fitBox([x0, y0, x1, y1], width, height) {
  const pad = Math.min(44, width * 0.07);
  const k = Math.min((width - 2 * pad) / (x1 - x0), (height - 2 * pad) / (y1 - y0));
  return { k, x: width / 2 - (k * (x0 + x1)) / 2, y: height / 2 - (k * (y0 + y1)) / 2 };
}

// The largest land for which the islands' inset still finds empty sea in the south-east.
function provinceFrame(geometry, placed, width, cap) {
  const [w, h] = geometry.size;
  const pad = 6;
  let frame;
  for (let k = Math.min((width - 2 * pad) / w, (cap - 2 * pad) / h); ; k *= 0.97) {
    const room = Math.min(width, k * w * 1.32 + 2 * pad);
    const view = { k, x: (width - room) / 2 + pad, y: pad };
    const bottom = k * h + 2 * pad;
    const inset = bestInset(geometry, placed, view, (width + room) / 2 - 1, Math.max(bottom, cap));
    frame = { view, inset, left: (width - room) / 2, height: Math.max(bottom, inset ? inset.y + inset.height + 2 : 0) };
    if (inset || !(ISLANDS in geometry.cities) || k * w < width * 0.7) break;
  }
  return frame;
}

function bestInset(geometry, placed, view, right, cap) {
  const codes = Object.keys(placed).filter((code) => geometry.parents[code] === ISLANDS);
  if (!codes.length) return null;
  const islands = codes.map((code) => geometry.boxes[placed[code]]);
  const [x0, y0] = [0, 1].map((side) => Math.min(...islands.map((box) => box[side])));
  const [x1, y1] = [2, 3].map((side) => Math.max(...islands.map((box) => box[side])));
  for (let gain = 1.7; gain >= 1.25; gain -= 0.05) {
    const k = view.k * gain;
    const [width, height] = [k * (x1 - x0) + 20, k * (y1 - y0) + 46];
    const x = right - width;
    const above = Object.values(placed).map((i) => geometry.boxes[i]).filter((b) => b[2] * view.k + view.x > x - 6);
    const y = Math.max(geometry.size[1] * view.k + view.y - height, ...above.map((b) => b[3] * view.k + view.y + 8));
    if (y + height <= cap) return { x, y, width, height, codes, view: { k, x: x + 10 - k * x0, y: y + 26 - k * y0 } };
  }
  return null;
}

function tileScene(geometry, { width, cap, focus, vintage }) {
  const city = focus !== PROVINCE;
  const narrow = !city && (width - 32) / 14 < 26;
  const all = narrow ? geometry.tiles.cities : geometry.tiles[vintage];
  const parent = (code) => geometry.parents[code] ?? code;
  const codes = Object.keys(all).filter((code) => !city || parent(code) === focus);
  const empty = narrow ? [] : (geometry.empty[vintage] ?? []).filter((e) => !city || parent(e.joins) === focus);
  const cells = [...codes.map((code) => all[code]), ...empty.map((e) => e.cell)];
  const [c0, r0] = [Math.min(...cells.map((c) => c[0])), Math.min(...cells.map((c) => c[1]))];
  const [cols, rows] = [Math.max(...cells.map((c) => c[0])) - c0 + 1, Math.max(...cells.map((c) => c[1])) - r0 + 1];
  const margin = city || narrow ? 4 : 34;
  const tile = Math.floor(Math.min((width - margin - 4) / cols, (cap - 4) / rows, city ? 104 : 70));
  const x0 = Math.round((width - tile * cols + (margin - 4)) / 2) - c0 * tile;
  const y0 = 2 - r0 * tile;
  const at = ([c, r]) => [x0 + c * tile, y0 + r * tile];
  const square = (cell) => `M${at(cell).join(" ")}h${tile}v${tile}h${-tile}z`;
  const owner = new Map([...codes.map((code) => [all[code], narrow ? code : parent(code)]), ...empty.map((e) => [e.cell, parent(e.joins)])]);
  const border = (keep) => borders([...owner].filter(([, own]) => keep(own)), at, tile);
  const units = new Map();
  return {
    view: { k: 1, x: 0, y: 0 },
    codes, tile, x0, y0, inset: null,
    height: rows * tile + 4,
    level: narrow ? "cities" : city ? "city" : "province",
    cell: (code) => all[code] && codes.includes(code) ? at(all[code]) : null,
    d: (code) => (all[code] ? square(all[code]) : ""),
    unit: (code) => {
      if (!units.has(code)) units.set(code, all[code] ? square(all[code]) : border((own) => own === code));
      return units.get(code);
    },
    outlines: narrow ? "" : border(() => true),
    empty: empty.map((e) => borders([[e.cell, 1], [all[e.joins], 1]], at, tile)).join(""),
    anchor: (code) => centre(all[code] ? [all[code]] : [...owner].filter(([, own]) => own === code).map(([cell]) => cell), at, tile),
    box: (code) => ({ x0: at(all[code])[0], y0: at(all[code])[1], x1: at(all[code])[0] + tile, y1: at(all[code])[1] + tile }),
  };
}

// The edges between cells of different owners (or none).
function borders(owned, at, tile) {
  const owner = new Map(owned.map(([cell, own]) => [cell.join(), own]));
  let d = "";
  for (const [[c, r], own] of owned) {
    const [x, y] = at([c, r]);
    if (owner.get([c, r - 1].join()) !== own) d += `M${x} ${y}h${tile}`;
    if (owner.get([c - 1, r].join()) !== own) d += `M${x} ${y}v${tile}`;
    if (!owner.has([c, r + 1].join())) d += `M${x} ${y + tile}h${tile}`;
    if (!owner.has([c + 1, r].join())) d += `M${x + tile} ${y}v${tile}`;
  }
  return d;
}

function centre(cells, at, tile) {
  if (!cells.length) return null;
  const mean = (axis) => cells.reduce((sum, cell) => sum + at(cell)[axis], 0) / cells.length + tile / 2;
  return [mean(0), mean(1), tile / 2];
}

function cornerFits(scene, classes) {
  if (scene.form !== "region" || scene.level !== "province") return false;
  const width = 24 + Math.max(...classes.map((c) => textWidth(c.text, 12)));
  const corner = { x0: scene.left, x1: scene.left + width + 8, y0: scene.height - classes.length * 20 - 4, y1: scene.height };
  return !scene.codes.some((code) => overlap(scene.box(code), corner));
}

// ---- labels ----------------------------------------------------------------------------------------------------------

// Which county lies under a point: a small picture of the scene, one grey a county, read back once.
function rasterise(scene, codes, width, height) {
  const step = 3;
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width / step);
  canvas.height = Math.ceil(height / step);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.setTransform(scene.view.k / step, 0, 0, scene.view.k / step, scene.view.x / step, scene.view.y / step);
  codes.forEach((code, i) => {
    pen.fillStyle = `rgb(${(i + 1) * 8} 0 0)`;
    pen.fill(new Path2D(scene.d(code)));
  });
  const pixels = pen.getImageData(0, 0, canvas.width, canvas.height).data;
  return (x, y) => {
    const [px, py] = [Math.floor(x / step), Math.floor(y / step)];
    if (px < 0 || py < 0 || px >= canvas.width || py >= canvas.height) return null;
    const at = (py * canvas.width + px) * 4;
    return pixels[at + 3] > 127 ? codes[Math.round(pixels[at] / 8) - 1] : null;
  };
}

// Greedy with second thoughts: the roomiest first, then every label may move once all others are known.
function placeLabels(items, walls, width, height, under) {
  const placed = new Map();
  const order = [...items].sort((a, b) => b.at[2] - a.at[2]);
  const bounds = { x0: 2, y0: 2, x1: width - 2, y1: height - 2 };
  for (let pass = 0; pass < 3; pass++) {
    for (const item of order) {
      placed.delete(item.code);
      const others = [...placed.values()];
      const cost = (spot) => spotCost(item, spot, { others, walls, bounds, under, items });
      placed.set(item.code, spots(item).map((spot) => ({ spot, cost: cost(spot) })).reduce((a, b) => (b.cost < a.cost ? b : a)).spot);
    }
  }
  return items.map((item) => placed.get(item.code));
}

function spots(item) {
  const { size, lines, marks } = item;
  const [ax, ay, room] = item.at;
  const line = size * 1.22;
  const stackWidth = Math.max(...lines.map((text) => textWidth(text, size)));
  const lineWidth = textWidth(lines.join(" "), size);
  const spotAt = (dx, dy, w, h, inline) => {
    const box = { x0: ax + dx - w / 2, x1: ax + dx + w / 2 + marks, y0: ay + dy - h / 2, y1: ay + dy + h / 2 };
    return { ...item, box, x: ax + dx, anchor: "middle", inline, lines: inline ? [lines.join(" ")] : lines, far: Math.hypot(dx, dy) };
  };
  const list = [spotAt(0, 0, stackWidth, line * 2, false)];
  const near = item.free ? 46 : room < TINY ? 44 : Math.max(room * 0.8, 6);
  for (let r = 4; r <= near; r += 5) for (let a = 0; a < 12; a++) {
    const spot = spotAt(r * Math.cos((a * Math.PI) / 6), r * Math.sin((a * Math.PI) / 6), stackWidth, line * 2, false);
    if (!item.free && r > room + 6) spot.leader = leaderTo(spot.box, ax, ay);
    list.push(spot);
  }
  if (item.free) return list;
  for (let r = 18; r <= 240; r += r < 80 ? 6 : 14) {
    for (let a = 0; a < 24; a++) {
      const [cos, sin] = [Math.cos((a * Math.PI) / 12), Math.sin((a * Math.PI) / 12)];
      const spot = spotAt(cos * (r + lineWidth / 2), sin * (r + line / 2), lineWidth, line, true);
      spot.leader = leaderTo(spot.box, ax, ay);
      list.push(spot);
    }
  }
  return list;
}

function leaderTo(box, ax, ay) {
  const x = Math.min(Math.max(ax, box.x0), box.x1);
  const y = Math.min(Math.max(ay, box.y0), box.y1);
  return Math.hypot(x - ax, y - ay) > 7 ? [ax, ay, x, y] : null;
}

function spotCost(item, spot, { others, walls, bounds, under, items }) {
  const { box } = spot;
  let cost = spot.far * (spot.inline ? 0.6 : 0.5) + (spot.inline ? 30 : 0);
  if (box.x0 < bounds.x0 || box.y0 < bounds.y0 || box.x1 > bounds.x1 || box.y1 > bounds.y1) cost += 5000;
  for (const wall of walls) if (overlap(box, wall)) cost += 3000;
  for (const other of others) {
    if (overlap(box, other.box, 1)) cost += 1500;
    else if (overlap(box, other.box, 5)) cost += 40; // two numbers side by side would read as one
    if (spot.leader && crossesBox(spot.leader, other.box)) cost += 500;
    if (other.leader && crossesBox(other.leader, box)) cost += 500;
    if (spot.leader && other.leader && crosses(spot.leader, other.leader)) cost += 300;
  }
  if (!under) return cost;
  const tiny = item.at[2] < TINY;
  for (const other of items) if (other !== item && other.at[2] < 16 && inside(other.at, box)) cost += 60;
  for (const fx of [0.05, 0.35, 0.65, 0.95]) for (const fy of [0.15, 0.85]) {
    const code = under(box.x0 + (box.x1 - box.x0) * fx, box.y0 + (box.y1 - box.y0) * fy);
    if (code === item.code) cost += tiny ? 4 : 0;
    else if (code) cost += spot.inline ? 12 : tiny ? 15 : 9;
  }
  return cost;
}

function drawLabel(node, label) {
  const [plate, name, value] = node.children;
  const { box, size } = label;
  const kind = label.kind ?? "";
  set(node, { class: `label ${kind}${label.missing ? " missing" : ""}`, "font-size": size });
  const w = box.x1 - label.marks - box.x0;
  set(plate, label.boxed ? { x: box.x0 - 4, y: (box.y0 + box.y1) / 2 - size * 0.58, width: w + 8, height: size * 1.24 } : { width: 0, height: 0 });
  const x = label.anchor === "start" ? box.x0 : label.anchor === "end" ? box.x1 - label.marks : kind ? label.x : box.x0 + w / 2;
  const y = box.y0 + size * 0.97;
  const [first, rest] = label.inline ? splitName(label.lines[0]) : [label.lines[0], ""];
  set(name, { x, y, "text-anchor": label.anchor });
  fillName(name, first, rest);
  set(value, { x, y: y + size * 1.2, "text-anchor": label.anchor });
  setText(value, label.lines[1] ?? "");
}

function splitName(text) {
  const cut = text.indexOf(" ");
  return [text.slice(0, cut), text.slice(cut)];
}

function fillName(node, first, rest) {
  setText(node.children[0], first);
  setText(node.children[1], rest);
}

function makeLabel() {
  const name = append(make("text", { class: "name" }), make("tspan", {}), make("tspan", { class: "value" }));
  return append(make("g", {}), make("rect", { class: "plate" }), name, make("text", { class: "value" }));
}

// ---- small things ----------------------------------------------------------------------------------------------------

const overlap = (a, b, gap = 0) => a.x0 < b.x1 + gap && b.x0 < a.x1 + gap && a.y0 < b.y1 + gap && b.y0 < a.y1 + gap;
const inside = ([x, y], b) => x > b.x0 && x < b.x1 && y > b.y0 && y < b.y1;
const around = ({ x, y }, r) => ({ x0: x - r, x1: x + r, y0: y - r, y1: y + r });
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const withUnit = (unit) => (!unit || unit === "%" ? (unit ?? "") : ` ${unit}`);
const fraction = (parts) => (parts ? `${parts[0]} / ${parts[1]}` : "");
const textWidth = (text, size) => [...text].reduce((sum, c) => sum + (c.charCodeAt(0) < 0x2000 || c === "\u2212" ? 0.57 : 1), 0) * size;

function crosses([ax, ay, bx, by], [cx, cy, dx, dy]) {
  const side = (px, py, qx, qy, rx, ry) => Math.sign((qx - px) * (ry - py) - (qy - py) * (rx - px));
  return side(ax, ay, bx, by, cx, cy) !== side(ax, ay, bx, by, dx, dy) && side(cx, cy, dx, dy, ax, ay) !== side(cx, cy, dx, dy, bx, by);
}

function crossesBox(line, { x0, y0, x1, y1 }) {
  return crosses(line, [x0, y0, x1, y1]) || crosses(line, [x0, y1, x1, y0]);
}

function shortName(name) {
  if (name.includes("自治县")) return name.replace(/.族自治县$/, "");
  return name.length > 2 ? name.replace(/[市县区]$/, "") : name;
}

function nearest(from, codes, anchor, [dx, dy]) {
  const [x, y] = anchor(from);
  let best = from;
  let least = Infinity;
  for (const code of codes) {
    const [cx, cy] = anchor(code);
    const along = (cx - x) * dx + (cy - y) * dy;
    const aside = Math.abs((cx - x) * dy) + Math.abs((cy - y) * dx);
    if (code !== from && along > 2 && along + 2 * aside < least) [best, least] = [code, along + 2 * aside];
  }
  return best;
}

function markPath(kind) {
  if (kind.startsWith("ring")) return "M5.2 0A5.2 5.2 0 1 1-5.2 0A5.2 5.2 0 1 1 5.2 0z";
  if (kind === "five") return "M0-6.5L6.5 0 0 6.5-6.5 0z";
  if (kind === "city3") return "M-4.8-4.8H4.8V4.8H-4.8z";
  if (kind in SHAPES) return SHAPES[kind];
  return kind === "up" ? "M0-4.6L5 4.2H-5z" : "M0 4.6L-5-4.2H5z";
}

function glyphIcon(kind) {
  return append(make("svg", { width: 16, height: 16, viewBox: "-8 -8 16 16", "aria-hidden": "true" }), make("path", { d: markPath(kind), class: `mark ${kind}` }));
}

function legendItem({ text, swatch, glyph }) {
  const node = html("span", { class: "item" });
  if (swatch) node.append(html("i", { class: `swatch ${swatch}` }));
  if (glyph) node.append(glyphIcon(glyph));
  node.append(text);
  return node;
}

function tableParts(columns, codes) {
  const cells = (first, scope, other) => Array.from({ length: columns }, (_, i) => (i ? html(other, other === "th" ? { scope } : {}) : html(first, { scope })));
  const body = codes.map((code) => html("tr", { class: code.endsWith("00") ? "city" : "" }, ...cells("th", "row", "td")));
  return [html("caption", {}), html("thead", {}, html("tr", {}, ...cells("th", "col", "th"))), html("tbody", {}, ...body)];
}

function toggle(text, action, id) {
  const node = html("button", { type: "button", "data-id": id }, text);
  node.addEventListener("click", action);
  return node;
}

function press(box, id) {
  for (const node of box.children) set(node, { "aria-pressed": String(node.dataset.id === id) });
}

// Fill a node only when what it shows has changed, so that focus and the screen reader's place survive a rerun.
function once(node, key, children) {
  if (node.zjKey === key) return;
  node.zjKey = key;
  node.replaceChildren(...children());
}

// Keep one child a key: reuse what is there, make what is new, drop what is gone.
function keyed(parent, keys, create, change) {
  const old = (parent.zjNodes ??= new Map());
  const wanted = new Set(keys);
  for (const [key, node] of old) if (!wanted.has(key)) (node.remove(), old.delete(key));
  for (const key of keys) {
    if (!old.has(key)) (old.set(key, create(key)), parent.append(old.get(key)));
    change(old.get(key), key);
  }
}

function make(name, attributes) {
  const node = document.createElementNS(NS, name);
  set(node, attributes);
  return node;
}

function html(name, attributes, ...children) {
  const node = document.createElement(name);
  set(node, attributes);
  node.append(...children);
  return node;
}

function append(node, ...children) {
  node.append(...children);
  return node;
}

// Attributes are written only when they differ: an unchanged path is then not parsed again.
function set(node, attributes) {
  const known = (node.zjSet ??= {});
  for (const [name, value] of Object.entries(attributes)) {
    if (known[name] === value) continue;
    known[name] = value;
    if (value === null) node.removeAttribute(name);
    else node.setAttribute(name, value);
  }
}

function setText(node, text) {
  if (node.zjText === text) return;
  node.zjText = text;
  node.textContent = text;
}

const classRules = ["s", "d"].flatMap((kind) => Array.from({ length: CLASSES }, (_, c) => {
  const step = `--zj-${kind}${c + 1}`;
  const at = `[data-kind=${kind}]`;
  return `${at} .areas [data-class="${c}"]{fill:var(${step})}
${at} .areas .isle[data-class="${c}"]{stroke:var(${step})}
${at} .h${c}{stroke:var(${step}-hatch)}
${at} .on.c${c} text{fill:var(${step}-ink);stroke:var(${step})}
${at} .swatch.c${c}{--fill:var(${step});--hatch:var(${step}-hatch)}`;
})).join("\n");

// One rule a line. Each is confined to the component, which may stand in the page itself and not in a shadow root.
const confine = (rules) => rules.replace(/^(?!@|\.zj-map)([^{\n]+)\{/gm, (_, selectors) =>
  `${selectors.split(/,(?![^(]*\))/).map((one) => (one.startsWith("[data-") ? `.zj-map${one}` : `.zj-map ${one}`)).join()}{`);

const STYLE = confine(`
.zj-map{position:relative;box-sizing:border-box;color:var(--zj-ink);font:13px/1.5 var(--zj-sans,sans-serif);font-variant-numeric:tabular-nums lining-nums}
.zj-map *{box-sizing:border-box}
.zj-map [hidden]{display:none!important}
.bar{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:center;justify-content:space-between;margin-bottom:6px;min-height:28px}
.title{margin:0 0 6px;font:700 clamp(17px,1.05vw,20px)/1.4 var(--zj-sans)}
.title .badge{font-weight:500;vertical-align:2px}
.tools{display:flex;flex-wrap:wrap;gap:6px}
.picture{position:absolute;right:0;top:2px;display:flex;gap:10px;padding-left:10px;background:var(--zj-bg);font-size:12px;opacity:0}
.zj-map:hover>.picture,.picture:focus-within{opacity:1}
@media (hover:none){.zj-map .picture{opacity:1}}
.crumbs .sep{color:var(--zj-ink3);margin:0 6px}
button{font:inherit;color:var(--zj-ink2);background:none;border:0;padding:0;cursor:pointer}
button:focus-visible,.sheet:focus-visible{outline:2px solid var(--zj-link);outline-offset:2px}
.link{color:var(--zj-link);text-decoration:underline;text-underline-offset:3px;text-decoration-thickness:1px}
.seg{display:inline-flex;border:1px solid var(--zj-line);border-radius:4px}
.seg button{padding:2px 9px;border-radius:3px}
.seg button+button{border-left:1px solid var(--zj-line);border-radius:0 3px 3px 0}
.seg button[aria-pressed=true]{background:var(--zj-ink);color:var(--zj-bg)}
.stage{position:relative}
svg{display:block}
.stage>svg{overflow:hidden;user-select:none;-webkit-user-select:none;touch-action:manipulation}
.areas path{cursor:pointer;stroke:var(--zj-bg);stroke-width:.7px;stroke-linejoin:round;vector-effect:non-scaling-stroke;transition:fill .22s,opacity .22s}
.areas .isle{stroke-width:1.4px}
[data-form=region][data-kind=s] .areas [data-class="0"]:not(.context){stroke:var(--zj-s3)}
[data-form=region][data-kind=d] .areas [data-class="1"]:not(.context){stroke:var(--zj-ink3)}
.areas [data-class=missing]{fill:var(--zj-bg);stroke:none}
.areas [data-class=plain]{fill:var(--zj-surface);stroke:var(--zj-line)}
.areas path.context{fill:var(--zj-neighbour)!important;stroke:var(--zj-line)!important;stroke-width:.8px!important}
.areas .dim{opacity:.22}
[data-level=city] .areas path{stroke-width:1.5px}
[data-form=tiles] .areas path{stroke:var(--zj-bg);stroke-width:2px}
.hatch,.line,.units,.text,.plate{pointer-events:none}
.hatch path{stroke:none}
pattern path{stroke-width:1.4px;fill:none}
.line{fill:none;stroke-linejoin:round;vector-effect:non-scaling-stroke}
.missing.line{stroke:var(--zj-ink2);stroke-width:1.2px;stroke-dasharray:3 3}
.halo{stroke:var(--zj-bg);stroke-width:2.8px}
.lines{stroke:var(--zj-city-line);stroke-width:1px}
[data-form=tiles] .halo{stroke:none}
[data-form=tiles] .lines{stroke:var(--zj-ink);stroke-width:3px;stroke-linecap:square}
.empty{stroke:var(--zj-ink3);stroke-width:1.4px}
.low{stroke:var(--zj-ink);stroke-width:1.8px}
[data-form=tiles] .low{stroke-width:1.2px}
.hover{stroke:var(--zj-ink);stroke-width:2px}
.chosen{stroke:var(--zj-accent);stroke-width:3.5px}
.ring{stroke:var(--zj-link);stroke-width:3.5px}
.units path{fill:none;stroke:none;outline:none}
.text{transition:opacity .12s}
.leaders path{stroke:var(--zj-bg);stroke-width:3px;fill:none}
.leaders path+path{stroke:var(--zj-ink2);stroke-width:1px}
.leaders circle{fill:var(--zj-ink);stroke:var(--zj-bg);stroke-width:1px}
.label text{fill:var(--zj-ink);stroke:var(--zj-bg);stroke-width:3.6px;stroke-linejoin:round;paint-order:stroke}
.label .name{font-weight:700}
.label .value{font-weight:400}
.label.missing .value{fill:var(--zj-ink2)}
.label.on text{stroke-width:3px}
.label.on.cmissing text{fill:var(--zj-ink2);stroke:var(--zj-bg)}
.label.dim{opacity:.35}
.plate{fill:var(--zj-bg);stroke:var(--zj-ink);stroke-width:1.2px}
.inset .areas [data-class=missing]{stroke:var(--zj-ink3);stroke-width:1px;stroke-dasharray:3 3}
.inset rect{fill:var(--zj-bg);stroke:var(--zj-line);pointer-events:none}
.inset text{font-size:12px;fill:var(--zj-ink2);paint-order:stroke;stroke:var(--zj-bg);stroke-width:3px;pointer-events:none}
.inset text+text{fill:var(--zj-ink)}
.mark{stroke-linejoin:round}
.mark.ring{fill:var(--zj-bg);stroke:var(--zj-accent);stroke-width:2px}
.mark.open{stroke-dasharray:2.6 2}
.mark.drawn{stroke:var(--zj-amber)}
.mark.five{fill:var(--zj-accent);stroke:var(--zj-bg);stroke-width:1.5px}
.mark.city3{fill:var(--zj-bg);stroke:var(--zj-accent);stroke-width:2px}
.mark.studio,.mark.centre,.mark.campaign,.mark.course,.mark.proposal,.mark.visit{fill:var(--zj-bar-strong);fill-rule:evenodd;stroke:var(--zj-bg);stroke-width:2px;paint-order:stroke}
.mark.down,.mark.up{fill:var(--zj-ink);stroke:var(--zj-bg);stroke-width:2px;paint-order:stroke}
.corner{position:absolute;left:0;bottom:0;display:grid;pointer-events:none}
.legend{display:flex;flex-wrap:wrap;gap:2px 14px;margin-top:6px}
.corner,.legend{font-size:12px;line-height:20px;color:var(--zj-ink2)}
.item{display:inline-flex;align-items:center;gap:6px;white-space:nowrap}
button.item[aria-pressed=false]{opacity:.55;text-decoration:line-through}
.swatch{width:15px;height:15px;flex:none;background:var(--fill,var(--zj-bg));border:1px solid var(--zj-line)}
.swatch.hatched{background:repeating-linear-gradient(135deg,transparent 0 3.6px,var(--hatch) 3.6px 5px),var(--fill)}
.swatch.demo{background:repeating-linear-gradient(135deg,transparent 0 3.6px,var(--zj-amber) 3.6px 5px);border-color:var(--zj-amber)}
.swatch.none{border:1px dashed var(--zj-ink3)}
.swatch.low{border:1.8px solid var(--zj-ink)}
.note{margin:4px 0 0;font-size:12px;color:var(--zj-ink3)}
.tip{position:absolute;left:0;top:0;z-index:5;max-width:260px;padding:6px 10px;background:var(--zj-bg);border:1px solid var(--zj-ink3);border-radius:3px;pointer-events:none;line-height:1.5}
.tip .quiet{color:var(--zj-ink3);font-size:12px}
.tip svg{display:inline-block;vertical-align:-3px;margin-right:3px}
.badge{display:inline-block;font-size:12px;line-height:18px;padding:0 5px;border:1px solid var(--zj-ink2);border-radius:3px;color:var(--zj-ink2)}
.badge.demo{border-color:var(--zj-amber);color:var(--zj-amber)}
.badge.demo::before{content:"";display:inline-block;width:9px;height:9px;margin-right:4px;border:1px solid;background:repeating-linear-gradient(135deg,transparent 0 2.2px,currentColor 2.2px 3.2px)}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.sheet:not(.heard){overflow:auto}
table{border-collapse:collapse;width:100%}
caption{text-align:left;color:var(--zj-ink2);padding:2px 0 6px}
th,td{text-align:left;font-weight:400;padding:4px 10px 4px 0;border-bottom:1px solid var(--zj-line)}
td:nth-child(2),td:nth-child(3){font-variant-numeric:tabular-nums}
thead th{color:var(--zj-ink2);background:var(--zj-surface);position:sticky;top:0}
tbody th{padding-left:14px}
.city th,.city td{font-weight:700}
.city th{padding-left:0}
.broken{padding:24px 0;color:var(--zj-ink2)}
.broken small{color:var(--zj-ink3);font-size:12px}
.broken button{border:1px solid var(--zj-line);border-radius:4px;padding:3px 14px;color:var(--zj-ink)}
@media (prefers-reduced-motion:reduce){.zj-map .areas path,.zj-map .text{transition:none}}
@media (forced-colors:active){.zj-map .ring{stroke:Highlight}.zj-map .swatch{forced-color-adjust:none}.zj-map .seg button[aria-pressed=true]{forced-color-adjust:none;background:Highlight;color:HighlightText}}
${classRules}`);
