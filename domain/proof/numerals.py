"""Chinese numerals: 一万零九百零七, 四十五点六六, 五十, 二〇二〇."""

from __future__ import annotations

from fractions import Fraction

DIGITS = {**{c: n for n, c in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
LONGEST = 24  # longer runs are no numbers that anyone reads


def chinese(text: str) -> Fraction | None:
    """The number that a run of numerals means, None where it means none (万一, 十十)."""
    if not text or len(text) > LONGEST:
        return None
    whole, point, decimals = text.partition("点")
    number = _whole(whole)
    if number is None or not point:
        return None if number is None else Fraction(number)
    if not decimals or any(c not in DIGITS for c in decimals):
        return None
    digits = "".join(str(DIGITS[c]) for c in decimals)
    return number + Fraction(int(digits), 10 ** len(digits))


def _whole(text: str) -> int | None:
    for mark in ("亿", "万"):
        head, found, tail = text.rpartition(mark)
        if found:
            high, low = _whole(head), _whole(tail) if tail else 0
            return None if high is None or low is None or low >= LARGE[mark] else high * LARGE[mark] + low
    return _below_wan(text)


def _below_wan(text: str) -> int | None:
    """Up to 9999, with units in falling order; digits alone are read one by one (二〇二〇)."""
    if text and all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total, digit, last = 0, None, 10**4
    for place, c in enumerate(text):
        if c in DIGITS:
            if digit:
                return None
            digit = DIGITS[c]
        elif c in SMALL:
            if SMALL[c] >= last or (digit is None and (c != "十" or place)):
                return None
            last = SMALL[c]
            total, digit = total + (1 if digit is None else digit) * last, None
        else:
            return None
    return total + (digit or 0) if text else None
