"""Reported honours, projects, trainings and places as items, beside those that the report lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.items import Item
from domain.status import Status
from domain.submission import ListRow


def items_of(rows: Iterable[ListRow]) -> tuple[Item, ...]:
    """The items that reported lists add; their ids count the rows of the edition. A project's money is an item of its own.

    They stand in no place of the report: part, paragraph and sentence are 0, and so is the system.
    """
    return tuple(item for number, row in enumerate(rows, 1) for item in _items(f"R{number:03d}", row))


def _items(id_: str, row: ListRow) -> Iterator[Item]:
    match row.kind:
        case "honours":
            given = {
                "kind": "honour",
                "date": row.cell("year"),
                "level": row.cell("level"),
                "field": row.cell("object"),
            }
            yield _item(id_, row, **given, amount=row.cell("count"), unit="个")
        case "projects":
            when = row.cell("round")
            yield _item(id_, row, kind="project", amount=row.cell("count"), unit="个", note=when)
            if money := row.cell("money"):
                yield _item(f"{id_}F", row, kind="fund", amount=money, unit="万元", note=when)
        case "trainings":
            note = f"{row.cell('sessions')}期"
            yield _item(
                id_, row, kind="training", date=row.cell("date"), amount=row.cell("people"), unit="人", note=note
            )
        case "places":
            given = {"date": row.cell("year"), "field": row.cell("type"), "note": row.cell("state")}
            yield _item(id_, row, kind="place", **given)


def _item(
    id_: str,
    row: ListRow,
    *,
    kind: str,
    date: str = "",
    amount: str = "",
    unit: str = "",
    level: str = "",
    field: str = "",
    note: str = "",
) -> Item:
    return Item(
        id=id_,
        system=0,
        kind=kind,
        name=row.cell("name"),
        area=row.cell("area"),
        date=date,
        amount=amount,
        unit=unit,
        measure="count" if amount else "none",
        level=level,
        field=field,
        status=Status.REPORTED,
        part=0,
        paragraph=0,
        sentence=0,
        figure="",
        source=row.source,
        note=note,
    )
