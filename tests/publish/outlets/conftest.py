"""Editions and places to send them to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bulletin.model import Edition
from bulletin.publish.outlet import Surroundings
from tests.support.editions import keep_edition, write_sound
from tests.support.servers import PASSWORD

Secret = Callable[[str], str | None]


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One and a half seconds of bulletin."""
    return write_sound(tmp_path_factory.mktemp("sound") / "bulletin.mp3")


@pytest.fixture(scope="session")
def filler(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another sound."""
    return write_sound(tmp_path_factory.mktemp("sound") / "filler.mp3", hz=220)


@pytest.fixture
def edition(tmp_path: Path, sound: Path) -> Edition:
    """An edition that airs now."""
    return keep_edition(tmp_path / "output", sound, slot=datetime.now(UTC).replace(microsecond=0))


@pytest.fixture
def around(station: Path, tmp_path: Path) -> Surroundings:
    """A station that knows its passwords."""
    return Surroundings(
        station="Ward FM",
        folder=station,
        output=tmp_path / "output",
        contact="studio@ward.example",
        secret=lambda _: PASSWORD,
    )
