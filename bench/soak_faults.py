"""The soak's faults: what goes wrong around a slot, and how it ends."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from datetime import timedelta

from soak_station import Soaked

from bulletin.schedule.flash import put_notice
from bulletin.schedule.stopping import resume, stop

Fault = Callable[[Soaked], AbstractContextManager[None]]


@contextmanager
def nothing(_: Soaked) -> Iterator[None]:
    """A slot like any other."""
    yield


def inside(trouble: str) -> Fault:
    """Let something go wrong inside the runs."""

    @contextmanager
    def fault(soaked: Soaked) -> Iterator[None]:
        soaked.trouble = trouble
        yield
        soaked.trouble = ""

    return fault


@contextmanager
def killed(soaked: Soaked) -> Iterator[None]:
    """kill -9 at a random moment, once to three times."""
    soaked.kills = soaked.dice.randint(1, 3)
    yield
    soaked.kills = 0


@contextmanager
def no_source(soaked: Soaked) -> Iterator[None]:
    """No source gives anything, and what they gave earlier is forgotten."""
    news = soaked.folder / "news"
    news.rename(soaked.folder / "away")
    # Where the fault before took the database away, there is nothing to forget.
    with (
        suppress(sqlite3.OperationalError),
        closing(sqlite3.connect(soaked.folder / "bulletin.db", timeout=5)) as database,
        database,
    ):
        database.executescript("PRAGMA foreign_keys = ON; DELETE FROM appearances; DELETE FROM stories;")
    yield
    (soaked.folder / "away").rename(news)


@contextmanager
def kept_stories(soaked: Soaked) -> Iterator[None]:
    """No source gives anything, but they did."""
    news = soaked.folder / "news"
    news.rename(soaked.folder / "away")
    yield
    (soaked.folder / "away").rename(news)


@contextmanager
def junk(soaked: Soaked) -> Iterator[None]:
    """A file that is no article among the good ones."""
    file = soaked.folder / "news" / "broken.txt"
    file.write_bytes(bytes(range(256)) * 40)
    yield
    file.unlink()


@contextmanager
def outlet_gone(soaked: Soaked) -> Iterator[None]:
    """The share with the playout's folder is not there."""
    (soaked.folder / "playout").rename(soaked.folder / "unplugged")
    yield
    (soaked.folder / "unplugged").rename(soaked.folder / "playout")


@contextmanager
def disk_full(soaked: Soaked) -> Iterator[None]:
    """Not a byte is left on the disk of the output folder."""
    ballast = soaked.folder / "output" / "other"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(65536)):
            pass
    with ballast.open("ab", buffering=0) as file, suppress(OSError):
        while file.write(bytes(512)):
            pass
    yield
    ballast.unlink()


@contextmanager
def database_locked(soaked: Soaked) -> Iterator[None]:
    """Another program holds the database."""
    holder = sqlite3.connect(soaked.folder / "bulletin.db", isolation_level=None, timeout=5)
    holder.execute("BEGIN EXCLUSIVE")
    yield
    holder.execute("ROLLBACK")
    holder.close()


@contextmanager
def database_broken(soaked: Soaked) -> Iterator[None]:
    """The database is garbage, until a person moves it away."""
    for file in soaked.folder.glob("bulletin.db*"):
        file.unlink()
    (soaked.folder / "bulletin.db").write_bytes(os.urandom(20_000))
    yield
    (soaked.folder / "bulletin.db").unlink()


@contextmanager
def database_gone(soaked: Soaked) -> Iterator[None]:
    """The database was deleted: nobody knows what was made."""
    for file in soaked.folder.glob("bulletin.db*"):
        file.unlink()
    yield


@contextmanager
def live_names_gone(soaked: Soaked) -> Iterator[None]:
    """A tidy person has emptied the folder of the live names."""
    for name in soaked.dice.sample(("latest.mp3", "latest.json", "latest.expires", "feed.xml"), 2):
        (soaked.places.root / name).unlink(missing_ok=True)
    yield


@contextmanager
def output_gone(soaked: Soaked) -> Iterator[None]:
    """The whole output of the programme was deleted."""
    shutil.rmtree(soaked.places.root, ignore_errors=True)
    yield


@contextmanager
def typing_mistake(soaked: Soaked) -> Iterator[None]:
    """A person has made a mistake in the settings, and gone to lunch."""
    settings = soaked.folder / "bulletin.toml"
    good = settings.read_text(encoding="utf-8")
    settings.write_text(good.replace('every = "hour"', 'evry = "hour"'), encoding="utf-8")
    yield
    settings.write_text(good, encoding="utf-8")


@contextmanager
def clock_jumps(soaked: Soaked) -> Iterator[None]:
    """The clock is put wrong by hours, for one tick, and right again."""
    hours = soaked.dice.choice((-5, -2, 2, 7))
    soaked.forward(hours=hours)
    soaked.tick()
    soaked.forward(hours=-hours)
    yield


@contextmanager
def two_at_once(soaked: Soaked) -> Iterator[None]:
    """Two machines tick at the same moment."""
    ticks = [threading.Thread(target=soaked.tick) for _ in range(2)]
    soaked.forward(minutes=3)
    for thread in ticks:
        thread.start()
    for thread in ticks:
        thread.join()
    yield


@contextmanager
def power_cut(soaked: Soaked) -> Iterator[None]:
    """Nothing runs, over the mark."""
    soaked.is_off = True
    yield
    soaked.is_off = False


@contextmanager
def stopped(soaked: Soaked) -> Iterator[None]:
    """A person takes the station off air, and later puts it back."""
    with soaked.ledger() as ledger:
        stop(soaked.station, ledger, by="Jo", reason="soak", now=soaked.now)
    yield
    with soaked.ledger() as ledger:
        resume(soaked.station, ledger, by="Jo", now=soaked.now)


@contextmanager
def noticed(soaked: Soaked) -> Iterator[None]:
    """A person types a notice that is on air over the mark."""
    with ThreadPoolExecutor(2) as threads, soaked.ledger() as ledger:
        put_notice(
            "The main entrance is closed. Please use the side door.", by="Jo", station=soaked.station,
            programme="news", executor=threads, ledger=ledger, now=soaked.now, lasts=timedelta(minutes=25),
        )  # fmt: skip
    yield


FAULTS: Mapping[str, tuple[int, Fault]] = {
    "none": (36, nothing),
    "killed (-9) once to three times": (24, killed),
    "no source, nothing kept": (8, no_source),
    "no source, kept stories": (10, kept_stories),
    "a broken article": (8, junk),
    "the engine fails": (8, inside("engine fails")),
    "the engine hangs": (4, inside("engine hangs")),
    "ffmpeg is killed": (8, inside("ffmpeg dies")),
    "ffmpeg hangs": (4, inside("ffmpeg hangs")),
    "the disk is full": (8, disk_full),
    "the outlet is gone": (8, outlet_gone),
    "the database is locked": (8, database_locked),
    "the database is garbage": (5, database_broken),
    "the database was deleted": (5, database_gone),
    "live names were deleted": (6, live_names_gone),
    "the output was deleted": (4, output_gone),
    "a mistake in the settings": (6, typing_mistake),
    "the clock jumps for one tick": (8, clock_jumps),
    "two ticks at once": (8, two_at_once),
    "a power cut over the mark": (10, power_cut),
    "stopped and resumed by a person": (6, stopped),
    "a typed notice over the mark": (5, noticed),
}
"""With how many of two hundred slots each has."""
