"""Whose date counts: the page's own, the feed's, or one that stands in the text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bulletin.clean import clean
from bulletin.model import Document, Entry, Form

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
FED = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
META = '<meta property="article:published_time" content="2026-03-01T18:00:00Z">'
IN_TEXT = '<p class="date">Published on 3 February 2025</p>'
BODY = (
    "<p>Marlow Vale Town Council has agreed to plant two hundred trees along the river in the autumn.</p>"
    "<p>The work takes three weeks, and every street of the town will have a share of the trees.</p>"
)


@pytest.mark.parametrize(
    ("head", "fed", "published"),
    [
        (META, FED, datetime(2026, 3, 1, 18, 0, tzinfo=UTC)),
        ("", FED, FED),
        (META.replace("2026-03-01", "0001-01-01"), FED, FED),
        (META.replace("2026-03-01", "9999-12-31"), FED, FED),
        ("", None, datetime(2025, 2, 3, tzinfo=UTC)),
    ],
)
def test_a_feed_s_time_goes_before_a_day_in_the_text(
    head: str, fed: datetime | None, published: datetime
) -> None:
    page = f"<html><head>{head}</head><body><article><h1>Trees</h1>{IN_TEXT}{BODY}</article></body></html>"
    document = Document(
        id="trees",
        source="Echo",
        address="https://echo.example/trees",
        form=Form.HTML,
        content=page.encode(),
        fetched_at=NOW,
        entry=Entry(title="Trees", address="https://echo.example/trees", published=fed),
    )

    assert clean(document).published == published
