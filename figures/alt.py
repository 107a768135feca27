"""What a figure says, in words: for who hears it instead of seeing it. Its numbers stand in full in the figure or its table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from domain.status import Status
from figures.charts import Bullet, Bullets, Dumbbell, Pair, Scatter, Slope, Stack
from figures.marks import uncited
from figures.spec import Bars, Mark, Progress, Section, Strips, Waterfall

MOST = 8  # so many are all named; of more, the largest and the least

Spoken = tuple[str, float | None, str]  # name, number, the number as it is written with its unit
Told = Bars | Progress | Strips | Waterfall | Dumbbell | Stack | Bullets | Slope | Scatter


def message(figure: Told) -> str:
    """Title, status, and all numbers or the extremes among them; 未报 where there are none."""
    match figure:
        case Bars(section, rows):
            return _of(section, ((row.label, row.number, _mark(row.mark, section)) for row in rows))
        case Progress(section, rows):
            lines = ((row.label, row.share, f"{uncited(row.fraction)}，还差{_mark(row.gap, section)}") for row in rows)
            return _of(section, lines)
        case Strips(section, rows):
            return _of(section, ((row.label, row.here, f"{uncited(row.text)}（{row.note}）") for row in rows))
        case Waterfall(section, steps, _):
            return _of(section, ((step.label, step.end, f"{step.text}（{step.status.label}）") for step in steps))
        case Dumbbell() | Slope():
            return _ends(figure)
        case Stack(title, unit, names, parts, status):
            whole = [_sum(column) for column in zip(*(numbers for _, numbers in parts), strict=True)]
            spoken = ((name, n, "" if n is None else f"{n:.10g}{unit}") for name, n in zip(names, whole, strict=True))
            return _told(title, status, spoken)
        case Bullets(title, _, rows, status):
            return _told(title, status, map(_bullet, rows))
        case Scatter():
            return _told(figure.title, figure.status, ((point.text, point.y, "") for point in figure.points), "个点")
        case _:
            assert_never(figure)


def _of(section: Section, spoken: Iterable[Spoken]) -> str:
    return _told(section.title, section.status, spoken)


def _mark(mark: Mark, section: Section) -> str:
    """With its own status where the section has none for all."""
    return mark.text + mark.unit + ("" if section.status else f"（{mark.status.label}）")


def _ends(figure: Dumbbell | Slope) -> str:
    """Of the areas the extremes now; of the whole both ends."""
    said = _told(f"{figure.title}，{figure.after}", figure.status, _last(figure.pairs, figure.unit))
    whole = figure.whole if isinstance(figure, Slope) else None
    if whole:
        first, last = (f"{end.text}{figure.unit}" for end in (whole.first, whole.last))
        said += f"；{whole.name}{figure.before}{first}，{figure.after}{last}"
    return said


def _last(pairs: tuple[Pair, ...], unit: str) -> Iterable[Spoken]:
    return ((pair.name, pair.after, f"{pair.last.text}{unit}") for pair in pairs)


def _bullet(row: Bullet) -> Spoken:
    reached, goal = row.reached.number, row.goal.number
    share = reached / goal if reached is not None and goal else None
    return f"{row.name}{row.what}", share, f"{row.reached.text}，目标{row.goal.text}，{row.light.word}"


def _sum(column: tuple[float | None, ...]) -> float | None:
    known = [number for number in column if number is not None]
    return sum(known) if len(known) == len(column) else None


def _told(title: str, status: Status | None, spoken: Iterable[Spoken], counted: str = "个") -> str:
    everyone = list(spoken)
    head = f"{title}{f'，{status.label}' if status else ''}："
    known = [one for one in everyone if one[1] is not None]
    if not known:
        return head + Status.MISSING.label
    if len(everyone) <= MOST:
        lines = (name + (Status.MISSING.label if number is None else text) for name, number, text in everyone)
        return head + "；".join(lines)
    least, most = (choose(known, key=lambda one: one[1] or 0.0) for choose in (min, max))
    missing = f"，{len(everyone) - len(known)}个{Status.MISSING.label}" if len(known) < len(everyone) else ""
    return f"{head}共{len(everyone)}{counted}，最高{most[0]}{most[2]}，最低{least[0]}{least[2]}{missing}"
