"""A roster over HTTP: counted while one waits, kept as a draft of counts, and of no person anything left."""

from __future__ import annotations

import asyncio
import csv
import gc
import io
import json
import logging
import re
import tempfile

import pytest

from data_access import _read_roster, submissions
from data_access.library import library
from domain.roles import SINGLE_USER
from domain.submission import Entry
from tests.roster_files import NAMES, PERSONS, book, table
from tests.test_roster_privacy import leaks
from tests.test_submission_web import act, ask, cookie, house, shared
from web import roster
from web.api import ROUTES

house, shared = house, shared

WHERE = "city=330300&period=2020"
HEAD = ["姓名", "县（市、区）", "星级", "注册时间", "类别", "备注"]
# 鹿城区: three, one of them registered after the period; 瑞安市: two; 西湖区 is not of 温州市.
ROWS = [
    ["张三", "鹿城区", "5", "2019-03-05", "应急救护"],
    ["李四", "鹿城区", "5", "2018", "应急救护"],
    ["王五", "鹿城区", "1", "2021-01-02", "应急救护"],
    ["赵六", "瑞安市", "2", "2019", ""],
    ["钱七", "瑞安市", "无", "某年", "唱歌"],
    ["孙八", "杭州市西湖区", "3", "2019", ""],
]
FILE = table(*ROWS, head=HEAD)
COUNTED = {
    ("330302", "registered_volunteers"): 2,
    **{("330302", f"star_{n}"): 0 for n in range(1, 5)},
    ("330302", "star_5"): 2,
    ("330381", "registered_volunteers"): 2,
    **{("330381", f"star_{n}"): int(n == 2) for n in range(1, 6)},
}


def send(body=FILE, where=WHERE, ending="csv", mine=""):
    return ask("POST", f"/submission/roster?{where}&ending={ending}", body, mine)


def events(answer):
    assert answer.status_code == 200, answer.text
    return [json.loads(event.removeprefix("data: ")) for event in answer.text.split("\n\n")[:-1]]


def keep(last, where=WHERE, mine=""):
    body = json.dumps({name: last[name] for name in ("counted", "seal")}).encode()
    return ask("POST", f"/submission/roster/keep?{where}", body, mine)


def drafts():
    with library().engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT state, file, digest, entries FROM submission").all()
    return [(*row[:3], {(e["area"], e["indicator"]): e["number"] for e in json.loads(row[3])}) for row in rows]


@pytest.mark.parametrize(("ending", "make", "sheet"), [("csv", table, ""), ("xlsx", book, "第1张工作表")])
def test_a_roster_is_counted_explained_kept_as_a_draft_and_handed_in(house, ending, make, sheet):
    house()
    (last,) = events(send(make(*ROWS, head=HEAD), ending=ending))
    text = re.sub("<[^>]*>", "|", last["html"])
    for words in (
        "名册计入5人",
        "西湖区的人数不存入草稿",
        "A列|姓名|■ 个人信息，先丢掉",
        "B列|县（市、区）|● 用于计数",
        "F列|其他|－ 没有用到",
        f"注册日期晚于截止日期，未计入|1|{sheet}D列第4行",
        f"注册日期为空或读不出，按年份未知计入|1|{sheet}D列第6行",
        f"类别不在目录里，按“其他”计入|1|{sheet}E列第6行",
        "瑞安市|2|1|0|1|0|0|0|0",  # all, no star, one to five stars, unknown
        "鹿城区注册志愿者 未报 → 2名",
        "▲ 提醒|“永嘉县”||没有填|",
    ):
        assert words in text
    rows = {
        tuple(row.values())[:5]: row["人数"] for row in csv.DictReader(io.StringIO(last["csv"].removeprefix("\ufeff")))
    }
    assert rows == {
        ("330106", "西湖区", "三星", "2019年", "未填"): "1",
        ("330302", "鹿城区", "五星", "2018年", "应急救护"): "1",
        ("330302", "鹿城区", "五星", "2019年", "应急救护"): "1",
        ("330381", "瑞安市", "没有星级", "未知", "其他"): "1",
        ("330381", "瑞安市", "二星", "2019年", "未填"): "1",
    }
    assert drafts() == []
    assert keep(last).json()["said"].startswith("已把12个数存入草稿")
    assert drafts() == [("DRAFT", "志愿者名册（只计数）", "", COUNTED)]
    assert act(act="submit", id=1, version=1).json() == {"said": "已提交，等省里审核。"}
    assert keep(last).status_code == 409  # it was looked at beside what is now another report
    assert drafts()[0][0] == "SUBMITTED"


def test_few_are_hidden_where_asked_and_what_was_reported_before_stays(house):
    engine = house()
    before = [Entry("adult_members", "2020", "330302", 7), Entry("star_5", "2020", "330302", 9)]
    before += [Entry("registered_volunteers", "2020", "330381", 8)]
    submissions.save_draft(engine, SINGLE_USER, "330300", "2020", before)
    rows = [["鹿城区", "5"]] * 4 + [["鹿城区", "1"]] * 6 + [["瑞安市", "2"]] * 2 + [["永嘉县", "2"]] * 3
    last = events(send(table(*rows, head=["区县", "星级"]), f"{WHERE}&few=1"))[-1]
    assert "瑞安市|（隐去）" in re.sub("<[^>]*>", "|", last["html"])
    assert keep(last).status_code == 200
    (found,) = drafts()
    assert found[3][("330302", "adult_members")] == 7
    assert found[3][("330302", "star_5")] == 4
    assert found[3][("330302", "registered_volunteers")] == 10
    assert found[3][("330381", "registered_volunteers")] == 8
    again = keep(last)
    assert (again.status_code, "请刷新后再试" in again.json()["error"]) == (409, True)


def test_how_many_persons_are_read_is_told_on_the_way(house):
    house()
    told = events(send(table(*[["鹿城区", "5"]] * 25_000, head=["区县", "星级"])))
    assert [event.get("persons") for event in told] == [10_000, 20_000, None]
    assert _read_roster.TOLD == 10_000


@pytest.mark.parametrize(
    ("where", "ending", "body", "status", "word"),
    [
        ("city=330381&period=2020", "csv", FILE, 422, "设区市"),
        ("city=330300&period=1999", "csv", FILE, 422, "报送时点"),
        (WHERE, "exe", FILE, 200, "不能统计这种类型"),
        (WHERE, "csv", b"", 200, "空的"),
        (WHERE, "csv", table(["甲"], head=["姓名"]), 200, "找不到表头"),
        (WHERE, "xlsx", FILE, 200, "不符"),
    ],
)
def test_what_is_no_roster_is_refused_in_chinese(house, where, ending, body, status, word):
    house()
    answer = send(body, where, ending)
    assert (answer.status_code, word in answer.text, "error" in answer.text) == (status, True, True)


def test_a_roster_too_large_is_not_read_to_its_end(house, monkeypatch):
    house()
    monkeypatch.setattr(roster, "MAX_BYTES", len(FILE) - 1)
    answer = send()
    assert (answer.status_code, "分成几份" in answer.json()["error"]) == (422, True)


def test_only_what_was_counted_here_for_the_same_account_and_city_is_kept(house):
    house()
    last = events(send())[-1]
    more = last["counted"].replace('"number": 2', '"number": 2000')
    assert more != last["counted"]
    for answer in (
        keep({**last, "counted": more}),
        keep({**last, "seal": "0" * 64}),
        keep(last, "city=330300&period=2021Q1"),
        keep(last, "city=330100&period=2020"),
        ask("POST", f"/submission/roster/keep?{WHERE}", b"[]"),
        ask("POST", f"/submission/roster/keep?{WHERE}", b'{"counted": "\\ud800", "seal": ""}'),
    ):
        assert (answer.status_code, "重新上传" in answer.json()["error"]) == (422, True)
    assert drafts() == []


def test_each_account_counts_for_its_own_city_only(shared):
    city, viewer = cookie("温州"), cookie("看客")
    assert send(mine=viewer).status_code == 403
    assert send(where="city=330100&period=2020", mine=city).status_code == 403
    last = events(send(mine=city))[-1]
    assert keep(last, mine=viewer).status_code == 403
    assert keep(last, mine=cookie("管理员")).status_code == 422  # it is not what he has seen
    assert keep(last, mine=city).status_code == 200
    assert drafts()[0][3] == COUNTED
    assert ask("POST", f"/submission/roster?{WHERE}&ending=csv", FILE, city, headers={}).status_code == 403


def test_no_person_is_left_anywhere(house, tmp_path, monkeypatch, caplog, capfd):
    house()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(roster, "_IN_MEMORY", 10)  # so that the file goes to the disk
    seen = []
    count = roster.count_roster
    monkeypatch.setattr(roster, "count_roster", lambda *a, **k: seen.extend(tmp_path.iterdir()) or count(*a, **k))
    caplog.set_level(logging.DEBUG)
    told = []
    for body, ending in (
        (table(*PERSONS), "csv"),
        (book(*PERSONS), "xlsx"),
        (table(*PERSONS[1:], head=PERSONS[0]), "csv"),
    ):
        answer = send(body, "city=330300&period=2021Q1", ending)
        told.append(answer.text)
        if "html" in (last := events(answer)[-1]):
            told.append(keep(last, "city=330300&period=2021Q1").text)
    assert len(told) == 5
    assert len(seen) > 2
    gc.collect()
    library().engine.dispose()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {file.name.partition(".db")[0] for file in {*files, *seen} if file.name != "settings.toml"} == {"zjrc"}
    out, err = capfd.readouterr()
    for text in (*told, out, err, caplog.text, *(file.read_bytes() for file in files)):
        assert leaks(text) == []


class Sent:
    """A request whose sender leaves: while he sends, or after the first word of the answer."""

    def __init__(self, body, leaves_early):
        self.parts = [{"type": "http.request", "body": body, "more_body": leaves_early}]
        self.answered = asyncio.Event()
        self.leaves_early = leaves_early
        self.said = []

    async def receive(self):
        if self.parts:
            return self.parts.pop()
        if not self.leaves_early:
            await self.answered.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.said.append(message)
        if message.get("body"):
            self.answered.set()


@pytest.mark.parametrize("leaves_early", [True, False])
def test_who_leaves_ends_the_counting_and_the_file_is_gone(house, monkeypatch, leaves_early):
    house()
    held, ended, count = [], [], roster.count_roster
    spooled = roster.SpooledTemporaryFile
    monkeypatch.setattr(roster, "SpooledTemporaryFile", lambda size: held.append(spooled(size)) or held[-1])

    def counted(*words, told):
        try:
            return count(*words, told=told)
        except BaseException as error:
            ended.append(type(error).__name__)
            raise

    monkeypatch.setattr(roster, "count_roster", counted)
    (route,) = (route for route in ROUTES if getattr(route, "path", "") == "/submission/roster")
    request = Sent(table(*[["鹿城区", NAMES[0]]] * 400_000, head=["区县", "星级"]), leaves_early)
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/submission/roster",
        "query_string": f"{WHERE}&ending=csv".encode(),
        "headers": [(b"x-zjrc", b"1")],
        "client": ("127.0.0.1", 1),
    }

    async def go():
        await route.app(scope, request.receive, request.send)
        await asyncio.get_running_loop().shutdown_default_executor()  # until the work has ended

    asyncio.run(go())
    assert [file.closed for file in held] == [True]
    assert ended == ([] if leaves_early else ["_Left"])
    assert not any(b"html" in message.get("body", b"") for message in request.said)
    assert drafts() == []
