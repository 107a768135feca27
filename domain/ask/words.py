"""From the characters of a question to its tokens: longest match over a lexicon that is data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from domain.area import PROVINCE, VINTAGES, Areas
from domain.catalog import INDICATORS
from domain.indicator import Indicator
from domain.period import PERIODS

PLACE, NUMBER, PERIOD = "place", "number", "period"
NOW = "now"  # the period of 现在: the latest that was reported
_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_WHOLE_WORDS = {
    "一半": (50.0, True),
    "半数": (50.0, True),
    "半": (50.0, True),
    "全覆盖": (100.0, True),
    "万": (10_000.0, False),
}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_CN = "[零一二两三四五六七八九十百千]"
_NUMBER = re.compile(
    rf"一半|半数|半|全覆盖|万|{_CN}成[一二三四五六七八九]?|(?P<share>百分之)?(?P<body>\d{{1,9}}(?:\.\d{{1,4}})?|{_CN}+)"
    r"(?P<wan>万)?(?P<percent>%)?",
    re.ASCII,
)
_YEAR = re.compile(r"(?:20(?P<long>[0-9]{2})年(?:底|末)?|(?P<short>[0-9]{2})年(?:底|末))")
_LATIN = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Token:
    """One word with its role; ``value`` is a code, key or sign, ``number`` that of a number (in % if ``percent``)."""

    role: str
    value: str
    text: str
    number: float = 0.0
    percent: bool = False


Lexicon = dict[str, Token]


def lexicon(areas: Areas, words: Iterable[tuple[str, str, str]], spelled: Iterable[tuple[str, str, str]]) -> Lexicon:
    """Words (role, value, text), names of every vintage and (name, pinyin, initials); the newest name wins. Indicators
    and periods can also be called as they are on the screen.

    Letters that could mean two places mean the one city among them, or nothing.
    """
    found: Lexicon = {}
    for vintage in VINTAGES:
        for area in areas.vintages[vintage].values():
            found |= {text: Token(PLACE, area.name, text) for text in (area.name, area.short)}
    for change in areas.changes:
        for text in (change.old_name, change.old_name[:-1]):
            found.setdefault(text, Token(PLACE, change.old_name, text))
    found |= {text: Token(PLACE, areas.get(PROVINCE).name, text) for text in ("全省", "我省", "本省", "浙江", "省里")}
    found |= {text: Token(PLACE, name, text) for text, name in _spelled(areas, spelled).items()}
    found |= {text: Token("indicator", i.key, text) for i in INDICATORS.values() if (text := plain_text(spoken(i)))}
    found |= {text: Token(PERIOD, p.code, text) for p in PERIODS.values() for text in _said_of(p.name)}
    return found | {text: Token(role, value, text) for role, value, word in words if (text := plain_text(word))}


def spoken(indicator: Indicator) -> str:
    """How an indicator is called in a question: as on the screen, but 五星级志愿者 alone are those rated in the year."""
    return f"在册{indicator.name}" if indicator.key == "star_5" else indicator.name


def _said_of(period: str) -> set[str]:
    """2021年第一季度末, 2021年第一季度, 2021年一季度末, 2021年一季度."""
    return {text.replace("第", ordinal) for text in (period, period.removesuffix("末")) for ordinal in ("第", "")}


def _spelled(areas: Areas, rows: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    meant: dict[str, list[str]] = {}
    for name, *spellings in rows:
        for text in spellings:
            meant.setdefault(text, []).append(name)
    cities = {areas.get(code).name for code in areas.cities()}
    narrowed = {text: [n for n in names if n in cities] or names for text, names in meant.items()}
    return {text: names[0] for text, names in narrowed.items() if len(names) == 1}


def plain_text(question: str) -> str:
    """Without spaces, full-width forms and capitals."""
    return "".join(unicodedata.normalize("NFKC", question).lower().split())


def tokens(question: str, known: Lexicon) -> tuple[list[Token], list[str]]:
    """The tokens in order, and the runs of characters that nothing is known about."""
    text, place, found, unknown = plain_text(question), 0, [], ""
    longest = max(map(len, known))
    lost: list[str] = []
    while place < len(text):
        token = _token(text, place, known, longest)
        if token is None:
            unknown += text[place]
            place += 1
            continue
        lost, unknown = ([*lost, unknown] if unknown else lost), ""
        found.append(token)
        place += len(token.text)
    return found, [*lost, unknown] if unknown else lost


def _token(text: str, place: int, known: Lexicon, longest: int) -> Token | None:
    if latin := _LATIN.match(text, place):
        return known.get(latin[0]) or Token("letters", "", latin[0])
    for size in range(min(longest, len(text) - place), 0, -1):
        if word := known.get(text[place : place + size]):
            return word
    if year := _YEAR.match(text, place):
        return Token(PERIOD, f"20{year['long'] or year['short']}", year[0])
    match = _NUMBER.match(text, place)
    return _number(match) if match else None


def _number(match: re.Match[str]) -> Token:
    text = match[0]
    if text in _WHOLE_WORDS:
        return Token(NUMBER, text, text, *_WHOLE_WORDS[text])
    if "成" in text:
        tens, _, ones = text.partition("成")
        return Token(NUMBER, text, text, _whole(tens) * 10 + _whole(ones), True)
    body = match["body"]
    number = float(body) if body[0] in "0123456789" else _whole(body)
    percent = bool(match["share"] or match["percent"])
    return Token(NUMBER, text, text, number * (10_000 if match["wan"] else 1), percent)


def _whole(text: str) -> float:
    total, digit = 0, 0
    for sign in text:
        if sign in _POWERS:
            total, digit = total + (digit or 1) * _POWERS[sign], 0
        else:
            digit = _DIGITS[sign]
    return float(total + digit)
