"""One area on one page: its figures, where it stands, what it still has to do."""

from __future__ import annotations

from domain import format as fmt
from domain.area import PROVINCE, Level
from domain.catalog import INDICATORS
from domain.evidence import ref
from domain.period import PERIODS
from domain.value import Value
from domain.view import View
from figures.marks import cite
from figures.spec import Callout, Cell, Section, StripRow, Strips, Table

KEYS = ("village_coverage", "town_coverage", "adult_members", "volunteer_groups", "registered_volunteers", "star_5")


def positions(view: View) -> tuple[Strips, ...]:
    """The area among all areas of its level, one strip an indicator; nothing for the province."""
    area = view.subject[0]
    level = view.dataset.level(area)
    if level is Level.PROVINCE:
        return ()
    everyone = view.areas.counties(view.selection.vintage) if level is Level.COUNTY else view.areas.cities()
    rows = []
    for key in KEYS:
        entry = INDICATORS[key]
        numbers = [r.value.number for r in view.dataset.rows(key, view.period, everyone) if r.value.number is not None]
        value = view.dataset.value(key, view.period, area)
        if value.number is None or not numbers:
            rows.append(StripRow(entry.name, fmt.full(value, entry), (), None, value.note))
            continue
        top = 100.0 if entry.is_rate else max(numbers)
        place = 1 + sum(number > value.number for number in numbers)
        same = sum(number == value.number for number in numbers) > 1
        rows.append(
            StripRow(
                entry.name,
                cite(fmt.full(value, entry), ref(key, view.period, (area,))),
                tuple(n / top if top else 0.0 for n in numbers),
                value.number / top if top else 0.0,
                f"第{place}{'并列' if same else ''}，共{len(numbers)}个",
            )
        )
    unit = "个县（市、区）" if level is Level.COUNTY else "个设区市"
    strips = Strips(
        Section(
            f"在全省{len(everyone)}{unit}中的位置",
            status=view.dataset.value(KEYS[0], view.period, area).status,
        ),
        tuple(rows),
    )
    return (strips,)


def against(view: View) -> Table:
    """The area beside its city and the province, at both periods."""
    area = view.subject[0]
    city = view.areas.city_of(area)
    columns = [(view.subject_name, area)]
    if city != area and city != PROVINCE:
        columns.append((view.areas.get(city).name, city))
    columns.append(("全省", PROVINCE))
    rows = []
    for key in (
        "village_branches",
        "village_units",
        "village_coverage",
        "village_gap",
        "town_branches",
        "town_units",
        "town_coverage",
        "town_gap",
        "adult_members",
        "volunteer_groups",
        "registered_volunteers",
        *(f"star_{n}" for n in range(1, 6)),
    ):
        entry = INDICATORS[key]
        cells = [Cell(f"{entry.name}（{entry.unit}）")]
        for _, code in columns:
            value = view.dataset.value(key, view.period, code)
            cells.append(Cell(fmt.number(value, entry), value.status, ref=ref(key, view.period, (code,))))
        rows.append(tuple(cells))
    heads = ("指标", *(name for name, _ in columns))
    return Table(Section(f"{PERIODS[view.period].name}：与所在市、全省对照"), heads, tuple(rows))


def children_table(view: View) -> tuple[Table, ...]:
    """What lies below: cities or counties; nothing for a county, whose towns are not in the data."""
    area = view.subject[0]
    below = view.areas.children(area, view.selection.vintage)
    rows = []
    for code in below:
        cells = [Cell(view.areas.get(code, view.selection.vintage).name, code=code)]
        for key in ("village_coverage", "village_gap", "town_coverage", "adult_members", "registered_volunteers"):
            value = view.dataset.value(key, view.period, code)
            cells.append(Cell(fmt.number(value, INDICATORS[key]), ref=ref(key, view.period, (code,))))
        rows.append(tuple(cells))
    if not below:
        return ()
    what = "设区市" if area == PROVINCE else "县（市、区）"
    status = view.dataset.value("village_coverage", view.period, below[0]).status
    heads = (what, "村社建会率%", "村社还差", "乡镇建会率%", "成人会员", "注册志愿者")
    return (Table(Section(f"所辖{what}", "", status), heads, tuple(rows)),)


def gap_headline(view: View) -> Callout:
    """What is still to be done."""
    villages, towns = view.value("village_gap"), view.value("town_gap")
    if villages.interval is None or towns.interval is None:
        return Callout("还差多少", "建会情况未报。")

    def say(key: str, value: Value) -> str:
        return cite(fmt.full(value, INDICATORS[key]), ref(key, view.period, view.subject))

    text = (
        f"村（社区）还差{say('village_gap', villages)}，"
        f"乡镇（街道）还差{say('town_gap', towns)}（{villages.status.label}）。"
    )
    return Callout("离全覆盖还差多少", text)
