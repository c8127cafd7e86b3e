"""Retry-After: how long a server asks us to stay away (RFC 9110, section 10.2.3)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bulletin.system.clock import now

# A server that says 2099 has its clock wrong, or wants nobody: asking once a day does no harm.
LONGEST_S = 24 * 3600.0
SECONDS = re.compile(r"\d{1,12}")


def wait_of(header: str, *, present: datetime | None = None) -> float | None:
    """
    Read the header.

    Returns:
        Seconds, a day at most; None when it says nothing that can be understood.
    """
    told = header.strip()
    if SECONDS.fullmatch(told):
        return min(float(told), LONGEST_S)
    try:
        until = parsedate_to_datetime(told)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(0.0, (until - (present or now(UTC))).total_seconds()), LONGEST_S)
