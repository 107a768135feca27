// The speaker's window: this screen and the next one, what to say, notes, sources, time. It follows the hall and leads it.
import { first, loadPatiently, request, word } from "./hall_deck.js";
import { listen } from "./hall_keys.js";
import { leading, link } from "./hall_link.js";

const config = JSON.parse(document.getElementById("h-config").textContent);
const asked = request(word("page") || config.page);
const state = { n: first(), blank: "", size: [1920, 1080] };
let deck;

document.body.innerHTML = `
<header class=h-bar><h1>讲者窗口</h1><b id=place></b><b id=clock></b><span>已讲 <b id=spent>0:00</b> <button id=again>重新计时</button></span></header>
<main class=h-speaker>
  <section class=h-now><h2 id=now></h2><div class=h-small><iframe id=here title=现在这一屏></iframe></div></section>
  <section class=h-then><h2 id=then></h2><div class=h-small><iframe id=there title=下一屏></iframe></div></section>
  <section class=h-say><h2>可以这样说</h2><p id=say></p><ul id=checked></ul><h2>备注</h2><p id=notes></p><h2>来源</h2><ul id=sources></ul></section>
</main>
<nav class=h-bar><button id=back>‹ 上一屏</button><button id=next>下一屏 ›</button><button id=black>黑屏</button><button id=white>白屏</button><label>到第 <select id=to></select> 屏</label><p id=said role=status></p></nav>`;
const part = (id) => document.getElementById(id);

function show() {
  const scene = deck.scenes[state.n];
  const after = deck.scenes[state.n + 1];
  part("place").textContent = `${state.n + 1} / ${deck.scenes.length}`;
  part("now").textContent = scene.title + (state.blank ? `（现在${state.blank === "black" ? "黑" : "白"}屏）` : "");
  part("then").textContent = after ? `下一屏：${after.title}` : "这是最后一屏";
  part("say").textContent = scene.say || "这一屏没有要说的句子。";
  part("notes").textContent = scene.notes || "没有备注。";
  part("checked").replaceChildren(...(scene.checked ?? []).map(({ text, verdict }) => line(`${text}：${verdict}`)));
  part("sources").replaceChildren(...scene.sources.map(line));
  part("to").value = state.n;
  fit();
}

// The pictures are the hall itself, made small: what is cut there is cut here.
function fit() {
  const [width, height] = state.size;
  for (const frame of document.querySelectorAll(".h-small iframe")) {
    const times = frame.parentElement.clientWidth / width;
    Object.assign(frame.style, { width: `${width}px`, height: `${height}px`, transform: `scale(${times})` });
    frame.parentElement.style.height = `${height * times}px`;
  }
}

function apply({ n = state.n, blank = state.blank, size = state.size }) {
  Object.assign(state, { n: Math.min(Math.max(n, 0), deck.scenes.length - 1), blank, size });
  show();
}

// Where there is a hall, it alone says what is shown: an older answer from here would lead it back.
let hasHall = false;
const tell = link(asked, (message) => {
  if (!deck) return;
  if (message.type === "state") {
    hasHall ||= Boolean(message.size);
    apply(message);
  } else if (message.type === "hello" && !hasHall) tell({ type: "state", n: state.n, blank: state.blank });
});

function lead(changes) {
  apply({ blank: "", ...changes });
  tell({ type: "state", n: state.n, blank: state.blank });
}

const act = leading(state, lead);

let began = Date.now();
function tick() {
  const spent = Math.floor((Date.now() - began) / 1000);
  part("spent").textContent = `${Math.floor(spent / 60)}:${String(spent % 60).padStart(2, "0")}`;
  part("clock").textContent = new Date().toTimeString().slice(0, 5);
}

function line(textContent) {
  return Object.assign(document.createElement("li"), { textContent });
}

function preview(offset) {
  const query = new URLSearchParams(location.search);
  const page = query.get("page") || config.page;
  for (const [name, value] of Object.entries({ mode: "hall", role: "preview", offset, n: state.n + 1 })) query.set(name, value);
  query.delete("page");
  query.delete("seconds");
  return new URL(`${page === "overview" ? "" : page}?${query}`, document.baseURI).href;
}

async function start() {
  deck = await loadPatiently(asked, (words) => (part("said").textContent = words));
  if (!deck) return;
  part("said").textContent = "";
  part("to").replaceChildren(...deck.scenes.map((scene, n) => new Option(`${n + 1} ${scene.title}`, n)));
  part("here").src = preview(0);
  part("there").src = preview(1);
  part("to").addEventListener("change", ({ target }) => lead({ n: Number(target.value) }));
  for (const name of ["back", "next", "black", "white"]) part(name).addEventListener("click", act[name]);
  part("again").addEventListener("click", () => {
    began = Date.now();
    tick();
  });
  setInterval(tick, 1000);
  tick();
  // A button that has the focus is pressed by the space bar itself.
  listen((command, number) => act[command]?.(number), (digits) => (part("said").textContent = digits && `到第 ${digits} 屏：按回车`));
  apply({});
  document.documentElement.dataset.ready = "";
  tell({ type: "hello" });
}

addEventListener("resize", () => deck && fit());
start();
