"""Figures kept as pictures: drawn in the browser, with title, mark, source, edition and approval in them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Download, Page, expect

from tests.browser.reader import settled, visit

SVG = "{http://www.w3.org/2000/svg}"
APPROVAL = "内部工作示意图，未取得审图号，仅限内部使用"
MAP, RANKING = ".picture", ".z-section:has(+ * > .z-rank) .z-picture"


def kept(page: Page, place: str, form: str) -> Download:
    """The file behind a link, which a keyboard reaches."""
    link = page.locator(f"{place} [data-picture={form}]").first
    link.focus()
    expect(link.locator("..")).to_have_css("opacity", "1")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    return download.value


def texts(drawing: ET.Element) -> list[str]:
    return ["".join(node.itertext()) for node in drawing.iter(f"{SVG}text")]


@pytest.fixture
def coverage(page: Page, address: str) -> Page:
    visit(page, f"{address}/coverage")
    page.locator(".areas path").first.wait_for(state="attached")
    settled(page)  # the map may be drawn once more
    return page


def test_the_map_is_kept_as_a_drawing_of_its_own(coverage: Page) -> None:
    file = kept(coverage, MAP, "svg")
    assert file.suggested_filename == "村（社区）建会率_2020年底_浙江省_演示.svg"
    drawing = ET.parse(file.path()).getroot()
    written = texts(drawing)
    assert written[:2] == ["村（社区）建会率　2020年底", "浙江省 村（社区）建会率（%），2020年底　数据性质：演示"]
    for wanted in ("演示", "斜线为演示", "40–60%", APPROVAL, "版次：演示版；市县数为演示数据，不是实际数字"):
        assert wanted in written
    assert any(text.startswith("全省数来源：中红办字〔2021〕42号") for text in written)
    # Any program can draw it: no rule, no name of a colour that only the page knows, no HTML.
    text = Path(file.path()).read_text("utf-8")
    assert "var(--" not in text
    assert list(drawing.iter(f"{SVG}style")) == list(drawing.iter(f"{SVG}foreignObject")) == []
    counties = [node for node in drawing.iter(f"{SVG}path") if node.get("data-code")]
    assert len({node.get("data-code") for node in counties}) == 90
    assert len({node.get("fill") for node in counties}) == 4  # no county is above 80 %
    hatched = {node.get("fill") for node in drawing.iter(f"{SVG}path") if "url(#" in (node.get("fill") or "")}
    patterns = {node.get("id") for node in drawing.iter(f"{SVG}pattern")}
    assert hatched
    assert {fill[5:-1] for fill in hatched if fill} <= {name for name in patterns if name}


@pytest.mark.parametrize("place", [MAP, RANKING])
def test_a_png_has_twice_the_size_and_is_painted(coverage: Page, tmp_path: Path, place: str) -> None:
    drawing = ET.parse(kept(coverage, place, "svg").path()).getroot()
    file = kept(coverage, place, "png")
    assert file.suggested_filename.endswith("_演示.png")
    with Image.open(file.path()) as picture:
        assert picture.size == (2 * int(drawing.attrib["width"]), 2 * int(drawing.attrib["height"]))
        assert picture.convert("RGB").getpixel((1, 1)) == (255, 255, 255)
        colours = picture.convert("RGB").getcolors(1 << 24)
    assert colours is not None
    blue = sum(count for count, (red, _, high) in colours if high > red + 30)
    assert blue > 10_000  # bars or counties are there, not only the words


def test_a_ranking_is_kept_with_its_numbers_and_its_foot(coverage: Page) -> None:
    first = coverage.locator(".z-rank tbody tr").first.locator("td").nth(3).inner_text()
    drawing = ET.parse(kept(coverage, RANKING, "svg").path()).getroot()
    html = "".join(drawing.find(f".//{SVG}foreignObject").itertext())  # type: ignore[union-attr]
    assert "村（社区）建会率排名" in html
    assert first in html
    assert "存图" not in html
    written = texts(drawing)
    assert written[-1] == "演示"
    assert written[-2].startswith("存图：20")
    assert APPROVAL not in written


def test_in_the_dark_the_picture_is_dark_and_the_published_edition_bears_no_watermark(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    visit(page, f"{address}/coverage?edition=published")
    file = kept(page, ".z-whole .z-picture", "png")
    assert file.suggested_filename == "浙江省离全覆盖还有多远_浙江省.png"
    with Image.open(file.path()) as picture:
        assert picture.convert("RGB").getpixel((1, 1)) == (15, 20, 25)
    written = texts(ET.parse(kept(page, MAP, "svg").path()).getroot())
    assert "演示" not in written
    assert "未报" in written


def test_the_links_are_quiet_until_the_head_is_pointed_at(coverage: Page) -> None:
    links = coverage.locator(RANKING).first
    expect(links).to_have_css("opacity", "0")
    coverage.locator(".z-section:has(+ * > .z-rank) h2").first.hover()
    expect(links).to_have_css("opacity", "1")
    assert float(links.locator("button").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 12
