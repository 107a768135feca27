"""The house's own settings: ``settings.toml`` beside the program, absent by default."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data_access.engine import ROOT


@dataclass(frozen=True, slots=True)
class Settings:
    """``boundary_file``: a GeoJSON of the counties of 2020 that replaces the shipped one;
    ``map_approval``: its 审图号, printed under the map.
    """

    boundary_file: Path | None = None
    map_approval: str = ""
    problem: str = ""


@cache
def settings() -> Settings:
    """The settings; a file that cannot be read changes nothing and says so in ``problem``."""
    file = Path(os.environ.get("ZJRC_SETTINGS", ROOT / "settings.toml"))
    if not file.exists():
        return Settings()
    try:
        table = tomllib.loads(file.read_text("utf-8")).get("map", {})
        boundary = table.get("boundary_file", "")
        return Settings(file.parent / boundary if boundary else None, str(table.get("approval", "")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError, TypeError) as error:
        return Settings(problem=f"设置文件 {file.name} 读不出来（{error}），已按默认设置运行")
