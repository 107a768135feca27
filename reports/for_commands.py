"""What the command line makes: one document or a pack, into a file that is whole or not there, or to standard output."""

from __future__ import annotations

import json
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import IO

from data_access import assets
from data_access.disk import beside, settle
from data_access.library import library
from reports.catalog import KINDS
from reports.document import ReportProblem

STREAM = "-"


def kind_list(as_json: bool) -> str:
    """All kinds with their formats and the levels that they can be made for."""
    rows = [
        {"kind": k.key, "name": k.name, "formats": k.formats, "levels": [level.value for level in k.levels]}
        for k in KINDS.values()
    ]
    if as_json:
        return json.dumps(rows, ensure_ascii=False, indent=1)
    return "\n".join(f"{row['kind']}　{row['name']}　{'、'.join(row['formats'])}" for row in rows)


def make_one(wanted: Namespace) -> None:
    """One document. ReportProblem where it cannot be made, OSError where it cannot be written."""
    from reports.make import make  # the writers are heavy

    made = make(library(), _query(wanted), wanted.format or KINDS[wanted.kind].formats[0])
    _write(wanted.out or made.name, lambda file: file.write(made.body))


def make_pack(wanted: Namespace) -> None:
    """A pack, with its progress on standard error."""
    from reports.pack import pack

    def told(done: int, total: int) -> None:
        print(f"\r{done}/{total}", end="" if done < total else "\n", file=sys.stderr, flush=True)

    kinds, areas = _parts(wanted.kinds), [_code(text) for text in _parts(wanted.areas)]
    areas += [_code(wanted.area)] if wanted.area else []
    _write(wanted.out or "材料袋.zip", lambda file: pack(library(), _query(wanted), file, kinds, areas, told))


def _query(wanted: Namespace) -> dict[str, str]:
    """As an address gives it."""
    if wanted.edition and wanted.edition not in (known := library().datasets):
        raise ReportProblem(f"没有“{wanted.edition}”这个版次；可用：{'、'.join(known)}")
    chosen = {"kind": wanted.kind, "period": wanted.period, "edition": wanted.edition}
    area = ",".join(_code(text) for text in _parts(wanted.area))
    return {name: text for name, text in {**chosen, "area": area}.items() if text}


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]


def _code(text: str) -> str:
    found = assets.areas().named(text)
    if found is None:
        raise ReportProblem(f"没有“{text}”这个地区")
    return found.code


def _write(out: str, fill: Callable[[IO[bytes]], object]) -> None:
    """Beside, then renamed: a full disk leaves what was there. To standard output only when it is whole."""
    if out == STREAM:
        with tempfile.TemporaryFile() as whole:
            fill(whole)
            whole.seek(0)
            while part := whole.read(1024**2):
                sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()
        return
    file = Path(out)
    if file.exists() and not file.is_file():  # a device or a folder must not give way to a document
        raise ReportProblem(f"“{file}”不是普通文件，没有写")
    half = beside(file)
    try:
        with half.open("wb") as grown:
            fill(grown)
        settle(half)
        half.replace(file)
    except OSError as error:
        error.filename, error.filename2 = str(file), None
        raise
    finally:
        half.unlink(missing_ok=True)
    print(f"已写入 {file}", file=sys.stderr)
