"""The three pilot schemes."""

from figures.build_pilots import other_schemes, scheme_roll

HANGZHOU, WENZHOU = "330100", "330300"
UNKNOWN = "名单未公布，暂不上图"


def test_a_chosen_city_has_only_its_own_counties_of_every_scheme(demo_view):
    def places(*codes):
        return [row[1].text for row in other_schemes(demo_view(*codes)).rows]

    assert places() == ["富阳区", "鄞州区", "德清县", "柯桥区", "永康市", UNKNOWN]
    assert places(HANGZHOU) == ["富阳区", UNKNOWN]  # the three are not named: one may be here
    assert places(WENZHOU) == [UNKNOWN]
    assert [group.head.text for group in scheme_roll(demo_view(WENZHOU)).groups] == ["温州市"]
