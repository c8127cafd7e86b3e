"""The stand-in: what plays when no edition is fit."""

from __future__ import annotations

import errno
import logging
import os
from contextlib import suppress
from datetime import datetime
from importlib.resources import files

from bulletin.edition.order import Order
from bulletin.errors import BulletinError
from bulletin.publish.live import changing_live, put_filler, read_live
from bulletin.publish.places import Places
from bulletin.system.files import write_whole

log = logging.getLogger(__name__)

BALLAST = ".ballast"
"""Beside the live names: room that is given up when the disk is full, for even the filler needs some."""
BALLAST_BYTES = 512 * 1024  # the packaged filler, its record, feed and expiry, and as much again for blocks


def require_filler(places: Places) -> None:
    """Put the packaged filler beside the live names, and at them where nothing is live yet."""
    if not places.filler.is_file():
        write_whole(places.filler, files("bulletin.publish").joinpath("filler.mp3").read_bytes())
    ballast = places.root / BALLAST
    if not ballast.is_file():
        with suppress(OSError):  # a disk that is full has no room to keep
            write_whole(ballast, os.urandom(BALLAST_BYTES))


def withdraw_stale(places: Places, *, now: datetime, programme: str, title: str) -> bool:
    """
    Put the filler at the live names where nothing fit is there; tell whether that was so.

    Raises:
        LockedError: Somebody else did not let go of the live names.
        BulletinError: A playout holds the live file open.
        OSError: The disk is full or the folder cannot be written.
    """
    if _is_fit(places, now):  # looked at twice, so that the usual case needs no lock
        return False
    places.root.mkdir(parents=True, exist_ok=True)
    with changing_live(places):
        if _is_fit(places, now):
            return False
        put_stand_in(places, now=now, programme=programme, title=title)
    return True


def put_stand_in(places: Places, *, now: datetime, programme: str, title: str) -> None:
    """Put the filler at the live names, whatever is there; raises as `withdraw_stale`."""
    try:
        require_filler(places)
        put_filler(places, now=now, programme=programme, title=title)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        log.warning("the disk is full; the room that was kept for the filler is used")
        (places.root / BALLAST).unlink(missing_ok=True)
        put_filler(places, now=now, programme=programme, title=title)


def _is_fit(places: Places, now: datetime) -> bool:
    live = read_live(places)
    return live is not None and (live.is_fresh(now) or (live.is_filler and now < live.expires_at))


def keep_air_safe(order: Order, *, now: datetime) -> None:
    """Leave a live edition that has not expired; else put the filler in its place."""
    try:
        withdraw_stale(
            order.places, now=now, programme=order.programme, title=order.station.settings.station.name
        )
    except (OSError, BulletinError):
        # The failure that brought us here is the one to tell; a full disk or a file held open comes on top.
        log.exception("the filler could not be put on air")
