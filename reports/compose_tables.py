"""附表: every area's numbers by subject, one sheet each."""

from __future__ import annotations

from data_access.library import Library
from domain import format as fmt
from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.evidence import ref
from domain.period import PERIODS
from domain.view import View
from figures.spec import Cell, Section, Table
from reports.document import Chapter
from reports.sentences import chapter, seen

_SUBJECTS = (
    ("乡镇（街道）", ("town_branches", "town_units", "town_coverage", "town_gap")),
    ("村（社区）", ("village_branches", "village_units", "village_coverage", "village_gap")),
    ("会员", ("adult_members", "members_per_10k", "members_per_village")),
    ("志愿服务", ("registered_volunteers", "volunteer_groups", "volunteers_per_group")),
    ("星级志愿者", tuple(f"star_{n}" for n in range(1, 6))),
)


def tables(view: View, opened: Library) -> tuple[Chapter, ...]:
    """The province, its cities and counties, or those of the chosen cities, by subject at the chosen period."""
    shown = seen(view)
    return tuple(chapter(name, "", [_table(shown, name, keys)], opened, shown) for name, keys in _SUBJECTS)


def _table(view: View, name: str, keys: tuple[str, ...]) -> Table:
    rows = []
    for code in _areas(view):
        area = view.areas.get(code, view.selection.vintage)
        city = "" if code == PROVINCE else view.areas.get(view.areas.city_of(code)).name
        cells = [Cell(code), Cell(city), Cell(area.name)]
        for key in keys:
            value = view.dataset.value(key, view.period, code)
            text = fmt.number(value, INDICATORS[key])
            cells.append(Cell(text, value.status, ref=ref(key, view.period, (code,))))
        rows.append(tuple(cells))
    heads = ("代码", "市", "地区", *(f"{INDICATORS[key].label}（{INDICATORS[key].unit}）" for key in keys))
    return Table(Section(name, PERIODS[view.period].name), heads, tuple(rows), numeric_from=3)


def _areas(view: View) -> tuple[str, ...]:
    chosen, vintage = view.selection.areas or view.areas.cities(), view.selection.vintage
    found = [] if view.selection.areas else [PROVINCE]
    for code in chosen:
        found += [code, *view.areas.children(code, vintage)]
    return tuple(found)
