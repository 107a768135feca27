"""The user's copy of the report in his database: kept, found again, replaced, refused, taken out."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from data_access import assets
from data_access.documents import DocumentProblem
from data_access.editions import fill
from data_access.engine import open_engine
from data_access.report_text import drop, keep, kept
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
    assert len(keep(filled, "原文.docx", copy(figures), figures)) == 50
    assert kept(filled) == ("原文.docx", copy(figures))
    keep(filled, "另一份.txt", copy(figures[:40]), figures)
    assert kept(filled) == ("另一份.txt", copy(figures[:40]))
    drop(filled)
    assert kept(filled) == ("", "")


def test_another_document_is_refused_and_nothing_is_stored(filled):
    figures = assets.figures()
    with pytest.raises(DocumentProblem, match="只找到报告50个数中的24个"):
        keep(filled, "别的.txt", copy(figures[:24]), figures)
    assert kept(filled) == ("", "")


def test_a_database_of_the_first_schema_gets_the_table_and_keeps_its_editions(store):
    engine = open_engine(store, fill)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE document"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        before = connection.scalar(text("SELECT count(*) FROM observation"))
    engine.dispose()
    again = open_engine(store, fill)
    assert kept(again) == ("", "")
    with again.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM observation")) == before > 1000
    again.dispose()
