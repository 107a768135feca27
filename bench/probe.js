// Runs before the page: records its websocket frames and times "from the reader's last input until a goal".
(() => {
  const zj = (window.zjBench = { frames: [], ended: 0, input: 0, result: null });
  const size = (data) => (typeof data === "string" ? new Blob([data]).size : (data.byteLength ?? data.size));
  const note = (way, data) => zj.frames.push({ way, bytes: size(data), at: performance.now() });

  window.WebSocket = class extends window.WebSocket {
    constructor(...address) {
      super(...address);
      this.addEventListener("message", ({ data }) => {
        note("in", data);
        if (size(data) === 2) zj.ended += 1; // session_status_changed {}: the script is no longer running
      });
    }
    send(data) {
      note("out", data);
      super.send(data);
    }
  };
  // The reader's input is the last event before the page first sends something.
  for (const kind of ["click", "keydown", "change"]) {
    addEventListener(kind, (event) => !zj.frames.length && (zj.input = event.timeStamp), true);
  }

  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const idle = () => document.querySelector(".stApp")?.dataset.testScriptState === "notRunning";
  const maps = (inside = document) => all(".z-map", inside).map((host) => host.shadowRoot.querySelector(".zj-map"));
  zj.map = () => maps()[0];
  const drawing = (map) => map.querySelector("svg[data-zj-drawn]");
  const drawn = (map) => Number(drawing(map)?.dataset.zjDrawn ?? 0);
  const place = (map) => map.querySelector("[aria-current=location]")?.textContent;
  const says = (map, text) => place(map) === text || (drawing(map).ariaLabel + map.textContent).includes(text);

  const filled = (part) => {
    return !!part.querySelector(".z, .z-map, .z-nav") && maps(part).every((map) => map && drawn(map) > 0);
  };
  const parts = () => all("[data-testid=stBidiComponentRegular]");
  const complete = () => {
    return idle() && parts().length > 1 && parts().every(filled) && !all("[data-testid=stSkeleton],[data-stale=true]").length
      && all(".stPlotlyChart").every((e) => e.querySelector(".main-svg"))
      && all(".stEChartsChart").every((e) => e.querySelector("svg,canvas"));
  };

  // Each goal makes a question that is asked every few milliseconds.
  const goals = {
    text: () => () => !!document.querySelector("[data-testid=stMarkdown]")?.textContent,
    complete: () => complete,
    ended: () => () => zj.ended > 0 && idle(),
    // A page is there when the script has ended, the page before is gone and all of the new one is drawn.
    page: (path) => {
      const before = document.querySelector("h1");
      return () => zj.ended > 0 && location.pathname === path && !before.isConnected && complete();
    },
    // The map has been drawn, and says the text; a drawing that does not say it yet does not count.
    map: (text) => {
      let before = drawn(zj.map());
      return () => {
        const map = zj.map();
        if (!map || drawn(map) === before) return false;
        before = drawn(map);
        return says(map, text);
      };
    },
    quiet: () => () => zj.ended > 0 && idle() && performance.now() - zj.frames.at(-1).at > 80,
  };
  zj.until = (goal, argument, since = () => zj.input) =>
    new Promise((resolve, reject) => {
      const reached = goals[goal](argument);
      const start = performance.now();
      const look = () => {
        if (since() !== 0 && reached()) resolve(performance.now() - Math.max(0, since()));
        else if (performance.now() - start > 20000) reject(new Error(`${goal} ${argument ?? ""}: not within 20 s`));
        else setTimeout(look, 1);
      };
      look();
    });
  zj.clear = () => Object.assign(zj, { frames: [], ended: 0, input: 0 });
  zj.arm = (goal, argument) => {
    zj.clear();
    zj.result = zj.until(goal, argument);
    zj.result.catch(() => {});
  };
  zj.count = () => ({
    frames: zj.frames.length,
    bytes: zj.frames.reduce((sum, f) => sum + f.bytes, 0),
    answered: zj.frames.at(-1).at - zj.input,
  });

  zj.drawings = () => drawn(zj.map());
  zj.tip = () => all(".tip:not([hidden])", zj.map()).map((tip) => tip.textContent).join();

  // A point of the screen where a click meets that city.
  zj.city = (code) => {
    const map = zj.map();
    const unit = map.querySelector(`[data-unit="${code}"]`);
    const box = unit.getBoundingClientRect();
    for (let i = 0; i < 144; i += 1) {
      const [x, y] = [box.x + (box.width * ((i * 7) % 12 + 0.5)) / 12, box.y + (box.height * (Math.floor(i / 12) + 0.5)) / 12];
      const area = map.getRootNode().elementFromPoint(x, y)?.closest("[data-code]");
      if (area?.dataset.code.startsWith(code.slice(0, 4))) return { x, y, name: unit.ariaLabel.split("，")[0] };
    }
    throw new Error(`no point of ${code} on the screen`);
  };
})();
