"""The station's memory: which database is its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bulletin.config.station import Station
from bulletin.store import Store, open_store
from bulletin.system.clock import now as present

FILE_NAME = "bulletin.db"
URL_SECRET = "store.url"
"""An address with a password in it stands in the secrets."""


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
    url = station.secrets.get(URL_SECRET) or station.settings.store.url
    return open_store(url or (station.folder or station.output) / FILE_NAME, now=now, wait_s=wait_s)
