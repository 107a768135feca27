"""Finds the numbers of a draft and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.proof import grammar
from domain.proof.folding import Folded, fold
from domain.proof.grammar import Number
from domain.proof.naming import names


def find(draft: str) -> list[Number]:
    """All numbers of a draft in order, those that are no figures with their kind. Never raises."""
    return find_in(draft, fold(draft))


def find_in(draft: str, folded: Folded) -> list[Number]:
    """The same for a draft already folded."""
    return [_placed(draft, folded, number) for number in _numbers(folded.text)]


def _placed(draft: str, folded: Folded, number: Number) -> Number:
    start, end = folded.span(number.left, number.right)
    return replace(number, text=draft[start:end], start=start, end=end)


def _numbers(text: str) -> Iterator[Number]:
    """The names that have digits in them, and the numbers between all names."""
    place = 0
    for start, end, kind in names(text):
        yield from _between(text, place, start)
        if re.search("[0-9]", text[start:end]):
            yield Number("", 0, 0, start, end, kind=kind)
        place = end
    yield from _between(text, place, len(text))


def _between(text: str, place: int, end: int) -> Iterator[Number]:
    while match := grammar.match_at(text, place, end):
        number = grammar.number(text, match)
        if number:
            yield number
        place = match.end() if number else match.end("number1")
