"""账号 over HTTP: one's own password, and what an administrator does to accounts. The data layer says who may."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from data_access.accounts import assign, authenticate, create_account, disable, enable, set_email, set_password
from data_access.documents import DocumentProblem
from data_access.library import library
from data_access.settings import settings
from domain.access import Mode, folded
from domain.roles import Account, Role
from web.evidence import body_of, guarded
from web.gate import who

_UNKNOWN = "没有看懂要做什么。"


async def act(request: Request) -> Response:
    """``POST /account/act`` with {act, name, role, cities, email, password, old}: one act.

    Answers {said, out, password}: ``out`` where one's own sessions have ended, ``password`` where one was made up.
    """
    account = who(request)
    if settings().access.mode not in (Mode.ACCOUNTS, Mode.OIDC):
        raise DocumentProblem("现在是一台机器自己用，没有账号。")
    try:
        order: dict[str, Any] = json.loads(await body_of(request))
        name = str(order["name"])
    except (ValueError, KeyError, TypeError) as error:
        raise DocumentProblem(_UNKNOWN) from error
    said, password = await run_in_threadpool(_act, account, folded(name), order)
    return JSONResponse({"said": said, "out": folded(name) == account.name, "password": password})


def _act(by: Account, name: str, order: dict[str, Any]) -> tuple[str, str]:
    """What was done, and the password that was made up for it."""
    engine, password, email = library().engine, str(order.get("password", "")), str(order.get("email", ""))
    match order.get("act"):
        case "own":
            now = datetime.now(UTC)
            set_password(engine, authenticate(engine, by.name, str(order.get("old", "")), now), by.name, password)
            return "口令已更换，请用新口令重新登录。", ""
        case "add":
            return _add(by, name, order, password)
        case "assign":
            assign(engine, by, name, *_place(order))
            return f"已更改“{name}”的角色和设区市。", ""
        case "email":
            set_email(engine, by, name, email)
            return f"已更改“{name}”的邮箱。", ""
        case "password":
            made = password or secrets.token_urlsafe(12)
            set_password(engine, by, name, made)
            return f"已更换“{name}”的口令。", "" if password else made
        case "disable" | "enable" as turn:
            (disable if turn == "disable" else enable)(engine, by, name)
            return f"已{'停用' if turn == 'disable' else '启用'}“{name}”。", ""
    raise DocumentProblem(_UNKNOWN)


def _add(by: Account, name: str, order: dict[str, Any], password: str) -> tuple[str, str]:
    made = password or secrets.token_urlsafe(12)
    new, email = Account(name, *_place(order)), str(order.get("email", ""))
    added = create_account(library().engine, by, new, made, datetime.now(UTC), email)
    return f"已添加“{added.name}”（{added.role.value}）。", "" if password else made


def _place(order: dict[str, Any]) -> tuple[Role, tuple[str, ...]]:
    role, cities = str(order.get("role")), order.get("cities", [])
    if role not in Role.__members__ or not isinstance(cities, list):
        raise DocumentProblem(_UNKNOWN)
    return Role[role], tuple(map(str, cities))


ROUTES = [Route("/account/act", guarded(act), methods=["POST"])]
