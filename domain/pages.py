"""The catalogue of pages: what each is called, and what of a reader's choice it can show."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.catalog import ON_MAP
from domain.period import LATEST
from domain.view import View


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``series`` are the indicators a reader can choose on it, empty where the choice is not narrowed;
    ``also`` are further ones, and figures without one, that it always shows; ``draws`` those that it draws on its
    map as they are chosen. A comparison always ends at the ``latest`` period, and what only the report tells is of it;
    a page of ``one_area`` shows the first of several. One that is not ``in_bar`` is led to from the foot;
    what is ``on_paper`` can be kept as a document.
    """

    name: str
    title: str
    series: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    draws: tuple[str, ...] = ()
    latest: bool = False
    one_area: bool = False
    in_bar: bool = True
    on_paper: bool = True

    @property
    def path(self) -> str:
        """Its address; the first page has the plain one."""
        return "" if self.name == "overview" else self.name

    def of(self, view: View) -> View:
        """The view that this page shows of what the reader has chosen."""
        chosen = view.selection
        return replace(
            view,
            selection=replace(
                chosen,
                indicator=self._nearest(chosen.indicator),
                period=LATEST if self.latest else chosen.period,
                areas=chosen.areas[:1] if self.one_area else chosen.areas,
            ),
        )

    def _nearest(self, indicator: str) -> str:
        """The indicator, or the first of the same subject (town_gap → town_coverage), or the first."""
        if not self.series or indicator in self.series:
            return indicator
        subject = indicator.partition("_")[0]
        return next((key for key in self.series if key.partition("_")[0] == subject), self.series[0])


def pages_of(key: str) -> tuple[Page, ...]:
    """The pages that show an indicator, or a figure of the report that has none."""
    return tuple(p for p in PAGES if key in (*p.series, *p.also, *p.draws))


_BRANCHES = ("town_branches", "village_branches")
_HEADLINES = (*_BRANCHES, "grassroots_organisations", "adult_members", "volunteer_groups", "registered_volunteers")
_COVERAGE = ("village_coverage", "town_coverage")
_GAPS = ("town_gap", "village_gap")
_UNITS = ("town_units", "village_units")
_GROWTHS = tuple(f"{key}_growth" for key in _HEADLINES)
_VOLUNTEERS = ("registered_volunteers", "volunteer_groups", "volunteers_per_group", "volunteers_per_10k")
_LEVELS = tuple(f"star_{n}" for n in range(1, 6))
_STARS = (*_LEVELS, "five_star_rated", "star_rate")
_PLACES = ("life_education_halls", "first_aid_bases", "fraternity_homes", "service_stations")
_PEOPLE = (
    *("congress_grassroots_delegates", "congress_delegates", "congress_grassroots_share"),
    *("volunteer_experts", "expert_pool", "volunteer_expert_share"),
)
_FIGURES = tuple(f"F{n}" for n in range(14, 51))

PAGES = (
    Page("overview", "总览", also=(*_GROWTHS, *_UNITS), draws=ON_MAP),
    Page("coverage", "组织覆盖", _COVERAGE, (*_BRANCHES, *_UNITS, *_GAPS)),
    Page("compare", "两年对比", also=(*_GROWTHS, "other_organisations"), draws=ON_MAP, latest=True),
    Page("pilots", "试点", also=("F14", "F15", "F26", "F27")),
    Page("members", "会员", ("adult_members", "members_per_10k", "members_per_village"), ("F28", "F29")),
    Page("volunteers", "志愿服务与星级", (*_VOLUNTEERS, *_STARS), ("provincial_star_rated",)),
    Page("programmes", "阵地·项目·荣誉", also=(*_PLACES, *_PEOPLE, *_FIGURES[1:]), latest=True),
    Page("profile", "市县一页", also=(*_BRANCHES, *_UNITS, *_COVERAGE, *_GAPS, *_LEVELS), one_area=True),
    Page("bulletin", "通报与目标", _COVERAGE, (*_BRANCHES, *_UNITS), one_area=True),
    Page("materials", "材料", on_paper=False),
    Page("submissions", "数据报送", on_paper=False),
    Page("accounts", "账号", in_bar=False, on_paper=False),
    Page("evidence", "来源与勾稽", also=(*_HEADLINES, *_GROWTHS, *_UNITS, *_PLACES, *_PEOPLE, *_FIGURES), latest=True),
)
