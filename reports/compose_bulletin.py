"""季度通报: the whole, the ranks with ties and how they moved, praise and reminders, what is not reported; tables as annexes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from data_access.library import Library
from domain import format as fmt
from domain.area import PROVINCE
from domain.catalog import INDICATORS
from domain.evidence import ref
from domain.period import PERIODS
from domain.status import Status
from domain.value import Value
from domain.view import View
from figures.marks import cite
from figures.spec import Cell, Section, Table
from reports.blocks import Text
from reports.document import Chapter
from reports.of_pieces import runs_of
from reports.sentences import Standing, chapter, has_local, paragraph, said, seen, standings

_KEYS = ("town_coverage", "village_coverage", "adult_members", "volunteer_groups", "registered_volunteers")
_MOVES = ("village_coverage", "town_coverage", "registered_volunteers")
_TOP = 3


def bulletin(view: View, opened: Library) -> tuple[Chapter, ...]:
    """Of the whole province at the chosen period."""
    shown = seen(view, areas=())
    name = PERIODS[shown.period].name.removesuffix("末")
    places = standings(shown, "village_coverage")
    known = [place for place in places if place.value.interval is not None]
    body = [
        ("一、总体情况", _whole(shown)),
        ("二、各市情况", _cities(shown, known)),
        ("三、表扬和提醒", _praise(shown, known)),
        ("四、未报情况", _missing(shown)),
    ]
    opening = f"现将{name}全省红十字组织建设情况通报如下。" + (
        "本稿市县数为演示数据，不是实际数字。" if shown.is_demo else ""
    )
    return (
        chapter(f"关于{name}全省红十字组织建设情况的通报", "", [Text(runs_of(opening))], opened, shown),
        *(chapter(title, "", blocks, opened, shown) for title, blocks in body),
        *_annexes(shown, opened),
    )


def _whole(view: View) -> list[Text]:
    if view.value("village_coverage").interval is None:
        return [paragraph(f"{PERIODS[view.period].name}全省建会情况未报。", Status.MISSING)]
    branches = view.value("village_branches").status
    return [
        paragraph(
            f"到{PERIODS[view.period].name}，全省有乡镇（街道）红十字会{said(view, 'town_branches')}，"
            f"建会率{said(view, 'town_coverage')}；村（社区）红十字会{said(view, 'village_branches')}，"
            f"建会率{said(view, 'village_coverage')}。",
            branches,
        ),
        paragraph(
            f"成人会员{said(view, 'adult_members')}，志愿服务团体{said(view, 'volunteer_groups')}，"
            f"注册志愿者{said(view, 'registered_volunteers')}。",
            view.value("adult_members").status,
        ),
    ]


def _cities(view: View, known: Sequence[Standing]) -> list[Text]:
    if not known:
        return [paragraph("十一个设区市的数都未报，不排位次。", Status.MISSING)]
    rate = INDICATORS["village_coverage"]
    order = "，".join(f"{place.name}{_cited(view, place)}（{_place(place)}）" for place in known)
    found = [paragraph(f"按{rate.name}，各市依次为：{order}。", known[0].value.status)]
    moved = [f"{p.name}由第{p.before}位到第{p.place}位（{p.moved}）" for p in known if p.moved[0] in "升降"]
    before = PERIODS[view.period].before
    if before and any(place.before for place in known):
        text = "，".join(moved) if moved else "各市位次没有变化"
        found.append(paragraph(f"与{PERIODS[before].name}相比，{text}。"))
    return found


def _place(place: Standing) -> str:
    return f"第{place.place}" if place.place else "不排名"


def _cited(view: View, place: Standing, indicator: str = "village_coverage") -> str:
    return cite(fmt.full(place.value, INDICATORS[indicator]), ref(indicator, view.period, (place.area,)))


def _praise(view: View, known: Sequence[Standing]) -> list[Text]:
    if not known:
        return [paragraph("没有市县数，不作表扬和提醒。", Status.MISSING)]
    status = known[0].value.status
    first = [place for place in known if place.place and place.best <= _TOP]
    low = [place for place in known if _lies_below(place.value, view.value("village_coverage"))]
    found = [paragraph(f"村（社区）建会率居前的是{_named(view, first)}，予以表扬。", status)]
    if low:
        found.append(
            paragraph(
                f"低于全省{said(view, 'village_coverage')}的有{len(low)}个市：{_named(view, low)}，请加快进度。", status
            )
        )
    return found


def _lies_below(value: Value, other: Value) -> bool:
    """Certainly less: no bound of the one reaches the other."""
    mine, its = value.interval, other.interval
    return mine is not None and its is not None and mine.high is not None and mine.high < its.low


def _named(view: View, places: Iterable[Standing]) -> str:
    return "、".join(f"{place.name}（{_cited(view, place)}）" for place in places)


def _missing(view: View) -> list[Text]:
    gaps = _gaps(view)
    if not gaps:
        return [paragraph("各市和所辖县（市、区）的主要指标都已报齐。")]
    names = "、".join(f"{view.areas.get(city).name}{len(codes)}个" for city, codes in gaps.items())
    total = sum(map(len, gaps.values()))
    return [
        paragraph(f"有{total}个县（市、区）的村（社区）建会数未报：{names}。名单见附件，请抓紧报送。", Status.MISSING)
    ]


def _gaps(view: View) -> dict[str, tuple[str, ...]]:
    """City → its counties without a number."""
    found = {}
    for city in view.areas.cities():
        rows = view.dataset.rows("village_branches", view.period, view.areas.children(city, view.selection.vintage))
        if codes := tuple(row.area for row in rows if row.value.interval is None):
            found[city] = codes
    return found


def _annexes(view: View, opened: Library) -> tuple[Chapter, ...]:
    tables = [("各市主要指标", _indicator_table(view))]
    if has_local(view):
        tables.append(("各市位次和升降", _move_table(view)))
    if gaps := _gaps(view):
        tables.append(("未报的县（市、区）", _gap_table(view, gaps)))
    return tuple(replace(chapter(title, "", [table], opened, view), annex=True) for title, table in tables)


def _indicator_table(view: View) -> Table:
    rows = []
    for code in (PROVINCE, *view.areas.cities()):
        cells = [Cell("全省" if code == PROVINCE else view.areas.get(code).name)]
        for key in _KEYS:
            value = view.dataset.value(key, view.period, code)
            cells.append(Cell(fmt.number(value, INDICATORS[key]), value.status, ref=ref(key, view.period, (code,))))
        rows.append(tuple(cells))
    heads = ("地区", *(f"{INDICATORS[key].label}（{INDICATORS[key].unit}）" for key in _KEYS))
    return Table(Section(""), heads, tuple(rows))


def _move_table(view: View) -> Table:
    columns = [{place.area: place for place in standings(view, key)} for key in _MOVES]
    rows = tuple(
        (
            Cell(view.areas.get(city).name),
            *(cell for places in columns for cell in (Cell(places[city].place or "—"), Cell(places[city].moved))),
        )
        for city in view.areas.cities()
    )
    heads = tuple(head for key in _MOVES for head in (f"{INDICATORS[key].label}位次", "升降"))
    status = view.dataset.value("village_coverage", view.period, view.areas.cities()[0]).status
    return Table(Section("", "", status), ("地区", *heads), rows)


def _gap_table(view: View, gaps: dict[str, tuple[str, ...]]) -> Table:
    rows = tuple(
        (
            Cell(view.areas.get(city).name),
            Cell("、".join(view.areas.get(c, view.selection.vintage).name for c in codes)),
        )
        for city, codes in gaps.items()
    )
    return Table(Section("", "", Status.MISSING), ("设区市", "未报的县（市、区）"), rows, numeric_from=9)
