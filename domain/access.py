"""How the house knows who is acting: nobody signs in, or with an account, or through an identity provider."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from domain.roles import SINGLE_USER, Account


class Mode(Enum):
    """The value is the word in the settings; CLOSED cannot be chosen, wrong settings lead to it."""

    SINGLE = "single"
    ACCOUNTS = "accounts"
    OIDC = "oidc"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Access:
    """``idle_minutes``: after so long without use one is signed out."""

    mode: Mode = Mode.SINGLE
    idle_minutes: int = 30


_EMAIL = re.compile(r"[!-?A-~]{1,64}@[!-?A-~]{1,189}")


def folded(text: str) -> str:
    """A name in the one form in which it is compared and stored."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).strip()


def email_address(text: str) -> str:
    """An e-mail address in the one form in which it is compared and stored; "" if the text is none.

    ASCII only, and never folded into it: a look-alike address, which anyone may register, must not become another's.
    """
    return text.lower() if _EMAIL.fullmatch(text) else ""


def current_account(access: Access, *, local: bool, session: Account | None = None) -> Account | None:
    """Who is acting, None if nobody is known.

    ``local``: the request comes from this very machine, without which the single user is nobody; ``session``: whose
    session is open, however it was opened.
    """
    match access.mode:
        case Mode.SINGLE:
            return SINGLE_USER if local else None
        case Mode.ACCOUNTS | Mode.OIDC:
            return session
        case Mode.CLOSED:
            return None
