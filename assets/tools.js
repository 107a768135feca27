// What the parts of a page can do without a rerun: open a figure's card, search a list, keep the report's text, check a draft.
// The shell calls `use` for an element with data-card, data-search, data-keep, data-forget or data-check.

const TOOLS = {
  click: { card: openCard, forget: forgetText, check: checkDraft },
  input: { search: filterRows },
  change: { keep: keepText, check: checkFile },
};

export function use(kind, target) {
  for (const [name, tool] of Object.entries(TOOLS[kind])) if (name in target.dataset) tool(target);
}

// ---- the card behind a figure

let dialog;

function openCard(target) {
  const address = addressOf(target);
  dialog ??= makeDialog();
  const was = dialog.open ? dialog.shown : null;
  ask(`card?of=${encodeURIComponent(address)}${edition("&")}`).then((answer) => answer.text()).then(
    (html) => show(address, html, was),
    () => show(address, "<p>没有连上服务，请刷新本页再试。</p>", was),
  );
}

// In a ranking a number gives its indicator alone, or nothing: the period is the table's, the area the row's.
function addressOf(target) {
  const named = target.dataset.card;
  if (/\.|^[EF]\d/.test(named)) return named;
  const [indicator, period] = target.closest("[data-series]").dataset.series.split(".");
  return `${named || indicator}.${period}.${target.closest("[data-pick]").dataset.pick}`;
}

function makeDialog() {
  const node = Object.assign(document.createElement("dialog"), { className: "z z-dialog" });
  node.addEventListener("click", (event) => {
    const link = event.target.closest("[data-query]");
    if (link) {
      event.preventDefault();
      node.close();
      const path = new URL(link.href).pathname;
      if (!window.zjGo) return void location.assign(`${path}?${link.dataset.query}`); // in the hall, which has no Streamlit
      zjGo({ period: "", area: "", indicator: "", tab: "", ...Object.fromEntries(new URLSearchParams(link.dataset.query)) }, path);
    } else if (event.target === node || event.target.closest("[data-close]")) node.close();
  });
  document.body.append(node);
  return node;
}

function show(address, html, was) {
  const back = was ? `<button data-card="${was}">‹ 返回</button>` : "<span></span>";
  dialog.shown = address;
  dialog.innerHTML = `<nav>${back}<button data-close>关闭</button></nav>${html}`;
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
}

// ---- a list that is searched as one types

function filterRows(field) {
  const wanted = field.value.trim().toLowerCase().split(/\s+/);
  const rows = [...document.querySelectorAll(`#${field.dataset.search} tbody tr`)];
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !wanted.every((word) => text.includes(word));
  }
  field.nextElementSibling.hidden = rows.some((row) => !row.hidden);
}

// ---- the user's copy of the report

function keepText(field) {
  const [file] = field.files;
  if (!file) return;
  say(field, `正在读取 ${file.name}…`);
  ask(`document?name=${encodeURIComponent(file.name)}`, file).then((answer) => answer.json()).then(
    ({ found, missing }) => {
      say(field, `已存入；找到${found}个数${missing.length ? `，没有找到：${missing.join("、")}` : ""}。`);
      zjGo({});
    },
    (error) => say(field, error.message, true),
  );
  field.value = "";
}

function forgetText(button) {
  ask("document", undefined, "DELETE").then(() => zjGo({}), (error) => say(button, error.message, true));
}

// ---- the check of a draft

let source = null; // what was checked last, for its Word file

const place = (node) => node.closest(".z-draft");

function checkDraft(button) {
  const text = place(button).querySelector("textarea");
  if (button.dataset.check === "docx") return downloadChecked(button);
  if (!text.value.trim()) return say(button, "请先贴入文字，或选一个文件。", true);
  run(button, { name: "", body: text.value });
}

function checkFile(field) {
  const [file] = field.files;
  if (file) run(field, { name: file.name, body: file });
  field.value = "";
}

function run(node, draft) {
  source = draft;
  say(node, "正在核对…");
  ask(`check?name=${encodeURIComponent(draft.name)}${edition("&")}`, draft.body).then(
    (answer) => answer.text().then((html) => {
      place(node).querySelector(".z-checked").innerHTML = html;
      say(node, "");
    }),
    (error) => say(node, error.message, true),
  );
}

function downloadChecked(node) {
  if (!source) return say(node, "请先核对，再下载。", true);
  ask(`check.docx?name=${encodeURIComponent(source.name)}${edition("&")}`, source.body).then((answer) => answer.blob())
    .then((blob) => keepFile(blob, "核数结果.docx"), (error) => say(node, error.message, true));
}

// ---- speaking with the server and the reader

const edition = (joint) => {
  const code = new URLSearchParams(location.search).get("edition");
  return code ? `${joint}edition=${encodeURIComponent(code)}` : "";
};

export async function ask(address, body, method = body === undefined ? "GET" : "POST") {
  const url = new URL(address, document.baseURI).href;
  const answer = await fetch(url, { method, body, headers: { "X-Zjrc": "1" } }).catch(() => {
    throw new Error("没有连上服务，请看本系统是否还在运行。");
  });
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error ?? "没有成功，请再试一次。");
  return answer;
}

export function say(node, text, wrong = false) {
  const line = node.closest(".z").querySelector("[role=status]");
  line.textContent = text;
  line.classList.toggle("wrong", wrong);
}

export function keepFile(blob, download) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
