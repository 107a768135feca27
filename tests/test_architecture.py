"""The doors of the house, read from the imports themselves, and a few habits."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"domain", "data_access", "figures", "reports", "web", "pages", "dashboard", "tests", "bench", "manage"}
DOORS = {
    "domain": set(),
    "data_access": {"domain"},
    "figures": {"domain"},
    "reports": {"domain", "data_access", "figures"},
    "web": {"domain", "data_access", "figures", "reports"},
    "pages": {"domain", "data_access", "figures", "web"},
}
# Library → where alone it may be imported: a folder or a file.
HOMES = {
    "streamlit": ("dashboard.py", "pages/", "web/oidc.py"),
    "sqlalchemy": ("data_access/",),
    "alembic": ("data_access/",),
    "argon2": ("data_access/passwords.py",),
    "plotly": ("figures/to_plotly.py",),
    "pyecharts": ("figures/to_echarts.py",),
    "starlette": ("web/",),
    "docx": ("reports/", "data_access/_read_document.py"),
    "pypdf": ("data_access/_read_document.py",),
    "python_calamine": ("data_access/_roster_sheet.py",),
    "openpyxl": ("data_access/",),
    "xlsxwriter": ("data_access/template.py", "data_access/list_template.py", "reports/"),
    "pptx": ("reports/",),
    "segno": ("reports/",),
}
PRODUCT = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.py"), *(file for room in DOORS for file in (ROOT / room).rglob("*.py")))
)
LONGEST = 300
every_module = pytest.mark.parametrize("name", PRODUCT)


def source(name):
    return (ROOT / name).read_text("utf-8")


def imported(name):
    """Top-level names of all that a module imports, wherever in it, by statement or by call."""
    found, room = set(), name.partition("/")[0]
    for node in ast.walk(ast.parse(source(name))):
        match node:
            case ast.Import(names):
                found |= {alias.name.partition(".")[0] for alias in names}
            case ast.ImportFrom(module, _, level):
                found.add(room if level else module.partition(".")[0])
            case ast.Call(ast.Name("__import__") | ast.Attribute(_, "import_module"), [ast.Constant(str(module)), *_]):
                found.add(module.partition(".")[0])
    return found


def test_every_room_is_looked_at():
    assert {name.partition("/")[0] for name in PRODUCT if "/" in name} == set(DOORS)
    assert len(PRODUCT) > 50
    assert "domain" in imported("data_access/published.py")


@every_module
def test_rooms_only_use_the_doors_that_they_have(name):
    room = name.partition("/")[0]
    assert imported(name) & OURS <= DOORS.get(room, OURS) | {room}


@every_module
def test_libraries_stay_where_they_live(name):
    strayed = [library for library in imported(name) & set(HOMES) if not name.startswith(HOMES[library])]
    assert strayed == []


@every_module
def test_html_is_never_let_in_unsafely(name):
    assert "unsafe_allow_html" not in source(name)


@every_module
def test_no_module_is_too_long_to_read(name):
    assert len(source(name).splitlines()) <= LONGEST


@pytest.mark.parametrize(
    "name", [name for name in PRODUCT if name.startswith(("figures/", "pages/")) and name != "figures/theme.py"]
)
def test_colours_are_named_in_the_theme_only(name):
    literals = [node.value for node in ast.walk(ast.parse(source(name))) if isinstance(node, ast.Constant)]
    assert [text for text in literals if re.search(r"#[0-9A-Fa-f]{3,8}\b|\brgba?\(", str(text))] == []
