"""Small counts that are hidden stay hidden from whoever subtracts: every case by hand, then every way to share out."""

import random
from itertools import product

import pytest

from domain.suppression import hidden, totals


def test_every_prefix_has_a_total():
    assert totals([(("a", 1), 2), (("a", 2), 3), (("b", 1), 4)]) == {
        (): 9,
        ("a",): 5,
        ("b",): 4,
        ("a", 1): 2,
        ("a", 2): 3,
        ("b", 1): 4,
    }


@pytest.mark.parametrize(
    ("counts", "gone"),
    [
        ([5, 7], []),
        ([0, 7], []),
        ([1, 7, 5], [0, 2]),  # a lone one takes the smallest of the others with it
        ([1, 2, 9], [0, 1]),  # 3 in two leaves: either may have 2
        ([1, 1, 9, 8], [0, 1, 3]),  # 2 in two leaves would be 1 and 1
        ([2, 2, 9], [0, 1]),
    ],
)
def test_as_many_are_hidden_as_it_takes(counts, gone):
    assert hidden([((n,), number) for n, number in enumerate(counts)], 3) == {(n,) for n in gone}


def test_a_total_goes_where_its_parts_would_give_themselves_away():
    ones = [(("a", n), 1) for n in range(3)]
    lone = [(("b", 0), 40)]
    rest = [(("c", 0), 50), (("c", 1), 60)]
    assert hidden(ones + lone + rest, 3) == {("a",), ("b",), ("a", 0), ("a", 1), ("a", 2), ("b", 0)}
    assert hidden(ones, 3) == {(), ("a",), ("a", 0), ("a", 1), ("a", 2)}


def test_nothing_is_hidden_where_nobody_asks():
    leaves = [(("a", 0), 1), (("a", 1), 9)]
    assert hidden(leaves, 0) == hidden(leaves, 1) == frozenset()
    assert hidden([], 3) == frozenset()


def possible(leaves, gone):
    """For every hidden leaf the numbers it may have, going by the shown totals and that no listed leaf is empty."""
    known = {path: number for path, number in totals(leaves).items() if path not in gone}
    paths = [path for path, _ in leaves]
    ranges = [(known[path],) if path in known else range(1, 7) for path in paths]
    found = {path: set() for path in paths if path in gone}
    for numbers in product(*ranges):
        sums = totals(zip(paths, numbers, strict=True))
        if all(sums[path] == number for path, number in known.items()):
            for path, number in zip(paths, numbers, strict=True):
                if path in found:
                    found[path].add(number)
    return found


@pytest.mark.parametrize("seed", range(40))
def test_no_hidden_count_follows_from_what_is_shown(seed):
    chance = random.Random(seed)
    shape = [(area, star) for area in "abc" for star in range(chance.choice([1, 1, 2, 3]))][:5]
    leaves = [(path, chance.choice([1, 1, 2, 3, 4])) for path in shape]
    gone = hidden(leaves, 3)
    assert {path for path, number in totals(leaves).items() if number < 3} <= gone
    assert all(len(numbers) > 1 for numbers in possible(leaves, gone).values())
