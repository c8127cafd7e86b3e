"""Supplying: an outlet that was away gets what is live when it is back, not at the next slot."""

from __future__ import annotations

from datetime import datetime

from bulletin.config.station import Station
from bulletin.edition.again import read_kept
from bulletin.errors import BulletinError
from bulletin.publish.at_outlets import note_lacking, read_sent
from bulletin.publish.live import read_live
from bulletin.publish.outlet import outlets_of
from bulletin.publish.places import RUN_LOCK
from bulletin.publish.sending import send_all
from bulletin.schedule.withdrawing import places_of
from bulletin.system.locks import is_free

# A look waits for it; an outlet that takes longer is asked at the next.
WITHIN_S = 10.0


def may_supply(station: Station, programme: str) -> bool:
    """Tell whether an outlet lacks something, and no run is at work that may be sending."""
    places = places_of(station, programme)
    sent = read_sent(places)
    return sent is not None and bool(sent.lacking) and is_free(places.root / RUN_LOCK)


def supply(station: Station, programme: str, *, now: datetime) -> tuple[str, ...]:
    """
    Send what is live to the outlets that could not take it; name those that have it now.

    What plays at its own speed is left alone: its moment is over.

    Raises:
        BulletinError: The outlets of the station cannot be made.
    """
    places = places_of(station, programme)
    sent, live = read_sent(places), read_live(places)
    if sent is None or live is None or not live.is_fresh(now):
        return ()
    try:
        edition = read_kept(sent.record)
    except BulletinError:
        return ()
    if edition.audio is None or edition.slot != live.slot or edition.expires_at <= now:
        return ()
    outlets = [
        outlet
        for outlet in outlets_of(station, programme=programme)
        if outlet.name in sent.lacking and not getattr(outlet, "plays", False)
    ]
    receipts, _ = send_all(edition, outlets, within_s=WITHIN_S)
    have = tuple(receipt.outlet for receipt in receipts)
    if have:
        note_lacking(places, (name for name in sent.lacking if name not in have))
    return have
