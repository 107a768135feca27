// What lies over the screens: black and white, the spotlight, a number being typed, the code for telephones, help.

const HELP = [
  ["→ 或翻页笔", "下一屏；← 上一屏"], ["数字、回车", "到第几屏"], ["B、W", "黑屏、白屏，再按恢复"], ["F", "全屏"],
  ["S", "聚光灯，随鼠标移动"], ["P", "讲者窗口"], ["A", "自动播放，再按停止"], ["Q", "二维码，用手机看这一屏"], ["O", "默认八屏"], ["/", "追问"],
  ["T", "深色、浅色"], ["D", "显示或不显示演示数据"], ["退出键", "回到桌面"],
];

export class Screens {
  constructor(root) {
    this.root = root;
    this.parts = Object.fromEntries(["curtain", "spot", "typed", "panel", "said"].map((name) => [name, root.appendChild(block(`h-${name}`))]));
    this.parts.said.setAttribute("role", "status");
    for (const part of [this.parts.curtain, this.parts.spot, this.parts.typed, this.parts.panel]) part.hidden = true;
    addEventListener("pointermove", ({ clientX, clientY }) => this.follow(clientX, clientY));
  }

  // "black", "white" or "".
  curtain(kind) {
    this.parts.curtain.hidden = !kind;
    this.parts.curtain.dataset.kind = kind;
  }

  follow(x, y) {
    this.root.classList.remove("h-still"); // an arrow that does not move is in the way
    clearTimeout(this.stilling);
    this.stilling = setTimeout(() => this.root.classList.add("h-still"), 2000);
    if (this.parts.spot.hidden) return;
    this.parts.spot.style.setProperty("--x", `${x}px`);
    this.parts.spot.style.setProperty("--y", `${y}px`);
  }

  spot() {
    this.parts.spot.hidden = !this.parts.spot.hidden;
  }

  typed(digits) {
    this.parts.typed.hidden = !digits;
    this.parts.typed.textContent = digits;
  }

  help() {
    if (this.closes("help")) return;
    const rows = HELP.map(([key, what]) => {
      const row = block("");
      row.append(Object.assign(document.createElement("kbd"), { textContent: key }), what);
      return row;
    });
    this.open("help", ...rows);
  }

  // What a telephone reads off the screen; in words where it could not come in.
  async code(address) {
    if (this.closes("code")) return;
    const answer = await fetch(new URL(address, document.baseURI)).then((got) => got.json()).catch(() => ({ problem: "没有连上服务，二维码没有画出来。" }));
    const picture = block("h-code");
    picture.innerHTML = answer.svg ?? "";
    const lines = [answer.address, answer.problem].filter(Boolean).map((textContent) => Object.assign(document.createElement("p"), { textContent }));
    this.open("code", ...(answer.svg ? [picture] : []), ...lines);
  }

  open(of, ...children) {
    const { panel } = this.parts;
    panel.dataset.of = of;
    panel.hidden = !of;
    panel.replaceChildren(...children);
  }

  closes(of) {
    const open = this.parts.panel.dataset.of === of;
    if (open) this.open("");
    return open;
  }

  // Takes away the topmost of what lies over the screen; false where there is nothing.
  clear() {
    const { panel, spot } = this.parts;
    if (!panel.hidden) this.open("");
    else if (!spot.hidden) this.spot();
    else return false;
    return true;
  }

  say(text) {
    this.parts.said.textContent = text;
  }
}

// Asks before what is not to happen by a slip of the hand.
export function confirmed(words, yes) {
  const dialog = document.createElement("dialog");
  dialog.className = "h-confirm";
  dialog.innerHTML = "<p></p><form method=dialog><button value=no autofocus>取消</button><button value=yes></button></form>";
  dialog.querySelector("p").textContent = words;
  dialog.querySelector("[value=yes]").textContent = yes;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => {
    dialog.remove();
    resolve(dialog.returnValue === "yes");
  }));
}

function block(className) {
  return Object.assign(document.createElement("div"), { className });
}
