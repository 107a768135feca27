"""The demonstration edition: invented county values that add up to the published province.

Nothing here is real but the names, the townships and the villages of 2017. Every value carries 演示.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from data_access import assets
from data_access.published import published
from domain.facts import PilotMember
from domain.interval import Interval
from domain.status import Status
from domain.value import Key, Value

SEED = 20210702
SOURCE = "演示数据（虚拟）"
DIVISIONS = "国家统计局统计用区划代码"
TOTALS = {
    "2017": {
        "town_branches": 1231,
        "village_branches": 3295,
        "adult_members": 356_300,
        "volunteer_groups": 1468,
        "registered_volunteers": 94_800,
    },
    "2020": {
        "village_units": 24_444,
        "town_branches": 1302,
        "village_branches": 10_907,
        "adult_members": 456_600,
        "volunteer_groups": 1782,
        "registered_volunteers": 115_400,
        "star_1": 5760,
        "star_2": 2610,
        "star_3": 1240,
        "star_4": 620,
        "star_5": 331,
    },
}
Counts = dict[str, int]


def demo(seed: int = SEED) -> dict[Key, Value]:
    """The published values and, below the province, invented ones whose sums equal them."""
    values = published()
    for period, indicators in counts(seed).items():
        for indicator, by_county in indicators.items():
            real = indicator == "town_units" or (period, indicator) == ("2017", "village_units")
            status, source = (Status.EXTERNAL, DIVISIONS) if real else (Status.DEMO, SOURCE)
            for county, count in by_county.items():
                values[Key(indicator, period, county)] = Value(Interval.exactly(count), status, source)
    return values


def pilot_list(seed: int = SEED) -> tuple[PilotMember, ...]:
    """21 counties, at least one a city: the two that the report implies and 19 drawn by lot."""
    areas, chance = assets.areas(), random.Random(seed + 1)
    chosen = [m.area for m in assets.pilots() if m.scheme == "county21"]
    covered = {areas.city_of(code) for code in chosen}
    for city in areas.cities():
        if city not in covered:
            counties = areas.children(city, "2017")
            chosen.append(counties[int(chance.random() * len(counties))])
    rest = [code for code in areas.counties("2017") if code not in chosen]
    while len(chosen) < 21:
        chosen.append(rest.pop(int(chance.random() * len(rest))))
    drawn = chosen[len(covered) :]
    return tuple(PilotMember(code, "county21", "demo", "演示名单") for code in sorted(drawn))


def counts(seed: int = SEED) -> dict[str, dict[str, Counts]]:
    """Period → indicator → county → count: whole numbers with the sums of ``TOTALS``."""
    areas, chance = assets.areas(), random.Random(seed)
    counties = areas.counties("2020")
    vigour = {city: _bell(chance) for city in areas.cities()}
    strength = {c: 0.55 * vigour[areas.city_of(c)] + 0.9 * _bell(chance) for c in counties}
    now = _end_2020(counties, strength, chance)
    return {"2020": now, "2017": _end_2017(now, strength, chance)}


def _end_2020(counties: Sequence[str], strength: Mapping[str, float], chance: random.Random) -> dict[str, Counts]:
    real, total = assets.units("2020"), TOTALS["2020"]
    towns = {c: real[c][0] for c in counties}
    villages = apportion(total["village_units"], {c: real[c][1] for c in counties})
    lacking = apportion(
        sum(towns.values()) - total["town_branches"],
        {c: towns[c] * 2.0 ** (-3 * strength[c]) for c in counties},
        {c: int(towns[c] * 0.4) for c in counties},
    )
    residents = _residents(villages)
    people = {c: residents[c] * 2 ** (0.4 * strength[c] + 0.3 * _bell(chance)) for c in counties}
    helpers = {c: people[c] * 2 ** (0.4 * _bell(chance)) for c in counties}
    found = {
        "town_units": towns,
        "village_units": villages,
        "town_branches": {c: towns[c] - lacking[c] for c in counties},
        "village_branches": apportion(
            total["village_branches"], {c: villages[c] * _share(strength[c]) for c in counties}, villages
        ),
        "adult_members": apportion(total["adult_members"], people),
        "volunteer_groups": apportion(
            total["volunteer_groups"], {c: helpers[c] * 2 ** (0.3 * _bell(chance)) for c in counties}
        ),
        "registered_volunteers": apportion(total["registered_volunteers"], helpers),
    }
    for n in range(1, 6):
        weights = {c: helpers[c] * 2 ** (0.5 * _bell(chance)) for c in counties}
        found[f"star_{n}"] = apportion(total[f"star_{n}"], weights)
    return found | {"five_star_rated": found["star_5"]}


def _end_2017(now: Mapping[str, Counts], strength: Mapping[str, float], chance: random.Random) -> dict[str, Counts]:
    real, total = assets.units("2017"), TOTALS["2017"]
    towns, villages = {c: u[0] for c, u in real.items()}, {c: u[1] for c, u in real.items()}
    lacking = apportion(
        sum(towns.values()) - total["town_branches"],
        {c: towns[c] * 2.0 ** (-3 * strength[c]) for c in real},
        {c: int(towns[c] * 0.6) for c in real},
    )
    early = {c: villages[c] * _share(strength[c] - 1.5 + 0.9 * _bell(chance)) for c in real}
    found = {
        "town_units": towns,
        "village_units": villages,
        "town_branches": {c: towns[c] - lacking[c] for c in real},
        "village_branches": apportion(total["village_branches"], early, villages),
    }
    for indicator in ("adult_members", "volunteer_groups", "registered_volunteers"):
        weights = {c: _ground(now[indicator], c) * 2 ** (0.25 * _bell(chance)) for c in real}
        found[indicator] = apportion(total[indicator], weights)
    return found


def _residents(villages: Counts) -> dict[str, float]:
    """Each city's census population, shared among its counties by the 0.7th power of their villages."""
    areas, population = assets.areas(), assets.population()
    shares = {county: count**0.7 for county, count in villages.items()}
    whole = {city: sum(shares[c] for c in areas.children(city, "2020")) for city in areas.cities()}
    return {c: population[areas.city_of(c)] * share / whole[areas.city_of(c)] for c, share in shares.items()}


def _ground(counts_2020: Counts, county: str) -> int:
    """The 2020 count on the county's ground of 2017, so that 苍南 starts with 龙港's part."""
    after = assets.areas().comparable(county, "2017", "2020").after
    return sum(counts_2020[code] for code in after)


def _bell(chance: random.Random) -> float:
    """About normal (mean 0, deviation 1), from ``random()`` alone, which is the same in every Python."""
    return sum(chance.random() for _ in range(12)) - 6


def _share(strength: float) -> float:
    """A coverage between 0 and 1: the logistic curve."""
    return float(1 / (1 + 2.718281828**-strength))


def apportion(total: int, weights: Mapping[str, float], caps: Mapping[str, int] | None = None) -> Counts:
    """Whole numbers in proportion to ``weights``, none above its cap, with exactly the sum ``total``.

    Largest remainder; what caps cut off goes to the others. ValueError if the caps leave no room.
    """
    caps = caps or dict.fromkeys(weights, total)
    if sum(caps[key] for key in weights) < total:
        raise ValueError("上限之和小于总数")
    fixed: Counts = {}
    free = dict(weights)
    while True:
        left, base = total - sum(fixed.values()), sum(free.values())
        exact = {key: left * weight / base for key, weight in free.items()} if base else {}
        over = [key for key, share in exact.items() if share >= caps[key]]
        if not over:
            break
        fixed |= {key: caps[key] for key in over}
        free = {key: weight for key, weight in free.items() if key not in over}
    result = {key: int(share) for key, share in exact.items()} | fixed
    order = sorted(exact, key=lambda key: (int(exact[key]) - exact[key], key))
    for key in order[: total - sum(result.values())]:
        result[key] += 1
    return {key: result[key] for key in weights}
