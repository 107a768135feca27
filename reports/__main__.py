"""``python -m reports``: what is made of the data, from the command line; whether a draft or a file agrees with them."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from data_access import assets
from data_access.disk import why
from data_access.documents import DocumentProblem, read_text
from data_access.engine import DatabaseProblem
from data_access.library import library
from domain.proof import Claim, Verdict, check
from reports.catalog import KINDS
from reports.document import ReportProblem
from reports.for_commands import kind_list, make_one, make_pack

PROBLEMS = (DocumentProblem, DatabaseProblem, ReportProblem)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 on success; 1 where a number or a file does not agree; 2 where nothing could be made or answered."""
    wanted = _parser().parse_args(arguments)
    try:
        match wanted.command:
            case "check":
                return _check(wanted)
            case "verify":
                return _verify(wanted)
            case "list":
                print(kind_list(wanted.json))
            case _ if wanted.kind == "pack":
                make_pack(wanted)
            case _:
                make_one(wanted)
    except PROBLEMS as problem:
        return _failed(wanted.command, str(problem))
    except OSError as error:
        return _failed(wanted.command, why(error) + (f"：{error.filename}" if error.filename else ""))
    return 0


def _failed(command: str, reason: str) -> int:
    told = {"check": "没有核对", "verify": "没有验", "make": "没有制作", "list": "没有列出"}[command]
    print(f"{told}：{reason}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m reports", description="由数据生成材料，核对材料里的数，验真。")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    listing = commands.add_parser("list", help="列出能制作的材料")
    making = commands.add_parser("make", help="制作一份材料，或一个材料袋（pack）")
    making.add_argument("kind", choices=[*KINDS, "pack"], metavar="材料", help=f"{'、'.join(KINDS)} 或 pack")
    making.add_argument("--area", default="", metavar="地区", help="代码或名称，如 330300 或 温州市；默认全省")
    making.add_argument("--period", default="", metavar="时点", help="2017、2020 或季度，如 2021Q1")
    making.add_argument("--edition", default="", metavar="版次", help="默认与页面相同")
    making.add_argument("--format", default="", metavar="格式", help="docx、pptx、xlsx 或 csv；默认是该材料的第一种")
    making.add_argument("--out", default="", metavar="文件", help="写到哪里，- 为标准输出；默认是当前文件夹")
    making.add_argument("--kinds", default="briefing", metavar="材料", help="材料袋里的材料，用逗号隔开")
    making.add_argument("--areas", default="", metavar="地区", help="材料袋里的地区，用逗号隔开；默认全部")
    verifying = commands.add_parser("verify", help="验一份材料是否出自本系统、数字改过没有、是否仍与现行版次一致")
    verifying.add_argument("file", type=Path, metavar="文件", help=".docx、.pptx 或 .xlsx")
    checking = commands.add_parser("check", help="核对一份讲话稿或简报里的每个数")
    checking.add_argument("file", type=Path, metavar="文件", help=".docx、.txt 或有文字的 .pdf")
    checking.add_argument("--edition", default="", metavar="版次", help="与哪个版次核对，默认与页面相同")
    for command in (listing, verifying, checking):
        command.add_argument("--json", action="store_true", help="输出 JSON")
    return parser


def _verify(wanted: argparse.Namespace) -> int:
    from reports.verify import verify  # the writers are heavy

    found = verify(wanted.file.name, wanted.file.read_bytes(), library())
    if wanted.json:
        print(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
    else:
        print("\n".join([found.title, *(line for head, lines in found.lists for line in (head, *lines))]))
    return 0 if found.level == "ok" else 1


def _check(wanted: argparse.Namespace) -> int:
    claims = _claims(wanted.file, wanted.edition)
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
