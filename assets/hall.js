// The hall: screens over the whole window, led by keys, by the speaker's window or by the clock.
// All screens of the deck are here before the first is shown, so that no network and no server is needed any more.
import { address, desk, first, load, loadPatiently, request, word, write } from "./hall_deck.js";
import { listen } from "./hall_keys.js";
import { leading, link } from "./hall_link.js";
import { bodySize, room, setSizes } from "./hall_room.js";
import { confirmed, Screens } from "./hall_screens.js";
import { Stage } from "./hall_stage.js";

const SLOWLY = 15; // seconds that a screen stays where the order does not say
const config = JSON.parse(document.getElementById("h-config").textContent);
const root = document.documentElement;
const asked = request(config.page);
const offset = Number(word("offset"));
const isPreview = word("role") === "preview"; // a small picture in the speaker's window: it follows, and never leads
const stage = new Stage(document.body.appendChild(document.createElement("div")));
const screens = new Screens(document.body);
const state = { n: first(), blank: "" };
let playing = 0;

function resize() {
  setSizes(root, bodySize(room(config.room), innerWidth), innerWidth / innerHeight < 1.5);
  if (stage.deck) stage.refit();
}

function apply({ n = state.n, blank = state.blank }) {
  const last = stage.deck.scenes.length - 1;
  Object.assign(state, { n: Math.min(Math.max(n, 0), last), blank });
  const at = isPreview ? state.n + offset : state.n;
  const scene = stage.show(at);
  screens.curtain(isPreview && at > last ? "black" : offset ? "" : blank);
  if (isPreview) return;
  document.title = `${state.n + 1} ${scene.title}`;
  screens.say(`${scene.title}。${scene.alt}`);
  write({ n: state.n ? String(state.n + 1) : "" });
}

const told = () => ({ type: "state", ...state, size: [innerWidth, innerHeight] });
const tell = link(asked, (message) => {
  if (!stage.deck) return;
  if (message.type === "state") apply(message);
  else if (message.type === "hello" && !isPreview) tell(told());
});

function lead(changes) {
  screens.open("");
  apply({ blank: "", ...changes });
  tell(told());
  if (playing) play();
}

// ---- by the clock

function play() {
  clearTimeout(playing);
  playing = setTimeout(async () => {
    const ends = state.n + 1 >= stage.deck.scenes.length;
    if (ends) await renew();
    lead({ n: ends ? 0 : state.n + 1 });
  }, 1000 * seconds());
}

const seconds = () => Number(word("seconds")) || stage.deck.seconds || SLOWLY;

// New figures, once a round; the old ones stay where there is no server.
async function renew() {
  const fresh = await load(asked).catch(() => null);
  const text = fresh && JSON.stringify(fresh);
  if (!fresh || text === renew.text) return;
  renew.text = text;
  stage.fill({ ...fresh, marks: config.marks }, state.n);
}

// ---- by keys

const act = {
  ...leading(state, lead),
  full: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()).catch(() => {}),
  spot: () => screens.spot(),
  help: () => screens.help(),
  code: () => screens.code(`hall/qr?${new URLSearchParams({ to: stage.deck.scenes[state.n].query, demo: word("demo") })}`),
  speaker: () => open(new URL(`hall/speaker${location.search}&page=${config.page}`, document.baseURI), "zj-speaker", "width=1280,height=800"),
  order: () => location.replace(address({ order: "default", n: "" })),
  ask: () => import("./ask.js").then(({ openAsk }) => openAsk(), () => {}),
  auto() {
    if (playing) playing = clearTimeout(playing);
    else play();
    screens.say(playing ? "自动播放" : "已停止自动播放");
  },
  theme() {
    root.dataset.theme = root.dataset.theme === "light" ? "dark" : "light";
    write({ theme: root.dataset.theme === "light" ? "light" : "" });
  },
  async demo() {
    const on = stage.deck.demo;
    if (on || (await confirmed("演示数据是虚拟的，不是实际数字。显示时，用到它的每一屏都写明“演示数据”。", "显示演示数据"))) location.replace(address({ demo: on ? "" : "1" }));
  },
  leave() {
    if (screens.clear()) return;
    if (state.blank) return lead({ blank: "" });
    // The desk as it was left, place on the page included, or the running order, where he came from it.
    const back = new URL(desk(), location.href).href;
    if ([back, new URL("hall/orders", document.baseURI).href].includes(document.referrer) && history.length > 1) history.back();
    else location.assign(back);
  },
};

async function start() {
  resize();
  const deck = await loadPatiently(asked, (words) => screens.open("wait", words));
  if (!deck) return;
  screens.open("");
  renew.text = JSON.stringify(deck);
  stage.fill({ ...deck, marks: config.marks }, state.n);
  apply({});
  root.dataset.ready = "";
  if (isPreview) return tell({ type: "hello" });
  listen((command, number) => act[command](number), (digits) => screens.typed(digits));
  document.body.addEventListener("click", ({ target, clientX }) => {
    if (target.closest(".h-scene, .h-curtain")) lead({ n: state.n + (clientX < innerWidth / 4 ? -1 : 1) });
  });
  if (word("seconds") || deck.seconds) play();
  if (deck.problems.length) screens.open("told", deck.problems.join("；"));
  tell(told());
  navigator.wakeLock?.request("screen").catch(() => {}); // a projector must not fall asleep
}

addEventListener("resize", () => {
  resize();
  if (stage.deck && !isPreview) tell(told());
});
document.fonts.ready.then(() => stage.deck && stage.refit());
start();
