"""The table ``[access]`` of the settings: how people sign in, and who is who."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from data_access import assets
from domain.access import Access, Mode, folded
from domain.roles import Account, Role

# Settings that list e-mail addresses; a city editor's stand under the code of his city.
_LISTS = {
    "viewers": Role.VIEWER,
    "province_editors": Role.PROVINCE_EDITOR,
    "administrators": Role.ADMINISTRATOR,
}
_CITIES = "city_editors"
_KNOWN = {"mode", "idle_minutes", _CITIES, *_LISTS}
_CHOICES = {mode.value: mode for mode in Mode if mode is not Mode.CLOSED}
_LONGEST = 24 * 60


class AccessProblem(Exception):
    """The table cannot be used; the message is Chinese and names the setting."""


def read_access(table: object) -> Access:
    """The settings that a table stands for. AccessProblem for anything in it that is not understood."""
    if not isinstance(table, dict):
        raise AccessProblem("[access] 应是一个表")
    if unknown := sorted(map(str, set(table) - _KNOWN)):
        raise AccessProblem(f"[access] 里的 {'、'.join(unknown)} 不认识")
    mode = _CHOICES.get(str(table.get("mode", Mode.SINGLE.value)))
    if mode is None:
        raise AccessProblem(f"[access] 的 mode 应是 {'、'.join(_CHOICES)} 之一")
    access = Access(mode, _minutes(table.get("idle_minutes", Access().idle_minutes)), _people(table))
    if mode is Mode.OIDC and all(person.role is not Role.ADMINISTRATOR for person in access.people.values()):
        raise AccessProblem("[access] 的 mode 是 oidc 时，administrators 至少要有一个邮箱")
    return access


def _minutes(value: object) -> int:
    if type(value) is not int or not 1 <= value <= _LONGEST:
        raise AccessProblem(f"[access] 的 idle_minutes 应是1到{_LONGEST}之间的整数")
    return value


def _people(table: dict[str, Any]) -> dict[str, Account]:
    people: dict[str, Account] = {}
    for email, role, city in _listed(table):
        earlier = people.get(email)
        if earlier is not None and earlier.role is not role:
            raise AccessProblem(f"[access] 里 {email} 有两种角色：{earlier.role.value}、{role.value}")
        cities = dict.fromkeys((*(earlier.cities if earlier else ()), *city))
        people[email] = Account(email, role, tuple(cities))
    return people


def _listed(table: dict[str, Any]) -> Iterator[tuple[str, Role, tuple[str, ...]]]:
    for name, role in _LISTS.items():
        for email in _emails(name, table.get(name, [])):
            yield email, role, ()
    by_city = table.get(_CITIES, {})
    if not isinstance(by_city, dict):
        raise AccessProblem(f"[access] 的 {_CITIES} 应是一个表：城市代码 = 邮箱列表")
    for city, emails in by_city.items():
        if city not in assets.areas().cities():
            raise AccessProblem(f"[access.{_CITIES}] 里的 {city} 不是设区市的代码")
        for email in _emails(f"{_CITIES}.{city}", emails):
            yield email, Role.CITY_EDITOR, (city,)


def _emails(name: str, value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(email, str) and "@" in email for email in value):
        raise AccessProblem(f"[access] 的 {name} 应是邮箱的列表")
    return [folded(email) for email in value]
