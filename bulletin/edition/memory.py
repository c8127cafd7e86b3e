"""The station's memory: which database is its own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from bulletin.config.station import Station
from bulletin.errors import BulletinError
from bulletin.system.clock import now as present

if TYPE_CHECKING:
    # Loading the database library takes a fifth of a second, and many a bulletin needs no memory.
    from bulletin.store import Store

log = logging.getLogger(__name__)

T = TypeVar("T")

FILE_NAME = "bulletin.db"
URL_SECRET = "store.url"
"""An address with a password in it stands in the secrets."""
# Nobody waits longer for another program's lock while a bulletin is due.
PATIENCE_S = 2.0


def open_memory(station: Station, *, now: Callable[[], datetime] = present, wait_s: float = 10.0) -> Store:
    """
    Open the store of a station: `[store] url`, else `bulletin.db` in its folder.

    Args:
        station: One without a folder keeps its memory beside what it makes.
        now: The clock.
        wait_s: How long to wait for another program's lock.

    Raises:
        BulletinError: It cannot be opened; the line says why.
    """
    from bulletin.store import open_store

    url = station.secrets.get(URL_SECRET) or station.settings.store.url
    return open_store(url or (station.folder or station.output) / FILE_NAME, now=now, wait_s=wait_s)


def has_memory(station: Station) -> bool:
    """Whether there is one to ask; looking does not make it."""
    if station.folder is None:
        return False
    elsewhere = station.settings.store.url or station.secrets.get(URL_SECRET)
    return bool(elsewhere) or (station.folder / FILE_NAME).exists()


def ask_memory(
    station: Station, question: Callable[[Store], T], otherwise: T, *, makes_it: bool = False
) -> T:
    """
    Ask the station's memory, where there is one.

    Args:
        station: Whose memory it is.
        question: What is asked.
        otherwise: The answer where it cannot be asked: a bulletin goes out all the same.
        makes_it: Whether the question is worth a new memory.
    """
    if not makes_it and not has_memory(station):
        return otherwise
    try:
        with open_memory(station, wait_s=PATIENCE_S) as store:
            return question(store)
    except BulletinError as error:
        log.warning("the station's memory could not be asked: %s", error)
        return otherwise
