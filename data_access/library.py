"""The running product's editions: opened once a process, shared by all sessions."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from data_access import assets
from data_access.editions import fill, listed, load, rows_of
from data_access.engine import DatabaseProblem, database_url, open_engine, read_only, schema_version, write_ahead
from data_access.in_force import Publication, current, current_id
from data_access.report_text import kept
from domain.checks import Checked, check
from domain.dataset import Dataset, Edition
from domain.evidence import Sources
from domain.facts import PilotMember
from domain.rules import RULES
from domain.selection import Selection
from domain.source_text import Found, locate
from domain.status import Status
from domain.submission import ListRow
from domain.view import View

EMPTY = Edition("", "空", Status.MISSING, "")


@dataclass(frozen=True)
class Library:
    """Every edition of a database, loaded."""

    schema: str
    editions: tuple[Edition, ...]
    datasets: dict[str, Dataset]
    pilots: dict[str, tuple[PilotMember, ...]]
    checked: dict[str, tuple[Checked, ...]]
    engine: Engine
    publication: Publication | None = None
    lists: dict[str, tuple[ListRow, ...]] = field(default_factory=dict)

    @property
    def default(self) -> str:
        """Code of the edition shown first: the one in force, else the newest reported one, the demonstration, or ""."""
        if self.publication is not None:
            return self.publication.edition
        for status in (Status.REPORTED, Status.DEMO, Status.MISSING):
            for edition in reversed(self.editions):
                if edition.local is status:
                    return edition.code
        return ""

    def view(self, query: Mapping[str, str]) -> tuple[View, list[str]]:
        """What an address asks for, and in Chinese what of it was not understood."""
        wanted = query.get("edition", "")
        code = wanted if wanted in self.datasets else self.default
        dataset = self.datasets.get(code) or Dataset(EMPTY, assets.areas(), {})
        known = tuple(self.datasets), dataset.periods, dataset.latest
        selection, problems = Selection.from_query(query, assets.areas(), *known)
        return View(dataset, selection, self.pilots.get(code, ()), self.lists.get(code, ())), problems

    def report(self) -> tuple[str, dict[str, Found]]:
        """Name of the user's copy of the report, "" if there is none, and where in it each figure stands."""
        name, text = kept(self.engine)
        return name, locate(text, assets.figures())

    def sources(self, dataset: Dataset) -> Sources:
        """What the cards of an edition draw on, the user's copy of the report included."""
        _, found = self.report()
        sentences = {key: place.sentence for key, place in found.items()}
        checked = self.checked.get(dataset.edition.code, ())
        return Sources(dataset, assets.figures(), assets.external_figures(), checked, sentences)


def read(engine: Engine, known: Library | None = None) -> Library:
    """Load all editions of an open database; those that ``known`` has are taken from it, for they never change."""
    publication = current(engine)  # before the editions: the one in force is then among them
    editions = tuple(listed(engine))
    old = known.datasets if known else {}
    loaded = {edition.code: load(engine, edition) for edition in editions if edition.code not in old}
    datasets = {e.code: old[e.code] if e.code in old else loaded[e.code][0] for e in editions}
    pilots = {**(known.pilots if known else {}), **{code: members for code, (_, members) in loaded.items()}}
    checked = {**(known.checked if known else {}), **{code: check(datasets[code], RULES) for code in loaded}}
    with read_only(engine) as connection:
        lists = {code: rows_of(connection, code) for code in loaded}
    lists = {**(known.lists if known else {}), **lists}
    return Library(schema_version(engine), editions, datasets, pilots, checked, engine, publication, lists)


_lock = threading.Lock()
_current: list[Library] = []


def library() -> Library:
    """The process's library; opened, created and filled on first use. DatabaseProblem if it cannot be.

    It is read again as soon as anyone, in whatever process, has brought another edition into force.
    """
    with _lock:
        if not _current:
            _current.append(_open())
        elif _is_old(_current[0]):
            _current[0] = _reading(_current[0].engine, _current[0])
        return _current[0]


def _is_old(opened: Library) -> bool:
    try:
        return current_id(opened.engine) != (opened.publication.id if opened.publication else 0)
    except (DatabaseError, DatabaseProblem):  # out of reach for the moment: what was read is still what was published
        return False


def _open() -> Library:
    engine = write_ahead(open_engine(database_url(), fill))
    try:
        return _reading(engine)
    except DatabaseProblem:
        engine.dispose()
        raise


def _reading(engine: Engine, known: Library | None = None) -> Library:
    try:
        return read(engine, known)
    except (DatabaseError, ValueError, KeyError) as error:
        raise DatabaseProblem("数据库里的内容不完整，读不出来，没有改动它。请用备份替换后重新启动。") from error


def forget() -> None:
    """Open again at the next use (after an edition was added; between tests)."""
    with _lock:
        for opened in _current:
            opened.engine.dispose()
        _current.clear()
