"""Documents made in one line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bulletin.clean import clean
from bulletin.model import Article, Document, Entry, Form

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
Read = Callable[..., Article]


@pytest.fixture
def read() -> Read:
    """Clean some content: HTML unless told."""

    def cleaned(
        content: str | bytes,
        form: Form = Form.HTML,
        *,
        entry: Entry | None = None,
        charset: str | None = None,
    ) -> Article:
        data = content.encode() if isinstance(content, str) else content
        document = Document(
            id="story",
            source="Vale Echo",
            address="https://www.valeecho.example/news/story"
            if form in (Form.HTML, Form.ENTRY)
            else "story.txt",
            form=form,
            content=data,
            charset=charset,
            fetched_at=NOW,
            entry=entry,
        )
        return clean(document)

    return cleaned
