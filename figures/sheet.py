"""A sheet: the parts of a page from top to bottom, drawn as one element of the browser."""

from __future__ import annotations

from dataclasses import dataclass

from figures.charts import AreaMap
from figures.spec import Piece

Part = Piece | AreaMap


@dataclass(frozen=True, slots=True)
class Columns:
    """Parts side by side: (relative width, parts) a column; ``kind`` names how they fold on a narrow screen."""

    columns: tuple[tuple[int, tuple[Part, ...]], ...]
    kind: str = ""


Sheet = tuple[Part | Columns, ...]
