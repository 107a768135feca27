"""Rosters of invented persons, as files."""

import csv
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from domain.roster import Cell, RosterOptions

UNTIL = RosterOptions(until=date(2021, 12, 31))
# None of these may be found anywhere afterwards.
NAMES = ("欧阳测试甲", "司徒测试乙", "诸葛测试丙", "上官测试丁")
IDS = ("33030219900101123X", "330302900101123", "33038119850505456X", "330106197707071239")
PHONES = ("13812345670", "15987654321", "17700001111", "19912344321")
PLANTED = (*NAMES, *IDS, *PHONES)
HEAD = ["姓名", "身份证号", "手机", "县（市、区）", "星级", "服务时长", "注册时间", "类别"]
PLACES = ("鹿城区", "浙江省温州市鹿城区", "330381", "鹿城")
PERSONS = [
    [name, number, phone, place, *rest]
    for name, number, phone, place, rest in zip(
        NAMES,
        IDS,
        PHONES,
        PLACES,
        (
            ["五星级", "2000", "2019-03-05", "应急救护"],
            ["", "50", "2019/3/6", "救护队"],
            ["2", "300", "2020年", ""],
            ["五星", "2", "20190305", "应急救护"],
        ),
        strict=True,
    )
]
LUCHENG, RUIAN = "330302", "330381"
COUNTED = {
    Cell(LUCHENG, 5, 2019, "应急救护"): 2,
    Cell(LUCHENG, 0, 2019, "应急救护"): 1,
    Cell(RUIAN, 2, 2020, "未填"): 1,
}


def table(*rows, head=HEAD, encoding="utf-8", delimiter=","):
    file = StringIO()
    csv.writer(file, delimiter=delimiter).writerows([head, *rows])
    return file.getvalue().encode(encoding)


def book(*rows, head=HEAD, sheets=()):
    made, file = Workbook(), BytesIO()
    for row in [head, *rows]:
        made.active.append(row)
    for title, state in sheets:
        made.create_sheet(title, 0).sheet_state = state
    made.save(file)
    return file.getvalue()


def swapped(body, **parts):
    """The package with parts replaced or added."""
    packed = BytesIO()
    with ZipFile(BytesIO(body)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *parts]):
            new.writestr(name, parts.get(name) or old.read(name))
    return packed.getvalue()
