"""What the report lists one by one: trainings, documents, honours, funds, places …, and the 52 systems they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain.area import PROVINCE, Areas
from domain.facts import PARTS
from domain.status import Status

KINDS = {
    "training": "培训",
    "meeting": "会议",
    "document": "文件",
    "case": "案例",
    "publicity": "宣传",
    "honour": "荣誉",
    "award": "大赛奖项",
    "rating": "星级评定",
    "delegate": "代表",
    "fund": "资金",
    "project": "项目",
    "expert": "专家",
    "studio": "志愿者工作室",
    "centre": "会员服务阵地",
    "place": "阵地",
    "campaign": "主题活动",
    "course": "会员必修课",
    "proposal": "会员议案征集",
    "visit": "蹲点调研",
    "pilot": "试点",
    "plan": "目标与计划",
    "assessment": "通报与评估",
    "ceremony": "宣誓",
    "partner": "会员优惠",
    "platform": "平台",
    "practice": "做法",
    "milestone": "时点",
}
SHOWN, WAITING = "shown", "waiting"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a source lists. ``amount`` is as printed (``320多``), "" where none is given; ``figure`` the
    printed figure that it is about. ``measure`` is that figure's kind, none without an amount. ``date`` is
    YYYY, YYYY底, YYYY起, YYYY-YYYY, YYYY-MM or YYYY-MM-DD, "" where the source names none. ``part`` counts from 0
    (the opening), paragraph and sentence from 1; all are 0 outside the report, where ``source`` says where.
    """

    id: str
    system: int
    kind: str
    name: str
    area: str
    date: str
    amount: str
    unit: str
    measure: str
    level: str
    field: str
    status: Status
    part: int
    paragraph: int
    sentence: int
    figure: str
    source: str
    note: str

    @property
    def place(self) -> str:
        """Where it stands: 第三部分 第4段 第3句; of what the report does not hold its source."""
        return f"{PARTS[self.part]} 第{self.paragraph}段 第{self.sentence}句" if self.paragraph else self.source

    @property
    def when(self) -> str:
        """The date as written: 2019年起, 2022年11月; "" where none is named. ValueError for another form."""
        year, *rest = self.date.split("-")
        match rest:
            case []:
                return f"{year[:4]}年{year[4:]}" if year else ""
            case [last] if len(last) == 4:
                return f"{year}—{last}年"
            case [month]:
                return f"{year}年{int(month)}月"
            case [month, day]:
                return f"{year}年{int(month)}月{int(day)}日"
        raise ValueError(f"“{self.date}”不是日期")

    @property
    def number(self) -> Fraction | None:
        """The amount in its unit; of a lower bound the bound. None where there is none."""
        digits = re.match(r"\d+(\.\d+)?", self.amount)
        return Fraction(digits[0]) if digits and self.measure != "period" else None

    @property
    def is_open(self) -> bool:
        """Whether there may be more: 多, 余."""
        return self.measure == "at_least"


@dataclass(frozen=True, slots=True)
class System:
    """One of the 52 systems of the report: the page that shows it, or the columns that users must supply first.

    ``test`` names the test that holds it.
    """

    number: int
    name: str
    page: str
    state: str
    columns: tuple[str, ...]
    test: str


def average(total: Item, count: Item) -> Fraction | None:
    """Mean per piece in the unit of ``total``; None where either is only a lower bound or missing."""
    if total.number is None or not count.number or total.is_open or count.is_open:
        return None
    return total.number / count.number


def local(items: Iterable[Item], areas: Areas, codes: Sequence[str]) -> tuple[Item, ...]:
    """Items of the areas, of all areas below the province if there are no codes; a county has its city's too."""
    below = (i for i in items if i.area != PROVINCE)
    return tuple(i for i in below if not codes or any(_concerns(i.area, code, areas) for code in codes))


def _concerns(area: str, code: str, areas: Areas) -> bool:
    return code in (area, areas.city_of(area)) or area == areas.city_of(code)


def listed(items: Sequence[Item], areas: Areas, codes: Sequence[str]) -> tuple[Item, ...]:
    """What a page lists for the areas: their own items first, then those of the whole province."""
    return (*local(items, areas, codes), *(i for i in items if i.area == PROVINCE))


def dated(items: Iterable[Item]) -> tuple[Item, ...]:
    """Those with a date, earliest first; within a year the plain year before its ranges and its end."""
    return tuple(sorted((i for i in items if i.date), key=lambda i: (i.date[:4], i.date[4:])))
