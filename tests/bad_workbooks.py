"""Bad reports of a city, each with the error it must get: numbers, places, periods, rules and hostile content.

They are looked at beside a published edition in which every county of 温州市 reported ``BEFORE`` for 2020.
"""

from __future__ import annotations

import csv
import datetime
from functools import partial
from io import BytesIO, StringIO
from typing import Any

from openpyxl import load_workbook

from domain.submission import REPORTABLE
from tests.bad_packages import CONTAINERS, STRUCTURES, Bad, sheet_xml
from tests.report_files import SMALL, repacked, saved, table

BEFORE = dict(zip(REPORTABLE, (20, 21, 100, 300, 30_000, 20, 1000, 50, 20, 10, 5, 2, 2), strict=True))
HERE, THERE = "“填报”第2行B列", "第2行B列"  # of the number in a workbook and in a CSV table of one county
HANGZHOU, JIAXING = "330100", "330400"


def cell(value: Any, form: str = "") -> bytes:
    """A workbook whose one number is ``value``, shown in the format ``form`` or its own."""
    book = load_workbook(BytesIO(SMALL))
    number = book.worksheets[0]["B2"]
    number.value = value
    number.number_format = form or number.number_format
    return saved(book)


def raw(content: bytes, kind: bytes = b"n") -> bytes:
    """The same with the XML of the number."""
    return sheet_xml(b't="n"><v>4461</v>', b't="%b">%b' % (kind, content))


def lines(*rows: str) -> bytes:
    """A CSV table as it is typed."""
    return "\n".join(rows).encode()


def counted(text: str) -> bytes:
    """A CSV table with one number."""
    file = StringIO()
    csv.writer(file).writerows([["地区", "成人会员"], ["鹿城区", text]])
    return file.getvalue().encode()


def placed(*names: str) -> bytes:
    """A CSV table of these places."""
    file = StringIO()
    csv.writer(file).writerows([["地区", "成人会员"], *([name, "30000"] for name in names)])
    return file.getvalue().encode()


def marked(version: str, city: str, period: str) -> bytes:
    """A table with the mark of a template."""
    mark = f"zjrc-template version={version} city={city} period={period}"
    return table([mark], ["地区", "成人会员"], ["鹿城区", 30_000])


def retitled(title: str) -> bytes:
    """A workbook with an error on a sheet of that name, which Excel would not let anybody type."""
    written_as = title.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").encode()
    return repacked(cell("x"), {"xl/workbook.xml": lambda part: part.replace("填报".encode(), written_as)})


def _number(name: str, value: Any, word: str, form: str = "") -> Bad:
    return Bad("数字", name, partial(cell, value, form), word, HERE)


def _raw(name: str, content: bytes, word: str, kind: bytes = b"n") -> Bad:
    return Bad("数字", name, partial(raw, content, kind), word, HERE)


def _text(name: str, text: str, word: str, kind: str = "数字") -> Bad:
    return Bad(kind, name, partial(counted, text), word, THERE, "表.csv")


def _place(name: str, county: str, word: str, city: str = "330300", period: str = "2021Q1") -> Bad:
    return Bad("地区", name, partial(placed, county), word, "第2行A列", "表.csv", city, period)


def _table(kind: str, name: str, rows: tuple[str, ...], word: str, place: str, **more: str) -> Bad:
    return Bad(kind, name, partial(lines, *rows), word, place, "表.csv", **more)


def _rule(name: str, heads: str, row: str, word: str, place: str = THERE) -> Bad:
    return _table("勾稽", name, (f"地区,{heads}", f"鹿城区,{row}"), word, place)


NUMBERS = (
    _raw("NaN", b"<v>NaN</v>", "不是一个数"),
    _raw("无穷大", b"<v>1E400</v>", "不是一个数"),
    _raw("公式没有结果", b"<f>1+1</f>", "公式未计算"),
    _raw("公式的结果是文字", b"<f>A1</f><v>x</v>", "只能填整数", b"str"),
    _raw("错误值", b"<f>#REF!+1</f><v>#REF!</v>", "公式出错", b"e"),
    _raw("除以零", b"<v>#DIV/0!</v>", "公式出错", b"e"),
    _raw("是非值", b"<v>1</v>", "TRUE和FALSE", b"b"),
    _raw("一串很长的数字", b"<v>%b</v>" % (b"9" * 400), "超出可能的范围"),
    _number("日期", datetime.date(2021, 3, 31), "成了日期"),
    _number("时刻", datetime.time(8, 30), "成了日期"),
    _number("95.38", 95.38, "若是百分比"),
    _number("0.9538", 0.9538, "不是比率（95.38%）"),
    _number("95.38%", 0.9538, "不是比率", "0.00%"),
    _number("万写成个", 3, "像是以万为单位"),
    _number("以万为单位的小数", 3.0012, "若以万为单位"),
    _number("负数", -5, "不会是负数"),
    _number("小数", 1302.5, "没有小数"),
    _number("太大", 10**9, "超出可能的范围"),
    _text("NaN文字", "NaN", "不是一个数"),
    _text("∞", "∞", "不是一个数"),
    _text("中文数字", "三万", "只能填整数"),
    _text("3.1万", "3.1万", "不用“万”"),
    _text("约数", "3万余", "不用“万”"),
    _text("带单位", "30000名", "不带单位"),
    _text("人民币", "￥30000", "只能填整数"),
    _text("括号里的负数", "(30,000)", "不会是负数"),
    _text("分数", "1/2", "只能填整数"),
    _text("1e400", "1e400", "普通的整数"),
    _text("极大的指数", "1e999999999999999999", "普通的整数"),
    _text("五千位数字", "9" * 5000, "超出可能的范围"),
    _text("十万个字的数字", "1," * 65_000, "太长"),
    _text("前面多了0", "0030000", "前面多了0"),
    _text("分节不对", "3,0000", "分节不对"),
    _text("两个数", "30000\u00a030001", "分节不对"),
    _text("阿拉伯文数字", "٣٠", "只能填整数"),
    _text("百分比文字", "９５％", "不是比率"),
    _text("横线", "——", "留空"),
)
PLACES = (
    _place("没有的县", "某某县", "没有“某某县”"),
    _place("错别字", "鹿诚区", "是不是“鹿城区”"),
    _place("原下城区", "下城区", "其地域现属拱墅区", HANGZHOU, "2021Q2"),
    _place("拆开的江干区", "江干区", "其地域现属上城区、钱塘区", HANGZHOU, "2021Q2"),
    _place("尚未设立的钱塘区", "钱塘区", "其地域现属江干区、萧山区", HANGZHOU),
    _place("2017年的龙港市", "龙港市", "其地域现属苍南县", period="2017"),
    _place("别的市的县", "西湖区", "属于杭州市"),
    _place("别的市的代码", "330106", "属于杭州市"),
    _place("全省", "浙江省", "请只填温州市的县"),
    _place("别的市", "杭州市", "请只填温州市的县"),
    _table("地区", "重复的县", ("地区,会员", "鹿城区,30000", "330302,30000"), "与第2行重复", "第3行A列"),
    _table("地区", "代码和名称不符", ("代码,地区,会员", "330302,龙湾区,1"), "请改一致", THERE),
    _table("地区", "没有的代码", ("代码,地区,会员", "330399,永嘉县,1"), "代码应为330324", THERE),
    _table("地区", "没有地区的数", ("地区,会员", ",30000"), "哪个县", "第2行A列"),
    Bad("地区", "别的市的模板", partial(marked, "1", HANGZHOU, "2021Q1"), "杭州市的模板"),
    Bad("地区", "没有的市的模板", partial(marked, "1", "999999", "2021Q1"), "999999的模板"),
)
LONG = "地区,指标,数值,时点"
PERIODS = (
    Bad("时点", "别的时点的模板", partial(marked, "1", "330300", "2020"), "2020年底的模板"),
    Bad("时点", "没有的时点的模板", partial(marked, "1", "330300", "2099Q1"), "2099Q1的模板"),
    Bad("时点", "将来的模板", partial(marked, "1", "330300", "2030Q4"), "2030年第四季度末的模板"),
    Bad("时点", "更新的模板", partial(marked, "2", "330300", "2021Q1"), "请重新下载模板"),
    Bad("时点", "极新的模板", partial(marked, "9999", "330300", "2021Q1"), "模板版本9999"),
    _table("时点", "别的时点的一行", (LONG, "鹿城区,会员,30000,2020"), "别的时点", "第2行D列"),
    _table("时点", "将来的一行", (LONG, "鹿城区,会员,30000,2030Q4"), "别的时点", "第2行D列"),
    _table("时点", "看不懂的时点", (LONG, "鹿城区,会员,30000,去年"), "别的时点", "第2行D列"),
    _table("时点", "两个时点", (LONG, "鹿城区,会员,1,2021Q1", "龙湾区,会员,1,2021Q2"), "别的时点", "第3行D列"),
    Bad(
        "时点",
        "时点成了日期",
        lambda: table(LONG.split(","), ["鹿城区", "会员", 30_000, datetime.date(2021, 3, 31)]),
        "别的时点",
        "“填报”第2行D列",
    ),
    _table("时点", "没有的季度", (LONG, "鹿城区,会员,30000,"), "报送时点", "", period="2021Q5"),
    _table("时点", "不能报送的年", (LONG, "鹿城区,会员,30000,"), "报送时点", "", period="2019"),
)
STARS = "一星级,二星级,三星级,四星级,五星级,注册志愿者"
RULES = (
    _rule("乡镇已建多于应建", "乡镇已建,乡镇应建", "22,21", "不多于乡镇（街道）应建数21"),
    _rule("村社已建多于应建", "村社已建,村社应建", "301,300", "不多于村（社区）应建数300"),
    _rule("星级多于志愿者", STARS, "50,20,10,5,2,86", "各星级合计87"),
    _rule("当年五星多于五星", "五星级（当年评定）,五星级", "3,2", "不多于五星级志愿者2"),
    _rule("当年五星多于志愿者", "五星级（当年评定）,注册志愿者", "3,2", "不多于注册志愿者2"),
    _rule("累计的村社减少", "村社已建", "99", "累计数不少于上期"),
    _rule("累计的乡镇减少", "乡镇已建", "19", "累计数不少于上期"),
    _rule("原因只有空格", "村社已建,说明", "99,   ", "写明原因"),
    _rule("会员骤增", "会员", "45001", "相差不超过50%"),
    _rule("会员骤减", "会员", "14999", "相差不超过50%"),
    _rule("志愿者归零", "注册志愿者", "0", "相差不超过50%"),
    _rule("原因太长", "会员,说明", f"30000,{'因' * 201}", "请缩短说明", "第2行C列"),
    _table("勾稽", "别的县的原因", ("地区,会员,说明", "鹿城区,1,补登", "龙湾区,1,"), "写明原因", "第3行B列"),
    _table("勾稽", "一市多于全省", ("地区,会员", "南湖区,456650"), "不多于全省", "", city=JIAXING, period="2020"),
)
LONGEST = "甲" * 32_767
CMD = "=cmd|' /C calc'!A0"


def _hostile(name: str, county: str, word: str) -> Bad:
    return Bad("恶意内容", name, partial(placed, county), word, "第2行A列", "表.csv")


def _named(name: str, file: str, word: str, place: str = "") -> Bad:
    return Bad("恶意内容", name, partial(cell, "x"), word, place, file)


HOSTILE = (
    _hostile("脚本", "<script>alert(1)</script>", "没有“<script>"),
    _hostile("事件属性", "\"><img src=x onerror=alert('1')>", "没有“"),
    _hostile("SQL", "鹿城区'); DROP TABLE submission;--", "没有“"),
    _hostile("格式串", "{0.__class__}%s%n", "没有“"),
    _hostile("公式地区", CMD, "没有“=cmd"),
    _hostile("三万字的地区", LONGEST, "没有“甲"),
    _hostile("控制字符", "鹿城\x07\x1b[31m区", "是不是“鹿城区”"),
    _hostile("倒写的地区", "\u202e区城鹿", "没有“�"),
    _hostile("换行的地区", "鹿城区\n龙湾区", "没有“"),
    _text("倒写的数", "\u202e00003", "只能填整数", "恶意内容"),
    _text("公式数", CMD, "公式没有结果", "恶意内容"),
    _text("三万字的数", LONGEST, "太长", "恶意内容"),
    Bad("恶意内容", "网址公式", partial(cell, '=HYPERLINK("https://example.invalid")'), "公式未计算", HERE),
    Bad("恶意内容", "动态数据交换", partial(cell, CMD), "公式未计算", HERE),
    Bad("恶意内容", "三万字的格子", partial(cell, LONGEST), "太长", HERE),
    Bad("恶意内容", "脚本工作表名", partial(retitled, '<img src="x">'), "只能填整数", '“<img src="x">”第2行B列'),
    Bad("恶意内容", "路径工作表名", partial(retitled, "../../x"), "只能填整数", "“../../x”第2行B列"),
    _named("上级目录的文件名", "../../../../tmp/x.xlsx", "只能填整数", HERE),
    _named("没有扩展名的路径", "../../etc/passwd", "“.”类型"),
    _named("倒写的文件名", "报\u202excod.exe", "“.exe”类型"),
    _named("脚本文件名", "<script>alert(1)</script>.xlsx", "只能填整数", HERE),
    _table("恶意内容", "跨行的引号", ('"地区\n",会员', '"鹿城\n区",30000', "x,1"), "没有“x”", "第3行A列"),
    _table("恶意内容", "没有收的引号", ("地区,会员", '"鹿城区,30000'), "引号", ""),
    _table("恶意内容", "十三万字的一格", ("地区,会员", f"{'甲' * 131_073},1"), "引号", ""),
    _table("恶意内容", "两万处错误", ("地区,会员", *["x,x"] * 19_000), "没有“x”", "第2行A列"),
)
CASES: tuple[Bad, ...] = (*CONTAINERS, *STRUCTURES, *NUMBERS, *PLACES, *PERIODS, *RULES, *HOSTILE)
