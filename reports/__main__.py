"""``python -m reports``: what is made of the data, from the command line. ``check`` judges the numbers of a draft."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from data_access import assets
from data_access.documents import DocumentProblem, read_text
from data_access.engine import DatabaseProblem
from data_access.library import library
from domain.proof import Claim, Verdict, check


def main(arguments: list[str] | None = None) -> int:
    """0 where every number agrees, 1 where one does not, 2 where the question could not be answered."""
    parser = argparse.ArgumentParser(prog="python -m reports", description="由数据生成材料，或核对材料里的数。")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    checking = commands.add_parser("check", help="核对一份讲话稿或简报里的每个数")
    checking.add_argument("file", type=Path, metavar="文件", help=".docx、.txt 或有文字的 .pdf")
    checking.add_argument("--json", action="store_true", help="输出 JSON")
    checking.add_argument("--edition", default="", metavar="版次", help="与哪个版次核对，默认与页面相同")
    wanted = parser.parse_args(arguments)
    try:
        claims = _claims(wanted.file, wanted.edition)
    except (DocumentProblem, DatabaseProblem, OSError) as problem:
        print(f"没有核对：{problem}", file=sys.stderr)
        return 2
    if wanted.json:
        print(json.dumps([claim.as_dict() for claim in claims], ensure_ascii=False, indent=1))
    else:
        print(_report(claims))
    return 1 if any(claim.verdict is Verdict.MISMATCH for claim in claims) else 0


def _claims(file: Path, edition: str) -> list[Claim]:
    opened = library()
    code = edition or opened.default
    if code not in opened.datasets:
        raise DatabaseProblem(f"没有“{code}”这个版次；可用：{'、'.join(opened.datasets)}")
    return check(read_text(file.name, file.read_bytes()), opened.datasets[code], assets.figures())


def _report(claims: list[Claim]) -> str:
    counts = Counter(claim.verdict for claim in claims)
    lines = ["，".join(f"{verdict.label}{counts[verdict]}处" for verdict in Verdict)]
    for claim in claims:
        if claim.verdict not in (Verdict.MATCH, Verdict.NOT_A_FIGURE):
            should = f"，应为{claim.expected}" if claim.expected else ""
            lines.append(f"第{claim.start + 1}字“{claim.text}”：{claim.verdict.label}{should}。{claim.reason}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
