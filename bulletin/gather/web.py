"""The web: an address that may be a feed or a page."""

from __future__ import annotations

import time
from datetime import datetime
from urllib.parse import urlsplit

from bulletin.errors import SourceError
from bulletin.gather.feed import read_feed
from bulletin.gather.fetch import CURE, fetch
from bulletin.gather.items import items_of
from bulletin.gather.names import address_id, without_password
from bulletin.gather.sniff import Kind, kind_of
from bulletin.gather.source import Batch, Limits, Source
from bulletin.model import Document, Form

FORMS = {Kind.PAGE: Form.HTML, Kind.TEXT: Form.TEXT}


class WebReader:
    """Reads http and https addresses."""

    def read(self, source: Source, *, now: datetime, limits: Limits, max_items: int) -> Batch:
        """Fetch the address and tell by its bytes what it is."""
        ends_at = time.time() + limits.deadline_s
        host = _host(source.address)
        got = fetch(
            source.address,
            deadline_s=limits.deadline_s,
            longest_bytes=limits.longest_bytes,
            redirects=limits.redirects,
            trusted_host=host,
        )
        kind = kind_of(got.content, got.content_type)
        if kind is Kind.BINARY:
            raise SourceError(
                f"{source.title} is no page and no feed, but a picture, a sound or a program. {CURE}"
            )
        if kind is Kind.FEED:
            left_s = max(1.0, min(limits.parser_s, ends_at - time.time()))
            shown = without_password(got.address)
            feed = read_feed(
                got.content, address=shown, content_type=got.content_type, limits=limits, timeout_s=left_s
            )
            entries = feed.entries[:max_items]
            return items_of(entries, source=source.title, trusted_host=host, now=now, ends_at=ends_at)
        return Batch(documents=(_document(source, got.address, got.content, got.charset, FORMS[kind], now),))


def _document(
    source: Source, address: str, content: bytes, charset: str | None, form: Form, now: datetime
) -> Document:
    return Document(
        id=address_id(address),
        source=source.title,
        address=without_password(address),
        form=form,
        content=content,
        charset=charset,
        fetched_at=now,
    )


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
