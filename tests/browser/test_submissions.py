"""A city's quarter from the empty form to what a second browser sees, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import start
from tests.browser.reader import settled, visit

ROW = (20, 21, 100, 300, 5000, 20, 1000, 50, 20, 10, 5, 2, 2)


@pytest.fixture
def own_address(tmp_path: Path) -> Iterator[str]:
    """A server of its own: what is published here must not be seen by other tests."""
    server, url = start(tmp_path / "own.db")
    yield url
    server.terminate()
    server.wait()


def fill(form: Path, mistake: object = None) -> Path:
    book = openpyxl.load_workbook(form)
    sheet = book["填报"]
    for row in range(5, 17):
        for column, number in enumerate(ROW, 3):
            sheet.cell(row, column, number)
    if mistake is not None:
        sheet["E7"] = mistake
    filled = form.with_name("filled.xlsx")
    book.save(filled)
    return filled


def test_from_the_form_to_what_a_second_browser_sees_and_back(
    browser: Browser, page: Page, own_address: str, tmp_path: Path
) -> None:
    page.on("dialog", lambda dialog: dialog.accept("检查"))
    visit(page, f"{own_address}/submissions?area=330300&report=2020")
    expect(page.locator("h1")).to_have_text("温州市2020年底：还没有报送")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载 Excel").click()
    form = tmp_path / "form.xlsx"
    waiting.value.save_as(form)
    page.locator("[data-report]").set_input_files(fill(form, "约100"))
    expect(page.get_by_role("status")).to_have_text("有错误，改正后重新上传。")
    expect(page.locator(".z-read .z-bad")).to_have_count(1)
    expect(page.locator(".z-read tr", has_text="错误")).to_contain_text("“填报”第7行E列")
    expect(page.get_by_role("button", name="提交")).to_be_disabled()
    page.locator("[data-report]").set_input_files(fill(form))
    expect(page.locator(".z-effect")).to_contain_text("温州市村社建会率 未报 → 33.3%")
    page.get_by_role("button", name="提交").click()
    expect(page.locator("h1")).to_contain_text("温州市2020年底：已提交")
    page.get_by_role("button", name="通过").click()
    expect(page.locator("h1")).to_contain_text("温州市2020年底：已通过")
    second = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    other = second.new_page()
    visit(other, f"{own_address}/coverage?area=330300")
    expect(other.locator("h1 .zb")).to_have_text("演示")
    page.get_by_role("button", name="发布").click()
    expect(page.locator("h1")).to_contain_text("温州市2020年底：已发布")
    other.reload()
    settled(other)
    expect(other.locator("h1")).to_contain_text("温州市村（社区）建会率33.3%")
    expect(other.locator("h1 .zb")).to_have_text("填报")
    page.locator("tr", has_text="报告版").get_by_role("button", name="改用这一版").click()
    expect(page.locator("tr", has_text="报告版")).to_contain_text("现在用的")
    other.reload()
    settled(other)
    expect(other.locator("h1 .zb")).to_have_text("未报")
    second.close()
