"""材料: what can be made of the choice, by kind and format."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import urlencode

from domain.area import Level
from domain.period import PERIODS
from domain.status import Status
from domain.view import View
from figures.spec import Headline
from figures.tools import MaterialDesk, Materials

# What each is, how long it gets: said once, for the page and the command line.
TOLD = {
    "briefing": ("数字、排名和短板，一分钟看完", "1–2页"),
    "slides": ("一页一个意思，附讲稿和来源", "8–12页"),
    "profile": ("一地的数字、位次、差距和下级", "1–2页"),
    "bulletin": ("全省通报的公文格式，附各市各县表", "公文"),
    "tables": ("每个地区每项数字，可筛选、可计算", "5张表"),
}


def offered(key: str) -> tuple[str, str]:
    """What a kind is and how long it gets; empty for one that nothing is told of."""
    return TOLD.get(key, ("", ""))


def materials_headline(view: View) -> Headline:
    """Of where, of when, and what of it is invented."""
    where = f"{view.subject_name}{PERIODS[view.period].name}的材料"
    how = "点格式就下载，Word、幻灯、Excel都能再改。范围、时点和版次在上面的筛选栏里选。"
    demo = "市县数是演示数据，不是实际数字；做出的文件每一页都写明。" if view.is_demo else ""
    return Headline(((where, None), (how, None), *(((demo, Status.DEMO),) if demo else ())))


def desk(view: View, kinds: Sequence[tuple[str, str, tuple[str, ...], tuple[Level, ...]]]) -> MaterialDesk:
    """``kinds`` are (key, name, formats, levels) of the catalogue."""
    listed = tuple(_kind(view, *kind) for kind in kinds)
    areas = view.selection.areas
    count = 1 + len(view.areas.cities()) + len(view.areas.counties(view.selection.vintage))
    order = {"areas": list(areas), "period": view.period, "edition": view.dataset.edition.code}
    scope = (
        f"全省、11个设区市和各县（市、区），共{count}个地区"
        if not areas
        else f"{view.subject_name}和所属各县（市、区）"
    )
    return MaterialDesk(
        listed,
        f"{scope}，每个地区一份，按市分文件夹，附目录和验真码，装成一个压缩包；都出自“{view.dataset.edition.title}”。",
        json.dumps(order),
    )


def _kind(view: View, key: str, name: str, formats: tuple[str, ...], levels: tuple[Level, ...]) -> Materials:
    level = Level.COUNTY if view.county else Level.CITY if view.selection.areas else Level.PROVINCE
    query = {
        "area": ",".join(view.selection.areas),
        "period": view.period,
        "edition": view.dataset.edition.code,
    }
    chosen = {word: text for word, text in query.items() if text}
    files = tuple((form, f"make?{urlencode({'kind': key, 'format': form, **chosen}, safe=',')}") for form in formats)
    what, length = offered(key)
    return Materials(
        key, name, what, length, files if level in levels else (), "只有全省的" if levels == (Level.PROVINCE,) else ""
    )
