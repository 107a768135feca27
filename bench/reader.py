"""What a reader does, in tabs that stay open for the whole run; the tabs take turns."""

from __future__ import annotations

from collections import defaultdict
from itertools import cycle
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from bench.browser import Sample, Tab
from bench.servers import Server
from bench.serving import CITIES
from domain.catalog import INDICATORS

CRUMB = '.zj-map [data-pick="330000"]'


class Readers:
    """Five tabs: the two empty apps, the map's clicks (with and without motion), the filters, the pages."""

    def __init__(self, browser: Browser, running: dict[str, Server]) -> None:
        self.samples: dict[str, list[Sample]] = defaultdict(list)
        self._browser, self._servers = browser, running
        self._tabs = {name: Tab(browser, "text") for name in ("stock", "empty")}
        self._tabs |= {name: Tab(browser, "complete") for name in ("moving", "filters", "pages")}
        for name, tab in self._tabs.items():
            server = running.get(name, running["ours"])
            tab.load(server.url if server.name != "ours" else f"{server.url}/coverage")
        self._cities = cycle(CITIES)
        names = [INDICATORS[key].name for key in ("town_coverage", "village_coverage")]
        self._indicators, self._limits = cycle(names), cycle(("50", "60"))
        self._links = cycle(range(self._tabs["pages"].page.locator(".z-nav a").count()))

    def visit_pages(self) -> None:
        """Open every page once: what is fetched once a browser is not a page switch."""
        for _ in range(self._tabs["pages"].page.locator(".z-nav a").count()):
            self._switch()

    def round(self) -> None:
        """Every measure once, the baselines twice."""
        for _ in range(2):
            self._rerun("stock")
            self._rerun("empty")
        self._keep("switch", self._switch())
        self._keep("city", self._click_city())
        self._keep("indicator", self._choose_indicator(next(self._indicators)))
        self._keep("below", self._enter_limit(next(self._limits)))

    def _keep(self, name: str, sample: Sample) -> None:
        self.samples[name].append(sample)

    def _rerun(self, name: str) -> None:
        """The key R: the same path as a filter change, but for the drawing."""
        tab = self._tabs[name]
        self._keep(name, tab.time("ended", "", lambda: tab.page.locator("body").press("r")))

    def _click_city(self) -> Sample:
        """A city of the province map; then back to the province, not measured."""
        tab = self._tabs["moving"]
        point = tab.page.evaluate("code => zjBench.city(code)", next(self._cities))
        sample = tab.time("map", point["name"], lambda: tab.page.mouse.click(point["x"], point["y"]))
        tab.time("map", "浙江省", lambda: tab.page.locator(CRUMB).click())
        return sample

    def _choose_indicator(self, name: str) -> Sample:
        page = self._tabs["filters"].page
        page.bring_to_front()
        field = page.get_by_label("指标")
        return self._tabs["filters"].time("map", name, lambda: field.select_option(label=name))

    def _enter_limit(self, limit: str) -> Sample:
        page = self._tabs["filters"].page
        field = page.locator(".z-filters input[type=number]")
        page.bring_to_front()
        field.fill(limit)
        return self._tabs["filters"].time("map", f"低于 {limit}", lambda: field.press("Enter"))

    def _switch(self) -> Sample:
        tab = self._tabs["pages"]
        link = tab.page.locator(".z-nav a").nth(next(self._links))
        path = urlsplit(link.get_attribute("href") or "").path
        sample = tab.time("page", path, link.click)
        self._keep(f"page {path}", sample)
        return sample

    def quiet_actions(self) -> int:
        """Websocket frames while both periods are shown in turn and the pointer crosses the map."""
        tab = self._tabs["moving"]
        page = tab.page
        page.bring_to_front()
        page.evaluate("zjBench.clear()")
        for period in ("2017", "2020") * 2:
            before = page.evaluate("zjBench.drawings()")
            page.locator(f".zj-map .seg button:has-text('{period}')").click()
            page.wait_for_function("before => zjBench.drawings() > before", arg=before)
        for code in CITIES:
            point = page.evaluate("code => zjBench.city(code)", code)
            page.mouse.move(point["x"], point["y"])
            page.wait_for_function("zjBench.tip()?.length > 0")
        page.wait_for_timeout(500)
        frames: int = page.evaluate("zjBench.frames.length")
        return frames

    def first_load(self, name: str) -> None:
        """A browser that has never been here."""
        tab = Tab(self._browser, "complete" if name == "ours" else "text")
        ms = tab.load(self._servers[name].url)
        self._keep(f"load {name}", Sample(ms, 0, int(tab.wire)))
        tab.close()
