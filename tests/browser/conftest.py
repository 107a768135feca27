"""A real server on a throw-away database, and a real browser that may talk to nobody else."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
HERE = ("127.0.0.1", "localhost", None)  # None: what a page holds itself, data: and blob:
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def start(database: Path, port: int = 0) -> tuple[subprocess.Popen[bytes], str]:
    """The product as users start it, on that database."""
    port = port or _port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", f"--server.port={port}"]
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/healthz").close()
            return server, address
        except urllib.error.HTTPError:
            return server, address
        except OSError:
            time.sleep(0.25)
    server.kill()
    raise RuntimeError("the server did not start")


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server, url = start(tmp_path_factory.mktemp("database") / "test.db")
    yield url
    server.terminate()
    server.wait()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("这台机器上没有 Chromium 一类的浏览器")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Whatever a test does in it: nothing may be asked of another machine."""
    asked: list[str] = []
    opened = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    opened.set_default_timeout(20_000)
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    opened.close()
    assert [url for url in asked if urlsplit(url).hostname not in HERE] == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
