"""Documents as pptx."""

from __future__ import annotations

from reports.document import Document, ReportProblem


def write_pptx(document: Document) -> bytes:
    """To come."""
    raise ReportProblem("这种格式还不能制作")
