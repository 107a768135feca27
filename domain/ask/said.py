"""What was said: the tokens of a question by role, and what a question means or why it has no meaning."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.ask.words import NUMBER, PLACE, Token

FILLER = "filler"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A question understood. ``areas`` are codes of the period's boundaries, empty for the whole province; of a rank
    the area, then the one within which it is ranked if that is not the province.

    ``op`` is < > <= >= or ~ (between ``threshold`` and ``upper``, in the indicator's unit); instead of a threshold
    ``benchmark`` may be the code of an area whose value is the limit; ``order`` is high or low;
    ``assumed`` names the fields that the question did not say, ``notes`` what was changed, in Chinese.
    """

    kind: str
    areas: tuple[str, ...]
    level: str
    indicator: str
    period: str
    op: str = ""
    threshold: float | None = None
    upper: float | None = None
    n: int | None = None
    order: str = ""
    benchmark: str = ""
    assumed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """A question not understood: the words and, in Chinese, why; ``nearest`` are three that can be answered."""

    words: tuple[str, ...]
    reason: str
    nearest: tuple[str, ...]


class Lost(Exception):
    """Why a question has no meaning here."""


class Said:
    """The tokens by role."""

    def __init__(self, found: list[Token]) -> None:
        self.tokens = [token for token in found if token.role != FILLER]
        if self.has("until") and any(n.percent for n in self.numbers):  # 离60%差多少个村 compares with nobody
            self.tokens = [replace(t, role="gap") if t.text == "差多少" else t for t in self.tokens]
        if self._leaves_the_sign_unsaid():
            self.tokens.insert(self.tokens.index(self.numbers[0]), Token("op", ">=", ""))

    def all(self, role: str) -> list[str]:
        """The different values of a role, in order."""
        return list(dict.fromkeys(t.value for t in self.tokens if t.role == role))

    def texts(self, role: str) -> list[str]:
        """The words of a role as they were written."""
        return [t.text for t in self.tokens if t.role == role]

    def has(self, *roles: str) -> bool:
        """Whether a word of any of these roles was said."""
        return any(t.role in roles for t in self.tokens)

    def one(self, role: str, word: str) -> str:
        """The value of a role, "" if it was not said. Lost where there are several."""
        values = self.all(role)
        if len(values) > 1:
            raise Lost(f"一次只能问一个{word}")
        return values[0] if values else ""

    def follows(self, *roles: str) -> bool:
        """Whether words of these roles stand one after the other."""
        said = [t.role for t in self.tokens]
        return any(tuple(said[i : i + len(roles)]) == roles for i in range(len(said)))

    def _leaves_the_sign_unsaid(self) -> bool:
        """会员有没有五千, 全覆盖的县: at least so many."""
        if len(self.numbers) != 1 or self.has("op", "gap", "lack", "until", "order", "versus", "rank"):
            return False
        at = self.tokens.index(self.numbers[0])
        before, after = self.tokens[:at], self.tokens[at + 1 :]
        counts = bool(after) and after[0].role == "level"  # 三个市
        denies = bool(before) and before[-1].text in ("没", "没有")  # 没有五千吗
        return not denies and (self.numbers[0].text == "全覆盖" or (self.has("whether") and not counts))

    @property
    def numbers(self) -> list[Token]:
        """The numbers in order."""
        return [t for t in self.tokens if t.role == NUMBER]

    @property
    def level(self) -> str:
        """city, county or ""."""
        return self.one("level", "层级")

    @property
    def names(self) -> list[tuple[str, bool]]:
        """Each different place with whether a 和 or 比 stands between it and the one before."""
        found: dict[str, bool] = {}
        joined = False
        for token in self.tokens:
            if token.role == PLACE and token.value != self.limit:
                found.setdefault(token.value, joined)
                joined = False
            joined |= token.role in ("join", "versus")
        return list(found.items())

    @property
    def limit(self) -> str:
        """The place whose value is the limit (低于全省的县, 比温州低的市), "" if there is none."""
        if not (self.has("op") and self.has("level")) or self.numbers:
            return ""
        before = ""
        for token in self.tokens:
            if token.role == PLACE and before in ("op", "versus"):
                return token.value
            before = token.role
        return ""

    @property
    def against_2017(self) -> bool:
        """Whether something is held against a year: 比2017年, 与2017年相比."""
        return self.follows("versus", "period") or self.follows("join", "period", "versus")

    @property
    def changes(self) -> bool:
        """Whether the change since the period before is meant."""
        return self.has("change") or self.against_2017

    @property
    def to_target(self) -> bool:
        """Whether what is missing to a share is asked: 还差多少个村到60%."""
        meant = self.has("until") or ">=" in self.all("op") or any(n.percent for n in self.numbers)
        return self.has("gap") and bool(self.numbers) and meant

    @property
    def asks_lack(self) -> bool:
        """Whether what is not yet founded is asked."""
        return self.has("lack") or (self.has("gap") and not self.to_target and not self.is_difference)

    @property
    def is_difference(self) -> bool:
        """温州和台州的志愿者差多少 asks for no gap."""
        return self.texts("gap") == ["差"] and len(self.names) > 1 and not self.has("unit", "until")
