"""AreaMap → what ``assets/area_map.js`` draws."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from figures.charts import AreaMap


def to_area_map(figure: AreaMap, geometry: str) -> dict[str, Any]:
    """The component's data; ``geometry`` is the address of the outlines."""
    return {
        "geometry": geometry,
        "form": figure.form,
        "period": figure.period,
        "periods": [{"id": code, "name": name, "vintage": vintage} for code, name, vintage in figure.periods],
        "indicator": figure.indicator,
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
        "parts": figure.parts,
        **({"factor": figure.factor} if figure.parts else {"values": _columns(figure.values)}),
        "cities": {
            "codes": figure.city_codes,
            "names": figure.city_names,
            "values": _columns(figure.city_values),
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


def _columns(columns: dict[str, list[float | None]]) -> dict[str, list[float | None]]:
    """Exact enough that no tie is lost when the browser rounds; ratios it computes itself from their parts."""
    return {period: [None if n is None else round(n, 6) for n in column] for period, column in columns.items()}
