"""来源: every figure of the report with its words, its place and its status."""

from __future__ import annotations

from data_access.assets import external_figures, figures
from domain.view import View
from figures.build_evidence import derived_table, evidence_headline, external_table, figure_table, legend_table
from pages._show import Parts


def parts(shown: View) -> Parts:
    """The report's own figures, what follows from them, and what others say."""
    return (
        evidence_headline(),
        figure_table(figures()),
        derived_table(shown),
        external_table(external_figures()),
        legend_table(),
    )
