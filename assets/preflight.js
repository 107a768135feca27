// Before the hall: is this computer, this screen, this edition ready? Green, or what to do. At the end the card for the last row.
import { load, request, word } from "./hall_deck.js";
import { bodySize, keepRoom, room, setSizes } from "./hall_room.js";
import { drawScene, fitScene, newLayer } from "./hall_scene.js";

const CHROMIUM = 111; // the oldest that draws these pages as they are meant
const LEAST = [1024, 768];
const MEMORY = 2; // GB
const config = JSON.parse(document.getElementById("h-config").textContent);

document.body.innerHTML = `
<header class=h-bar><h1>会场检查</h1><span id=verdict role=status>正在检查…</span><a href="hall/orders">会场播放单</a><a href="./">回到桌面</a></header>
<main class=h-check>
  <form class=h-room><label>会场纵深（米）<input name=depth type=number min=3 max=60 step=0.5></label><label>幕布宽度（米）<input name=width type=number min=0.5 max=30 step=0.1></label><output></output></form>
  <p>请把这个窗口拖到投影上，全屏后再看检查结果。</p>
  <ul id=found></ul>
  <p><button id=card>显示试读卡</button></p>
</main>`;
const form = document.querySelector(".h-room");

// Each says [whether it is well, what was found, what to do].
const CHECKS = {
  "浏览器": () => {
    const version = Number(/Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent)?.[1] ?? 0);
    const able = [globalThis.CompressionStream, globalThis.BroadcastChannel, document.documentElement.requestFullscreen].every(Boolean);
    return [able && version >= CHROMIUM, version ? `谷歌内核，第${version}版` : "不是谷歌内核的浏览器", `请用第${CHROMIUM}版以上的谷歌、微软浏览器`];
  },
  "字体": async () => {
    await document.fonts.ready;
    return [hasChinese(), hasChinese() ? "中文字体可用" : "没有中文字体", "请安装思源黑体或微软雅黑"];
  },
  "屏幕": () => {
    const [width, height] = [innerWidth, innerHeight];
    return [width >= LEAST[0] && height >= LEAST[1], `${width}×${height}`, `至少要${LEAST.join("×")}；请全屏，或把缩放调回百分之百`];
  },
  "内存": () => {
    const memory = navigator.deviceMemory ?? 0; // browsers tell no more than 8
    return [!memory || memory >= MEMORY, memory ? `${memory} 吉字节以上` : "浏览器没有说", "请关掉别的程序"];
  },
  "数据": async () => {
    const deck = await latest();
    const { title, status } = deck.edition;
    return [true, `${title}${status ? `（${status}）` : ""}；${deck.demo ? "显示演示数据" : "不显示演示数据"}`, ""];
  },
  "版面": async () => {
    const parts = await partsOfType();
    const small = parts.flatMap((part, n) => (part < 1 ? [n + 1] : []));
    const far = Math.floor(room(config.room).depth * Math.min(...parts));
    return [!small.length, small.length ? `第${small.join("、")}屏放不下这样大的字，缩小后${far}米以内看得清` : `共${parts.length}屏，都放得下`, "请换更宽的幕布，或把后排往前坐"];
  },
  "不用外网": async () => {
    await latest();
    const far = performance.getEntriesByType("resource").filter(({ name }) => !name.startsWith(location.origin) && /^http/.test(name));
    return [!far.length, far.length ? "有文件来自外面" : "全部来自本系统", "请与管理员联系"];
  },
};

let asking;
const latest = () => (asking ??= load(word("order") ? request("") : "order=default"));

// A character that no font has is drawn like any other that none has.
function hasChinese() {
  const drawn = (text) => {
    const pen = Object.assign(document.createElement("canvas"), { width: 40, height: 40 }).getContext("2d", { willReadFrequently: true });
    pen.font = `32px ${getComputedStyle(document.body).fontFamily}`;
    pen.fillText(text, 2, 34);
    return pen.getImageData(0, 0, 40, 40).data.join();
  };
  return drawn("红") !== drawn("\uffff") && drawn("红") !== drawn("县");
}

// Of each screen the part that is left of the size that the last row needs.
async function partsOfType() {
  const deck = await latest();
  const stage = document.body.appendChild(Object.assign(document.createElement("div"), { className: "h-trial h-hall" }));
  setSizes(stage, bodySize(room(config.room), innerWidth), innerWidth / innerHeight < 1.5);
  const layer = newLayer();
  layer.root.classList.add("h-waits");
  stage.append(layer.root);
  const parts = deck.scenes.map((_, n) => {
    drawScene(layer, { ...deck, marks: config.marks }, n);
    return fitScene(layer);
  });
  stage.remove();
  return parts;
}

async function run() {
  asking = undefined;
  const rows = await Promise.all(Object.entries(CHECKS).map(async ([name, check]) => {
    const [well, found, todo] = await Promise.resolve().then(check).catch((error) => [false, error.message, "请看本系统是否还在运行"]);
    return { name, well, text: `${name}：${found}${well ? "" : `。${todo}`}` };
  }));
  document.getElementById("found").replaceChildren(...rows.map(({ well, text }) => Object.assign(document.createElement("li"), { textContent: text, className: well ? "h-well" : "h-ill" })));
  const ill = rows.filter(({ well }) => !well).length;
  document.getElementById("verdict").textContent = ill ? `还有${ill}项要处理` : "可以开始";
  document.documentElement.dataset.ready = "";
}

function showRoom() {
  const here = room(config.room);
  form.depth.value = here.depth;
  form.width.value = here.width;
  form.querySelector("output").textContent = `正文 ${bodySize(here, innerWidth)} 像素`;
}

form.addEventListener("change", () => {
  if (!form.reportValidity()) return;
  keepRoom({ depth: Number(form.depth.value), width: Number(form.width.value) });
  showRoom();
  run();
});
form.addEventListener("submit", (event) => event.preventDefault());
document.getElementById("card").addEventListener("click", () => {
  const card = Object.assign(document.createElement("dialog"), { className: "h-card" });
  card.style.fontSize = `${bodySize(room(config.room), innerWidth)}px`;
  card.innerHTML = "<p>坐到最后一排，能读清这一行吗？</p><p>10907 个　44.62%　温州市瓯海区</p><form method=dialog><button>关闭</button></form>";
  document.documentElement.dataset.theme = "dark"; // as in the hall
  card.addEventListener("close", () => {
    card.remove();
    document.documentElement.dataset.theme = "light";
  });
  document.body.append(card);
  card.showModal();
});
addEventListener("resize", () => {
  showRoom();
  clearTimeout(run.later);
  run.later = setTimeout(run, 300);
});
showRoom();
run();
