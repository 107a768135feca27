"""Numbers that are not judged, and the like of them that are."""

import pytest

from data_access import assets
from domain.proof import Verdict, check

SAID = [
    ("力争到2022年底全省村（社区）建会率达到60%。", "60%", Verdict.NOT_A_FIGURE),
    ("2020年底全省村（社区）建会率达到60%。", "60%", Verdict.MISMATCH),
    ("全省村（社区）建会率低于40%的有3个市。", "40%", Verdict.NOT_A_FIGURE),
    ("全省村（社区）建会率为40%。", "40%", Verdict.MISMATCH),
    ("温州市村（社区）建会率比全省高3个百分点。", "3个百分点", Verdict.UNSUPPORTED),
    ("村（社区）建会率未公布，按2017年10月统计用区划31971个村（社区）计，约10.3%。", "10.3%", Verdict.UNSUPPORTED),
    ("2020年底全省村（社区）建会率为10.3%。", "10.3%", Verdict.MISMATCH),
    ("全省有“4+X”标准化博爱家园901个（外部）。", "901个", Verdict.UNSUPPORTED),
    ("2020年底全省有“4+X”标准化博爱家园901个。", "901个", Verdict.MISMATCH),
]


@pytest.mark.parametrize(("text", "number", "verdict"), SAID, ids=[text for text, *_ in SAID])
def test_what_is_judged(published_edition, text, number, verdict):
    claims = {claim.text: claim for claim in check(text, published_edition, assets.figures())}
    assert claims[number].verdict is verdict, claims[number].reason
