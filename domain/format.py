"""The one formatter: how a value is written on the screen and on paper."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from domain.indicator import Indicator
from domain.interval import Interval
from domain.status import Status
from domain.value import Value

MINUS = "−"
WAN = 10_000
_LIVE = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a formula


def inert(text: str) -> str:
    """A text for a CSV cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_LIVE) else text


def decimal(number: Fraction | float, places: int) -> str:
    """Rounded half up, with a true minus sign: −83."""
    exact = Fraction(number)
    quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
    text = str(quotient.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    if text.startswith("-"):
        return MINUS + text[1:] if text.strip("-0.") else text[1:]
    return text


def number(value: Value, indicator: Indicator) -> str:
    """The value without its unit: ``1302`` ``45.66万`` ``3291–3300`` ``+231`` ``未报``."""
    if value.interval is None:
        return Status.MISSING.label
    sign = "+" if indicator.is_change and value.interval.low > 0 else ""
    if value.printed:
        return sign + value.printed
    return bounds(value.interval, indicator, sign)


def bounds(interval: Interval, indicator: Indicator, sign: str = "") -> str:
    """An interval without its unit: one number where both ends are written alike."""
    places, scale, tail = indicator.decimals, 1, ""
    if not interval.is_exact and interval.low >= WAN and indicator.unit in ("名", "人"):
        places, scale, tail = 3, WAN, "万"
    low = decimal(interval.low / scale, places)
    if interval.high is None:
        return f"{sign}{low}{tail}以上"
    high = decimal(interval.high / scale, places)
    return f"{sign}{low}{tail}" if low == high else f"{sign}{low}–{high}{tail}"


def unit(value: Value, indicator: Indicator) -> str:
    """The unit to write behind the number; none for 未报."""
    return "" if value.interval is None else indicator.unit


def full(value: Value, indicator: Indicator) -> str:
    """Number and unit as read aloud: ``10907个`` ``44.62%``."""
    text, more = number(value, indicator), "以上"
    if text.endswith(more):
        return text.removesuffix(more) + unit(value, indicator) + more
    return text + unit(value, indicator)
