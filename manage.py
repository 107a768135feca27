"""Sets up and runs the product on any system: ``python manage.py setup|run|test|check|bench``.

Needs nothing but Python 3.11 or newer. The Makefile calls it; on Windows it is called by hand.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"
BIN = HOME / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


def _has_browser() -> bool:
    return any(shutil.which(name) for name in BROWSERS)


def _has_chinese_font() -> bool:
    if os.name == "nt" or not shutil.which("fc-list"):
        return os.name == "nt"
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout.strip())


def _has_postgresql() -> bool:
    return bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin")))


# Test tools that are no Python packages: what shows that each is there, and Debian's name for it.
TOOLS: tuple[tuple[str, str, Callable[[], bool]], ...] = (
    ("Chromium 浏览器", "chromium", _has_browser),
    ("中文字体", "fonts-noto-cjk", _has_chinese_font),
    ("PostgreSQL", "postgresql", _has_postgresql),
)


def main() -> int:
    """Carry out one command; the exit status is that of the last program."""
    if sys.version_info < (3, 11):  # noqa: UP036  an older Python must be told in words
        print("需要 Python 3.11 或更新的版本。")
        return 1
    tasks = {"setup": setup, "run": run, "test": test, "check": check, "bench": bench}
    name, *rest = sys.argv[1:] or [""]
    if name not in tasks:
        print(f"用法：python manage.py {'|'.join(tasks)}")
        return 2
    return tasks[name](rest)


def setup(_rest: list[str]) -> int:
    """The run-time packages, in ``.venv``."""
    return _install("requirements.txt")


def run(rest: list[str]) -> int:
    """Set up and open the dashboard in the browser."""
    if status := setup([]):
        return status
    headless = "true" if os.environ.get("CI") or not _has_screen() else "false"
    print("浏览器里打开 http://127.0.0.1:8501 （按 Ctrl+C 停止）")
    return _call("-m", "streamlit", "run", "dashboard.py", f"--server.headless={headless}", *rest)


def test(rest: list[str]) -> int:
    """Set up the test tools and pass every test."""
    if status := _install("requirements-test.txt"):
        return status
    _install_tools()
    return _call("-m", "pytest", *rest)


def check(_rest: list[str]) -> int:
    """Style and types."""
    if status := _install("requirements-test.txt"):
        return status
    steps = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",))
    return max(_call("-m", *step) for step in steps)


def bench(rest: list[str]) -> int:
    """The table of speeds."""
    if status := _install("requirements-test.txt"):
        return status
    _install_tools()
    return _call("-m", "bench", *rest)


def _install(requirements: str) -> int:
    """Install once a list of packages; a changed list is installed again."""
    listed = b"".join((ROOT / name).read_bytes() for name in ("requirements.txt", requirements))
    digest, mark = hashlib.sha256(listed).hexdigest(), HOME / f"{requirements}.done"
    if PYTHON.exists() and mark.exists() and mark.read_text() == digest:
        return 0
    if not PYTHON.exists() and not _make_venv():
        return 1
    print(f"正在安装 {requirements} 里的软件包……", flush=True)
    options = ("--disable-pip-version-check", "--quiet", "--no-input")
    status = _call("-m", "pip", "install", *options, "-r", requirements)
    if status == 0:
        mark.write_text(digest)
    return status


def _make_venv() -> bool:
    try:
        venv.create(HOME, with_pip=True, clear=True)
        return True
    except (subprocess.CalledProcessError, OSError):
        version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if _apt(version):
            return subprocess.run([sys.executable, "-m", "venv", "--clear", str(HOME)], check=False).returncode == 0
    shutil.rmtree(HOME, ignore_errors=True)
    print(f"建立虚拟环境失败。Debian、Ubuntu、统信、麒麟请先安装 {version}，其他系统请安装完整的 Python。")
    return False


def _install_tools() -> None:
    missing = [(name, package) for name, package, is_there in TOOLS if not is_there()]
    if missing and not _apt(*(package for _, package in missing)):
        print(f"没有找到：{'、'.join(name for name, _ in missing)}。请用系统的软件管理器安装，有关的测试才能运行。")


def _apt(*packages: str) -> bool:
    """Install Debian packages where this user may; False where not."""
    if not shutil.which("apt-get"):
        return False
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and not shutil.which("sudo"):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages])
    print(f"正在安装 {'、'.join(packages)}……", flush=True)
    for command in commands:
        done = subprocess.run([*prefix, *command], env=quiet, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def _has_screen() -> bool:
    return (
        os.name == "nt"
        or sys.platform == "darwin"
        or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


def _call(*arguments: str) -> int:
    try:
        return subprocess.run([str(PYTHON), *arguments], cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
