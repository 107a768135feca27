// 志愿者名册: send the file to be counted, say how far it is, show the counts, keep them as a draft. The shell calls `use`
// for an element with data-roster, data-uncount, data-counts or data-tally.
import { ask, keepFile, say } from "./tools.js";

const TOOLS = { change: { roster: count }, click: { uncount: cancel, counts: download, tally: keep } };

export function use(kind, target) {
  for (const [name, tool] of Object.entries(TOOLS[kind] ?? {})) if (name in target.dataset) tool(target);
}

const MOST = 400 * 1024 ** 2; // bytes, as on the server
let request = null; // the one that is under way
let found = null; // what came of the last: counts as a table, and sealed for the way back

const box = (node) => node.closest(".z-roster");
const part = (node, selector) => box(node).querySelector(selector);

function count(field) {
  const [file] = field.files;
  if (!file) return;
  field.value = ""; // the same file can be chosen again
  request?.abort();
  clear(field);
  if (file.size > MOST) return say(field, "这份名册超过400MB。请分成几份后再上传。", true);
  const few = part(field, "[data-few]").checked ? "&few=1" : "";
  const ending = file.name.split(".").pop().toLowerCase().replace(/[^a-z]/g, ""); // the name itself is not sent
  send(field, `submission/roster?${box(field).dataset.query}&ending=${ending}${few}`, file);
}

// Unlike fetch this tells how much has been sent.
function send(node, address, file) {
  const own = (request = new XMLHttpRequest());
  own.open("POST", new URL(address, document.baseURI).href);
  own.setRequestHeader("X-Zjrc", "1");
  own.upload.onprogress = ({ loaded, total }) => {
    part(node, "progress").value = loaded / total;
    say(node, loaded < total ? `正在上传，${Math.floor((100 * loaded) / total)}%…` : "正在丢掉个人信息、计数…");
  };
  own.upload.onload = () => part(node, "progress").removeAttribute("value");
  own.onprogress = () => {
    if (!node.isConnected) return own.abort(); // the reader has gone on to something else
    const { persons } = events(own).at(-1) ?? {};
    if (persons) say(node, `已读${persons.toLocaleString("zh-CN")}人…`);
  };
  own.onload = () => end(node, own.status === 200 ? events(own).at(-1) : refusal(own));
  own.onerror = () => end(node, { error: "没有连上服务，请看本系统是否还在运行。" });
  own.onabort = () => request === own && end(node, { error: "已取消，什么也没有留下。" });
  busy(node, true);
  say(node, "正在上传…");
  own.send(file);
}

const events = ({ responseText }) => responseText.split("\n\n").slice(0, -1).map((event) => JSON.parse(event.slice("data: ".length)));

function refusal({ responseText }) {
  try {
    return JSON.parse(responseText);
  } catch {
    return {};
  }
}

function end(node, last) {
  request = null;
  busy(node, false);
  if (!last?.html) return say(node, last?.error ?? "没有成功，请再试一次。", true);
  found = last;
  part(node, ".z-read").innerHTML = last.html;
  for (const name of ["counts", "tally"]) part(node, `[data-${name}]`).disabled = false;
  say(node, "已经数好，名册没有存下。看过再存入草稿。");
}

function busy(node, is) {
  part(node, "progress").hidden = part(node, "[data-uncount]").hidden = !is;
}

function clear(node) {
  found = null;
  part(node, ".z-read").innerHTML = "";
  for (const name of ["counts", "tally"]) part(node, `[data-${name}]`).disabled = true;
}

function cancel() {
  request?.abort();
}

function download(button) {
  if (found && !button.disabled) keepFile(new Blob([found.csv], { type: "text/csv" }), "志愿者计数表.csv");
}

function keep(button) {
  if (!found || button.disabled) return;
  button.disabled = true;
  const { counted, seal } = found;
  ask(`submission/roster/keep?${box(button).dataset.query}`, JSON.stringify({ counted, seal })).then((answer) => answer.json()).then(
    ({ said }) => { say(button, said); zjGo({}); }, (error) => { button.disabled = false; say(button, error.message, true); });
}
