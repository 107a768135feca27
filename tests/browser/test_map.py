"""The map: drill down, come back, by mouse, keys and link; two years without the server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.reader import MAP, crumbs, pick, settled, visit


def test_a_click_drills_from_province_to_city_to_county_and_back_returns(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage")
    pick(page, "330324")
    page.wait_for_url("**/coverage?area=330300")
    expect(page.locator(".crumbs").first).to_contain_text("温州市")
    settled(page)
    pick(page, "330324")
    page.wait_for_url("**/coverage?area=330324")
    expect(page.locator(".crumbs").first).to_contain_text("永嘉县")
    expect(page.locator("tr[aria-selected]")).to_contain_text("永嘉县")
    page.go_back()
    page.wait_for_url("**/coverage?area=330300")
    expect(page.locator("tr[aria-selected]")).to_have_count(0)
    page.go_back()
    expect(page.locator(".crumbs").first).to_have_text("浙江省")


def test_the_breadcrumb_leads_up(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage?area=330324")
    assert crumbs(page) == "浙江省›温州市›永嘉县"
    page.locator(".crumbs button", has_text="温州市").click()
    page.wait_for_url("**/coverage?area=330300")
    page.locator(".crumbs button", has_text="浙江省").click()
    page.wait_for_url("**/coverage")


def test_keys_alone_reach_a_county_and_escape_returns(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage")
    page.locator('.units [data-unit="330300"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/coverage?area=330300")
    settled(page)
    page.locator('.units [data-unit="330324"]').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"area=3303(?!00)\d\d"))
    settled(page)
    page.keyboard.press("Escape")
    page.wait_for_url("**/coverage?area=330300")


def test_a_row_of_the_ranking_opens_its_area(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage?area=330300")
    page.locator(".z-rank button", has_text="瑞安市").click()
    page.wait_for_url("**/coverage?area=330381")


def test_the_years_change_without_the_server(page: Page, address: str) -> None:
    frames: list[str] = []
    page.on(
        "websocket",
        lambda socket: (
            socket.on("framesent", lambda _: frames.append("sent")),
            socket.on("framereceived", lambda _: frames.append("received")),
        ),
    )
    visit(page, f"{address}/coverage?area=330300")
    label = page.locator(".labels").first
    now = label.text_content()
    frames.clear()
    page.get_by_role("button", name="2017年底").click()
    expect(page.locator(".title").first).to_contain_text("2017年底")
    page.wait_for_timeout(500)
    assert label.text_content() != now
    page.get_by_role("button", name="2020年底", exact=True).click()
    expect(label).to_have_text(now or "")
    page.locator(MAP).first.hover()
    page.wait_for_timeout(300)
    assert frames == []


def test_2017_has_no_longgang(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage?area=330300&period=2017")
    assert page.locator('.areas path[data-code="330383"]').count() == 0
    assert page.locator('.areas path[data-code="330327"]').count() == 1


def test_the_tile_grid_is_in_the_link_and_opens_in_another_browser(
    page: Page, context: BrowserContext, address: str
) -> None:
    visit(page, f"{address}/coverage?area=330300")
    page.get_by_role("button", name="方格图").click()
    page.wait_for_url("**/coverage?area=330300&map=tiles")
    other = context.browser.new_context(locale="zh-CN").new_page()  # type: ignore[union-attr]
    visit(other, page.url)
    expect(other.get_by_role("button", name="方格图")).to_have_attribute("aria-pressed", "true")
    expect(other.locator(".note").first).to_have_text("方格图为示意，不是地图")
    other.context.close()


def test_the_map_says_that_it_has_no_approval_and_that_it_is_a_demonstration(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage")
    expect(page.locator(".note").first).to_have_text("内部工作示意图，未取得审图号，仅限内部使用")
    expect(page.locator(".title .badge").first).to_have_text("演示")


def test_a_screen_reader_finds_the_same_numbers_in_a_table(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage?area=330300")
    twin = page.locator(".sheet table").first.inner_text()
    ranked = page.locator(".z-rank tbody tr", has_text="瑞安市").locator("td").nth(3).inner_text()
    assert re.search(rf"瑞安市\s+{re.escape(ranked)}\s", twin)


@pytest.mark.parametrize("query", ["", "?indicator=town_coverage", "?area=331100", "?area=330100&period=2017"])
def test_map_and_ranking_never_print_two_different_numbers(page: Page, address: str, query: str) -> None:
    visit(page, f"{address}/coverage{query}")
    page.locator(".areas path").first.wait_for(state="attached")
    twin = dict(re.findall(r"^([^\t\n]+)\t([\d.]+)\t", page.locator(".sheet table").first.inner_text(), re.M))
    names = page.locator(".z-rank tbody td:nth-child(2)").all_inner_texts()
    printed = dict(zip(names, page.locator(".z-rank tbody td:nth-child(4)").all_inner_texts(), strict=True))
    assert len(printed) >= 9
    assert {name: twin[name] for name in printed} == printed
