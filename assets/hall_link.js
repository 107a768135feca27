// The screen in the hall and the speaker's window, in one browser: each follows what the other does.
// Only windows that show the same screens listen to each other: `deck` names them.

export function link(deck, hear) {
  const channel = new BroadcastChannel("zj-hall");
  channel.onmessage = ({ data }) => data.deck === deck && hear(data);
  return (message) => channel.postMessage({ ...message, deck });
}
