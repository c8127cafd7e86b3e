"""New sources at the end of a station's settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.config.adding import NewSource, add_sources
from bulletin.config.station import read_station
from bulletin.errors import MisuseError

WRITTEN = '# Ours.\n[station]\nname = "Radio Wend" # the name\n\n[[source]]\nname = "copy"\naddress = "copy"\n\n[paths]\n'


@pytest.fixture
def radio(station: Path) -> Path:
    (station / "bulletin.toml").write_text(WRITTEN, encoding="utf-8")
    return station


def test_what_a_person_has_written_stays_as_it_was(radio: Path) -> None:
    add_sources(
        radio, [NewSource(name="Echo", address="https://echo.example/", permission="Jo", robots=False)]
    )

    assert (radio / "bulletin.toml").read_text(encoding="utf-8").startswith(WRITTEN)
    copy, echo = read_station(radio).settings.source
    assert (copy.name, echo.name, echo.permission, echo.robots) == ("copy", "Echo", "Jo", False)


@pytest.mark.parametrize(
    "new",
    [
        NewSource(name="copy", address="https://echo.example/"),
        NewSource(name="Echo", address="copy"),
        NewSource(name="Echo", address="https://jo:secret@echo.example/"),
    ],
)
def test_what_cannot_be_leaves_the_file_alone(radio: Path, new: NewSource) -> None:
    with pytest.raises(MisuseError):
        add_sources(radio, [new])

    assert (radio / "bulletin.toml").read_text(encoding="utf-8") == WRITTEN


@given(name=st.text(min_size=1), permission=st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_any_words_are_words_and_never_settings(radio: Path, name: str, permission: str) -> None:
    (radio / "bulletin.toml").write_text(WRITTEN, encoding="utf-8")

    add_sources(radio, [NewSource(name=name, address="https://echo.example/", permission=permission)])

    echo = read_station(radio).settings.source[1]
    assert echo.permission == "".join(letter for letter in permission if letter.isprintable())


def test_two_sources_of_one_name_are_refused(station: Path) -> None:
    row = '[[source]]\nname = "Echo"\naddress = "{0}"\n'
    (station / "bulletin.toml").write_text(row.format("a") + row.format("b"), encoding="utf-8")

    with pytest.raises(MisuseError, match="two sources are called 'Echo'; give each"):
        read_station(station)
