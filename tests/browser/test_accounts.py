"""Accounts and a roster as their users meet them: the editor of a city is added and counts its volunteers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data_access.accounts import create_first_administrator
from data_access.editions import fill
from data_access.engine import open_engine
from tests.browser.conftest import start
from tests.browser.reader import settled, visit

PASSWORD = "三更灯火五更鸡正是男儿"
ROSTER = """姓名,身份证号,县（市、区）,星级,注册时间,类别
张三,330302199001011234,鹿城区,5,2019-03-05,应急救护
李四,330302199001011235,鹿城区,1,2018-01-01,应急救护
王五,330302199001011236,瑞安市,六,2018-01-01,应急救护
"""


@pytest.fixture
def shared_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server of its own where people sign in; 管理员 is there already."""
    (tmp_path / "settings.toml").write_text('[access]\nmode = "accounts"\n', "utf-8")
    monkeypatch.setenv("ZJRC_SETTINGS", str(tmp_path / "settings.toml"))
    from sqlalchemy import make_url

    engine = open_engine(make_url(f"sqlite:///{tmp_path / 'shared.db'}"), fill)
    create_first_administrator(engine, "管理员", PASSWORD, datetime.now(UTC))
    engine.dispose()
    server, url = start(tmp_path / "shared.db")
    yield url
    server.terminate()
    server.wait()


def sign_in(page: Page, address: str, name: str, password: str) -> None:
    page.goto(f"{address}/login")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("口令").fill(password)
    page.get_by_role("button", name="登录").click()
    settled(page)


def add_editor(page: Page, name: str, city: str) -> str:
    """Add an account on the page that lists them; the password that is shown."""
    page.get_by_role("button", name="添加账号").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("用户名").fill(name)
    dialog.get_by_label("角色").select_option("市级填报")
    dialog.get_by_label(city).check()
    dialog.get_by_role("button", name="添加", exact=True).click()
    expect(dialog.get_by_role("status")).to_contain_text("只显示这一次")
    found = re.search(r"口令是 (\S+) ", dialog.get_by_role("status").inner_text())
    assert found
    dialog.get_by_role("button", name="关闭").click()
    expect(page.locator("tr", has_text=name)).to_contain_text(city)
    return found[1]


def test_an_editor_who_was_added_counts_a_roster_for_his_own_city_only(
    browser: Browser, page: Page, shared_address: str, tmp_path: Path
) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, shared_address, "管理员", PASSWORD)
    page.get_by_role("link", name="账号：管理员").click()
    page.wait_for_url("**/accounts")
    expect(page.locator("h1")).to_have_text("账号：1个，可用1个")
    password = add_editor(page, "温州小组", "温州市")
    expect(page.locator("h1")).to_have_text("账号：2个，可用2个")
    second = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    theirs = second.new_page()
    theirs.on("dialog", lambda dialog: dialog.accept())
    sign_in(theirs, shared_address, "温州小组", password)
    visit(theirs, f"{shared_address}/submissions?area=330100")
    expect(theirs.locator(".z-callout")).to_contain_text("不是您负责的市")
    visit(theirs, f"{shared_address}/submissions?area=330300&report=2020")
    count_roster(theirs, tmp_path / "名册.csv")
    visit(theirs, f"{shared_address}/accounts")
    expect(theirs.locator("h1")).to_have_text("温州小组：市级填报（温州市）")
    expect(theirs.locator(".z-table")).to_have_count(0)
    page.locator("tr", has_text="温州小组").get_by_role("button", name="停用").click()
    expect(page.locator("h1")).to_have_text("账号：2个，可用1个")
    theirs.reload()
    theirs.wait_for_url("**/login")
    second.close()
    page.get_by_role("link", name="退出登录").click()
    page.wait_for_url("**/login")


def count_roster(page: Page, file: Path) -> None:
    """From the choice of what is reported to what the province is handed."""
    file.write_text(ROSTER, "utf-8")
    page.get_by_label("报送内容").focus()
    page.get_by_label("报送内容").select_option("志愿者名册（只计数）")
    expect(page.locator("[data-roster]")).to_be_attached()
    expect(page.get_by_label("报送内容")).to_be_focused()  # although it was drawn anew
    page.locator("[data-roster]").set_input_files(file)
    expect(page.get_by_role("status")).to_have_text("已经数好，名册没有存下。看过再存入草稿。")
    read = page.locator(".z-read")
    expect(read).to_contain_text("名册计入3人")
    expect(read.locator("tr", has_text="身份证号")).to_contain_text("个人信息，先丢掉")
    expect(read.locator("tr", has_text="星级不是0至5")).to_contain_text("D列第4行")
    expect(read.locator(".z-effect")).to_contain_text("鹿城区五星级志愿者 未报 → 1名")
    assert "张三" not in page.content()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载计数表（CSV）").click()
    table = Path(waiting.value.path()).read_text("utf-8-sig")
    assert "330381,瑞安市,星级未知,2018年,应急救护,1" in table
    page.get_by_role("button", name="作为草稿存入").click()
    expect(page.locator("h1")).to_contain_text("温州市2020年底：草稿")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.locator("h1")).to_contain_text("温州市2020年底：已提交")
    expect(page.locator("tr", has_text="志愿者名册（只计数）")).to_contain_text("7个")


def test_what_had_the_focus_keeps_it_when_it_is_drawn_anew(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage?area=330300")
    for name, role, changed in (("永嘉县", "button", "area=330324"), ("看看高低是不是偶然", "switch", "check=1")):
        element = page.locator(".z-rank" if role == "button" else ".z").get_by_role(role, name=name)
        element.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{changed}**")
        settled(page)
        expect(element).to_be_focused()
    page.get_by_role("link", name="会员").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/members**")
    settled(page)
    expect(page.get_by_role("link", name="会员")).to_be_focused()
