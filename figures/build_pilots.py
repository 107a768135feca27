"""The three pilot schemes, kept apart, and the 21 against the rest."""

from __future__ import annotations

from domain import format as fmt
from domain.catalog import INDICATORS
from domain.evidence import ref
from domain.period import PERIODS, SHOWN
from domain.ranking import median
from domain.status import Status
from domain.view import View
from figures.charts import Point, Scatter
from figures.marks import cite
from figures.spec import Callout, Cell, Headline, Roll, RollGroup, Section, Table

SIZE = 21
_BASIS = {"named": "报告点名", "mentioned": "报告提及", "reported": "填报", "demo": "演示"}
_STATUS = {"named": Status.PUBLISHED, "mentioned": Status.DERIVED, "reported": Status.REPORTED, "demo": Status.DEMO}


def scheme_roll(view: View) -> Roll:
    """The 21 by city; with a chosen city only its own. Every name carries what it rests on."""
    chosen = view.selection.cities(view.areas)
    groups = []
    for city in view.areas.cities():
        members = tuple(
            Cell(view.areas.get(m.area).name, _STATUS[m.basis], m.area)
            for m in view.scheme("county21")
            if view.areas.city_of(m.area) == city
        )
        if members and (not chosen or city in chosen):
            groups.append(RollGroup(Cell(view.areas.get(city).name, code=city), members))
    return Roll(Section(f"○ 组织建设试点：{SIZE}个县（市、区）", _roll_note(view)), tuple(groups))


def _roll_note(view: View) -> str:
    """What the names rest on."""
    if _reported(view):
        known = known_pilots(view)
        rest = "" if known == SIZE else f"，现知{known}个"
        return f"报告只给出个数，未列名单。“填报”：市或省报送的名单；“推导”：报告提及（蹲点调研）{rest}"
    if known_pilots(view) == SIZE:
        return "报告只给出个数，未列名单。“推导”：报告提及（蹲点调研）；“演示”：演示名单，抽签产生"
    return f"{SIZE}个试点县名单待录入；平湖、上虞由“蹲点调研”推定（报告提及）"


def _reported(view: View) -> int:
    """How many of the 21 users entered."""
    return sum(member.basis == "reported" for member in view.scheme("county21"))


def other_schemes(view: View) -> Table:
    """The 5 that the report names and the 3 that it does not; with a chosen city only its own."""
    named = _members(view, "five", "◆ “群众身边的红十字会”县域试点")
    homes = _members(view, "city3", "□ 城市博爱家园提升试点")
    unknown = (Cell("□ 城市博爱家园提升试点（3个）"), Cell("名单未公布，暂不上图"), Cell("", Status.MISSING))
    reported = len(view.scheme("city3"))
    note = f"5个由报告点名；3个报告只有个数{f'，填报{reported}个' if reported else ''}"
    rows = (*named, *(homes if reported else (unknown,)))
    empty = "所选地区没有这两套试点的县（市、区）。"
    return Table(Section("另外两套试点，不与21个相加", note), ("试点", "地区", "依据"), rows, 9, empty)


def _members(view: View, scheme: str, name: str) -> tuple[tuple[Cell, ...], ...]:
    chosen = view.selection.cities(view.areas)
    return tuple(
        (Cell(name), Cell(view.areas.get(m.area).name, code=m.area), Cell(_BASIS[m.basis], _STATUS[m.basis]))
        for m in view.scheme(scheme)
        if not chosen or view.areas.city_of(m.area) in chosen
    )


def group_table(view: View) -> Table:
    """Pilot counties and the rest as two groups, by ratios of sums, at both periods."""
    groups = _groups(view)
    rows = []
    for key in ("village_coverage", "town_coverage", "village_branches", "adult_members", "registered_volunteers"):
        entry = INDICATORS[key]
        cells = [Cell(f"{entry.name}（{entry.unit}）")]
        for codes in groups:
            for period in SHOWN:
                members = tuple(c for c in codes if view.areas.has(c, PERIODS[period].vintage))
                value = view.dataset.group(key, period, members)
                cells.append(Cell(fmt.number(value, entry), ref=ref(key, period, members)))
        rows.append(tuple(cells))
    status = Status.DEMO if view.is_demo else Status.MISSING
    note = "县数以2020年底区划计；率为合计之比。演示数据没有设置试点效应，差异纯属随机" if view.is_demo else ""
    return Table(
        Section("试点县与其他县", note, status),
        ("指标", "试点 2017", "试点 2020", "其他 2017", "其他 2020"),
        tuple(rows),
    )


def _groups(view: View) -> tuple[tuple[str, ...], tuple[str, ...]]:
    pilots = {m.area for m in view.scheme("county21")}
    counties = view.areas.counties("2020")
    return tuple(c for c in counties if c in pilots), tuple(c for c in counties if c not in pilots)


def strip(view: View) -> Scatter:
    """Every county one point, pilots and the rest side by side, at both periods; medians as lines."""
    entry = view.indicator
    points: list[Point] = []
    lines: list[tuple[str, tuple[tuple[float, float], ...]]] = []
    names: list[str] = []
    for side, codes in zip(("试点", "其他"), _groups(view), strict=True):
        for period in SHOWN:
            rows = [r for r in view.dataset.rows(entry.key, period, codes) if r.value.number is not None]
            here = len(names)
            names.append(f"{side} {PERIODS[period].name}")
            for index, row in enumerate(rows):
                shift = ((index * 7) % 11 - 5) / 20
                text = f"{row.name} {fmt.full(row.value, entry)}"
                points.append(Point(row.name, here + shift, row.value.number or 0.0, side, text))
            middle = median(rows)
            if middle is not None:
                lines.append(
                    (f"中位数 {fmt.decimal(middle, entry.decimals)}", ((here - 0.35, middle), (here + 0.35, middle)))
                )
    status = Status.DEMO if view.is_demo else Status.REPORTED
    return Scatter(
        f"{entry.name}（{entry.unit}）",
        "",
        f"{entry.name}（{entry.unit}）",
        tuple(points),
        tuple(lines),
        status,
        tuple(names),
    )


def known_pilots(view: View) -> int:
    """How many of the 21 the edition can name."""
    return len(view.scheme("county21"))


def scheme_counts(view: View) -> Callout:
    """The three schemes in one remark; they are never added."""
    known = known_pilots(view)
    reported = _reported(view)
    partly = f"名单填报{reported}个，现知{known}个" if reported else "名单待录入"
    names = partly if known < SIZE else "其中2个为报告提及，19个为演示名单" if view.is_demo else "名单已录入"
    homes = "、".join(view.areas.get(m.area).short for m in view.scheme("city3")) or "名单未公布"
    five = "、".join(view.areas.get(m.area).short for m in view.scheme("five"))
    return Callout(
        "三套试点，分别标注",
        f"○ 组织建设试点{cite('21个', 'F15')}县（市、区），{names}；"
        f"◆ “群众身边的红十字会”县域试点{cite('5个', 'F27')}：{five or '未报'}；"
        f"□ 城市博爱家园提升试点{cite('3个', 'F26')}，{homes}。三套名单不相加。",
    )


def pilot_headline(view: View) -> Headline:
    """What the report says of the pilots, and how far the list is known."""
    known = known_pilots(view)
    text = f"全省{cite('11个', 'F14')}市遴选{cite('21个', 'F15')}县（市、区）先行试点"
    second = (
        "名单报告未列：平湖、上虞由“蹲点调研”推定，其余19个为演示名单；演示数据没有设置试点效应，不能据此评价试点。"
        if known == SIZE and view.is_demo
        else _partly(known, _reported(view))
        if known < SIZE
        else "名单由市、省填报。"
    )
    return Headline(((text, Status.PUBLISHED), (second, None)))


def _partly(known: int, reported: int) -> str:
    """How far the list of the 21 is known."""
    if not reported:
        return f"名单待录入，现知{known}个由报告推定。录入后可比较试点与非试点。"
    inferred = f"、{known - reported}个由报告推定" if known > reported else ""
    return f"名单尚不完整：填报{reported}个{inferred}，共{SIZE}个。齐全后可比较试点与非试点。"
