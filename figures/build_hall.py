"""The screens of every page: what of it is shown in the hall, from one to three a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from figures import hall_organisation as organisation
from figures import hall_people as people
from figures import hall_report as report
from figures.hall import Question, Scene

Builder = Callable[[Question], tuple[Scene, ...]]
SCENES: Mapping[str, Builder] = {
    "overview": organisation.overview,
    "coverage": organisation.coverage,
    "compare": organisation.compare,
    "profile": organisation.profile,
    "bulletin": organisation.bulletin,
    "members": people.members,
    "volunteers": people.volunteers,
    "pilots": report.pilots,
    "programmes": report.programmes,
    "evidence": report.evidence,
}
