"""Screens of what the report says beyond its series: pilots, places, funds, honours, and where every number comes from."""

from __future__ import annotations

from collections.abc import Sequence

from domain.catalog import INDICATORS, ON_MAP
from domain.facts import DOCUMENT
from domain.items import KINDS, Item, local
from domain.status import Status
from domain.view import View
from figures.build_evidence import derived_table, evidence_headline
from figures.build_pilots import pilot_headline, scheme_counts
from figures.build_places import place_bars
from figures.build_programmes import honour_bars, programmes_headline
from figures.hall import Group, Large, Names, Numbers, Question, Scene, Words, closed
from figures.hall_parts import is_known, is_ratio, is_whole, item_number, large, title
from figures.spec import Headline, Line, Mark

_SCHEMES = (
    ("county21", "F15", "○ 组织建设试点"),
    ("five", "F27", "◆ 县域试点"),
    ("city3", "F26", "□ 城市博爱家园提升试点"),
)
_BASIS = {"named": None, "mentioned": Status.DERIVED, "reported": Status.REPORTED, "demo": Status.DEMO}
_FUNDS = (("F36", "F35"), ("F39", "F38"), ("F37", ""), ("F25", "F26"))
_MOST_KINDS = 6


def pilots(question: Question) -> tuple[Scene, ...]:
    """Three schemes that are never added; of an area those that are known there."""
    view, items = question.view, {item.figure: item for item in question.material.items if item.figure}
    notes = (f"{scheme_counts(view).title}：{scheme_counts(view).text}",)
    numbers = Numbers(tuple(item_number(items[figure], name) for _, figure, name in _SCHEMES), apart=True)
    if is_whole(view):
        blocks = (numbers, Names(_groups(view, demo=False)))
        return (Scene(title(view, "试点"), pilot_headline(view), blocks, notes=notes),)
    groups = _groups(view, demo=True)
    known = (Names(groups),) if groups else ()
    whole = Words(tuple(closed(text) for text, _ in pilot_headline(view).sentences[:1]))
    return (Scene(title(view, "试点"), _own_pilots(view, groups), (*known, whole, numbers), notes=notes),)


def _groups(view: View, demo: bool) -> tuple[Group, ...]:
    """The known counties of each scheme in the chosen areas; of the whole province not the invented ones."""
    found = []
    for scheme, _, name in _SCHEMES:
        members = [m for m in view.scheme(scheme) if _concerns(view, m.area) and (demo or m.basis != "demo")]
        if members:
            found.append((name, tuple((view.areas.get(m.area).name, _BASIS[m.basis]) for m in members)))
    return tuple(found)


def _concerns(view: View, area: str) -> bool:
    return is_whole(view) or area in view.subject or view.areas.city_of(area) in view.subject


def _own_pilots(view: View, groups: Sequence[Group]) -> Headline:
    if not groups:
        return Headline(((f"报告没有点名{view.subject_name}的试点", None),))
    said = "；".join(f"{str(head)[2:]}：{'、'.join(name for name, _ in names)}" for head, names in groups)
    marks = [status or Status.PUBLISHED for _, names in groups for _, status in names]
    return Headline(((f"{view.subject_name}的试点，{said}", Status.weakest(marks)),))


def programmes(question: Question) -> tuple[Scene, ...]:
    """Places, money and honours of the province; of an area what the report names there."""
    view, items = question.view, question.material.items
    lead = programmes_headline(view, items)
    if not is_whole(view):
        own = local(items, view.areas, view.selection.areas)
        places = tuple(f"{DOCUMENT} {item.place}" for item in own)
        named = _named(view, own) if own else place_bars(view, items)
        return (Scene(title(view, "报告点名的事项"), Headline((lead.sentences[1],)), (named,), sources=places),)
    first = Headline((lead.sentences[0],))
    by_figure = {item.figure: item for item in items if item.figure}
    return (
        Scene(title(view, "阵地"), first, (place_bars(view, items),)),
        Scene(title(view, "项目与资金"), first, (Numbers(tuple(_fund(by_figure, *pair) for pair in _FUNDS)),)),
        Scene(title(view, "荣誉"), first, (honour_bars(view, items),)),
    )


def _fund(items: dict[str, Item], fund: str, count: str) -> Large:
    """The money and, where the report counts it, what it paid for."""
    paid = items.get(count)
    lines = (Line(_short(paid), Mark(paid.amount, paid.unit, paid.status, paid.figure)),) if paid else ()
    return item_number(items[fund], lines=lines)


def _short(item: Item) -> str:
    return item.name.partition("：")[2] or item.name


def _named(view: View, own: Sequence[Item]) -> Names:
    """What the report names there, by kind."""
    kinds = [kind for kind in KINDS if any(item.kind == kind for item in own)][:_MOST_KINDS]
    return Names(tuple((KINDS[kind], tuple((_placed(view, i), None) for i in own if i.kind == kind)) for kind in kinds))


def _placed(view: View, item: Item) -> str:
    found = view.areas.find(item.area)
    name = _short(item)
    return name if found is None or item.area in view.subject else f"{name}（{found.name}）"


def evidence(question: Question) -> tuple[Scene, ...]:
    """How many figures are verbatim, what each mark means; of an area what is 未报."""
    view, topic = question.view, "数字从哪里来"
    first, *others = evidence_headline().sentences
    lead = Headline(((first[0].partition("：")[0], None), *others))  # nobody clicks in a hall
    missing = [] if is_whole(view) else _missing(view)
    if missing:
        text = f"{view.subject_name}还有{len(missing)}项指标未报，会场只说报告里有的"
        names = Names((("未报", tuple((name, None) for name in missing)),))
        return (Scene(title(view, topic), Headline(((text, None),)), (names, Words((question.unknown,)))),)
    marks = Names(tuple((status, ((status.meaning, None),)) for status in Status))
    return (Scene(title(view, topic), lead, (Numbers(_counts(question)), marks)),)


def _counts(question: Question) -> tuple[Large, ...]:
    """How many figures the report prints, and how many follow from them."""
    printed, implied = len(question.material.figures), len(derived_table(question.view).rows)
    named = (("逐字照录的报告数字", printed), ("由此推出的数", implied))
    return tuple(large(name, Mark(str(count), "个", Status.DERIVED)) for name, count in named)


def _missing(view: View) -> list[str]:
    """The counted series that the areas have not reported."""
    series = (INDICATORS[key] for key in ON_MAP if not is_ratio(key))
    return [one.label for one in series if one.lowest != "province" and not is_known(view, one.key)]
