"""Passwords: what is allowed as one, its argon2id hash, and the comparison."""

from __future__ import annotations

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from domain.access import folded

SHORTEST, LONGEST = 10, 200
# The library's own choice, RFC 9106 for little memory: 64 MiB for each hash, therefore few at a time.
_hasher = PasswordHasher()
_at_a_time = threading.BoundedSemaphore(2)
# No one's password: comparing with it takes as long as comparing with someone's.
_NO_ONE = PasswordHasher().hash(b"")


def fault(name: str, password: str) -> str:
    """What is wrong with a new password in Chinese, nothing if it may be used."""
    length = len(unicodedata.normalize("NFKC", password))
    if length < SHORTEST:
        return f"口令至少要{SHORTEST}个字符。"
    if length > LONGEST:
        return f"口令最多{LONGEST}个字符。"
    if folded(password) == folded(name):
        return "口令不能与用户名相同。"
    return ""


def hashed(password: str) -> str:
    """The hash to store; it holds its own salt and parameters."""
    with _at_a_time:
        return _hasher.hash(_bytes(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether a stored hash is of this password; without one it takes as long and is False."""
    with _at_a_time:
        try:
            return _hasher.verify(stored or _NO_ONE, _bytes(password)) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def _bytes(password: str) -> bytes:
    """Alike however it was typed: full-width characters of an input method count as plain ones."""
    # One character more than the longest fits no password, and keeps what is hashed short.
    return unicodedata.normalize("NFKC", password)[: LONGEST + 1].encode("utf-8", "surrogatepass")
