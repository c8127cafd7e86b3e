"""Tidying: dated names of folder outlets leave with the days that the station no longer keeps."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bulletin.publish.outlets.pruning import prune_dated
from bulletin.schedule.tidying import tidy
from tests.schedule.conftest import Radio, settings_of

FIXED = {"programme": "news", "station": "Radio Wend", "cart": "17"}


@pytest.mark.parametrize(
    ("template", "old", "young"),
    [
        ("{programme}-{date}-{time}.mp3", "news-2027-01-01-1300.mp3", "news-2027-02-20-1300.mp3"),
        ("{year}/{month}/{day}-{hour}.wav", "2027/01/01-13.wav", "2027/02/20-13.wav"),
        (
            "{date}/{programme}-{date}.json",
            "2027-01-01/news-2027-01-01.json",
            "2027-02-20/news-2027-02-20.json",
        ),
    ],
)
def test_dated_names_of_days_that_are_not_kept_go(
    template: str, old: str, young: str, tmp_path: Path
) -> None:
    for name in (old, young, "news.mp3", "mine-2027-01-01.mp3", "news-2027-13-45-1300.mp3"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")

    gone = prune_dated(tmp_path, template, before=date(2027, 2, 1), fixed=FIXED)

    assert gone == 1
    assert not (tmp_path / old).exists()
    assert (tmp_path / young).exists()
    assert (tmp_path / "news.mp3").exists() and (tmp_path / "mine-2027-01-01.mp3").exists()


@pytest.mark.parametrize("template", ["{programme}.mp3", "{weekday}-{time}.mp3", "{month}-{day}.mp3"])
def test_names_that_are_used_again_stay(template: str, tmp_path: Path) -> None:
    for name in ("news.mp3", "mon-1300.mp3", "01-01.mp3"):
        (tmp_path / name).write_bytes(b"x")

    assert prune_dated(tmp_path, template, before=date(2030, 1, 1), fixed=FIXED) == 0


def test_a_tick_prunes_the_folder_outlet_and_leaves_the_live_day(radio: Radio) -> None:
    radio.put_on_air()
    playout = radio.folder / "playout"
    playout.mkdir()
    for name in ("2027-01-01.mp3", "2027-03-01.mp3", "2027-02-28.mp3"):
        (playout / name).write_bytes(b"x")
    outlet = '[[outlet]]\nname = "play"\nkind = "folder"\nfolder = "playout"\nnames = ["{date}.mp3"]\n'
    (radio.folder / "bulletin.toml").write_text(settings_of(more=outlet), encoding="utf-8")

    with radio.ledger() as ledger:
        tidy(radio.station, ledger, now=radio.clock())
        in_weeks = sorted(path.name for path in playout.iterdir())
        radio.clock.forward(days=60)
        tidy(radio.station, ledger, now=radio.clock())

    assert in_weeks == ["2027-02-28.mp3", "2027-03-01.mp3"]
    assert [path.name for path in playout.iterdir()] == ["2027-03-01.mp3"]
