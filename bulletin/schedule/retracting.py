"""Retracting: what is live made again without one story, at once and for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bulletin.config.station import Station
from bulletin.edition.make import make_edition
from bulletin.edition.order import Order, Tools
from bulletin.edition.ordering import read_order
from bulletin.edition.record import to_record
from bulletin.errors import MisuseError
from bulletin.model import Edition, Script, Story
from bulletin.publish.off_air import require_on_air
from bulletin.publish.places import NOTICE_LOCK, Places
from bulletin.schedule.ledger import Ledger
from bulletin.schedule.validity import with_validity
from bulletin.schedule.withdrawing import expire_dated, last_edition, take_off
from bulletin.store import Store, story_key

EVENT = "withdraw"


def retract(
    wanted: str,
    *,
    by: str,
    reason: str,
    station: Station,
    programme: str,
    tools: Tools,
    ledger: Ledger,
) -> tuple[Story, Edition | None]:
    """
    Take a story out of what is live, and keep it from coming back, whoever tells it.

    The rest is spoken from the clip cache and is live in seconds. Where nothing is left, the filler is.

    Args:
        wanted: Its number in the bulletin, from 1, or words of its headline.
        by: Who says so.
        reason: Why; it stands in the record.
        station: Its settings.
        programme: Where it is heard.
        tools: What the rooms work with.
        ledger: Writes it down.

    Returns:
        The story, and the edition that is live now; None for the filler.

    Raises:
        MisuseError: Nothing is live, or no story, or more than one, is meant.
        BulletinError: The bulletin could not be made again. The filler is live then.
    """
    places = Places(root=station.output / programme)
    live = last_edition(places)
    if live is None:
        raise MisuseError(f"Nothing is live in {programme} that a story could be taken from.")
    require_on_air(station.output)
    story = _find(live, wanted)
    _keep_out(story, ledger, by=by, reason=reason)
    expire_dated(station, programme, now=tools.now(), note=f"withdrawn by {by}: {story.headline}: {reason}")
    left = tuple(other for other in live.stories if other is not story)
    return story, rebuild(live, left, station=station, tools=tools, ledger=ledger)


def rebuild(
    live: Edition,
    stories: Sequence[Story],
    *,
    station: Station,
    tools: Tools,
    ledger: Ledger,
) -> Edition | None:
    """
    Make what is live again with some of its stories, and nothing fetched.

    Returns:
        The edition that is live now; None where no story is left, and the filler is.

    Raises:
        BulletinError: It could not be made. The filler is live then.
    """
    if not stories:
        take_off(station, live.programme, now=tools.now())
        return None
    try:
        made = make_edition(_order(station, live), tools, saved=_with(live, stories), lock=NOTICE_LOCK)
    except BaseException:
        take_off(station, live.programme, now=tools.now())
        raise
    record = to_record(made)
    ledger.ask(lambda store: store.aired(record), otherwise=None)
    return made


def _find(live: Edition, wanted: str) -> Story:
    if wanted.isdigit():
        found = [story for story in live.stories if story.rank == int(wanted)]
    else:
        found = [story for story in live.stories if wanted.casefold() in _name(story).casefold()]
    if len(found) != 1:
        told = "; ".join(f"{story.rank}. {_name(story)}" for story in live.stories)
        raise MisuseError(f"{wanted!r} does not mean one story of what is live. It has: {told}")
    return found[0]


def _name(story: Story) -> str:
    return story.headline or story.article.name


def _keep_out(story: Story, ledger: Ledger, *, by: str, reason: str) -> None:
    key, headline = story_key(story.article), _name(story)

    def write(store: Store) -> None:
        store.saw([story])
        store.hold(key, by=by, reason=reason, headline=headline)

    ledger.ask(write, otherwise=None)
    ledger.event(None, EVENT, f"{by}: {headline}: {reason}")


def _with(live: Edition, stories: Sequence[Story]) -> Edition:
    """The edition with some stories and their articles; the script is written again around them."""
    articles = {story.article.id for story in stories}
    return replace(
        live,
        articles=tuple(one for one in live.articles if one.id in articles),
        stories=tuple(replace(story, rank=rank) for rank, story in enumerate(stories, start=1)),
        script=Script(),
        chapters=(),
        audio=None,
        sha256=None,
    )


def _order(station: Station, live: Edition) -> Order:
    order = read_order(
        sources=(EVENT,),  # what is left is its own source; none is read
        demo=False,
        length=None,
        voices=live.voices,
        engine=None,
        station=station,
        programme=live.programme,
        at=live.slot,
        published=None,
        valid_for=None,
    )
    return with_validity(replace(order, sources=(), tells_time=False))
