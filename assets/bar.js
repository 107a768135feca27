// The links between the pages and the filters, in one element and with the browser's own controls:
// every Streamlit widget would be drawn anew at every change, which costs more than the map.
// The server puts before this what the filters offer: const OPTIONS = {cities, counties by vintage, indicator};
// a default's value is "", as it is left out of the address.
const bars = new WeakMap();

export default function mount({ data, parentElement }) {
  let bar = bars.get(parentElement);
  if (!bar) bars.set(parentElement, (bar = new Bar(parentElement)));
  bar.update(data);
}

class Bar {
  constructor(parent) {
    this.was = {};
    this.links = tag("nav", { className: "z-nav", ariaLabel: "页面" });
    this.row = tag("div", { className: "z-links" });
    this.question = tag("button", { type: "button", textContent: "追问", title: "用一句话问（按“/”键）" });
    this.question.dataset.ask = "";
    this.cities = this.cityField();
    this.county = this.select("area", "县（市、区）");
    this.period = this.select("period", "时点");
    this.indicator = this.select("indicator", "指标");
    this.below = tag("input", { type: "number", min: 0, step: "any", placeholder: "不限" });
    this.belowLabel = tag("span", {});
    this.below.addEventListener("change", () => zjGo({ below: this.below.value }));
    this.edition = this.select("edition", "版次");
    this.problem = tag("p", { className: "z-problem", role: "alert" });
    const filters = tag("form", { className: "z-filters", ariaLabel: "筛选" }, this.cities.field, this.county.field, this.period.field,
      this.indicator.field, tag("label", {}, this.belowLabel, this.below), this.edition.field, this.problem);
    filters.addEventListener("submit", (event) => event.preventDefault()); // Enter in the threshold is a change of it
    document.addEventListener("click", (event) => {
      if (!this.cities.box.contains(event.target)) this.cities.box.open = false;
    });
    this.links.append(this.row, this.question);
    parent.replaceChildren(this.links, filters);
  }

  select(name, label) {
    const list = tag("select", {});
    list.addEventListener("change", () => zjGo({ [name]: list.value }));
    return { list, field: tag("label", {}, tag("span", { textContent: label }), list) };
  }

  cityField() {
    const said = tag("summary", {});
    const list = tag("div", { role: "group", ariaLabel: "设区市" });
    const box = tag("details", { className: "z-cities" }, said, list);
    list.addEventListener("change", () => zjGo({ area: [...list.querySelectorAll(":checked")].map((c) => c.value).join() }));
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      box.open = false;
      said.focus();
    });
    return { said, list, box, field: tag("div", { className: "z-wide" }, tag("span", { textContent: "设区市" }), box) };
  }

  // What did not change is left alone, and with it the reader's focus.
  ifNew(name, value, draw) {
    const text = JSON.stringify(value);
    if (this.was[name] === text) return;
    this.was[name] = text;
    draw(value);
  }

  update(data) {
    this.ifNew("pages", [data.pages, data.page, data.query], () => this.drawLinks(data));
    this.ifNew("cities", data.cities, (cities) => this.drawCities(cities));
    const ofCities = ([code]) => !data.cities.length || data.cities.includes(`${code.slice(0, 4)}00`);
    this.offer("county", [[data.cities.join(), "不限"], ...OPTIONS.counties[data.vintage].filter(ofCities)], data.county || data.cities.join());
    this.offer("period", data.periods, data.query.period);
    this.offer("indicator", OPTIONS.indicator.filter(([key]) => !data.series.length || data.series.includes(key)), data.indicator);
    this.offer("edition", data.editions, data.query.edition);
    this.ifNew("unit", data.unit, (unit) => (this.belowLabel.textContent = `低于（${unit}）`));
    this.ifNew("below", data.query.below ?? "", (below) => (this.below.value = below));
    this.ifNew("problem", data.problem, (problem) => (this.problem.textContent = problem));
  }

  offer(name, options, chosen = "") {
    const { list } = this[name];
    this.ifNew(name, options, () => list.replaceChildren(...options.map(([value, textContent]) => tag("option", { value, textContent }))));
    list.value = chosen;
  }

  drawLinks({ pages, page, query }) {
    const search = new URLSearchParams(query).toString().replaceAll("%2C", ",");
    const focused = [...this.row.children].indexOf(document.activeElement);
    this.row.replaceChildren(...pages.map(([path, name]) => {
      const link = tag("a", { href: new URL((path || ".") + (search && `?${search}`), document.baseURI).href, textContent: name });
      if (path === page) link.setAttribute("aria-current", "page");
      link.addEventListener("click", (event) => {
        if (event.button || event.metaKey || event.ctrlKey || event.shiftKey) return; // a new tab
        event.preventDefault();
        zjGo({}, link.pathname);
      });
      return link;
    }));
    this.row.children[focused]?.focus();
    const here = this.row.querySelector("[aria-current]");
    if (here && matchMedia("(max-width: 1000px)").matches) this.row.scrollLeft = here.offsetLeft - (this.row.clientWidth - here.offsetWidth) / 2;
  }

  drawCities(chosen) {
    const { said, list } = this.cities;
    if (!list.childElementCount) {
      list.append(...OPTIONS.cities.map(([code, name]) => tag("label", {}, tag("input", { type: "checkbox", value: code }), name)));
      const all = tag("button", { type: "button", textContent: "全省" });
      all.addEventListener("click", () => zjGo({ area: "" }));
      list.append(all);
    }
    for (const box of list.querySelectorAll("input")) box.checked = chosen.includes(box.value);
    said.textContent = OPTIONS.cities.filter(([code]) => chosen.includes(code)).map(([, name]) => name).join("、") || "全省";
    said.title = said.textContent;
  }
}

function tag(name, properties, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}
