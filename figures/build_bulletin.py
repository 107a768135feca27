"""通报与目标: what is still to be built, how far targets are reached, who has reported, and the bulletin itself."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from urllib.parse import urlencode

from domain import format as fmt
from domain.area import PROVINCE
from domain.board import BoardRow
from domain.catalog import INDICATORS
from domain.dataset import Row
from domain.evidence import ref
from domain.gap_plan import RULE, GapPlan, GapRow, gap_plan
from domain.interval import Interval
from domain.period import PERIODS
from domain.ranking import Ranked, rank
from domain.selection import MOST_QUARTERS, plain
from domain.status import Status
from domain.targets import KIND, Attainment, Light, attainment, targets_of
from domain.value import Value
from domain.view import View
from figures.build_lists import concerning
from figures.build_submissions import late_cell, state_cell
from figures.charts import Bullet, Bullets, End
from figures.marks import cite
from figures.spec import Callout, Cell, Download, Headline, Ranking, RankRow, Section, Table
from figures.tools import NumberField

_ROOM = 1.08  # of an axis beyond its last mark
_WHOLE = {"village": "村（社区）", "town": "乡镇（街道）"}


def plan_of(view: View) -> GapPlan:
    """The plan of the city that is looked at, or of the province, for the chosen indicator's branches."""
    kind = "town" if view.selection.indicator.startswith("town_") else "village"
    return gap_plan(view.dataset, view.period, view.focus, view.selection.rate, view.selection.quarters, kind)


def bulletin_headline(view: View, plan: GapPlan) -> Headline:
    """What is still to be built, as far as it can be told; of a chosen county too; who is not counted."""
    parts = [value for value in (plan.needed, plan.least) if value.interval is not None]
    status = Status.of_known(part.status for part in parts)
    sentences: list[tuple[str, Status | None]] = [(_sentence(plan), status)]
    own = next((row for row in plan.rows if row.area == view.county), None)
    if own and own.needed.interval is not None:
        sentences.append((f"{own.name}还需{_full(own.needed)}，每季约{_full(own.quarterly)}", own.needed.status))
    if plan.missing and plan.needed.interval is not None:
        sentences.append((f"未报、没有计入的{len(plan.missing)}个县（市、区）：{_not_counted(plan)}", Status.MISSING))
    return Headline(tuple(sentences))


def _not_counted(plan: GapPlan) -> str:
    """Their names; of the province, where they may be ninety, how many of each city."""
    if plan.area != PROVINCE:
        return "、".join(plan.missing)
    return "、".join(f"{row.name}{len(row.missing)}个" for row in plan.rows if row.missing)


def _sentence(plan: GapPlan) -> str:
    goal, what = f"{plan.name}要到{plain(float(plan.rate))}%", f"{_WHOLE[plan.kind]}红十字会"
    whole = "全省" if plan.area == PROVINCE else "全市"
    if plan.needed.interval is None and plan.least.interval is None:
        return f"{plan.name}的县（市、区）都未报，算不出到{plain(float(plan.rate))}%还需新建多少{what}"
    if plan.needed.interval is None:
        return f"{goal}，最少还需新建{_full(plan.least)}{what}；县（市、区）都未报，分不到各地"
    if plan.needed.interval.high == 0:
        return f"{plan.name}各县（市、区）的{_WHOLE[plan.kind]}建会率都已到{plain(float(plan.rate))}%"
    pace = f"分{plan.quarters}个季度，每季约{_full(plan.quarterly)}"
    return f"{goal}，还需新建{_full(plan.needed)}{what}，{pace}；{_least(plan, whole)}"


def _least(plan: GapPlan, whole: str) -> str:
    if plan.least.interval is None:
        return f"有未报的，{whole}最少数算不出"
    if plan.least.interval.high == 0:
        return f"{whole}合计已达标"
    return f"最少{_full(plan.least)}即可使{whole}达标"


def _full(value: Value) -> str:
    return fmt.full(value, INDICATORS["village_gap"])


def plan_fields(view: View) -> tuple[NumberField, NumberField]:
    """The rate to be reached and the time for it."""
    chosen = view.selection
    return (
        NumberField("目标率", "rate", plain(chosen.rate), 0, 100, "%", "any"),
        NumberField("分几个季度", "quarters", str(chosen.quarters), 1, MOST_QUARTERS, "个季度"),
    )


def plan_ranking(view: View, plan: GapPlan) -> Ranking:
    """Who has most to build; 未报 comes last and has no bar."""
    by_area = {row.area: row for row in plan.rows}
    ranked = rank([Row(row.area, row.name, row.needed) for row in plan.rows])
    known = [row.needed.status for row in plan.rows if row.needed.interval is not None]
    title = f"{plan.name}：{_WHOLE[plan.kind]}补到{plain(float(plan.rate))}%还需多少"
    note = f"{PERIODS[plan.period].name}，个" + ("；市县数为演示数据，不是实际数字" if view.is_demo else "")
    section = Section(title, note, Status.of_known(known))
    rows = tuple(_rank_row(view, plan, one, by_area[one.row.area]) for one in ranked)
    top = max([row.number or 0.0 for row in rows], default=0.0)
    return Ranking(section, ("还需", "每季", "最少方案", "已建 / 应建"), rows, (), top)


def _rank_row(view: View, plan: GapPlan, one: Ranked, row: GapRow) -> RankRow:
    count = INDICATORS["village_gap"]
    built = ((f"{plan.kind}_branches", row.branches), (f"{plan.kind}_units", row.units))
    known = any(value.interval is not None for _, value in built)
    cited = (cite(fmt.number(value, count), ref(key, plan.period, (row.area,))) for key, value in built)
    reckoned = (fmt.number(v, count) if v.interval is not None else "—" for v in (row.quarterly, row.allotted))
    cells = (*reckoned, " / ".join(cited) if known else Status.MISSING.label)
    text, note = fmt.number(row.needed, count), f"未报：{'、'.join(row.missing)}" if row.missing else ""
    number, status = row.needed.number, row.needed.status
    return RankRow(row.area, one.place, row.name, number, text, status, cells, 0, row.area == view.county, note)


def plan_callout(plan: GapPlan) -> Callout:
    """How it is reckoned, and what cannot be known."""
    whole = "全省" if plan.area == PROVINCE else "全市"
    rate = plain(float(plan.rate))
    return Callout(
        "怎么算",
        f"“还需”是每个县（市、区）各自补到{rate}%（向上取整）再相加，已超过的不抵；“每季”是还需数除以{plan.quarters}，向上取整。"
        f"“最少方案”只要{whole}合计到{rate}%，{RULE}。{_WHOLE[plan.kind]}的名单没有数据，指不到具体名称。",
    )


def target_bullets(view: View, near: float) -> Bullets:
    """The targets of the chosen areas, of what they lie in and of what lies in them."""
    found = [attainment(view.dataset, t, view.period, near) for t in targets_of(concerning(view, KIND))]
    legend = {
        Light.MET: "目标的100%以上",
        Light.NEAR: f"{near:g}%以上",
        Light.SHORT: f"不到{near:g}%",
        Light.UNKNOWN: "没有数",
    }
    words = "　".join(f"{light.shape} {light.word}：{text}" for light, text in legend.items())
    note = f"{words}。竖线是目标，虚线是按时序进度（从起点到目标年底匀速）应到之处；达成率只舍不入，区间按不利的一端"
    query = urlencode(view.selection.to_query() | {"content": KIND})
    empty = "报告提到有目标，没有目标值；所选地区也还没有录入。"
    rows = tuple(_bullet(view, one) for one in found)
    return Bullets(
        "目标与实际",
        note if rows else "",
        rows,
        Status.REPORTED if rows else None,
        empty,
        ("录入目标", f"submissions?{query}"),
    )


def _bullet(view: View, one: Attainment) -> Bullet:
    target, entry = one.target, INDICATORS[one.target.indicator]
    area, goal = view.areas.find(target.area), float(target.number)
    address = ref(entry.key, one.period, (target.area,)) if one.actual.interval is not None else ""
    known = [n for n in (one.actual.number, goal, one.due.number) if n is not None]
    seen = "" if one.complete or not one.period else f"，看{PERIODS[one.period].name}"
    return Bullet(
        target.area,
        area.name if area else target.area,
        f"{entry.name}，{target.year}年底{seen}",
        one.light,
        End(one.actual.number, fmt.full(one.actual, entry), one.actual.status, address),
        End(goal, fmt.full(target.value, entry), target.value.status),
        None if one.complete else one.due.number,
        _ROOM * max(known),
        f"达成{_floored(one.share)}" if one.share else "",
        f"{'' if one.complete else f'{_pace(one)}；'}依据：{target.basis}（{target.value.source}）",
    )


def _floored(share: Interval) -> str:
    """Never rounded up, so that 99.96 % is not read as reached."""
    low = fmt.decimal(Fraction(floor(share.low * 10), 10), 1)
    if share.high is None:
        return f"{low}%以上"
    high = fmt.decimal(Fraction(floor(share.high * 10), 10), 1)
    return f"{low}%" if low == high else f"{low}–{high}%"


def _pace(one: Attainment) -> str:
    if one.due.interval is None:
        return f"时序进度：{one.due.note}"
    asked = f"按时序进度（自{PERIODS[one.base].name}起）应到{fmt.full(one.due, INDICATORS[one.target.indicator])}"
    if one.actual.interval is None:
        return asked
    return asked + {True: "，已到", False: "，落后", None: "，是否达到不能确定"}[one.on_time]


def board_short(rows: Sequence[BoardRow]) -> Table:
    """Who has reported; the letters to write are on the page of reports."""
    shown = tuple(
        (
            Cell(row.name, code=row.city),
            state_cell(row),
            late_cell(row),
            Cell(f"{row.filled} / {row.expected}"),
            Cell(row.at[:10]),
        )
        for row in rows
    )
    note = f"{PERIODS[rows[0].period].name}，应于{rows[0].due.isoformat()}前报送；催报文字见“数据报送”" if rows else ""
    return Table(Section("催报", note), ("市", "状态", "", "已填 / 应填", "日期"), shown, 99, "没有可看的市。")


def make_bulletin(view: View) -> tuple[Section | Download, ...]:
    """The bulletin of the chosen period and its tables as files."""
    name = PERIODS[view.period].name
    chosen = {"period": view.period} | ({"edition": view.selection.edition} if view.selection.edition else {})
    note = f"{name}，全省；公文格式，含位次、升降、表扬提醒和未报" + (
        "；演示数据，不是实际数字" if view.is_demo else ""
    )
    return (
        Section("季度通报", note),
        Download(f"制作{name}通报（Word）", f"make?{urlencode({'kind': 'bulletin', **chosen, 'format': 'docx'})}"),
        Download(f"制作{name}附表（Excel）", f"make?{urlencode({'kind': 'tables', **chosen, 'format': 'xlsx'})}"),
    )
