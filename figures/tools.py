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
    """The end of a page: where its numbers come from, its files and ways to elsewhere as (label, address)."""

    notes: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    ways: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A list to choose from: (code, name) pairs; ``name`` is the word of the address that it writes."""

    label: str
    name: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class NumberField:
    """A number to set between bounds; ``name`` is the word of the address that it writes."""

    label: str
    name: str
    value: str
    least: float
    most: float
    unit: str
    step: str = "1"


@dataclass(frozen=True, slots=True)
class HandIn:
    """A city's steps from the empty form to the submission of a period, or of a list of that ``kind``."""

    city: str
    city_name: str
    period: str
    period_name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class RosterIn:
    """A city's steps from a roster of volunteers to a draft of its counts for a period."""

    city: str
    city_name: str
    period: str
    period_name: str


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account as an administrator sees it; ``created`` and ``seen`` as they are shown, "" where not known."""

    name: str
    role: str
    cities: tuple[str, ...]
    email: str
    disabled: bool
    created: str
    seen: str


@dataclass(frozen=True, slots=True)
class AccountDesk:
    """Where accounts are managed; without ``roles`` one's own password alone, and that only with ``passwords``.

    ``roles`` and ``cities`` are (code, name) pairs.
    """

    own: str
    passwords: bool
    lines: tuple[AccountLine, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    cities: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Materials:
    """A kind of document: its key and name, what it is, how long; ``files`` are (format, address), else why ``without``."""

    key: str
    name: str
    what: str
    length: str
    files: tuple[tuple[str, str], ...]
    without: str = ""


@dataclass(frozen=True, slots=True)
class MaterialDesk:
    """Where documents are downloaded, packed and verified; ``order`` is the JSON that a pack is ordered with."""

    kinds: tuple[Materials, ...]
    pack_note: str
    order: str


Tool = Switch | Tabs | Keep | Draft | Foot | Choice | NumberField | HandIn | RosterIn | AccountDesk | MaterialDesk
