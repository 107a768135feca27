"""Reads what the words of a question mean: ``facts/ask_words.csv`` and ``areas/pinyin.csv``."""

from __future__ import annotations

from functools import cache

from data_access.assets import areas, read_csv
from domain.ask.words import Lexicon, lexicon


@cache
def lexicon_of_questions() -> Lexicon:
    """All words that a question may be made of."""
    words = [(r["role"], r["value"], text) for r in read_csv("facts/ask_words.csv") for text in r["words"].split()]
    spelled = [(r["name"], r["pinyin"], r["initials"]) for r in read_csv("areas/pinyin.csv")]
    return lexicon(areas(), words, spelled)
