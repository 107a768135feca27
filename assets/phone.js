// The same screens on a telephone: one below the other, in light, with what is said and where it comes from.
import { first, loadPatiently, request } from "./hall_deck.js";
import { drawScene, newLayer } from "./hall_scene.js";
import areaMap from "./area_map.js";

const config = JSON.parse(document.getElementById("h-config").textContent);

async function start() {
  const deck = await loadPatiently(request(config.page), (words) => (document.body.textContent = words));
  if (!deck) return;
  document.title = deck.title;
  document.body.textContent = "";
  deck.scenes.forEach((_, n) => {
    const layer = newLayer();
    document.body.append(layer.root);
    drawScene(layer, { ...deck, marks: config.marks }, n);
    if (layer.frame && layer.map) areaMap({ data: layer.map, parentElement: layer.inside });
  });
  if (first()) document.querySelectorAll(".h-scene")[first()]?.scrollIntoView();
  document.documentElement.dataset.ready = "";
}

start();
