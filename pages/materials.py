"""材料: documents of the choice to be downloaded, a pack of many, and whether a file is as it was issued."""

from __future__ import annotations

from domain.view import View
from figures import build_materials as build
from figures.spec import Callout
from pages._show import Parts
from web.materials import kinds


def parts(shown: View) -> Parts:
    """The desk, or why there is none."""
    if not shown.dataset.edition.code:
        return (Callout("还没有可以做材料的数据", "数据库里还没有版次。"),)
    return build.materials_headline(shown), build.desk(shown, kinds())
