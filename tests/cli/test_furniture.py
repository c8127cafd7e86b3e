"""A station's own sounds, from its folder to its bulletin."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.master.measure import measure
from tests.audio.sounds import encode_as_found, tone, write_wav
from tests.support.cli import bulletin

RATE_HZ = 44_100
QUICK = ("--engine", "tone", "--voice", "tone", "--json")


@pytest.fixture
def radio(station: Path) -> Path:
    """Lend a station with sounds of its own: an opening of 2 s, no separator, music of 5 s."""
    ours = station / "sounds" / "ours"
    ours.mkdir(parents=True)
    write_wav(ours / "opening.wav", tone(-6, 2.0, hz=440, rate_hz=RATE_HZ), rate_hz=RATE_HZ)
    encode_as_found(ours / "music.mp3", tone(-12, 5.0, hz=220, rate_hz=RATE_HZ), rate_hz=RATE_HZ)
    choose(station, 'opening = "opening.wav"\nseparator = "none"\nbed = "music.mp3"\n')
    (station / "bulletin.toml").write_text('[sound]\nset = "ours"\nbed = true\n', encoding="utf-8")
    return station


def choose(station: Path, text: str) -> None:
    (station / "sounds" / "ours" / "sounds.toml").write_text(text, encoding="utf-8")


def test_a_bulletin_with_a_stations_own_sounds_is_on_length_and_level(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = bulletin(capsys, "make", "--demo", "--station", radio, "--length", "1:00", *QUICK)

    measured = measure(radio / "output" / "bulletin" / "latest.mp3")
    opening, *_ = made.record["script"]
    assert made.status == 0
    assert measured.duration_s == pytest.approx(60.0, abs=0.1)
    assert measured.loudness_lufs == pytest.approx(-16.0, abs=0.2)
    assert opening["end_s"] - opening["start_s"] == pytest.approx(2.0, abs=0.02)


def test_a_jingle_that_is_a_text_file_is_told_and_the_bulletin_goes_out(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (radio / "sounds" / "ours" / "opening.wav").write_text("The new jingle", encoding="utf-8")

    made = bulletin(capsys, "make", "--demo", "--station", radio, "--length", "1:00", *QUICK)

    assert made.status == 4
    assert "opening.wav holds no sound that can be read" in made.err
    assert "The packaged opening played instead." in made.err


def test_a_preview_lets_every_sound_be_heard(
    radio: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "sounds.mp3"

    shown = bulletin(capsys, "furniture", "preview", "--station", radio, "--voice", "tone", "--out", out)

    assert shown.status == 0
    assert shown.out.strip() == str(out)
    heard = bulletin(capsys, "measure", out, "--json").record
    assert [chapter["title"] for chapter in heard["chapters"]] == [
        "Opening",
        "Separator",
        "Time signal",
        "Close",
    ]
    assert heard["fit"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            'openning = "opening.wav"\n',
            "there is no key 'openning'. The keys are: label, pips, opening, separator",
        ),
        ('opening = "gone.wav"\n', "there is no file 'gone.wav' for opening"),
        ('opening = "../../bulletin.toml"\n', "lies outside of the folder of the set. Copy it there."),
        ("opening = 3\n", 'opening = 3 is not "packaged", "none" or the name of a file'),
        ("opening = \n", "cannot be read"),
    ],
)
def test_a_mistake_in_a_sound_set_is_one_line(
    told: str, said: str, radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    choose(radio, told)

    made = bulletin(capsys, "make", "--demo", "--station", radio, *QUICK)

    assert made.status == 2
    assert said in made.err
    assert len(made.err.splitlines()) == 1


def test_a_set_that_is_not_there_names_those_that_are(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = bulletin(capsys, "furniture", "preview", "--station", radio, "--set", "christmas")

    assert shown.status == 2
    assert "Sets of this station: packaged, ours." in shown.err


def test_check_looks_at_the_sounds(radio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (radio / "sounds" / "ours" / "music.mp3").write_bytes(b"no music")

    looked = bulletin(capsys, "check", "--station", radio, "--offline")

    assert "opening.wav, 2.0 s" in looked.out + looked.err
    assert "music.mp3 holds no sound that can be read" in looked.out + looked.err
