"""A Chromium that nobody listens to: what a test tool hears of the network it also keeps, and a long run would weigh that."""

from __future__ import annotations

import json
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from websockets.sync.client import ClientConnection, connect

from bench.browser import ARGUMENTS, CHROMIUM

WAIT_S = 30
_Found = TypeVar("_Found")


class Target:
    """The commands of a page or of the whole browser; no domain is enabled, so nothing is told and nothing kept."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = count(1)

    def send(self, method: str, **parameters: object) -> dict[str, Any]:
        """The result of a command. RuntimeError with the browser's words if it refuses."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(self._socket.recv(WAIT_S))).get("id") != number:
            pass
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def value(self, expression: str) -> Any:
        """What an expression is in the page, promises awaited."""
        wanted = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        answer = self.send("Runtime.evaluate", **wanted)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']['text']}")
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """One key, down and up."""
        for kind in ("rawKeyDown", "keyUp"):
            self.send("Input.dispatchKeyEvent", type=kind, key=key, code=key)


@contextmanager
def bare(scratch: Path) -> Iterator[tuple[Target, Target]]:
    """An empty page and its browser, which has a fresh profile in ``scratch``; ended whatever happens."""
    profile = scratch / "profile"
    own = (
        "--headless=new",
        "--remote-debugging-port=0",
        f"--user-data-dir={profile}",
        "--window-size=1920,1080",
    )
    process = subprocess.Popen(
        [CHROMIUM, *ARGUMENTS, *own, "about:blank"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        port, path = _until(lambda: _where(profile / "DevToolsActivePort"))
        page = _until(lambda: _page(port))
        with (
            connect(page, max_size=None) as of_page,
            connect(f"ws://127.0.0.1:{port}{path}", max_size=None) as of_browser,
        ):
            yield Target(of_page), Target(of_browser)
    finally:
        process.terminate()
        process.wait(WAIT_S)


def _until(look: Callable[[], _Found]) -> _Found:
    """What is found as soon as it is there. RuntimeError if it does not come."""
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end:
        with suppress(OSError, ValueError, LookupError):
            return look()
        time.sleep(0.1)
    raise RuntimeError("chromium did not start")


def _where(file: Path) -> tuple[str, str]:
    """The port and path that the browser writes down when it listens."""
    port, path = file.read_text().split()
    return port, path


def _page(port: str) -> str:
    """The address of its first page."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=5) as answer:
        pages = [target for target in json.load(answer) if target["type"] == "page"]
    return str(pages[0]["webSocketDebuggerUrl"])
