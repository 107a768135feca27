"""The drawing built from the shipped boundaries, checked against facts stated here and not taken from the code."""

import copy
import gzip
import json
import re
from pathlib import Path

import pytest

from domain.geometry import build_geometry, geojson_problems, read_tiles

ASSETS = Path(__file__).parents[1] / "assets"
HANGZHOU, WENZHOU, LONGGANG, CANGNAN = "330100", "330300", "330383", "330327"


def boundaries(name):
    return json.loads((ASSETS / "geo" / f"zj_{name}.geojson").read_text("utf-8"))


def tiles(name):
    return read_tiles((ASSETS / "areas" / f"tilegrid_{name}.csv").read_text("utf-8"))


@pytest.fixture(scope="module")
def counties():
    return {vintage: boundaries(f"counties_{vintage}") for vintage in ("2017", "2020", "now")}


@pytest.fixture(scope="module")
def drawing(counties):
    grids = {"cities": tiles("cities"), "2020": tiles("counties_2020"), "now": tiles("counties_now")}
    return build_geometry(counties, boundaries("cities"), grids)


@pytest.fixture
def own(counties):
    return copy.deepcopy(counties["2020"])


def codes_of(fc):
    return [f["properties"]["code"] for f in fc["features"]]


def screen(drawing, lon, lat):
    """Where a place lies, from the corners of the province (118.0283–122.7855°E, 27.1674–31.1827°N) alone."""
    width, height = drawing["size"]
    return (lon - 118.0283) / (122.7855 - 118.0283) * width, (31.1827 - lat) / (31.1827 - 27.1674) * height


def rings_of(path):
    """The corners of each ring, walked independently of how they were written."""
    for ring in path.split("M")[1:]:
        start, steps = ring.rstrip("z").split("l")
        x, y = map(int, start.split())
        corners = [(x, y)]
        numbers = [int(n) for n in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            corners.append((x, y))
        yield corners


def area_of(path):
    return sum(
        abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(r, r[1:] + r[:1], strict=True))) / 2
        for r in rings_of(path)
    )


def test_the_province_had_89_counties_in_2017_and_has_had_90_since(drawing):
    assert {vintage: len(found) for vintage, found in drawing["counties"].items()} == {
        "2017": 89,
        "2020": 90,
        "now": 90,
    }
    assert len(drawing["cities"]) == 11


def test_longgang_exists_from_2020_and_belongs_to_wenzhou(drawing):
    assert [vintage for vintage, found in drawing["counties"].items() if LONGGANG in found] == ["2020", "now"]
    assert drawing["parents"][LONGGANG] == WENZHOU
    assert drawing["names"][LONGGANG] == "龙港市"


def test_hangzhou_was_redrawn_after_2020(drawing):
    then, now = set(drawing["counties"]["2020"]), set(drawing["counties"]["now"])
    assert then - now == {"330103", "330104"}  # 下城, 江干
    assert now - then == {"330113", "330114"}  # 临平, 钱塘


def test_an_outline_that_did_not_change_is_sent_once(drawing):
    assert drawing["counties"]["2017"]["330324"] == drawing["counties"]["2020"]["330324"]  # 永嘉
    assert drawing["counties"]["2017"][CANGNAN] != drawing["counties"]["2020"][CANGNAN]  # 龙港 left it
    used = {index for found in drawing["counties"].values() for index in found.values()}
    assert used | set(drawing["cities"].values()) == set(range(len(drawing["paths"])))


def test_the_map_has_the_provinces_proportions(drawing):
    width, height = drawing["size"]
    assert width == 4000
    # 4.757° of longitude at 29.2°N are 4.757 · cos 29.2° = 4.153 degrees of latitude wide; it is 4.015 high.
    assert height / width == pytest.approx(4.015 / 4.153, abs=0.002)


def test_hangzhou_lies_where_hangzhou_is(drawing):
    x, y = screen(drawing, 120.17, 30.25)
    left, top, right, bottom = drawing["boxes"][drawing["cities"][HANGZHOU]]
    assert left < x < right and top < y < bottom
    left, top, right, bottom = drawing["boxes"][drawing["cities"][WENZHOU]]
    assert not (left < x < right and top < y < bottom)


def test_every_label_stands_within_its_area(drawing):
    for (x, y, room), (left, top, right, bottom) in zip(drawing["anchors"], drawing["boxes"], strict=True):
        assert left < x < right and top < y < bottom and room > 0


def test_the_counties_of_a_city_fill_it_without_gap_or_overlap(drawing):
    for city, outline in drawing["cities"].items():
        own = [index for code, index in drawing["counties"]["now"].items() if drawing["parents"][code] == city]
        # 丽水's two files differ by one point: less than a tenth of a square kilometre.
        assert sum(area_of(drawing["paths"][i]) for i in own) == pytest.approx(
            area_of(drawing["paths"][outline]), abs=5
        )


def test_wenzhou_lost_nothing_when_longgang_left_cangnan(drawing):
    before, after = drawing["counties"]["2017"], drawing["counties"]["2020"]
    split = sum(area_of(drawing["paths"][after[code]]) for code in (CANGNAN, LONGGANG))
    # The two years' coastlines differ by 0.06 % in the files themselves.
    assert split == pytest.approx(area_of(drawing["paths"][before[CANGNAN]]), rel=1e-3)


def test_tiles_never_share_a_cell(drawing):
    for grid in drawing["tiles"].values():
        assert len({tuple(cell) for cell in grid.values()}) == len(grid)
    assert {name: len(grid) for name, grid in drawing["tiles"].items()} == {
        "cities": 11,
        "2017": 89,
        "2020": 90,
        "now": 90,
    }


def test_only_2017_has_an_empty_tile_and_it_joins_cangnan(drawing):
    assert drawing["empty"]["2020"] == drawing["empty"]["now"] == []
    (empty,) = drawing["empty"]["2017"]
    assert empty["joins"] == CANGNAN
    column, row = drawing["tiles"]["2017"][CANGNAN]
    assert list(empty["cell"]) == [column + 1, row] == list(drawing["tiles"]["2020"][LONGGANG])


def test_the_drawing_is_small_enough_to_send(drawing):
    assert len(gzip.compress(json.dumps(drawing, ensure_ascii=False, separators=(",", ":")).encode())) < 60_000


def test_the_shipped_boundaries_have_no_problems(counties):
    assert geojson_problems(counties["2020"], codes_of(counties["2020"])) == []


def test_a_missing_county_is_named(own):
    wanted = codes_of(own)
    own["features"] = [f for f in own["features"] if f["properties"]["code"] != "330305"]
    assert geojson_problems(own, wanted) == ["边界文件缺少 1 个代码：330305。"]


def test_an_unknown_and_a_repeated_county_are_named(own):
    wanted = codes_of(own)
    stranger = copy.deepcopy(own["features"][0])
    stranger["properties"]["code"] = "310101"
    own["features"] += [stranger, copy.deepcopy(own["features"][1])]
    assert geojson_problems(own, wanted) == ["边界文件多出 1 个代码：310101。", f"边界文件重复 1 个代码：{wanted[1]}。"]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"type": "Point", "coordinates": [120, 30]}, "不是面"),
        ({"type": "Polygon", "coordinates": [[[120, 30], [121, 30], [121, 31], [120, 31]]]}, "没有闭合"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}, "经纬度"),
        ({"type": "Polygon", "coordinates": [[["东", "北"]] * 4]}, "读不出来"),
        ({"type": "Polygon", "coordinates": []}, "没有闭合"),
        ({"type": "Polygon"}, "读不出来"),
        (None, "不是面"),
    ],
)
def test_a_broken_outline_says_what_and_whose(own, broken, said):
    own["features"][2]["geometry"] = broken
    (problem,) = geojson_problems(own, codes_of(own))
    assert said in problem and own["features"][2]["properties"]["code"] in problem


@pytest.mark.parametrize("nonsense", [{}, {"features": []}, {"features": "无"}, [], None])
def test_what_is_no_collection_is_refused_in_words(nonsense):
    assert "FeatureCollection" in geojson_problems(nonsense, ["330102"])[0]


def test_a_feature_without_a_code_is_counted_from_one(own):
    del own["features"][0]["properties"]["code"]
    assert geojson_problems(own, []) == ["第 1 个要素没有文字型的 code 或 name。"]


def test_a_broken_file_is_not_drawn(own):
    own["features"][0]["geometry"] = None
    with pytest.raises(ValueError, match="不是面"):
        build_geometry({"2020": own}, boundaries("cities"), {})
