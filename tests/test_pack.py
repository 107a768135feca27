"""材料袋: one city's, whole and in order, or nothing at all; and what the whole province's would hold."""

from __future__ import annotations

import csv
import io
import os
import signal
from zipfile import ZipFile

import docx
import pytest

from data_access.library import forget, library
from reports import makers
from reports.document import ReportProblem
from reports.pack import CONTENTS, pack, tasks
from tests.test_full_disk import no_file_over

ISLANDS = ("定海区", "普陀区", "岱山县", "嵊泗县")


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """The database that the processes open too."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DATABASE_URL", f"sqlite:///{tmp_path_factory.mktemp('pack') / 'zj.db'}")
        forget()
        yield library()
        forget()


def test_a_city_and_its_counties_are_packed_in_order_with_a_list_of_contents(opened):
    file, heard = io.BytesIO(), []
    count = pack(
        opened, {"edition": "demo"}, file, ("briefing", "tables"), ("330900",), lambda *told: heard.append(told)
    )
    assert count == 10
    assert heard == [(n, 10) for n in range(11)]
    with ZipFile(file) as package:
        *names, last = package.namelist()
        assert names[:3] == [
            "09_舟山市/00_舟山市_简报_2020_演示.docx",
            "09_舟山市/00_舟山市_附表_2020_演示.xlsx",
            "09_舟山市/01_定海区_简报_2020_演示.docx",
        ]
        assert [name.split("_")[2] for name in names[2::2]] == list(ISLANDS)
        assert last == CONTENTS
        rows = list(csv.DictReader(io.StringIO(package.read(CONTENTS).decode("utf-8-sig"))))
        assert [row["文件"] for row in rows] == names
        assert {(row["版次"], row["市县数"]) for row in rows} == {("演示版", "演示")}
        text = "".join(docx.Document(io.BytesIO(package.read(names[4]))).sections[0].footer._element.itertext())
        assert rows[4]["地区"] == "普陀区"
        assert rows[4]["验真码"] in text


def test_the_whole_province_is_one_document_of_each_kind_and_level(opened):
    wanted = tasks(opened.view({"edition": "demo"})[0], ("briefing", "bulletin"))
    assert len(wanted) == 1 + 1 + 11 + 90  # a bulletin is the province's alone
    assert [task.query["kind"] for task in wanted[:3]] == ["briefing", "bulletin", "briefing"]
    assert (wanted[2].folder, wanted[2].number, wanted[2].query["area"]) == ("01_杭州市", 0, "330100")
    assert len(tasks(opened.view({"period": "2017", "edition": "demo"})[0])) == 1 + 11 + 89
    assert [task.query["area"] for task in tasks(opened.view({})[0], areas=("330381",))] == ["330381"]


def test_what_cannot_be_packed_is_said(opened):
    for query, kinds, areas, words in (
        ({}, (), (), "至少选一种"),
        ({}, ("poem",), (), "没有“poem”这种材料"),
        ({"period": "1999"}, ("briefing",), (), "1999"),
        ({}, ("bulletin",), ("330900",), "没有这种材料"),
    ):
        with pytest.raises(ReportProblem, match=words):
            pack(opened, query, io.BytesIO(), kinds, areas)


def test_who_leaves_stops_it_and_a_full_disk_does(opened, tmp_path):
    class Left(Exception):
        pass

    def leave(done, total):
        if done == 2:
            raise Left

    with pytest.raises(Left):
        pack(opened, {"edition": "demo"}, io.BytesIO(), ("briefing",), ("330900",), leave)
    with no_file_over(100_000), pytest.raises(OSError, match="too large"), (tmp_path / "a.zip").open("wb") as file:
        pack(opened, {"edition": "demo"}, file, ("briefing",), ("330900",))


def test_a_process_that_dies_ends_in_words(opened):
    started = makers.Makers(1)
    try:
        os.kill(started._all[0].pid, signal.SIGKILL)
        task = makers.Task("x", 0, {"kind": "briefing", "edition": "demo"}, "docx")
        with pytest.raises(ReportProblem, match="中途停了"):
            started.make(task)
    finally:
        started.stop()
