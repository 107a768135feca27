"""核数: every number of a Chinese draft checked against the data. The door is ``check``."""

from domain.proof.check import check
from domain.proof.claims import Claim, Verdict

__all__ = ["Claim", "Verdict", "check"]
