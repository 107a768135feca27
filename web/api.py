"""The read API and the health check: the same numbers as on the screen, for machines."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from data_access import assets
from data_access.engine import DatabaseProblem
from data_access.library import Library, library
from domain.area import PROVINCE, VINTAGES, Areas, Level
from domain.catalog import INDICATORS
from domain.dataset import Dataset
from domain.facts import DOCUMENT
from domain.format import inert
from domain.indicator import Indicator
from domain.items import KINDS, Item, listed
from domain.list_items import items_of
from domain.period import LATEST, PERIODS
from domain.table import to_csv
from domain.value import Value
from web.accounts import ROUTES as ACCOUNTS
from web.ask import ROUTES as ASK
from web.evidence import ROUTES as EVIDENCE
from web.evidence import attachment, check_rows, external_rows, figure_rows
from web.gate import ROUTES as GATE
from web.hall import ROUTES as HALL
from web.lists import ROUTES as LISTS
from web.roster import ROUTES as ROSTER
from web.stage import ROUTES as STAGE
from web.static import serve
from web.submissions import ROUTES as SUBMISSIONS

Rows = list[dict[str, Any]]


class Refused(Exception):
    """A request that cannot be answered: HTTP status and a Chinese reason."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


async def health(_request: Request) -> Response:
    """``{status, schema, edition, editions}``; 503 with the reason where the database cannot be used."""
    try:
        opened = library()
    except DatabaseProblem as problem:
        return JSONResponse({"status": "error", "problem": str(problem)}, 503)
    codes = [edition.code for edition in opened.editions]
    status = "ok" if codes else "empty"
    return JSONResponse({"status": status, "schema": opened.schema, "edition": opened.default, "editions": codes})


def indicators(_request: Request, _opened: Library) -> Rows:
    """The registry."""
    return [
        {
            "indicator": i.key,
            "name": i.name,
            "unit": i.unit,
            "group": i.group.value,
            "decimals": i.decimals,
            "better": i.better,
            "formula": _formula(i),
            "definition": i.definition,
            "scope": i.scope,
            "lowest_level": i.lowest,
        }
        for i in INDICATORS.values()
    ]


def _formula(indicator: Indicator) -> str:
    return "" if indicator.formula is None else str(indicator.formula)


def areas(request: Request, _opened: Library) -> Rows:
    """Areas of a vintage: 2017, 2020 (default) or now; ``level`` narrows them."""
    vintage = request.query_params.get("vintage", "2020")
    if vintage not in VINTAGES:
        raise Refused(422, f"没有“{vintage}”这一区划时点；可用：{'、'.join(VINTAGES)}")
    level = _level(request)
    return [
        {"area": a.code, "name": a.name, "level": a.level.value, "parent": a.parent, "type": a.kind}
        for a in assets.areas().vintages[vintage].values()
        if level in (None, a.level)
    ]


def values(request: Request, opened: Library) -> Rows:
    """Values of one indicator and period; ``area`` (codes, comma) with ``level`` chooses below or at them."""
    dataset = _dataset(request, opened)
    query = request.query_params
    indicator, period = query.get("indicator", ""), query.get("period", LATEST)
    if indicator not in INDICATORS:
        raise Refused(404 if indicator else 422, f"没有“{indicator}”这个指标" if indicator else "缺少参数 indicator")
    if period not in PERIODS:
        raise Refused(422, f"没有“{period}”这一时点；可用：{'、'.join(PERIODS)}")
    codes = _codes(dataset.areas, PERIODS[period].vintage, query.get("area", ""), _level(request))
    return [_value_row(dataset, indicator, period, code) for code in codes]


def _value_row(dataset: Dataset, indicator: str, period: str, code: str) -> dict[str, Any]:
    row = dataset.row(indicator, period, code)
    low, high = _bounds(row.value)
    return {
        "area": code,
        "name": row.name,
        "value": _plain(row.value.number),
        "low": low,
        "high": high,
        "status": row.value.status.name,
        "unit": INDICATORS[indicator].unit,
        "source": row.value.source,
        "indicator": indicator,
        "period": period,
        "printed": row.value.printed,
        "note": row.value.note,
        "edition": dataset.edition.code,
    }


def _bounds(value: Value) -> tuple[float | int | None, float | int | None]:
    if value.interval is None:
        return None, None
    high = value.interval.high
    return _plain(float(value.interval.low)), None if high is None else _plain(float(high))


def _plain(number: float | None) -> float | int | None:
    if number is None:
        return None
    return int(number) if number == int(number) else round(number, 6)


def items(request: Request, opened: Library) -> Rows:
    """What the report lists one by one, then what the edition's reported lists add; ``area`` (codes, comma) gives theirs
    and the province's, as the page does.

    ``system`` (1–52) and ``kind`` narrow them.
    """
    query, tree = request.query_params, assets.areas()
    codes = [part.strip() for part in query.get("area", "").split(",") if part.strip()]
    kind, system = query.get("kind", ""), query.get("system", "")
    if unknown := next((code for code in codes if tree.find(code) is None), ""):
        raise Refused(404, f"没有“{unknown}”这个地区")
    if kind and kind not in KINDS:
        raise Refused(422, f"没有“{kind}”这一类；可用：{'、'.join(KINDS)}")
    if system and system not in {str(s.number) for s in assets.systems()}:
        raise Refused(422, f"没有“{system}”这一项工作；可用：1–{len(assets.systems())}")
    known = (*assets.items(), *items_of(opened.view(dict(query))[0].rows))
    found = (i for i in listed(known, tree, codes) if kind in ("", i.kind) and system in ("", str(i.system)))
    return [_item_row(item, tree) for item in found]


def _item_row(item: Item, tree: Areas) -> dict[str, Any]:
    area = tree.find(item.area)
    return {
        "id": item.id,
        "area": item.area,
        "area_name": area.name if area else "",
        "system": item.system,
        "kind": item.kind,
        "kind_name": KINDS[item.kind],
        "name": item.name,
        "date": item.date,
        "amount": item.amount,
        "unit": item.unit,
        "measure": item.measure,
        "level": item.level,
        "field": item.field,
        "status": item.status.name,
        "source": f"{DOCUMENT} {item.place}" if item.paragraph else item.source,
        "figure": item.figure,
        "note": item.note,
    }


def _dataset(request: Request, opened: Library) -> Dataset:
    code = request.query_params.get("edition", opened.default)
    if not opened.editions:
        raise Refused(503, "数据库里还没有版次")
    if code not in opened.datasets:
        raise Refused(404, f"没有“{code}”这个版次；可用：{'、'.join(opened.datasets)}")
    return opened.datasets[code]


def _level(request: Request) -> Level | None:
    text = request.query_params.get("level", "")
    if not text:
        return None
    if text not in {level.value for level in Level}:
        raise Refused(422, f"没有“{text}”这一层级；可用：{'、'.join(level.value for level in Level)}")
    return Level(text)


def _codes(tree: Areas, vintage: str, text: str, level: Level | None) -> list[str]:
    asked = [part.strip() for part in text.split(",") if part.strip()] or [PROVINCE]
    for code in asked:
        if not tree.has(code, vintage):
            raise Refused(404, f"{vintage}年区划里没有“{code}”这个地区")
    if level is None:
        return asked if text else [PROVINCE, *tree.cities(), *tree.counties(vintage)]
    found: list[str] = []
    for code in asked:
        below = [code, *tree.children(code, vintage), *tree.counties(vintage, [code])]
        found += [c for c in below if tree.get(c, vintage).level is level]
    if not found:
        raise Refused(422, f"所给地区里没有 {level.value} 这一层级")
    return list(dict.fromkeys(found))


async def table(request: Request) -> Response:
    """``GET /api/v1/table.csv`` with the query of a page: the numbers behind that page, for people to keep."""
    try:
        shown, _ = library().view(dict(request.query_params))
    except DatabaseProblem as problem:
        return JSONResponse({"error": str(problem)}, 503)
    return attachment(to_csv(shown), f"{shown.subject_name}_{shown.indicator.name}.csv", "text/csv; charset=utf-8")


def _answer(question: Callable[[Request, Library], Rows]) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        try:
            rows = question(request, library())
        except DatabaseProblem as problem:
            return JSONResponse({"error": str(problem)}, 503)
        except Refused as refused:
            return JSONResponse({"error": str(refused)}, refused.status)
        if request.url.path.endswith(".csv"):
            return Response(_csv(rows), media_type="text/csv; charset=utf-8")
        return JSONResponse(rows)

    return endpoint


def _csv(rows: Rows) -> str:
    """With a BOM, so that Excel and WPS read the Chinese; a text that they would calculate has a ' before it."""
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, rows[0], lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(
            {name: inert(cell) if isinstance(cell, str) else cell for name, cell in row.items()} for row in rows
        )
    return "\ufeff" + out.getvalue()


_QUESTIONS = {
    "indicators": indicators,
    "areas": areas,
    "values": values,
    "items": items,
    "figures": figure_rows,
    "external": external_rows,
    "checks": check_rows,
}
ROUTES: list[BaseRoute] = [
    Route("/healthz", health),
    Route("/assets/{name}", serve),
    Route("/api/v1/table.csv", table),
    *ASK,
    *HALL,
    *STAGE,
    *EVIDENCE,
    *SUBMISSIONS,
    *LISTS,
    *ROSTER,
    *ACCOUNTS,
    *GATE,
    *(
        Route(f"/api/v1/{name}{ending}", _answer(question))
        for name, question in _QUESTIONS.items()
        for ending in ("", ".csv")
    ),
]
