"""``python -m data_access``: the chain of 数据报送, backups and accounts from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy.exc import DatabaseError

from data_access import board_command, commands, roster_command, submissions, upkeep
from data_access.accounts import AccountProblem
from data_access.audit import AuditProblem
from data_access.backup import BackupProblem
from data_access.commands import Answer, CommandProblem
from data_access.disk import why
from data_access.documents import DocumentProblem
from data_access.editions import fill
from data_access.engine import DatabaseProblem, database_url, open_engine, write_ahead
from data_access.submission_store import KIND
from domain.roles import Forbidden

_PROBLEMS = (
    *(CommandProblem, DocumentProblem, DatabaseProblem, BackupProblem, AccountProblem, AuditProblem, Forbidden),
    *(submissions.Conflict, submissions.SubmissionProblem),
)
_ABOUT = "数据报送：模板、导入、审核、发布、回退、备份和账号。成功返回0，查出问题返回1，没有做成返回2。"


class _Format(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Speaks Chinese."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how, add_help=False, formatter_class=_Format)
        self.words = self.add_argument_group("参数")
        self.words.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"命令不完整或不对，请看 --help（{message}）\n")


def main(arguments: list[str] | None = None) -> int:
    """0 where all is well, 1 where something is wrong with what was looked at, 2 where nothing could be done."""
    wanted = _parser().parse_args(arguments)
    try:
        answer = _answer(wanted)
    except _PROBLEMS as problem:
        return _failed(str(problem), wanted.json)
    except OSError as problem:
        return _failed(
            f"文件读不了或写不了：{why(problem)}（{problem.filename or '临时文件'}）。已有的文件不会覆盖。", wanted.json
        )
    except DatabaseError:
        return _failed("数据库拒绝了请求，没有改动它。请用 verify 核对数据库。", wanted.json)
    if wanted.json:
        print(json.dumps({"ok": answer.ok, **answer.data}, ensure_ascii=False, indent=1))
    else:
        print("\n".join(answer.lines))
    return 0 if answer.ok else 1


def _answer(wanted: argparse.Namespace) -> Answer:
    run: Callable[..., Answer] = wanted.run
    if run is upkeep.bring_back:  # the database in place may be the very one that cannot be opened
        return run(wanted)
    engine = write_ahead(open_engine(database_url(), fill))
    try:
        return run(engine, wanted)
    finally:
        engine.dispose()


def _failed(words: str, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"ok": False, "problem": words}, ensure_ascii=False))
    print(f"没有做成：{words}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m data_access", description=_ABOUT)
    commands_ = parser.add_subparsers(dest="command", required=True, metavar="命令", title="命令", parser_class=_Parser)

    def command(name: str, run: Callable[..., Answer], words: str, trial: bool = False) -> argparse._ArgumentGroup:
        added = commands_.add_parser(name, help=words, description=words)
        added.set_defaults(run=run, dry_run=False)
        added.words.add_argument("--json", action="store_true", help="输出 JSON")
        if trial:
            added.words.add_argument("--dry-run", action="store_true", help="只试一遍，什么也不改")
        return added.words

    _reporting(command)
    _editions(command)
    _keeping(command)
    return parser


_Command = Callable[..., argparse._ArgumentGroup]


def _place(words: argparse._ArgumentGroup, kinds: bool = True) -> argparse._ArgumentGroup:
    more = "；名单也可以是 浙江省" if kinds else ""
    words.add_argument("city", metavar="市", help=f"设区市的名称或代码，如 温州市{more}")
    words.add_argument("period", metavar="时点", help="如 2021Q1")
    words.set_defaults(kind=KIND)
    return _kind(words) if kinds else words


def _kind(words: argparse._ArgumentGroup) -> argparse._ArgumentGroup:
    listed = f"{commands.kinds_in_words()}；默认 {KIND}。名单不分时点，时点照写"
    words.add_argument("--kind", default=KIND, metavar="内容", help=f"报送内容：{listed}")
    return words


def _reason(words: argparse._ArgumentGroup) -> None:
    words.add_argument("--reason", required=True, metavar="原因", help="为什么，记入操作记录")


def _reporting(command: _Command) -> None:
    words = _place(command("template", commands.make_template, "生成一个市的填报模板", trial=True))
    words.add_argument("-o", "--output", type=Path, required=True, metavar="文件", help="新文件，.xlsx 或 .csv")
    words = command("import", commands.take_in, "检查并导入一个市填好的文件；有错误就不存", trial=True)
    _place(words).add_argument("file", type=Path, metavar="文件", help=".xlsx 或 .csv")
    words.add_argument("--submit", action="store_true", help="导入后随即提交")
    _place(command("submit", commands.step(submissions.submit, False), "提交一个市的草稿"))
    _place(command("approve", commands.step(submissions.approve, False), "审核通过一个市的报送"))
    _reason(_place(command("return", commands.step(submissions.give_back, True), "退回一个市的报送")))
    _reason(
        _place(command("unlock", commands.step(submissions.unlock, True), "允许一个市重报已发布的时点"), kinds=False)
    )
    words = command("roster", roster_command.count, "把志愿者名册数成可以导入的表；不读入个人信息", trial=True)
    words.add_argument("period", metavar="时点", help="如 2021Q1")
    words.add_argument("file", type=Path, metavar="名册", help=".csv 或 .xlsx，至多一百万行")
    words.add_argument("-o", "--output", type=Path, required=True, metavar="文件", help="新文件，.csv")
    words.add_argument("--suppress", type=int, default=0, metavar="人数", help="少于这么多人的格子不显示")
    command("board", board_command.remind, "各市报送进度和催报文字").add_argument(
        "period", metavar="时点", help="如 2021Q1"
    )


def _editions(command: _Command) -> None:
    words = command("publish", commands.make_public, "发布一个时点已审核通过的报送，或一类名单", trial=True)
    _kind(words).add_argument("period", metavar="时点", help="如 2021Q1")
    words = command("rollback", commands.go_back, "改用另一个版次", trial=True)
    words.add_argument("edition", metavar="版次", help="如 2021Q1-v1、published")
    _reason(words)
    words = command("export", commands.export, "把一个版次的全部数存成 CSV", trial=True)
    words.add_argument("-o", "--output", type=Path, required=True, metavar="文件", help="新文件")
    words.add_argument("--edition", default="", metavar="版次", help="默认为现在用的版次")


def _keeping(command: _Command) -> None:
    words = command("backup", upkeep.save, "备份数据库", trial=True)
    words.add_argument("file", type=Path, metavar="文件", help="新文件；旁边另存校验码")
    words = command("restore", upkeep.bring_back, "用备份替换数据库；原来的留在旁边", trial=True)
    words.add_argument("file", type=Path, metavar="文件", help="备份文件")
    command("verify", upkeep.verify, "核对操作记录、数据库和各版次的勾稽")
    words = command("user", upkeep.user, "管理账号；口令从键盘或标准输入读")
    acts = ("list", "first", "add", "email", "password", "disable", "enable")
    words.add_argument(
        "act",
        choices=acts,
        metavar="动作",
        help="list 列出，first 第一个管理员，add 新建，email 登记邮箱，password 换口令，disable 停用，enable 启用",
    )
    words.add_argument("name", nargs="?", default="", metavar="用户名")
    words.add_argument("--role", default="查看者", metavar="角色", help="查看者、市级填报、省级审核、管理员")
    words.add_argument("--city", action="append", default=[], metavar="市", help="市级填报负责的市，可多次")
    words.add_argument("--email", default="", metavar="邮箱", help="身份平台登录用的邮箱；email 不带它就是取消")


if __name__ == "__main__":
    sys.exit(main())
