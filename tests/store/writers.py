"""Programs that write into a store until they are done or killed: `python -m tests.store.writers NAME URL ...`."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from bulletin.errors import BulletinError
from bulletin.store import Outcome, open_store
from bulletin.store.schema import runs
from tests.support.paths import PROJECT

START = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


def count_up(url: str, times: str) -> None:
    """Read a number and write the next, again and again."""
    with open_store(url) as store:
        for _ in range(int(times)):
            with store._writing() as connection:
                number = int(connection.scalars(select(runs.c.note).where(runs.c.name == "counter")).one())
                connection.execute(update(runs).where(runs.c.name == "counter").values(note=str(number + 1)))


def claim_all(url: str, slots: str) -> None:
    """Claim slot after slot, and say which were ours."""
    with open_store(url) as store:
        for number in range(int(slots)):
            if store.claim("hourly", START + timedelta(hours=number), by=str(os.getpid())):
                say(number)


def air_for_ever(url: str, first: str) -> None:
    """Claim and finish one slot after another; say so once it is written."""
    with open_store(url) as store:
        number = int(first)
        while True:
            airs_at = START + timedelta(hours=number)
            store.claim("hourly", airs_at, by="writer")
            store.finish("hourly", airs_at, outcome=Outcome.MADE, edition={"sha256": "ab" * 32})
            say(number)
            number += 1


def fill_up(url: str, limit_bytes: str) -> None:
    """Write until the disk takes no more."""
    import resource

    if int(limit_bytes):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit_bytes), int(limit_bytes)))
    with open_store(url) as store:
        for number in range(100_000):
            try:
                store.event(None, "filling", f"{number} " + "x" * 2000)
            except BulletinError as error:
                say(number, error)
                return


def say(*words: object) -> None:
    """Tell whoever started us."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def start(name: str, *words: str) -> subprocess.Popen[str]:
    """Start one of the programs above."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.writers", name, *words],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


if __name__ == "__main__":
    {task.__name__: task for task in (count_up, claim_all, air_for_ever, fill_up)}[sys.argv[1]](*sys.argv[2:])
