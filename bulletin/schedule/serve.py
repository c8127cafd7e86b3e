"""Serve: the clock and the HTTP address of the latest bulletin, in one process."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import FrameType

from bulletin.config.station import Station
from bulletin.errors import BulletinError, MisuseError
from bulletin.schedule.ledger import Ledger
from bulletin.schedule.serving import Listing, Server
from bulletin.schedule.tick import Keeper, Start
from bulletin.schedule.tidying import tidy

log = logging.getLogger(__name__)

TICK_S = 30.0
# Runs are short; while one is at work, what goes stale is withdrawn within this.
BUSY_TICK_S = 5.0
TIDY_EVERY = 120
"""Ticks: about an hour."""

Clock = Callable[[], datetime]


def keep_time(
    read: Callable[[], Station], *, start: Start, now: Clock, over: threading.Event, tick_s: float = TICK_S
) -> None:
    """
    Tick until it is over. Nothing that goes wrong in one tick stops the next.

    Args:
        read: Reads the station's settings; what a person changes holds from the next tick on.
        start: Makes a slot's bulletin in another process.
        now: The clock.
        over: Set from outside to end it.
        tick_s: Seconds between ticks.
    """
    keeper = Keeper(start=start, now=now)
    count = 0
    while not over.is_set():
        try:
            station = read()
            with Ledger(station, now=now) as ledger:
                keeper.look(station, ledger)
                if count % TIDY_EVERY == 0:
                    tidy(station, ledger, now=now())
        except BulletinError as error:
            log.error("this tick did nothing: %s", error)
        except Exception:
            log.exception("this tick failed")
        count += 1
        over.wait(min(tick_s, BUSY_TICK_S) if keeper.is_busy else tick_s)


@contextmanager
def serving(read: Callable[[], Station], *, host: str, port: int, now: Clock) -> Iterator[str]:
    """
    Answer listeners in the background; lend the address.

    Raises:
        MisuseError: The address cannot be taken.
    """
    try:
        server = Server((host, port), Listing(read, now=now))
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise MisuseError(
            f"Cannot serve at {host} port {port}: {reason}. Choose another with --port."
        ) from error
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True)
    thread.start()
    name = f"[{host}]" if ":" in host else host
    try:
        yield f"http://{name}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def until_told() -> Iterator[threading.Event]:
    """Lend an event that Ctrl-C or the system's word to end sets."""
    over = threading.Event()

    def end(_: int, __: FrameType | None) -> None:
        over.set()

    old = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield over
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)
