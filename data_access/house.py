"""The table ``[house]`` of the settings: name, logo, signatory, typefaces, colours of the status lights."""

from __future__ import annotations

import re
from pathlib import Path

from domain.house import FONTS, LIGHTS, House

_TEXTS = ("organisation", "signatory", "number", "addressee")
_KNOWN = {*_TEXTS, "logo", "fonts", "lights"}
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_LOGOS = (".png", ".jpg", ".jpeg")
LONGEST = 60


class HouseProblem(Exception):
    """The table cannot be used; the message is Chinese and names the setting."""


def read_house(table: object, folder: Path) -> House:
    """The house that a table stands for; ``folder`` is that of the settings. HouseProblem for what is wrong in it."""
    if not isinstance(table, dict):
        raise HouseProblem("[house] 应是一个表")
    if unknown := sorted(map(str, set(table) - _KNOWN)):
        raise HouseProblem(f"[house] 里的 {'、'.join(unknown)} 不认识")
    texts = {name: _text(name, table[name]) for name in _TEXTS if name in table}
    fonts = {role: _text(f"fonts.{role}", font) for role, font in _table("fonts", table, FONTS).items()}
    lights = {role: _colour(role, colour) for role, colour in _table("lights", table, LIGHTS).items()}
    return House(**texts, logo=_logo(table.get("logo", ""), folder), fonts=fonts, lights=lights)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST or not value.isprintable():
        raise HouseProblem(f"[house] 的 {name} 应是不超过{LONGEST}个字的一行文字")
    return value.strip()


def _table(name: str, table: dict[str, object], known: object) -> dict[str, object]:
    found = table.get(name, {})
    if not isinstance(found, dict):
        raise HouseProblem(f"[house.{name}] 应是一个表")
    if unknown := sorted(map(str, set(found) - set(known))):  # type: ignore[call-overload]
        raise HouseProblem(f"[house.{name}] 里的 {'、'.join(unknown)} 不认识")
    return found


def _colour(role: str, value: object) -> str:
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise HouseProblem(f"[house.lights] 的 {role} 应写成 #RRGGBB")
    return value


def _logo(value: object, folder: Path) -> Path | None:
    if not value:
        return None
    file = folder / str(value)
    if file.suffix.lower() not in _LOGOS:
        raise HouseProblem(f"[house] 的 logo 应是 {'、'.join(_LOGOS)} 文件")
    return file  # whether it is there is looked at when a document is made
