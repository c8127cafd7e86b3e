"""`bulletin summarise`: what would be kept, and why."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import bulletin

Keep = Callable[..., dict[str, Any]]
FAIR = "The fair at Thornbury Vale opens on Friday."
BACKGROUND = (
    "Nobody knew for certain who had thought of it first, and the old men who sat outside under the trees "
    "told one another longer and longer tales of how it had been when they were young."
)


@pytest.fixture
def keep(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Keep:
    """Run the command on one article, away from any station."""
    monkeypatch.chdir(tmp_path)

    def run(paragraphs: Sequence[str], words: int, *options: str | Path) -> dict[str, Any]:
        row = json.dumps({"id": "fair", "title": "Fair opens", "paragraphs": paragraphs})
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(row.encode())))
        return bulletin(capsys, "summarise", "--jsonl", "--words", str(words), *options).record

    return run


def test_a_list_item_without_its_bullet_is_kept_whole(keep: Keep) -> None:
    assert keep([FAIR, "- Visitors should come on foot."], 30)["keep"] == [0, 1]


def test_a_shortened_paragraph_is_said_but_not_kept_whole(keep: Keep) -> None:
    row = keep([FAIR, "Rides stand by the river. Stalls stand in the square beside the old hall."], 14)

    assert row["keep"] == [0]
    assert row["text"].endswith("Rides stand by the river.")
    assert row["edits"] == ["later sentences left out"]


def test_who_is_heard_is_told(keep: Keep) -> None:
    said = [
        "Rosa Fenwick said it was warm by the river.",
        "Owen Price said he was glad of the sun and the wind.",
    ]

    row = keep([FAIR, *said], 18)

    assert (row["heard"], row["not_heard"]) == (["Rosa Fenwick"], ["Owen Price"])


def test_what_to_do_comes_first_in_the_stations_own_place(keep: Keep, tmp_path: Path) -> None:
    station = tmp_path / "radio"
    station.mkdir()
    (station / "bulletin.toml").write_text('[station]\nname = "Vale"\nplace = "Thornbury Vale"\n', "utf-8")
    colour = (
        "Lanterns in red and gold paper, made by hand on 3 May, cost £9 near the Wend, in all of the colours."
    )
    advice = (
        "Visitors must bring their own lanterns and should not ring the old bell by the gate, and need boots."
    )
    rest = (colour, advice, BACKGROUND)

    at_home = keep([FAIR, *rest], 30, "--station", station)["keep"]
    elsewhere = keep([FAIR.replace("Thornbury Vale", "Marsh"), *rest], 30, "--station", station)["keep"]

    assert at_home == [0, 2]
    assert elsewhere == [0, 1]
