"""A speech of our own with the report's figures: every number is confirmed, every single fault is found."""

import os
import random
from pathlib import Path

import pytest

from data_access import assets
from data_access.published import published
from domain.area import PROVINCE
from domain.dataset import Dataset, Edition
from domain.interval import Interval
from domain.proof import Claim, Verdict, check
from domain.proof.lexicon import ELSEWHERE
from domain.status import Status
from domain.value import Key, Value

DRAFT = """在全省红十字基层组织建设推进会上的讲话
同志们：
2021年7月，中国红十字会总会办公室以中红办字〔2021〕42号文件转发了我省的试点经验，这是对大家工作的肯定。
先看家底。截至2020年底，全省已有乡镇（街道）红十字会1302个，建会率为95.38%；村（社区）红十字会10907个，建会率为44.62%。
成人会员达到45.66万名，志愿服务团体（组织）有1782个，注册志愿者共11.54万名。
再看变化。与2017年底相比，基层组织总体增长86.37%；乡镇（街道）红十字会从1231个发展到1302个，增幅5.8%；
村（社区）红十字会当年只有3291–3300个，现在增长了231%。成人会员、注册志愿者分别增长28.15%和21.73%，志愿服务团体由1468个增加到1782个，增长21.39%。
短板同样清楚：2020年底还有63个乡镇（街道）没有建会。回头看，2017年底全省会员只有35.6万名。
一是试点先行。我们在全省11个设区市选定21个县（市、区）开展试点，抽调10名干部到平湖、上虞蹲点，编印案例选编2辑，并提出2020-2022年工作目标。
二是抓好培训。基层组织骨干培训班已办三期，培训320多人。
三是树立典型。首批全国红十字模范单位16家，省突出贡献红十字基层组织90个；2019年全国会员代表大会，基层组织负责人当选代表12名，占浙江代表总数的52.17%。
四是加大投入。省本级会费列支15万元，支持3个城市博爱家园；另选5个县（市、区）开展“群众身边的红十字会”县域试点。
五是建好阵地。生命教育体验馆55个，应急救护培训基地271个，标准化博爱家园293个，红十字服务站点5000多个。
六是做强项目。“情暖浙江”连续开展五轮，扶持项目120个，投入资金310万元。卫健、教育等部门支持资金500余万元。向总会申报的项目有42个入选，获得资金44.2万元。
七是表彰先进。2020年，表扬突出贡献个人会员171人、突出贡献团体会员14个、突出贡献志愿服务团队25个、突出贡献志愿者192名。
2020年评定五星级志愿者331名。当年还评定了省属一至四星级志愿者178名。共有19名同志入选省志愿服务专家人才库，约占全省的10.5%。
近年来获得国家级荣誉39个，省级荣誉390多个，“浙江好人”140多名。
"""

# Every number of the draft in its order, and what it is of.
STATED = """
1302个 town_branches; 95.38% town_coverage; 10907个 village_branches; 44.62% village_coverage; 45.66万名 adult_members;
1782个 volunteer_groups; 11.54万名 registered_volunteers; 86.37% grassroots_organisations_growth; 1231个 town_branches;
1302个 town_branches; 5.8% town_branches_growth; 3291–3300个 village_branches; 231% village_branches_growth;
28.15% adult_members_growth; 21.73% registered_volunteers_growth; 1468个 volunteer_groups; 1782个 volunteer_groups;
21.39% volunteer_groups_growth; 63个 town_gap; 35.6万名 adult_members; 11个 F14; 21个 F15; 10名 F16; 2辑 F17; 2020-2022年 F18; 三期 F19; 320多人 F20;
16家 F21; 90个 F22; 12名 congress_grassroots_delegates; 52.17% congress_grassroots_share; 15万元 F25; 3个 F26; 5个 F27;
55个 life_education_halls; 271个 first_aid_bases; 293个 fraternity_homes; 5000多个 service_stations; 五轮 F34; 120个 F35;
310万元 F36; 500余万元 F37; 42个 F38; 44.2万元 F39; 171人 F28; 14个 F29; 25个 F44; 192名 F45; 331名 five_star_rated;
178名 provincial_star_rated; 19名 volunteer_experts; 10.5% volunteer_expert_share; 39个 F48; 390多个 F49; 140多名 F50
"""
WRONG = (Verdict.MISMATCH, Verdict.SCOPE)
MATCH, MISMATCH, SCOPE, UNSUPPORTED, NOT_A_FIGURE = Verdict


@pytest.fixture(scope="module")
def said(published_edition):
    return lambda text: check(text, published_edition, assets.figures())


def judged(claims):
    return [claim for claim in claims if claim.verdict is not NOT_A_FIGURE]


def test_every_number_of_the_speech_is_confirmed_for_what_it_is_of(said):
    claims = judged(said(DRAFT))
    assert [f"{claim.text} {claim.indicator}" for claim in claims] == [part.strip() for part in STATED.split(";")]
    assert {claim.verdict for claim in claims} == {MATCH}


def test_the_speech_states_most_of_the_reports_figures(said):
    assert len({claim.indicator for claim in said(DRAFT) if claim.verdict is MATCH}) >= 45
    assert 900 < len(DRAFT) < 1200


def test_what_only_looks_like_a_figure_is_marked_as_none(said):
    others = [claim.text for claim in said(DRAFT) if claim.verdict is NOT_A_FIGURE]
    assert others == ["2021年7月", "〔2021〕42号", "2020年", "2017年", "2020年", "2017年", "2019年", "2020年", "2020年"]


def test_a_claim_is_a_piece_of_the_draft_and_says_where_the_right_figure_stands(said):
    claims = said(DRAFT)
    assert all(DRAFT[claim.start : claim.end] == claim.text and claim.reason for claim in claims)
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)
    first = judged(claims)[0]
    assert first == Claim(
        "1302个", first.start, first.start + 5, MATCH, "town_branches", PROVINCE, "2020", "1302个",
        "乡镇（街道）红十字会：与报告原文一致（导语 第2段 第1句）",
    )  # fmt: skip


# Old words, new words, the number that is then wrong, how, and what it should be.
FAULTS = [
    ("已有乡镇（街道）红十字会1302个", "已有乡镇（街道）红十字会1320个", "1320个", MISMATCH, "1302个"),
    ("已有乡镇（街道）红十字会1302个", "已有乡镇（街道）红十字会1302家", "1302家", SCOPE, "1302个"),
    ("已有乡镇（街道）红十字会1302个", "已有乡镇（街道）红十字会1302万名", "1302万名", MISMATCH, "1302个"),
    ("建会率为95.38%", "建会率为95.83%", "95.83%", MISMATCH, "95.38%"),
    ("村（社区）红十字会10907个", "村（社区）红十字会1302个", "1302个", SCOPE, "10907个"),
    ("村（社区）红十字会10907个", "村（社区）红十字会1097个", "1097个", MISMATCH, "10907个"),
    ("还有63个乡镇（街道）", "还有63个村（社区）", "63个", SCOPE, "13535–13539个"),
    ("2020年底还有63个", "2017年底还有63个", "63个", MISMATCH, "63个"),
    ("2017年底全省会员只有35.6万名", "2020年底全省会员只有35.6万名", "35.6万名", MISMATCH, "45.66万名"),
    ("建会率为44.62%", "建会率为46.42%", "46.42%", MISMATCH, "44.62%"),
    ("建会率为44.62%", "建会率增长了231%", "231%", SCOPE, "231%"),
    ("45.66万名", "45.66名", "45.66名", MISMATCH, "45.66万名"),
    ("成人会员达到45.66万名", "成人会员达到11.54万名", "11.54万名", SCOPE, "45.66万名"),
    ("注册志愿者共11.54万名", "成人会员共11.54万名", "11.54万名", SCOPE, "45.66万名"),
    ("注册志愿者共11.54万名", "志愿汇平台志愿者共11.54万名", "11.54万名", SCOPE, "11.54万名"),
    ("总体增长86.37%", "总体增长86.37个百分点", "86.37个百分点", SCOPE, "86.37%"),
    ("基层组织总体增长86.37%", "村（社区）红十字会总体增长86.37%", "86.37%", SCOPE, "231%"),
    ("从1231个发展到", "从1302个发展到", "1302个", MISMATCH, "1231个"),
    ("发展到1302个", "发展到1231个", "1231个", MISMATCH, "1302个"),
    ("当年只有3291–3300个", "当年只有3391–3400个", "3391–3400个", MISMATCH, "3291–3300个"),
    ("现在增长了231%", "现在增长了3.31倍", "3.31倍", SCOPE, "231%"),
    ("现在增长了231%", "现在增长了213%", "213%", MISMATCH, "231%"),
    ("分别增长28.15%", "分别增长28.51%", "28.51%", MISMATCH, "28.15%"),
    ("还有63个", "还有36个", "36个", MISMATCH, "63个"),
    ("选定21个县（市、区）", "选定5个县（市、区）", "5个", SCOPE, "21个"),
    ("另选5个县（市、区）", "另选21个县（市、区）", "21个", SCOPE, "5个"),
    ("2020-2022年工作目标", "2021-2023年工作目标", "2021-2023年", MISMATCH, "2020-2022年"),
    ("培训320多人", "培训320人", "320人", MISMATCH, "320多人"),
    ("已办三期", "已办四期", "四期", MISMATCH, "3期"),
    ("模范单位16家", "模范单位19家", "19家", MISMATCH, "16家"),
    ("500余万元", "500万元", "500万元", MISMATCH, "500余万元"),
    ("310万元", "310元", "310元", MISMATCH, "310万元"),
    ("获得资金44.2万元", "获得资金42.4万元", "42.4万元", MISMATCH, "44.2万元"),
    ("2020年评定五星级志愿者331名", "2017年评定五星级志愿者331名", "331名", MISMATCH, "331名"),
    ("2020年评定五星级志愿者331名", "2020年评定一至五星级志愿者331名", "331名", SCOPE, "331名"),
    ("省属一至四星级志愿者178名", "全省一至四星级志愿者178名", "178名", SCOPE, "178名"),
    ("五星级志愿者331名", "五星级志愿者313名", "313名", MISMATCH, "331名"),
    ("“浙江好人”140多名", "“浙江好人”140名", "140名", MISMATCH, "140多名"),
    ("省级荣誉390多个", "省级荣誉930多个", "930多个", MISMATCH, "390多个"),
]


@pytest.mark.parametrize(("old", "new", "text", "verdict", "expected"), FAULTS)
def test_a_single_fault_is_found_in_its_place_and_no_other(said, old, new, text, verdict, expected):
    assert DRAFT.count(old) == 1
    draft = DRAFT.replace(old, new)
    (found,) = [claim for claim in said(draft) if claim.verdict in WRONG]
    assert (found.text, found.verdict, found.expected) == (text, verdict, expected)
    place = DRAFT.index(old) + new.index(text)
    assert (found.start, found.end) == (place, place + len(text))


# One sentence, its number as judged: verdict and right figure ("-" where none).
SENTENCES = [
    ("成人会员45.7万名。", MATCH, "45.66万名"),
    ("近46万名会员。", MATCH, "45.66万名"),
    ("会员达40多万名。", MATCH, "45.66万名"),
    ("会员达50多万名。", MISMATCH, "45.66万名"),
    ("成人会员456612名。", UNSUPPORTED, "45.66万名"),
    ("村（社区）红十字会约1.1万个。", MATCH, "10907个"),
    ("村（社区）红十字会约1.2万个。", MISMATCH, "10907个"),
    ("乡镇（街道）红十字会1300个。", MISMATCH, "1302个"),
    ("乡镇（街道）红十字会约1300个。", MATCH, "1302个"),
    ("乡镇（街道）红十字会超过1300个。", MATCH, "1302个"),
    ("乡镇（街道）红十字会超过1302个。", MISMATCH, "1302个"),
    ("２０２０年末，乡镇(街道)红十字会１，３０２个。", MATCH, "1302个"),
    ("村（社区）红十字会一万零九百零七个。", MATCH, "10907个"),
    ("2017年底村（社区）红十字会约3300个。", MATCH, "3291–3300个"),
    ("试点前，乡镇（街道）红十字会1231个。", MATCH, "1231个"),
    ("2017年底，全省有乡镇（街道）红十字会1302个。", MISMATCH, "1231个"),
    ("2017年底村（社区）建会率44.62%。", SCOPE, "44.62%"),
    ("2017年底村（社区）建会率14%。", SCOPE, "-"),
    ("乡镇（街道）建会率提高5.8%。", SCOPE, "5.8%"),
    ("乡镇（街道）建会率提高4个百分点。", SCOPE, "-"),
    ("村（社区）建会率超四成。", MATCH, "44.62%"),
    ("村（社区）建会率百分之四十四点六二。", MATCH, "44.62%"),
    ("村（社区）红十字会增长2.31倍。", MATCH, "231%"),
    ("村（社区）红十字会增至2017年的3.31倍。", MATCH, "231%"),
    ("村（社区）红十字会增至2017年的2.31倍。", SCOPE, "231%"),
    ("注册志愿者同比增长21.73%。", SCOPE, "21.73%"),
    ("注册志愿者比2018年增长21.73%。", SCOPE, "21.73%"),
    ("乡镇（街道）和村（社区）红十字会增长86.37%。", SCOPE, "169.5–170.0%"),
    ("乡镇（街道）和村（社区）红十字会共12209个。", MATCH, "12209个"),
    ("乡镇、村两级红十字会共1.74万个。", SCOPE, "12209个"),
    ("各类红十字基层组织1.74万个。", MATCH, "1.74万个"),
    ("村（社区）还有13535–13539个没有建会。", MATCH, "13535–13539个"),
    ("全省共有1365个乡镇（街道）。", MATCH, "1365个"),
    ("我省代表23名。", MATCH, "23名"),
    ("专家人才库共181名。", MATCH, "181名"),
    ("2022年11月博爱家园达901个。", MATCH, "901个"),
    ("博爱家园901个。", MISMATCH, "293个"),
    ("各星级志愿者共509名。", SCOPE, "-"),
    ("红十字服务站点超过5000个。", MATCH, "5000多个"),
    ("红十字服务站点5000个。", MISMATCH, "5000多个"),
    ("全省有90个县（市、区）。", MATCH, "90个"),
    ("温州市村（社区）建会率61.2%。", UNSUPPORTED, "-"),
    ("永嘉县有注册志愿者800名。", UNSUPPORTED, "-"),
    ("温州村（社区）红十字会10907个。", SCOPE, "10907个"),
    ("全国共有注册志愿者200万名。", UNSUPPORTED, "-"),
    ("村（社区）建会率44.62个。", MISMATCH, "44.62%"),
    ("在杭州召开推进会后，注册志愿者达11.54万名。", MATCH, "11.54万名"),
    ("温州市有首批全国红十字模范单位16家。", SCOPE, "16家"),
    ("新建村（社区）红十字会500个。", UNSUPPORTED, "-"),
    ("志愿服务时长120万小时。", UNSUPPORTED, "-"),
    ("走访了3个村（社区）红十字会。", UNSUPPORTED, "-"),
    ("学校红十字会1200个。", UNSUPPORTED, "-"),
    ("三星级志愿者1240名。", UNSUPPORTED, "-"),
]


@pytest.mark.parametrize(("sentence", "verdict", "expected"), SENTENCES)
def test_a_number_is_judged_by_what_is_known(said, sentence, verdict, expected):
    (claim,) = judged(said(sentence))
    assert (claim.verdict, claim.expected or "-") == (verdict, expected)


# What reaches or passes a number is no less than it; 11.54万 is printed, 44.62%, 45.66万, 5.8%.
ROUNDED = [
    ("全省注册志愿者达到12万名。", MISMATCH, "11.54万名"),
    ("注册志愿者达12万名。", MISMATCH, "11.54万名"),
    ("注册志愿者已达12万名。", MISMATCH, "11.54万名"),
    ("注册志愿者突破12万名。", MISMATCH, "11.54万名"),
    ("注册志愿者超过12万名。", MISMATCH, "11.54万名"),
    ("注册志愿者逾12万名。", MISMATCH, "11.54万名"),
    ("注册志愿者12万名。", MISMATCH, "11.54万名"),
    ("注册志愿者约12万名。", MATCH, "11.54万名"),
    ("注册志愿者达到约12万名。", MATCH, "11.54万名"),
    ("注册志愿者约达12万名。", MATCH, "11.54万名"),
    ("注册志愿者达到12万名左右。", MATCH, "11.54万名"),
    ("注册志愿者达近12万名。", MATCH, "11.54万名"),
    ("注册志愿者约11.5万名。", MATCH, "11.54万名"),
    ("注册志愿者11.5万名。", MATCH, "11.54万名"),
    ("注册志愿者达到11.5万名。", MATCH, "11.54万名"),
    ("注册志愿者突破11万名。", MATCH, "11.54万名"),
    ("村（社区）建会率达到45%。", MISMATCH, "44.62%"),
    ("村（社区）建会率达到44.62%。", MATCH, "44.62%"),
    ("村（社区）建会率达到44.6%。", MATCH, "44.62%"),
    ("村（社区）建会率近45%。", MATCH, "44.62%"),
    ("村（社区）建会率约45%。", MATCH, "44.62%"),
    ("村（社区）建会率45%。", MATCH, "44.62%"),
    ("成人会员达到45.7万名。", MISMATCH, "45.66万名"),
    ("乡镇（街道）红十字会增长6%。", MISMATCH, "5.8%"),
    ("乡镇（街道）红十字会增长约6%。", MATCH, "5.8%"),
    ("2017年底村（社区）红十字会达到3300个。", MATCH, "3291–3300个"),
]


@pytest.mark.parametrize(("sentence", "verdict", "expected"), ROUNDED)
def test_a_rounding_may_not_say_that_more_was_reached_than_is_true(said, sentence, verdict, expected):
    (claim,) = judged(said(sentence))
    assert (claim.verdict, claim.expected) == (verdict, expected)


def test_a_number_rounded_up_is_told_to_be_so(said):
    (claim,) = judged(said("全省注册志愿者达到12万名。"))
    assert claim.reason == "注册志愿者应为11.54万名，写作“12万名”是往大了说（导语 第2段 第1句）"


# Level, then its growth in a clause that names no subject of its own.
GROWN = [
    ("全省成人会员45.66万名，三年增长28.15%。", MATCH, "adult_members_growth", "28.15%"),
    ("全省成人会员45.66万名，三年来累计增长28.15%。", MATCH, "adult_members_growth", "28.15%"),
    ("全省成人会员45.66万名，3年增长28.15%。", MATCH, "adult_members_growth", "28.15%"),
    ("全省成人会员45.66万名，比2017年增长28.15%。", MATCH, "adult_members_growth", "28.15%"),
    ("全省成人会员45.66万名，较2017年底增长了28.15%。", MATCH, "adult_members_growth", "28.15%"),
    ("全省成人会员45.66万名，较试点前增长28.15%。", MATCH, "adult_members_growth", "28.15%"),
    ("全省成人会员45.66万名，较三年前增长28.15%。", MATCH, "adult_members_growth", "28.15%"),
    ("全省成人会员45.66万名，三年增长达28.15%。", MATCH, "adult_members_growth", "28.15%"),
    ("注册志愿者11.54万名，三年增长达到22%。", MISMATCH, "registered_volunteers_growth", "21.73%"),
    ("全省成人会员45.66万名，三年增长28.51%。", MISMATCH, "adult_members_growth", "28.15%"),
    ("注册志愿者11.54万名，三年增长28.15%。", SCOPE, "registered_volunteers_growth", "21.73%"),
    ("全省成人会员45.66万名，五年增长28.15%。", UNSUPPORTED, "", ""),
    ("全省成人会员45.66万名，5年增长28.15%。", SCOPE, "adult_members_growth", "28.15%"),
    ("成人会员45.66万名，党员会员三年增长28.15%。", UNSUPPORTED, "", ""),
    ("成人会员45.66万名，服务时长三年增长28.15%。", UNSUPPORTED, "", ""),
    ("成人会员45.66万名，注册志愿者三年增长21.73%。", MATCH, "registered_volunteers_growth", "21.73%"),
    ("村（社区）红十字会10907个，建会率44.62%，三年增长231%。", MATCH, "village_branches_growth", "231%"),
]


@pytest.mark.parametrize(("sentence", "verdict", "indicator", "expected"), GROWN)
def test_a_growth_after_a_level_is_of_the_same_subject(said, sentence, verdict, indicator, expected):
    *levels, growth = judged(said(sentence))
    assert levels and {claim.verdict for claim in levels} == {MATCH}
    assert (growth.verdict, growth.indicator, growth.expected) == (verdict, indicator, expected)


def test_growths_of_two_subjects_in_one_sentence_are_kept_apart(said):
    claims = judged(said("成人会员45.66万名，三年增长28.15%，注册志愿者11.54万名，三年增长21.73%。"))
    assert [claim.indicator for claim in claims] == [
        "adult_members", "adult_members_growth", "registered_volunteers", "registered_volunteers_growth",
    ]  # fmt: skip
    assert {claim.verdict for claim in claims} == {MATCH}


def test_a_city_without_data_is_named_in_the_reason(said):
    (claim,) = said("温州市村（社区）建会率61.2%。")
    assert (claim.area, claim.reason) == ("330300", "温州市村（社区）建会率：未报")


def test_a_number_of_the_whole_country_is_not_ours(said):
    (claim,) = said("全国共有注册志愿者11.54万名。")
    assert (claim.verdict, claim.area, claim.expected) == (UNSUPPORTED, "", "")


def test_invented_values_confirm_nothing(demo_edition):
    value = demo_edition.value("village_branches", "2020", "330300")
    (claim,) = check(f"温州市村（社区）红十字会{value.number:.0f}个。", demo_edition, assets.figures())
    assert (claim.verdict, claim.expected) == (UNSUPPORTED, "")
    assert "只有演示数据" in claim.reason
    (star,) = check("三星级志愿者1240名。", demo_edition, assets.figures())
    assert star.verdict is UNSUPPORTED


def test_the_demonstration_still_knows_the_reports_figures(demo_edition):
    claims = judged(check(DRAFT, demo_edition, assets.figures()))
    assert {claim.verdict for claim in claims} == {MATCH}


REPORTED = {"village_branches": 612, "village_units": 1000}


@pytest.mark.parametrize(
    ("sentence", "verdict", "expected"),
    [
        ("温州市村（社区）红十字会612个。", MATCH, "612个"),
        ("温州市村（社区）红十字会621个。", MISMATCH, "612个"),
        ("温州市村（社区）建会率61.2%。", MATCH, "61.2%"),
        ("温州市村（社区）建会率61%。", MATCH, "61.2%"),
        ("温州市村（社区）建会率62.1%。", MISMATCH, "61.2%"),
        ("温州市表现突出。村（社区）建会率61.2%。", MATCH, "61.2%"),
        ("宁波市村（社区）建会率61.2%。", UNSUPPORTED, ""),
    ],
)
def test_reported_values_of_a_city_are_compared(areas, sentence, verdict, expected):
    values = {Key(key, "2020", "330300"): Value(Interval.exactly(n), Status.REPORTED) for key, n in REPORTED.items()}
    dataset = Dataset(Edition("x", "填报版", Status.REPORTED, ""), areas, {**published(), **values})
    (claim,) = judged(check(sentence, dataset, assets.figures()))
    assert (claim.verdict, claim.expected) == (verdict, expected)


def test_a_derived_figure_says_that_the_report_does_not_print_it(said):
    (claim,) = judged(said("2017年底，乡镇（街道）红十字会1231个。"))
    assert (claim.period, claim.verdict) == ("2017", MATCH)
    assert "报告没有直接写" in claim.reason


def test_what_is_known_elsewhere_is_what_the_catalogue_says():
    shipped = {(f.indicator, f.period[:4], f.number) for f in assets.external_figures() if f.period[:4] != "2020"}
    ends = {(key, year, low if key == "fraternity_homes" else high + 1) for key, year, _, low, high, _ in ELSEWHERE}
    assert ends == shipped


@pytest.mark.parametrize("seed", range(40))
def test_no_text_breaks_the_check(said, seed):
    chance = random.Random(seed)
    letters = list(DRAFT)
    chance.shuffle(letters)
    pieces = [DRAFT[n : n + chance.randrange(1, 9)] for n in chance.choices(range(len(DRAFT)), k=150)]
    odd = chance.choices("0123456789一二两百千万亿.,，%％。（“”《〔-–~至年月个名倍成分之\n\t①½٣Ⅳ\u3000", k=300)
    cut = chance.randrange(len(DRAFT))
    for text in ("".join(letters), "".join(pieces), "".join(odd), DRAFT[cut:], DRAFT[:cut]):
        assert all(text[claim.start : claim.end] == claim.text for claim in said(text))


@pytest.mark.parametrize("text", ["", "\n", "1" * 5000, "一" * 5000, "万" * 5000, "“1" * 900, "（" * 900, "%" * 900])
def test_no_monotonous_text_breaks_it_either(said, text):
    assert all(claim.verdict in (NOT_A_FIGURE, UNSUPPORTED) for claim in said(text))


def test_the_users_own_copy_of_the_report_agrees_with_itself(said):
    path = os.environ.get("ZJRC_REPORT", "")
    if not path:
        pytest.skip("没有设环境变量 ZJRC_REPORT（自己的报告文本文件），不对报告全文核数")
    claims = said(Path(path).read_text("utf-8"))
    assert [claim for claim in claims if claim.verdict in WRONG] == []
    confirmed = {claim.indicator for claim in claims if claim.verdict is MATCH}
    keys = {f.id: f.indicator + "_growth" * (f.measure == "growth") if f.indicator else f.id for f in assets.figures()}
    assert [name for name, key in keys.items() if key not in confirmed] == []
