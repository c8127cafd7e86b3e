"""The stand-in: what plays when no edition is fit."""

from __future__ import annotations

import logging
from datetime import datetime
from importlib.resources import files

from bulletin.edition.order import Order
from bulletin.errors import BulletinError
from bulletin.publish.live import put_filler, read_live
from bulletin.publish.places import Places
from bulletin.system.files import write_whole

log = logging.getLogger(__name__)


def require_filler(places: Places) -> None:
    """Put the packaged filler beside the live names, and at them where nothing is live yet."""
    if not places.filler.is_file():
        write_whole(places.filler, files("bulletin.publish").joinpath("filler.mp3").read_bytes())


def keep_air_safe(order: Order, *, now: datetime) -> None:
    """Leave a live edition that has not expired; else put the filler in its place."""
    live = read_live(order.places)
    if live is not None and (live.is_fresh(now) or (live.is_filler and now < live.expires_at)):
        return
    try:
        require_filler(order.places)
        put_filler(
            order.places, now=now, programme=order.programme, title=order.station.settings.station.name
        )
    except (OSError, BulletinError):
        # The failure that brought us here is the one to tell; a full disk or a file held open comes on top.
        log.exception("the filler could not be put on air")
