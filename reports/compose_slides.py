"""汇报: eight to twelve slides, each with one message and the sentence to read out."""

from __future__ import annotations

from collections.abc import Iterator

from data_access.boundaries import approval
from data_access.library import Library
from domain.area import PROVINCE
from domain.view import View
from figures import build_cards as cards
from figures import build_ranking as ranks
from figures import build_stars as stars
from figures.build_compare import change_table, compare_headline, dumbbell, province_table
from figures.build_map import area_map
from figures.build_members import member_headline
from figures.build_pilots import pilot_headline, scheme_counts
from figures.build_profile import against, positions
from reports.blocks import Role, Run, Text
from reports.document import Chapter
from reports.of_pieces import Figure, blocks_of
from reports.sentences import chapter, has_local, plain, seen

_MEMBERS = ("adult_members", "members_per_10k", "members_per_village")
_KEYS = ("town_branches", "village_branches", "adult_members", "volunteer_groups", "registered_volunteers")
_VOLUNTEERS = ("registered_volunteers", "volunteer_groups", "volunteers_per_group")


def slides(view: View, opened: Library) -> tuple[Chapter, ...]:
    """From the three sentences to the sources; what has no numbers below the subject is told by the subject's own."""
    shown = seen(view, indicator="village_coverage")
    told = [_told(title, parts, opened, shown) for title, parts in _chapters(shown)]
    sources = dict.fromkeys(source for found in told for source in found.sources)
    last = tuple(Text((Run(source),), Role.BODY) for source in list(sources)[:12])
    return (*told, Chapter("数字从哪里来", last, "以上各数的来源见本页，会后可逐个核对。"))


def _told(title: str, parts: list[Figure], opened: Library, view: View) -> Chapter:
    blocks = blocks_of(parts)
    return chapter(title, plain(blocks), blocks, opened, view)


def _chapters(view: View) -> Iterator[tuple[str, list[Figure]]]:
    towns, local = seen(view, indicator="town_coverage"), has_local(view)
    members = seen(view, indicator="adult_members")
    volunteers = seen(view, indicator="registered_volunteers")
    yield "总的情况", [cards.headline(view), cards.key_cards(view, cards.HEADLINE if _whole(view) else _KEYS)]
    if local or view.county:
        yield "村（社区）建会率分布", [ranks.coverage_headline(view), area_map(view, approval=approval())]
    for shown in (view, towns) if local else ():
        yield f"{shown.indicator.name}", [ranks.coverage_headline(shown), ranks.ranking(shown)]
    if view.county:
        yield "与所在市、全省对照", [*positions(view), against(view)]
    yield "会员", [member_headline(members), *_carried(members, _MEMBERS)]
    yield (
        "志愿服务",
        [stars.volunteer_headline(volunteers), *_carried(volunteers, _VOLUNTEERS)],
    )
    yield "星级志愿者", _stars(view)
    yield "试点", [pilot_headline(view), scheme_counts(view)]
    yield "2017→2020", _both_years(view)
    yield "还差多少", [ranks.coverage_gap(view), *((ranks.growth_bars(view),) if _whole(view) else ())]


def _stars(view: View) -> list[Figure]:
    """The report's two scopes are the province's; a city shows its own levels."""
    local: list[Figure] = [stars.star_stack(view)] if has_local(view, "star_5") else []
    return [stars.two_scopes(view), *local] if _whole(view) or not local else local


def _both_years(view: View) -> list[Figure]:
    """Of the province every series with its bounds; of a city its counties; of a county its own numbers."""
    counts = _counts(view)
    if _whole(view):
        return [compare_headline(counts), province_table(view)]
    return [compare_headline(counts), change_table(counts)] if view.county else [dumbbell(counts)]


def _whole(view: View) -> bool:
    return view.subject == (PROVINCE,)


def _counts(view: View) -> View:
    return seen(view, indicator="village_branches")


def _carried(view: View, keys: tuple[str, ...]) -> list[Figure]:
    """Key figures, and who has most; of a city with many counties the ranking fills the slide by itself."""
    ranked = has_local(view, view.selection.indicator)
    whole: list[Figure] = [cards.key_cards(view, keys)] if _whole(view) or not ranked else []
    return [*whole, ranks.ranking(view)] if ranked else whole
