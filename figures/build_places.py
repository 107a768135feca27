"""Places by kind, the ladder of members' places, and the map of what the report names where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from domain.area import PROVINCE
from domain.items import Item, local
from domain.period import LATEST
from domain.status import Status
from domain.view import View
from figures.build_items import area_cell, bar, of_kinds
from figures.charts import AreaMap, Marker
from figures.spec import Bars, Cell, Roll, RollGroup, Section

_ON_MAP = ("studio", "centre", "campaign", "course", "proposal", "visit")
_NAMELESS = ("centre", "visit")
_STEPS = ("县级", "乡镇级", "村级")


def place_bars(view: View, items: Sequence[Item]) -> Bars:
    """Places by kind, the lower bound open; the later count of another source beside, not instead."""
    found = sorted(of_kinds(view, items, ("place",)), key=lambda i: i.number or 0)
    note = "累计，全省；报告没有分到市县。博爱家园后来的数是另一个时点，不替换"
    return Bars(Section("阵地", note), tuple(bar(i) for i in found))


def ladder(view: View, items: Sequence[Item]) -> Roll:
    """Three steps of places for members; only the counties of the first are named."""
    found = of_kinds(view, items, ("centre",))
    groups = tuple(_step(view, level, [i for i in found if i.level == level]) for level in _STEPS)
    first = next(i for i in items if i.kind == "centre")
    return Roll(Section("会员阵地阶梯", f"{first.place}；报告举例点名四地，没有个数"), groups)


def _step(view: View, level: str, found: Sequence[Item]) -> RollGroup:
    name = Cell(found[0].name if found else "会员服务中心")
    named = tuple(Cell(area_cell(view, i).text, i.status, i.area) for i in found if i.area != PROVINCE)
    if found:
        return RollGroup(Cell(level), (name, *(named or (Cell("个数和地点", Status.MISSING),))))
    return RollGroup(Cell(level), (name, Cell(f"报告没有点名{view.subject_name}")))


def item_map(view: View, items: Sequence[Item], approval: dict[str, str] | None = None) -> AreaMap:
    """What the report names where: marks on a map without numbers, at the boundaries of 2020."""
    counties, cities = view.areas.counties(LATEST), view.areas.cities()
    chosen = view.selection.cities(view.areas)
    return AreaMap(
        indicator="",
        title="报告点名了哪里",
        unit="",
        decimals=0,
        is_rate=False,
        is_change=False,
        periods=((LATEST, "2020年底区划", LATEST),),
        period=LATEST,
        edges=(),
        labels=(),
        codes=counties,
        values={LATEST: [None] * len(counties)},
        parts=None,
        factor=1,
        city_codes=cities,
        city_names=tuple(view.areas.get(code).name for code in cities),
        city_values={LATEST: [None] * len(cities)},
        status=Status.PUBLISHED,
        focus=view.focus,
        selected=view.county,
        form=view.selection.form,
        dimmed=tuple(c for c in counties if len(chosen) > 1 and view.areas.city_of(c) not in chosen),
        markers=_markers(view, items),
        approval=approval or {},
    )


def _markers(view: View, items: Sequence[Item]) -> tuple[Marker, ...]:
    """One mark an area and kind, with the names of what it stands for."""
    found = sorted((i for i in local(items, view.areas, ()) if i.kind in _ON_MAP), key=lambda i: (i.kind, i.area))
    groups = groupby(found, lambda i: (i.kind, i.area))
    return tuple(Marker(area, kind, _said(kind, group), True, False) for (kind, area), group in groups)


def _said(kind: str, items: Iterable[Item]) -> str:
    """What a mark stands for, where that is more than its kind."""
    return "报告点名" if kind in _NAMELESS else "、".join(i.name.partition("：")[2] or i.name for i in items)
