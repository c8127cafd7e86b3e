"""
Soak: two hundred hourly slots on a fast clock over the change to summer time, most of them with a fault.

    python bench/soak.py                    the table of docs/reliability.md
    python bench/soak.py --slots 50 --seed 7

What is on air is judged by the two live names and the papers of the edition itself, never by the record.
Linux; as root the disk is full for real.
"""

from __future__ import annotations

import argparse
import logging
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from soak_faults import FAULTS
from soak_station import LONDON, Heard, Soaked, at_outlet, new_station

from bulletin.schedule.slots import Slot, slots

SLOTS = 200
START = datetime(2027, 3, 25, 12, 30, tzinfo=LONDON)
"""A Thursday; the clocks go forward on the Sunday."""
PARTS = 2
"""Stations at a time: a run mostly waits for ffmpeg and the disk."""
DISK_MB = 64
NEEDS_DISK = "the disk is full"
HOLDS_MINUTES = (7, 45)
"""A fault is over that long after the mark: soon, or when the hour is nearly over."""


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What came of one slot."""

    slot: Slot
    fault: str
    at_mark: str = ""
    was_heard: bool = False
    """Whether its bulletin was live at any time."""
    wrongs: list[str] = field(default_factory=list)

    @property
    def ended(self) -> str:
        """One word: on time, late, or filled."""
        return "on time" if self.at_mark == "on time" else "late" if self.was_heard else "filled"


def soak(folder: Path, *, count: int, seed: int, start: datetime, tell: bool = False) -> tuple[Outcome, ...]:
    """Take a station through slots; return what came of each."""
    dice = random.Random(seed)
    soaked = new_station(folder, at=start, dice=dice)
    outcomes = []
    with _disk(folder / "output") as is_disk:
        programme = soaked.station.programme("news")
        due = slots(programme, LONDON, start, start + timedelta(hours=count + 2))[:count]
        for slot, name in zip(due, _drawn(count, dice, is_disk=is_disk), strict=True):
            outcomes.append(_one(soaked, slot, name))
            if tell:
                print(
                    f"{slot.airs_at:%a %H:%M} {name}: {outcomes[-1].ended} {outcomes[-1].wrongs or ''}",
                    flush=True,
                )
        _at_the_end(soaked, outcomes[-1])
    return tuple(outcomes)


def _one(soaked: Soaked, slot: Slot, name: str) -> Outcome:
    outcome, mark = Outcome(slot=slot, fault=name), slot.airs_at.astimezone(UTC)
    over = soaked.dice.choice(HOLDS_MINUTES)
    _at(soaked, mark - timedelta(minutes=12))
    with ExitStack() as holding:
        holding.enter_context(FAULTS[name][1](soaked))
        for minute in (-10, -5, 0, 5, 20, 40):
            _at(soaked, mark + timedelta(minutes=minute))
            if minute == 0:
                outcome.at_mark = _judge(soaked.listen(), slot, outcome)
            if minute > over:
                holding.close()
            soaked.tick()
            soaked.forward(seconds=10)
            heard = soaked.listen()
            outcome.was_heard |= _judge(heard, slot, outcome) == "on time"
            if soaked.is_off:
                continue
            if (played := at_outlet(soaked)).fault:
                outcome.wrongs.append(f"{played.fault} at the outlet at {played.at.astimezone(LONDON):%H:%M}")
            if heard.fault == "left at the live names":
                outcome.wrongs.append(f"{heard.fault} at {heard.at.astimezone(LONDON):%H:%M}")
    if soaked.places.feed.exists() and soaked.places.feed.read_text(encoding="utf-8").count("<item>") > 2:
        outcome.wrongs.append("the feed offers more than this edition and the one before")
    return outcome


def _judge(heard: Heard, slot: Slot, outcome: Outcome) -> str:
    if heard.fault and heard.kind != "music":
        outcome.wrongs.append(f"{heard.fault} at {heard.at.astimezone(LONDON):%H:%M}")
    is_ours = heard.kind == "bulletin" and heard.slot == slot.airs_at
    return "on time" if is_ours else heard.kind


def _at_the_end(soaked: Soaked, last: Outcome) -> None:
    """Add to the last slot what is wrong with the whole."""
    for before, after in zip(soaked.heard, soaked.heard[1:], strict=False):
        same = before.kind == after.kind == "bulletin" and before.slot == after.slot
        if same and before.sha256 != after.sha256:
            last.wrongs.append(f"the slot of {after.slot} was on air twice")
    if parts := list((soaked.folder / "output").rglob("*.part")):
        last.wrongs.append(f"half files are left: {parts}")


def _at(soaked: Soaked, moment: datetime) -> None:
    """Let it be that time; where a run took longer, it is later already."""
    soaked.at = max(soaked.at, moment)


def _drawn(count: int, dice: random.Random, *, is_disk: bool) -> list[str]:
    names = [name for name in FAULTS if is_disk or name != NEEDS_DISK]
    drawn = [name for name in names for _ in range(round(FAULTS[name][0] * count / SLOTS) or 1)]
    dice.shuffle(drawn)
    return [*drawn[:count], *["none"] * (count - len(drawn))]


@contextmanager
def _disk(folder: Path) -> Iterator[bool]:
    """Lend a small disk, where we may mount one."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(folder)]
    is_ours = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield is_ours
    finally:
        if is_ours:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def table(outcomes: Sequence[Outcome]) -> str:
    """Lay the outcomes out by fault."""
    rows = [
        "| fault | slots | on time | late | filled | stale, double, broken |",
        "|---|---|---|---|---|---|",
    ]
    for name in (*FAULTS, "all"):
        mine = [one for one in outcomes if name in (one.fault, "all")]
        if mine:
            counts = [sum(one.ended == word for one in mine) for word in ("on time", "late", "filled")]
            wrong = sum(bool(one.wrongs) for one in mine)
            rows.append(f"| {name} | {len(mine)} | {' | '.join(map(str, counts))} | {wrong} |")
    return "\n".join(rows)


def main() -> int:
    """Soak, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--slots", type=int, default=SLOTS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", action="store_true", help="a line for each slot as it goes")
    told = parser.parse_args()
    logging.disable(logging.CRITICAL)
    began_s = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder, ThreadPoolExecutor(PARTS) as threads:
        parts = [
            threads.submit(
                soak, Path(folder) / str(part), count=told.slots // PARTS, seed=told.seed * PARTS + part,
                start=START + part * timedelta(hours=told.slots // PARTS), tell=told.each,
            )
            for part in range(PARTS)
        ]  # fmt: skip
        outcomes = [outcome for part in parts for outcome in part.result()]
    print(table(outcomes))
    wrongs = [
        f"{one.slot.airs_at:%d %B %H:%M}, {one.fault}: {wrong}" for one in outcomes for wrong in one.wrongs
    ]
    print("\n".join(wrongs))
    print(f"{len(outcomes)} slots in {time.monotonic() - began_s:.0f} s, seed {told.seed}")
    return 1 if wrongs else 0


if __name__ == "__main__":
    sys.exit(main())
