// A running order as one word of an address, base64url of deflated JSON, and the orders that this browser keeps.

const KEPT = "zj-hall-orders";

export async function encode(order) {
  const bytes = await through(new CompressionStream("deflate"), new TextEncoder().encode(JSON.stringify(order)));
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export async function decode(code) {
  const bytes = Uint8Array.from(atob(code.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(await through(new DecompressionStream("deflate"), bytes)));
}

async function through(stream, bytes) {
  const writer = stream.writable.getWriter();
  const done = Promise.all([writer.write(bytes), writer.close()]);
  const read = await new Response(stream.readable).arrayBuffer();
  await done;
  return new Uint8Array(read);
}

// {name: order}
export const kept = () => JSON.parse(localStorage.getItem(KEPT) ?? "{}");

export function keep(order) {
  localStorage.setItem(KEPT, JSON.stringify({ ...kept(), [order.name]: order }));
}

export function forget(name) {
  const { [name]: _, ...others } = kept();
  localStorage.setItem(KEPT, JSON.stringify(others));
}
