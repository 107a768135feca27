"""``python -m reports``: list, make, pack and verify; their exit status and what they leave in the folder."""

from __future__ import annotations

import io
import json
from zipfile import ZipFile

import docx
import pytest
from openpyxl import load_workbook

from data_access.library import forget
from reports.__main__ import main
from tests.test_full_disk import no_file_over


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A database of its own, and the folder that the commands run in."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'data' / 'zj.db'}")
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    forget()
    yield folder
    forget()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_kinds_are_listed(capsys):
    assert main(["list", "--json"]) == 0
    listed = {row["kind"]: row for row in json.loads(capsys.readouterr().out)}
    assert listed["briefing"] == {
        "kind": "briefing",
        "name": "简报",
        "formats": ["docx"],
        "levels": ["province", "city", "county"],
    }
    assert main(["list"]) == 0
    assert "tables　附表　xlsx、csv" in capsys.readouterr().out


def test_a_document_is_made_by_the_areas_name_verified_and_found_out(place, capsysbinary):
    assert main("make briefing --area 温州 --period 2020 --edition demo --out 简报.docx".split()) == 0
    assert main("make tables --area 温州市 --edition demo".split()) == 0
    assert names(place) == ["温州市_附表_2020_演示.xlsx", "简报.docx"]
    assert "说明" in load_workbook("温州市_附表_2020_演示.xlsx").sheetnames
    assert main(["verify", "简报.docx"]) == 0
    assert capsysbinary.readouterr().out.decode().startswith("出自本系统，版次：演示版")
    assert main("make briefing --area 330300 --edition demo --out -".split()) == 0
    streamed = docx.Document(io.BytesIO(capsysbinary.readouterr().out))
    assert any("温州市" in paragraph.text for paragraph in streamed.paragraphs)
    docx.Document().save("别的.docx")
    assert main(["verify", "别的.docx"]) == 2
    assert "没有可读的文字" in capsysbinary.readouterr().err.decode()
    other = docx.Document()
    other.add_paragraph("会员45.66万名。")
    other.save("别的.docx")
    assert main(["verify", "别的.docx", "--json"]) == 1
    assert json.loads(capsysbinary.readouterr().out)["origin"] == "unknown"


def test_a_pack_of_one_city_tells_how_far_it_is(place, capsys):
    assert main("make pack --areas 舟山 --kinds tables --edition demo --out 袋.zip".split()) == 0
    assert "5/5\n" in capsys.readouterr().err
    with ZipFile("袋.zip") as package:
        assert len(package.namelist()) == 6
    assert names(place) == ["袋.zip"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("make bulletin --area 温州", "季度通报只能按全省制作"),
        ("make briefing --area 火星", "没有“火星”这个地区"),
        ("make briefing --period 1999", "1999"),
        ("make briefing --edition 2099", "没有“2099”这个版次"),
        ("make briefing --format pptx", "没有“pptx”格式"),
        ("make briefing --out 没有/a.docx", "没有这个文件或文件夹：没有/a.docx"),
        ("make briefing --out .", "不是普通文件"),
        ("make pack --areas 火星", "没有“火星”这个地区"),
        ("verify 没有.docx", "没有这个文件或文件夹"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_left(place, capsys, words, said):
    assert main(words.split()) == 2
    assert said in capsys.readouterr().err
    assert names(place) == []


def test_a_full_disk_leaves_the_old_file_and_no_half_one(place, capsys):
    (place / "a.docx").write_bytes(b"old")
    assert main("list".split()) == 0  # and the database is there
    assert main("make briefing --out b.docx".split()) == 0
    with no_file_over(20_000):
        assert main("make briefing --out a.docx".split()) == 2
    assert "磁盘空间不足，或超过了限额" in capsys.readouterr().err
    assert names(place) == ["a.docx", "b.docx"]
    assert (place / "a.docx").read_bytes() == b"old"
