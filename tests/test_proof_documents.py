"""The check of figures reads what this product itself writes, and finds nothing wrong in it; nor does it let a fault pass."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import make_url

from data_access import assets
from data_access.documents import read_text
from data_access.editions import fill
from data_access.engine import open_engine
from data_access.library import read
from domain.proof import Verdict, check
from pages._content import PAPER
from reports.catalog import KINDS
from reports.document import ReportProblem
from reports.make import PAGE, compose, make
from tests.plain_text import plain_text

WENZHOU, YONGJIA, DONGTOU = "330300", "330324", "330305"
CHOICES = [
    {"edition": edition, "period": period, "area": area}
    for edition in ("demo", "published")
    for period in ("2017", "2020")
    for area in ("", WENZHOU, YONGJIA, DONGTOU)
]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    engine = open_engine(make_url(f"sqlite:///{tmp_path_factory.mktemp('data') / 'a.db'}"), fill)
    yield read(engine)
    engine.dispose()


def wrong(opened, text, edition):
    """(number, expected) of what does not agree, and how many do."""
    claims = check(text, opened.datasets[edition], assets.figures())
    bad = [(text[max(c.start - 20, 0) : c.end + 10], c.expected) for c in claims if c.verdict is Verdict.MISMATCH]
    return bad, sum(c.verdict is Verdict.MATCH for c in claims)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_agrees_with_its_own_edition(opened, kind):
    agreed = made = 0
    for choice in CHOICES:
        try:
            document = compose(opened, {"kind": kind, **choice})
        except ReportProblem as problem:
            assert kind == "bulletin", problem  # it is the province's only
            continue
        bad, right = wrong(opened, plain_text(document), choice["edition"])
        assert bad == [], choice
        agreed, made = agreed + right, made + 1
    assert made == (4 if kind == "bulletin" else 16)
    assert agreed >= 3 * made or kind == "tables"  # whose columns the check cannot tell


@pytest.mark.parametrize("page", PAPER)
def test_every_page_agrees_as_composed_and_as_read_back_from_word(opened, page):
    for choice in (
        CHOICES[4],
        CHOICES[5],
        CHOICES[8],
    ):  # the demonstration's province and 温州 in 2020, the report in 2017
        made = make(opened, {"kind": PAGE, "page": page, **choice}, "docx", PAPER)
        for text in (plain_text(made.document), read_text("a.docx", made.body)):
            bad, _ = wrong(opened, text, choice["edition"])
            assert bad == [], choice


@pytest.mark.parametrize(
    ("right", "false"), [("10907", "10917"), ("44.62", "46.42"), ("1302", "1320"), ("45.66", "45.76")]
)
def test_a_digit_changed_by_hand_is_found(opened, right, false):
    text = plain_text(compose(opened, {"kind": "briefing", "edition": "published"}))
    place = re.search(right, text)
    assert place
    bad, _ = wrong(opened, text[: place.start()] + false + text[place.end() :], "published")
    assert len(bad) == 1
    assert right in bad[0][1]
