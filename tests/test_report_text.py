"""The user's copy of the report in his database: kept, found again, replaced, refused, taken out."""

from __future__ import annotations

import pytest

from data_access import assets
from data_access.audit import entries, verify
from data_access.documents import DocumentProblem
from data_access.report_text import drop, keep, kept
from domain.roles import SINGLE_USER, Account, Forbidden, Role
from domain.source_text import locate


def copy(figures):
    """A text of our own in which each figure's words stand in a sentence."""
    return "".join(f"第{n}句说到，{figure.words}，如此而已。\n" for n, figure in enumerate(figures, 1))


def test_all_fifty_figures_are_found_each_in_its_own_sentence():
    figures = assets.figures()
    found = locate(copy(figures), figures)
    assert len(found) == 50
    for n, figure in enumerate(figures, 1):
        place = found[figure.id]
        assert place.sentence.startswith(f"第{n}句说到，"), figure.id
        assert place.sentence[place.start : place.end] == "".join(figure.words.split())


def test_the_text_is_kept_and_replaced_by_a_later_one(filled):
    figures = assets.figures()
    assert kept(filled) == ("", "")
    assert len(keep(filled, SINGLE_USER, "原文.docx", copy(figures), figures)) == 50
    assert kept(filled) == ("原文.docx", copy(figures))
    keep(filled, SINGLE_USER, "另一份.txt", copy(figures[:40]), figures)
    assert kept(filled) == ("另一份.txt", copy(figures[:40]))
    drop(filled, SINGLE_USER)
    assert kept(filled) == ("", "")


def test_another_document_is_refused_and_nothing_is_stored(filled):
    figures = assets.figures()
    with pytest.raises(DocumentProblem, match="只找到报告50个数中的24个"):
        keep(filled, SINGLE_USER, "别的.txt", copy(figures[:24]), figures)
    assert kept(filled) == ("", "")


def test_only_the_province_may_change_it_and_the_log_says_who_did(filled):
    figures = assets.figures()
    with pytest.raises(Forbidden, match="存放报告原文"):
        keep(filled, Account("温州", Role.CITY_EDITOR, ("330300",)), "原文.txt", copy(figures), figures)
    assert kept(filled) == ("", "")
    keep(filled, SINGLE_USER, "原文.txt", copy(figures), figures)
    last = entries(filled, 1)[0]
    assert (last.account, last.object) == ("本机用户", "原文.txt")
    drop(filled, SINGLE_USER)
    assert verify(filled) == ""
