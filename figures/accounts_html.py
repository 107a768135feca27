"""The desk where accounts are managed, as HTML; what its buttons do is in ``assets/accounts.js``."""

from __future__ import annotations

from html import escape

from figures.tools import AccountDesk, AccountLine

_STATUS = "<p class=z-said role=status></p>"
_HEADS = ("用户名", "角色", "负责的市", "邮箱", "状态", "添加", "最近使用", "")
_NEW = "autocomplete=new-password minlength=10"


def desk_html(desk: AccountDesk) -> str:
    """The list and the way to a new account for an administrator; one's own password for everyone."""
    forms = f"{_list(desk)}{_template('add', _add(desk))}{_template('edit', _edit(desk))}" if desk.roles else ""
    return f'<div class=z-desk data-own="{escape(desk.own)}">{forms}{_own(desk) if desk.passwords else ""}</div>'


def _list(desk: AccountDesk) -> str:
    heads = "".join(f"<th>{head}" for head in _HEADS)
    rows = "".join(_line(line, dict(desk.roles), dict(desk.cities)) for line in desk.lines)
    return (
        "<p class=z-buttons><button class=z-primary data-account=new>添加账号</button></p>"
        f"<div class=z-scroll tabindex=0><table class=z-table><thead><tr>{heads}<tbody>{rows}</table></div>"
    )


def _line(line: AccountLine, roles: dict[str, str], cities: dict[str, str]) -> str:
    state = "<td class=z-none>■ 已停用" if line.disabled else "<td class=z-ok>● 可用"
    turn = ("enable", "启用") if line.disabled else ("disable", "停用")
    texts = (line.name, roles[line.role], "、".join(cities[code] for code in line.cities) or "—", line.email or "—")
    data = (("name", line.name), ("role", line.role), ("cities", ",".join(line.cities)), ("email", line.email))
    known = " ".join(f'data-{key}="{escape(text)}"' for key, text in data)
    return (
        f"<tr {known}>{''.join(f'<td>{escape(text)}' for text in texts)}{state}<td>{line.created}<td>{line.seen or '—'}"
        f"<td><button class=z-link data-account=edit>修改</button> "
        f"<button class=z-link data-account={turn[0]}>{turn[1]}</button>"
    )


def _template(name: str, html: str) -> str:
    """What a dialog is made of when it is opened."""
    close = "<nav><span></span><button data-account=close>关闭</button></nav>"
    return f"<template data-{name}>{close}{html}</template>"


def _add(desk: AccountDesk) -> str:
    password = (
        _field("首次口令", f"name=password type=text {_NEW} placeholder=不填则自动生成") if desk.passwords else ""
    )
    return (
        f"<h2>添加账号</h2>{_field('用户名', 'name=name maxlength=40 autocomplete=off')}{_place(desk)}"
        f"{_field('邮箱', 'name=email type=email autocomplete=off placeholder=用身份平台登录时要填')}{password}"
        f"<p class=z-buttons><button class=z-primary data-account=add>添加</button></p>{_STATUS}"
    )


def _edit(desk: AccountDesk) -> str:
    password = _field("新口令", f"name=password type=text {_NEW} placeholder=不填则自动生成")
    password = f"<section>{password}{_save('password', '设新口令')}</section>" if desk.passwords else ""
    email = _field("邮箱", "name=email type=email autocomplete=off")
    return (
        f"<h2></h2><p>更改后，这个账号要重新登录。</p><section>{_place(desk)}{_save('assign', '保存角色')}</section>"
        f"<section>{email}{_save('email', '保存邮箱')}</section>{password}{_STATUS}"
    )


def _save(act: str, label: str) -> str:
    return f"<p class=z-buttons><button class=z-primary data-account={act}>{label}</button></p>"


def _place(desk: AccountDesk) -> str:
    roles = "".join(f"<option value={code}>{name}</option>" for code, name in desk.roles)
    cities = "".join(
        f"<label><input type=checkbox name=cities value={code}>{escape(name)}</label>" for code, name in desk.cities
    )
    select = f"<label class=z-field>角色<select name=role>{roles}</select></label>"
    return f"{select}<fieldset class=z-ticks><legend>负责的市（只有市级填报要选）</legend>{cities}</fieldset>"


def _own(desk: AccountDesk) -> str:
    old = _field("现在的口令", "name=old type=password autocomplete=current-password")
    new = _field("新口令（至少10个字符）", f"name=password type=password {_NEW}")
    again = _field("再输一次新口令", f"name=again type=password {_NEW}")
    return (
        "<section class='z z-fields'><h2>换我的口令</h2><p>换好后要重新登录，其他地方也会退出。</p>"
        f"{old}{new}{again}{_save('own', '换口令')}{_STATUS}</section>"
    )


def _field(label: str, attributes: str) -> str:
    return f"<label class=z-field>{label}<input {attributes}></label>"
