"""A pilot list from the choice of what is reported to the page of the pilots."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.reader import settled, visit
from tests.browser.test_submissions import own_address

own_address = own_address


def test_a_pilot_list_replaces_what_was_inferred(page: Page, own_address: str, tmp_path: Path) -> None:
    page.on("dialog", lambda dialog: dialog.accept("检查"))
    visit(page, f"{own_address}/submissions?area=330400")
    page.get_by_label("报送内容").select_option("试点名单")
    expect(page.locator("h1")).to_have_text("嘉兴市试点名单：还没有报送")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载 Excel").click()
    form = tmp_path / "form.xlsx"
    waiting.value.save_as(form)
    book = openpyxl.load_workbook(form)
    for column, text in enumerate(("组织建设试点县", "海宁市", 2018, "文件"), 1):
        book["填报"].cell(5, column, text)
    book.save(form)
    page.locator("[data-report]").set_input_files(form)
    expect(page.locator(".z-effect")).to_contain_text("组织建设试点县 · 海宁市 · 2018 · 文件")
    page.get_by_role("button", name="提交").click()
    expect(page.locator("h1")).to_contain_text("嘉兴市试点名单：已提交")
    page.get_by_role("button", name="通过").click()
    expect(page.locator("h1")).to_contain_text("嘉兴市试点名单：已通过")
    page.get_by_role("button", name="发布").click()
    expect(page.locator("h1")).to_contain_text("嘉兴市试点名单：已发布")
    expect(page.locator("section, .z-section", has_text="现在发布的试点名单")).to_contain_text("1行")
    visit(page, f"{own_address}/pilots")
    settled(page)
    roll = page.locator(".z-roll")
    expect(roll).to_contain_text("海宁市")
    expect(roll).to_contain_text("上虞区")
    expect(roll).not_to_contain_text("平湖市")
    expect(page.locator("h1")).to_contain_text("21个县（市、区）先行试点")
