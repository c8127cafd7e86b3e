"""The soak's station: an hourly programme on a clock that is told, and what its listeners hear."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from soak_folder import write_station
from soak_work import LEDGER_WAIT_S, Job, work

from bulletin.config.station import Station, read_for_air
from bulletin.errors import MisuseError
from bulletin.publish.places import Places
from bulletin.schedule import tick as ticking
from bulletin.schedule.ledger import Ledger
from bulletin.schedule.slots import Slot

LONDON = ZoneInfo("Europe/London")
POLL_S = 0.12
"""Real seconds between looks while a run is at work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a playout finds at one moment that reads the two live names as it should."""

    at: datetime
    kind: str
    """`bulletin`, `notice`, `filler`, or `music` where nothing may be played."""
    slot: datetime | None = None
    sha256: str = ""
    fault: str = ""
    """What is wrong with it: stale, not whole."""


@dataclass(slots=True, kw_only=True)
class Soaked:
    """A station, its clock and what it is made to suffer."""

    folder: Path
    at: datetime
    dice: random.Random
    trouble: str = ""
    """What goes wrong inside the next runs; a name of `soak_work.TROUBLES`."""
    kills: int = 0
    """How many of the next runs are killed."""
    whole_s: float = 1.0
    """How long a run takes: kills come within that."""
    is_off: bool = False
    """Whether the power is cut."""
    heard: list[Heard] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    """Exit statuses of ticks."""

    def now(self) -> datetime:
        """Tell the time."""
        return self.at

    @property
    def station(self) -> Station:
        """The station as its settings say, or said."""
        return read_for_air(self.folder)

    @property
    def places(self) -> Places:
        """Where its bulletins lie."""
        return Places(root=self.folder / "output" / "news")

    def ledger(self) -> Ledger:
        """Open its memory."""
        return Ledger(self.station, now=self.now, wait_s=LEDGER_WAIT_S)

    def forward(self, **by: float) -> None:
        """Let time pass."""
        self.at += timedelta(**by)

    def tick(self) -> None:
        """Do what `bulletin tick` does; a run is a process of its own."""
        if self.is_off:
            return
        try:
            status = ticking.tick(lambda: self.station, start=self._start, now=self.now, sleep=_nap)
        except MisuseError as error:
            status = error.exit_code
        self.statuses.append(status)

    def listen(self) -> Heard:
        """Find what a playout would start now, and note it."""
        self.heard.append(listen(self.places, self.at))
        return self.heard[-1]

    def _start(self, slot: Slot) -> int:
        clock = self.folder / "tmp" / "clock"
        clock.unlink(missing_ok=True)
        job = Job(
            folder=self.folder, slot=slot, at=self.at, trouble=self.trouble, clock_file=clock,
            env={"BULLETIN_CACHE": os.environ["BULLETIN_CACHE"]},
        )  # fmt: skip
        process = FRESH.Process(target=work, args=(job,))
        process.start()
        if self.kills:
            self.kills -= 1
            process.join(self.dice.uniform(0, self.whole_s))
            process.kill()
        process.join()
        if clock.exists():
            self.at = max(self.at, datetime.fromisoformat(clock.read_text()))
        return process.exitcode if process.exitcode is not None else 1


# A fresh process that has everything loaded: a real run's second of loading would be most of the soak.
FRESH = multiprocessing.get_context("forkserver")


def new_station(folder: Path, *, at: datetime, dice: random.Random) -> Soaked:
    """Make a station folder, and the process that its runs are forked from."""
    write_station(folder)
    os.environ.setdefault("BULLETIN_CACHE", tempfile.mkdtemp(prefix="soak-clips-"))
    # The forking process looks for its modules there alone.
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    # Another program's lock is waited for in real seconds.
    vars(ticking)["Ledger"] = partial(Ledger, wait_s=LEDGER_WAIT_S)
    FRESH.set_forkserver_preload(["soak_warm"])
    return Soaked(folder=folder, at=at.astimezone(UTC), dice=dice)


def at_outlet(soaked: Soaked) -> Heard:
    """Find what a playout would start that reads the outlet's file and no expiry."""
    played, places = soaked.folder / "playout" / "news.mp3", soaked.places
    if not played.is_file():
        return Heard(at=soaked.at, kind="music")
    sha256 = hashlib.sha256(played.read_bytes()).hexdigest()
    if sha256 == hashlib.sha256(places.filler.read_bytes()).hexdigest():
        return Heard(at=soaked.at, kind="filler")
    return _judged(places, sha256, soaked.at)


def listen(places: Places, now: datetime) -> Heard:
    """Find what may be played: the audio, where its expiry has not passed."""
    try:
        expires = datetime.fromtimestamp(int(places.expiry.read_text()), UTC)
        sha256 = hashlib.sha256(places.audio.read_bytes()).hexdigest()
    except (OSError, ValueError):
        return Heard(at=now, kind="music")
    if expires <= now:
        return Heard(at=now, kind="music", sha256=sha256, fault="left at the live names")
    if sha256 == hashlib.sha256(places.filler.read_bytes()).hexdigest():
        return Heard(at=now, kind="filler", sha256=sha256)
    return _judged(places, sha256, now)


def _judged(places: Places, sha256: str, now: datetime) -> Heard:
    """Compare a bulletin with its own papers, not with what the live names say of it."""
    for path in places.root.glob("20*/*/edition.json"):
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["sha256"] == sha256:
            slot = datetime.fromisoformat(record["slot"])
            is_over = datetime.fromisoformat(record["expires_at"]) <= now
            other_day = slot.astimezone(LONDON).date() != now.astimezone(LONDON).date()
            return Heard(
                at=now, kind="notice" if record["mode"] == "notice" else "bulletin", slot=slot,
                sha256=sha256, fault="stale" if is_over or other_day else "",
            )  # fmt: skip
    return Heard(at=now, kind="bulletin", sha256=sha256, fault="not whole")


def _nap(_: float) -> None:
    time.sleep(POLL_S)
