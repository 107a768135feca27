"""For every reader: the rules of axe, figures that say what they show, the keyboard alone, and a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.reader import PATHS, settled, visit

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
GROUND = {"light": "rgb(255, 255, 255)", "dark": "rgb(15, 20, 25)"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FOUND = """(options) => axe.run(document, { resultTypes: ["violations"], ...options }).then(({ violations }) =>
  violations.map(({ id, impact, nodes }) => [impact, id, nodes.map(({ html }) => html.slice(0, 120)).slice(0, 3)]))"""
# All figures, and whatever is drawn outside of one.
DUMB = """() => {
  const all = (root) => [...root.querySelectorAll("*")].flatMap((e) => [e, ...(e.shadowRoot ? all(e.shadowRoot) : [])]);
  const figures = ".stage > svg, .z-bars, .z-dot, .z-strips, .z-fall, .z-ends, .z-stack, .z-bullets, .stEChartsChart, .stPlotlyChart";
  const drawn = ".z-bar i, .z-progress i, .z-strip i, .z-fall i, .z-sum, .z-ends i, i[class*=z-s]";
  const says = (e) => ["img", "figure"].includes(e.getAttribute("role")) && /\\d|未报/.test(e.getAttribute("aria-label"));
  return all(document).filter((e) => (e.matches(figures) && !says(e)) || (e.matches(drawn) && !e.closest("table, [role=figure]")))
    .map((e) => e.outerHTML.slice(0, 160));
}"""
WIDE = """() => {
  const bad = [...document.querySelectorAll(".z *, .z-nav > *, .z-filters *, .z-map")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.left < -1) && !e.closest(".z-scroll, .z-heard");
  });
  const scrolls = [document.documentElement, document.querySelector(".stMain")].filter((e) => e.scrollWidth > innerWidth);
  return [...bad, ...scrolls].map((e) => e.outerHTML.slice(0, 120));
}"""
# The element with the focus, and the contrast of what is drawn around it to the page: 0 where nothing is.
STOP = """() => {
  let here = document.activeElement;
  while (here.shadowRoot?.activeElement) here = here.shadowRoot.activeElement;
  const ring = here.closest("svg")?.querySelector(".ring[d]:not([d=''])");
  const framed = here.closest(".z-file") ?? here;
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(framed);
  const colour = ring ? getComputedStyle(ring).stroke : outlineStyle !== "none" && parseFloat(outlineWidth) >= 1 ? outlineColor : null;
  const light = (text) => text.match(/[\\d.]+/g).slice(0, 3).map((n) => n / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0.05);
  const pair = colour && [light(colour), light(getComputedStyle(document.querySelector(".stApp")).backgroundColor)];
  window.stops ??= [];
  const seen = window.stops.includes(here);
  window.stops.push(here);
  return [here.tagName + " " + (here.textContent || here.ariaLabel || "").slice(0, 20), pair ? Math.max(...pair) / Math.min(...pair) : 0, seen];
}"""


def broken(page: Page, **options: Any) -> list[Any]:
    """What axe finds on the page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[Any] = page.evaluate(FOUND, options or {"runOnly": {"type": "tag", "values": RULES}})
    return found


def switch(page: Page, theme: Any) -> None:
    """To the theme of the reader's system, without a new visit: our part of the page and Streamlit's."""
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(
        """([theme, ground]) => document.documentElement.dataset.theme === theme
        && getComputedStyle(document.querySelector(".stApp")).backgroundColor === ground""",
        arg=[theme, GROUND[theme]],
    )


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN", reduced_motion="reduce")
    context.set_default_timeout(8_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_for_everyone(reader: Page, address: str, path: str) -> None:
    """One visit: all rules, the figures' words, the contrast in the dark, the width of a telephone."""
    visit(reader, address + path)
    reader.wait_for_timeout(500)  # the map's table comes after the map
    assert broken(reader) == []
    assert reader.evaluate(DUMB) == []
    switch(reader, "dark")
    assert broken(reader, runOnly=["color-contrast"]) == []
    switch(reader, "light")
    reader.set_viewport_size({"width": 390, "height": 844})
    reader.wait_for_timeout(250)
    assert reader.evaluate(WIDE) == []
    reader.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize("path", ["/coverage", "/compare", "/pilots"])
def test_drawn_charts_say_what_they_show(reader: Page, address: str, path: str) -> None:
    visit(reader, f"{address}{path}?check=1")
    expect(reader.locator(".stEChartsChart canvas, .js-plotly-plot").first).to_be_visible()
    assert reader.evaluate(DUMB) == []
    said = reader.locator(".stEChartsChart, .stPlotlyChart").first.get_attribute("aria-label") or ""
    assert re.search(r"演示：共\d+个点?，最高.+[\d.]+%.*，最低.+[\d.]+%", said)
    assert broken(reader, runOnly={"type": "tag", "values": RULES[:5]}) == []


def test_the_map_says_its_extremes_and_they_are_those_of_the_ranking(reader: Page, address: str) -> None:
    visit(reader, f"{address}/coverage")
    rows = reader.locator(".z-rank tbody tr")
    first, last = (rows.nth(n).locator("td") for n in (0, -1))
    most, least = (f"{cells.nth(1).inner_text()}{cells.nth(3).inner_text()}%" for cells in (first, last))
    expect(reader.locator(".stage > svg")).to_have_attribute(
        "aria-label", f"村（社区）建会率分布图，演示，浙江省，2020年底，最高{most}，最低{least}"
    )
    visit(reader, f"{address}/coverage?edition=published")
    expect(reader.locator(".stage > svg")).to_have_attribute("aria-label", re.compile("，11个未报$"))


def test_dialogs_and_pages_without_streamlit_are_for_everyone(reader: Page, address: str) -> None:
    serious = {"critical", "serious"}
    visit(reader, f"{address}/volunteers")
    reader.locator(".z-card [data-card]").first.click()
    expect(reader.locator(".z-dialog dl").first).to_be_visible()
    assert broken(reader) == []
    reader.keyboard.press("Escape")
    reader.keyboard.press("/")
    reader.locator(".z-ask input").fill("温州市村建会率")
    reader.keyboard.press("Enter")
    expect(reader.locator(".z-ask h1")).to_be_visible()
    assert broken(reader) == []
    for path in ("/?mode=hall&order=default", "/hall/speaker", "/hall/orders", "/hall/check"):
        reader.goto(address + path)
        reader.wait_for_timeout(700)
        assert [found for found in broken(reader) if found[0] in serious] == [], path


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_keyboard_goes_through_a_page_and_is_seen_everywhere(reader: Page, address: str, theme: Any) -> None:
    visit(reader, f"{address}/evidence?tab=draft")
    switch(reader, theme)
    stops = []
    while len(stops) < 100:
        reader.keyboard.press("Tab")
        name, contrast, seen = reader.evaluate(STOP)
        if seen or name.startswith("BODY"):
            break
        stops.append((name, contrast))
    names = [name for name, _ in stops]
    assert names[-1].endswith(("深色", "浅色"))  # the last on the page: nothing held the focus on the way
    assert {"SUMMARY 全省", "TEXTAREA 讲话稿或简报文字", "BUTTON 追问"} <= set(names)
    assert [stop for stop in stops if stop[1] < 3] == []
    switch(reader, "light")


def test_the_focus_stays_where_the_choice_was_made(reader: Page, address: str) -> None:
    visit(reader, f"{address}/coverage")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")  # past the bar, to the page's first words
    expect(reader.locator("h1")).to_be_focused()
    threshold = reader.get_by_label("低于（%）")
    threshold.focus()
    reader.keyboard.type("60")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/coverage?below=60")
    settled(reader)
    expect(threshold).to_be_focused()
    threshold.fill("")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/coverage")
    reader.locator(".z-rank button", has_text="绍兴市").focus()
    reader.keyboard.press("Enter")
    reader.wait_for_url("**area=330600*")
    expect(reader.locator("h2", has_text="绍兴市村（社区）建会率排名")).to_be_focused()
    switch = reader.get_by_role("switch")
    switch.focus()
    reader.keyboard.press("Space")
    reader.wait_for_url("**check=1*")
    settled(reader)
    expect(switch).to_be_focused()
    number = reader.locator(".z-rank [data-card]").first
    number.focus()
    reader.keyboard.press("Enter")
    expect(reader.locator("dialog[open] [data-close]")).to_be_focused()
    reader.keyboard.press("Escape")
    expect(number).to_be_focused()


def test_a_search_that_finds_nothing_says_so(reader: Page, address: str) -> None:
    visit(reader, f"{address}/evidence?tab=terms")
    search, none = reader.get_by_role("searchbox"), reader.locator(".z-search + [role=status]")
    search.fill("村")
    expect(none).to_be_hidden()
    search.fill("没有这个词")
    expect(none).to_be_visible()
    expect(none).to_have_text("没有符合条件的数据。")
