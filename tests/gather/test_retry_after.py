"""How long a server asks us to stay away."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bulletin.gather.retry_after import wait_of

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("3600", 3600),
        (" 0 ", 0),
        ("999999999999", 86_400),
        ("Mon, 02 Mar 2026 07:30:00 GMT", 1800),
        ("Mon, 02 Mar 2026 06:30:00 GMT", 0),
        ("Thu, 31 Dec 2099 23:59:59 GMT", 86_400),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("9" * 500, None),
        ("Mon, 99 Mar 2026 07:30:00 GMT", None),
    ],
)
def test_a_wait_is_seconds_or_a_date_and_a_day_at_most(header: str, seconds: float | None) -> None:
    assert wait_of(header, present=NOW) == seconds
