"""Every kind of act that changes data, for the tests of what becomes of it when the database or its disk fails."""

from data_access import assets
from data_access.lists import save_list
from data_access.publishing import publish
from data_access.report_text import keep
from domain.roles import SINGLE_USER
from domain.submission import ListRow
from tests.chain import CITY, PROVINCE, Q1, Q2, SEA, draft, numbers

FULL, BUSY, LOST = "磁盘空间不足", "数据库正被别人写入，请稍后再试", "与数据库的连接断了"


def keep_report(engine):
    words = "。".join(figure.words for figure in assets.figures())
    return keep(engine, SINGLE_USER, "报告.txt", words * 20, assets.figures())


ACTS = {
    "draft": lambda engine: draft(engine, numbers(period=Q2) * 40, period=Q2),
    "list": lambda engine: save_list(engine, CITY, SEA, "honours", [ListRow("honours", (("name", "荣誉" * 5000),))]),
    "publish": lambda engine: publish(engine, PROVINCE, Q1),
    "report": keep_report,
}
