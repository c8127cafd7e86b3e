"""Modes: one switch each, obeyed by what is live at once and by every bulletin until it is switched back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.cli import Ran, bulletin
from tests.support.hearing import tags_of
from tests.support.news import BRIDGE, CLINIC, Piece

VOTE = Piece(
    headline="Candidates meet in the market hall",
    paragraphs=(
        "Five candidates in the Elderby by-election meet in the market hall on Thursday evening.",
        "The doors open at half past six, and questions may be left with the town clerk.",
        "Polling day is a week later, from seven in the morning to ten at night.",
    ),
)
CAT = Piece(
    headline="Cat rides to the knitting club by bus",
    paragraphs=(
        "A cat from Marsh End has taken the number nine bus to a knitting club in Elderby all summer.",
        "The driver says the kitten of old has a seat of her own, and gets off at the right stop.",
        "The knitters have made her a scarf in the colours of the bus company.",
    ),
)
WHO = ("--by", "Jo Bell", "--reason", "polling day")


@pytest.fixture
def radio(station: Path) -> Path:
    (station / "bulletin.toml").write_text(
        '[station]\nname = "Radio Wend"\n[editorial]\nactions = { election = "allow" }\n'
        '[[source]]\nname = "copy"\naddress = "copy"\n'
        '[[programme]]\nname = "news"\nlength = "0:30-3:00"\nvoices = ["tone"]\n',
        encoding="utf-8",
    )
    (station / "copy").mkdir()
    for name, piece in (("vote", VOTE), ("cat", CAT), ("bridge", BRIDGE), ("clinic", CLINIC)):
        (station / "copy" / f"{name}.txt").write_text(piece.as_text(), encoding="utf-8")
    return station


def command(capsys: pytest.CaptureFixture[str], radio: Path, *words: str) -> Ran:
    return bulletin(capsys, *words, "--station", radio)


def live(radio: Path) -> dict[str, object]:
    told = json.loads((radio / "output" / "news" / "latest.json").read_text(encoding="utf-8"))
    assert isinstance(told, dict)
    return told


def headlines(radio: Path) -> set[str]:
    stories = live(radio)["stories"]
    assert isinstance(stories, list)
    return {story["headline"] for story in stories}


def test_an_election_takes_its_stories_off_at_once_and_keeps_them_off(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command(capsys, radio, "make")
    before = headlines(radio)

    switched = command(capsys, radio, "mode", "election", *WHO)
    at_once = headlines(radio)
    again = command(capsys, radio, "make", "--json")

    assert VOTE.headline in before
    assert switched.status == 0
    assert VOTE.headline in switched.err
    assert at_once == before - {VOTE.headline}
    assert live(radio)["mode"] == "election"
    assert "Mode: election" in tags_of(radio / "output" / "news" / "latest.mp3").comment
    assert VOTE.headline not in {story["headline"] for story in again.record["stories"]}


def test_a_time_of_mourning_has_quiet_sounds_and_no_light_item(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command(capsys, radio, "make")

    command(capsys, radio, "mode", "obituary", *WHO)

    assert CAT.headline not in headlines(radio)
    script = live(radio)["script"]
    assert isinstance(script, list)
    assert {item["name"] for item in script if item["kind"] == "cue"} == {"sombre"}


def test_in_an_incident_only_what_the_station_wrote_is_told(
    radio: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = radio / "bulletin.toml"
    page = tmp_path / "page.html"
    page.write_text(CLINIC.as_page(), encoding="utf-8")
    (radio / "copy" / "clinic.txt").unlink()
    settings.write_text(settings.read_text() + f'[[source]]\nname = "Echo"\naddress = "{page.as_uri()}"\n')
    settings.write_text(settings.read_text().replace(page.as_uri(), page.as_posix()))
    command(capsys, radio, "mode", "incident", *WHO)

    made = command(capsys, radio, "make", "--json")

    assert made.status == 0
    assert {story["article"] for story in made.record["stories"]}
    assert made.record["mode"] == "incident"


def test_back_in_normal_times_everything_is_told_again(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command(capsys, radio, "mode", "election", *WHO)
    command(capsys, radio, "make")
    during = headlines(radio)

    command(capsys, radio, "mode", "normal", *WHO)
    command(capsys, radio, "make")

    assert VOTE.headline not in during
    assert VOTE.headline in headlines(radio)
    assert live(radio)["mode"] == "automatic"


def test_when_nothing_is_left_the_filler_is_on_air(radio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("cat", "bridge", "clinic"):
        (radio / "copy" / f"{name}.txt").unlink()
    command(capsys, radio, "make")

    switched = command(capsys, radio, "mode", "election", *WHO)

    assert "the filler is on air" in switched.err
    assert live(radio)["mode"] == "filler"


def test_there_are_four_modes_and_no_other(radio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = command(capsys, radio, "mode", "party", *WHO)

    assert ran.status == 2
    assert "election" in ran.err
