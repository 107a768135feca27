"""Volunteers and their stars: two scopes that are never stacked, and levels by area."""

from __future__ import annotations

from domain import format as fmt
from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.evidence import ref
from domain.period import PERIODS
from domain.status import Status
from domain.value import Value
from domain.view import View
from figures.charts import Stack
from figures.marks import cite, marked, step
from figures.spec import Callout, Cell, DotBlock, Dots, Headline, Section, Table

LEVELS = tuple(f"star_{n}" for n in range(1, 6))
STARS_OF = "2020"  # the only year of which stars are told


class ScopeError(ValueError):
    """Values of different scopes were to be put together."""


def one_scope(keys: tuple[str, ...]) -> str:
    """The scope that all the indicators share; ScopeError (评定范围不同，不可相加) otherwise."""
    scopes = {INDICATORS[key].scope for key in keys}
    if len(scopes) != 1:
        raise ScopeError("评定范围不同，不可相加")
    return scopes.pop()


def two_scopes(view: View) -> Dots:
    """331 and 178: one dot a person, a wall between."""
    blocks = []
    for key, title, scope, filled, note in (
        ("five_star_rated", "五星级", "浙江省红十字系统", True, "2020年当年评定；市县分布报告未公布"),
        ("provincial_star_rated", "一至四星级", "仅省属志愿者", False, "四档合计，报告未分档；不含市县评定"),
    ):
        value = view.province(key, "2020")
        if value.number is not None:
            blocks.append(
                DotBlock(title, scope, int(value.number), marked(view, key, "2020", (PROVINCE,)), filled, note)
            )
    return Dots(Section("2020年星级评定：两个范围，分开看", "评定范围不同，不可相加"), tuple(blocks))


def star_stack(view: View, keys: tuple[str, ...] = LEVELS) -> Stack:
    """Star levels of one scope by listed area."""
    scope = one_scope(keys)
    rows = [view.dataset.rows(key, STARS_OF, view.selection.shown(view.areas)) for key in keys]
    parts = tuple(
        (INDICATORS[key].name, tuple(row.value.number for row in column))
        for key, column in zip(keys, rows, strict=True)
    )
    texts = tuple(
        tuple(fmt.number(row.value, INDICATORS[key]) for row in column) for key, column in zip(keys, rows, strict=True)
    )
    status = Status.of_known(r.value.status for column in rows for r in column if r.value.interval is not None)
    names, codes = (tuple(getattr(row, part) for row in rows[0]) for part in ("name", "area"))
    title = f"{PERIODS[STARS_OF].name}星级志愿者（{scope}）"
    return Stack(title, "名", names, parts, status, texts, codes, keys, STARS_OF)


def heat_table(view: View) -> Table:
    """Listed areas × volunteer indicators; each column in five classes of its own."""
    keys = ("registered_volunteers", "volunteers_per_10k", "volunteer_groups", "volunteers_per_group", *LEVELS)
    if view.focus != PROVINCE:
        keys = tuple(key for key in keys if key != "volunteers_per_10k")
    codes = view.selection.shown(view.areas)
    columns = [view.dataset.rows(key, view.period, codes) for key in keys]
    bounds = [_quintiles([r.value.number for r in column if r.value.number is not None]) for column in columns]
    known = [r.value.status for column in columns for r in column if r.value.interval is not None]
    rows = []
    for index, row in enumerate(columns[0]):
        cells = [Cell(row.name, code=row.area)]
        for key, column, edges in zip(keys, columns, bounds, strict=True):
            value = column[index].value
            shade, address = step(value.number, edges), ref(key, view.period, (row.area,))
            status = value.status if known else None  # the head says it of all
            cells.append(Cell(fmt.number(value, INDICATORS[key]), status, step=shade, ref=address))
        rows.append(tuple(cells))
    section = Section(
        f"{view.subject_name if view.selection.areas else '十一市'}志愿服务一览",
        "每列单独分五档，色深为高；没有合计行，也不算综合分",
        Status.of_known(known),
    )
    heads = ("地区", *(INDICATORS[key].label.replace("级志愿者", "级") for key in keys))
    return Table(section, heads, tuple(rows))


def _quintiles(numbers: list[float]) -> tuple[float, ...]:
    ordered = sorted(numbers)
    return tuple(ordered[len(ordered) * n // 5] for n in range(1, 5)) if ordered else ()


def star_callout() -> Callout:
    """Why the two numbers have no total."""
    return Callout(
        "不可相加",
        "331名是全系统当年评定的五星级，178名是省属当年评定的一至四星级；没有“星级合计”。"
        "下面的各级结构只用同一范围的市县数。",
    )


def volunteer_headline(view: View) -> Headline:
    """Volunteers and groups of the subject, and the year's five-star ratings."""
    value, groups = view.value("registered_volunteers"), view.value("volunteer_groups")

    def say(key: str, shown: Value, period: str = view.period) -> str:
        return cite(fmt.full(shown, INDICATORS[key]), ref(key, period, view.subject))

    has = "" if value.interval is None else "有"
    text = (
        f"{PERIODS[view.period].name}，{view.subject_name}{has}注册志愿者{say('registered_volunteers', value)}、"
        f"志愿服务团体{say('volunteer_groups', groups)}"
    )
    stars = view.value("five_star_rated", "2020")
    second = f"2020年评定五星级志愿者{say('five_star_rated', stars, '2020')}。"
    return Headline(((text, value.status), (second, stars.status)))
