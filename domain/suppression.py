"""Hiding small counts in a table with totals, so that no hidden one follows from what is shown.

The table is a tree: a count's path is (county, star, year, kind), and every prefix of a path has a total. Small
counts are hidden (primary suppression), and of their siblings the smallest ones until at least two are hidden and
the hidden ones hold more persons than leaves (complementary suppression). Then the sum that remains can be shared
out in several ways: the person too many may stand in any leaf, so none is certain. Where siblings do not suffice,
their total is hidden instead. Below a hidden total everything is hidden.

Not covered: that a combination occurs at all, totals other than these (all persons of one year, of one kind), other
tables on the same persons, and a reader who knows these rules and runs them backwards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

Path = tuple[str | int, ...]


def totals(leaves: Iterable[tuple[Path, int]]) -> dict[Path, int]:
    """Persons at every prefix of the leaves' paths, from () to the leaves themselves."""
    found: dict[Path, int] = {(): 0}
    for path, number in leaves:
        for depth in range(len(path) + 1):
            found[path[:depth]] = found.get(path[:depth], 0) + number
    return found


def hidden(leaves: Collection[tuple[Path, int]], below: int) -> frozenset[Path]:
    """The prefixes whose totals must not be shown, where counts from 1 to ``below`` − 1 are small."""
    persons, parts = totals(leaves), totals((path, 1) for path, _ in leaves)
    children: dict[Path, list[Path]] = {}
    for path in persons:
        if path:
            children.setdefault(path[:-1], []).append(path)
    small = {path for path, number in persons.items() if 0 < number < below}
    picked: dict[Path, set[Path]] = {}
    for parent in sorted(children, key=len, reverse=True):
        picked[parent] = _cover(children[parent], small, persons, parts)
        if not _is_safe(picked[parent], persons, parts):
            small.add(parent)
    found = {path for path in small if not path}
    for parent in sorted(children, key=len):
        found.update(children[parent] if parent in found else picked[parent])
    return frozenset(found)


def _cover(
    siblings: list[Path], small: Collection[Path], persons: Mapping[Path, int], parts: Mapping[Path, int]
) -> set[Path]:
    """The small ones among siblings with as many more, the smallest first, as it takes to be safe, or all."""
    chosen = {path for path in siblings if path in small}
    others = sorted((path for path in siblings if path not in chosen), key=lambda path: persons[path], reverse=True)
    while others and not _is_safe(chosen, persons, parts):
        chosen.add(others.pop())
    return chosen


def _is_safe(chosen: Collection[Path], persons: Mapping[Path, int], parts: Mapping[Path, int]) -> bool:
    if not chosen:
        return True
    return len(chosen) > 1 and sum(persons[path] for path in chosen) > sum(parts[path] for path in chosen)
