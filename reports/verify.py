"""验真: whether a file comes from this system, whether its figures are as issued, and whether they are those in force."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from enum import Enum
from pathlib import PurePath
from urllib.parse import parse_qsl

from data_access import assets
from data_access.documents import MAX_BYTES, OLE, DocumentProblem, answer_of
from data_access.library import Library
from domain import format as fmt
from domain.catalog import INDICATORS
from domain.dataset import Dataset
from domain.evidence import JOIN
from domain.period import PERIODS
from domain.proof import Claim, check
from domain.proof import Verdict as Judgement
from reports.blocks import stated
from reports.document import Document, ReportProblem, digest
from reports.make import PAGE, WRITERS, Content, compose

ENDINGS = ("docx", "pptx", "xlsx")
MOST = 200  # lines of a list
_CHILD = (sys.executable, "-m", "reports._read_issued")
_NUMBER = re.compile(r"[+−-]?\d+(?:\.\d+)?(?:万|%)?")
_SENTENCE_END = "。"  # 核数 reads prose: of a workbook only the cells with sentences
_DATED = "生成："  # the stamp's line carries the day of its making
_DAMAGED = "这份文件读不出来，可能已损坏，或者太复杂。请用Office或WPS打开，另存一份后再验。"


class Origin(Enum):
    """Where a file comes from, as its properties tell; ``value`` is the sentence."""

    OURS = "出自本系统"
    NO_EDITION = "版次不在本库，可能出自另一个数据库，无法核对"
    CHANGED = "内容与出具时不同：按属性里写的重新生成，验真码对不上"
    UNKNOWN = "不是本系统出具，或保存时去掉了属性"


@dataclass(frozen=True, slots=True)
class Edit:
    """A line whose numbers are not those of the issued file; "" where there was, or is, none."""

    was: str
    now: str

    @property
    def sentence(self) -> str:
        """What was changed."""
        if not self.was:
            return f"多出“{self.now}”"
        return f"“{self.was}”改成了“{self.now}”" if self.now else f"少了“{self.was}”"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one file. ``edits`` are against the issued one, ``changes`` against the edition in force."""

    origin: Origin
    edition: str = ""
    code: str = ""
    edits: tuple[Edit, ...] = ()
    wrong: tuple[Claim, ...] = ()
    changes: tuple[str, ...] = ()
    current: str = ""
    is_current: bool = False

    @property
    def level(self) -> str:
        """``ok``: ours, as issued, and what is in force; ``warn``: as issued, but no longer in force; else ``bad``."""
        if self.origin is not Origin.OURS or self.edits or self.wrong:
            return "bad"
        return "warn" if self.changes else "ok"

    @property
    def title(self) -> str:
        """The one sentence."""
        told = [self.origin.value]
        told += [f"版次：{self.edition}"] if self.edition else []
        told += [f"验真码：{self.code}"] if self.code and self.origin is Origin.OURS else []
        return "，".join(told) + "。"

    @property
    def lists(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(heading, lines) of what was found."""
        found = []
        if self.current:
            head = f"与出具时不同的数（{len(self.edits)}处）" if self.edits else "数字与出具时一致"
            found.append((head, tuple(edit.sentence for edit in self.edits[:MOST])))
        if self.wrong or self.origin is not Origin.OURS:
            wrong = tuple(f"“{claim.text}”应为{claim.expected or '另一数'}：{claim.reason}" for claim in self.wrong)
            found.append((f"核数：不符{len(wrong)}处" if wrong else "核数：没有不符的数", wrong[:MOST]))
        if self.current:
            found.append((self._against(), self.changes[:MOST]))
        return tuple(found)

    def _against(self) -> str:
        if self.changes:
            return f"现行版次（{self.current}）里已变的数（{len(self.changes)}个）"
        return "与现行版次一致" + ("" if self.is_current else f"（{self.current}）")

    def as_dict(self) -> dict[str, object]:
        """For machines."""
        return {
            "origin": self.origin.name.lower(),
            "level": self.level,
            "said": self.title,
            "edition": self.edition,
            "code": self.code,
            "edits": [asdict(edit) for edit in self.edits],
            "mismatches": [claim.as_dict() for claim in self.wrong],
            "changes": list(self.changes),
            "current": self.current,
        }


def verify(name: str, body: bytes, opened: Library, content: Content | None = None) -> Verdict:
    """The verdict on a .docx, .pptx or .xlsx. DocumentProblem for a file that cannot be read or is hostile.

    ``content`` as of ``make``: what was made of a page is checked only with it. A stamp is no signature: it shows that
    this system states the same, not who saved the file.
    """
    ending = _ending(name, body)
    text, stamp = _read(ending, body)
    own = opened.datasets.get(stamp.get("zjrc_edition", ""))
    said = text if ending != "xlsx" else "\n".join(line for line in text.split("\n") if _SENTENCE_END in line)
    if not stamp.get("zjrc_digest"):
        return Verdict(Origin.UNKNOWN, wrong=_wrong(said, opened.datasets.get(opened.default)))
    if own is None:
        wrong = _wrong(said, opened.datasets.get(opened.default))
        return Verdict(Origin.NO_EDITION, stamp.get("zjrc_edition", ""), wrong=wrong)
    query = dict(parse_qsl(stamp.get("zjrc_query", "")))
    if query.get("kind") == PAGE and content is None:
        raise DocumentProblem("这份文件存自一个页面，请在“材料”页上验。")
    try:
        issued = compose(opened, {**query, "edition": own.edition.code}, content)
        same = digest(stamp["zjrc_query"], issued.chapters) == stamp["zjrc_digest"]
    except (ReportProblem, KeyError):
        return Verdict(Origin.CHANGED, own.edition.title, wrong=_wrong(said, own))
    return _judged(issued, same and query.get("edition") == own.edition.code, text, ending, opened)


def _judged(issued: Document, is_same: bool, text: str, ending: str, opened: Library) -> Verdict:
    own, now = issued.view.dataset, opened.datasets[opened.default]
    fresh, _ = _read(ending, WRITERS[ending](issued))
    edited = tuple(edits(fresh, text))
    return Verdict(
        Origin.OURS if is_same else Origin.CHANGED,
        own.edition.title,
        issued.stamp.code,
        edited,
        _wrong("\n".join(edit.now for edit in edited[:MOST]), own),
        tuple(_changes(issued, own, now)) if now is not own else (),
        now.edition.title,
        now is own,
    )


def _ending(name: str, body: bytes) -> str:
    ending = PurePath(name).suffix.lower()[1:12]
    if not body:
        raise DocumentProblem("这份文件是空的（0字节）。请换一份有内容的文件。")
    if len(body) > MAX_BYTES:
        raise DocumentProblem("这份文件超过10MB，没有验。")
    if ending not in ENDINGS:
        raise DocumentProblem(f"不能验“.{ending}”类型的文件。请用本系统生成的 .docx、.pptx 或 .xlsx。")
    if body.startswith(OLE):
        raise DocumentProblem("这份文件设了密码，或者其实是旧版格式。请取消密码，另存后再验。")
    return ending


def _read(ending: str, body: bytes) -> tuple[str, Mapping[str, str]]:
    """Its lines and its stamp, read by a process of its own."""
    match answer_of((*_CHILD, ending), body, _DAMAGED):
        case {"text": str(text), "stamp": dict(stamp)}:
            return text, stamp
        case _:
            raise DocumentProblem(_DAMAGED)


def _wrong(text: str, dataset: Dataset | None) -> tuple[Claim, ...]:
    if dataset is None:
        return ()
    claims = check(text, dataset, assets.figures())
    return tuple(claim for claim in claims if claim.verdict is Judgement.MISMATCH)


def edits(fresh: str, text: str) -> Iterator[Edit]:
    """Lines of a file whose numbers differ from those of the issued one; other words may be changed freely."""
    was, now = _numbered(fresh), _numbered(text)
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag != "equal" and _numbers(was[a:b]) != _numbers(now[c:d]):
            yield from _paired(was[a:b], now[c:d])


def _numbered(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return [line for line in lines if _DATED not in line and _NUMBER.search(line)]


def _numbers(lines: Sequence[str]) -> Counter[str]:
    return Counter(number for line in lines for number in _NUMBER.findall(line))


def _paired(was: Sequence[str], now: Sequence[str]) -> Iterator[Edit]:
    """Lines side by side where there are as many of them, else those lost, then those that came."""
    if len(was) == len(now):
        pairs = [*zip(was, now, strict=True)]
    else:
        pairs = [*((line, "") for line in was if line not in now), *(("", line) for line in now if line not in was)]
    for before, after in pairs:
        if _numbers([before]) != _numbers([after]):
            yield Edit(_around(before, after), _around(after, before))


def _around(line: str, other: str) -> str:
    """The part of a line that differs, with some words before and behind."""
    if not other or len(line) <= 60:
        return line
    blocks = SequenceMatcher(None, line, other, autojunk=False).get_opcodes()
    changed = [(a, b) for tag, a, b, _, _ in blocks if tag != "equal"]
    start, end = max(0, changed[0][0] - 20), min(len(line), changed[-1][1] + 20)
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")


def _changes(issued: Document, own: Dataset, now: Dataset) -> Iterator[str]:
    """「温州市 村（社区）建会率 44.1% → 46.0%」 of every stated figure that reads otherwise in the edition in force."""
    for address in dict.fromkeys(address for address, _ in stated(issued.blocks)):
        key, _, rest = address.partition(".")
        period, _, codes = rest.partition(".")
        if key not in INDICATORS or period not in PERIODS:
            continue
        areas, indicator = tuple(codes.split(JOIN)), INDICATORS[key]
        values = [dataset.group(key, period, areas) for dataset in (own, now)]
        written = [fmt.full(value, indicator) for value in values]
        if written[0] != written[1] or values[0].status is not values[1].status:
            told = [
                f"{text}（{v.status.label}）" if v.interval else text for text, v in zip(written, values, strict=True)
            ]
            names = "、".join(area.name for code in areas if (area := own.areas.find(code)))
            yield f"{names} {indicator.name} {told[0]} → {told[1]}（{PERIODS[period].name}）"
