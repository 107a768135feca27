"""Both ends of every area, and parts of a whole, as HTML: one light row an area on one axis from 0.

Looks are in ``assets/app.css``; the only numbers of the drawing are positions in % of the axis.
"""

from __future__ import annotations

from html import escape
from itertools import accumulate
from math import ceil, floor, log10

from domain.status import Status
from figures.alt import message
from figures.charts import Dumbbell, End, Pair, Stack
from figures.html_cells import carded, quoted

STEPS = 5  # of an axis, at most
_EMPTY = "<p class=z-empty>所列地区都未报，没有可画的数。"


def ticks(largest: float) -> tuple[float, ...]:
    """From 0 in round steps to the first that is no less than the largest number."""
    if largest <= 0:
        return 0.0, 1.0
    magnitude = 10.0 ** floor(log10(largest / STEPS))
    step = next(n * magnitude for n in (1, 2, 5, 10) if n * magnitude * STEPS >= largest)
    return tuple(n * step for n in range(ceil(largest / step) + 1))


def dumbbell(figure: Dumbbell) -> str:
    """A list of areas, each end beside its number."""
    known = [number for pair in figure.pairs for number in (pair.before, pair.after) if number is not None]
    if not known:
        return _EMPTY
    marks = ticks(max(known))
    rows = "".join(f"<li>{escape(pair.name)}<div>{_pair(pair, figure, marks[-1])}</div>" for pair in figure.pairs)
    return (
        f"<div class=z-ends role=figure aria-label={quoted(message(figure))} style={_grid(marks)}><ul>{rows}</ul>"
        f"{_axis(marks, figure.title, figure.unit, figure.status)}</div>"
    )


def _pair(pair: Pair, figure: Dumbbell, top: float) -> str:
    first = _end(pair.first, pair.name + figure.before, figure.unit)
    last = _end(pair.last, pair.name + figure.after, figure.unit)
    if pair.before is not None and pair.after is not None:
        left, width = share(min(pair.before, pair.after), top), share(abs(pair.after - pair.before), top)
        kind = "z-both" + (" z-falls" if pair.after < pair.before else "") + _hatch(figure.status)
        return f'<i class="{kind}" style=left:{left};width:{width}>{first}{last}</i>'
    if pair.after is not None:
        return _alone("z-last", pair.after, f"{last} <small>{figure.before}未报</small>", top)
    if pair.before is not None:
        return _alone("z-first", pair.before, f"{first} <small>{figure.after}未报</small>", top)
    return "<small>两期都未报</small>"


def _alone(kind: str, at: float, words: str, top: float) -> str:
    """One end only; in the right half there is no room to write on the right."""
    side = " z-left" if 2 * at > top else ""
    return f'<i class="{kind}{side}" style=left:{share(at, top)}><span>{words}</span></i>'


def _end(end: End, spoken: str, unit: str) -> str:
    if end.number is None:
        return ""
    said = f"<button aria-label={quoted(spoken + end.text + unit)}"
    return carded(escape(end.text), end.ref).replace("<button", said, 1)


def stack(figure: Stack) -> str:
    """A list of areas: one bar of all parts, and every part in numbers."""
    columns = tuple(zip(*(numbers for _, numbers in figure.parts), strict=True))
    whole = [sum(filter(None, column)) for column in columns if None not in column]
    if not whole:
        return _EMPTY
    marks = ticks(max(whole))
    rows = "".join(_stacked(figure, n, column, marks[-1]) for n, column in enumerate(columns))
    heads = "".join(f"<b><i class=z-s{n}></i>{escape(name)}</b>" for n, name in enumerate(_levels(figure), 1))
    return (
        f"<div class=z-scroll tabindex=0><div class=z-stack role=figure aria-label={quoted(message(figure))} style={_grid(marks)}"
        f' data-series="{figure.keys[0]}.{figure.period}"><header><span></span>{heads}</header><ul>{rows}</ul>'
        f"{_axis(marks, figure.title, figure.unit, figure.status)}</div></div>"
    )


def _levels(figure: Stack) -> list[str]:
    return [name.removesuffix("志愿者") for name, _ in figure.parts]


def _stacked(figure: Stack, row: int, column: tuple[float | None, ...], top: float) -> str:
    """No bar where a part is missing: its length would be read as the whole."""
    known = [number for number in column if number is not None]
    bar = (
        f"<small>{len(column) - len(known)}级未报，不画</small>"
        if len(known) < len(column)
        else _bar(known, figure, top)
    )
    texts = [column_texts[row] for column_texts in figure.texts]
    cells = "".join(
        f"<button data-card={key} aria-label={quoted(figure.names[row] + level + text)}>{escape(text)}</button>"
        for key, level, text in zip(figure.keys, _levels(figure), texts, strict=True)
    )
    return f"<li data-pick={figure.codes[row]}><button>{escape(figure.names[row])}</button>{bar}{cells}"


def _bar(numbers: list[float], figure: Stack, top: float) -> str:
    whole = sum(numbers)
    bounds = ";".join(f"--{name}:{share(end, whole)}" for name, end in zip("abcd", accumulate(numbers), strict=False))
    return f'<i class="z-sum{_hatch(figure.status)}" style="--w:{share(whole, top)};{bounds}"></i>'


def _hatch(status: Status) -> str:
    return " z-hatch" if status is Status.DEMO else ""


def _grid(marks: tuple[float, ...]) -> str:
    """Distance of the lines across the rows."""
    return f"--step:{share(1, len(marks) - 1)}"


def _axis(marks: tuple[float, ...], name: str, unit: str, status: Status) -> str:
    """Its numbers, and below them what they are."""
    numbers = "".join(f"<u style=left:{share(mark, marks[-1])}>{mark:.10g}</u>" for mark in marks)
    return f"<footer aria-hidden=true><div>{numbers}<p>{escape(name)}（{escape(unit)}，{status.label}）</div></footer>"


def share(number: float, whole: float) -> str:
    """A position or length in % of the axis."""
    return f"{max(0.0, min(100.0, 100 * number / whole)) if whole else 0:.2f}%"
