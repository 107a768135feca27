"""How soon the hall's next screen is there after the key.

The time is taken inside the page: from the key's own time stamp to the frame after the one in which the new screen is
drawn. The baseline is the same for a key that changes nothing, by turns, so that a noisy machine hits both alike.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from bench.browser import chromium
from bench.rows import Row, spread, timed
from bench.servers import product

WARM_UP, ROUNDS = 16, 120
CHANGE_MS = 300
# Each key is answered by the milliseconds until the frame after the one that it changed.
PROBE = """addEventListener("keydown", (event) => requestAnimationFrame(() => requestAnimationFrame(() => {
  window.zjTaken = performance.now() - event.timeStamp;
})), true);"""


def rows() -> list[Row]:
    """The next screen after the key, beside a key that does nothing; on a server and in a browser of their own."""
    with (
        tempfile.TemporaryDirectory(prefix="zjrc-hall-") as scratch,
        product(Path(scratch)) as server,
        chromium() as browser,
    ):
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.add_init_script(PROBE)
        page.goto(f"{server.url}/?mode=hall&order=default")
        page.wait_for_selector("html[data-ready]")
        ours, empty = [], []
        for n in range(WARM_UP + ROUNDS):
            ours.append(_pressed(page, "Home" if n % 8 == 7 else "ArrowRight"))
            empty.append(_pressed(page, "r"))
            page.wait_for_timeout(40)  # a speaker is no machine: the neighbours are drawn meanwhile
    kept = sorted(ours[WARM_UP:])
    p95 = kept[int(0.95 * (len(kept) - 1))]
    return [
        timed("会场：按键 → 下一屏（与空帧比）", kept, 3, empty[WARM_UP:]),
        Row("会场：按键 → 下一屏，p95", p95, "ms", CHANGE_MS, note=f"{spread(kept)}；中位 {median(kept):.0f} ms"),
    ]


def _pressed(page: Page, key: str) -> float:
    """Milliseconds from the key to the frame in which its screen is seen."""
    page.evaluate("window.zjTaken = 0")
    page.keyboard.press(key)
    taken: float = page.wait_for_function("window.zjTaken").json_value()
    return taken
