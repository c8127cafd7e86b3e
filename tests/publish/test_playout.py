"""The configurations for playout software that come with the program."""

from __future__ import annotations

import re
import textwrap
import tomllib
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from bulletin.config.outlets import OutletTable
from bulletin.config.settings import Settings
from bulletin.config.station import Station
from bulletin.errors import MissingToolError
from bulletin.publish.playout import (
    LIQUIDSOAP_21,
    LIQUIDSOAP_22,
    filled_in,
    fitting,
    read_configuration,
    station_configuration,
)
from tests.support.paths import PROJECT

VALUES = {
    "folder", "music_from", "mark", "wait_for_track", "icecast_host", "icecast_port", "icecast_password",
    "icecast_mount", "station_name",
}  # fmt: skip
PAGES = {
    "README", "liquidsoap", "icecast", "azuracast", "libretime", "rivendell", "radiodj", "playit-live", "myriad",
    "playoutone", "mpd", "cron",
}  # fmt: skip


@pytest.mark.parametrize(
    ("version_text", "name"),
    [
        ("Liquidsoap 2.1.3\nCopyright (c) 2003-2022 Savonet team", LIQUIDSOAP_21),
        ("2.1.4", LIQUIDSOAP_21),
        ("Liquidsoap 2.2.5+git@1234", LIQUIDSOAP_22),
        ("Liquidsoap 2.4.0-rc1", LIQUIDSOAP_22),
    ],
)
def test_each_liquidsoap_from_2_1_to_2_4_has_its_configuration(version_text: str, name: str) -> None:
    assert fitting(version_text) == name


@pytest.mark.parametrize("version_text", ["Liquidsoap 1.4.3", "Liquidsoap 2.0.7", "Liquidsoap 2.5.0", "3.0"])
def test_another_liquidsoap_is_told_which_ones_fit(version_text: str) -> None:
    with pytest.raises(MissingToolError, match=r"2\.1 to 2\.4 have"):
        fitting(version_text)


@pytest.mark.parametrize("version_text", ["", "command not found"])
def test_a_program_that_tells_no_version_is_no_liquidsoap(version_text: str) -> None:
    with pytest.raises(MissingToolError, match="did not say its version"):
        fitting(version_text)


@pytest.mark.parametrize(
    ("schedule", "mark"),
    [
        ({"every": "hour", "minute": 30}, "{30m}"),
        ({"at": ("08:00", "13:05")}, "{8h0m or 13h5m}"),
        ({"at": ("18:00",), "days": ("mon", "sun")}, "{(1w or 7w) and (18h0m)}"),
    ],
)
def test_a_station_gets_its_own_folder_name_and_times(
    tmp_path: Path, schedule: dict[str, object], mark: str
) -> None:
    settings = Settings.model_validate(
        {"station": {"name": 'Radio "Sunshine" #{1}'}, "programme": [{"name": "news", **schedule}]}
    )
    station = Station(settings=settings, folder=tmp_path)

    written = station_configuration(LIQUIDSOAP_21, station=station, programme=settings.programme[0])

    assert f'folder = "{(tmp_path / "output" / "news").as_posix()}"' in written
    assert r'station_name = "Radio \"Sunshine\" #" ^ "{1}"' in written
    assert f"mark = {mark}\n" in written
    assert "hackme" in written


@pytest.mark.parametrize("name", [LIQUIDSOAP_21, LIQUIDSOAP_22])
def test_what_a_volunteer_changes_is_plain_lines_at_the_top(name: str) -> None:
    text = read_configuration(name)
    top = text.split("# Nothing below needs a change.")[0]

    assert set(re.findall(r"(?m)^(\w+) = ", top)) == VALUES
    assert 'station_name = "Elderby Radio"' in filled_in(text, {"station_name": '"Elderby Radio"'})


def test_the_two_configurations_differ_only_in_how_their_version_writes_things() -> None:
    older, newer = (
        [line for line in read_configuration(name).splitlines() if not line.startswith("#")]
        for name in (LIQUIDSOAP_21, LIQUIDSOAP_22)
    )

    rewritten = [
        re.sub(r"!(\w+)", r"\1()", re.sub(r"^(settings\S+)\.set\((\w+)\)", r"\1 := \2", line))
        for line in older
    ]
    assert newer == rewritten


def test_the_configuration_that_was_not_run_says_so() -> None:
    assert "# Not tested" in read_configuration(LIQUIDSOAP_22)


def test_each_playout_page_says_first_whether_it_was_tried() -> None:
    folder = PROJECT / "docs" / "playout"
    pages = {page.stem: page.read_text(encoding="utf-8") for page in folder.glob("*.md")}

    assert set(pages) == PAGES
    for name in PAGES - {"README"}:
        first = pages[name].splitlines()[2]
        assert first.startswith(("Tested: ", "Not tested here")), name
        assert f"({name}.md)" in pages["README"]
        assert "## Exit codes" in pages[name]
        assert "## Which outlet, which name" in pages[name] or name == "README", name


def test_the_settings_on_the_pages_are_settings_that_we_take() -> None:
    check, taken = TypeAdapter(OutletTable), 0

    for page in (PROJECT / "docs" / "playout").glob("*.md"):
        for block in re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            tables = tomllib.loads(textwrap.dedent(block))["outlet"]
            for table in tables if isinstance(tables, list) else ():
                check.validate_python(table)
                taken += 1

    assert taken >= 9
