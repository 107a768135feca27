"""The hall: keys, type from the last row, nothing cut, the speaker's window, running orders, a server that goes away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import start
from tests.browser.reader import settled, visit
from tests.browser.test_pages import LATIN

SIZES = ((1024, 768), (1920, 1080), (2560, 1080), (3840, 2160))
SEEN = ".h-scene:not(.h-waits)"
# Every word and number of the screen that is seen lies inside everything that could cut it.
CUT = """(deep) => {
  const bad = [];
  const scene = document.querySelector(".h-scene:not(.h-waits)");
  const words = document.createTreeWalker(scene, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    if (!words.currentNode.data.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(words.currentNode);
    if (deep && !range.getClientRects().length) continue; // gives way in a deep room, for it is said on another screen
    const box = range.getBoundingClientRect();
    for (let node = words.currentNode.parentElement; node; node = node.parentElement) {
      const frame = node.getBoundingClientRect();
      const isCutting = node === scene || getComputedStyle(node).overflow !== "visible";
      if (isCutting && (box.left < frame.left - 2 || box.right > frame.right + 2 || box.top < frame.top - 4 || box.bottom > frame.bottom + 4)) bad.push(words.currentNode.data);
    }
  }
  const { scrollWidth, scrollHeight } = document.documentElement;
  return scrollWidth > innerWidth || scrollHeight > innerHeight ? [...bad, "scroll bar"] : bad;
}"""


def enter(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector("html[data-ready]")


def place(page: Page) -> str:
    return page.locator(f"{SEEN} .h-place").inner_text()


def on_top(page: Page) -> str:
    """The curtain's colour where it covers the middle of the screen."""
    found: str = page.evaluate("document.elementFromPoint(innerWidth / 2, innerHeight / 2).dataset.kind ?? ''")
    return found


def test_keys_and_clickers_lead_and_those_of_streamlit_do_nothing(page: Page, address: str) -> None:
    enter(page, f"{address}/?mode=hall&order=default")
    keys = ("ArrowRight", "PageDown", " ", "ArrowLeft", "PageUp", "End", "r", "c", "Home")
    seen = []
    for key in keys:
        page.keyboard.press(key)
        seen.append(int(place(page).split(" / ")[0]))
    assert seen == [2, 3, 4, 3, 2, 8, 8, 8, 1]
    page.keyboard.type("6")
    expect(page.locator(".h-typed")).to_have_text("6")
    page.keyboard.press("Enter")
    assert place(page) == "6 / 8"
    page.wait_for_url("**n=6*")
    assert page.locator(".h-scene").count() <= 3
    assert page.evaluate(LATIN) == []
    for key, kind in (("b", "black"), (".", "black"), ("w", "white")):
        page.keyboard.press(key)
        assert on_top(page) == kind
        page.keyboard.press(key)
        assert on_top(page) == ""
    page.keyboard.press("s")
    page.mouse.move(300, 200)
    assert page.locator(".h-spot").evaluate("e => e.style.getPropertyValue('--x')") == "300px"
    page.keyboard.press("s")
    expect(page.locator(".h-spot")).to_be_hidden()
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === null")


def test_escape_returns_to_the_desk_as_it_was(page: Page, address: str) -> None:
    visit(page, f"{address}/coverage?area=330300&period=2017")
    page.get_by_role("link", name="会场模式").click()
    page.wait_for_selector("html[data-ready]")
    assert page.locator(".stApp").count() == 0
    expect(page.locator(f"{SEEN} h1")).to_contain_text("温州市")
    page.keyboard.press("h")
    expect(page.locator(".h-panel")).to_contain_text("回到桌面")
    assert page.evaluate(LATIN) == []
    page.keyboard.press("Escape")  # closes the help first
    page.keyboard.press("Escape")
    page.wait_for_url(f"{address}/coverage?area=330300&period=2017")
    settled(page)


@pytest.mark.parametrize("area", ["", "&area=330300"])
def test_nothing_is_cut_and_type_is_read_from_the_last_row(page: Page, address: str, area: str) -> None:
    enter(page, f"{address}/?mode=hall&order=default&depth=18&width=4{area}")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(150)
        bodies = {1024: 26, 1920: 47, 2560: 63, 3840: 94}  # 18·5·V/4000/0.92, rounded up
        assert (
            page.evaluate(f"parseFloat(getComputedStyle(document.querySelector('{SEEN}')).fontSize)") == bodies[width]
        )
        for n in range(1, 9):
            assert place(page) == f"{n} / 8"
            assert page.evaluate(CUT) == [], (width, height, n)
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Home")


MAP = """() => {
  const frame = document.querySelector(".h-scene:not(.h-waits) .h-map");
  const map = frame.querySelector(".h-map-host").shadowRoot.querySelector("svg");
  const [outer, inner] = [frame, map].map((part) => part.getBoundingClientRect());
  const label = map.querySelector(".label");
  const size = parseFloat(label.getAttribute("font-size")) * (inner.width / map.clientWidth);
  return [inner.bottom <= outer.bottom + 1 && inner.right <= outer.right + 1, Math.round(size)];
}"""


def test_the_map_is_whole_and_its_names_are_read_from_the_last_row(page: Page, address: str) -> None:
    enter(page, f"{address}/coverage?mode=hall&demo=1&n=2&depth=18&width=4")
    for (width, height), least in zip(SIZES, (26, 47, 40, 94), strict=True):  # an ultra-wide screen is too low for 63
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        page.wait_for_function(f"({MAP})()[0]")  # a busy machine draws 4K later
        whole, size = page.evaluate(MAP)
        assert whole and size >= least, (width, height, size)


def test_a_room_too_deep_for_its_screen_has_smaller_type_and_is_told_so_before(page: Page, address: str) -> None:
    """On 4 m the last row of 30 m asks for 79 px of 1920: more than the screens of a city hold."""
    enter(page, f"{address}/?mode=hall&order=default&depth=30&width=4&area=331000")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(150)
        for n in range(1, 9):
            assert place(page) == f"{n} / 8"
            assert page.evaluate(CUT, True) == [], (width, height, n)
            page.keyboard.press("ArrowRight" if n < 8 else "Home")
    page.set_viewport_size({"width": 2560, "height": 1080})
    enter(page, f"{address}/hall/check?depth=30&width=4")
    expect(page.locator(".h-ill")).to_contain_text(re.compile("屏放不下这样大的字，缩小后2[0-9]米以内看得清"))


def test_the_speaker_follows_and_leads(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    enter(page, f"{address}/?mode=hall&order=default")
    with context.expect_page() as opened:
        page.keyboard.press("p")
    speaker = opened.value
    speaker.wait_for_selector("html[data-ready]")
    page.bring_to_front()
    page.keyboard.press("ArrowRight")
    expect(speaker.locator("#place")).to_have_text("2 / 8")
    said = speaker.locator("#say").inner_text()
    assert re.search(r"2020年底.*\d", said)
    here, there = (speaker.frame_locator(f"#{name}").locator(f"{SEEN} .h-place") for name in ("here", "there"))
    expect(here).to_have_text("2 / 8")
    expect(there).to_have_text("3 / 8")
    speaker.get_by_role("button", name="下一屏").click()
    expect(page.locator(f"{SEEN} .h-place")).to_have_text("3 / 8")
    expect(there).to_have_text("4 / 8")
    speaker.get_by_role("button", name="黑屏").click()
    expect(page.locator(".h-curtain")).to_be_visible()
    assert speaker.evaluate(LATIN) == []


def test_an_order_is_composed_checked_and_opened_from_its_link_in_another_browser(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    visit(page, f"{address}/compare")
    page.get_by_role("link", name="加入会场播放单").click()
    page.wait_for_selector("html[data-ready]")
    page.locator("#add [name=page]").select_option(label="组织覆盖")
    page.get_by_role("button", name="加入", exact=True).click()
    page.get_by_label("名称").fill("理事会")
    own = page.get_by_label("自己的句子").nth(1)
    own.fill("2020年底村（社区）建会率44.62%，乡镇（街道）红十字会1303个。")
    own.blur()
    expect(page.locator(".h-checked").nth(1)).to_contain_text("不符")
    expect(page.locator(".h-checked").nth(1)).to_contain_text("44.62%：一致")
    page.get_by_title("上移").nth(1).click()
    expect(page.locator("#said")).to_contain_text("共2屏")
    page.get_by_role("button", name="存在这个浏览器里").click()
    link, check = (page.get_by_role("link", name=name).get_attribute("href") or "" for name in ("开始放映", "会场检查"))
    page.reload()
    page.get_by_label("已存").select_option("理事会")
    expect(page.get_by_label("自己的句子").first).to_have_value(re.compile("1303"))
    assert page.evaluate(LATIN) == []
    page.get_by_role("link", name="开始放映").click()
    page.wait_for_selector(SEEN)
    page.keyboard.press("Escape")
    page.wait_for_url("**/hall/orders")
    other = context.browser.new_context(locale="zh-CN").new_page()  # type: ignore[union-attr]
    enter(other, f"{address}/{link.removeprefix('./')}")
    assert place(other) == "1 / 2"
    expect(other.locator(f"{SEEN} .h-sentence")).to_contain_text("1303个")
    expect(other.locator(f"{SEEN} .h-wrong")).to_have_text("自拟句子，1303个与数据不符")
    enter(other, f"{address}/{check}")
    expect(other.locator("#found")).to_contain_text("版面：共2屏，都放得下")
    other.context.close()


def test_invented_values_need_a_yes_and_say_so(page: Page, address: str) -> None:
    enter(page, f"{address}/coverage?mode=hall&area=330300")
    assert page.locator(f"{SEEN} .h-demo").count() == 0
    page.keyboard.press("d")
    page.get_by_role("button", name="取消").click()
    page.keyboard.press("d")
    page.get_by_role("button", name="显示演示数据").click()
    page.wait_for_url("**demo=1*")
    expect(page.locator(f"{SEEN} .h-demo")).to_have_text("演示数据")
    size = page.locator(f"{SEEN} .h-demo").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size >= 36  # 18·5·1440/4000/0.92
    page.keyboard.press("Escape")
    page.wait_for_url(f"{address}/coverage?area=330300")


def test_the_check_before_the_hall_is_green_and_the_telephone_gets_a_page_of_its_own(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    enter(page, f"{address}/hall/check")
    expect(page.locator("#verdict")).to_have_text("可以开始")
    assert page.evaluate(LATIN) == []
    page.get_by_role("button", name="显示试读卡").click()
    expect(page.get_by_text("坐到最后一排，能读清这一行吗？")).to_have_css("font-size", "47px")
    page.keyboard.press("Escape")
    enter(page, f"{address}/?mode=hall")
    page.keyboard.press("q")
    expect(page.locator(".h-panel")).to_contain_text("只有这台电脑能打开")
    page.set_viewport_size({"width": 390, "height": 844})
    enter(page, f"{address}/coverage?mode=phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("html").get_attribute("data-theme") == "light"
    assert page.evaluate(LATIN) == []


def test_a_lost_server_blanks_nothing_and_the_place_is_kept(page: Page, tmp_path: Path) -> None:
    server, url = start(tmp_path / "test.db")
    enter(page, f"{url}/?mode=hall&order=default")
    page.keyboard.press("ArrowRight")
    server.kill()
    server.wait()
    for n in range(3, 9):
        page.keyboard.press("ArrowRight")
        assert place(page) == f"{n} / 8"
        expect(page.locator(f"{SEEN} .h-sentence")).to_be_visible()
    page.wait_for_url("**n=8*")
    again, _ = start(tmp_path / "test.db", int(url.rpartition(":")[2]))
    try:
        page.reload()
        page.wait_for_selector("html[data-ready]")
        assert place(page) == "8 / 8"
    finally:
        again.terminate()
        again.wait()
