"""What a reader does in the browser, in one word each."""

from __future__ import annotations

from playwright.sync_api import Page

PATHS = (
    "/",
    "/coverage",
    "/compare",
    "/pilots",
    "/members",
    "/volunteers",
    "/programmes",
    "/profile",
    "/bulletin",
    "/materials",
    "/submissions",
    "/accounts",
    "/evidence",
)
# The map draws in a shadow root; Playwright's CSS selectors look into it.
MAP = "svg[data-zj-drawn]"


def visit(page: Page, url: str) -> None:
    """Open a page and wait until all of it is there."""
    page.goto(url)
    settled(page)


def settled(page: Page) -> None:
    """The foot is the last thing drawn; no script is running."""
    page.wait_for_selector(".z-foot")
    page.wait_for_selector('.stApp[data-test-script-state="notRunning"]')


def crumbs(page: Page) -> str:
    """The map's breadcrumb."""
    return page.locator(".crumbs").first.inner_text().replace("\n", "")


def pick(page: Page, code: str) -> None:
    """Click a county's area in the map at a point that is really its own."""
    spot = page.evaluate(
        """([map, code]) => {
          const host = [...document.querySelectorAll("*")].find((e) => e.shadowRoot?.querySelector(map));
          const path = host.shadowRoot.querySelector(`.areas path[data-code="${code}"]`);
          path.scrollIntoView({ block: "center" });
          const box = path.getBoundingClientRect();
          for (let i = 1; i < 12; i++) for (let j = 1; j < 12; j++) {
            const [x, y] = [box.x + box.width * i / 12, box.y + box.height * j / 12];
            if (host.shadowRoot.elementFromPoint(x, y) === path) return [x, y];
          }
        }""",
        [MAP, code],
    )
    page.mouse.click(*spot)
