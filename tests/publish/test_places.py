"""Dated folders."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bulletin.publish.places import Places

SLOT = datetime(2026, 11, 23, 7, 5, tzinfo=ZoneInfo("Europe/London"))


def test_an_edition_lies_under_its_date_and_minute(tmp_path: Path) -> None:
    folder = Places(root=tmp_path).claim(SLOT)

    assert folder == tmp_path / "2026-11-23" / "0705"
    assert folder.is_dir()


def test_a_second_edition_of_a_minute_gets_a_number(tmp_path: Path) -> None:
    places = Places(root=tmp_path)

    folders = [places.claim(SLOT).name for _ in range(3)]

    assert folders == ["0705", "0705-2", "0705-3"]
