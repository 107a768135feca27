"""Processes that make documents, one after the other each; ``python -m reports.makers`` is one of them.

A task is a line of JSON, its answer a line of JSON and the bytes of the file. They open the same database by themselves.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue
from subprocess import DEVNULL, PIPE, Popen
from typing import IO

from data_access.engine import DatabaseProblem
from data_access.library import library
from reports.document import ReportProblem

_ROOT = Path(__file__).resolve().parents[1]
_COMMAND = (sys.executable, "-m", "reports.makers")
_BROKEN = "制作材料的进程中途停了（可能是内存不足），请再试一次"


@dataclass(frozen=True, slots=True)
class Task:
    """One document of a pack: its folder and number there, and what it is made of."""

    folder: str
    number: int
    query: Mapping[str, str]
    form: str


@dataclass(frozen=True, slots=True)
class Packed:
    """One made document; ``line`` is its row of the list of contents."""

    name: str
    body: bytes
    line: tuple[str, ...]


class Makers:
    """``count`` processes; ``make`` may be called by as many threads."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._all = [Popen(_COMMAND, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=_ROOT) for _ in range(count)]
        self._free: SimpleQueue[Popen[bytes]] = SimpleQueue()
        for child in self._all:
            self._free.put(child)

    def make(self, task: Task) -> Packed:
        """The document. ReportProblem where it cannot be made, or the process has died."""
        child = self._free.get()
        try:
            assert child.stdin and child.stdout
            child.stdin.write(json.dumps(asdict(task)).encode() + b"\n")
            child.stdin.flush()
            answer = json.loads(child.stdout.readline())
            if problem := answer.get("problem"):
                raise ReportProblem(problem)
            body = child.stdout.read(answer["size"])
            if len(body) < answer["size"]:
                raise ReportProblem(_BROKEN)
        except (OSError, ValueError) as error:
            raise ReportProblem(_BROKEN) from error
        finally:
            self._free.put(child)
        return Packed(answer["name"], body, tuple(answer["line"]))

    def stop(self) -> None:
        """End them, whatever they are at."""
        for child in self._all:
            child.kill()
            child.communicate()


def work(orders: IO[bytes], answers: IO[bytes]) -> None:
    """Answer every task until there are no more."""
    for line in orders:
        task = json.loads(line)
        try:
            made = _made(Task(**task))
        except (ReportProblem, DatabaseProblem) as problem:
            answers.write(json.dumps({"problem": str(problem)}).encode() + b"\n")
        else:
            told = {"name": made.name, "line": made.line, "size": len(made.body)}
            answers.write(json.dumps(told).encode() + b"\n" + made.body)
        answers.flush()


def _made(task: Task) -> Packed:
    from reports.make import make

    made = make(library(), task.query, task.form)
    document = made.document
    stamp, local = document.stamp, document.stamp.status.label
    name = f"{task.folder}/{task.number:02}_{made.name}"
    line = (name, document.subtitle, document.title, stamp.edition_title, local, stamp.code, stamp.digest)
    return Packed(name, made.body, line)


if __name__ == "__main__":
    work(sys.stdin.buffer, sys.stdout.buffer)
