"""Whose documents they are: the settings' table ``[house]``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

# Role → typefaces, the first being the one that a document names; the others are what offices have instead of it.
FONTS: Mapping[str, tuple[str, ...]] = {
    "title": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "华文中宋", "宋体"),
    "head": ("黑体", "SimHei", "Noto Sans CJK SC"),
    "kai": ("楷体", "KaiTi", "AR PL UKai CN"),
    "body": ("仿宋", "FangSong", "Noto Serif CJK SC"),
    "song": ("宋体", "SimSun", "Noto Serif CJK SC"),
    "latin": ("Times New Roman", "Liberation Serif"),
    "screen": ("微软雅黑", "Microsoft YaHei", "Noto Sans CJK SC"),
}
LIGHTS = ("ok", "warn", "bad")


@dataclass(frozen=True, slots=True)
class House:
    """``number`` is a bulletin's 发文字号, ``addressee`` its 主送机关, ``signatory`` its 署名; ``fonts`` replace the
    first typeface of a role, ``lights`` the colours of the status lights as ``#RRGGBB``.
    """

    organisation: str = "浙江省红十字会"
    logo: Path | None = None
    signatory: str = ""
    number: str = ""
    addressee: str = "各设区市红十字会"
    fonts: Mapping[str, str] = field(default_factory=dict)
    lights: Mapping[str, str] = field(default_factory=dict)

    def font(self, role: str) -> str:
        """The typeface that a document names for a role of ``FONTS``."""
        return self.fonts.get(role) or FONTS[role][0]
