"""Editions out of what was approved, and back, on SQLite and PostgreSQL, to the unit."""

from dataclasses import replace

import pytest

from data_access import publishing
from data_access.audit import entries as logged
from data_access.audit import verify
from data_access.editions import fill
from data_access.engine import open_engine
from data_access.in_force import basis, current
from data_access.library import forget, library, read
from data_access.published import published
from data_access.publishing import preview, publish, roll_back
from data_access.submissions import (
    SubmissionProblem,
    approve,
    newest,
    submit,
    unlock,
)
from data_access.submissions import listed as handed_in
from domain.interval import Interval
from domain.status import Status
from domain.submission import Entry, State
from tests.chain import (
    CITY,
    LAKE,
    NOW,
    PROVINCE,
    Q1,
    Q2,
    SEA,
    approved,
    counts,
    draft,
    expected,
    in_words,
    numbers,
    reported,
    stored,
    submitted,
)


@pytest.fixture
def engine(store):
    opened = open_engine(store, fill)
    yield opened
    opened.dispose()


def test_the_whole_chain_publishes_what_was_handed_in_to_the_unit(engine):
    first = draft(engine)
    assert (first.state, first.by, first.at) == (State.DRAFT, "李四", "2021-04-08T07:30:00+08:00")
    second = submit(engine, CITY, first, NOW)
    third = approve(engine, PROVINCE, second, NOW)
    assert [s.state for s in (second, third)] == [State.SUBMITTED, State.APPROVED]
    assert [s.version for s in (first, second, third)] == [1, 2, 3]
    edition = publish(engine, PROVINCE, Q1, now=NOW)
    assert (edition.code, edition.title, edition.local) == ("2021Q1-v1", "2021年第一季度 第1版", Status.REPORTED)
    assert stored(engine, "2021Q1-v1") == published() | expected(10)
    assert newest(engine, CITY, SEA, Q1).state is State.PUBLISHED
    assert (current(engine).edition, current(engine).by) == ("2021Q1-v1", "王五")
    assert verify(engine) == ""
    acts = [(e.account, e.act, e.object) for e in reversed(logged(engine, 9))]
    assert acts == [
        ("李四", "SUBMIT", "330900 2021Q1 版本1"),
        ("李四", "SUBMIT", "330900 2021Q1 版本1"),
        ("王五", "APPROVE", "330900 2021Q1 版本1"),
        ("王五", "PUBLISH", "2021Q1-v1"),
    ]


def test_what_no_city_reported_stays_missing_and_rates_follow(engine):
    approved(engine)
    publish(engine, PROVINCE, Q1)
    dataset = basis(engine)
    rate = dataset.value("village_coverage", Q1, SEA)
    assert (rate.interval, rate.status) == (
        Interval.exactly(10 + 11 + 12 + 13).times(1).over(Interval.exactly(4)),
        Status.REPORTED,
    )
    assert dataset.value("village_coverage", Q1, LAKE).status is Status.MISSING
    assert dataset.value("town_branches", Q1, SEA).status is Status.MISSING


def test_going_back_and_forward_gives_the_same_numbers_and_states(engine):
    first = approved(engine)
    publish(engine, PROVINCE, Q1, now=NOW)
    unlock(engine, PROVINCE, newest(engine, CITY, SEA, Q1), "更正岱山县")
    second = approved(engine, entries=numbers(11))
    publish(engine, PROVINCE, Q1, now=NOW)
    one, two = published() | expected(10), published() | expected(11, version=2)
    assert (stored(engine, "2021Q1-v1"), stored(engine, "2021Q1-v2")) == (one, two)
    roll_back(engine, PROVINCE, "2021Q1-v1", "第2版有误")
    assert dict(basis(engine).stored) == one
    assert {s.id: s.state for s in handed_in(engine, PROVINCE)} == {
        first.id: State.PUBLISHED,
        second.id: State.SUPERSEDED,
    }
    with pytest.raises(SubmissionProblem, match="已发布并锁定"):  # though it was unlocked once
        draft(engine, entries=numbers(14))
    roll_back(engine, PROVINCE, "2021Q1-v2", "第2版无误")
    assert dict(basis(engine).stored) == two
    assert {s.id: s.state for s in handed_in(engine, PROVINCE)} == {
        first.id: State.SUPERSEDED,
        second.id: State.PUBLISHED,
    }
    assert read(engine).default == "2021Q1-v2"
    assert current(engine).reason == "第2版无误"


@pytest.mark.parametrize("shipped", ["published", "demo"])
def test_a_shipped_edition_can_be_brought_back_and_frees_what_was_published(engine, shipped):
    approved(engine)
    publish(engine, PROVINCE, Q1)
    roll_back(engine, PROVINCE, shipped, "暂停")
    assert read(engine).default == shipped
    assert dict(basis(engine).stored) == published()  # never beside invented numbers
    assert newest(engine, CITY, SEA, Q1).state is State.SUPERSEDED
    assert draft(engine, entries=numbers(12)).state is State.DRAFT


def test_what_was_taken_back_does_not_come_again_with_the_next_edition(engine):
    approved(engine)
    publish(engine, PROVINCE, Q1)
    roll_back(engine, PROVINCE, "published", "有误")
    lake = ("330502", "330503")
    approved(engine, city=LAKE, entries=numbers(20, counties=lake), account=PROVINCE)
    publish(engine, PROVINCE, Q1, now=NOW)
    assert stored(engine, "2021Q1-v2") == published() | expected(20, counties=lake)


def test_an_edition_holds_all_cities_and_all_periods(engine):
    lake = ("330502", "330503")
    approved(engine)
    publish(engine, PROVINCE, Q1)
    approved(engine, period=Q2)
    approved(engine, period=Q1, city=LAKE, entries=numbers(20, counties=lake), account=PROVINCE)
    assert publish(engine, PROVINCE, Q2, now=NOW).code == "2021Q2-v1"
    assert stored(engine, "2021Q2-v1") == published() | expected(10) | expected(10, period=Q2)
    assert publish(engine, PROVINCE, Q1, now=NOW).code == "2021Q1-v2"
    everything = published() | expected(10) | expected(10, period=Q2) | expected(20, counties=lake)
    assert stored(engine, "2021Q1-v2") == everything


def test_a_reason_for_a_jump_goes_with_the_number(engine):
    approved(engine)
    publish(engine, PROVINCE, Q1)
    entries = [replace(e, number=30, reason="新建") if e.number == 10 else e for e in numbers(period=Q2)]
    approved(engine, period=Q2, entries=entries)
    publish(engine, PROVINCE, Q2)
    assert basis(engine).value("village_branches", Q2, "330902") == reported(30, note="新建")


@pytest.mark.parametrize("step", ["write", "change", "record"])
def test_a_crash_in_the_middle_of_publishing_leaves_nothing_half_done(engine, monkeypatch, step):
    approved(engine)
    before, rows = counts(engine), in_words(engine)

    def broken(*arguments, **named):
        kept(*arguments, **named)
        raise InterruptedError

    kept = getattr(publishing, step)
    monkeypatch.setattr(publishing, step, broken)
    with pytest.raises(InterruptedError):
        publish(engine, PROVINCE, Q1)
    assert (counts(engine), in_words(engine), current(engine)) == (before, rows, None)
    monkeypatch.undo()
    assert publish(engine, PROVINCE, Q1).code == "2021Q1-v1"
    assert verify(engine) == ""


def test_figures_that_contradict_the_report_are_not_published(engine, areas):
    """Of all cities together: each is possible alone, but the sum is not that of the province (1302)."""
    for city in areas.cities():
        entries = [Entry("town_branches", "2020", county, 10) for county in areas.children(city)]
        approved(engine, city=city, period="2020", entries=entries, account=PROVINCE)
    before = counts(engine)
    with pytest.raises(SubmissionProblem, match=r"^勾稽有1处不符，不能发布。第一处：浙江省2020年底，下级合计对不上。$"):
        publish(engine, PROVINCE, "2020")
    assert counts(engine) == before


@pytest.mark.parametrize(
    ("edition", "reason", "match"),
    [("2021Q1-v9", "x", "没有“2021Q1-v9”"), ("published", " ", "写明原因"), ("2021Q1-v1", "x", "现在用的就是")],
)
def test_only_another_existing_edition_comes_back_and_for_a_reason(engine, edition, reason, match):
    approved(engine)
    publish(engine, PROVINCE, Q1)
    with pytest.raises(SubmissionProblem, match=match):
        roll_back(engine, PROVINCE, edition, reason)
    assert current(engine).edition == "2021Q1-v1"


def test_the_preview_is_what_publishing_changes(engine):
    waiting = submitted(engine)
    seen = preview(engine, PROVINCE, waiting)
    assert [cell.sentence for cell in seen.cells][:2] == ["定海区村社已建 未报 → 10个", "定海区村社应建 未报 → 100个"]
    assert len(seen.cells) == 8
    sentences = [move.sentence for move in seen.moves if move.key.indicator == "village_coverage"]
    assert sentences == ["舟山市村社建会率 未报 → 11.5%，不排名 → 第1"]


@pytest.fixture
def running(engine, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(False))
    forget()
    yield library
    forget()


def test_every_process_shows_the_edition_in_force_at_the_next_use(engine, running):
    before = running()
    assert before.default == "demo"
    assert running() is before
    approved(engine)
    publish(engine, PROVINCE, Q1)  # through another engine, as another process would
    assert running().default == "2021Q1-v1"
    assert running().datasets["demo"] is before.datasets["demo"]  # what is drawn of it can be kept
    roll_back(engine, PROVINCE, "published", "有误")
    assert running().default == "published"
    assert set(running().datasets) == {"published", "demo", "2021Q1-v1"}
