"""The numbers of a Chinese draft: what is one, how much it says, and what only looks like one."""

from fractions import Fraction

import pytest

from domain.proof.grammar import Bound
from domain.proof.numbers import find
from domain.proof.numerals import chinese

EXACT, ABOUT, OVER, LEAST, UNDER, NEAR = Bound

# Text → the one number in it: as written, value, worth of its last digit, unit, bound.
FOUND = [
    ("红十字会1302个", "1302个", "1302", "1", "个", EXACT),
    ("红十字会 1302 个，", "1302 个", "1302", "1", "个", EXACT),
    ("红十字会１３０２个", "１３０２个", "1302", "1", "个", EXACT),
    ("团体1,782个", "1,782个", "1782", "1", "个", EXACT),
    ("团体１，７８２个", "１，７８２个", "1782", "1", "个", EXACT),
    ("会员45.66万名", "45.66万名", "456600", "100", "名", EXACT),
    ("会员45.66\n万名", "45.66\n万名", "456600", "100", "名", EXACT),
    ("会员456600名", "456600名", "456600", "1", "名", EXACT),
    ("会员45万6600名", "45万6600名", "456600", "1", "名", EXACT),
    ("会员11.54万", "11.54万", "115400", "100", "", EXACT),
    ("建会率95.38%", "95.38%", "95.38", "1/100", "%", EXACT),
    ("建会率95.38％", "95.38％", "95.38", "1/100", "%", EXACT),
    ("建会率95.38 %", "95.38 %", "95.38", "1/100", "%", EXACT),
    ("建会率百分之九十五点三八", "百分之九十五点三八", "95.38", "1/100", "%", EXACT),
    ("建会率百分之95.38", "百分之95.38", "95.38", "1/100", "%", EXACT),
    ("增长百分之二百三十一", "百分之二百三十一", "231", "1", "%", EXACT),
    ("超四成的村", "四成", "40", "10", "%", OVER),
    ("提高5.18个百分点", "5.18个百分点", "5.18", "1/100", "百分点", EXACT),
    ("提高2百分点", "2百分点", "2", "1", "百分点", EXACT),
    ("增至3.31倍", "3.31倍", "3.31", "1/100", "倍", EXACT),
    ("三期培训班", "三期", "3", "1", "期", EXACT),
    ("五轮项目", "五轮", "5", "1", "轮", EXACT),
    ("一百二十个项目", "一百二十个", "120", "10", "个", EXACT),
    ("村红十字会一万零九百零七个", "一万零九百零七个", "10907", "1", "个", EXACT),
    ("会员四十五点六六万名", "四十五点六六万名", "456600", "100", "名", EXACT),
    ("近五十万会员", "五十万", "500000", "10000", "", NEAR),
    ("案例集两辑", "两辑", "2", "1", "辑", EXACT),
    ("16家模范单位", "16家", "16", "1", "家", EXACT),
    ("志愿队1782支", "1782支", "1782", "1", "支", EXACT),
    ("120项", "120项", "120", "1", "项", EXACT),
    ("2金", "2金", "2", "1", "金", EXACT),
    ("资金310万元", "310万元", "3100000", "10000", "元", EXACT),
    ("资金44.2万元", "44.2万元", "442000", "1000", "元", EXACT),
    ("资金500余万元", "500余万元", "5000000", "10000", "元", OVER),
    ("培训320多人", "320多人", "320", "1", "人", OVER),
    ("培训三百二十多人", "三百二十多人", "320", "10", "人", OVER),
    ("志愿者10多万名", "10多万名", "100000", "10000", "名", OVER),
    ("志愿者10万余名", "10万余名", "100000", "10000", "名", OVER),
    ("约1.1万个", "1.1万个", "11000", "1000", "个", ABOUT),
    ("大约3300个", "3300个", "3300", "1", "个", ABOUT),
    ("3300个左右", "3300个", "3300", "1", "个", ABOUT),
    ("近400个", "400个", "400", "1", "个", NEAR),
    ("接近45%", "45%", "45", "1", "%", NEAR),
    ("不足5000个", "5000个", "5000", "1", "个", UNDER),
    ("超过320人", "320人", "320", "1", "人", OVER),
    ("突破了1万个", "1万个", "10000", "10000", "个", OVER),
    ("约达1万个", "1万个", "10000", "10000", "个", ABOUT),
    ("达到1万个", "1万个", "10000", "10000", "个", EXACT),
    ("不少于5000个", "5000个", "5000", "1", "个", LEAST),
    ("5000个以上", "5000个", "5000", "1", "个", LEAST),
    ("7个省级以上荣誉", "7个", "7", "1", "个", EXACT),
    ("受益3.2万人次", "3.2万人次", "32000", "1000", "人次", EXACT),
    ("服务120万小时", "120万小时", "1200000", "10000", "小时", EXACT),
]


@pytest.mark.parametrize(("draft", "text", "value", "step", "unit", "bound"), FOUND)
def test_a_number_is_read_with_its_precision_unit_and_bound(draft, text, value, step, unit, bound):
    (number,) = find(draft)
    assert (number.text, number.unit, number.bound, number.kind) == (text, unit, bound, "")
    assert (number.value, number.step, number.top) == (Fraction(value), Fraction(step), None)
    assert draft[number.start : number.end] == text


@pytest.mark.parametrize(
    ("draft", "text", "low", "high"),
    [
        ("3291–3300个", "3291–3300个", "3291", "3300"),
        ("3291个至3300个", "3291个至3300个", "3291", "3300"),
        ("35.625至35.635万名", "35.625至35.635万名", "356250", "356350"),
        ("9.476万—9.484万名", "9.476万—9.484万名", "94760", "94840"),
        ("2020-2022年工作目标", "2020-2022年", "2020", "2022"),
        ("二〇二〇至二〇二二年目标", "二〇二〇至二〇二二年", "2020", "2022"),
    ],
)
def test_a_range_has_two_ends(draft, text, low, high):
    (number,) = find(draft)
    assert (number.text, number.value, number.top) == (text, Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("draft", "reached"),
    [
        ("会员达到12万名", True),
        ("会员达12万名", True),
        ("会员已达到了12万名", True),
        ("会员12万名", False),
        ("会员约达12万名", False),
        ("会员大约达到12万名", False),
        ("会员到12万名", False),
        ("发达12万名", False),
    ],
)
def test_a_number_may_be_said_to_be_reached(draft, reached):
    (number,) = find(draft)
    assert number.reached is reached


def test_from_what_to_what_something_grew_is_no_range():
    assert [n.text for n in find("由1231个到1302个")] == ["1231个", "1302个"]


@pytest.mark.parametrize(
    ("draft", "kind"),
    [
        ("2020年底", "日期或年份"),
        ("2021年7月2日", "日期或年份"),
        ("结合5·8世界红十字日", "日期或年份"),
        ("2022-11-30公布", "日期或年份"),
        ("7月2日", "日期或年份"),
        ("中红办字〔2021〕42号", "文号或编号"),
        ("浙红〔2020〕8号文件", "文号或编号"),
        ("电话0571-87654321", "文号或编号"),
        ("第11次全国代表大会", "序号"),
        ("1. 试点引路", "序号"),
        ("（2）加强培训", "序号"),
        ("“4+X”标准化", "名称"),
        ("“四个100”先进典型", "名称"),
        ("《2020年工作要点》", "名称"),
        ("每2年实施", "时间长短"),
        ("历时3个月", "时间长短"),
        ("每100名会员", "分母或频次"),
    ],
)
def test_what_is_written_with_digits_but_counts_nothing_says_what_it_is(draft, kind):
    assert [number.kind for number in find(draft)] == [kind]


@pytest.mark.parametrize(
    "draft",
    "一些|一起|十分重视|统一思想|万一|千家万户|一是组织培训|第十一次会议|首批首届|“三救”“三献”|五个度|两项“必修课”|“三个继续发挥作用”|"
    "一至四星级|五星级|三服务|一带一路|两个|一个|省市县三级|（一）|一、强化覆盖|二〇二〇年底|十九大|万名会员进万家|有会员".split(
        "|"
    ),
)
def test_numerals_inside_words_are_left_alone(draft):
    assert find(draft) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("三千三百", 3300), ("两万五千", 25_000),
        ("一亿零三", 100_000_003), ("二〇二〇", 2020), ("万", None), ("万一", None), ("十十", None), ("一二百", None), ("点五", None), ("五点", None),
    ],
)  # fmt: skip
def test_chinese_numerals(text, number):
    assert chinese(text) == number


def test_neighbouring_cells_are_two_numbers():
    assert [n.text for n in find("1302 10907")] == ["1302", "10907"]
