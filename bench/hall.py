"""How soon the hall's next screen is there after the key; ``python -m bench.hall``: whether a long day makes anything grow.

The time is taken inside the page: from the key's own time stamp to the frame after the one in which the new screen is
drawn. The baseline is the same for a key that changes nothing, by turns, so that a noisy machine hits both alike.
``--soak N`` makes N changes with the key, ``--minutes M`` lets the lobby's clock do it; both tell how the memory of
server and browser goes after a warm-up.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page

from bench.browser import chromium
from bench.rows import Row, machine, spread, timed, told
from bench.servers import Server, product

WARM_UP, ROUNDS = 16, 120
SOAK, PARTS = 5000, 15
CHANGE_MS = 300
WARM_CHANGES = 400  # before memory is looked at
BEAT_S, REST_S = 1, 10  # seconds of a screen in the lobby, and of rest
# Each key is answered by the milliseconds until the frame after the one that it changed; every screen shown is counted
# by the title that it gives the window.
PROBE = """window.zjShown = 0;
addEventListener("DOMContentLoaded", () => new MutationObserver(() => (window.zjShown += 1)).observe(document.head, { subtree: true, childList: true }));
addEventListener("keydown", (event) => requestAnimationFrame(() => requestAnimationFrame(() => {
  window.zjTaken = performance.now() - event.timeStamp;
})), true);"""


class Hall:
    """The default order in a browser of its own."""

    def __init__(self, browser: Browser, server: Server, query: str = "") -> None:
        self.server = server
        self._context = browser.new_context(viewport={"width": 1920, "height": 1080})
        self._context.add_init_script(PROBE)
        self.page: Page = self._context.new_page()
        self.page.goto(f"{server.url}/?mode=hall&order=default{query}")
        self.page.wait_for_selector("html[data-ready]")
        self._devtools: CDPSession = self._context.new_cdp_session(self.page)
        self._devtools.send("Performance.enable")
        self._processes: CDPSession = browser.new_browser_cdp_session()

    def press(self, key: str) -> float:
        """Milliseconds from the key to the frame in which its screen is seen."""
        self.page.evaluate("window.zjTaken = 0")
        self.page.keyboard.press(key)
        taken: float = self.page.wait_for_function("window.zjTaken").json_value()
        return taken

    def megabytes(self) -> dict[str, float]:
        """At rest, caches given back: the server's process, all of the browser's, the page's heap; nodes and listeners."""
        self._devtools.send("Memory.simulatePressureNotification", {"level": "critical"})
        self.page.wait_for_timeout(1000 * REST_S)
        self._devtools.send("HeapProfiler.collectGarbage")
        running = self._processes.send("SystemInfo.getProcessInfo")["processInfo"]
        found = {m["name"]: m["value"] for m in self._devtools.send("Performance.getMetrics")["metrics"]}
        return {
            "server": self.server.rss_mb(),
            "browser": sum(_own_mb(p["id"]) for p in running if p["type"] in ("browser", "renderer", "GPU")),
            "heap": found["JSHeapUsedSize"] / 1024**2,
            "nodes": found["Nodes"],
            "listeners": found["JSEventListeners"],
        }

    def shown(self) -> int:
        """How many screens have been shown."""
        return int(self.page.evaluate("window.zjShown"))

    def layers(self) -> int:
        """How many screens stand in the document."""
        return self.page.locator(".h-scene").count()

    def close(self) -> None:
        """With its context."""
        self._context.close()


def changes(browser: Browser, server: Server) -> list[Row]:
    """The next screen after the key, beside a key that does nothing."""
    hall = Hall(browser, server)
    ours, empty = [], []
    for n in range(WARM_UP + ROUNDS):
        ours.append(hall.press("Home" if n % 8 == 7 else "ArrowRight"))
        empty.append(hall.press("r"))
        hall.page.wait_for_timeout(40)  # a speaker is no machine: the neighbours are drawn meanwhile
    hall.close()
    kept = sorted(ours[WARM_UP:])
    p95 = kept[int(0.95 * (len(kept) - 1))]
    return [
        timed("会场：按键 → 下一屏（与空帧比）", kept, 3, empty[WARM_UP:]),
        Row("会场：按键 → 下一屏，p95", p95, "ms", CHANGE_MS, note=f"{spread(kept)}；中位 {median(kept):.0f} ms"),
    ]


def soak(browser: Browser, server: Server, name: str, part: Callable[[Hall], None], query: str = "") -> list[Row]:
    """Memory over many changes, for a screen a second; ``part`` makes a ``PARTS``-th of them.

    A browser gives memory back when it likes, some twenty MB at once, and takes it again: the most of the first third is
    held against that of the last.
    """
    hall = Hall(browser, server, query)
    _press_many(hall, WARM_CHANGES)
    shown, begun, samples = hall.shown(), time.monotonic(), []
    for _ in range(PARTS):
        part(hall)
        samples.append(hall.megabytes())
    done, minutes = hall.shown() - shown, (time.monotonic() - begun) / 60
    layers = hall.layers()
    hall.close()
    third = PARTS // 3
    first, last = ({key: max(one[key] for one in of) for key in of[0]} for of in (samples[:third], samples[-third:]))
    grown = sum(last[key] - first[key] for key in ("server", "browser"))
    told = "，".join(f"{key} {first[key]:.1f} → {last[key]:.1f}" for key in first)
    note = f"{done} 次换屏，{minutes:.1f} 分钟；按每秒一屏折算；前、后三分之一的最大值：{told}"
    rate = grown / (done * (PARTS - third) / PARTS) * 3600
    return [Row(f"{name}：内存增长", rate, "MB/h", 5, note=note), Row(f"{name}：页面里的屏", layers, "个", 3)]


def _own_mb(process: int) -> float:
    """Memory that a process has filled itself; what it shares with other browsers of the machine comes and goes with them."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024


def _press_many(hall: Hall, times: int) -> None:
    for n in range(times):
        hall.page.keyboard.press("Home" if n % 8 == 7 else "ArrowRight")


def _wait(hall: Hall, minutes: float) -> None:
    """Until the time is over; the clock leads."""
    end = time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        hall.page.wait_for_timeout(1000)


@contextmanager
def _running() -> Iterator[tuple[Browser, Server]]:
    with (
        tempfile.TemporaryDirectory(prefix="zjrc-hall-") as scratch,
        product(Path(scratch)) as ours,
        chromium() as browser,
    ):
        yield browser, ours


def rows() -> list[Row]:
    """The next screen after the key, on a server and in a browser of their own."""
    with _running() as running:
        return changes(*running)


def main() -> int:
    """Print the table; 1 if a limit is missed."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.hall", description="Does a long day in the hall make anything grow?"
    )
    parser.add_argument("--soak", type=int, default=0, metavar="N", help="N changes of screen with the key")
    parser.add_argument("--minutes", type=float, default=0, metavar="M", help="M minutes by the lobby's clock")
    parser.add_argument("--json", action="store_true", help="JSON instead of the table")
    wanted = parser.parse_args()
    found: list[Row] = []
    with _running() as running:
        if wanted.soak or not wanted.minutes:
            times = (wanted.soak or SOAK) // PARTS
            found += soak(*running, "会场：连按", lambda hall: _press_many(hall, times))
        if wanted.minutes:
            lobby = f"&seconds={BEAT_S}"
            found += soak(*running, "会场：自动播放", lambda hall: _wait(hall, wanted.minutes / PARTS), lobby)
    return told(found, machine(), wanted.json)


if __name__ == "__main__":
    sys.exit(main())
