"""The tick: what is due is made, what is stale is withdrawn. Harmless at any rate and from anywhere."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bulletin.config.settings import ProgrammeTable
from bulletin.config.station import Station
from bulletin.edition.welcome import NOTICE_MODE
from bulletin.errors import BulletinError, Exit
from bulletin.publish.live import CLOCK_TOLERANCE, read_live
from bulletin.publish.off_air import OffAir
from bulletin.publish.places import RUN_LOCK
from bulletin.schedule.causes import air_cause, outlet_cause
from bulletin.schedule.claiming import LONGEST_RUN, has_lived, is_alive_elsewhere
from bulletin.schedule.ledger import Ledger
from bulletin.schedule.missed import note_missed, note_notice
from bulletin.schedule.orders import due_slot, require_clock
from bulletin.schedule.slots import Slot, is_scheduled
from bulletin.schedule.stopping import agree, enforce
from bulletin.schedule.supplying import may_supply, supply
from bulletin.schedule.tidying import tidy
from bulletin.schedule.withdrawing import Withdrawn, places_of, withdraw
from bulletin.store import Outcome, SlotRow
from bulletin.system.locks import is_free
from bulletin.system.programs import run

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Start = Callable[[Slot], int]
"""Makes a slot's bulletin, in another process; gives its exit status."""

# A slot that ended badly is tried again while it is valid, but not without a pause.
TRY_AGAIN_AFTER = timedelta(minutes=5)
# The least pause between two tries of this process, whatever the record says.
LEAST_PAUSE_S = 60.0
# What was made well and then taken off, by a stop that is over, say, is back at the next tick; but if it is
# taken off each time, not at every tick.
QUICK_TRIES = 4
POLL_S = 1.0
SETTINGS = "the settings"
"""The cause of an alert while a person has a mistake in them."""
BAD = (Outcome.FILLER, Outcome.FAILED, Outcome.MISSED)
# The worst first; a run that found the lock taken is no news.
WORST = (Exit.FAILED, Exit.DEADLINE, Exit.MISUSE, Exit.NOTHING_FIT, Exit.WITH_LOSS)


@dataclass(slots=True)
class Keeper:
    """Keeps a station on time: one look after another, while the runs that a look started are at work."""

    start: Start
    now: Clock
    statuses: list[int] = field(default_factory=list)
    """How the runs that have ended did."""
    _at_work: dict[str, threading.Thread] = field(default_factory=dict)
    _tried: dict[tuple[str, float], float] = field(default_factory=dict)

    @property
    def is_busy(self) -> bool:
        """Whether a run that this keeper started is at work."""
        return any(thread.is_alive() for thread in self._at_work.values())

    def wait(self) -> None:
        """Wait for the runs that are at work."""
        for thread in self._at_work.values():
            thread.join()

    def look(self, station: Station, ledger: Ledger) -> tuple[Slot, ...]:
        """Withdraw what is stale, write down what was missed, start what is due; return what was started."""
        now = self.now()
        self._tell_of_settings(station, ledger)
        off_air = self._safely(ledger, "off air", lambda: agree(station, ledger))
        if isinstance(off_air, OffAir):
            self._safely(ledger, "off air", lambda: enforce(station, now=now))
        started: list[Slot] = []
        for programme in station.settings.programme:
            self._withdraw(station, ledger, programme, now)
            self._supply(station, ledger, programme, now)
            if is_scheduled(programme):
                self._note_missed(station, ledger, programme, now, off_air)
                if not isinstance(off_air, OffAir):
                    started += self._start_due(station, ledger, programme, now)
        ledger.tell_of_store()
        return tuple(started)

    def _tell_of_settings(self, station: Station, ledger: Ledger) -> None:
        if station.fault:
            ledger.trouble(SETTINGS, f"{station.fault}\nUntil it is mended, the settings of before hold.")
            self.statuses.append(Exit.MISUSE)
        else:
            ledger.well(SETTINGS, "The settings can be read again.")

    def _withdraw(self, station: Station, ledger: Ledger, programme: ProgrammeTable, now: datetime) -> None:
        left = self._safely(
            ledger, f"the live names of {programme.name}", lambda: withdraw(station, programme.name, now=now)
        )
        if not isinstance(left, Withdrawn):
            return
        if left.was_stale:
            ledger.event(None, "withdrawn", f"{programme.name} had expired; the filler is live")
        for skip in left.by_hand:
            ledger.event(None, "by hand", skip.line)
        cause = f"the filler at outlets of {programme.name}"
        if left.failed:
            lines = "\n".join(skip.line for skip in left.failed)
            ledger.trouble(cause, f"What has expired may still be played there: {lines}")
        elif left.asked:
            ledger.well(cause, "The outlets have the filler now.")

    def _supply(self, station: Station, ledger: Ledger, programme: ProgrammeTable, now: datetime) -> None:
        if self._is_at_work(programme.name) or not may_supply(station, programme.name):
            return
        what = f"the outlets of {programme.name}"
        have = self._safely(ledger, what, lambda: supply(station, programme.name, now=now))
        for name in have if isinstance(have, tuple) else ():
            ledger.well(outlet_cause(programme.name, name), f"outlet {name}: it has the bulletin now")

    def _is_at_work(self, programme: str) -> bool:
        thread = self._at_work.get(programme)
        return thread is not None and thread.is_alive()

    def _note_missed(
        self, station: Station, ledger: Ledger, programme: ProgrammeTable, now: datetime, off_air: object
    ) -> None:
        why = f"off air by {off_air.by}: {off_air.reason}" if isinstance(off_air, OffAir) else "nothing ran"
        missed = note_missed(programme, station, ledger, now=now, why=why)
        if missed and not isinstance(off_air, OffAir):
            times = ", ".join(f"{slot.airs_at:%H:%M on %d %B}" for slot in missed[:3])
            ledger.trouble(
                air_cause(programme.name),
                f"{len(missed)} of {programme.name} were missed, the last for {times}: nothing ran then.",
            )

    def _start_due(
        self, station: Station, ledger: Ledger, programme: ProgrammeTable, now: datetime
    ) -> Iterator[Slot]:
        slot = due_slot(programme, station, now)
        if slot is None or not self._may_try(slot):
            return
        row = ledger.ask(lambda store: store.slot(slot.programme, slot.airs_at), otherwise=None)
        if has_notice(slot, station, now=now):
            if row is None:
                note_notice(slot, ledger)
            return
        if not wants_run(slot, row, station, now=now):
            return
        try:
            require_clock(now)
        except BulletinError as error:
            ledger.trouble("the clock", str(error))
            return
        ledger.well("the clock", "The clock of this machine is right again.")
        self._tried[slot.programme, slot.airs_at.timestamp()] = time.monotonic()
        thread = threading.Thread(target=self._run, args=(slot,), name=f"run {slot.programme}", daemon=True)
        self._at_work[slot.programme] = thread
        thread.start()
        yield slot

    def _may_try(self, slot: Slot) -> bool:
        if self._is_at_work(slot.programme):
            return False
        last_s = self._tried.get((slot.programme, slot.airs_at.timestamp()))
        return last_s is None or time.monotonic() - last_s >= LEAST_PAUSE_S

    def _run(self, slot: Slot) -> None:
        try:
            status = self.start(slot)
        except Exception:
            log.exception("the run of %s could not be started", slot.programme)
            status = Exit.FAILED
        self.statuses.append(status)

    def _safely(self, ledger: Ledger, what: str, act: Callable[[], object]) -> object:
        """Let a part that fails stop no other; people are told once, and once when it works again."""
        try:
            done = act()
        except (BulletinError, OSError) as error:
            ledger.trouble(what, f"{what}: {error}")
            self.statuses.append(Exit.FAILED)
            return None
        ledger.well(what, f"{what}: well again")
        return done


def tick(
    read: Callable[[], Station],
    *,
    start: Start,
    now: Clock,
    stay: timedelta = timedelta(0),
    sleep: Callable[[float], None] = time.sleep,
) -> Exit:
    """
    Do what is due, once, and wait for the runs that it starts; meanwhile nothing goes stale.

    Args:
        read: Reads the station's settings.
        start: Makes a slot's bulletin in another process.
        now: The clock.
        stay: How long to wait for what expires, so that it is withdrawn then and not at the next tick.
        sleep: Waits.

    Raises:
        MisuseError: The settings cannot be used.
    """
    keeper = Keeper(start=start, now=now)
    station, ends = read(), now() + stay
    with Ledger(station, now=now) as ledger:
        tidy(station, ledger, now=now())
    while True:
        with Ledger(station, now=now) as ledger:
            keeper.look(station, ledger)
        if keeper.is_busy:
            sleep(POLL_S)
        elif (expiry := next_expiry(station, now=now())) is not None and expiry < ends:
            sleep(max(POLL_S, (expiry - now()).total_seconds()))
        else:
            return worst(keeper.statuses)


def next_expiry(station: Station, *, now: datetime) -> datetime | None:
    """Tell when the first of the live bulletins expires; None where none is live."""
    lives = (read_live(places_of(station, programme.name)) for programme in station.settings.programme)
    return min((live.expires_at for live in lives if live is not None and live.is_fresh(now)), default=None)


def wants_run(slot: Slot, row: SlotRow | None, station: Station, *, now: datetime) -> bool:
    """
    Tell whether a due slot should be made now: its bulletin is not live, and nobody is at work on it.

    One that ended well and is not live, before its time is over, is made again: a notice, a stop or a tidy
    hand took its place, or a wrong clock made it. One that ended badly is tried again after a pause.
    """
    places = places_of(station, slot.programme)
    live = read_live(places)
    fresh = live if live is not None and live.is_fresh(now) else None
    if row is None:
        return fresh is None or fresh.slot != slot.airs_at
    if row.finished_at is None:
        # Dead, unless it holds the lock here or has not been at it for long elsewhere.
        lock_is_free = not places.root.is_dir() or is_free(places.root / RUN_LOCK)
        return lock_is_free and not is_alive_elsewhere(row, now=now)
    if fresh is not None and row.outcome not in BAD:
        # What is live was put there later, on purpose; else what was made is gone: the clock was put back.
        return fresh.slot != slot.airs_at and fresh.made_at < row.finished_at
    if row.finished_at > now + CLOCK_TOLERANCE:
        return True  # by a clock that was wrong
    has_paused = now - row.finished_at >= TRY_AGAIN_AFTER
    if row.outcome in BAD:
        return has_paused
    may_try = row.attempts < QUICK_TRIES
    return may_try if has_lived(row, now=now) else may_try or has_paused


def has_notice(slot: Slot, station: Station, *, now: datetime) -> bool:
    """Tell whether a typed notice is live in a slot's place."""
    live = read_live(places_of(station, slot.programme))
    return live is not None and live.is_fresh(now) and live.mode == NOTICE_MODE


def worst(statuses: Sequence[int]) -> Exit:
    """Choose the status that a person must know of."""
    return next((status for status in WORST if status in statuses), Exit.DONE)


def start_program(folder: Path, *, tell: Callable[[str], None] = lambda _: None) -> Start:
    """Make slots of a station by `bulletin run`, each in a process of its own; hand on what it says."""

    def start(slot: Slot) -> int:
        words = (
            "run", slot.programme, "--slot", slot.airs_at.isoformat(), "--station", str(folder.resolve()),
        )  # fmt: skip
        done = run([sys.executable, "-m", "bulletin", *words], timeout_s=LONGEST_RUN.total_seconds())
        for line in done.stderr.decode("utf-8", "replace").splitlines():
            log.info("run %s: %s", slot.programme, line)
            tell(f"{slot.programme}: {line}")
        return done.code

    return start
