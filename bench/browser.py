"""Chromium, and one tab that times what a reader does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PROBE = Path(__file__).with_name("probe.js").read_text("utf-8")
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-renderer-backgrounding"
).split() + ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]  # only loopback
LOADED = "zjBench.loaded = zjBench.until('{goal}', undefined, () => -1); zjBench.loaded.catch(() => {{}});"


@dataclass(frozen=True)
class Sample:
    """One action: milliseconds to its goal and to the server's last frame, and all its websocket traffic."""

    ms: float
    frames: int
    bytes: int
    answered: float = 0.0


class Tab:
    """A fresh browser context with one page; nothing is cached at the beginning."""

    def __init__(self, browser: Browser, goal: str) -> None:
        """``goal`` tells when a load is complete."""
        self._context = browser.new_context(viewport={"width": 1440, "height": 900})
        self._context.add_init_script(PROBE + LOADED.format(goal=goal))
        self.page: Page = self._context.new_page()
        self.wire = 0.0

    def load(self, url: str) -> float:
        """Milliseconds from the start of the navigation to complete content."""
        session = self._context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._count)
        self.page.goto(url, wait_until="commit")
        ms: float = self.page.evaluate("zjBench.loaded")
        self.page.evaluate("zjBench.until('quiet', undefined, () => -1)")
        self.page.wait_for_timeout(250)  # what is fetched right after the content belongs to it
        session.detach()
        return ms

    def _count(self, event: dict[str, float]) -> None:
        self.wire += event["encodedDataLength"]

    def time(self, goal: str, argument: str, action: Callable[[], object]) -> Sample:
        """Do it, and measure from the input event to the goal.

        A tab that comes to the front is painted anew, a full page longer than an empty one: that is no part
        of what a reader waits for who has been looking at it, so it is let pass.
        """
        self.page.bring_to_front()
        self.page.wait_for_timeout(150)
        self.page.evaluate("([goal, argument]) => zjBench.arm(goal, argument)", [goal, argument])
        action()
        ms: float = self.page.evaluate("zjBench.result")
        self.page.evaluate("zjBench.until('quiet')")
        count = self.page.evaluate("zjBench.count()")
        return Sample(ms, **count)

    def close(self) -> None:
        """With its context and cache."""
        self._context.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
