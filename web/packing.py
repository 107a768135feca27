"""One 材料袋 at a time: made in the background into a temporary file, followed and fetched by who asked for it."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread

from data_access.disk import is_full, why
from data_access.documents import DocumentProblem
from data_access.engine import DatabaseProblem
from data_access.library import library
from reports.document import ReportProblem


class _Cancelled(Exception):
    """Nobody wants it any more."""


@dataclass
class Job:
    """A pack on its way; ``problem`` says why there is none, ``file`` is there when it is whole."""

    query: Mapping[str, str]
    kinds: Sequence[str]
    areas: Sequence[str]
    by: str
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    folder: tempfile.TemporaryDirectory[str] | None = None
    file: Path | None = None
    done: int = 0
    total: int = 0
    problem: str = ""
    over: bool = False
    cancelled: Event = field(default_factory=Event)

    def state(self) -> dict[str, object]:
        """What the page follows."""
        return {
            "id": self.id,
            "done": self.done,
            "total": self.total,
            "over": self.over,
            "ready": self.file is not None,
            "problem": self.problem,
        }

    def run(self) -> None:
        """Make it; whatever goes wrong, nothing is left of half a file."""
        from reports.pack import pack  # the writers are heavy, and seldom asked for

        try:
            self.folder = tempfile.TemporaryDirectory(prefix="zjrc-pack-", ignore_cleanup_errors=True)
            grown = Path(self.folder.name) / "pack.zip"
            with grown.open("wb") as file:
                pack(library(), self.query, file, self.kinds, self.areas, self._told)
            self.file = grown
        except _Cancelled:
            self.problem = "已取消，什么也没有留下。"
        except (ReportProblem, DatabaseProblem) as problem:
            self.problem = f"材料袋没有做成：{problem}"
        except OSError as error:
            room = "请腾出空间后再试" if is_full(error) else "请再试一次"
            self.problem = f"材料袋没有做成：{why(error)}，{room}。"
        finally:
            self.problem = self.problem or ("" if self.file else "材料袋没有做成，请再试一次。")
            if self.file is None:
                self.drop()
            self.over = True

    def drop(self) -> None:
        """Take the file away."""
        self.file = None
        if self.folder is not None:
            self.folder.cleanup()

    def _told(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self.cancelled.is_set():
            raise _Cancelled


_lock = Lock()
_jobs: list[Job] = []  # the one that is on its way, or the last


def start(query: Mapping[str, str], kinds: Sequence[str], areas: Sequence[str], by: str) -> Job:
    """Begin a pack; the same one on its way is joined. DocumentProblem while another is made."""
    with _lock:
        if _jobs and not _jobs[0].over:
            running = _jobs[0]
            if (running.query, running.kinds, running.areas, running.by) == (query, kinds, areas, by):
                return running
            raise DocumentProblem(f"正在制作另一个材料袋（{running.done}/{running.total}），请等它做完再试。")
        for last in _jobs:
            last.drop()
        _jobs[:] = [Job(query, kinds, areas, by)]
        Thread(target=_jobs[0].run, name="pack", daemon=True).start()
        return _jobs[0]


def find(id_: str) -> Job:
    """The pack of that id. DocumentProblem where it is gone."""
    with _lock:
        found = next((job for job in _jobs if secrets.compare_digest(job.id.encode(), id_.encode())), None)
    if found is None:
        raise DocumentProblem("没有这个材料袋，请重新制作。")
    return found
