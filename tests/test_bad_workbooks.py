"""Every bad report on the running product, by web and command line: told in Chinese where the error is, and not kept.

Nothing may be written at all, so the database is compared byte by byte: its file and its write-ahead log.
"""

import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.bad_workbooks import CASES
from tests.report_files import SMALL
from tests.uploads import ROOT, house

BY_COMMAND = CASES[::8]  # each starts a process of its own; ``bench.bad_workbooks`` imports them all
NOT_HANDED_IN = "文件里还有错误，没有提交。请改正后重新上传。"
KINDS = {"容器": 37, "结构": 23, "数字": 37, "地区": 16, "时点": 12, "勾稽": 14, "恶意内容": 25}
LISTED = {"容器": 0, "结构": 5, "数字": 37, "地区": 16, "时点": 10, "勾稽": 14, "恶意内容": 21}  # could be read


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """All the files at once: what was answered at each step, and what the product was before and after."""
    folder = tmp_path_factory.mktemp("bad")
    with house(folder) as running, ThreadPoolExecutor(2) as pool:

        def sent(case):
            body = case.make()
            answers = {"hand-in": running.send(case, body, "hand-in")}
            # A file that cannot be read is refused in its own words; of another the errors are listed by the reading.
            listed = answers["hand-in"].errors == (("", NOT_HANDED_IN),)
            answers["read"] = running.send(case, body, "read") if listed else answers["hand-in"]
            if case in BY_COMMAND:
                place = folder / f"file{CASES.index(case)}"
                place.mkdir()
                answers["command"] = running.command(case, body, place)
            return answers

        before = running.content()
        answers = dict(zip(CASES, pool.map(sent, CASES), strict=True))
        health = httpx.get(f"{running.address}/healthz")
        yield answers, (before, running.content()), health, sorted(running.temporary.rglob("*"))


def test_the_catalogue_has_its_files_of_all_seven_kinds():
    assert Counter(case.kind for case in CASES) == KINDS
    assert len({case.name for case in CASES}) == len(CASES)


def test_every_file_is_refused_with_its_error_at_its_place(run):
    answers, *_ = run
    assert [(c.name, a["read"].errors[:3]) for c, a in answers.items() if not a["read"].names(c)] == []
    spoken = re.compile("[一-鿿]{4}")
    assert [c.name for c, a in answers.items() for _, words in a["read"].errors if not spoken.search(words)] == []
    assert [c.name for c, a in answers.items() if a["read"].code == 200 and "发布后的影响" in a["read"].text] == []


def test_none_is_handed_in(run):
    answers, *_ = run
    assert [(c.name, a["hand-in"].text) for c, a in answers.items() if a["hand-in"].code != 422] == []
    listed = [c.kind for c, a in answers.items() if a["hand-in"].errors == (("", NOT_HANDED_IN),)]
    assert {kind: listed.count(kind) for kind in KINDS} == LISTED


def test_the_command_line_says_the_same_and_fails(run):
    answers, *_ = run
    said = {c: a["command"] for c, a in answers.items() if "command" in a}
    assert len(said) >= 20
    assert {case.kind for case in said} == set(KINDS)
    assert [(c.name, a.errors[:3]) for c, a in said.items() if not a.names(c)] == []
    assert {a.code for a in said.values()} == {1, 2}  # errors in it; could not be read


def test_what_a_file_says_is_never_markup_of_the_page(run):
    answers, *_ = run
    pages = [a["read"].text.lower() for a in answers.values() if a["read"].code == 200]
    assert [page for page in pages if "<script" in page or "<img" in page or "\u202e" in page] == []
    assert any("&lt;script&gt;alert(1)" in page for page in pages)


def test_the_product_is_as_it_was(run):
    _, (before, after), health, temporary = run
    assert before[0] != ""
    assert after == before
    assert (health.status_code, health.json()["status"]) == (200, "ok")
    assert temporary == []


def test_the_child_that_reads_a_workbook_has_its_bounds():
    program = """if True:
        import resource as r
        import data_access._read_workbook as child
        child.main()
        print(*(r.getrlimit(what)[0] for what in (r.RLIMIT_CPU, r.RLIMIT_AS, r.RLIMIT_CORE)), sep=",")
    """
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, input=SMALL, capture_output=True, check=True)
    seconds, memory, core = map(int, done.stdout.decode().rpartition("}")[2].split(","))
    assert 0 < seconds < 5
    assert 0 < memory <= 500 * 1024**2
    assert core == 0
