"""What is reported: one row a measure, and the machine it was measured on."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import streamlit as st

from bench.browser import CHROMIUM


@dataclass(frozen=True)
class Row:
    """One measure. The limit is on the ratio where there is a baseline, else on the value."""

    name: str
    value: float
    unit: str
    limit: float
    baseline: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return None if self.baseline is None else self.value / self.baseline

    @property
    def passed(self) -> bool:
        return (self.value if self.ratio is None else self.ratio) <= self.limit

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"ratio": self.ratio, "passed": self.passed}


def spread(samples: list[float]) -> str:
    """How many, and how far they lie apart."""
    ordered = sorted(samples)
    return f"{len(ordered)} 次，{ordered[0]:.0f}–{ordered[-1]:.0f}，p90 {ordered[int(0.9 * (len(ordered) - 1))]:.0f}"


def timed(name: str, samples: list[float], limit: float, baseline: list[float], note: str = "") -> Row:
    """A row of medians in milliseconds."""
    return Row(name, median(samples), "ms", limit, median(baseline), "；".join(filter(None, (spread(samples), note))))


def machine() -> dict[str, str]:
    """Where it was measured."""
    memory = next(s for s in Path("/proc/meminfo").read_text().splitlines() if s.startswith("MemTotal"))
    chromium = subprocess.run([CHROMIUM, "--version"], capture_output=True, text=True, check=True).stdout
    return {
        "cores": str(os.cpu_count()),
        "memory": f"{int(memory.split()[1]) / 1024**2:.1f} GB",
        "system": platform.platform(),
        "python": platform.python_version(),
        "streamlit": st.__version__,
        "chromium": chromium.strip(),
        "load": " ".join(f"{load:.2f}" for load in os.getloadavg()),
    }


_HEADS = ("项目", "实测", "基线", "倍数", "限值", "结论", "说明")


def told(rows: list[Row], where: dict[str, str], as_json: bool) -> int:
    """Print them; the exit status is 1 if a limit is missed."""
    if as_json:
        print(json.dumps({"machine": where, "rows": [row.as_dict() for row in rows]}, ensure_ascii=False, indent=1))
    else:
        print(_markdown(rows, where))
    return 0 if all(row.passed for row in rows) else 1


def _markdown(rows: list[Row], where: dict[str, str]) -> str:
    """The one table, and one line on the machine."""
    lines = [f"| {' | '.join(_HEADS)} |", "|---|--:|--:|--:|--:|:-:|---|"]
    lines += [f"| {' | '.join(_cells(row))} |" for row in rows]
    return "\n".join([*lines, "", "；".join(f"{key} {value}" for key, value in where.items())])


def _cells(row: Row) -> tuple[str, ...]:
    compared = row.ratio is not None
    return (
        row.name,
        _number(row.value, row.unit),
        "—" if row.baseline is None else _number(row.baseline, row.unit),
        "—" if row.ratio is None else f"{row.ratio:.2f}",
        f"≤ {row.limit:g} 倍" if compared else f"≤ {_number(row.limit, row.unit)}",
        "通过" if row.passed else "**未过**",
        row.note,
    )


def _number(value: float, unit: str) -> str:
    return f"{value:.3g} {unit}" if value < 100 and value != int(value) else f"{value:.0f} {unit}"
