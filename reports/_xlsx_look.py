"""How cells of a workbook look: each combination is one format of the book, made when it is first asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from domain.house import House
from domain.status import Status
from reports.blocks import GridCell
from reports.office_paint import hatch, is_dark, paint

HATCH = 14  # Excel's thin strokes that rise to the right
_DASHED, _THIN = 3, 1


@dataclass(frozen=True)
class Look:
    """The formats of one workbook in the typefaces of one house."""

    book: Any
    house: House
    _made: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def of(self, **properties: Any) -> Any:
        """A format of text that wraps; properties are xlsxwriter's."""
        base = {"font_name": self.house.font("song"), "font_size": 10.5, "valign": "vcenter", "text_wrap": True}
        wanted = {**base, "font_color": "#" + paint("ink", self.house), **properties}
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self.book.add_format(wanted)
        return self._made[key]

    def title(self, size: int = 16) -> Any:
        """The first line of a sheet."""
        return self.of(font_name=self.house.font("head"), font_size=size, bold=True)

    def note(self) -> Any:
        """Small lines around a table."""
        return self.of(font_size=9, font_color="#" + paint("ink2", self.house))

    def warning(self) -> Any:
        """「演示数据，不是实际数字」: hatched, so that black and white shows it too."""
        ground, ink = paint("amber-bg", self.house), paint("amber", self.house)
        colours = {"fg_color": "#" + hatch(ground), "bg_color": "#" + ground, "font_color": "#" + ink}
        return self.of(bold=True, pattern=HATCH, **colours)

    def head(self) -> Any:
        """A column's head."""
        ground = "#" + paint("surface", self.house)
        return self.of(
            font_name=self.house.font("head"),
            align="center",
            bg_color=ground,
            top=2,
            bottom=_THIN,
            left=_THIN,
            right=_THIN,
        )

    def cell(self, cell: GridCell, kind: str, status: Status | None, right: bool) -> Any:
        """A table's cell: its class as the ground, 演示 hatched, 未报 framed with dashes and never filled."""
        line = "#" + paint("line", self.house)
        found: dict[str, Any] = {
            "border": _THIN,
            "border_color": line,
            "align": "right" if right else "left",
            "indent": 1,
        }
        if cell.number is not None:
            found["num_format"] = number_format(cell.text)
        if status is Status.MISSING:
            dashes = {"border": _DASHED, "border_color": "#" + paint("ink3", self.house)}
            return self.of(**found | dashes, font_color="#" + paint("ink3", self.house))
        return self.of(**found | self._ground(f"{kind}{cell.step}" if cell.step else "bg", status))

    def _ground(self, role: str, status: Status | None) -> dict[str, Any]:
        ground = paint(role, self.house)
        found: dict[str, Any] = {"font_color": "#" + paint("bg" if is_dark(ground) else "ink", self.house)}
        if status is Status.DEMO:
            return found | {"pattern": HATCH, "fg_color": "#" + hatch(ground), "bg_color": "#" + ground}
        return found if role == "bg" else found | {"pattern": 1, "fg_color": "#" + ground}


def number_format(text: str) -> str:
    """The number format that writes a number as the text does: its decimals, its plus, a true minus."""
    plain = "0." + "0" * len(text.partition(".")[2]) if "." in text else "0"
    plus = '"+"' if text.startswith("+") else ""
    return f'{plus}{plain};"−"{plain};{plain}'
