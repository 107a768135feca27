"""Reported lists on SQLite and PostgreSQL from the draft to the edition and back, over HTTP, and on the pages."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from data_access import assets
from data_access.audit import entries as logged
from data_access.audit import verify
from data_access.editions import fill, listed, load
from data_access.engine import open_engine
from data_access.in_force import current
from data_access.library import library, read
from data_access.list_reading import read_list
from data_access.lists import known, newest_list, preview_list, save_list
from data_access.published import published
from data_access.publishing import publish, publish_list, roll_back
from data_access.submissions import Conflict, SubmissionProblem, approve, give_back, save_draft, submit, unlock
from data_access.submissions import listed as handed_in
from domain.area import PROVINCE
from domain.lists import pilots_of
from domain.roles import SINGLE_USER, Account, Forbidden, Role
from domain.status import Status
from domain.submission import Entry, ListRow, State
from figures.build_map import pilot_markers
from figures.build_pilots import other_schemes, pilot_headline, scheme_counts, scheme_roll
from figures.to_sheet import to_sheet
from pages import programmes, submissions
from tests.test_submission_web import act, ask, cookie, house, shared

KINDS = assets.list_kinds()
SEA, WENZHOU, LUCHENG, DINGHAI = "330900", "330300", "330302", "330902"
CITY = Account("李四", Role.CITY_EDITOR, (SEA,))
PROVINCIAL = Account("王五", Role.PROVINCE_EDITOR)
NOW = datetime(2021, 4, 7, 23, 30, tzinfo=UTC)  # the 8th in 北京
SOURCE = "市报送 2021-04-08 版本1"
COUNTIES = [code for city in assets.areas().cities() for code in assets.areas().children(city)[:2]][:21]
house, shared = house, shared


def row(kind, *cells, source=""):
    return ListRow(kind, tuple(zip((c.key for c in KINDS[kind].columns), cells, strict=True)), source)


def pilot(area, scheme="组织建设试点县", source=""):
    return row("pilots", scheme, area, "2018", "文件", source=source)


def honour(name, area=DINGHAI, source=""):
    return row("honours", name, "省级", "2020", area, "组织", "3", source=source)


@pytest.fixture
def engine(store):
    opened = open_engine(store, fill)
    yield opened
    opened.dispose()


def submitted(engine, kind, *rows, scope=SEA, account=CITY):
    seen = newest_list(engine, account, scope, kind)
    return submit(engine, account, save_list(engine, account, scope, kind, rows, seen=seen, now=NOW), NOW)


def approved(engine, kind, *rows, scope=SEA, account=CITY):
    return approve(engine, PROVINCIAL, submitted(engine, kind, *rows, scope=scope, account=account), NOW)


def in_force(engine):
    opened = read(engine)
    return list(opened.lists[opened.default])


def states(engine):
    return [(s.kind, s.city, s.state) for s in handed_in(engine, PROVINCIAL, kind="")]


def test_a_list_goes_all_the_way_into_an_edition_that_keeps_the_figures(engine):
    counts = save_draft(engine, CITY, SEA, "2020", [Entry("adult_members", "2020", DINGHAI, 7)], now=NOW)
    approve(engine, PROVINCIAL, submit(engine, CITY, counts, NOW), NOW)
    publish(engine, PROVINCIAL, "2020", now=NOW)
    sent = submitted(engine, "honours", honour("先进"))
    assert (sent.state, sent.rows, sent.entries) == (State.SUBMITTED, (honour("先进"),), ())
    approve(engine, PROVINCIAL, sent, NOW)
    edition = publish_list(engine, PROVINCIAL, "honours")
    assert (edition.code, edition.title, edition.local) == ("lists-v1", "名单 第1版", Status.REPORTED)
    assert in_force(engine) == [honour("先进", source=SOURCE)]
    dataset, pilots = load(engine, edition)
    (own,) = [(key, value) for key, value in dataset.stored.items() if value.status is Status.REPORTED]
    assert (own[0].area, own[1].interval.low) == (DINGHAI, 7)
    assert len(dataset.stored) == len(published()) + 1
    assert set(pilots) == set(assets.pilots())
    assert states(engine) == [("honours", SEA, State.PUBLISHED), ("counts", SEA, State.PUBLISHED)]
    assert verify(engine) == ""
    assert [(e.account, e.act, e.object) for e in reversed(logged(engine, 4))] == [
        ("李四", "SUBMIT", "330900 honours 版本1"),
        ("李四", "SUBMIT", "330900 honours 版本1"),
        ("王五", "APPROVE", "330900 honours 版本1"),
        ("王五", "PUBLISH", "lists-v1"),
    ]


def test_figures_that_are_published_later_keep_the_lists(engine):
    approved(engine, "pilots", pilot(DINGHAI))
    assert publish_list(engine, PROVINCIAL, "pilots").local is Status.MISSING
    counts = save_draft(engine, CITY, SEA, "2020", [Entry("adult_members", "2020", DINGHAI, 7)], now=NOW)
    approve(engine, PROVINCIAL, submit(engine, CITY, counts, NOW), NOW)
    edition = publish(engine, PROVINCIAL, "2020")
    assert in_force(engine) == [pilot(DINGHAI, source=SOURCE)]
    assert ("county21", DINGHAI, "reported") in {(m.scheme, m.area, m.basis) for m in load(engine, edition)[1]}


def test_going_back_takes_the_list_back_and_forth(engine):
    approved(engine, "honours", honour("甲"))
    publish_list(engine, PROVINCIAL, "honours")
    approved(engine, "honours", honour("乙"))
    publish_list(engine, PROVINCIAL, "honours")
    assert [r.cell("name") for r in in_force(engine)] == ["乙"]
    assert [state for _, _, state in states(engine)] == [State.PUBLISHED, State.SUPERSEDED]
    roll_back(engine, PROVINCIAL, "lists-v1", "乙不对")
    assert [r.cell("name") for r in in_force(engine)] == ["甲"]
    assert [state for _, _, state in states(engine)] == [State.SUPERSEDED, State.PUBLISHED]
    roll_back(engine, PROVINCIAL, "published", "都不对")
    assert in_force(engine) == []
    approved(engine, "places", row("places", "馆", "博爱家园", DINGHAI, "", "在建"))
    publish_list(engine, PROVINCIAL, "places")
    assert [r.kind for r in in_force(engine)] == ["places"]


def test_the_list_of_all_cities_takes_the_place_of_theirs(engine):
    approved(engine, "pilots", pilot(DINGHAI))
    publish_list(engine, PROVINCIAL, "pilots")
    approved(engine, "pilots", pilot("330903"))
    approved(engine, "pilots", *map(pilot, COUNTIES), scope=PROVINCE, account=PROVINCIAL)
    edition = publish_list(engine, PROVINCIAL, "pilots")
    assert [r.cell("area") for r in in_force(engine)] == COUNTIES
    assert {r.source for r in in_force(engine)} == {"省报送 2021-04-08 版本1"}
    assert [m.area for m in load(engine, edition)[1] if m.scheme == "county21"] == sorted(COUNTIES)
    assert {state for _, city, state in states(engine) if city == SEA} == {State.SUPERSEDED}
    with pytest.raises(SubmissionProblem, match="现在用的就是“lists-v2”"):
        roll_back(engine, PROVINCIAL, "lists-v2", "再来")


def test_lists_that_together_are_too_many_are_not_published(engine):
    approved(engine, "pilots", *map(pilot, COUNTIES), scope=PROVINCE, account=PROVINCIAL)
    wenzhou = Account("温", Role.CITY_EDITOR, (WENZHOU,))
    three = [pilot(code) for code in assets.areas().children(WENZHOU)[:3]]
    approved(engine, "pilots", *three, scope=WENZHOU, account=wenzhou)
    with pytest.raises(SubmissionProblem, match="组织建设试点县22个"):
        publish_list(engine, PROVINCIAL, "pilots")
    assert current(engine) is None


def test_a_list_with_an_error_is_not_submitted(engine):
    twice = save_list(engine, CITY, SEA, "honours", [honour("甲"), honour("甲")], now=NOW)
    with pytest.raises(SubmissionProblem, match="舟山市荣誉的报送有1处错误"):
        submit(engine, CITY, twice)
    foreign = save_list(engine, CITY, SEA, "honours", [honour("甲", LUCHENG)], seen=twice)
    with pytest.raises(SubmissionProblem, match="鹿城区"):
        submit(engine, CITY, foreign)
    with pytest.raises(SubmissionProblem, match="没有"):
        save_list(engine, PROVINCIAL, LUCHENG, "honours", [])
    with pytest.raises(SubmissionProblem, match="没有"):
        publish_list(engine, PROVINCIAL, "counts")


def test_only_who_may_reports_approves_and_publishes(engine):
    for scope in (WENZHOU, PROVINCE):
        with pytest.raises(Forbidden):
            save_list(engine, CITY, scope, "honours", [honour("甲")])
    sent = submitted(engine, "honours", honour("甲"))
    for step in (lambda: approve(engine, CITY, sent), lambda: publish_list(engine, CITY, "honours")):
        with pytest.raises(Forbidden):
            step()
    other = Account("温", Role.CITY_EDITOR, (WENZHOU,))
    with pytest.raises(Forbidden):
        preview_list(engine, other, sent)
    assert handed_in(engine, other, kind="") == []


def test_the_second_of_two_writers_is_told_and_nothing_changes(engine):
    first = save_list(engine, CITY, SEA, "honours", [honour("甲")], now=NOW)
    save_list(engine, CITY, SEA, "honours", [honour("乙")], seen=first, now=NOW)
    with pytest.raises(Conflict, match=r"舟山市荣誉的报送已由“李四”在2021-04-08 07:30改过"):
        save_list(engine, PROVINCIAL, SEA, "honours", [honour("丙")], seen=first)
    with pytest.raises(Conflict, match="荣誉"):
        submit(engine, CITY, first)
    assert newest_list(engine, CITY, SEA, "honours").rows == (honour("乙"),)
    assert newest_list(engine, CITY, SEA, "places") is None
    before = approved(engine, "honours", honour("丁"))
    publish_list(engine, PROVINCIAL, "honours")
    with pytest.raises(Conflict, match="lists-v1"):
        publish_list(engine, PROVINCIAL, "honours")
    with pytest.raises(SubmissionProblem, match="不锁定"):
        unlock(engine, PROVINCIAL, replace(before, version=before.version + 1), "更正")


def test_of_two_lists_that_were_handed_in_the_newer_counts(engine):
    submitted(engine, "honours", honour("甲"))
    submitted(engine, "places", row("places", "馆", "博爱家园", DINGHAI, "", "在建"))
    newer = submitted(engine, "honours", honour("乙"))
    assert [state for _, _, state in states(engine)] == [State.SUBMITTED, State.SUBMITTED, State.SUPERSEDED]
    approve(engine, PROVINCIAL, newer)
    approved(engine, "honours", honour("丙"))
    publish_list(engine, PROVINCIAL, "honours")
    assert [r.cell("name") for r in in_force(engine)] == ["丙"]


def test_a_list_is_given_back_and_its_effect_is_told(engine):
    approved(engine, "honours", honour("甲"), honour("乙"))
    publish_list(engine, PROVINCIAL, "honours")
    sent = submitted(engine, "honours", honour("乙"), honour("丙"))
    effect = preview_list(engine, CITY, sent)
    assert [r.cell("name") for r in (*effect.added, *effect.removed)] == ["丙", "甲"]
    assert effect.changed == ()
    assert give_back(engine, PROVINCIAL, sent, "缺文件").reason == "缺文件"
    publish_list_again = pytest.raises(Conflict)
    with publish_list_again:
        publish_list(engine, PROVINCIAL, "honours")


def post(path, body, **query):
    return ask("POST", f"/submission/list/{path}?{httpx.QueryParams(query)}", body)


def table(heads, *rows):
    text = io.StringIO()
    csv.writer(text).writerows([heads.split(","), *rows])
    return text.getvalue().encode()


def test_over_http_from_the_form_to_what_the_interface_says(house):
    house()
    query = {"kind": "honours", "city": WENZHOU, "name": "a.csv"}
    for ending in ("xlsx", "csv"):
        form = ask("GET", f"/submission/list/template.{ending}?kind=honours&city={WENZHOU}")
        assert form.status_code == 200
    name = "=HYPERLINK(1)<script>"
    body = table("名称,级别,年份,地区,对象类型,数量", [name, "省级", "2020", "鹿城区", "组织", "3"])
    shown = post("read", body, **query).text
    assert "读到1行" in shown
    assert "新增（1行）" in shown
    assert "=HYPERLINK(1)&lt;script&gt; · 省级 · 2020 · 鹿城区 · 组织 · 3" in shown
    assert post("hand-in", body, **query).json() == {"said": "已提交1行，等省里审核。"}
    assert "新增（1行）" in ask("GET", "/submission/effect?id=1").text
    assert act(act="approve", id=1, version=2).status_code == 200
    assert act(act="publish", kind="honours").json() == {"said": "已发布“名单 第1版”。"}
    (item,) = [i for i in ask("GET", f"/api/v1/items?area={LUCHENG}&kind=honour").json() if i["status"] == "REPORTED"]
    assert (item["name"], item["area_name"], item["amount"], item["source"][:4]) == (name, "鹿城区", "3", "市报送 ")
    rows = list(csv.DictReader(io.StringIO(ask("GET", "/api/v1/items.csv?kind=honour").text.lstrip("\ufeff"))))
    assert [r["name"] for r in rows if r["status"] == "REPORTED"] == ["'" + name]
    assert [i for i in ask("GET", "/api/v1/items?edition=published").json() if i["status"] == "REPORTED"] == []


def test_over_http_errors_come_with_their_place_and_are_not_stored(house):
    engine = house()
    query = {"kind": "honours", "city": WENZHOU, "name": "a.csv"}
    body = table("名称,级别,年份,地区,对象类型,数量,手机", ["甲", "省级", "2020", "鹿诚区", "组织", "3", "1"])
    shown = post("read", body, **query).text
    assert "第2行D列" in shown
    assert "是不是“鹿城区”" in shown
    assert "不收个人信息" in shown
    assert "发布后的影响" not in shown
    assert post("marked.xlsx", body, **query).content[:4] == b"PK\x03\x04"
    assert post("hand-in", body, **query).status_code == 422
    assert post("read", body, kind="emblems", city=WENZHOU, name="a.csv").status_code == 422
    assert post("read", body, kind="honours", city=LUCHENG, name="a.csv").status_code == 422
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM submission").scalar() == 0


def test_over_http_each_city_gets_to_its_own_lists_alone(shared):
    city, viewer = cookie("温州"), cookie("看客")
    body = table("名称,级别,年份,地区,对象类型,数量", ["甲", "省级", "2020", "鹿城区", "组织", "3"])
    asked = {
        (account, scope): [
            ask("GET", f"/submission/list/template.xlsx?kind=honours&city={scope}", cookie=account).status_code,
            *(
                ask("POST", f"/submission/list/{path}?kind=honours&city={scope}&name=a.csv", body, account).status_code
                for path in ("read", "marked.xlsx", "hand-in")
            ),
        ]
        for account in (city, viewer)
        for scope in (WENZHOU, SEA, PROVINCE)
    }
    assert asked.pop((city, WENZHOU)) == [200] * 4
    assert list(asked.values()) == [[403] * 4] * 5
    assert act(city, act="publish", kind="honours").status_code == 403


def html(view, page=programmes):
    rows = to_sheet(page.parts(view), "")["rows"]
    return "".join(region.get("html", "") for row in rows for cell in row["cells"] for region in cell)


REPORTED = (
    honour("=先进<script>", DINGHAI, SOURCE),
    row("projects", "暖心", "第五轮", DINGHAI, "12", "3.25", source=SOURCE),
    row("trainings", "骨干班", "2020-09-05", SEA, "2", "120", source=SOURCE),
    row("places", "江边馆", "博爱家园", WENZHOU, "", "在建", source=SOURCE),
    row("targets", PROVINCE, "adult_members", "2020", "900000", "文件", source=SOURCE),
)


def test_reported_lists_stand_on_the_page_beside_the_reports_own(published_view):
    page = html(replace(published_view(), rows=REPORTED))
    heads = [f"填报的{KINDS[kind].name}" for kind in ("places", "projects", "honours", "trainings")]
    assert [len(re.findall(f"<h2>{head}", page)) for head in heads] == [1, 1, 1, 1]
    assert "=先进&lt;script&gt;" in page
    assert "<script" not in page
    assert page.count(SOURCE) == 5 + 2  # the training and the honour are on the timeline too
    assert "目标值待录入" not in page
    assert "见“计划与实际”" in page
    (line,) = [r for r in page.split("<tr") if "900000名" in r]
    assert 'data-card="adult_members.2020.330000">45.66万名' in line
    assert [word in line for word in ("原文", "填报", SOURCE)] == [True, True, True]
    bare = html(published_view())
    assert "目标值待录入" in bare
    assert "填报的" not in bare
    assert [head for head in heads if head in html(replace(published_view(WENZHOU), rows=REPORTED))] == heads[:1]


def test_reported_pilots_replace_what_was_inferred_and_a_full_list_is_compared(published_view, areas):
    def view(*rows):
        return replace(published_view(), pilots=pilots_of(assets.pilots(), rows, areas))

    full = view(*map(pilot, COUNTIES))
    members = [cell for group in scheme_roll(full).groups for cell in group.members]
    assert ({cell.code for cell in members}, {cell.status for cell in members}) == (set(COUNTIES), {Status.REPORTED})
    assert pilot_headline(full).sentences[1][0] == "名单由市、省填报。"
    assert {(m.basis, m.sure) for m in pilot_markers(full) if m.scheme == "county21"} == {("用户录入", True)}
    partly = view(pilot(DINGHAI))
    assert "填报1个、2个由报告推定，共21个" in pilot_headline(partly).sentences[1][0]
    assert "名单填报1个，现知3个" in scheme_counts(partly).text
    homes = view(pilot(DINGHAI, "城市博爱家园"))
    assert [c.text for c in other_schemes(homes).rows[-1]] == ["□ 城市博爱家园提升试点", "定海区", "填报"]
    assert other_schemes(homes).rows[-1][2].status is Status.REPORTED
    assert other_schemes(view()).rows[-1][1].text == "名单未公布，暂不上图"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("area", ["", WENZHOU])
def test_the_page_of_reports_has_the_same_steps_for_every_list(house, monkeypatch, kind, area):
    engine = house()
    monkeypatch.setattr(submissions, "viewer", lambda: SINGLE_USER)
    scope = area or PROVINCE
    rows = [next(r for r in REPORTED if r.kind == kind) if kind != "pilots" else pilot(DINGHAI)]
    save_list(engine, SINGLE_USER, scope, kind, rows, now=NOW)
    shown = html(library().view({"content": kind, "area": area, "report": "2020"})[0], submissions)
    name = "温州市" if area else "浙江省"
    assert f"{name}{KINDS[kind].name}：草稿（2021-04-08 07:30）" in shown
    assert f"submission/list/template.xlsx?city={scope}&amp;kind={kind}" in shown
    assert f'<option value="{kind}" selected>{KINDS[kind].name}</option>' in shown
    assert f"现在发布的{KINDS[kind].name}" in shown
    assert "<td>1行" in re.sub(" style=[^>]*", "", shown)


def test_a_citys_editor_sees_the_lists_of_his_own_city_alone(house, monkeypatch):
    house()
    monkeypatch.setattr(submissions, "viewer", lambda: CITY)
    own, other, whole = (
        html(library().view({"content": "pilots", "area": area})[0], submissions) for area in (SEA, WENZHOU, "")
    )
    assert "submission/list/template.xlsx" in own
    assert "不是您负责的市" in other
    assert "先选一个市" in whole
    assert "submission/list" not in other + whole


def test_what_a_form_reads_is_what_is_published(engine):
    body = table(
        "方案,地区,起始年份,依据", ["组织建设试点县", "定海区", "2018", "甲"], ["县域试点", "德清县", "2018", "乙"]
    )
    opened = read(engine)
    assert opened.lists == {"published": (), "demo": ()}
    rows = read_list("a.csv", body, KINDS["pilots"], PROVINCE, known(engine)).rows
    approved(engine, "pilots", *rows, scope=PROVINCE, account=PROVINCIAL)
    edition = publish_list(engine, PROVINCIAL, "pilots")
    found = {(m.scheme, m.area): (m.basis, m.note) for m in load(engine, edition)[1]}
    assert found["county21", DINGHAI] == ("reported", "2018年起；甲")
    assert found["five", "330521"] == ("named", "报告点名")
    assert [e.code for e in listed(engine)][-1] == "lists-v1"
