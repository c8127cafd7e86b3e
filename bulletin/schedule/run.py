"""Run: one slot of one programme, made and on air before its time, or the filler; and how it ended."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bulletin.config.station import Station
from bulletin.edition.again import send_on
from bulletin.edition.ladder import start_ladder
from bulletin.edition.make import make_edition, sweep
from bulletin.edition.order import Order, Tell, Tools
from bulletin.edition.record import to_record
from bulletin.edition.standin import keep_air_safe
from bulletin.errors import (
    BulletinError,
    DeadlineError,
    EngineError,
    Exit,
    LockedError,
    MisuseError,
    NothingFitError,
    OffAirError,
    OvertakenError,
    PublishError,
)
from bulletin.model import Edition
from bulletin.publish.live import read_live
from bulletin.publish.off_air import require_on_air
from bulletin.publish.places import RUN_LOCK
from bulletin.schedule.causes import OUTLET_PREFIX, air_cause
from bulletin.schedule.claiming import has_lived, take, who
from bulletin.schedule.gathering import NO_NEWS, Gatherer
from bulletin.schedule.ledger import Ledger
from bulletin.schedule.orders import day_of, deadline_of, require_clock
from bulletin.schedule.slots import Slot
from bulletin.schedule.watch import deadline
from bulletin.schedule.withdrawing import places_of, withdraw
from bulletin.store import Outcome, SlotRow
from bulletin.system.files import require_folder
from bulletin.system.locks import hold

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Sleep = Callable[[float], None]

# A share that was away for a moment, an engine that crashed: tried again from what was gathered and spoken.
MOST_TRIES = 3
TRY_AGAIN_S = 3.0
# What is live in time may still be on its way to outlets, some of which take it at the speed it plays.
OUTLETS_S = 900.0
# Copies behind a run that was killed; nothing plays then.
SEND_ON_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a run ended."""

    status: Exit
    said: str
    """One line for a person."""
    edition: Edition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One run at work: for which slot, and with what."""

    order: Order
    slot: Slot
    ledger: Ledger
    executor: Executor
    now: Clock
    tell: Tell = lambda _: None
    sleep: Sleep = time.sleep
    within: timedelta | None = None
    """How long it may take; without, to its deadline by the schedule."""
    before: SlotRow | None = None
    """What came of the slot earlier."""

    @property
    def name(self) -> str:
        """What the run is called in the record."""
        return f"{self.slot.programme} {self.slot.airs_at.isoformat()} by {who()} at {self.now().isoformat()}"


def run_slot(shift: Shift) -> Ended:
    """
    Make the bulletin of a slot, once.

    Raises:
        LockedError: Another run is at work on this programme, here or elsewhere.
        OffAirError: A person has taken the station off air.
        MisuseError: The output folder cannot be written.
    """
    order, slot = shift.order, shift.slot
    require_on_air(order.output)
    try:
        require_folder(order.places.root)
    except MisuseError as error:
        return _end(shift, Exit.MISUSE, Outcome.FAILED, str(error), run=shift.name)
    taken = f"Another run is making {slot.programme} in {order.places.root}. Wait for it to end."
    with hold(order.places.root / RUN_LOCK, taken=taken):
        sweep(order.places)
        if is_live(order, slot, now=shift.now()):
            return _was_live(shift)
        before = shift.ledger.ask(lambda store: store.slot(slot.programme, slot.airs_at), otherwise=None)
        if not take(shift.ledger, slot.programme, slot.airs_at, now=shift.now()):
            raise LockedError(f"Another machine is making {slot.programme} for {slot.airs_at:%H:%M}.")
        return _watched(replace(shift, before=before))


def _was_live(shift: Shift) -> Ended:
    """Where a run was killed between going live and saying so, its outlets may lack the bulletin still."""
    slot = shift.slot
    said = f"The {slot.programme} for {_named(slot)} was made already."
    row = shift.ledger.ask(lambda store: store.slot(slot.programme, slot.airs_at), otherwise=None)
    if row is None or row.finished_at is not None:
        return Ended(status=Exit.DONE, said=said)
    edition = send_on(
        shift.order.places, shift.order.station, slot=slot.airs_at, tell=shift.tell, within_s=SEND_ON_S
    )
    lost = [skip.line for skip in edition.skipped] if edition else []
    if edition:
        _tell_of_parts(shift, edition)
    outcome, status = (Outcome.WITH_LOSS, Exit.WITH_LOSS) if lost else (Outcome.MADE, Exit.DONE)
    return _end(
        shift, status, outcome, said, run=shift.name, edition=edition, note="\n".join(lost), by=row.claimed_by
    )


def refuse_slot(station: Station, slot: Slot, ledger: Ledger, error: BulletinError, *, now: Clock) -> Ended:
    """End a slot that cannot be ordered, for want of its voice, say: people are told, nothing stale stays."""
    live = read_live(places_of(station, slot.programme))
    said = f"No new {slot.programme} for {_named(slot)}. {error}"
    if live is not None and live.is_fresh(now()) and live.slot == slot.airs_at:
        return Ended(status=error.exit_code, said=said)
    with suppress(BulletinError, OSError):
        withdraw(station, slot.programme, now=now())
    if take(ledger, slot.programme, slot.airs_at, now=now()):
        ledger.ask(
            lambda store: store.finish(
                slot.programme, slot.airs_at, outcome=Outcome.FAILED, note=str(error), by=who()
            ),
            otherwise=False,
        )
    ledger.trouble(air_cause(slot.programme), said)
    return Ended(status=error.exit_code, said=said)


def is_live(order: Order, slot: Slot, *, now: datetime) -> bool:
    """Tell whether the bulletin of a slot is what is live now."""
    live = read_live(order.places)
    return live is not None and live.is_fresh(now) and live.slot == slot.airs_at


def _watched(shift: Shift) -> Ended:
    programme = shift.order.station.programme(shift.slot.programme)
    ends = deadline_of(programme, shift.slot, now=shift.now())
    seconds = (shift.within or ends - shift.now()).total_seconds()
    run = shift.name
    shift.ledger.ask(
        lambda store: store.log_run(
            run, programme=shift.slot.programme, by=who(), airs_at=shift.slot.airs_at
        ),
        otherwise=None,
    )
    with deadline(seconds, too_late=lambda asked: _too_late(shift, seconds, asked, run)):
        try:
            require_clock(shift.now())
            edition = _make(shift, seconds)
        except OvertakenError as error:
            return _end(shift, Exit.WITH_LOSS, Outcome.WITH_LOSS, str(error), run=run)
        except Exception as error:
            return _fail(shift, error, run=run)
    return _succeed(shift, edition, run=run)


def _make(shift: Shift, seconds: float) -> Edition:
    tools = Tools(
        executor=shift.executor,
        now=shift.now,
        tell=shift.tell,
        ladder=start_ladder(seconds),
        before_live=partial(_await_day, shift),
    )
    gatherer = Gatherer(shift.ledger, now=shift.now, sleep=shift.sleep)
    for tries_left in reversed(range(MOST_TRIES)):
        try:
            return make_edition(shift.order, tools, gather=gatherer)
        except (OffAirError, OvertakenError):
            raise
        except NothingFitError:
            if not gatherer.stretch(shift.order, tools):
                raise
        except (PublishError, EngineError) as error:
            if not tries_left:
                raise
            shift.tell(f"{error} Trying again in {TRY_AGAIN_S:.0f} s")
            shift.sleep(TRY_AGAIN_S)
    raise NothingFitError(f"No {shift.slot.programme} could be made for {_named(shift.slot)}.")


def _await_day(shift: Shift) -> None:
    """Wait for the day that the bulletin names: one for midnight is ready before."""
    while (left_s := (day_of(shift.slot) - shift.now()).total_seconds()) > 0:
        shift.sleep(min(left_s, 1.0))


def _succeed(shift: Shift, edition: Edition, *, run: str) -> Ended:
    record, ledger = to_record(edition), shift.ledger
    lost = [skip.line for skip in edition.skipped]
    ledger.ask(lambda store: store.aired(record), otherwise=None)
    for line in lost:
        ledger.event(run, "lost", line)
    if ledger.fault:
        lost.append(f"the record: {ledger.fault}")
    outcome, status = (Outcome.WITH_LOSS, Exit.WITH_LOSS) if lost else (Outcome.MADE, Exit.DONE)
    _tell_of_parts(shift, edition)
    said = f"The {shift.slot.programme} for {_named(shift.slot)} is on air until {edition.expires_at:%H:%M}."
    ended = _end(shift, status, outcome, said, run=run, edition=edition, note="\n".join(lost))
    ledger.ping()
    return ended


def _fail(shift: Shift, error: Exception, *, run: str) -> Ended:
    line, status = _in_words(error)
    before = shift.before
    if (
        isinstance(error, NothingFitError)
        and before
        and before.outcome
        and has_lived(before, now=shift.now())
    ):
        # It was heard to its end, and nothing can follow it in its slot: that is no trouble.
        keep_air_safe(shift.order, now=shift.now())
        return _end(shift, status, before.outcome, line, run=run, record=before.edition, note=before.note)
    outcome = Outcome.FILLER if isinstance(error, NothingFitError | DeadlineError) else Outcome.FAILED
    keep_air_safe(shift.order, now=shift.now())
    return _end(shift, status, outcome, line, run=run)


def _in_words(error: Exception) -> tuple[str, Exit]:
    """One line for a person; a fault of ours is in the log whole, and ends the slot with a word too."""
    if isinstance(error, BulletinError):
        return str(error), error.exit_code
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        return f"The machine refused: {error.strerror or error}{where}.", Exit.FAILED
    log.error("a fault of ours", exc_info=error)
    return f"Something went wrong inside bulletin: {type(error).__name__}. The log has it whole.", Exit.FAILED


def _too_late(shift: Shift, seconds: float, asked: int, run: str) -> Exit | float:
    """At the deadline, in another thread: the run itself may hang anywhere, also in the store."""
    if asked == 0 and is_live(shift.order, shift.slot, now=shift.now()):
        return OUTLETS_S
    keep_air_safe(shift.order, now=shift.now())
    with Ledger(shift.order.station, now=shift.now, wait_s=1.0) as ledger:
        late = replace(shift, ledger=ledger)
        if is_live(shift.order, shift.slot, now=shift.now()):
            line = "It is live; the other outlets took too long and were cut off."
            return _end(late, Exit.WITH_LOSS, Outcome.WITH_LOSS, line, run=run).status
        line = f"The bulletin was not ready after {seconds:.0f} s, so it was given up."
        ended = _end(late, Exit.DEADLINE, Outcome.FILLER, line, run=run)
    shift.tell(ended.said)
    return ended.status


def _end(
    shift: Shift,
    status: Exit,
    outcome: Outcome,
    line: str,
    *,
    run: str,
    edition: Edition | None = None,
    note: str = "",
    by: str | None = None,
    record: Mapping[str, Any] | None = None,
) -> Ended:
    """Write down how it ended, tell people if it is new to them, and say it in one line."""
    ledger, slot = shift.ledger, shift.slot
    on_air = outcome in (Outcome.MADE, Outcome.WITH_LOSS)
    said = line if on_air else f"{line}\n{_what_plays(shift)}"
    record = to_record(edition) if edition else record

    ledger.ask(
        lambda store: store.finish(
            slot.programme, slot.airs_at, outcome=outcome, edition=record, note=note or line, by=by or who()
        ),
        otherwise=False,
    )
    ledger.ask(lambda store: store.log_run(run, exit_code=int(status), note=line), otherwise=None)
    cause = air_cause(slot.programme)
    if on_air:
        ledger.well(cause, f"The {slot.programme} is on air again: {line}")
    else:
        ledger.trouble(cause, f"No new {slot.programme} for {_named(slot)}. {said}")
    ledger.tell_of_store()
    return Ended(status=status, said=said, edition=edition)


def _what_plays(shift: Shift) -> str:
    live = read_live(shift.order.places)
    if live is not None and live.is_fresh(shift.now()):
        until = live.expires_at.astimezone(shift.slot.airs_at.tzinfo)
        return f"The bulletin that is live stays until {until:%H:%M}."
    if live is not None and live.is_filler:
        return "The filler is on air."
    return f"Look at {shift.order.places.audio}: it could not be replaced."


def _tell_of_parts(shift: Shift, edition: Edition) -> None:
    """Tell people of outlets that fail and of sources that are silent, and of those that are well again."""
    lost = {skip.what: skip.line for skip in edition.skipped}
    names = [f"{OUTLET_PREFIX}{row.name}" for row in shift.order.station.settings.outlet]
    for what in (*names, f"{OUTLET_PREFIX}folder", NO_NEWS):
        cause = f"{shift.slot.programme}, {what}"
        if what in lost:
            shift.ledger.trouble(cause, lost[what])
        else:
            shift.ledger.well(cause, f"{what}: well again")


def _named(slot: Slot) -> str:
    return f"{slot.airs_at:%H:%M on %A} {slot.airs_at.day} {slot.airs_at:%B}"
