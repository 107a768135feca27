"""会场: how large type must be for the last row, and the running order of screens with its one written form."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from math import ceil
from typing import Any
from urllib.parse import urlencode

from domain.dataset import Dataset
from domain.pages import PAGES
from domain.selection import Selection
from domain.status import Status
from domain.view import View

SCENE = "scene"  # in a step's query: which of the page's screens, from 1
MOST_STEPS, MOST_BYTES, MOST_UNPACKED = 60, 20_000, 200_000
LONGEST_NAME, LONGEST_TEXT = 60, 600  # characters
SLOWEST = 3600  # seconds that a screen may stay by itself
_GLYPH = Fraction(92, 100)  # of its em that a Chinese character fills
_WITHOUT = ("materials", "submissions", "accounts")  # pages to work at, with nothing to project


class HallProblem(ValueError):
    """A room or a running order that cannot be used; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes of type in px: running text, secondary and first numbers, sources."""

    body: int
    key: int
    hero: int
    foot: int


@dataclass(frozen=True, slots=True)
class Room:
    """Metres from the screen to the last row, and the screen's width in metres. HallProblem where there is no such room."""

    depth: float = 18
    width: float = 4

    def __post_init__(self) -> None:
        if not 3 <= self.depth <= 60:
            raise HallProblem("会场纵深应在3到60米之间")
        if not 0.5 <= self.width <= 30:
            raise HallProblem("幕布宽度应在0.5到30米之间")

    def scale(self, width: int, height: int) -> Scale:
        """Type for a picture of that many px: a character is 1/200 of the distance high; on 4:3 the hero is smaller."""
        body = ceil(Fraction(self.depth) * 5 * width / (Fraction(self.width) * 1000) / _GLYPH)
        hero = body * (Fraction(42, 10) if Fraction(width, height) < Fraction(3, 2) else 5)
        return Scale(body, max(96, ceil(body * Fraction(26, 10))), int(hero), ceil(body * Fraction(69, 100)))


@dataclass(frozen=True, slots=True)
class Hall:
    """The house's own hall, and the address under which its telephones reach the product, "" where they do not."""

    room: Room = field(default_factory=Room)
    address: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One screen: a page's name, the query of its view (``area=330300&scene=2``), the user's own sentence, his notes."""

    page: str
    query: str = ""
    say: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class RunningOrder:
    """Screens one after the other; ``seconds`` 0 waits for the key."""

    name: str
    steps: tuple[Step, ...]
    seconds: int = 0

    def code(self) -> str:
        """For an address: base64url of zlib of JSON."""
        text = json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")

    @staticmethod
    def of(code: str) -> RunningOrder:
        """The order that a code means. HallProblem where it means none."""
        if len(code) > MOST_BYTES:
            raise HallProblem(f"播放单太长，链接不能超过{MOST_BYTES // 1000}千字符")
        try:
            unpack = zlib.decompressobj()
            packed = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
            table = json.loads(unpack.decompress(packed, MOST_UNPACKED))
        except (binascii.Error, zlib.error, ValueError, RecursionError) as error:
            raise HallProblem("播放单的链接不完整，读不出来") from error
        return _order(table)


def _order(table: Any) -> RunningOrder:
    if not isinstance(table, dict) or not isinstance(table.get("steps"), list):
        raise HallProblem("播放单的链接不完整，读不出来")
    steps, seconds = table["steps"], table.get("seconds", 0)
    if not 1 <= len(steps) <= MOST_STEPS:
        raise HallProblem(f"播放单要有1到{MOST_STEPS}屏")
    if not isinstance(seconds, int) or not 0 <= seconds <= SLOWEST:
        raise HallProblem(f"每屏停留应是0到{SLOWEST}秒的整数，0为手动")
    return RunningOrder(_text(table, "name", LONGEST_NAME), tuple(map(_step, steps)), int(seconds))


def _step(table: Any) -> Step:
    if not isinstance(table, dict):
        raise HallProblem("播放单的链接不完整，读不出来")
    page = _text(table, "page", LONGEST_NAME)
    if page not in SHOWN:
        raise HallProblem(f"没有“{page}”这个页面，或它不能放映；可用：{TITLES}")
    return Step(page, *(_text(table, part, LONGEST_TEXT) for part in ("query", "say", "notes")))


def _text(table: Mapping[str, Any], key: str, longest: int) -> str:
    text = table.get(key, "")
    if not isinstance(text, str) or len(text) > longest:
        raise HallProblem(f"播放单里的文字每段不能超过{longest}个字")
    return text.strip()


SHOWN = tuple(page.name for page in PAGES if page.name not in _WITHOUT)
TITLES = "、".join(page.title for page in PAGES if page.name not in _WITHOUT)
# The eight screens that need nobody to compose them, of the province and of what lies below it.
_PROVINCE = ("overview", "compare", "coverage", "pilots", "members", "volunteers", "programmes", "evidence")
_LOCAL = ("overview", "profile", "coverage", "pilots", "members", "volunteers", "programmes", "evidence")


def default_order(selection: Selection, name: str) -> RunningOrder:
    """Eight screens of the chosen areas, ``name`` by name, at the same time and of the same edition."""
    query = {key: text for key, text in selection.to_query().items() if key in ("area", "period", "edition")}
    pages = _LOCAL if selection.areas else _PROVINCE
    return RunningOrder(f"{name}八屏", tuple(Step(page, urlencode(query, safe=",")) for page in pages))


def without_demo(view: View) -> View:
    """The view without what is invented: below the province it is 未报 then, unless somebody reported it."""
    return replace(
        view,
        dataset=_real(view.dataset),
        pilots=tuple(member for member in view.pilots if member.basis != "demo"),
    )


@lru_cache(maxsize=8)
def _real(dataset: Dataset) -> Dataset:
    """One for every edition, so that what is drawn of it can be kept by it."""
    if dataset.edition.local is not Status.DEMO:
        return dataset
    stored = {key: value for key, value in dataset.stored.items() if value.status is not Status.DEMO}
    return replace(dataset, edition=replace(dataset.edition, local=Status.MISSING), stored=stored, _memo={})
