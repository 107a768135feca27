"""``python -m bench.bad_workbooks``: every bad report of the tests' catalogue on the running product, timed.

Each is sent to a server by the web, one after the other, and imported by the command line, whose processes are
weighed: the command itself and the child that reads the workbook. The limits are those of one file. The files are
made in a process of their own, for a new process is weighed with what the one that starts it has ever held.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import httpx

from tests.bad_packages import Bad
from tests.bad_workbooks import CASES
from tests.uploads import Answer, House, house

SECONDS, MEMORY = 5, 500 * 1024**2  # for one file
_HEADS = (
    "| 类别 | 份数 | 拒绝 | 网页最慢 | 命令最慢 | 其中处理器 | 内存最多 | 结论 |\n|---|--:|--:|--:|--:|--:|--:|:-:|"
)


@dataclass(frozen=True)
class Outcome:
    """One file: whether it was refused rightly everywhere, seconds by web and by command, what the command used."""

    case: Bad
    refused: bool
    web: float
    command: float
    processor: float
    memory: int

    @property
    def passed(self) -> bool:
        return self.refused and max(self.web, self.command) < SECONDS and self.memory < MEMORY

    @property
    def sentence(self) -> str:
        refused = "拒绝" if self.refused else "没有拒绝"
        measured = (
            f"{self.web:.2f} s，{self.command:.2f} s（处理器{self.processor:.2f} s），{self.memory / 1024**2:.0f} MB"
        )
        return f"{self.case.kind}：{self.case.name}：{refused}，{measured}"


def body_of(number: int) -> bytes:
    """The file of a case of the catalogue."""
    return CASES[number].make()


def _timed(act: Callable[[], Answer]) -> tuple[Answer, float]:
    start = time.monotonic()
    answer = act()
    return answer, time.monotonic() - start


def measure(running: House, case: Bad, body: bytes, folder: Path) -> Outcome:
    """One file by web and by command."""
    read, web = _timed(lambda: running.send(case, body, "read"))
    handed_in, again = _timed(lambda: running.send(case, body, "hand-in"))
    imported, command = _timed(lambda: running.command(case, body, folder))
    refused = read.names(case) and handed_in.code == 422 and imported.names(case) and imported.code in (1, 2)
    return Outcome(case, refused, max(web, again), command, imported.processor, imported.memory)


def row(title: str, found: list[Outcome]) -> str:
    """A line of the table: the worst of these files."""
    web, command = max(o.web for o in found), max(o.command for o in found)
    processor, memory = max(o.processor for o in found), max(o.memory for o in found) / 1024**2
    refused, times = sum(o.refused for o in found), f"{web:.2f} s | {command:.2f} s | {processor:.2f} s"
    said = "通过" if all(o.passed for o in found) else "**未过**"
    return f"| {title} | {len(found)} | {refused} | {times} | {memory:.0f} MB | {said} |"


def main() -> int:
    """Print the table and what was left behind; 1 where a file got in, took too much or left anything."""
    with tempfile.TemporaryDirectory(prefix="zjrc-bad-") as name, house(Path(name)) as running:
        before = running.content()
        files = Path(name) / "files"
        files.mkdir()
        with ProcessPoolExecutor(1, get_context("spawn")) as maker:
            found = [measure(running, case, maker.submit(body_of, n).result(), files) for n, case in enumerate(CASES)]
        untouched = running.content() == before
        healthy = httpx.get(f"{running.address}/healthz").status_code == 200
        left = len(list(running.temporary.rglob("*")))
    kinds = dict.fromkeys(outcome.case.kind for outcome in found)
    print(_HEADS, *(row(kind, [o for o in found if o.case.kind == kind]) for kind in kinds), sep="\n")
    print(row("合计", found))
    print(f"\n数据库{'逐字节不变' if untouched else '变了'}；服务器{'正常' if healthy else '不应答'}；临时文件{left}个")
    print(f"处理器{os.cpu_count()}个，前1、5、15分钟负载{' '.join(f'{load:.1f}' for load in os.getloadavg())}")
    print(*(f"未过：{outcome.sentence}" for outcome in found if not outcome.passed), sep="\n")
    return 0 if untouched and healthy and not left and all(o.passed for o in found) else 1


if __name__ == "__main__":
    sys.exit(main())
