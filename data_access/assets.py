"""Reads the facts that ship with the product: ``assets/areas`` and ``assets/facts``."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from domain.area import VINTAGES, Area, Areas, Change, Level
from domain.facts import Confusion, ExternalFigure, Figure, PilotMember
from domain.items import Item, System
from domain.lists import LIST_NAMES, Column, ListKind
from domain.status import Status

ASSETS = Path(__file__).resolve().parent.parent / "assets"


def read_csv(name: str) -> Iterator[dict[str, str]]:
    """Rows of one shipped table, e.g. ``facts/pilots.csv``."""
    with (ASSETS / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def areas() -> Areas:
    """The administrative tree of the three vintages."""
    trees = {v: {r["code"]: _area(r) for r in read_csv(f"areas/areas_{v}.csv")} for v in VINTAGES}
    changes = tuple(
        Change(r["old_code"], r["old_name"], r["new_code"], r["new_name"], r["change"], r["note"], r["effective"])
        for r in read_csv("areas/area_crosswalk.csv")
    )
    return Areas(trees, changes)


def _area(row: dict[str, str]) -> Area:
    return Area(row["code"], row["name"], Level(row["level"]), row["parent"], row["type"])


@cache
def figures() -> tuple[Figure, ...]:
    """The 50 figures of the report, in its order."""
    return tuple(
        Figure(
            **{k: v for k, v in row.items() if k not in ("part", "paragraph", "sentence")},
            part=int(row["part"]),
            paragraph=int(row["paragraph"]),
            sentence=int(row["sentence"]),
        )
        for row in read_csv("facts/report_figures.csv")
    )


@cache
def external_figures() -> tuple[ExternalFigure, ...]:
    """Public figures from other sources."""
    return tuple(
        ExternalFigure(**{k: v for k, v in row.items() if k != "number"}, number=int(row["number"]))
        for row in read_csv("facts/external_figures.csv")
    )


@cache
def pilots() -> tuple[PilotMember, ...]:
    """The counties that the report itself ties to a pilot scheme."""
    return tuple(PilotMember(**row) for row in read_csv("facts/pilots.csv"))


@cache
def items() -> tuple[Item, ...]:
    """What the report lists one by one, in its order."""
    counts = ("system", "part", "paragraph", "sentence")
    return tuple(
        Item(**{**row, "status": Status[row["status"]], **{key: int(row[key] or 0) for key in counts}})  # type: ignore[arg-type]
        for row in read_csv("facts/items.csv")
    )


@cache
def systems() -> tuple[System, ...]:
    """The 52 systems of the report."""
    return tuple(
        System(
            int(row["number"]),
            row["name"],
            row["page"],
            row["state"],
            tuple(row["columns"].split(";")) if row["columns"] else (),
            row["test"],
        )
        for row in read_csv("facts/systems.csv")
    )


@cache
def confusions() -> tuple[Confusion, ...]:
    """What indicators are often confused with."""
    return tuple(Confusion(**row) for row in read_csv("facts/confusions.csv"))


@cache
def list_kinds() -> dict[str, ListKind]:
    """The lists that can be reported, with their columns."""
    columns: dict[str, list[Column]] = {kind: [] for kind in LIST_NAMES}
    for row in read_csv("facts/list_columns.csv"):
        columns[row["kind"]].append(_column(row))
    return {kind: ListKind(kind, name, tuple(columns[kind])) for kind, name in LIST_NAMES.items()}


def _column(row: dict[str, str]) -> Column:
    return Column(
        row["key"],
        row["head"],
        tuple(filter(None, row["aliases"].split(";"))),
        row["type"],
        row["identity"] == "1",
        row["required"] == "1",
        int(row["least"] or 0),
        int(row["most"] or 0),
        tuple(filter(None, row["options"].split(";"))),
        row["definition"],
    )


def units(period: str) -> dict[str, tuple[int, int]]:
    """County → (townships, villages) of the statistical division codes, for 2017 or 2020."""
    return {r["area"]: (int(r["town_units"]), int(r["village_units"])) for r in read_csv(f"facts/units_{period}.csv")}


def population() -> dict[str, int]:
    """Province and city → residents of the seventh census."""
    return {r["area"]: int(r["population"]) for r in read_csv("facts/population_2020.csv")}
