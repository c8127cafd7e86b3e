"""The soak's runs: each in a process of its own, on a clock that is told, with a trouble inside."""

from __future__ import annotations

import logging
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bulletin.config.station import read_for_air
from bulletin.errors import BulletinError, EngineError, Exit
from bulletin.schedule.ledger import Ledger
from bulletin.schedule.orders import order_for
from bulletin.schedule.run import Shift, run_slot
from bulletin.schedule.slots import Slot
from bulletin.speak import lines as speaking
from bulletin.speak.job import SpeakJob
from bulletin.system.programs import find_ffmpeg

LEDGER_WAIT_S = 0.3
HANGS_S = 60.0
FOR_A_HANG_S = 1.5
"""The deadline of runs that hang: real seconds, for nothing shortens a hang."""


@dataclass(slots=True)
class Clock:
    """A clock that jumps over what is slept, and leaves word of it: a run may be killed at any moment."""

    at: datetime
    file: Path
    _began_s: float = field(default_factory=time.monotonic)

    def __call__(self) -> datetime:
        return self.at + timedelta(seconds=time.monotonic() - self._began_s)

    def sleep(self, seconds: float) -> None:
        """Jump."""
        self.at += timedelta(seconds=seconds)
        self.leave()

    def leave(self) -> None:
        """Write down what time it is."""
        written = self.file.with_suffix(".part")
        written.write_text(self().astimezone(UTC).isoformat())
        written.replace(self.file)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One run."""

    folder: Path
    slot: Slot
    at: datetime
    trouble: str
    clock_file: Path
    """Where the run leaves the time of its last jump, then of its end."""
    env: Mapping[str, str]


def work(job: Job) -> None:
    """Make a slot's bulletin, and end this process with the exit status of `bulletin run`."""
    logging.disable(logging.CRITICAL)
    os.environ.update(job.env)
    within = TROUBLES[job.trouble](job) if job.trouble else None
    clock = Clock(job.at, job.clock_file)
    status: int = Exit.FAILED
    threads = ThreadPoolExecutor(2)
    station = read_for_air(job.folder)
    with Ledger(station, now=clock, wait_s=LEDGER_WAIT_S) as ledger:
        try:
            status = run_slot(
                Shift(
                    order=order_for(station, job.slot, now=clock()),
                    slot=job.slot,
                    ledger=ledger,
                    executor=threads,
                    now=clock,
                    sleep=clock.sleep,
                    within=within,
                )
            ).status
        except BulletinError as error:
            status = error.exit_code
    clock.leave()
    os._exit(status)


def _no_clips(job: Job) -> None:
    """What was spoken before would be used, and no engine asked."""
    os.environ["BULLETIN_CACHE"] = tempfile.mkdtemp(dir=job.clock_file.parent)


def _engine_fails(job: Job) -> None:
    _no_clips(job)

    def render(job: SpeakJob) -> object:
        raise EngineError(f"{job.voice} does not speak today")

    vars(speaking)["render"] = render


def _engine_hangs(job: Job) -> timedelta:
    _no_clips(job)

    def render(_job: SpeakJob) -> object:
        time.sleep(HANGS_S)
        raise AssertionError

    vars(speaking)["render"] = render
    return timedelta(seconds=FOR_A_HANG_S)


def _ffmpeg(job: Job, script: str) -> None:
    program = job.clock_file.parent / "ffmpeg"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    os.environ["BULLETIN_FFMPEG"] = str(program)
    find_ffmpeg.cache_clear()


def _ffmpeg_dies(job: Job) -> None:
    _ffmpeg(job, "head -c 9000 >/dev/null; kill -9 $$")


def _ffmpeg_hangs(job: Job) -> timedelta:
    _ffmpeg(job, "exec sleep 60")
    return timedelta(seconds=FOR_A_HANG_S)


TROUBLES: Mapping[str, Callable[[Job], timedelta | None]] = {
    "engine fails": _engine_fails,
    "engine hangs": _engine_hangs,
    "ffmpeg dies": _ffmpeg_dies,
    "ffmpeg hangs": _ffmpeg_hangs,
}
