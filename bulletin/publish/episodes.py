"""Episodes: the editions in a programme's folder that may still be heard, and what the feed says of them."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.model import State
from bulletin.publish.feed import Channel, Episode, feed_xml
from bulletin.publish.live import CLOCK_TOLERANCE, FILLER_MODE
from bulletin.publish.outlet import TEST_MODE
from bulletin.publish.places import RECORD_NAME, Places

if TYPE_CHECKING:
    from bulletin.config.outlets import PodcastTable
    from bulletin.config.station import Station

AUDIO_NAME = "bulletin.mp3"
CAPTIONS_NAME = "captions.vtt"
CHAPTERS_NAME = "chapters.json"


def channel_of(station: Station, programme: str) -> Channel:
    """Describe a programme's feed in the output folder, by the podcast outlet that shows it, if one does."""
    told = station.settings.station
    for table in station.settings.outlet:
        shows = not table.programmes or programme in table.programmes
        if table.kind == "podcast" and shows and getattr(table, "folder", None) is None:
            return channel_from(table, station=told.name, contact=told.contact, language=told.language)  # type: ignore[arg-type]
    return Channel(title=told.name, email=told.contact, language=_language(told.language))


def channel_from(table: PodcastTable, *, station: str, contact: str, language: str) -> Channel:
    """Describe a feed by the settings of its outlet; the station stands in for what they leave out."""
    return Channel(
        title=table.title or f"{station} news",
        description=table.description or f"The latest news bulletin from {station}.",
        language=_language(language),
        address=table.address,
        author=table.author or station,
        email=table.email or contact,
        image=table.image,
        category=table.category,
        explicit=table.explicit,
        most=table.episodes,
    )


def fresh_episodes(places: Places, *, now: datetime, most: int, title: str) -> tuple[Episode, ...]:
    """
    Find the published editions that have not expired, the newest first.

    Args:
        places: The programme's folder.
        now: With a zone.
        most: How many.
        title: What their titles begin with.
    """
    found: dict[datetime, Episode] = {}
    # Two days: nothing lives longer than the end of its own, which may be tomorrow's in another zone.
    for day in sorted(places.root.glob("????-??-??"), reverse=True)[:3]:
        for record in day.glob(f"*/{RECORD_NAME}"):
            with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
                told = json.loads(record.read_text(encoding="utf-8"))
                episode = _episode(places, record, told, now, title)
                slot = datetime.fromisoformat(told["slot"]).astimezone(UTC)
                if episode is not None and _is_last(episode, found.get(slot)):
                    found[slot] = episode
    return tuple(sorted(found.values(), key=lambda episode: episode.published_at, reverse=True)[:most])


def live_feed(places: Places, channel: Channel, *, now: datetime) -> str:
    """Write the feed of a programme's folder as it stands now."""
    return feed_xml(channel, episodes=fresh_episodes(places, now=now, most=channel.most, title=channel.title))


def _is_last(episode: Episode, other: Episode | None) -> bool:
    """Whether none was made later for the same slot: a run that was killed leaves one that never aired."""
    return other is None or episode.published_at > other.published_at


def _episode(places: Places, record: Path, told: dict[str, Any], now: datetime, title: str) -> Episode | None:
    expires_at = datetime.fromisoformat(told["expires_at"])
    if told["state"] != State.PUBLISHED or expires_at <= now or told["mode"] in (FILLER_MODE, TEST_MODE):
        return None
    if datetime.fromisoformat(told["made_at"]) > now + CLOCK_TOLERANCE:
        return None  # made by a clock that was ahead, for a time that is yet to come
    folder = record.parent
    slot = datetime.fromisoformat(told["slot"])

    def beside(name: str) -> str:
        path = folder / name
        return path.relative_to(places.root).as_posix() if path.is_file() else ""

    headlines = (str(story["headline"]) for story in told["stories"])
    return Episode(
        guid=f"sha256:{told['sha256']}",
        title=f"{title}, {slot:%d %B %Y, %H:%M}",
        address=beside(AUDIO_NAME),
        size_bytes=(folder / AUDIO_NAME).stat().st_size,
        published_at=datetime.fromisoformat(told["made_at"]),
        expires_at=expires_at,
        duration_s=float(told["duration_s"] or 0),
        summary=". ".join(filter(None, headlines)),
        captions=beside(CAPTIONS_NAME),
        chapters=beside(CHAPTERS_NAME),
    )


def _language(tongue: str) -> str:
    return "en-gb" if tongue == "en" else tongue.casefold()
