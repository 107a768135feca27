// The screens that an address means, where in them one is, and the desk's address that one came from.

const OWN = ["mode", "page", "order", "n", "scene", "demo", "theme", "depth", "width", "seconds", "role", "offset"]; // words of the hall's address

const asText = (query) => query.toString().replaceAll("%2C", ",");
const query = () => new URLSearchParams(location.search);

// The selection alone.
function chosen() {
  const left = query();
  for (const name of OWN) left.delete(name);
  return left;
}

export const word = (name) => query().get(name) ?? "";

// The screen to begin with, from 0.
export const first = () => Math.max(0, Number(word("n") || word("scene")) - 1 || 0);

export function desk() {
  const text = asText(chosen());
  return location.pathname + (text && `?${text}`);
}

// The request for the screens; it also names the deck.
export function request(page) {
  const asked = chosen();
  const order = word("order");
  asked.set(order ? "order" : "page", order || page);
  if (word("demo") === "1") asked.set("demo", "1");
  return asText(asked);
}

// The same address with other words; "" takes one out.
export function address(changes, path = location.pathname) {
  const changed = query();
  for (const [name, value] of Object.entries(changes)) value ? changed.set(name, value) : changed.delete(name);
  return `${path}?${asText(changed)}`;
}

// Browsers count how often an address is written: only the place where one stays is.
let writing;
export function write(changes) {
  clearTimeout(writing);
  writing = setTimeout(() => history.replaceState(null, "", address(changes)), 300);
}

// {scenes, …}. An Error in Chinese for what the server refuses; `lost` is true where there was no server.
export async function load(asked) {
  const answer = await fetch(new URL(`hall/scenes?${asked}`, document.baseURI)).catch(() => {
    throw Object.assign(new Error("没有连上服务。请看本系统是否还在运行；恢复后本页会自动接上。"), { lost: true });
  });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.error ?? "没有读到这些屏幕，请回到桌面再试。");
  if (!told.scenes.length) throw new Error("这里没有可以放映的内容。");
  return told;
}

// Asks until there is a server.
export async function loadPatiently(asked, tell) {
  for (;;) {
    try {
      return await load(asked);
    } catch (error) {
      tell(error.message);
      if (!error.lost) return null;
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}
