"""What a script says and its article does not is kept from the air, by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.edition import rooms
from tests.support.cli import bulletin
from tests.support.news import write_copy


def test_a_story_that_is_not_told_as_its_article_has_it_is_held_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    honest = rooms.script_of

    def forgetful(*words: object) -> object:
        script = honest(*words)  # type: ignore[arg-type]
        items = tuple(
            rooms.replace(item, text=item.text.replace("six weeks", "nine weeks"))
            if isinstance(item, rooms.Line)
            else item
            for item in script
        )
        return rooms.replace(script, items=items)

    monkeypatch.setattr(rooms, "script_of", forgetful)
    folder = write_copy(tmp_path / "copy")

    made = bulletin(capsys, "make", folder, "--engine", "tone", "--out", tmp_path / "out", "--json")

    (held,) = made.record["held"]
    assert "“nine” is not in the source" in held["why"]
    assert all("bridge" not in story["headline"].casefold() for story in made.record["stories"])
    assert not any("nine weeks" in line["text"] for line in made.record["lines"])
