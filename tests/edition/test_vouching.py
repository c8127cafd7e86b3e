"""What a script says and its article does not is kept from the air, by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.edition import rooms
from tests.support.cli import bulletin
from tests.support.news import write_copy

Patch = pytest.MonkeyPatch
Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def forgetful(monkeypatch: Patch) -> None:
    """A script writer who gets one figure wrong."""
    honest = rooms.script_of

    def script_of(*words: object) -> object:
        script = honest(*words)  # type: ignore[arg-type]
        items = tuple(
            rooms.replace(item, text=item.text.replace("six weeks", "nine weeks"))
            if isinstance(item, rooms.Line)
            else item
            for item in script
        )
        return rooms.replace(script, items=items)

    monkeypatch.setattr(rooms, "script_of", script_of)


@pytest.mark.usefixtures("forgetful")
def test_a_story_that_is_not_told_as_its_article_has_it_is_held_by_name(
    tmp_path: Path, capsys: Capsys
) -> None:
    folder = write_copy(tmp_path / "copy")

    made = bulletin(capsys, "make", folder, "--engine", "tone", "--out", tmp_path / "out", "--json")

    (held,) = made.record["held"]
    assert "“nine” is not in the source" in held["why"]
    assert all("bridge" not in story["headline"].casefold() for story in made.record["stories"])
    assert not any("nine weeks" in line["text"] for line in made.record["lines"])


@pytest.mark.usefixtures("forgetful")
def test_the_time_of_a_story_that_is_held_goes_to_the_others(tmp_path: Path, capsys: Capsys) -> None:
    folder = write_copy(tmp_path / "copy")
    words = ["make", folder, "--engine", "tone", "--length", "1:00", "--out", tmp_path / "out", "--json"]

    made = bulletin(capsys, *words)

    assert len(made.record["held"]) == 1
    assert made.record["duration_s"] == pytest.approx(60, abs=0.1)


@pytest.mark.usefixtures("forgetful")
def test_a_preview_says_what_our_words_would_not_tell(station: Path, capsys: Capsys) -> None:
    write_copy(station / "copy")
    settings = (
        '[[source]]\nname = "copy"\naddress = "copy"\n[[programme]]\nname = "news"\nvoices = ["tone"]\n'
    )
    (station / "bulletin.toml").write_text(settings, encoding="utf-8")

    seen = bulletin(capsys, "preview", "--station", station)

    assert seen.status == 0, seen.err
    assert "Left out: Footbridge" in seen.out
    assert "“nine” is not in the source" in seen.out
    assert "bulletin release" not in seen.out
