"""Behind every figure its card; the report's text, a draft, the dictionary on the page of sources."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect

from data_access import assets
from tests.browser.reader import PATHS, settled, visit


def open_card(page: Page, number: str) -> None:
    page.locator("[data-card]", has_text=number).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_figure_opens_its_card_its_operands_theirs_and_the_card_leads_to_the_pages(page: Page, address: str) -> None:
    visit(page, f"{address}/")
    open_card(page, "3291–3300")
    card = page.get_by_role("dialog")
    expect(card).to_contain_text("浙江省村（社区）红十字会（2017年底）")
    expect(card.locator(".zb").first).to_have_text("区间")
    card.get_by_role("button", name="+231%").click()
    expect(card).to_contain_text("浙江省村（社区）红十字会增幅（2017年底→2020年底）")
    expect(card).to_contain_text("导语 第2段 第2句")
    card.get_by_role("button", name="返回").click()
    expect(card).to_contain_text("浙江省村（社区）红十字会（2017年底）")
    card.get_by_role("link", name="两年对比").click()
    page.wait_for_url("**/compare?period=2017&indicator=village_branches")
    settled(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("村（社区）红十字会")


def test_a_number_of_the_ranking_opens_its_card_and_does_not_choose_the_area(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage?area=330300")
    row = page.locator(".z-rank tbody tr", has_text="瑞安市")
    value = row.locator('[data-card=""]').inner_text()
    row.locator('[data-card=""]').click()
    card = page.get_by_role("dialog")
    expect(card).to_contain_text("瑞安市村（社区）建会率（2020年底）")
    expect(card.locator(".z-figure")).to_have_text(f"{value}%")
    expect(card.locator(".zb").first).to_have_text("演示")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    row.locator("[data-card=village_units]").click()
    expect(page.get_by_role("dialog")).to_contain_text("瑞安市村（社区）应建数（2020年底）")
    page.keyboard.press("Escape")
    assert page.url.endswith("/coverage?area=330300")


def test_the_map_tells_what_stands_behind_it(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage?area=330381")
    page.get_by_role("button", name="依据").click()
    expect(page.get_by_role("dialog")).to_contain_text("瑞安市村（社区）建会率（2020年底）")


@pytest.mark.parametrize("path", PATHS)
def test_every_figure_that_can_be_opened_has_a_card(page: Page, address: str, path: str) -> None:
    visit(page, f"{address}{path}?area=330300")
    asked = page.evaluate("""() => [...new Set([...document.querySelectorAll("[data-card]")].map((e) =>
      /[.]|^[EF]\\d/.test(e.dataset.card) ? e.dataset.card : (e.dataset.card || e.closest("[data-series]").dataset.series
      .split(".")[0]) + "." + e.closest("[data-series]").dataset.series.split(".")[1] + "." + e.closest("[data-pick]").dataset.pick))]""")
    assert len(asked) >= (
        0 if path in ("/materials", "/submissions", "/accounts") else 2
    )  # files and states there, no figures
    lost = [one for one in asked if page.request.get(f"{address}/card", params={"of": one}).status != 200]
    assert lost == []


def report(count: int) -> bytes:
    """A text of our own with the words of so many figures."""
    return "".join(f"第{f.id}句，{f.words}，如此。\n" for f in assets.figures()[:count]).encode()


def test_the_reports_text_is_kept_searched_and_taken_out_again(page: Page, address: str) -> None:
    visit(page, f"{address}/evidence")
    page.locator("[data-keep]").set_input_files({"name": "别的.txt", "mimeType": "text/plain", "buffer": report(9)})
    expect(page.get_by_role("status")).to_contain_text("只找到报告50个数中的9个")
    expect(page.get_by_text("已存入：")).to_have_count(0)
    page.locator("[data-keep]").set_input_files({"name": "原文.txt", "mimeType": "text/plain", "buffer": report(50)})
    expect(page.get_by_text("已存入：原文.txt")).to_be_visible()
    page.get_by_role("searchbox").fill("231 第F10句")
    expect(page.locator(".z-table tbody tr:visible").first).to_contain_text("第F10句，红十字会增长了231%，如此。")
    page.get_by_role("button", name="F10").click()
    expect(page.get_by_role("dialog").locator("blockquote mark")).to_have_text("红十字会增长了231%")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="移除").click()
    expect(page.get_by_text("已存入：")).to_have_count(0)


def test_a_draft_is_checked_and_comes_back_as_a_word_file(page: Page, address: str) -> None:
    visit(page, f"{address}/evidence?tab=draft")
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("请先贴入文字，或选一个文件。")
    draft = "截至2020年底，全省乡镇（街道）红十字会1320个，建会率95.38%。"
    page.get_by_label("讲话稿或简报文字").fill(draft)
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.locator(".z-proof mark.z-mismatch")).to_have_text(re.compile("1320个"))
    expect(page.locator(".z-proof em")).to_have_text("应为1302个")
    expect(page.locator(".z-proof mark.z-match")).to_have_text(re.compile("95.38%"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载批注稿").click()
    assert waiting.value.suggested_filename == "核数结果.docx"
    with waiting.value.path().open("rb") as file, zipfile.ZipFile(BytesIO(file.read())) as word:
        assert "1320个" in word.read("word/document.xml").decode()


def test_a_file_that_cannot_be_read_is_explained(page: Page, address: str) -> None:
    visit(page, f"{address}/evidence?tab=draft")
    field = page.locator("input[type=file][data-check]")
    field.set_input_files({"name": "空.docx", "mimeType": "application/octet-stream", "buffer": b""})
    expect(page.get_by_role("status")).to_contain_text("空")
    field.set_input_files({"name": "大.txt", "mimeType": "text/plain", "buffer": b"1" * 20_000_000})
    expect(page.get_by_role("status")).to_contain_text("10 MB")


def test_the_dictionary_is_searched_as_one_types(page: Page, address: str) -> None:
    visit(page, f"{address}/evidence?tab=terms")
    everything = page.locator(".z-table tbody tr:visible").count()
    page.get_by_role("searchbox").fill("志愿汇")
    shown = page.locator(".z-table tbody tr:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("注册志愿者")
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".z-table tbody tr:visible")).to_have_count(everything)


def test_another_page_cannot_write_here(page: Page, address: str) -> None:
    assert page.request.post(f"{address}/document?name=a.txt", data=report(50)).status == 403
    assert page.request.delete(f"{address}/document").status == 403


def test_from_the_list_of_figures_one_click_leads_to_the_page_that_shows_it(page: Page, address: str) -> None:
    visit(page, f"{address}/evidence")
    page.locator(".z-table tr", has_text="F05").get_by_role("link").click()
    page.wait_for_url("**/?indicator=adult_members")
    settled(page)
    expect(page.locator(".z-card", has_text="成人会员")).to_contain_text("45.66")
    page.go_back()
    page.wait_for_url("**/evidence")
    settled(page)
    page.locator(".z-table tr", has_text="F28").get_by_role("link").click()
    page.wait_for_url("**/members")
