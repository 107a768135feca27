"""Reported lists: pilots, targets, honours, projects, trainings and places; what is wrong with one, and what it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from domain.area import PROVINCE, Areas
from domain.catalog import INDICATORS
from domain.facts import PilotMember
from domain.submission import ListRow, Problem, Severity, Submission

# Kinds and their names; their columns are in ``assets/facts/list_columns.csv``.
LIST_NAMES = {
    "pilots": "试点名单",
    "targets": "目标",
    "honours": "荣誉",
    "projects": "项目",
    "trainings": "培训",
    "places": "阵地",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list. ``type`` is place, county, year, count, money, date, choice, indicator, target or text.

    ``identity``: part of what tells two rows apart; ``least`` and ``most`` bound numbers and years, ``most`` also the
    characters of a text; ``options`` are those of a choice.
    """

    key: str
    head: str
    aliases: tuple[str, ...]
    type: str
    identity: bool
    required: bool
    least: int
    most: int
    options: tuple[str, ...]
    definition: str


@dataclass(frozen=True, slots=True)
class ListKind:
    """One kind of list."""

    key: str
    name: str
    columns: tuple[Column, ...]

    def identity(self, row: ListRow) -> tuple[str, ...]:
        """What tells a row from all others of its list."""
        return tuple(row.cell(column.key) for column in self.columns if column.identity)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A pilot scheme: its word in the list, its code, and how many members the report gives it."""

    word: str
    code: str
    most: int


SCHEMES = (
    Scheme("组织建设试点县", "county21", 21),
    Scheme("县域试点", "five", 5),
    Scheme("城市博爱家园", "city3", 3),
)
_SCHEME_CODES = {scheme.word: scheme.code for scheme in SCHEMES}


@dataclass(frozen=True, slots=True)
class ListEffect:
    """What a list would change in the one in force: rows added, removed, and changed as (before, after)."""

    added: tuple[ListRow, ...]
    removed: tuple[ListRow, ...]
    changed: tuple[tuple[ListRow, ListRow], ...]


@dataclass(frozen=True, slots=True)
class InForce:
    """What a list is looked at beside: the rows in force of all kinds, the tree, the pilots that the report ties."""

    rows: tuple[ListRow, ...]
    areas: Areas
    pilots: tuple[PilotMember, ...]


def within(scope: str, area: str, areas: Areas) -> bool:
    """Whether a list of ``scope``, a city or the province, has a say about an area."""
    return scope == PROVINCE or areas.city_of(area) == scope


def merged(before: Iterable[ListRow], kind: str, scope: str, rows: Iterable[ListRow], areas: Areas) -> list[ListRow]:
    """The rows in force once ``rows`` stand for all that the scope has of that kind."""
    kept = [row for row in before if row.kind != kind or not within(scope, row.cell("area"), areas)]
    return [*kept, *rows]


def sourced(handed_in: Submission, number: int) -> list[ListRow]:
    """The rows of a submission, the ``number``-th of its scope and kind, as they stand in an edition."""
    who = "省" if handed_in.city == PROVINCE else "市"
    return [replace(row, source=f"{who}报送 {handed_in.at[:10]} 版本{number}") for row in handed_in.rows]


def list_effect(
    before: Iterable[ListRow], kind: ListKind, scope: str, rows: Sequence[ListRow], areas: Areas
) -> ListEffect:
    """What ``rows`` of a scope would change in the list in force."""
    old = {kind.identity(r): r for r in before if r.kind == kind.key and within(scope, r.cell("area"), areas)}
    new = {kind.identity(row): row for row in rows}
    both = [(old[key], row) for key, row in new.items() if key in old]
    return ListEffect(
        tuple(row for key, row in new.items() if key not in old),
        tuple(row for key, row in old.items() if key not in new),
        tuple((was, row) for was, row in both if was.cells != row.cells),
    )


def examine_list(rows: Sequence[ListRow], kind: ListKind, scope: str, known: InForce) -> tuple[Problem, ...]:
    """What is wrong with the rows of a list, errors first.

    ``row`` of a problem counts the rows from 1 and ``column`` is a column's key; 0 and "" for the list as a whole.
    """
    problems = [*_foreign(rows, scope, known.areas), *_twice(rows, kind), *_empty(rows, kind, scope, known)]
    if kind.key == "pilots":
        problems += _pilots(rows, scope, known)
    return tuple(sorted(problems, key=lambda p: p.severity is not Severity.ERROR))


def _foreign(rows: Sequence[ListRow], scope: str, areas: Areas) -> Iterator[Problem]:
    for number, row in enumerate(rows, 1):
        area = row.cell("area")
        if not within(scope, area, areas):
            found, ours = areas.find(area), areas.get(scope).name
            name, expected = found.name if found else area, f"{ours}或它的县（市、区）"
            yield _error(number, "area", name, expected, "请删去这一行，由所属的市或省里报送", area)


def _twice(rows: Sequence[ListRow], kind: ListKind) -> Iterator[Problem]:
    first = next(column.key for column in kind.columns if column.identity)
    heads = "、".join(column.head for column in kind.columns if column.identity)
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows, 1):
        key = kind.identity(row)
        if key in seen:
            yield _error(
                number, first, row.cell(first), f"{heads}不全相同", "与前面的一行重复，请只留一行", row.cell("area")
            )
        seen.add(key)


def _empty(rows: Sequence[ListRow], kind: ListKind, scope: str, known: InForce) -> Iterator[Problem]:
    if rows:
        return
    if list_effect(known.rows, kind, scope, (), known.areas).removed:
        mend = "发布后现有的各行都会去掉，请确认"
        yield Problem(Severity.WARNING, "", 0, "", "一行也没有", "至少一行", mend)
    else:
        yield _error(0, "", "一行也没有", "至少一行", "请填写后再上传")


def _pilots(rows: Sequence[ListRow], scope: str, known: InForce) -> Iterator[Problem]:
    after = merged(known.rows, "pilots", scope, rows, known.areas)
    yield from too_many(after, known)
    having = {
        known.areas.city_of(m.area) for m in pilots_of(known.pilots, after, known.areas) if m.scheme == "county21"
    }
    for city in known.areas.cities() if scope == PROVINCE else (scope,):
        if city not in having:
            name = known.areas.get(city).name
            yield Problem(Severity.WARNING, "", 0, "", f"{name}没有组织建设试点县", "每个市至少一个", "请确认", city)


def too_many(rows: Iterable[ListRow], known: InForce) -> Iterator[Problem]:
    """Schemes with more members than the report gives them, those included that it names itself."""
    members = pilots_of(known.pilots, rows, known.areas)
    for scheme in SCHEMES:
        codes = [member.area for member in members if member.scheme == scheme.code]
        if len(codes) > scheme.most:
            named = [m.area for m in members if m.scheme == scheme.code and m.basis == "named"]
            names = "、".join(known.areas.get(code).name for code in named)
            mend = f"报告点名的是{names}；请核对" if names else "请核对，删去不是试点的"
            yield _error(0, "", f"{scheme.word}{len(codes)}个", f"最多{scheme.most}个", mend)


def _error(row: int, column: str, found: str, expected: str, mend: str, area: str = "") -> Problem:
    return Problem(Severity.ERROR, "", row, column, found, expected, mend, area)


def pilots_of(shipped: Iterable[PilotMember], rows: Iterable[ListRow], areas: Areas) -> tuple[PilotMember, ...]:
    """Who is in each scheme: those that the report names, those reported, and what was only inferred elsewhere.

    What a city reports of a scheme takes the place of what was inferred of it; a full list of all that was.
    """
    shipped = tuple(shipped)
    named = {(m.scheme, m.area) for m in shipped if m.basis == "named"}
    listed = [_member(row) for row in rows if row.kind == "pilots"]
    reported = {(m.scheme, m.area): m for m in listed if (m.scheme, m.area) not in named}
    said = {(scheme, areas.city_of(area)) for scheme, area in reported}
    full = {s.code for s in SCHEMES if sum(scheme == s.code for scheme, _ in reported) >= s.most}
    kept = [
        m
        for m in shipped
        if m.basis == "named" or (m.scheme not in full and (m.scheme, areas.city_of(m.area)) not in said)
    ]
    return (*kept, *reported.values())


def _member(row: ListRow) -> PilotMember:
    note = f"{row.cell('year')}年起；{row.cell('basis')}"
    return PilotMember(row.cell("area"), _SCHEME_CODES[row.cell("scheme")], "reported", note)


def written(column: Column, text: str, areas: Areas, unit: str = "") -> str:
    """A cell as people read it: names for codes, the unit behind a target."""
    match column.type:
        case "place" | "county":
            found = areas.find(text)
            return found.name if found else text
        case "indicator":
            return INDICATORS[text].name if text in INDICATORS else text
        case "target":
            return text + unit
        case _:
            return text


def written_row(kind: ListKind, row: ListRow, areas: Areas) -> tuple[str, ...]:
    """All cells of a row as people read them."""
    indicator = INDICATORS.get(row.cell("indicator"))
    unit = indicator.unit if indicator else ""
    return tuple(written(column, row.cell(column.key), areas, unit) for column in kind.columns)
