"""Parts of a page that the reader works with, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Switch:
    """Shows or hides what few readers ask for; ``go`` is the part of the address that a press leads to."""

    label: str
    on: bool
    go: str


@dataclass(frozen=True, slots=True)
class Tabs:
    """Parts of a page of which one is shown: (label, part of the address) each."""

    tabs: tuple[tuple[str, str], ...]
    current: int


@dataclass(frozen=True, slots=True)
class Keep:
    """Takes the user's copy of the report; ``name`` is that of the one there, "" if there is none."""

    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Takes a draft, as text or as a file, whose numbers are to be checked."""

    note: str


@dataclass(frozen=True, slots=True)
class Foot:
    """The end of a page: where its numbers come from, and its files as (label, address)."""

    notes: tuple[str, ...]
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A list to choose from: (code, name) pairs; ``name`` is the word of the address that it writes."""

    label: str
    name: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class HandIn:
    """A city's steps from the empty form to the submission of a period, or of a list of that ``kind``."""

    city: str
    city_name: str
    period: str
    period_name: str
    kind: str = ""


Tool = Switch | Tabs | Keep | Draft | Foot | Choice | HandIn
