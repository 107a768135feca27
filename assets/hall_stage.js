// The stage: three layers at most, the screen that is seen and its neighbours, which wait out of sight, drawn and measured.
import { drawScene, fitScene, newLayer } from "./hall_scene.js";

export class Stage {
  layers = [];
  n = -1;

  constructor(root) {
    this.root = root;
  }

  // Another deck: {scenes, …}; what is seen stays until it is drawn anew.
  fill(deck, n) {
    this.deck = deck;
    for (const layer of this.layers) layer.n = -1;
    this.show(n);
  }

  show(n) {
    this.n = Math.min(Math.max(n, 0), this.deck.scenes.length - 1);
    const shown = this.layerOf(this.n) ?? this.draw(this.n);
    for (const { root } of this.layers) {
      const hidden = root !== shown.root;
      root.classList.toggle("h-waits", hidden);
      root.inert = hidden;
    }
    clearTimeout(this.preparing);
    this.preparing = setTimeout(() => this.prepare(), 0); // after this one has been painted
    return this.deck.scenes[this.n];
  }

  layerOf(n) {
    return this.layers.find((layer) => layer.n === n);
  }

  get near() {
    const { length } = this.deck.scenes;
    return [this.n, (this.n + 1) % length, (this.n + length - 1) % length]; // the last leads to the first in the lobby
  }

  prepare() {
    for (const n of this.near) if (!this.layerOf(n)) this.draw(n);
  }

  draw(n) {
    const spare = this.layers.find((layer) => !this.near.includes(layer.n) && layer.root.classList.contains("h-waits"));
    const layer = spare ?? this.layers.find((one) => one.n === -1) ?? this.add();
    layer.n = n;
    drawScene(layer, this.deck, n);
    fitScene(layer);
    return layer;
  }

  add() {
    const layer = newLayer();
    layer.root.classList.add("h-waits");
    this.root.append(layer.root);
    this.layers.push(layer);
    return layer;
  }

  // Another size of the window or of the type.
  refit() {
    for (const layer of this.layers) if (layer.n >= 0) fitScene(layer);
  }
}
