"""``python -m bench``: our dashboard against Streamlit's own empty app, on this machine, in one run.

Compared are three servers: ``stock`` (an empty page, Streamlit's defaults), ``empty`` (the same page, our settings)
and ``ours``. All times are taken inside the page, from the reader's input event (the key or click that makes the page
send its first websocket frame) to what he waits for. For the empty rerun (the key R) that is the moment when the page
itself says that the script has finished: the end of the same path of browser, websocket, script, websocket and React.
For the map it is the end of its drawing, for a page or a first load every sheet, map and chart drawn.
The measures take turns, so that a noisy machine hits all alike; the first three samples of each are dropped.
"""

from __future__ import annotations

import argparse
import signal
import sys
from statistics import median

from bench import hall, intake, materials
from bench.browser import Sample, chromium
from bench.reader import Readers
from bench.rows import Row, machine, spread, timed, told
from bench.servers import servers
from bench.serving import memory, processor

WARM_UP, ROUNDS = 3, 15
FILTERS = (
    ("city", "点击地图上的市 → 地图重画", "先在浏览器里画，再由服务器核对"),
    ("indicator", "换指标 → 地图重画", ""),
    ("below", "改阈值 → 地图重画", ""),
)


def measure() -> list[Row]:
    """Everything, the servers and the browser included."""
    with servers() as running, chromium() as browser:
        served = [processor(running), memory(running)]
        readers = Readers(browser, running)
        readers.visit_pages()
        readers.samples.clear()
        for _ in range(WARM_UP + ROUNDS):
            readers.round()
            readers.first_load("stock")
            readers.first_load("ours")
        frames = readers.quiet_actions()
        return [*_reader_rows(readers.samples, frames), *served]


def _reader_rows(samples: dict[str, list[Sample]], frames: int) -> list[Row]:
    ms = {name: [sample.ms for sample in taken[WARM_UP:]] for name, taken in samples.items()}
    rows = [timed(title, ms[name], 1.5, ms["stock"], note + _answered(samples[name])) for name, title, note in FILTERS]
    pages = {name: median(s.ms for s in taken) for name, taken in samples.items() if name.startswith("page ")}
    slowest = max(pages, key=lambda name: pages[name])
    note = f"最慢 {slowest.removeprefix('page ')} {pages[slowest]:.0f} ms；基线为本配置的空页"
    rows.append(timed("换页 → 内容画完", ms["switch"], 3.5, ms["empty"], note))
    rows.append(Row("切换 2017/2020 与悬停的 websocket 帧", frames, "帧", 0, note="收发合计"))
    rows += [_bytes(f"websocket：{title.partition(' → ')[0]}", samples[name]) for name, title, _ in FILTERS]
    rows.append(timed("首次打开 → 内容画完", ms["load ours"], 2, ms["load stock"], "新浏览器，无缓存"))
    wire = [median(s.bytes for s in samples[f"load {name}"][WARM_UP:]) / 1e6 for name in ("ours", "stock")]
    rows.append(Row("首次打开传输", wire[0], "MB", 1.3, note=f"HTTP 压缩后；原装 {wire[1]:.2f} MB"))
    return rows


def _answered(samples: list[Sample]) -> str:
    """The map may be drawn before the server has answered; this is when the rest is there."""
    return f"服务器应答收完 {median(sample.answered for sample in samples[WARM_UP:]):.0f} ms"


def _bytes(title: str, samples: list[Sample]) -> Row:
    sizes = [sample.bytes / 1024 for sample in samples[WARM_UP:]]
    return Row(title, median(sizes), "KB", 10, note=f"收发合计；{spread(sizes)}")


_PARTS = {"screen": measure, "hall": hall.rows, "intake": intake.rows, "materials": materials.rows}


def main() -> int:
    """Print the table; 1 if a limit is missed."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure the dashboard against an empty Streamlit app."
    )
    parser.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(_PARTS)}; all without one")
    parser.add_argument("--json", action="store_true", help="JSON instead of the table")
    wanted = parser.parse_args()
    if unknown := set(wanted.parts) - set(_PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers are stopped then too
    where = machine()
    rows = [row for name, part in _PARTS.items() if name in (wanted.parts or _PARTS) for row in part()]
    return told(rows, where, wanted.json)


if __name__ == "__main__":
    sys.exit(main())
