"""The last look before an edition goes live, taken while nobody else may change the live names."""

from __future__ import annotations

from datetime import datetime

from bulletin.edition.order import Order
from bulletin.errors import NothingFitError, OvertakenError
from bulletin.model import Edition
from bulletin.publish.live import read_live
from bulletin.publish.off_air import require_on_air

NOTICE_MODE = "notice"
"""The `mode` of an edition that a person typed; until it expires, only another one replaces it."""


def require_welcome(edition: Edition, order: Order, *, now: datetime) -> None:
    """
    Make sure that an edition may replace what is live.

    Raises:
        OffAirError: A person has taken the station off air.
        NothingFitError: Its time is over already.
        OvertakenError: A notice is live that a person typed.
    """
    require_on_air(order.output)
    if edition.expires_at <= now:
        raise NothingFitError(
            f"The bulletin was ready at {now.astimezone(order.slot.tzinfo):%H:%M} and might be played until "
            f"{edition.expires_at:%H:%M} only. Begin earlier."
        )
    live = read_live(order.places)
    if live is not None and live.is_fresh(now) and live.mode == NOTICE_MODE != edition.mode:
        until = live.expires_at.astimezone(order.slot.tzinfo)
        raise OvertakenError(f"A notice is live at {order.places.audio} and stays until {until:%H:%M}.")
