"""What is said of the members beyond their number."""

from __future__ import annotations

from domain import format as fmt
from domain.catalog import INDICATORS
from domain.evidence import ref
from domain.period import PERIODS
from domain.view import View
from figures.build_cards import change
from figures.marks import cite
from figures.spec import Callout, Headline


def member_headline(view: View) -> Headline:
    """Members of the subject and their growth."""
    value, grown = view.value("adult_members"), change(view, "adult_members")
    entry = INDICATORS["adult_members_growth"]
    tail = (
        f"，三年增长{fmt.full(grown, entry).lstrip('+')}"
        if grown.interval is not None and grown.interval.low > 0
        else ""
    )
    members = cite(fmt.full(value, INDICATORS["adult_members"]), ref("adult_members", view.period, view.subject))
    has = "" if value.interval is None else "有"
    text = f"{PERIODS[view.period].name}，{view.subject_name}{has}成人会员{members}{tail}"
    return Headline(((text, value.status),))


def member_notes() -> tuple[Callout, Callout]:
    """The break in the series, and what must not be added."""
    return (
        Callout(
            "两期之间有会员队伍整建",
            "其间对成人会员重新实名注册，2017年底与2020年底的会员数含义不完全相同，比较时应说明。",
        ),
        Callout(
            "会员与志愿者不相加",
            "同一人可以既是会员又是志愿者。2020年首次表扬突出贡献个人会员171人、团体会员14个，两数也不相加（原文）。",
        ),
    )
