// A panel: the server's HTML, with every [data-pick] a way to choose that area, every [data-go] one to any other choice.
const shown = new WeakMap();

export default function mount({ data, parentElement }) {
  let root = parentElement.querySelector(":scope > .z");
  if (!root) {
    root = document.createElement("div");
    root.className = "z";
    parentElement.replaceChildren(root);
    root.addEventListener("click", (event) => {
      const picked = event.target.closest("[data-pick],[data-go]");
      if (picked) zjGo(Object.fromEntries(new URLSearchParams(picked.dataset.go ?? { area: picked.dataset.pick })));
    });
  }
  if (shown.get(root) === data.html) return;
  shown.set(root, data.html);
  root.innerHTML = data.html;
  for (const block of root.querySelectorAll(".z-dot")) {
    const count = Number(block.style.getPropertyValue("--n"));
    block.replaceChildren(...Array.from({ length: count }, () => document.createElement("i")));
  }
}
