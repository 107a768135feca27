"""How sure a number is: the mark that travels with every value."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Status(Enum):
    """Certainty of a value; ``weakness`` orders them, 0 being the surest.

    The member name is the English word of the API, ``label`` the Chinese word on the screen.
    """

    PUBLISHED = ("原文", "原", 0, "报告原文所载，逐字一致")
    REPORTED = ("填报", "填", 1, "市县填报并经审核")
    DERIVED = ("推导", "推", 2, "由原文数字唯一推出")
    BOUNDED = ("区间", "区", 3, "原文经四舍五入，只能确定范围")
    EXTERNAL = ("外部", "外", 4, "其他公开资料，待确认")
    DEMO = ("演示", "演", 5, "虚拟数据，仅供演示")
    MISSING = ("未报", "–", 6, "没有数据")

    def __init__(self, label: str, letter: str, weakness: int, meaning: str) -> None:
        self.label = label
        self.letter = letter
        self.weakness = weakness
        self.meaning = meaning

    @staticmethod
    def weakest(statuses: Iterable[Status]) -> Status:
        """The weakest of at least one status; what a derived value inherits."""
        return max(statuses, key=lambda status: status.weakness)

    @staticmethod
    def of_known(statuses: Iterable[Status]) -> Status:
        """The weakest of what is known; 未报 where nothing is."""
        return max(statuses, key=lambda status: status.weakness, default=Status.MISSING)
