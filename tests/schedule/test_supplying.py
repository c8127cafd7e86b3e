"""Outlets that were away get what they missed when they are back: the bulletin, or the filler."""

from __future__ import annotations

import shutil
from pathlib import Path

from bulletin.edition.standin import withdraw_stale
from tests.schedule.conftest import HOURLY, ONE, Radio, slot_at

OUTLET = '[[outlet]]\nname = "play"\nkind = "folder"\nfolder = "play"\nnames = ["news.mp3"]\ntries = 1\n'


def on_air_for_three_minutes(radio: Radio) -> Path:
    """Have a bulletin on air that expires at three past, there and at an outlet; give the outlet's file."""
    (radio.folder / "play").mkdir()
    settings = radio.folder / "bulletin.toml"
    text = settings.read_text(encoding="utf-8").replace(HOURLY, 'at = ["13:00"]\nvalid_for = "3m"')
    settings.write_text(text + OUTLET, encoding="utf-8")
    radio.look(radio.keeper())
    radio.clock.at = slot_at(13, 4).airs_at
    return radio.folder / "play" / "news.mp3"


def test_outlets_get_the_filler_whoever_put_it_at_the_live_names(radio: Radio) -> None:
    played = on_air_for_three_minutes(radio)
    # A listener who asks for the file by HTTP does that, and a run that fails.
    assert withdraw_stale(radio.places, now=radio.clock(), programme="news", title="Radio Wend")

    radio.look(radio.keeper())

    assert played.read_bytes() == radio.places.filler.read_bytes()


def test_an_outlet_that_was_away_at_expiry_gets_the_filler_when_it_is_back(radio: Radio) -> None:
    played = on_air_for_three_minutes(radio)
    shutil.move(played.parent, radio.folder / "unplugged")
    for _ in range(2):
        radio.look(radio.keeper())
        radio.clock.forward(minutes=5)
    shutil.move(radio.folder / "unplugged", played.parent)
    radio.look(radio.keeper())
    changed = played.stat().st_mtime_ns

    radio.look(radio.keeper())

    assert played.read_bytes() == radio.places.filler.read_bytes()
    assert played.stat().st_mtime_ns == changed, "it was asked again without need"
    assert [line.split(" | ")[:2] for line in radio.alerts] == [
        ["trouble", "the filler at outlets of news"],
        ["well", "the filler at outlets of news"],
    ]


def test_an_outlet_that_was_away_when_the_bulletin_was_sent_gets_it_when_it_is_back(radio: Radio) -> None:
    settings = radio.folder / "bulletin.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + OUTLET, encoding="utf-8")
    radio.look(radio.keeper())
    away = radio.look(radio.keeper())
    (radio.folder / "play").mkdir()

    radio.look(radio.keeper())
    played = (radio.folder / "play" / "news.mp3").stat().st_mtime_ns
    radio.look(radio.keeper())

    assert away == ()
    assert (radio.folder / "play" / "news.mp3").read_bytes() == radio.places.audio.read_bytes()
    assert (radio.folder / "play" / "news.mp3").stat().st_mtime_ns == played, "it was sent again without need"
    assert radio.live.slot == ONE.airs_at
    assert [line.split(" | ")[:2] for line in radio.alerts] == [
        ["trouble", "news, outlet play"],
        ["well", "news, outlet play"],
    ]
