"""来源: every figure of the report with its words, its place and its status."""

from data_access.assets import external_figures, figures
from figures.build_evidence import derived_table, evidence_headline, external_table, figure_table, legend_table
from pages import _show as show
from pages._selection import view
from pages._shell import offer

shown = view()
show.panel(
    evidence_headline(),
    figure_table(figures()),
    derived_table(shown),
    external_table(external_figures()),
    legend_table(),
    key="evidence",
)
offer(shown)
