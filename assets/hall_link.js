// The screen in the hall and the speaker's window, in one browser: each follows what the other does.
// Only windows that show the same screens listen to each other: `deck` names them.

export function link(deck, hear) {
  const channel = new BroadcastChannel("zj-hall");
  channel.onmessage = ({ data }) => data.deck === deck && hear(data);
  return (message) => channel.postMessage({ ...message, deck });
}

// What both windows can ask for: `lead` shows it here and there.
export const leading = (state, lead) => ({
  next: () => lead({ n: state.n + 1 }),
  back: () => lead({ n: state.n - 1 }),
  first: () => lead({ n: 0 }),
  last: () => lead({ n: Infinity }),
  to: (number) => lead({ n: number - 1 }),
  black: () => lead({ blank: state.blank === "black" ? "" : "black" }),
  white: () => lead({ blank: state.blank === "white" ? "" : "white" }),
});
