// 账号: one's own password, and an administrator's list and forms. The shell calls `use` for an element with data-account.
import { ask, say } from "./tools.js";

export function use(kind, button) {
  if (kind !== "click" || button.disabled) return;
  const act = button.dataset.account;
  (HERE[act] ?? send)(button, act);
}

const HERE = { new: (button) => open(button, "add"), edit: (button) => open(button, "edit"), close: (button) => button.closest("dialog").close(),
  own: changeOwn, disable: turn, enable: turn };

function open(button, form) {
  const desk = button.closest(".z-desk");
  const { name = "", role = "CITY_EDITOR", cities = "", email = "" } = button.closest("tr")?.dataset ?? {};
  const dialog = Object.assign(document.createElement("dialog"), { className: "z z-dialog z-fields" });
  dialog.append(desk.querySelector(`template[data-${form}]`).content.cloneNode(true));
  dialog.dataset.name = name;
  if (name) dialog.querySelector("h2").textContent = `修改账号“${name}”`;
  dialog.querySelector("[name=role]").value = role;
  dialog.querySelector("[name=email]").value = email;
  for (const box of dialog.querySelectorAll("[name=cities]")) box.checked = cities.split(",").includes(box.value);
  dialog.addEventListener("close", () => { dialog.remove(); button.focus(); });
  document.body.append(dialog);
  dialog.showModal();
}

const value = (form, name) => form.querySelector(`[name=${name}]`)?.value ?? "";

function orderOf(form, act) {
  const cities = value(form, "role") === "CITY_EDITOR" ? [...form.querySelectorAll("[name=cities]:checked")].map((box) => box.value) : [];
  const name = form.dataset.name || value(form, "name");
  return { act, name, role: value(form, "role"), cities, email: value(form, "email"), password: value(form, "password") };
}

function send(button, act) {
  const form = button.closest("dialog");
  button.disabled = true;
  post(orderOf(form, act)).then((done) => {
    const made = done.password ? `口令是 ${done.password} ，只显示这一次，请转告本人，登录后自己更换。` : "";
    const said = `${done.said}${made}`;
    if (done.out) return leave({ said });
    say(button, said);
    zjGo({});
    if (act !== "add") button.disabled = false;
  }, (error) => { button.disabled = false; say(button, error.message, true); });
}

function changeOwn(button) {
  const form = button.closest(".z-fields");
  if (value(form, "password") !== value(form, "again")) return say(button, "两次输入的新口令不一样。", true);
  const name = button.closest(".z-desk").dataset.own;
  post({ act: "own", name, old: value(form, "old"), password: value(form, "password") }).then(leave, (error) => say(button, error.message, true));
}

const SURE = { disable: (name) => `停用后“${name}”不能再登录，正在用的也会退出。确定停用？`, enable: (name) => `让“${name}”重新可以登录？` };

function turn(button, act) {
  const { name } = button.closest("tr").dataset;
  if (!confirm(SURE[act](name))) return;
  post({ act, name }).then((done) => (done.out ? leave(done) : zjGo({})), (error) => alert(error.message));
}

const post = (order) => ask("account/act", JSON.stringify(order)).then((answer) => answer.json());

function leave({ said }) {
  alert(said);
  location.assign(new URL("login", document.baseURI));
}
