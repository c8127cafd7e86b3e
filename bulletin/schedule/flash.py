"""Flash: a typed notice, on air in seconds, with no fetching and no waiting for a run to end."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bulletin.config.station import Station
from bulletin.edition.make import make_edition
from bulletin.edition.order import Order, Tell, Tools
from bulletin.edition.ordering import read_order
from bulletin.edition.record import to_record
from bulletin.edition.welcome import NOTICE_MODE
from bulletin.errors import LockedError, MisuseError
from bulletin.model import Article, Edition, Paragraph, Passage, Story
from bulletin.publish.off_air import require_on_air
from bulletin.publish.places import NOTICE_LOCK
from bulletin.schedule.ledger import Ledger

LONGEST_LETTERS = 2000
DEFAULT_FOR = timedelta(minutes=65)
"""Over the next hour's mark, whenever it was typed."""
# Somebody else's notice is made in seconds.
PATIENCE_S = 8.0
NOTICE = "notice"


def put_notice(
    text: str,
    *,
    by: str,
    station: Station,
    programme: str,
    executor: Executor,
    ledger: Ledger,
    now: Callable[[], datetime],
    lasts: timedelta = DEFAULT_FOR,
    tell: Tell = lambda _: None,
) -> Edition:
    """
    Speak a notice and put it at a programme's live names, where it stays until it expires.

    Args:
        text: What is said, whole and in order; blank lines part paragraphs.
        by: Who says so.
        station: Its settings.
        programme: Where it is heard.
        executor: Speaks the lines.
        ledger: Writes it down.
        now: The clock.
        lasts: How long it may be played; never past the end of the day.
        tell: Hears what is being done.

    Raises:
        MisuseError: There is nothing to say, or too much.
        OffAirError: The station is off air.
        BulletinError: It could not be spoken or put on air.
    """
    at = now()
    order = _order(station, programme, lasts, at)
    require_on_air(order.output)
    saved = notice_of(text, by=by, order=order, at=at)
    tools = Tools(executor=executor, now=now, tell=tell)
    edition = _patiently(lambda: make_edition(order, tools, saved=saved, lock=NOTICE_LOCK))
    record = to_record(edition)
    ledger.event(None, NOTICE, f"{by}, {programme}: {text}")
    ledger.ask(lambda store: store.aired(record), otherwise=None)
    return edition


def notice_of(text: str, *, by: str, order: Order, at: datetime) -> Edition:
    """
    Make an edition of one story that says a text and nothing less.

    Raises:
        MisuseError: There is nothing to say, or too much.
    """
    if not any(letter.isalnum() for letter in text):
        raise MisuseError("The notice has no words. Give them in quotation marks.")
    if len(text) > LONGEST_LETTERS:
        raise MisuseError(
            f"The notice has {len(text)} letters, and {LONGEST_LETTERS} are the most. Make it shorter."
        )
    paragraphs = tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
    article = Article(
        id=NOTICE,
        source=order.station.settings.station.name,
        paragraphs=tuple(Paragraph(text=paragraph) for paragraph in paragraphs),
        published=at,
        author=by,
        language=order.station.settings.station.language,
    )
    why = f"typed by {by}"
    passages = tuple(Passage(paragraph=n, text=words, why=why) for n, words in enumerate(paragraphs))
    story = Story(id=NOTICE, article=article, headline="", passages=passages, seconds=0.0, rank=1)
    return Edition(
        programme=order.programme,
        slot=order.slot,
        made_at=at,
        expires_at=at.astimezone(UTC) + DEFAULT_FOR,
        mode=NOTICE_MODE,
        approved_by=by,
        articles=(article,),
        stories=(story,),
    )


def programmes_for(station: Station, wanted: str | None) -> tuple[str, ...]:
    """
    Name the programmes that a notice goes to: all, or the one that is wanted.

    Raises:
        MisuseError: There is none of that name.
    """
    if wanted is not None:
        return (station.programme(wanted).name,)
    return tuple(programme.name for programme in station.settings.programme)


def _order(station: Station, programme: str, lasts: timedelta, at: datetime) -> Order:
    order = read_order(
        sources=(NOTICE,),  # a notice is its own source; none is read
        demo=False,
        length=None,
        voices=(),
        engine=None,
        station=station,
        programme=programme,
        at=at,
        published=None,
        valid_for=lasts,
    )
    return replace(order, sources=(), tells_time=False)


def _patiently(make: Callable[[], Edition]) -> Edition:
    ends_s = time.monotonic() + PATIENCE_S
    while True:
        try:
            return make()
        except LockedError:
            if time.monotonic() > ends_s:
                raise
            time.sleep(0.2)
