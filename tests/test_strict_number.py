"""What is plainly a count is read, and everything else is refused with the way to mend it."""

import pytest

from domain.strict_number import Count, Kind, is_in_wan, strict_count


@pytest.mark.parametrize(
    ("kind", "text", "number"),
    [
        (Kind.NUMBER, "0", 0),
        (Kind.NUMBER, "1302", 1302),
        (Kind.NUMBER, "1302.0", 1302),
        (Kind.NUMBER, "100000000", 100_000_000),
        (Kind.TEXT, "1302", 1302),
        (Kind.TEXT, " 1302\u3000", 1302),
        (Kind.TEXT, "0", 0),
    ],
)
def test_a_plain_count_is_read_without_a_word(kind, text, number):
    assert strict_count(kind, text) == Count(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("１３０２", 1302),
        ("1,302", 1302),
        ("1，302", 1302),
        ("1 302", 1302),
        ("1\u00a0302", 1302),
        ("1\u2009302\u2009000", 1_302_000),
        ("1'302", 1302),
        ("45,660,000", 45_660_000),
        ("1302.00", 1302),
        ("1302\u200b", 1302),
    ],
)
def test_another_writing_of_a_count_is_read_and_said(text, number):
    count = strict_count(Kind.TEXT, text)
    assert (count.number, count.mend, count.fixed) == (number, f"已读作{number}", True)


REFUSED = [
    (Kind.NUMBER, "nan", "不是一个数"),
    (Kind.NUMBER, "inf", "不是一个数"),
    (Kind.NUMBER, "-1", "负数"),
    (Kind.NUMBER, "-0.5", "负数"),
    (Kind.NUMBER, "100000001", "可能的范围"),
    (Kind.NUMBER, "1e+300", "可能的范围"),
    (Kind.NUMBER, "0.9538", "比率，这里填的是个数，不是比率（95.38%）"),
    (Kind.NUMBER, "95.38", "若是百分比"),
    (Kind.NUMBER, "45.66", "以万为单位"),
    (Kind.NUMBER, "1302.5", "没有小数"),
    (Kind.NUMBER, "1e-300", "没有小数"),
    (Kind.PERCENT, "0.9538", "不是比率"),
    (Kind.DATE, "2021-03-31", "日期"),
    (Kind.BOOLEAN, "TRUE", "TRUE和FALSE"),
    (Kind.ERROR, "#REF!", "公式出错"),
    (Kind.FORMULA, "", "公式未计算"),
    (Kind.TEXT, "NaN", "不是一个数"),
    (Kind.TEXT, "∞", "不是一个数"),
    (Kind.TEXT, "-inf", "不是一个数"),
    (Kind.TEXT, "1.2万", "不用“万”"),
    (Kind.TEXT, "1.2 万名", "不用“万”"),
    (Kind.TEXT, "3百余", "不用“万”"),
    (Kind.TEXT, "约300", "约数"),
    (Kind.TEXT, "5000多", "约数"),
    (Kind.TEXT, "1302个", "不带单位"),
    (Kind.TEXT, "95.38%", "不是比率"),
    (Kind.TEXT, "９５％", "不是比率"),
    (Kind.TEXT, "0.9538", "（95.38%）"),
    (Kind.TEXT, "1.302", "没有小数"),
    (Kind.TEXT, "−5", "负数"),
    (Kind.TEXT, "(1,302)", "负数"),
    (Kind.TEXT, "1,30", "分节不对"),
    (Kind.TEXT, "1,3024", "分节不对"),
    (Kind.TEXT, "1,302 000", "分节不对"),
    (Kind.TEXT, "1302 1303", "分节不对"),
    (Kind.TEXT, "0012", "前面多了0"),
    (Kind.TEXT, "1.3e3", "普通的整数"),
    (Kind.TEXT, "+5", "普通的整数"),
    (Kind.TEXT, "=1+1", "公式没有结果"),
    (Kind.TEXT, "—", "留空"),
    (Kind.TEXT, "未报", "留空"),
    (Kind.TEXT, "\u200b", "留空"),
    (Kind.TEXT, "一千三百", "只能填整数"),
    (Kind.TEXT, "①", "只能填整数"),
    (Kind.TEXT, "12²", "只能填整数"),
    (Kind.TEXT, "١٢", "只能填整数"),
    (Kind.TEXT, "0x1F", "只能填整数"),
    (Kind.TEXT, "1_302", "只能填整数"),
    (Kind.TEXT, "500000000", "可能的范围"),
]


@pytest.mark.parametrize(("kind", "text", "words"), REFUSED)
def test_what_is_no_count_is_refused_with_its_remedy(kind, text, words):
    count = strict_count(kind, text)
    assert count.number is None
    assert words in count.mend
    assert not count.fixed


@pytest.mark.parametrize(
    ("number", "before", "expected"),
    [
        (46, 456_600, True),
        (23, 456_600, True),
        (92, 456_600, False),
        (22, 456_600, False),
        (0, 456_600, False),
        (1, 9_999, False),
        (1, 10_000, True),
        (456_600, 456_600, False),
    ],
)
def test_a_count_in_ten_thousands_is_seen_against_last_period(number, before, expected):
    assert is_in_wan(number, before) is expected
