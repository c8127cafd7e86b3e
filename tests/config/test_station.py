"""A station folder: read, and every mistake in it named."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.config.level import profile_named
from bulletin.config.settings import Settings
from bulletin.config.station import FILE_NAME, LAST_GOOD, read_for_air, read_station
from bulletin.config.template import new_settings, read_airs
from bulletin.errors import MisuseError


def written(station: Path, text: str) -> Path:
    (station / "bulletin.toml").write_text(text, encoding="utf-8")
    return station


def fault(station: Path, text: str) -> str:
    with pytest.raises(MisuseError) as caught:
        read_station(written(station, text))
    return str(caught.value)


def test_without_a_station_the_packaged_defaults_hold() -> None:
    seen = read_station(None)

    assert seen.programme().name == "bulletin"
    assert seen.programme().length.longest_s == 120
    assert seen.output == Path("output")
    assert seen.voices_folder is None


def test_paths_lie_in_the_station_folder(station: Path) -> None:
    seen = read_station(written(station, '[paths]\noutput = "out"\ncache = "clips"\n'))

    assert seen.output == station / "out"
    assert seen.cache == station / "clips"


def test_a_missing_file_names_the_cure(tmp_path: Path) -> None:
    with pytest.raises(MisuseError, match="bulletin init"):
        read_station(tmp_path)


def test_an_unknown_key_is_named_with_its_line_and_the_likely_one(station: Path) -> None:
    said = fault(
        station,
        '[station]\nname = "A"\n\n[[programme]]\nname = "a"\n\n[[programme]]\nname = "b"\nlenght = "2:00"\n',
    )

    assert "line 9" in said
    assert "'programme.lenght'" in said
    assert "Did you mean 'length'?" in said


def test_a_wrong_value_is_named_with_its_line_and_the_cure(station: Path) -> None:
    said = fault(station, '[station]\nzone = "Europe/Lundon"\n')

    assert "line 2" in said
    assert "'Europe/Lundon'" in said
    assert "such as Europe/London" in said


def test_every_mistake_is_named_at_once(station: Path) -> None:
    said = fault(station, '[station]\nnmae = "A"\n\n[level]\nprofile = "loud"\n')

    assert len(said.splitlines()) == 2


def test_broken_toml_is_one_plain_line(station: Path) -> None:
    said = fault(station, "[station\n")

    assert "no valid TOML" in said
    assert len(said.splitlines()) == 1


def test_an_unknown_programme_names_those_there_are(station: Path) -> None:
    seen = read_station(written(station, '[[programme]]\nname = "midday"\n'))

    with pytest.raises(MisuseError, match="midday"):
        seen.programme("midnight")


def test_an_unknown_level_profile_names_those_there_are() -> None:
    assert profile_named("bedside").target_lufs == -16.0
    with pytest.raises(MisuseError, match="stream, broadcast, bedside"):
        profile_named("loud")


@given(
    name=st.text(max_size=40),
    place=st.text(max_size=40),
    trust=st.text(max_size=40),
    voice=st.text(min_size=1),
)
def test_any_answer_makes_a_file_that_reads_back(name: str, place: str, trust: str, voice: str) -> None:
    text = new_settings(name=name, place=place, trust=trust, zone="Europe/London", voices=[voice])

    settings = Settings.model_validate(tomllib.loads(text))

    assert settings.station.name == "".join(letter for letter in name if letter.isprintable())


@pytest.mark.parametrize(
    ("typed", "airs"),
    [
        ("8:00, 13:00", ("08:00", "13:00")),
        ("18.30 08:00 08:00", ("08:00", "18:30")),
        ("hour", "hour"),
        ("every hour", "hour"),
        ("", ()),
    ],
)
def test_times_of_airing_are_read_as_people_type_them(typed: str, airs: str | tuple[str, ...]) -> None:
    programme = Settings.model_validate(
        tomllib.loads(new_settings(name="A", zone="Europe/London", airs=read_airs(typed)))
    ).programme[0]

    assert airs in (programme.every, programme.at)


@pytest.mark.parametrize("typed", ["25:00", "noon", "hour 13:00", "13:0", "8"])
def test_what_is_no_time_of_airing_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="valid"):
        read_airs(typed)


def test_a_programme_cannot_have_the_name_of_a_windows_device(station: Path) -> None:
    said = fault(station, '[[programme]]\nname = "con"\n')

    assert "'con' is the name of a device on Windows" in said


def test_what_must_not_wait_goes_on_with_the_last_good_settings(station: Path) -> None:
    settings = station / FILE_NAME
    settings.write_text('[station]\nname = "Radio Wend"\n', encoding="utf-8")
    good = read_for_air(station)
    settings.write_text('[station]\nname = "Radio Wend"\nzone = "Europe/Lundun"\n', encoding="utf-8")

    held = read_for_air(station)

    assert good.fault == ""
    assert held.settings == good.settings
    assert "Europe/Lundun" in held.fault and "line 3" in held.fault
    with pytest.raises(MisuseError, match="Lundun"):
        read_station(station)


def test_settings_that_were_never_good_are_refused(station: Path) -> None:
    (station / FILE_NAME).write_text("[[programme]\n", encoding="utf-8")

    with pytest.raises(MisuseError, match="no valid TOML"):
        read_for_air(station)


def test_a_last_good_copy_that_cannot_be_written_costs_nothing_else(station: Path) -> None:
    (station / FILE_NAME).write_text('[station]\nname = "Radio Wend"\n', encoding="utf-8")
    (station / LAST_GOOD).mkdir()

    assert read_for_air(station).settings.station.name == "Radio Wend"
