// 数据报送: read a file and show its effect, hand it in, and the acts of the province. The shell calls `use` for an
// element with data-report, data-hand, data-marked or data-act.
import { ask, keepFile, say } from "./tools.js";

const TOOLS = { change: { report: readFile }, click: { hand: handIn, marked: markedCopy, act: doAct } };

export function use(kind, target) {
  for (const [name, tool] of Object.entries(TOOLS[kind] ?? {})) if (name in target.dataset) tool(target);
}

let file = null; // what was read last

const box = (node) => node.closest(".z-report");
const address = (node, path) => `${box(node).dataset.base}/${path}?${box(node).dataset.query}&name=${encodeURIComponent(file?.name ?? "")}`;

function readFile(field) {
  [file] = field.files;
  if (!file) return;
  field.value = "";
  say(field, `正在读取 ${file.name}…`);
  const shown = box(field).querySelector(".z-read");
  shown.innerHTML = "";
  ask(address(field, "read"), file).then((answer) => answer.text()).then((html) => {
    shown.innerHTML = html;
    const ready = shown.querySelector(".z-effect") !== null;
    box(field).querySelector("[data-hand]").disabled = !ready;
    box(field).querySelector("[data-marked]").disabled = !shown.querySelector("table");
    say(field, ready ? "没有错误。看过影响再提交。" : "有错误，改正后重新上传。", !ready);
  }, (error) => say(field, error.message, true));
}

function handIn(button) {
  if (button.disabled) return;
  button.disabled = true;
  ask(address(button, "hand-in"), file).then((answer) => answer.json()).then(
    ({ said }) => { say(button, said); zjGo({}); }, (error) => { button.disabled = false; say(button, error.message, true); });
}

function markedCopy(button) {
  if (button.disabled) return;
  ask(address(button, "marked.xlsx"), file).then((answer) => answer.blob()).then((blob) => keepFile(blob, "标出问题的报送表.xlsx"),
    (error) => say(button, error.message, true));
}

const REASONS = { give_back: "退回的原因：", unlock: "解锁的原因：", roll_back: "改用这一版的原因：" };
const SURE = { publish: "发布后大家看到的就是新的一版。确定发布？", approve: "确定通过？", submit: "确定提交给省里审核？" };

function doAct(button) {
  const [act, rest] = button.dataset.act.split("?");
  const order = { act, ...Object.fromEntries(new URLSearchParams(rest)) };
  if (act === "effect") return showEffect(order);
  if (act in REASONS) {
    order.reason = prompt(REASONS[act]);
    if (order.reason === null) return;
  } else if (!confirm(SURE[act])) return;
  ask("submission/act", JSON.stringify(order)).then((answer) => answer.json()).then(
    ({ said }) => { alert(said); zjGo({}); }, (error) => alert(error.message));
}

function showEffect({ id }) {
  const dialog = Object.assign(document.createElement("dialog"), { className: "z z-dialog" });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  ask(`submission/effect?id=${id}`).then((answer) => answer.text()).then((html) => (dialog.innerHTML = html), (error) => (dialog.textContent = error.message)).then(() => {
    document.body.append(dialog);
    dialog.showModal();
  });
}
