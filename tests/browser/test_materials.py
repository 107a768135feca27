"""材料 in the browser: a briefing in three clicks, the page as a document, the pack, a file that is dropped."""

from __future__ import annotations

import io
import re
from pathlib import Path
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn
from playwright.sync_api import Page, expect

from tests.browser.reader import settled, visit


def test_three_clicks_lead_from_any_page_to_the_briefing_of_a_city_and_back_to_its_verdict(
    page: Page, address: str, tmp_path: Path
) -> None:
    visit(page, f"{address}/?area=330300")
    page.get_by_role("link", name="材料", exact=True).click()
    page.wait_for_url("**/materials?area=330300")
    settled(page)
    expect(page.locator("h1")).to_have_text("温州市2020年底的材料")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="简报，Word").click()
    assert waiting.value.suggested_filename == "温州市_简报_2020_演示.docx"
    body = waiting.value.path().read_bytes()
    field, verdict = page.locator("input[data-verify]"), page.locator(".z-verdict")
    sent = {"name": "简报.docx", "mimeType": "application/octet-stream"}
    field.set_input_files({**sent, "buffer": body})
    expect(verdict).to_contain_text("● 出自本系统，版次：演示版")
    expect(verdict).to_contain_text("数字与出具时一致")
    file = docx.Document(io.BytesIO(body))
    run = next(t for t in file.element.body.iter(qn("w:t")) if re.fullmatch(r"\d\d\.\d%", t.text or ""))
    run.text = "11.1%"
    changed = tmp_path / "改.docx"
    file.save(str(changed))
    field.set_input_files(changed)
    expect(verdict).to_contain_text("与出具时不同的数（1处）")
    expect(verdict).to_contain_text("11.1%")
    field.set_input_files({**sent, "buffer": b"PK\3\4"})
    expect(page.locator(".z-verifying")).to_contain_text("损坏")
    expect(verdict).to_be_empty()


def test_a_page_is_kept_as_a_document_from_its_foot(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage?area=330300")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="本页存为Word").click()
    assert waiting.value.suggested_filename == "温州市_组织覆盖_2020_演示.docx"
    assert page.url.endswith("/coverage?area=330300")
    visit(page, f"{address}/submissions")
    expect(page.get_by_role("link", name="本页存为Word")).to_have_count(0)


def test_a_refused_document_is_explained_on_a_page(page: Page, address: str) -> None:
    page.goto(f"{address}/make?kind=bulletin&format=docx&area=330300")
    expect(page.get_by_role("alert")).to_have_text("季度通报只能按全省制作")
    page.get_by_role("link", name="回到材料").click()
    page.wait_for_url("**/materials")


def test_a_pack_is_made_followed_cancelled_and_made_again(page: Page, address: str) -> None:
    visit(page, f"{address}/materials")
    said = page.locator(".z-packed")
    page.get_by_role("checkbox", name="简报").uncheck()
    page.get_by_role("button", name="制作材料袋").click()
    expect(said).to_have_text("请至少选一种材料。")
    page.get_by_role("checkbox", name="简报").check()
    page.get_by_role("button", name="制作材料袋").click()
    expect(said).to_have_text(re.compile("已做好[1-9][0-9]*份，共102份…"), timeout=30_000)
    page.get_by_role("button", name="取消").click()
    expect(said).to_have_text("已取消，什么也没有留下。")
    visit(page, f"{address}/materials?area=330900")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="制作材料袋").click()
    assert waiting.value.suggested_filename == "材料袋_2020_5份.zip"
    with ZipFile(waiting.value.path()) as package:
        assert "09_舟山市/04_嵊泗县_简报_2020_演示.docx" in package.namelist()
    expect(page.get_by_role("link", name="下载材料袋")).to_be_visible()
