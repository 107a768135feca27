"""The hours that make a star are the house's to set."""

import pytest

from data_access import settings as module
from domain.access import Mode

DEFAULT = (100, 300, 600, 1000, 1500)


@pytest.fixture
def read(tmp_path, monkeypatch):
    def settings_of(text):
        file = tmp_path / "settings.toml"
        file.write_text(text, "utf-8")
        monkeypatch.setenv("ZJRC_SETTINGS", str(file))
        module.settings.cache_clear()
        return module.settings()

    yield settings_of
    module.settings.cache_clear()


def test_hours_are_as_set(read):
    assert read("").star_hours == DEFAULT
    assert read("[roster]\nstar_hours = [50, 100, 150.5, 200, 250]").star_hours == (50, 100, 150.5, 200, 250)


@pytest.mark.parametrize("text", ["[1, 2]", "[5, 4, 3, 2, 1]", "['一', 2, 3, 4, 5]", "100", "[nan, 2, 3, 4, 5]"])
def test_wrong_hours_are_told_and_close_nothing(read, text):
    found = read(f"[roster]\nstar_hours = {text}")
    assert found.star_hours == DEFAULT
    assert "star_hours" in found.problem
    assert found.access.mode is Mode.SINGLE


def test_a_table_that_is_none_is_told(read):
    assert "star_hours" in read("roster = 1").problem
