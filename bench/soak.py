"""``python -m bench.soak``: whether a long day in the hall makes anything grow.

``--changes N`` makes N changes of screen with the key, ``--minutes M`` lets the lobby's clock make them; both tell how the
memory of server and browser goes after a warm-up, and whether anything went wrong on the way. Leave the machine alone
meanwhile.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.devtools import Target, bare
from bench.rows import Row, machine, told
from bench.servers import Server, product

CHANGES, PARTS = 5000, 15
WARM_CHANGES = 3000  # before memory is looked at: the browser's own address bar, too, has by then all that it takes
BEAT_S, REST_S = 1, 10  # seconds of a screen in the lobby, and of rest
OWN = ("browser", "renderer", "GPU", "network.mojom.NetworkService")  # processes that the page is the work of
BAR = "--top-chrome-webui"  # that of Chromium's own address bar: it fills up to some 95 MB and empties as it likes
READY = """new Promise((done) => {
  const look = () => (document.querySelector("html[data-ready]") ? done(true) : setTimeout(look, 100));
  look();
})"""
# Every screen shown is counted by the title that it gives the window; a box is what lies over the screen unasked.
WATCH = """(() => {
  const seen = (window.zjSeen = { screens: 0, errors: 0, boxes: 0 });
  new MutationObserver(() => (seen.screens += 1)).observe(document.head, { subtree: true, childList: true });
  for (const kind of ["error", "unhandledrejection"]) addEventListener(kind, () => (seen.errors += 1), true);
  const panel = document.querySelector(".h-panel");
  new MutationObserver(() => (seen.boxes += Number(!panel.hidden))).observe(panel, { attributeFilter: ["hidden"] });
})()"""


class Hall:
    """The default order in the bare browser, watched from now on."""

    def __init__(self, page: Target, browser: Target, server: Server, query: str) -> None:
        self.page, self._browser, self._server = page, browser, server
        page.send("Page.navigate", url=f"{server.url}/?mode=hall&order=default{query}")
        page.value(READY)
        page.value(WATCH)

    def press(self, times: int) -> None:
        """So many changes of screen, as fast as they go."""
        for n in range(times):
            self.page.press("Home" if n % 8 == 7 else "ArrowRight")

    def seen(self) -> dict[str, int]:
        """How many screens, errors and boxes so far; layers now in the document."""
        counted: dict[str, int] = self.page.value("zjSeen")
        return counted | {"layers": self.page.value("document.querySelectorAll('.h-scene').length")}

    def megabytes(self) -> dict[str, float]:
        """At rest, caches given back: the server's process, the browser's without its bar, the bar, the page's heap."""
        self.page.send("Memory.simulatePressureNotification", level="critical")
        time.sleep(REST_S)
        self.page.send("HeapProfiler.collectGarbage")
        running = self._browser.send("SystemInfo.getProcessInfo")["processInfo"]
        own = [process["id"] for process in running if process["type"] in OWN]
        bars = [process for process in own if BAR in Path(f"/proc/{process}/cmdline").read_text()]
        ours = [process for process in own if process not in bars]
        return {
            "server": self._server.rss_mb(),
            "browser": sum(map(_own_mb, ours)),
            "bar": sum(map(_own_mb, bars)),
            "heap": self.page.send("Runtime.getHeapUsage")["usedSize"] / 1024**2,
        }


def soak(name: str, part: Callable[[Hall], None], query: str = "") -> list[Row]:
    """Memory over many changes, for a screen a second; ``part`` makes a ``PARTS``-th of them.

    A browser gives memory back when it likes and takes it again: the most of the first third is held against that of the
    last.
    """
    with (
        tempfile.TemporaryDirectory(prefix="zjrc-soak-") as folder,
        product(Path(folder)) as server,
        bare(Path(folder)) as (page, browser),
    ):
        hall = Hall(page, browser, server, query)
        hall.press(WARM_CHANGES)
        before, begun, samples = hall.seen(), time.monotonic(), []
        for _ in range(PARTS):
            part(hall)
            samples.append(hall.megabytes())
        after, minutes = hall.seen(), (time.monotonic() - begun) / 60
    done, third = after["screens"] - before["screens"], PARTS // 3
    first, last = ({key: max(one[key] for one in of) for key in of[0]} for of in (samples[:third], samples[-third:]))
    grown = sum(last[key] - first[key] for key in ("server", "browser"))
    kept = "，".join(f"{key} {first[key]:.1f} → {last[key]:.1f}" for key in first)
    note = f"{done} 次换屏，{minutes:.1f} 分钟；按每秒一屏折算；前、后三分之一的最大值：{kept}"
    rate = grown / (done * (PARTS - third) / PARTS) * 3600
    return [
        Row(f"{name}：内存增长", rate, "MB/h", 5, note=note),
        Row(f"{name}：页面里的屏", after["layers"], "个", 3),
        Row(f"{name}：出错、弹出的框", after["errors"] + after["boxes"], "个", 0),
    ]


def _own_mb(process: int) -> float:
    """Memory that a process has filled itself; what it shares with other browsers of the machine comes and goes with them."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024


def main() -> int:
    """Print the table; 1 if a limit is missed."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.soak", description="Does a long day in the hall make anything grow?"
    )
    parser.add_argument("--changes", type=int, default=0, metavar="N", help="N changes of screen with the key")
    parser.add_argument("--minutes", type=float, default=0, metavar="M", help="M minutes by the lobby's clock")
    parser.add_argument("--json", action="store_true", help="JSON instead of the table")
    wanted = parser.parse_args()
    found: list[Row] = []
    if wanted.changes or not wanted.minutes:
        times = (wanted.changes or CHANGES) // PARTS
        found += soak("会场：连按", lambda hall: hall.press(times))
    if wanted.minutes:
        seconds = 60 * wanted.minutes / PARTS
        found += soak("会场：自动播放", lambda _: time.sleep(seconds), f"&seconds={BEAT_S}")
    return told(found, machine(), wanted.json)


if __name__ == "__main__":
    sys.exit(main())
