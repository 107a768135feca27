"""Every page: Chinese, offline, in one piece at three sizes and in both themes; filters and links."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.reader import PATHS, settled, visit

SIZES = ((1024, 768), (1440, 900), (1920, 1080))
LATIN = """() => {
  const found = new Set();
  const walk = (root) => root.querySelectorAll("*").forEach((e) => {
    if (["SCRIPT", "STYLE", "NOSCRIPT"].includes(e.tagName)) return;
    if (e.shadowRoot) walk(e.shadowRoot);
    for (const name of ["aria-label", "title", "placeholder", "alt"]) found.add(e.getAttribute(name) ?? "");
    for (const child of e.childNodes) if (child.nodeType === 3) found.add(child.data);
  });
  walk(document.body);
  return [...found].filter((text) => /[A-Za-z]{2,}/.test(text.replace(/CSV|Excel|Word|PDF|MB|\\S+\\.(docx|txt|pdf|xlsx|csv)|https?:\\S+/g, "")));
}"""
SPILLS = """() => {
  const wide = document.documentElement.clientWidth;
  const bad = [...document.querySelectorAll(".z *, .z-nav *, .z-filters > *, .stMain a")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && (box.right > wide + 1 || box.left < -1);
  });
  const cut = [...document.querySelectorAll(".z-scroll")].filter((e) => e.scrollWidth > e.clientWidth + 1);
  return [...bad.filter((e) => !e.closest(".z-scroll")), ...cut].map((e) => e.outerHTML.slice(0, 80));
}"""
SMALL = """() => [...document.querySelectorAll(".z *, .stMain p")].filter((e) =>
  [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && parseFloat(getComputedStyle(e).fontSize) < 12
).map((e) => e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("path", PATHS)
def test_every_word_is_chinese(page: Page, address: str, path: str) -> None:
    visit(page, f"{address}{path}?area=330300&below=50")
    page.wait_for_timeout(800)
    assert page.evaluate(LATIN) == []
    page.locator(".z-cities summary").click()
    expect(page.get_by_role("checkbox", name="杭州市")).to_be_visible()
    assert page.evaluate(LATIN) == []
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.title().startswith(
        ("浙江红十字", "总览", "组织", "两年", "试点", "会员", "志愿", "市县", "来源", "阵地", "数据", "账号", "材料")
    )


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_cut_or_too_small_or_asked_of_the_outside(
    context: BrowserContext, address: str, path: str, theme: str
) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    errors: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    visit(page, address + path)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(250)
        assert page.evaluate(SPILLS) == [], (width, height)
        assert page.evaluate(SMALL) == [], (width, height)
    page.wait_for_timeout(50)  # with the sizes 0.8 s, for what is asked late
    assert errors == []
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert page.locator("html").get_attribute("data-theme") == theme


def test_filters_write_the_address_and_it_is_kept_across_pages_and_reload(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage")
    page.locator(".z-cities summary").click()
    page.get_by_role("checkbox", name="温州市").check()
    page.wait_for_url("**/coverage?area=330300")
    expect(page.locator(".z-cities summary")).to_have_text("温州市")
    page.get_by_label("低于（%）").fill("40")
    page.keyboard.press("Enter")
    page.wait_for_url("**/coverage?area=330300&below=40")
    expect(page.locator("h1")).to_contain_text("低于40%")
    settled(page)
    sentence = page.locator("h1").inner_text()
    page.get_by_role("link", name="两年对比").click()
    page.wait_for_url("**/compare?area=330300&below=40")
    expect(page.locator("h1")).not_to_have_text(sentence)
    expect(page.locator("h1")).to_contain_text("温州市")
    page.go_back()
    page.wait_for_url("**/coverage?area=330300&below=40")
    expect(page.locator("h1")).to_have_text(sentence)
    page.reload()
    settled(page)
    expect(page.locator("h1")).to_have_text(sentence)


def test_every_filter_is_in_the_address(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage")
    page.locator(".z-cities summary").click()
    page.get_by_role("checkbox", name="温州市").check()
    page.wait_for_url("**/coverage?area=330300")
    page.get_by_role("checkbox", name="嘉兴市").check()
    page.wait_for_url("**/coverage?area=330300,330400")
    page.keyboard.press("Escape")
    counties = page.locator(".z-filters").get_by_label("县（市、区）").locator("option")
    expect(counties).to_have_count(1 + 12 + 7)  # 不限, 温州's and 嘉兴's at the end of 2020
    page.locator(".z-filters").get_by_label("县（市、区）").select_option(label="永嘉县")
    page.wait_for_url("**/coverage?area=330324")
    page.locator(".z-filters").get_by_label("时点").select_option(label="2017年底")
    page.wait_for_url("**/coverage?area=330324&period=2017")
    page.locator(".z-filters").get_by_label("指标").select_option(label="乡镇（街道）建会率")
    page.wait_for_url("**/coverage?area=330324&period=2017&indicator=town_coverage")
    page.locator(".z-filters").get_by_label("版次").select_option(label="报告版")
    page.wait_for_url("**/coverage?area=330324&period=2017&indicator=town_coverage&edition=published")
    settled(page)
    page.locator(".z-filters").get_by_label("县（市、区）").select_option(label="不限")
    page.wait_for_url("**/coverage?area=330300&period=2017&indicator=town_coverage&edition=published")


def test_a_county_can_be_taken_back_and_the_threshold_cleared(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage?area=330324&below=40")
    page.get_by_label("低于（%）").fill("")
    page.keyboard.press("Enter")
    page.wait_for_url("**/coverage?area=330324")
    page.locator(".z-cities summary").click()
    page.locator(".z-cities button").click()
    page.wait_for_url("**/coverage")


def test_the_check_is_drawn_only_on_demand(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage")
    assert page.locator(".js-plotly-plot").count() == 0
    page.get_by_role("switch", name="看看高低是不是偶然").click()
    page.wait_for_url("**/coverage?check=1")
    expect(page.locator(".js-plotly-plot")).to_be_visible()


def test_every_number_of_the_charts_opens_its_card_and_lines_are_drawn_only_on_demand(page: Page, address: str) -> None:
    card = page.locator("dialog[open]")
    visit(page, f"{address}/volunteers")
    page.locator(".z-stack li", has_text="温州市").locator("button").nth(5).click()
    expect(card).to_contain_text("温州市")
    expect(card).to_contain_text("五星级")
    visit(page, f"{address}/compare")
    number = page.locator(".z-ends li", has_text="温州市").get_by_role("button").first
    number.click()
    expect(card).to_contain_text("温州市")
    expect(card).to_contain_text("2017年底")
    expect(card.locator(".z-figure")).to_contain_text(number.inner_text())
    page.keyboard.press("Escape")
    assert page.locator(".stEChartsChart").count() == 0
    page.get_by_role("switch", name="看斜率图").click()
    page.wait_for_url("**/compare?check=1")
    expect(page.locator(".stEChartsChart canvas").first).to_be_visible()


def test_a_link_with_several_cities_opens_as_it_was(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage?area=330300,330400&period=2020&indicator=village_coverage&below=40")
    expect(page.locator("h1")).to_contain_text("温州市、嘉兴市")
    names = page.locator(".z-rank tbody tr td:nth-child(2)").all_inner_texts()
    rates = [float(text) for text in page.locator(".z-rank tbody tr td:nth-child(4)").all_inner_texts()]
    assert names
    assert max(rates) <= 40.0


def test_a_bad_link_falls_back_and_says_so(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage?area=999999&period=1999&indicator=nonsense&below=abc&map=x&edition=y")
    said = page.get_by_role("alert").first.inner_text()
    for text in ("999999", "1999", "nonsense", "abc", "“x”", "“y”"):
        assert text in said
    expect(page.locator("h1")).to_contain_text("44.62%")


def test_the_published_edition_shows_nothing_invented(page: Page, address: str) -> None:
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    for path in PATHS:
        visit(page, f"{address}{path}?edition=published")
        page.wait_for_timeout(300)
        assert page.evaluate(SPILLS) == [], path
        assert page.locator(".zb-demo").count() == (1 if path in ("/evidence", "/submissions") else 0)  # named there
        assert page.locator('[data-class="0"], [data-class="1"], [data-class="2"]').count() == 0


def test_every_invented_number_carries_its_mark(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage?area=330300")
    bars = page.locator(".z-rank tbody i")
    assert bars.count() == 12
    assert page.locator(".z-rank tbody i.z-hatch").count() == 12
    assert page.locator("h1 .zb-demo").count() == 1


def test_the_theme_can_be_changed_by_hand_and_stays(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage?area=330300")
    page.get_by_role("button", name="深色").click()
    page.wait_for_selector("html[data-theme=dark] .z-foot")
    settled(page)
    page.get_by_role("link", name="来源").click()
    page.wait_for_url("**/evidence?area=330300")
    page.reload()
    settled(page)
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_331_and_178_stand_apart(page: Page, address: str) -> None:
    visit(page, f"{address}/volunteers")
    assert page.locator(".z-dot.z-filled").inner_text() == "●" * 331
    assert page.locator(".z-dot.z-hollow").inner_text() == "○" * 178
    assert "509" not in page.locator(".stMain").inner_text()
