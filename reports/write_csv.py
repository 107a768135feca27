"""Documents as csv."""

from __future__ import annotations

from reports.document import Document, ReportProblem


def write_csv(document: Document) -> bytes:
    """To come."""
    raise ReportProblem("这种格式还不能制作")
