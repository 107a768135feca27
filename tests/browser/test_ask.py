"""The dialog of questions: opened, answered, changed and left by keyboard; the same answer as the interface gives."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.reader import settled, visit
from tests.browser.test_pages import LATIN


def said(page: Page, address: str, question: str) -> str:
    """The sentence that the interface gives."""
    return str(page.request.get(f"{address}/api/v1/ask", params={"q": question}).json()["sentence"])


def test_a_question_is_answered_changed_and_left_by_keyboard(page: Page, address: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    visit(page, f"{address}/members?area=330300")
    page.get_by_label("低于（名）").press("/")
    expect(page.locator("dialog[open]")).to_have_count(0)
    link = page.get_by_role("link", name="组织覆盖")
    link.focus()
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name="追问")
    expect(dialog.get_by_role("textbox")).to_be_focused()
    expect(dialog.get_by_role("listitem")).to_have_count(6)
    page.keyboard.type("覆盖率低于40%的县")
    page.keyboard.press("Enter")
    first = said(page, address, "覆盖率低于40%的县")
    expect(dialog.locator("h1")).to_contain_text(first)
    rows = page.request.get(f"{address}/api/v1/ask", params={"q": "覆盖率低于40%的县"}).json()["rows"]
    expect(dialog.locator(".z-table tbody td:nth-child(1)")).to_have_text([row["name"] for row in rows])
    expect(dialog.locator(".z-table tbody button")).to_have_text([row["text"] for row in rows])
    expect(dialog.locator("svg[data-zj-drawn]")).to_be_visible()
    assert page.evaluate(LATIN) == []

    dialog.get_by_label("地区").select_option("温州市")
    expect(dialog.get_by_role("textbox")).to_have_value("温州市2020年底村（社区）建会率低于40%的县")
    expect(dialog.locator("h1")).to_contain_text(said(page, address, "温州哪些县低于40%"))
    expect(dialog.get_by_label("地区")).to_be_focused()
    page.set_viewport_size({"width": 390, "height": 844})
    assert dialog.evaluate("node => node.scrollWidth <= node.clientWidth && node.getBoundingClientRect().right <= 390")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()
    assert page.url == f"{address}/members?area=330300"
    assert errors == []


def test_what_is_not_understood_leads_to_what_is_and_on_to_a_page(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage")
    page.get_by_role("button", name="追问").click()
    dialog = page.get_by_role("dialog", name="追问")
    expect(dialog.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("温州献血人数")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("status")).to_have_text("没有看懂：“献血”。")
    expect(dialog.get_by_role("listitem")).to_have_count(3)
    dialog.get_by_role("button", name="温州会员有多少").focus()
    page.keyboard.press("Enter")
    expect(dialog.locator("h1")).to_contain_text(said(page, address, "温州会员有多少"))
    dialog.get_by_role("link", name="在页面上看").click()
    page.wait_for_url(f"{address}/members?area=330300&indicator=adult_members")
    expect(dialog).to_be_hidden()
    settled(page)
    page.keyboard.press("/")
    dialog.get_by_role("textbox").fill("")
    expect(dialog.get_by_role("button", name="温州会员有多少")).to_have_count(2)  # asked here, and an example
