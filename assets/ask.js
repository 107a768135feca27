// 追问: a dialog over any page that answers a question in Chinese. Nothing is asked while one types.
// What was understood stands as chips: each is a choice whose options are whole questions, so a change asks anew.
// The server puts before this: const EXAMPLES = […]; questions that can be answered.
import mountSheet from "./sheet.js";
import { ask, use as useTool } from "./tools.js";

const KEPT = "zj-asked"; // questions of this browser
const MOST = 8;
const WORDS = { area: "地区", scope: "在哪里排", level: "哪一级", indicator: "指标", period: "时点", op: "比较", threshold: "数", order: "次序", n: "几个", note: "说明" };

let dialog;
let beside; // the query of the page that was asked from
let asking = 0; // the newest question wins

export function use(kind) {
  if (kind === "click") openAsk();
}

export function openAsk() {
  dialog ??= make();
  if (dialog.open) return;
  dialog.showModal();
  field().select();
  if (!field().value) drawEmpty();
  else if (beside !== location.search) put(field().value); // another edition, or another choice behind it
}

const part = (name) => dialog.querySelector(`[data-part=${name}]`);
const field = () => dialog.querySelector("input");

function make() {
  const node = Object.assign(document.createElement("dialog"), { className: "z z-ask", ariaLabel: "追问" });
  node.innerHTML = `<form><input type=text maxlength=200 autocomplete=off enterkeyhint=search aria-label=问题 placeholder="用一句话问，例如：${EXAMPLES[1]}">
    <button class=z-primary>问</button><button type=button data-close>关闭</button></form>
    <p data-part=said role=status></p><div data-part=chips></div><div data-part=answer></div>`;
  node.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    put(field().value);
  });
  node.addEventListener("input", () => field().value || drawEmpty());
  node.addEventListener("change", ({ target }) => target.matches("select") && put(target.value, target.dataset.chip));
  node.addEventListener("click", (event) => onClick(event, node));
  node.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation(), true); // means the dialog, never the map
  addEventListener("popstate", () => node.close()); // another page is shown
  document.body.append(node);
  return node;
}

function onClick(event, node) {
  const { target } = event;
  if (target === node || target.closest("[data-close]")) return node.close();
  const question = target.closest("[data-put]");
  if (question) return put(question.dataset.put);
  const card = event.composedPath().find(({ dataset }) => dataset && "card" in dataset);
  if (card && !window.zj) return useTool("click", card); // on a page of the desk the shell opens it
  const link = target.closest("[data-part=chips] a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return undefined;
  event.preventDefault();
  return leave(link.href);
}

function leave(address) {
  dialog.close();
  (window.zjOpen ?? ((url) => location.assign(url)))(address);
}

async function put(text, chip = "") {
  const question = text.trim();
  if (!question) return drawEmpty();
  field().value = question;
  const number = ++asking;
  say("正在看…");
  beside = location.search;
  const query = new URLSearchParams(beside);
  query.set("q", question);
  try {
    const answer = await (await ask(`ask?${query}`)).json();
    if (number !== asking) return undefined;
    if (answer.understood) keep(question);
    (answer.understood ? drawAnswer : drawUnknown)(answer);
    if (chip) part("chips").querySelector(`[data-chip="${chip}"]`)?.focus();
  } catch (error) {
    if (number === asking) clear(error.message);
  }
  return undefined;
}

function clear(words = "") {
  say(words);
  for (const name of ["chips", "answer"]) part(name).replaceChildren();
}

function say(words) {
  part("said").textContent = words;
}

function drawEmpty() {
  asking++;
  clear();
  const recent = kept();
  part("answer").append(...(recent.length ? [offered("最近问过（只记在这个浏览器）", recent)] : []), offered("可以这样问", EXAMPLES));
}

function drawUnknown({ unknown, reason, nearest }) {
  clear(unknown.length ? `没有看懂：${unknown.map((word) => `“${word}”`).join("、")}。` : `没有看懂：${reason}。`);
  part("answer").append(offered("最近的问法", nearest));
}

function offered(head, questions) {
  const list = tag("ul", {}, ...questions.map((question) => {
    const button = tag("button", { type: "button", textContent: question });
    button.dataset.put = question;
    return tag("li", {}, button);
  }));
  return tag("section", {}, tag("h2", { textContent: head }), list);
}

function drawAnswer({ chips, sheet, address }) {
  clear();
  const page = `.${address}`;
  part("chips").append(...chips.map(chipOf), tag("a", { href: absolute(page), textContent: "在页面上看" }));
  const host = tag("div", {});
  part("answer").append(host);
  // A choice in the map or the list leads to the page where it is made; the map's form is the dialog's own.
  const go = (changes) => "area" in changes && leave(withArea(page, changes.area));
  mountSheet({ data: sheet, parentElement: host, go, open: leave });
}

const absolute = (address) => new URL(address, document.baseURI).href;

function withArea(page, area) {
  const url = new URL(absolute(page));
  url.searchParams.set("area", area);
  return url.href.replaceAll("%2C", ",");
}

// What was not said is marked; what cannot be changed is only told.
function chipOf({ kind, label, assumed, options }, place) {
  const name = tag("span", { textContent: WORDS[kind] + (assumed && kind !== "note" ? "（没有说）" : "") });
  const chip = tag("label", { className: assumed ? "z-assumed" : "" }, name);
  if (options.length < 2) chip.append(tag("b", { textContent: label }));
  else {
    const list = tag("select", {}, ...options.map(([textContent, value]) => tag("option", { textContent, value })));
    list.selectedIndex = options.findIndex(([text]) => text === label);
    list.dataset.chip = `${kind}${place}`;
    chip.append(list);
  }
  return chip;
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}

function keep(question) {
  localStorage.setItem(KEPT, JSON.stringify([question, ...kept().filter((old) => old !== question)].slice(0, MOST)));
}

function tag(name, properties, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}
