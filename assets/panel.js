// A panel: the server's HTML, with every [data-pick] a way to choose that area.
const shown = new WeakMap();

export default function mount({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(":scope > .z");
  if (!root) {
    root = document.createElement("div");
    root.className = "z";
    parentElement.replaceChildren(root);
    root.addEventListener("click", (event) => {
      const picked = event.target.closest("[data-pick]");
      if (picked) root.pick(picked.dataset.pick);
    });
  }
  root.pick = (area) => setTriggerValue("pick", { area, n: Date.now() });
  if (shown.get(root) === data.html) return;
  shown.set(root, data.html);
  root.innerHTML = data.html;
  for (const block of root.querySelectorAll(".z-dot")) {
    const count = Number(block.style.getPropertyValue("--n"));
    block.replaceChildren(...Array.from({ length: count }, () => document.createElement("i")));
  }
}
