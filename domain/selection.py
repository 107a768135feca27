"""What the reader has chosen, and its one written form: the query of the URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.area import PROVINCE, Areas, Level
from domain.catalog import ON_MAP
from domain.lists import LIST_NAMES
from domain.period import LATEST, PERIODS, SHOWN

FORMS = ("region", "tiles")
TABS = ("sources", "checks", "draft", "terms", "beside")  # of the page of sources
ROSTER = "roster"  # a list of persons, of which counts are reported
CONTENTS = ("counts", ROSTER, *LIST_NAMES)  # of a report
RATE, QUARTERS, MOST_QUARTERS = 60.0, 8, 40  # of a plan that closes gaps: % to be reached, and in how long
MOST_PARTS, MOST_PROBLEMS = 101, 6  # more areas than there are, and more remarks than are read, are noise


@dataclass(frozen=True, slots=True)
class Selection:
    """Cities, or one county, or nothing for the whole province; the rest is what is shown of them.

    ``below`` is a threshold in the indicator's unit; ``check`` opens the statistical check of a page,
    ``tab`` is the part shown of the page of sources, ``latest`` the period that a plain address means,
    ``report`` the period that is being reported, ``content`` what is: ``counts`` or a kind of list; ``rate`` (in %)
    and ``quarters`` are those of the plan that closes gaps.
    """

    areas: tuple[str, ...] = ()
    period: str = LATEST
    indicator: str = ON_MAP[0]
    below: float | None = None
    form: str = "region"
    edition: str = ""
    check: bool = False
    tab: str = TABS[0]
    latest: str = LATEST
    report: str = ""
    content: str = CONTENTS[0]
    rate: float = RATE
    quarters: int = QUARTERS

    @staticmethod
    def from_query(
        query: Mapping[str, str],
        areas: Areas,
        editions: tuple[str, ...],
        periods: tuple[str, ...] = SHOWN,
        latest: str = LATEST,
    ) -> tuple[Selection, list[str]]:
        """The selection that a URL means and, in Chinese, what of it was not understood. Never raises."""
        problems: list[str] = []
        period = _one(query, "period", periods, latest, "时点", problems)
        chosen = Selection(
            areas=_areas(query.get("area", ""), areas, PERIODS[period].vintage, problems),
            period=period,
            indicator=_one(query, "indicator", ON_MAP, ON_MAP[0], "指标", problems),
            below=_below(query.get("below", ""), problems),
            form=_one(query, "map", FORMS, FORMS[0], "图形", problems),
            edition=_one(query, "edition", editions, "", "版次", problems),
            check=_one(query, "check", ("1",), "", "检验", problems) == "1",
            tab=_one(query, "tab", TABS, TABS[0], "分页", problems),
            latest=latest,
            report=_one(query, "report", tuple(PERIODS), "", "报送时点", problems),
            content=_one(query, "content", CONTENTS, CONTENTS[0], "报送内容", problems),
            rate=_rate(query.get("rate", ""), problems),
            quarters=_quarters(query.get("quarters", ""), problems),
        )
        return chosen, list(dict.fromkeys(problems))[:MOST_PROBLEMS]

    def to_query(self) -> dict[str, str]:
        """The query; defaults are left out, so that the plain address is the plain page."""
        query = {
            "area": ",".join(self.areas),
            "period": "" if self.period == self.latest else self.period,
            "indicator": "" if self.indicator == ON_MAP[0] else self.indicator,
            "below": self.threshold,
            "map": "" if self.form == FORMS[0] else self.form,
            "edition": self.edition,
            "check": "1" if self.check else "",
            "report": self.report,
            "content": "" if self.content == CONTENTS[0] else self.content,
            "tab": "" if self.tab == TABS[0] else self.tab,
            "rate": "" if self.rate == RATE else plain(self.rate),
            "quarters": "" if self.quarters == QUARTERS else str(self.quarters),
        }
        return {key: value for key, value in query.items() if value}

    @property
    def threshold(self) -> str:
        """The threshold as written, "" if there is none."""
        return "" if self.below is None else plain(self.below)

    def cities(self, areas: Areas) -> tuple[str, ...]:
        """The chosen cities; of a chosen county its city; empty for the whole province."""
        return tuple(dict.fromkeys(areas.city_of(code) for code in self.areas))

    def county(self, areas: Areas) -> str:
        """The chosen county's code, "" if none."""
        found = areas.find(self.areas[0]) if len(self.areas) == 1 else None
        return found.code if found and found.level is Level.COUNTY else ""

    def focus(self, areas: Areas) -> str:
        """What fills the picture: the one chosen city, or the province."""
        cities = self.cities(areas)
        return cities[0] if len(cities) == 1 else PROVINCE

    @property
    def vintage(self) -> str:
        """Boundaries in force at the chosen period."""
        return PERIODS[self.period].vintage

    def shown(self, areas: Areas) -> tuple[str, ...]:
        """The areas to list: all cities, or the counties of the chosen cities."""
        cities = self.cities(areas)
        return areas.counties(self.vintage, cities) if cities else areas.cities()


def _one(
    query: Mapping[str, str], key: str, known: tuple[str, ...], default: str, word: str, problems: list[str]
) -> str:
    text = query.get(key, "")
    if not text or text in known:
        return text or default
    problems.append(f"{word}“{_short(text)}”不认识，已改用默认")
    return default


def plain(number: float) -> str:
    """A number as it stands in an address: 60, 33.3."""
    return f"{number:.6f}".rstrip("0").rstrip(".")


def _below(text: str, problems: list[str]) -> float | None:
    if text and _number(text) is None:
        problems.append(f"阈值“{_short(text)}”不是数字，已去掉")
    return _number(text)


def _rate(text: str, problems: list[str]) -> float:
    number = _number(text)
    if number is not None and number <= 100:
        return number
    if text:
        problems.append(f"目标率“{_short(text)}”不是0到100的数，已改用{plain(RATE)}%")
    return RATE


def _quarters(text: str, problems: list[str]) -> int:
    number = None if "%" in text else _number(text)
    if number is not None and number in range(1, MOST_QUARTERS + 1):
        return int(number)
    if text:
        problems.append(f"季度数“{_short(text)}”不是1到{MOST_QUARTERS}的整数，已改用{QUARTERS}")
    return QUARTERS


def _number(text: str) -> float | None:
    """A plain decimal, with or without a percent sign; None for anything else."""
    digits = text.removesuffix("%")
    if len(digits) <= 9 and digits.replace(".", "", 1).isdecimal() and digits.isascii():
        return round(float(digits), 6)
    return None


def _areas(text: str, areas: Areas, vintage: str, problems: list[str]) -> tuple[str, ...]:
    parts = [part.strip() for part in text.split(",", MOST_PARTS)[:MOST_PARTS] if part.strip()]
    codes = [code for part in dict.fromkeys(parts) for code in _resolved(part, areas, vintage, problems)]
    chosen = list(dict.fromkeys(code for code in codes if code != PROVINCE))
    counties = [code for code in chosen if code not in areas.cities()]
    if counties and len(chosen) > 1:
        problems.append("县（市、区）一次只能看一个，已改为所在的市")
        chosen = list(dict.fromkeys(areas.city_of(code) for code in chosen))
    return tuple(chosen)


def _resolved(text: str, areas: Areas, vintage: str, problems: list[str]) -> tuple[str, ...]:
    """Codes in the boundaries in force; a county of other times becomes the one on its ground."""
    if areas.has(text, vintage):
        return (text,)
    found = [areas.get(code, vintage) for code in areas.resolve(text, vintage)]
    if not found:
        problems.append(f"地区“{_short(text)}”不认识，已略去")
    elif (other := areas.named(text)) and other.name not in [area.name for area in found]:
        names = "、".join(area.name for area in found)
        problems.append(f"当时的区划里没有{other.name}，已改看{names}")
    return tuple(area.code for area in found)


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"
