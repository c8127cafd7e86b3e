"""A station on time: its folder, a clock that tests set, and runs with an engine that hums."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bulletin.config.station import Station, read_for_air, read_station
from bulletin.edition.order import Order
from bulletin.errors import BulletinError
from bulletin.publish.live import Live, read_live
from bulletin.publish.places import Places
from bulletin.schedule.ledger import Ledger
from bulletin.schedule.orders import order_for
from bulletin.schedule.run import Ended, Shift, run_slot
from bulletin.schedule.slots import Slot
from bulletin.schedule.tick import Keeper
from bulletin.store import SlotRow
from tests.support.news import write_copy

LONDON = ZoneInfo("Europe/London")
START = datetime(2027, 3, 1, 12, 50, tzinfo=LONDON)
"""Ten minutes before the one o'clock slot of a Monday."""

HOURLY = 'every = "hour"'
COPY = '[[source]]\nname = "copy"\naddress = "news"\nmax_age = "2d"\n'


@dataclass
class Clock:
    """What time it is."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at.astimezone(UTC)

    def forward(self, **by: float) -> None:
        self.at = (self.at.astimezone(UTC) + timedelta(**by)).astimezone(LONDON)

    def sleep(self, seconds: float) -> None:
        self.forward(seconds=seconds)


@dataclass
class Radio:
    """A station that tests run."""

    folder: Path
    clock: Clock
    template: Path
    """A station that has made its one o'clock slot."""
    said: list[str] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    @property
    def station(self) -> Station:
        return read_station(self.folder)

    @property
    def places(self) -> Places:
        return Places(root=self.folder / "output" / "news")

    @property
    def live(self) -> Live:
        live = read_live(self.places)
        assert live is not None
        return live

    @property
    def record(self) -> dict[str, Any]:
        record: dict[str, Any] = json.loads(self.places.record.read_text(encoding="utf-8"))
        return record

    @property
    def is_fresh(self) -> bool:
        live = read_live(self.places)
        return live is not None and live.is_fresh(self.clock())

    @property
    def alerts(self) -> list[str]:
        """What people were told, one line each, in order."""
        told = self.folder / "told.txt"
        return told.read_text(encoding="utf-8").splitlines() if told.exists() else []

    def make_nothing_ahead(self) -> None:
        """For what runs by the real clock: a bulletin of midnight, made ahead, waits for its day."""
        settings = self.folder / "bulletin.toml"
        text = settings.read_text(encoding="utf-8")
        assert HOURLY in text
        settings.write_text(text.replace(HOURLY, f'{HOURLY}\nlead = "1s"'), encoding="utf-8")

    def ledger(self, *, wait_s: float = 0.3) -> Ledger:
        return Ledger(self.station, now=self.clock, wait_s=wait_s)

    def row(self, slot: Slot) -> SlotRow | None:
        with self.ledger() as ledger:
            none: SlotRow | None = None
            return ledger.ask(lambda store: store.slot(slot.programme, slot.airs_at), otherwise=none)

    def run(self, slot: Slot, change: Callable[[Order], Order] = lambda order: order) -> Ended:
        """Run a slot in this process."""

        def sleep(seconds: float) -> None:
            self.slept.append(seconds)
            self.clock.sleep(seconds)

        station = read_for_air(self.folder)
        with ThreadPoolExecutor(2) as threads, Ledger(station, now=self.clock, wait_s=0.3) as ledger:
            shift = Shift(
                order=change(order_for(station, slot, now=self.clock())),
                slot=slot,
                ledger=ledger,
                executor=threads,
                now=self.clock,
                tell=self.said.append,
                sleep=sleep,
            )
            return run_slot(shift)

    def start(self, slot: Slot) -> int:
        """Run a slot as the tick does, with its status for an answer."""
        try:
            return self.run(slot).status
        except BulletinError as error:
            return error.exit_code

    def put_on_air(self) -> None:
        """Have the one o'clock slot made already."""
        shutil.copytree(self.template / "output", self.folder / "output", dirs_exist_ok=True)
        shutil.copy2(self.template / "bulletin.db", self.folder)

    def look(self, keeper: Keeper) -> tuple[Slot, ...]:
        """Let a keeper look once and wait for what it starts."""
        with self.ledger() as ledger:
            started = keeper.look(self.station, ledger)
        keeper.wait()
        return started

    def keeper(self) -> Keeper:
        return Keeper(start=self.start, now=self.clock)


def slot_at(hour: int, minute: int = 0, *, day: int = 1, programme: str = "news") -> Slot:
    airs_at = datetime(2027, 3, day, hour, minute, tzinfo=LONDON)
    return Slot(programme=programme, airs_at=airs_at, local_date=airs_at.date())


ONE = slot_at(13)


def settings_of(*, when: str = HOURLY, sources: str = COPY, more: str = "") -> str:
    return (
        '[station]\nname = "Radio Wend"\nzone = "Europe/London"\n'
        f'{sources}[[programme]]\nname = "news"\nlength = "0:30"\nvoices = ["tone"]\n{when}\n{more}'
    )


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the one o'clock slot once for all tests that begin behind it."""
    folder = tmp_path_factory.mktemp("template")
    write_copy(folder / "news")
    (folder / "bulletin.toml").write_text(settings_of(), encoding="utf-8")
    assert Radio(folder=folder, clock=Clock(), template=folder).run(ONE).status == 0
    return folder


@pytest.fixture
def radio(tmp_path: Path, template: Path) -> Radio:
    """Lend a station with an hourly programme, three stories, and alerts that write a line each."""
    folder = tmp_path / "radio"
    write_copy(folder / "news")
    teller = folder / "tell.py"
    teller.write_text(
        "import sys, pathlib\n"
        "with (pathlib.Path(__file__).parent / 'told.txt').open('a', encoding='utf-8') as told:\n"
        "    told.write(' | '.join(word.split('\\n')[0] for word in sys.argv[1:]) + '\\n')\n"
    )
    alerts = f'[alerts]\ncommand = ["{sys.executable}", "{teller.as_posix()}", "{{state}}", "{{cause}}", "{{text}}"]\n'
    (folder / "bulletin.toml").write_text(settings_of(more=alerts), encoding="utf-8")
    return Radio(folder=folder, clock=Clock(), template=template)
