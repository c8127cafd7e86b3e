"""The web: an address that may be a feed or a page."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime

from bulletin.errors import SourceError
from bulletin.gather.doors import Doors, authority
from bulletin.gather.feed import read_feed
from bulletin.gather.fetch import CURE, Fetched, fetch
from bulletin.gather.items import errand, items_of
from bulletin.gather.manners import after_success
from bulletin.gather.names import address_id, without_password
from bulletin.gather.sniff import Kind, kind_of
from bulletin.gather.source import Batch, Limits, Source
from bulletin.model import Document, Form

HIDDEN = "[hidden]"
"""Stands for a password in what is remembered."""
FORMS = {Kind.PAGE: Form.HTML, Kind.TEXT: Form.TEXT}


class WebReader:
    """Reads http and https addresses."""

    def read(self, source: Source, *, now: datetime, limits: Limits, max_items: int) -> Batch:
        """Fetch the address and tell by its bytes what it is."""
        ends_at = time.time() + limits.deadline_s
        answer = _fetched(source, limits)
        got = _remembered(answer, source) if answer.is_unchanged else answer
        batch, newest = _understood(source, got, now=now, limits=limits, max_items=max_items, ends_at=ends_at)
        if source.known is None:
            return batch
        offered = batch.size + len(batch.left_out)
        return replace(batch, state=after_success(source.known, answer, now=now, gave=offered, newest=newest))


def _fetched(source: Source, limits: Limits) -> Fetched:
    deadline_s = min(limits.request_s, limits.deadline_s)
    asked = errand(source.address, source.access, source.doors, limits, deadline_s=deadline_s)
    known = source.known
    if known is not None and known.body is not None:
        asked = replace(asked, etag=known.etag, last_modified=known.last_modified)
    return fetch(asked)


def _remembered(answer: Fetched, source: Source) -> Fetched:
    """Take the body that we have, where the server says that it is still right."""
    known = source.known
    assert known is not None and known.body is not None
    return Fetched(
        address=source.address if HIDDEN in known.came_from else known.came_from,
        content=known.body,
        content_type=known.content_type,
        was_private=answer.was_private,
    )


def _understood(
    source: Source, got: Fetched, *, now: datetime, limits: Limits, max_items: int, ends_at: float
) -> tuple[Batch, datetime | None]:
    """Make documents or items of what came; and tell the date of the newest entry."""
    kind = kind_of(got.content, got.content_type)
    if kind is Kind.BINARY:
        raise SourceError(
            f"{source.title} is no page and no feed, but a picture, a sound or a program. {CURE}"
        )
    if kind is not Kind.FEED:
        return Batch(documents=(_document(source, got, FORMS[kind], now),)), None
    feed = read_feed(
        got.content,
        address=without_password(got.address),
        content_type=got.content_type,
        limits=limits,
        timeout_s=max(1.0, min(limits.parser_s, ends_at - time.time())),
    )
    dates = [entry.published for entry in feed.entries if entry.published and entry.published <= now]
    batch = items_of(
        feed.entries,
        source=source,
        now=now,
        ends_at=ends_at,
        most=min(max_items, limits.pages),
        doors=_doors(source, got),
    )
    return batch, max(dates, default=None)


def _doors(source: Source, got: Fetched) -> Doors:
    """A feed in the house has its pages in the house; one on the internet has none there."""
    return source.doors if got.was_private else source.doors.without_private(authority(source.address)[0])


def _document(source: Source, got: Fetched, form: Form, now: datetime) -> Document:
    return Document(
        id=address_id(got.address),
        source=source.title,
        address=without_password(got.address),
        form=form,
        content=got.content,
        charset=got.charset,
        fetched_at=now,
    )
