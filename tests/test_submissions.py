"""What cities hand in, step by step, and two people at once, on SQLite and PostgreSQL."""

import threading
from dataclasses import replace

import pytest

from data_access.audit import entries as logged
from data_access.audit import verify
from data_access.editions import fill
from data_access.engine import open_engine
from data_access.in_force import basis, current
from data_access.publishing import preview, publish, roll_back
from data_access.submissions import (
    Conflict,
    SubmissionProblem,
    approve,
    give_back,
    newest,
    save_draft,
    submit,
    unlock,
)
from data_access.submissions import listed as handed_in
from domain.roles import Account, Forbidden, Role
from domain.submission import Entry, State
from tests.chain import (
    CITY,
    LAKE,
    NOW,
    OTHER,
    PROVINCE,
    Q1,
    SEA,
    approved,
    counts,
    draft,
    numbers,
    reported,
    submitted,
)


@pytest.fixture
def engine(store):
    opened = open_engine(store, fill)
    yield opened
    opened.dispose()


def test_what_is_returned_is_handed_in_anew_as_the_next_version(engine):
    back = give_back(engine, PROVINCE, submitted(engine), "  缺嵊泗县 ")
    assert (back.state, back.reason) == (State.RETURNED, "缺嵊泗县")
    again = submitted(engine, entries=numbers(12))
    assert [(s.id, s.state) for s in handed_in(engine, CITY)] == [
        (again.id, State.SUBMITTED),
        (back.id, State.SUPERSEDED),
    ]
    approve(engine, PROVINCE, again)
    publish(engine, PROVINCE, Q1)
    assert basis(engine).value("village_branches", Q1, "330902") == reported(12, version=2)


def test_a_draft_is_written_over(engine):
    first = draft(engine)
    second = draft(engine, entries=numbers(14))
    assert (second.id, second.version, second.entries) == (first.id, 2, tuple(numbers(14)))


def test_what_is_approved_stays_until_the_next_is(engine):
    first = approved(engine)
    second = submitted(engine, entries=numbers(15))
    assert newest(engine, PROVINCE, SEA, Q1).id == second.id
    assert {s.id: s.state for s in handed_in(engine, PROVINCE)}[first.id] is State.APPROVED
    approve(engine, PROVINCE, second)
    assert {s.id: s.state for s in handed_in(engine, PROVINCE)}[first.id] is State.SUPERSEDED


def test_a_published_period_is_locked_until_the_province_unlocks_it(engine):
    approved(engine)
    publish(engine, PROVINCE, Q1)
    with pytest.raises(SubmissionProblem, match=r"^舟山市2021年第一季度末的数已发布并锁定。"):
        draft(engine, entries=numbers(12))
    seen = newest(engine, CITY, SEA, Q1)
    with pytest.raises(SubmissionProblem, match="写明原因"):
        unlock(engine, PROVINCE, seen, "  ")
    unlock(engine, PROVINCE, seen, "数错了")
    assert submitted(engine, entries=numbers(12)).state is State.SUBMITTED
    assert basis(engine).value("village_branches", Q1, "330902") == reported(10)


def test_errors_are_not_handed_in(engine):
    wrong = draft(engine, entries=[Entry("village_branches", Q1, "330902", 3), Entry("village_units", Q1, "330902", 2)])
    with pytest.raises(SubmissionProblem, match="有1处错误"):
        submit(engine, CITY, wrong)
    foreign = draft(engine, entries=[Entry("village_units", Q1, "330502", 2)])
    with pytest.raises(SubmissionProblem, match="有1处错误"):
        submit(engine, CITY, foreign)
    assert newest(engine, CITY, SEA, Q1).state is State.DRAFT


def test_an_empty_draft_is_not_handed_in(engine):
    with pytest.raises(SubmissionProblem, match="一个数也没有"):
        submit(engine, CITY, save_draft(engine, CITY, SEA, Q1, ()))


@pytest.mark.parametrize(("city", "period"), [("330902", Q1), ("339900", Q1), (SEA, "2019"), (SEA, "2021"), (SEA, "")])
def test_there_is_no_other_place_or_period(engine, city, period):
    with pytest.raises(SubmissionProblem, match="没有"):
        save_draft(engine, PROVINCE, city, period, ())
    assert handed_in(engine, PROVINCE) == []


def test_steps_cannot_be_left_out(engine):
    first = draft(engine)
    with pytest.raises(SubmissionProblem, match="“草稿”，不能通过"):
        approve(engine, PROVINCE, first)
    with pytest.raises(SubmissionProblem, match="“草稿”，不能退回"):
        give_back(engine, PROVINCE, first, "不行")
    with pytest.raises(SubmissionProblem, match="没有发布"):
        unlock(engine, PROVINCE, first, "不行")
    with pytest.raises(SubmissionProblem, match="2021年第一季度末没有审核通过"):
        publish(engine, PROVINCE, Q1)
    assert counts(engine)[0] == 2


def test_only_who_may_does(engine):
    waiting = submitted(engine)
    neighbour = Account("邻居", Role.CITY_EDITOR, (LAKE,))
    with pytest.raises(Forbidden):
        save_draft(engine, neighbour, SEA, Q1, numbers(), seen=waiting)
    with pytest.raises(Forbidden):
        approve(engine, CITY, waiting)
    with pytest.raises(Forbidden):
        give_back(engine, CITY, waiting, "不行")
    with pytest.raises(Forbidden):
        publish(engine, CITY, Q1)
    with pytest.raises(Forbidden):
        roll_back(engine, CITY, "published", "不行")
    with pytest.raises(Forbidden):
        unlock(engine, CITY, waiting, "不行")
    with pytest.raises(Forbidden):
        preview(engine, neighbour, waiting)
    with pytest.raises(Forbidden):
        handed_in(engine, Account("读者", Role.VIEWER))
    assert handed_in(engine, neighbour) == []
    assert [e.act for e in logged(engine, 9)] == ["SUBMIT", "SUBMIT"]


def test_a_submission_shown_under_another_city_is_refused(engine):
    mine = submitted(engine)
    with pytest.raises(Conflict):
        submit(engine, Account("邻居", Role.CITY_EDITOR, (LAKE,)), replace(mine, city=LAKE))


def test_whoever_is_late_is_told_by_whom_and_when(engine):
    seen = submitted(engine)
    approve(engine, PROVINCE, seen, NOW)
    with pytest.raises(Conflict) as told:
        give_back(engine, OTHER, seen, "有误")
    assert str(told.value) == "舟山市2021年第一季度末的报送已由“王五”在2021-04-08 07:30改过，请刷新后再试。"
    with pytest.raises(Conflict):
        save_draft(engine, CITY, SEA, Q1, numbers(), seen=None)
    before = publish(engine, PROVINCE, Q1, now=NOW)
    with pytest.raises(Conflict, match="版次已由“王五”在2021-04-08 07:30改为“2021Q1-v1”，请刷新后再试。"):
        publish(engine, OTHER, Q1)
    then = current(engine)
    roll_back(engine, OTHER, "published", "撤下", now=NOW)
    with pytest.raises(Conflict, match=r"“赵六”.*“published”"):
        roll_back(engine, PROVINCE, before.code, "恢复", seen=then)


def save(engine, account, _seen):
    return save_draft(engine, account, LAKE, Q1, numbers(counties=("330502",)))


def publish_first(engine, account, _seen):
    return publish(engine, account, Q1)


@pytest.mark.parametrize(
    ("act", "editions"), [(save, 2), (approve, 2), (publish_first, 3)], ids=["save", "approve", "publish"]
)
def test_of_two_at_once_one_wins_and_the_other_is_told(store, engine, act, editions):
    seen = approved(engine) if act is publish_first else submitted(engine)
    start, said = threading.Barrier(2), []

    def do(account):
        mine = open_engine(store, fill)
        start.wait()
        try:
            said.append(act(mine, account, seen) and account.name)
        except Conflict as problem:
            said.append(problem)
        mine.dispose()

    both = [threading.Thread(target=do, args=(account,)) for account in (PROVINCE, OTHER)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(60)
    (winner,) = [word for word in said if isinstance(word, str)]
    (told,) = [str(word) for word in said if isinstance(word, Conflict)]
    assert f"已由“{winner}”在" in told
    assert told.endswith("请刷新后再试。")
    assert verify(engine) == ""
    assert counts(engine)[0] == editions
