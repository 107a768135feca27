"""The three servers that are compared: each a process of its own on a free loopback port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "bench" / "stock" / "app.py"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running server."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu_ms(self) -> float:
        """User and system time of the process so far (its only process)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / TICKS

    def rss_mb(self) -> float:
        """Resident memory."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def wait(self, seconds: float = 60) -> None:
        """Until it answers. RuntimeError with the end of its log if it does not."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            with suppress(OSError), urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5):
                return
            time.sleep(0.1)
        raise RuntimeError(
            f"{self.name} does not answer (exit status {self.process.poll()}):\n{self.log.read_text(errors='replace')[-2000:]}"
        )

    def stop(self) -> None:
        """End the process, by force after five seconds."""
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _start(name: str, folder: Path, script: str, scratch: Path, **extra: str) -> Server:
    """Command-line options only where both baselines and product need the same: port, no browser, no statistics."""
    port = _free_port()
    options = {"server.port": port, "server.headless": "true", "server.address": "127.0.0.1"}
    options["browser.gatherUsageStats"] = "false"
    arguments = [text for key, value in options.items() for text in (f"--{key}", str(value))]
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("STREAMLIT_", "ZJRC_", "DATABASE_URL"))}
    home = scratch / f"{name}-home"  # no ~/.streamlit of the machine either
    home.mkdir()
    log = scratch / f"{name}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", script, *arguments],
            cwd=folder,
            env={**plain, "HOME": str(home), **extra},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    return Server(name, port, process, log)


def _start_all(scratch: Path) -> Iterator[Server]:
    for name in ("stock", "empty"):
        folder = scratch / name
        folder.mkdir()
        shutil.copy(APP, folder / "app.py")
        if name == "empty":
            shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
        yield _start(name, folder, "app.py", scratch)
    yield _start_ours(scratch)


def _start_ours(scratch: Path) -> Server:
    database = f"sqlite:///{scratch / 'bench.db'}"
    return _start("ours", ROOT, str(ROOT / "dashboard.py"), scratch, DATABASE_URL=database)


@contextmanager
def product(scratch: Path) -> Iterator[Server]:
    """Ours alone; stopped whatever happens."""
    server = _start_ours(scratch)
    try:
        server.wait()
        yield server
    finally:
        server.stop()


@contextmanager
def servers() -> Iterator[dict[str, Server]]:
    """``stock`` (Streamlit's defaults), ``empty`` (our settings), ``ours``; stopped whatever happens."""
    running: dict[str, Server] = {}
    with tempfile.TemporaryDirectory(prefix="zjrc-bench-") as scratch:
        try:
            for server in _start_all(Path(scratch)):
                running[server.name] = server
            for server in running.values():
                server.wait()
            yield running
        finally:
            for server in running.values():
                server.stop()
