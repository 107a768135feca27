"""The house's own settings: ``settings.toml`` beside the program, absent by default."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from data_access.access import AccessProblem, read_access
from data_access.engine import ROOT
from data_access.hall import read_hall
from data_access.house import HouseProblem, read_house
from domain.access import Access, Mode
from domain.hall import Hall, HallProblem
from domain.house import House
from domain.roster import RosterOptions
from domain.targets import NEAR


@dataclass(frozen=True, slots=True)
class Settings:
    """``boundary_file``: a GeoJSON of the counties of 2020 that replaces the shipped one;
    ``map_approval``: its 审图号, printed under the map; ``access``: how people sign in;
    ``star_hours``: hours of service from which one to five stars are reckoned in a roster without stars;
    ``house``: whose documents are made; ``near``: % of a target from which it counts as nearly reached;
    ``hall``: the room that is projected in.
    """

    boundary_file: Path | None = None
    map_approval: str = ""
    problem: str = ""
    access: Access = field(default_factory=Access)
    star_hours: tuple[float, ...] = RosterOptions().thresholds
    house: House = field(default_factory=House)
    near: float = NEAR
    hall: Hall = field(default_factory=Hall)


# Whoever set up sign-in and made a slip must not find every reader an administrator.
_CLOSED = Access(Mode.CLOSED)


@cache
def settings() -> Settings:
    """The settings; what cannot be read is left at its default, sign-in is closed, and ``problem`` says so."""
    file = Path(os.environ.get("ZJRC_SETTINGS", ROOT / "settings.toml"))
    if not file.exists():
        return Settings()
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
        table = tables.get("map", {})
        boundary = table.get("boundary_file", "")
        read = Settings(file.parent / boundary if boundary else None, str(table.get("approval", "")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError, TypeError) as error:
        problem = f"设置文件 {file.name} 读不出来（{error}），已按默认设置运行，填报和管理已关闭"
        return Settings(problem=problem, access=_CLOSED)
    read = _with_star_hours(read, tables.get("roster", {}), file.name)
    read = _with_house(read, tables.get("house", {}), file)
    read = _with_near(read, tables.get("bulletin", {}), file.name)
    read = _with_hall(read, tables.get("hall", {}), file.name)
    try:
        return replace(read, access=read_access(tables.get("access", {})))
    except AccessProblem as error:
        return replace(read, problem=f"设置文件 {file.name} 有误：{error}。填报和管理已关闭", access=_CLOSED)


def _with_star_hours(read: Settings, table: Any, name: str) -> Settings:
    """The settings with ``star_hours`` of the table ``[roster]``; the default and a problem where they are wrong."""
    try:
        options = RosterOptions(thresholds=tuple(table.get("star_hours", read.star_hours)))
    except (AttributeError, TypeError, ValueError):
        problem = f"设置文件 {name} 有误：[roster] 的 star_hours 须为五个由小到大的正数（小时），已按默认值运行"
        return replace(read, problem=problem)
    return replace(read, star_hours=options.thresholds)


def _with_house(read: Settings, table: object, file: Path) -> Settings:
    """The settings with the table ``[house]``; the default and a problem where it is wrong."""
    try:
        return replace(read, house=read_house(table, file.parent))
    except HouseProblem as error:
        return replace(read, problem=f"设置文件 {file.name} 有误：{error}，材料已按默认值制作")


def _with_near(read: Settings, table: object, name: str) -> Settings:
    """The settings with ``near`` of the table ``[bulletin]``; the default and a problem where it is wrong."""
    near = table.get("near", NEAR) if isinstance(table, dict) else None
    if isinstance(near, bool) or not isinstance(near, int | float) or not 0 < near < 100:
        problem = f"设置文件 {name} 有误：[bulletin] 的 near 须为0到100之间的数（%），已按{NEAR:g}%运行"
        return replace(read, problem=problem)
    return replace(read, near=float(near))


def _with_hall(read: Settings, table: object, name: str) -> Settings:
    """The settings with the table ``[hall]``; the default and a problem where it is wrong."""
    try:
        return replace(read, hall=read_hall(table))
    except HallProblem as error:
        return replace(read, problem=f"设置文件 {name} 有误：{error}，会场已按默认值放映")
