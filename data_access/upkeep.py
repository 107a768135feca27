"""Backups, checks and accounts from the command line; whoever can run it can reach the database anyway."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import Engine

from data_access import accounts, audit, backup
from data_access.commands import Answer, CommandProblem, city_code
from data_access.editions import listed, load
from data_access.engine import database_url
from domain.checks import check
from domain.roles import SINGLE_USER, Account, Role
from domain.rules import RULES


def save(engine: Engine, wanted: Namespace) -> Answer:
    """Copy the database into one file."""
    if wanted.dry_run:
        faults = backup.faults(engine)
        return Answer(not faults, tuple(faults) or ("数据库完好，可以备份。",), {"faults": faults})
    made = backup.back_up(engine, SINGLE_USER, wanted.file)
    where = f"操作记录到第{made.head.count}条，记录头{made.head.hash}"
    data = {"file": str(made.file), "sha256": made.digest, "head": asdict(made.head)}
    return Answer(True, (f"已备份到{made.file}。", f"SHA-256：{made.digest}", f"{where}。"), data)


def bring_back(wanted: Namespace) -> Answer:
    """Put a backup in place of the database."""
    aside = backup.restore(database_url(), SINGLE_USER, wanted.file, dry_run=wanted.dry_run)
    done = "备份完好，可以恢复。" if wanted.dry_run else "已恢复。请重新启动正在运行的系统。"
    kept = (f"原来的数据库留在{aside}。",) if aside else ()
    return Answer(True, (done, *kept), {"kept": str(aside or "")})


def verify(engine: Engine, _wanted: Namespace) -> Answer:
    """The log, the file, and 勾稽 on every edition."""
    found = [*filter(None, [audit.verify(engine)]), *backup.faults(engine)]
    editions = listed(engine)
    for edition in editions:
        findings = [f for c in check(load(engine, edition)[0], RULES) for f in c.findings if f.severity == "error"]
        found += [f"版次{edition.code}：{f.area} {f.indicator} {f.period} {f.message}" for f in findings]
    whole = f"操作记录完整，数据库完好，{len(editions)}个版次的勾稽都相符。"
    return Answer(not found, tuple(found) or (whole,), {"faults": found, "editions": [e.code for e in editions]})


def user(engine: Engine, wanted: Namespace) -> Answer:
    """Add, list, disable or enable accounts, or give a new password."""
    name, now = wanted.name, datetime.now(UTC)
    match wanted.act:
        case "first":
            accounts.create_first_administrator(engine, name, _password(), now, wanted.email)
        case "add":
            role = next((role for role in Role if wanted.role in (role.value, role.name.lower())), None)
            if role is None:
                raise CommandProblem(f"没有“{wanted.role}”这个角色；可用：{'、'.join(r.value for r in Role)}。")
            new = Account(name, role, tuple(city_code(city) for city in wanted.city))
            accounts.create_account(engine, SINGLE_USER, new, _password(), now, wanted.email)
        case "email":
            accounts.set_email(engine, SINGLE_USER, name, wanted.email)
        case "password":
            accounts.set_password(engine, SINGLE_USER, name, _password())
        case "disable":
            accounts.disable(engine, SINGLE_USER, name)
        case "enable":
            accounts.enable(engine, SINGLE_USER, name)
    all_ = accounts.listed_accounts(engine, SINGLE_USER)
    data = [
        {"name": a.account.name, "role": a.account.role.name, "disabled": a.disabled, "email": a.email} for a in all_
    ]
    return Answer(True, tuple(map(_account_line, all_)) or ("还没有账号。",), {"accounts": data})


def _account_line(listed: accounts.ListedAccount) -> str:
    email = f"，邮箱 {listed.email}" if listed.email else ""
    return f"{listed.account.name}：{listed.account.role.value}{email}{'，已停用' if listed.disabled else ''}"


def _password() -> str:
    """Typed unseen, or the first line of what is piped in; never an argument, which others could see."""
    return getpass.getpass("口令：") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
