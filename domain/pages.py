"""The catalogue of pages: what each is called, and what of a reader's choice it can show."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.period import LATEST
from domain.view import View


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``series`` are the indicators it can show, all if empty; a comparison always ends at the ``latest``
    period; a page of ``one_area`` shows the first of several.
    """

    name: str
    title: str
    series: tuple[str, ...] = ()
    latest: bool = False
    one_area: bool = False

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


_VOLUNTEERS = ("registered_volunteers", "volunteer_groups", "volunteers_per_group", "volunteers_per_10k")
_STARS = (*(f"star_{n}" for n in range(1, 6)), "five_star_rated", "star_rate")

PAGES = (
    Page("overview", "总览"),
    Page("coverage", "组织覆盖", ("village_coverage", "town_coverage")),
    Page("compare", "两年对比", latest=True),
    Page("pilots", "试点"),
    Page("members", "会员", ("adult_members", "members_per_10k", "members_per_village")),
    Page("volunteers", "志愿服务与星级", (*_VOLUNTEERS, *_STARS)),
    Page("profile", "市县一页", one_area=True),
    Page("evidence", "来源"),
)
