"""Documents as docx."""

from __future__ import annotations

from reports.document import Document, ReportProblem


def write_docx(document: Document) -> bytes:
    """To come."""
    raise ReportProblem("这种格式还不能制作")
