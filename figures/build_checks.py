"""勾稽: what came of the rules, and the two cases that invite contradiction."""

from __future__ import annotations

from collections.abc import Iterable

from domain import format as fmt
from domain.catalog import INDICATORS
from domain.checks import Checked, Finding, Outcome
from domain.dataset import Dataset
from domain.interval import Interval
from domain.period import PERIODS
from domain.reconcile import RateRise, TwoScopes
from domain.status import Status
from figures.marks import cite
from figures.spec import Callout, Cell, Headline, Section, Step, Table, Waterfall

_COUNT = INDICATORS["village_branches"]
_RATE = INDICATORS["village_coverage"]


def checks_headline(checked: Iterable[Checked], dataset: Dataset) -> Headline:
    """How many rules hold, fail, and have nothing to be tested on."""
    outcomes = [c.outcome for c in checked]
    counts = {outcome: outcomes.count(outcome) for outcome in Outcome}
    text = (
        f"{dataset.edition.title}：{len(outcomes)}条规则，{counts[Outcome.HOLDS]}条相符，"
        f"{counts[Outcome.BROKEN]}条不符，{counts[Outcome.NO_BASIS]}条暂无可核对的数"
    )
    second = "每个版次载入时都核对一遍；四舍五入的数按区间比较。"
    if dataset.edition.local is Status.DEMO:
        second += "演示版的市县数是按全省数编的，它们相符不能印证全省数。"
    return Headline(((text, None), (second, None)))


def rule_table(checked: Iterable[Checked]) -> Table:
    """Every rule with its sentence and outcome, failures first."""
    order = (Outcome.BROKEN, Outcome.HOLDS, Outcome.NO_BASIS)
    rows = [
        (
            Cell(f"{c.outcome.shape} {c.outcome.label}", role=c.outcome.role),
            Cell(c.rule.kind),
            Cell(c.rule.sentence),
            Cell(f"{c.places}处" if c.places else "—"),
        )
        for outcome in order
        for c in checked
        if c.outcome is outcome
    ]
    return Table(Section("规则"), ("结果", "类别", "规则", "核对"), tuple(rows), 99)


def finding_table(checked: Iterable[Checked], dataset: Dataset) -> Table:
    """Where a rule does not hold: what stands there and what was expected."""
    rows = [_finding(finding, dataset) for c in checked for finding in c.findings]
    heads = ("程度", "地区", "时点", "指标", "问题", "应在", "实为")
    return Table(Section("发现的问题"), heads, tuple(rows), 99, "没有发现不符的数。")


def _finding(finding: Finding, dataset: Dataset) -> tuple[Cell, ...]:
    area = dataset.areas.find(finding.area)
    return (
        Cell("错误" if finding.severity == "error" else "提示"),
        Cell(area.name if area else finding.area),
        Cell(PERIODS[finding.period].name),
        Cell(INDICATORS[finding.indicator].name),
        Cell(finding.message),
        Cell(_range(finding.expected, finding.indicator)),
        Cell(_range(finding.found, finding.indicator)),
    )


def _range(interval: Interval | None, indicator: str) -> str:
    return "—" if interval is None else fmt.bounds(interval, INDICATORS[indicator])


def _n(interval: Interval) -> str:
    return fmt.bounds(interval, _COUNT)


def scopes_callout(case: TwoScopes) -> Callout:
    """The answer to "86 % or 170 %?" in the words to be spoken."""
    grown = fmt.bounds(case.growth, _RATE.with_decimals(1))
    return Callout(
        "现场一句话：86.37%与约170%都对，范围不同",
        f"{cite('86.37%', 'F08')}是各类基层组织合计的增幅（原文）；只算乡镇（街道）加村（社区），由{_n(case.narrow_before)}个增至"
        f"{_n(case.narrow_after)}个，增长{grown}%（由原文推导）。按公开讲话的{cite('1.74万个', 'E01')}（外部）计，各类合计由"
        f"{_n(case.all_before)}个增至{_n(case.all_after)}个，其中学校、医疗机构、企事业单位等其他组织由"
        f"{_n(case.other_before)}个变为{_n(case.other_after)}个。一致，但未证实。",
    )


def scopes_waterfall(case: TwoScopes) -> Waterfall:
    """From all types at the end of 2017 to all types at the end of 2020."""
    first, last = case.all_before.middle, case.all_after.middle
    town, village = case.towns.middle, case.villages.middle
    steps = (
        Step("2017年底各类合计", 0, first, f"{_n(case.all_before)}", Status.EXTERNAL),
        Step("乡镇（街道）增加", first, first + town, f"+{_n(case.towns)}", Status.DERIVED),
        Step("村（社区）增加", first + town, first + town + village, f"+{_n(case.villages)}", Status.BOUNDED),
        Step("其他组织增加", first + town + village, last, f"+{_n(case.rest)}", Status.EXTERNAL),
        Step("2020年底各类合计", 0, last, "约1.74万", Status.EXTERNAL),
    )
    note = "空心为外部资料参与计算；每个已知数只用一次，所以上下限是准的"
    return Waterfall(Section("86.37%从哪里来", note), steps, last)


def scopes_caveat() -> Callout:
    """What speaks against reading too much into it."""
    return Callout(
        "还有一处要说明",
        "同一讲话称“十三五”初不足5000个，与倒推的2017年底约9300个相差较大，统计范围可能调整过。"
        "总数以省红十字会确认的为准；确认前，对外只讲86.37%和231%。",
    )


def rise_table(rise: RateRise) -> Table:
    """The village rate on the statistical base: what was built, and what fewer villages did."""

    def rate(interval: Interval) -> str:
        return fmt.bounds(interval, _RATE.with_decimals(1))

    rows = (
        ("2017年底", f"{rate(rise.before)}%", f"分母{rise.units_before}个（2017年10月）"),
        ("新建红十字会带来", f"+{rate(rise.built)}个百分点", "分母保持2017年的不变"),
        ("撤村并村带来", f"+{rate(rise.merged)}个百分点", f"分母减为{rise.units_after}个"),
        ("2020年底", f"{rate(rise.after)}%", "与报告的44.62%分母不同，不互相替换"),
    )
    return Table(
        Section(
            "村（社区）建会率的提高：分子与分母", "统计区划口径，仅供参考；报告未公布2017年底建会率", Status.EXTERNAL
        ),
        ("", "建会率", "说明"),
        tuple(tuple(Cell(text, Status.EXTERNAL if n == 1 else None) for n, text in enumerate(row)) for row in rows),
        99,
    )
