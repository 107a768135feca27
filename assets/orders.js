// 会场播放单: screens are added, moved, given a sentence of one's own whose numbers the server checks; named, kept, shared, printed.
import { load } from "./hall_deck.js";
import { decode, encode, forget, keep, kept } from "./order_code.js";

const config = JSON.parse(document.getElementById("h-config").textContent);
const empty = () => ({ name: "", steps: [], seconds: 0 });
let order = empty();
let code = "";

document.body.innerHTML = `
<header class=h-bar><h1>会场播放单</h1><label>已存 <select id=kept></select></label><button id=fresh>新建</button><button id=eight>用默认八屏</button><a id=check>会场检查</a><a href="./">回到桌面</a></header>
<main class=h-orders>
  <form id=about><label>名称<input name=name maxlength=60 placeholder=例如：理事会汇报></label><label>每屏秒数（0 为手动）<input name=seconds type=number min=0 max=3600 value=0></label></form>
  <ol id=steps></ol>
  <form id=add><b>加一屏</b><label>页面<select name=page></select></label><label>地区<select name=area></select></label><label>页面里的第几屏<select name=scene><option value="">一<option value=2>二<option value=3>三</select></label><button>加入</button></form>
</main>
<nav class=h-bar><a id=start>开始放映</a><a id=speaker target=zj-speaker>讲者窗口</a><button id=copy>复制链接</button><a id=notes target=_blank>打印讲稿</a><button id=keep>存在这个浏览器里</button><button id=forget>删除</button><p id=said role=status></p></nav>`;
const part = (id) => document.getElementById(id);
const [about, steps, adding] = [part("about"), part("steps"), part("add")];
const say = (text) => (part("said").textContent = text);

// ---- what is shown of the order

function draw() {
  about.elements.name.value = order.name;
  about.elements.seconds.value = order.seconds;
  steps.replaceChildren(...order.steps.map(row));
  part("kept").replaceChildren(new Option("选择", ""), ...Object.keys(kept()).map((name) => new Option(name)));
  part("kept").value = order.name in kept() ? order.name : "";
  changed();
}

function row(step, n) {
  const node = document.createElement("li");
  node.innerHTML = `<div class=h-step><b></b><span></span><button data-move=-1 title=上移>↑</button><button data-move=1 title=下移>↓</button><button data-drop title=去掉>去掉</button></div>
  <label>自己的句子（不写就用系统的）<textarea name=say rows=2 maxlength=600></textarea></label><p class=h-checked role=status></p><label>备注（只有讲者看到）<textarea name=notes rows=1 maxlength=600></textarea></label>`;
  node.dataset.n = n;
  node.querySelector("b").textContent = config.pages.find(([name]) => name === step.page)?.[1] ?? step.page;
  for (const name of ["say", "notes"]) node.querySelector(`[name=${name}]`).value = step[name];
  return node;
}

// The order's code is made anew; with it the links, and what the server finds in one's own sentences.
async function changed() {
  const mine = (changed.last = Symbol());
  const made = order.steps.length ? await encode(order) : "";
  if (changed.last !== mine) return;
  code = made;
  for (const [id, address] of Object.entries({ start: "./?mode=hall&order=", speaker: "hall/speaker?order=", notes: "hall/notes?order=" })) {
    if (code) part(id).href = address + code;
    else part(id).removeAttribute("href");
  }
  part("check").href = `hall/check${code && `?order=${code}`}`; // without one, of the default order
  if (!code) return say("还没有一屏。");
  if (code.length > config.longest) return say("播放单太长，请去掉几屏或缩短句子。");
  await load(`order=${code}`).then(({ scenes, problems }) => {
    if (changed.last !== mine) return;
    say([`共${scenes.length}屏`, ...problems].join("；"));
    scenes.forEach((scene, n) => judge(steps.children[n], scene));
  }, (error) => changed.last === mine && say(error.message));
}

function judge(node, scene) {
  node.querySelector("span").textContent = scene.title;
  node.querySelector("textarea").placeholder = scene.sentence;
  const line = node.querySelector(".h-checked");
  line.textContent = scene.checked.filter(({ verdict }) => verdict !== "非指标").map(({ text, verdict, reason }) => `${text}：${verdict}${reason ? `（${reason}）` : ""}`).join("；");
  line.classList.toggle("h-ill", scene.checked.some(({ verdict }) => verdict === "不符"));
}

// ---- what is done with it

function add(page, query) {
  order.steps.push({ page, query, say: "", notes: "" });
  draw();
  steps.lastElementChild.scrollIntoView({ block: "nearest" });
}

about.addEventListener("input", () => {
  order.name = about.elements.name.value.trim();
  order.seconds = Math.min(3600, Math.max(0, Math.round(Number(about.elements.seconds.value)) || 0));
  changed();
});
about.addEventListener("submit", (event) => event.preventDefault());
adding.addEventListener("submit", (event) => {
  event.preventDefault();
  const { page, area, scene } = adding.elements;
  const query = new URLSearchParams(Object.entries({ area: area.value, scene: scene.value }).filter(([, value]) => value));
  add(page.value, String(query));
});
steps.addEventListener("change", ({ target }) => {
  order.steps[target.closest("li").dataset.n][target.name] = target.value.trim();
  changed();
});
steps.addEventListener("click", ({ target }) => {
  const n = Number(target.closest("li")?.dataset.n);
  if ("drop" in target.dataset) order.steps.splice(n, 1);
  else if (target.dataset.move && order.steps[n + Number(target.dataset.move)]) order.steps.splice(n + Number(target.dataset.move), 0, ...order.steps.splice(n, 1));
  else return;
  draw();
});
part("kept").addEventListener("change", ({ target }) => {
  order = kept()[target.value] ?? empty();
  draw();
});
part("fresh").addEventListener("click", () => {
  order = empty();
  draw();
});
part("eight").addEventListener("click", async () => {
  const area = adding.elements.area.value;
  const asked = new URLSearchParams({ order: "default", ...(area && { area }) });
  await load(String(asked)).then(({ title, scenes }) => {
    order = { name: title, seconds: order.seconds, steps: scenes.map(({ page, query }) => ({ page, query: query.split("?")[1] ?? "", say: "", notes: "" })) };
    draw();
  }, (error) => say(error.message));
});
part("keep").addEventListener("click", () => {
  if (!order.name) return say("请先写名称。");
  keep(order);
  draw();
  say(`已存为“${order.name}”，只在这个浏览器里。`);
});
part("forget").addEventListener("click", () => {
  forget(order.name);
  order = empty();
  draw();
});
part("copy").addEventListener("click", async () => {
  if (!code) return say("还没有一屏。");
  const address = new URL(`./?mode=hall&order=${code}`, document.baseURI).href;
  await navigator.clipboard.writeText(address).then(() => say("链接已复制。"), () => say(address));
});

async function begin() {
  adding.elements.page.replaceChildren(...config.pages.map(([name, title]) => new Option(title, name)));
  adding.elements.area.replaceChildren(...config.areas.map(([area, name]) => new Option(name, area)));
  const asked = new URLSearchParams(location.search);
  if (asked.get("order")) order = await decode(asked.get("order")).catch(() => empty());
  else order = JSON.parse(sessionStorage.getItem("zj-hall-draft") ?? "null") ?? empty();
  const [path, query = ""] = (asked.get("add") ?? "").split("?");
  history.replaceState(null, "", location.pathname); // what is loaded again must not be added again
  draw();
  if (asked.has("add")) add(path || "overview", query);
  document.documentElement.dataset.ready = "";
}

addEventListener("pagehide", () => sessionStorage.setItem("zj-hall-draft", JSON.stringify(order)));
begin();
