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
    yield "会员", [member_headline(members), cards.key_cards(members, _MEMBERS), *_ranked(members)]
    yield (
        "志愿服务",
        [stars.volunteer_headline(volunteers), cards.key_cards(volunteers, _VOLUNTEERS), *_ranked(volunteers)],
    )
    yield "星级志愿者", [stars.two_scopes(view), *((stars.star_stack(view),) if has_local(view, "star_5") else ())]
    yield "试点", [pilot_headline(view), scheme_counts(view)]
    yield (
        "2017→2020",
        [compare_headline(_counts(view)), province_table(view) if _whole(view) else change_table(_counts(view))],
    )
    if local:
        yield "2017年底与2020年底", [dumbbell(_counts(view))]
    yield "还差多少", [ranks.coverage_gap(view), *((ranks.growth_bars(view),) if _whole(view) else ())]


def _whole(view: View) -> bool:
    return view.subject == (PROVINCE,)


def _counts(view: View) -> View:
    return seen(view, indicator="village_branches")


def _ranked(view: View) -> list[Figure]:
    return [ranks.ranking(view)] if has_local(view, view.selection.indicator) else []
