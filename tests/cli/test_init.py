"""`bulletin init`: a station from a few questions."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from bulletin.cli.init import NATURAL, init
from bulletin.config.station import read_station
from tests.support.catalogue import serve_catalogue
from tests.support.cli import bulletin
from tests.support.neural import write_voice


def test_defaults_make_a_station_that_works_at_once(
    station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = bulletin(capsys, "init", "--yes", "--station", station)
    aired = bulletin(capsys, "make", "--station", station, "--engine", "tone", "--length", "1:00")

    assert made.status == 0
    assert aired.status == 0, aired.err
    assert (station / "output" / "bulletin" / "latest.mp3").is_file()
    assert read_station(station).programme().at == ("08:00", "13:00", "18:00")


def test_the_folder_may_be_named_outright(station: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bulletin(capsys, "init", "--yes", station).status == 0
    assert (station / "bulletin.toml").is_file()
    assert bulletin(capsys, "init", "--yes", station, "--station", "radio").status == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_the_file_for_passwords_is_for_its_owner(station: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bulletin(capsys, "init", "--yes", "--station", station)

    assert stat.S_IMODE((station / "secrets.toml").stat().st_mode) == 0o600


def test_a_station_that_is_there_stays_as_it_is(station: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (station / "bulletin.toml").write_text('[station]\nname = "Ours"\n')

    ran = bulletin(capsys, "init", "--yes", "--station", station)

    assert ran.status == 2
    assert "left as it is" in ran.err
    assert read_station(station).settings.station.name == "Ours"


def test_answers_are_settings_and_a_bad_one_is_asked_for_again(station: Path) -> None:
    typed = (
        'Radio "Wend" \\ $place',
        "Elderby General",
        "Wend NHS Trust",
        "Europe/Lundon",
        "Europe/London",
        "nobody",
        "second",
        "25:00",
        "8:00, 17.30",
        "n",
    )

    ran = CliRunner().invoke(init, ["--station", str(station)], input="\n".join(typed) + "\n")

    told = tomllib.loads((station / "bulletin.toml").read_text(encoding="utf-8"))
    assert ran.exit_code == 0, ran.output
    assert told["station"] == {
        "name": 'Radio "Wend" \\ $place',
        "place": "Elderby General",
        "trust": "Wend NHS Trust",
        "zone": "Europe/London",
    }
    assert told["programme"][0]["voices"] == ["second"]
    assert told["programme"][0]["at"] == ["08:00", "17:30"]
    assert "'Europe/Lundon' is no time zone" in ran.output


@pytest.mark.parametrize("line_is_up", [True, False])
def test_a_natural_voice_is_installed_or_the_station_does_without(
    station: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line_is_up: bool
) -> None:
    with serve_catalogue() as catalogue:
        catalogue.add(write_voice(tmp_path / "made", NATURAL))
        monkeypatch.setenv(
            "BULLETIN_VOICE_CATALOGUE", catalogue.address if line_is_up else "http://127.0.0.1:9/"
        )

        ran = CliRunner().invoke(init, ["--station", str(station)], input="\n" * 6 + "y\n")

    assert ran.exit_code == 0, ran.output
    assert read_station(station).programme().voices == ((NATURAL,) if line_is_up else ())
    assert (station / "voices" / f"{NATURAL}.onnx").is_file() is line_is_up
    assert ("cannot be reached" in ran.output) is not line_is_up


def test_copy_that_is_put_in_the_folder_is_read(station: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bulletin(capsys, "init", "--yes", "--station", station)
    (station / "copy" / "fete.txt").write_text(
        "Ward 7 holds a fete\n\nWard 7 of Elderby General will hold a fete on the lawn for patients and visitors.\n\n"
        "There will be tea, cakes and a brass band, and everybody is welcome from two in the afternoon.\n"
    )

    ran = bulletin(capsys, "make", "--station", station, "--dry-run", "--engine", "tone")

    assert ran.status == 0, ran.err
    assert "fete" in ran.out
