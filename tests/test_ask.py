"""Questions in Chinese: what each means, stated by hand, and what is answered."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from data_access.ask_words import lexicon_of_questions
from domain.area import PROVINCE
from domain.ask.answer import answer
from domain.ask.chips import chips
from domain.ask.parse import EXAMPLES, parse
from domain.ask.phrase import phrase
from domain.ask.said import Unknown
from domain.catalog import INDICATORS
from domain.dataset import Dataset, Edition
from domain.facts import PilotMember
from domain.interval import Interval
from domain.selection import Selection
from domain.status import Status
from domain.value import Key, Value
from domain.view import View

QUESTIONS = list(csv.DictReader((Path(__file__).parent / "questions.csv").read_text("utf-8").splitlines()))
LABELS = {indicator.label: key for key, indicator in INDICATORS.items()}


def asked(question, areas, context=None):
    return parse(question, lexicon_of_questions(), areas, context or Selection())


def expected(row, areas):
    """The threshold is a number, two with ~ between, or the area whose value is the limit."""
    limit = areas.named(row["threshold"])
    return (
        row["kind"],
        {areas.named(name).code for name in row["areas"].split("+") if name},
        row["level"],
        LABELS[row["indicator"]],
        row["period"],
        row["op"],
        limit.code if limit else "",
        [] if limit else [float(number) for number in row["threshold"].split("~") if number],
        int(row["n"]) if row["n"] else None,
        row["order"],
    )


def meaning(p):
    limits = [number for number in (p.threshold, p.upper) if number is not None]
    return p.kind, set(p.areas), p.level, p.indicator, p.period, p.op, p.benchmark, limits, p.n, p.order


def test_every_question_means_what_was_stated_by_hand(areas):
    assert len(QUESTIONS) >= 150
    wrong = []
    for row in QUESTIONS:
        found = asked(row["question"], areas)
        if row["kind"] == "unknown" or isinstance(found, Unknown):
            right = row["kind"] == "unknown" and isinstance(found, Unknown)
        else:
            right = meaning(found) == expected(row, areas)
        if not right:
            wrong.append((row["question"], found))
    assert wrong == []


def test_a_meaning_put_in_words_means_the_same(areas):
    """Whatever is asked for by a chip is a question that is understood as it was meant."""
    meant = [found for row in QUESTIONS if not isinstance(found := asked(row["question"], areas), Unknown)]
    again = [asked(phrase(parsed, areas), areas) for parsed in meant]
    whole = [replace(p, areas=() if p.areas == (PROVINCE,) else p.areas, assumed=(), notes=()) for p in meant]
    read = [replace(p, areas=() if p.areas == (PROVINCE,) else p.areas, assumed=()) for p in again]
    assert len(meant) >= 150
    assert read == whole


# Four counties of one city: built, of how many (2020); members in 2017 and 2020. 嵊泗 has not reported its villages.
COUNTIES = {"330902": (30, 100, 800, 1000), "330903": (50, 100, 1000, 2000), "330921": (20, 50, 2000, 2000)}
# Question → the lines of its answer, by hand
ANSWERS = """舟山会员=舟山市5500名;舟山覆盖率=舟山市未报;定海覆盖率=定海区30.0%;普陀覆盖率=普陀区50.0%;嵊泗覆盖率=嵊泗县未报
嵊泗会员=嵊泗县500名;zs会员=舟山市5500名;dinghai覆盖率=定海区30.0%;2017年定海会员=定海区800名;舟山会员2017年=舟山市4300名
舟山各县会员=普陀区2000名 岱山县2000名 定海区1000名 嵊泗县500名;舟山低于40%的县=定海区30.0%;全省会员=浙江省未报
舟山40%以下的县=定海区30.0% 岱山县40.0%;舟山会员最多的县=普陀区2000名 岱山县2000名;舟山会员最少的县=嵊泗县500名
普陀和定海比=普陀区50.0% 定海区30.0%;定海和岱山会员=定海区1000名 岱山县2000名;定海还差多少个村到60%=定海区30个
岱山差几个到四成=岱山县0个;岱山差几个到45%=岱山县3个;岱山差几个到一半=岱山县5个;嵊泗还差几个到60%=嵊泗县未报;舟山没有报数的县=嵊泗县未报
舟山会员增长=舟山市+27.9%;普陀会员比2017年增长多少=普陀区+100.0%;岱山会员增长=岱山县0.0%;定海还差多少村=定海区70个
舟山会员超过1000的县=普陀区2000名 岱山县2000名;舟山会员介于500和1000的县=嵊泗县500名 定海区1000名
2017年舟山会员最多的县=岱山县2000名;舟山覆盖率前二=普陀区50.0% 岱山县40.0%;舟山覆盖率倒数第一的县=定海区30.0%
定海村建会数=定海区30个;岱山还差多少村=岱山县30个;普陀还差多少村=普陀区50个;舟山高于50%的县=;2017年会员增长=浙江省未报
试点县覆盖率=名单上2个试点县40.0% 其余88个县（市、区）未报;试点县会员=名单上2个试点县3000名 其余88个县（市、区）未报
舟山各县会员从低到高=嵊泗县500名 定海区1000名 普陀区2000名 岱山县2000名;定海在舟山会员排第几=定海区1000名
定海和普陀一共多少会员=定海区、普陀区合计3000名;定海、普陀、岱山谁覆盖率最高=普陀区50.0% 岱山县40.0% 定海区30.0%
会员比定海多的县=普陀区2000名 岱山县2000名;覆盖率低于岱山的县=定海区30.0%;定海覆盖率过半了吗=定海区30.0%;低于全省平均的县=
舟山会员增长最快的县=普陀区+100.0%;舟山会员不到1000名的县=嵊泗县500名;舟山50%以上的县=普陀区50.0%;舟山会员后三名是哪三个县=嵊泗县500名 定海区1000名 普陀区2000名 岱山县2000名;舟山全覆盖的县=;会员最多的市=舟山市5500名"""
# Question → what its sentence says besides
SAID = """普陀和定海比=普陀区高20.0个百分点;定海和岱山会员=岱山县多1000名;普陀和岱山会员=两者相等;定海和嵊泗覆盖率=比不出高低
岱山会员排第几=4个有名次的地区中由高到低排第1并列;定海会员排名=排第3;嵊泗覆盖率第几=没有名次;舟山低于40%的县=1个未报
龙港和苍南2017年=当时的区划里没有龙港市，改看苍南县;会员最多的市=10个未报;定海覆盖率过半了吗=不是，没有高于50%
定海的村有一半建会了吗=不是，低于50%：定海区2020年底村（社区）建会率30.0%;岱山会员有没有五千=不是，低于5000名;岱山会员有没有两千=是，不低于2000名
岱山覆盖率到了40%吗=是，不低于40%;嵊泗过半了吗=不能判断;定海、普陀、岱山谁覆盖率最高=普陀区最高;定海、嵊泗、岱山谁覆盖率最低=不能说谁最低;舟山会员增长=2017年底4300名，2020年底5500名
低于全省平均的县=不能比较;定海在舟山会员排第几=在舟山市4个有名次的地区中由高到低排第3;会员比定海多的县=全省2020年底成人会员高于定海区（1000名）的县（市、区）有2个（共90个）;舟山会员最多的县=有并列"""


@pytest.fixture(scope="module")
def small(areas):
    def known(number):
        return Value(Interval.exactly(number), Status.REPORTED)

    stored = {}
    for code, (built, units, before, members) in COUNTIES.items():
        stored[Key("village_branches", "2020", code)] = known(built)
        stored[Key("village_units", "2020", code)] = known(units)
        stored[Key("adult_members", "2017", code)] = known(before)
        stored[Key("adult_members", "2020", code)] = known(members)
    for period in ("2017", "2020"):
        stored[Key("adult_members", period, "330922")] = known(500)
    pilots = tuple(PilotMember(code, "county21", "reported", "") for code in ("330902", "330903"))
    return View(Dataset(Edition("small", "", Status.REPORTED, ""), areas, stored), Selection(), pilots)


def pairs(text):
    return [part.split("=") for line in text.splitlines() for part in line.split(";")]


def test_answers_are_those_of_hand_arithmetic(areas, small):
    found = {question: answer(asked(question, areas), small) for question, _ in (*pairs(ANSWERS), *pairs(SAID))}
    assert len(pairs(ANSWERS)) >= 40
    lines = {q: " ".join(f"{line.name}{line.text}" for line in found[q].rows) for q, _ in pairs(ANSWERS)}
    assert lines == dict(pairs(ANSWERS))
    assert [(q, found[q].sentence) for q, words in pairs(SAID) if words not in found[q].sentence] == []


def test_invented_figures_and_a_pilot_list_that_nobody_reported_are_told(areas, demo_view, published_view):
    assert "演示数据" in answer(asked("温州会员", areas), demo_view()).sentence
    assert "演示数据" in answer(asked("温州哪些县高于99%", areas), demo_view()).sentence
    assert "演示" not in answer(asked("全省会员", areas), demo_view()).sentence
    unreported = answer(asked("哪些县低于40%", areas), published_view())
    assert (unreported.rows, unreported.status, "90个县（市、区）都未报" in unreported.sentence) == (
        (),
        Status.MISSING,
        True,
    )
    listed = answer(asked("试点县覆盖率", areas), published_view())
    assert (listed.rows, "名单未报" in listed.sentence) == ((), True)
    # 44.62 % of the province's villages: a report's rounding leaves a range of them, and of what is missing.
    assert answer(asked("全省还差多少个村到60%", areas), published_view()).rows[0].status is Status.BOUNDED


def test_what_was_not_said_is_marked_and_comes_from_the_readers_choice(areas, demo_view):
    context = Selection(("330300",), "2017", "adult_members")
    found = asked("有多少", areas, context), asked("这里各县", areas, context)
    assert [(f.areas, f.period, f.indicator, f.kind) for f in (asked("这里", areas, context), found[1])] == [
        (("330300",), "2017", "adult_members", kind) for kind in ("value", "list")
    ]
    chips = answer(asked("温州志愿者", areas), demo_view()).chips
    assert [(chip.label, chip.assumed) for chip in chips] == [
        ("温州市", False),
        ("注册志愿者", False),
        ("2020年底", True),
    ]
    assert answer(asked("温州哪些县低于40%", areas), demo_view()).address == "/coverage?area=330300&below=40"
    assert isinstance(found[0], Unknown)


def test_unknown_words_are_named_and_three_questions_offered(areas):
    found = asked("除了温州献血最低的五个县", areas)
    assert (found.words, found.nearest[0], len(found.nearest)) == (("除", "献血"), "覆盖率最低的五个县", 3)
    assert asked("非温州的县", areas).words == ("非",)


def test_the_grammar_on_paper_has_every_form_with_its_example(areas):
    page = (Path(__file__).parents[1] / "docs/追问语法.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("|")]
    assert {kind: example for kind, _, example in rows[2:]} == EXAMPLES
    assert [asked(example, areas).kind for example in EXAMPLES.values()] == list(EXAMPLES)


def test_every_option_of_a_chip_asks_for_what_it_says(areas, demo_view):
    """A chip changed is a question asked: understood, and understood as the option's label says."""
    view, wrong = demo_view(), []
    for row in QUESTIONS[::7]:
        parsed = asked(row["question"], areas)
        for place, chip in enumerate(() if isinstance(parsed, Unknown) else chips(parsed, view)):
            for label, question in chip.options:
                again = asked(question, areas)
                found = chips(again, view)[place] if not isinstance(again, Unknown) else None
                if found is None or (found.kind, found.label) != (chip.kind, label):
                    wrong.append((row["question"], chip.kind, label, question))
    assert wrong == []
