"""The station's memory."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.edition.checks.finding import Finding, Visit, note, well
from bulletin.edition.memory import FILE_NAME, URL_SECRET, open_memory
from bulletin.errors import BulletinError

MISSING = "The bulletin is made without it, but nothing is remembered. Mend it, or rename it to start anew."


def look_at_database(visit: Visit) -> Iterator[Finding]:
    """Open the database; one that no run has made yet is not made here."""
    station = visit.station
    if station.folder is None:
        return
    elsewhere = bool(station.secrets.get(URL_SECRET) or station.settings.store.url)
    if not elsewhere and not (station.folder / FILE_NAME).exists():
        yield well("database", "not made yet; the first run makes it")
        return
    try:
        with open_memory(station, wait_s=2.0) as store:
            alerts = len(store.open_alerts())
    except BulletinError as error:
        yield note("database", str(error), MISSING)
        return
    where = "at its address" if elsewhere else str(station.folder / FILE_NAME)
    yield well("database", f"{where}{f', {alerts} alerts open' if alerts else ''}")
