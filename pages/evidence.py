"""来源与勾稽: where every figure comes from, whether they agree, and whether a draft agrees with them."""

from __future__ import annotations

from data_access import assets
from data_access.library import library
from domain.reconcile import rate_rise, two_scopes
from domain.view import View
from figures import build_checks, build_evidence, build_terms
from figures.spec import Download
from figures.tools import Draft
from pages._show import Parts

_TERMS_FILE = Download("下载指标目录（CSV）", "api/v1/indicators.csv")


def parts(shown: View) -> Parts:
    """The tabs, and the part that is open."""
    match shown.selection.tab:
        case "checks":
            opened = _checks(shown)
        case "draft":
            opened = build_evidence.draft_headline(), Draft(build_evidence.DRAFT_NOTE)
        case "terms":
            opened = build_terms.terms_headline(), build_terms.term_table(assets.confusions()), _TERMS_FILE
        case "beside":
            opened = _beside(shown)
        case _:
            opened = _sources(shown)
    return build_evidence.tabs(shown), *opened


def _sources(shown: View) -> Parts:
    name, found = library().report()
    return (
        build_evidence.evidence_headline(),
        build_evidence.keep_text(name),
        build_evidence.figure_table(shown, assets.figures(), found),
        Download("下载这些数（CSV）", "api/v1/figures.csv"),
        build_evidence.derived_table(shown),
        build_evidence.legend_table(),
    )


def _checks(shown: View) -> Parts:
    checked = library().checked.get(shown.dataset.edition.code, ())
    case, rise = two_scopes(shown.dataset), rate_rise(shown.dataset, _units(1))
    told = (
        (build_checks.scopes_callout(case), build_checks.scopes_waterfall(case), build_checks.scopes_caveat())
        if case
        else ()
    )
    return (
        build_checks.checks_headline(checked, shown.dataset),
        *told,
        *((build_checks.rise_table(rise),) if rise else ()),
        build_checks.finding_table(checked, shown.dataset),
        build_checks.rule_table(checked),
        Download("下载核对结果（CSV）", f"api/v1/checks.csv?edition={shown.dataset.edition.code}"),
    )


def _beside(shown: View) -> Parts:
    tables = build_evidence.beside_tables(shown, assets.figures(), assets.external_figures())
    both = {period: (_units(0)[period], _units(1)[period]) for period in ("2017", "2020")}
    file = Download("下载外部资料（CSV）", "api/v1/external.csv")
    return build_evidence.beside_headline(), *tables, build_evidence.units_table(shown, both), file


def _units(place: int) -> dict[str, int]:
    """Sums of the statistical divisions by period: towns (0) or villages (1)."""
    return {period: sum(unit[place] for unit in assets.units(period).values()) for period in ("2017", "2020")}
