"""How the house knows who is acting: nobody signs in, or with an account, or through an identity provider."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
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
    """``idle_minutes``: after so long without use one is signed out; ``people``: by folded e-mail, for OIDC alone."""

    mode: Mode = Mode.SINGLE
    idle_minutes: int = 30
    people: Mapping[str, Account] = field(default_factory=dict)


def folded(text: str) -> str:
    """A name or an e-mail address in the one form in which it is compared and stored."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).strip()


def current_account(access: Access, *, local: bool, session: Account | None = None, email: str = "") -> Account | None:
    """Who is acting, None if nobody is known.

    ``local``: the request comes from this very machine, without which the single user is nobody; ``session``: whose
    session is open; ``email``: as the identity provider gives it, only if it says that it is verified.
    """
    match access.mode:
        case Mode.SINGLE:
            return SINGLE_USER if local else None
        case Mode.ACCOUNTS:
            return session
        case Mode.OIDC:
            return access.people.get(folded(email))
        case Mode.CLOSED:
            return None
