// 材料: a pack is ordered, followed and cancelled; a file is verified. The shell calls `use` for an element with
// data-pack or data-verify.
import { ask } from "./tools.js";

const TOOLS = { click: { pack: order }, change: { verify: judge } };

export function use(kind, target) {
  for (const [name, tool] of Object.entries(TOOLS[kind] ?? {})) if (name in target.dataset) tool(target);
}

const AGAIN = 700; // ms between two questions how far it is
let job = null; // id of the pack that is on its way

const part = (node, selector) => node.closest("section").querySelector(selector);

function tell(node, selector, text, wrong = false) {
  const line = part(node, selector);
  line.textContent = text;
  line.classList.toggle("wrong", wrong);
}

// ---- the pack

function order(button) {
  if (button.dataset.pack === "cancel") return cancel(button);
  const kinds = [...button.closest("section").querySelectorAll("[data-packed]:checked")].map(({ value }) => value);
  if (!kinds.length) return tell(button, ".z-packed", "请至少选一种材料。", true);
  const wanted = { ...JSON.parse(button.closest("[data-order]").dataset.order), kinds };
  busy(button, true);
  tell(button, ".z-packed", "正在准备…");
  ask("pack", JSON.stringify(wanted)).then((answer) => answer.json()).then((state) => follow(button, state), (error) => end(button, error.message));
}

function follow(button, state) {
  job = state.id;
  if (!button.isConnected) return; // the reader has gone on to something else; the pack is made all the same
  if (state.over) return end(button, state.problem, state);
  const bar = part(button, "progress");
  if (state.total) bar.value = state.done / state.total;
  else bar.removeAttribute("value");
  tell(button, ".z-packed", state.total ? `已做好${state.done}份，共${state.total}份…` : "正在准备…");
  setTimeout(() => ask(`pack/status?id=${state.id}`).then((answer) => answer.json()).then(
    (next) => follow(button, next), (error) => end(button, error.message)), AGAIN);
}

function end(button, problem, state) {
  busy(button, false);
  if (problem || !state.ready) return tell(button, ".z-packed", problem || "没有成功，请再试一次。", true);
  tell(button, ".z-packed", `做好了，共${state.total}份。`);
  const link = Object.assign(document.createElement("a"), { href: new URL(`pack/file?id=${state.id}`, document.baseURI).href, download: "", textContent: "下载材料袋" });
  part(button, ".z-packed").append(link);
  link.click();
}

function cancel(button) {
  button.disabled = true;
  tell(button, ".z-packed", "正在取消…");
  ask(`pack/cancel?id=${job}`, "").catch((error) => tell(button, ".z-packed", error.message, true));
}

function busy(button, is) {
  part(button, "progress").hidden = part(button, "[data-pack=cancel]").hidden = !is;
  part(button, "[data-pack=cancel]").disabled = false;
  part(button, "[data-pack=start]").disabled = is;
}

// ---- whether a file is as it was issued

function judge(field) {
  const [file] = field.files;
  if (!file) return;
  field.value = ""; // the same file can be chosen again
  const found = part(field, ".z-verdict");
  found.innerHTML = "";
  tell(field, ".z-verifying", `正在验 ${file.name}…`);
  ask(`verify?name=${encodeURIComponent(file.name)}`, file).then((answer) => answer.text()).then(
    (html) => {
      found.innerHTML = html;
      tell(field, ".z-verifying", file.name);
    },
    (error) => tell(field, ".z-verifying", error.message, true),
  );
}
