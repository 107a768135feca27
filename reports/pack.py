"""材料袋: the chosen kinds of documents for many areas in one zip, made by two processes beside this one."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO
from zipfile import ZIP_STORED, ZipFile

from data_access.library import Library
from domain.area import PROVINCE, Areas, Level
from domain.format import inert
from domain.view import View
from reports.catalog import KINDS
from reports.document import ReportProblem
from reports.makers import Makers, Packed, Task

WORKERS = 2
DEFAULT = ("briefing",)
CONTENTS = "目录.csv"
_AHEAD = 8  # documents that wait to be packed: what bounds the memory of a pack
_HEADS = ("文件", "地区", "材料", "版次", "市县数", "验真码", "完整验真码")


def tasks(view: View, kinds: Sequence[str] = DEFAULT, areas: Sequence[str] = ()) -> tuple[Task, ...]:
    """What a pack holds, in order: the province, then each city and its counties; ``areas`` narrows them.

    A city stands for itself and its counties. Each kind in its first format, where it can be made for the level.
    ReportProblem for a kind that is not known.
    """
    if not kinds:
        raise ReportProblem("请至少选一种材料")
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise ReportProblem(f"没有“{unknown[0]}”这种材料；可用：{'、'.join(KINDS)}")
    common = {"edition": view.dataset.edition.code, "period": view.period}
    return tuple(
        Task(folder, number, {**common, "kind": kind, "area": "" if code == PROVINCE else code}, KINDS[kind].formats[0])
        for folder, number, code, level in _places(view.areas, view.selection.vintage, frozenset(areas))
        for kind in kinds
        if level in KINDS[kind].levels
    )


def _places(areas: Areas, vintage: str, wanted: frozenset[str]) -> Iterator[tuple[str, int, str, Level]]:
    if not wanted or PROVINCE in wanted:
        yield f"00_{areas.get(PROVINCE, vintage).name}", 0, PROVINCE, Level.PROVINCE
    for n, city in enumerate(areas.cities(), 1):
        folder, whole = f"{n:02}_{areas.get(city, vintage).name}", not wanted or city in wanted
        if whole:
            yield folder, 0, city, Level.CITY
        for number, county in enumerate(areas.children(city, vintage), 1):
            if whole or county in wanted:
                yield folder, number, county, Level.COUNTY


def pack(
    opened: Library,
    query: Mapping[str, str],
    file: IO[bytes],
    kinds: Sequence[str] = DEFAULT,
    areas: Sequence[str] = (),
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Write the pack of the edition and period of ``query`` into ``file``; the number of its documents.

    ``on_progress`` hears how many of how many are packed; what it raises ends the work, as does OSError of a full disk.
    ReportProblem where a document cannot be made: a pack is whole or not at all.
    """
    view, problems = opened.view({name: query[name] for name in ("edition", "period") if name in query})
    if problems or not view.dataset.edition.code:
        raise ReportProblem("；".join(problems) or "数据库里还没有版次，不能制作材料")
    wanted = tasks(view, kinds, areas)
    if not wanted:
        raise ReportProblem("所选的地区没有这种材料")
    on_progress(0, len(wanted))
    with ZipFile(file, "w", ZIP_STORED) as package:  # what Office writes is packed already
        lines = []
        for done, made in enumerate(_made(wanted), 1):
            package.writestr(made.name, made.body)
            lines.append(made.line)
            on_progress(done, len(wanted))
        package.writestr(CONTENTS, _contents(lines))
    return len(wanted)


def _made(wanted: Sequence[Task]) -> Iterator[Packed]:
    """The documents in their order, made by processes that know nothing of this one's threads and main script."""
    makers = Makers(min(WORKERS, len(wanted)))
    with ThreadPoolExecutor(makers.count, "pack") as threads:
        ahead: deque[Future[Packed]] = deque()
        try:
            for task in wanted:
                ahead.append(threads.submit(makers.make, task))
                if len(ahead) == _AHEAD:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            makers.stop()


def _contents(lines: Sequence[tuple[str, ...]]) -> bytes:
    """With a BOM, so that Excel and WPS read the Chinese."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_HEADS, *([inert(cell) for cell in line] for line in lines)])
    return out.getvalue().encode("utf-8-sig")
