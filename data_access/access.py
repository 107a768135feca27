"""The table ``[access]`` of the settings: how people sign in; who they are is in the database."""

from __future__ import annotations

from domain.access import Access, Mode

_KNOWN = {"mode", "idle_minutes"}
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
    return Access(mode, _minutes(table.get("idle_minutes", Access().idle_minutes)))


def _minutes(value: object) -> int:
    if type(value) is not int or not 1 <= value <= _LONGEST:
        raise AccessProblem(f"[access] 的 idle_minutes 应是1到{_LONGEST}之间的整数")
    return value
