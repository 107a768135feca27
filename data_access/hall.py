"""The table ``[hall]`` of the settings: the room's depth, the screen's width, the address for telephones."""

from __future__ import annotations

from urllib.parse import urlsplit

from domain.hall import Hall, HallProblem, Room

_KNOWN = {"depth", "width", "address"}


def read_hall(table: object) -> Hall:
    """The hall that a table stands for. HallProblem, which names the setting, for what is wrong in it."""
    if not isinstance(table, dict):
        raise HallProblem("[hall] 应是一个表")
    if unknown := sorted(map(str, set(table) - _KNOWN)):
        raise HallProblem(f"[hall] 里的 {'、'.join(unknown)} 不认识")
    default, address = Room(), table.get("address", "")
    room = Room(_metres(table, "depth", default.depth), _metres(table, "width", default.width))
    if not isinstance(address, str) or (address and urlsplit(address).scheme not in ("http", "https")):
        raise HallProblem("[hall] 的 address 应是 http:// 或 https:// 开头的网址")
    return Hall(room, address.strip())


def _metres(table: dict[str, object], key: str, default: float) -> float:
    found = table.get(key, default)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise HallProblem(f"[hall] 的 {key} 应是米数")
    return float(found)
