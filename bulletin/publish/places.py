"""Where editions lie: `output/<programme>/<date>/<HHMM>/`, and the live names above them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

LIVE_AUDIO = "latest.mp3"
LIVE_RECORD = "latest.json"
LIVE_FEED = "feed.xml"
LIVE_EXPIRY = "latest.expires"
RECORD_NAME = "edition.json"
RUN_LOCK = ".lock"
"""Held in a programme's folder while its bulletin is made."""
NOTICE_LOCK = ".notice.lock"
"""The same, of a notice that cannot wait for a run to end."""
MOST_IN_A_MINUTE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The folder of one programme."""

    root: Path

    @property
    def audio(self) -> Path:
        """What the playout plays."""
        return self.root / LIVE_AUDIO

    @property
    def record(self) -> Path:
        """A copy of the live edition's record."""
        return self.root / LIVE_RECORD

    @property
    def feed(self) -> Path:
        """The podcast feed."""
        return self.root / LIVE_FEED

    @property
    def expiry(self) -> Path:
        """Unix seconds after which the live audio must not be played."""
        return self.root / LIVE_EXPIRY

    @property
    def filler(self) -> Path:
        """The generated piece that plays when nothing fit is there."""
        return self.root / "filler.mp3"

    def claim(self, slot: datetime) -> Path:
        """Make the dated folder of an edition; the second one in a minute ends in -2."""
        day = self.root / slot.date().isoformat()
        day.mkdir(parents=True, exist_ok=True)
        minute = f"{slot:%H%M}"
        for count in range(1, MOST_IN_A_MINUTE):
            folder = day / (minute if count == 1 else f"{minute}-{count}")
            try:
                folder.mkdir()
            except FileExistsError:
                continue
            return folder
        raise FileExistsError(f"{day} holds {MOST_IN_A_MINUTE} editions of {minute}; remove some.")
