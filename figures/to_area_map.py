"""AreaMap → what ``assets/area_map.js`` draws."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from figures.spec import AreaMap


def to_area_map(figure: AreaMap, geometry: str) -> dict[str, Any]:
    """The component's data; ``geometry`` is the address of the outlines."""
    return {
        "geometry": geometry,
        "form": figure.form,
        "period": figure.period,
        "periods": [{"id": code, "name": name, "vintage": vintage} for code, name, vintage in figure.periods],
        "title": figure.title,
        "unit": figure.unit,
        "decimals": figure.decimals,
        "rate": figure.is_rate,
        "scale": {
            "kind": "change" if figure.is_change else "sequential",
            "edges": figure.edges,
            "labels": figure.labels,
        },
        "codes": figure.codes,
        "names": figure.names,
        "parts": figure.parts,
        "values": {period: _rounded(column, figure.decimals) for period, column in figure.values.items()},
        "cities": {
            "codes": figure.city_codes,
            "names": figure.city_names,
            "values": {p: _rounded(column, figure.decimals) for p, column in figure.city_values.items()},
        },
        "status": figure.status.name.lower(),
        "statusName": figure.status.label,
        "notes": figure.notes,
        "focus": figure.focus,
        "selected": figure.selected or None,
        "dim": figure.dimmed,
        "below": figure.below,
        "markers": [asdict(marker) for marker in figure.markers],
        "approval": figure.approval,
        "label": f"{figure.title}分布图，{figure.status.label}",
    }


def _rounded(column: list[float | None], decimals: int) -> list[float | None]:
    """One more decimal than is shown: enough for the colour classes, short on the wire."""
    return [None if number is None else round(number, decimals + 1) for number in column]
