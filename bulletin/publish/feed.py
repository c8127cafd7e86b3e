"""The podcast feed: RSS 2.0 with iTunes and Podcasting 2.0 tags, and an end to every episode.

Sources: the RSS 2.0.11 specification, Apple's podcast requirements, the podcast namespace, and Dublin Core's
`valid` for the time after which an episode must not be offered.
"""

from __future__ import annotations

import re
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import quote

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"
TERMS = "http://purl.org/dc/terms/"
PREFIXES = {"itunes": ITUNES, "podcast": PODCAST, "atom": ATOM, "dcterms": TERMS}
# The namespace that the podcast specification gives for the GUID of a feed.
GUID_SPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
FEED_NAME = "feed.xml"
FRESH_FOR_MINUTES = 5
BEGINNING = datetime.min.replace(tzinfo=UTC)
END_OF_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a podcast program shows of the programme."""

    title: str
    description: str = ""
    language: str = "en-gb"
    address: str = ""
    """Under which the feed's folder is seen from outside; without it all addresses are relative."""
    author: str = ""
    email: str = ""
    image: str = ""
    """Square, JPEG or PNG, 1400 to 3000 pixels a side."""
    category: str = "News"
    explicit: bool = False
    most: int = 10
    """How many episodes are offered, the newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One edition, as a podcast program sees it. Addresses are relative to the feed."""

    guid: str
    title: str
    address: str
    size_bytes: int
    published_at: datetime
    expires_at: datetime
    duration_s: float
    summary: str = ""
    captions: str = ""
    chapters: str = ""


def feed_xml(channel: Channel, *, episodes: Sequence[Episode]) -> str:
    """Write the feed; everything that comes from an article is escaped by the XML writer."""
    rss = ET.Element("rss", version="2.0")
    top = ET.SubElement(rss, "channel")
    _describe(top, channel)
    for episode in episodes[: channel.most]:
        top.append(_item(episode, channel))
    return _written(rss)


def prune(feed: str, *, now: datetime) -> str:
    """
    Take out of a feed what has expired.

    Args:
        feed: A feed that we wrote.
        now: With a zone; the end of time empties the feed.

    Raises:
        ValueError: It is no XML.
    """
    try:
        rss = ET.fromstring(feed)
    except ET.ParseError as error:
        raise ValueError(str(error)) from error
    top = rss.find("channel")
    for item in list(top.iter("item")) if top is not None else ():
        if _ends(item) <= now:
            assert top is not None
            top.remove(item)
    return _written(rss)


def empty_feed(feed: Path, *, title: str) -> str:
    """Give a feed without its episodes; where none is there yet, a plain one."""
    with suppress(OSError, ValueError):
        return prune(feed.read_text(encoding="utf-8"), now=END_OF_TIME)
    return feed_xml(Channel(title=title), episodes=())


def _describe(top: ET.Element, channel: Channel) -> None:
    for name, text in (
        ("title", channel.title),
        ("link", channel.address or "latest.mp3"),
        ("description", channel.description or channel.title),
        ("language", channel.language),
        ("generator", "bulletin"),
        ("ttl", str(FRESH_FOR_MINUTES)),
        (f"{{{ITUNES}}}author", channel.author or channel.title),
        (f"{{{ITUNES}}}explicit", str(channel.explicit).lower()),
        (f"{{{ITUNES}}}type", "episodic"),
        (f"{{{PODCAST}}}locked", "yes"),
    ):
        ET.SubElement(top, name).text = _printable(text)
    ET.SubElement(top, f"{{{ITUNES}}}category", text=channel.category)
    if channel.image:
        ET.SubElement(top, f"{{{ITUNES}}}image", href=channel.image)
    if channel.email:
        owner = ET.SubElement(top, f"{{{ITUNES}}}owner")
        ET.SubElement(owner, f"{{{ITUNES}}}name").text = _printable(channel.author or channel.title)
        ET.SubElement(owner, f"{{{ITUNES}}}email").text = channel.email
    if channel.address:
        own = _absolute(FEED_NAME, channel)
        ET.SubElement(top, f"{{{ATOM}}}link", href=own, rel="self", type="application/rss+xml")
        # The specification leaves the scheme and closing slashes out of the name.
        name = re.sub(r"^https?://", "", own).rstrip("/")
        ET.SubElement(top, f"{{{PODCAST}}}guid").text = str(uuid.uuid5(GUID_SPACE, name))


def _item(episode: Episode, channel: Channel) -> ET.Element:
    item = ET.Element("item")
    address = _absolute(episode.address, channel)
    ET.SubElement(item, "title").text = _printable(episode.title)
    ET.SubElement(item, "link").text = address
    ET.SubElement(item, "guid", isPermaLink="false").text = episode.guid
    ET.SubElement(item, "pubDate").text = format_datetime(episode.published_at)
    ET.SubElement(item, "description").text = _printable(episode.summary or episode.title)
    ET.SubElement(item, "enclosure", url=address, length=str(episode.size_bytes), type="audio/mpeg")
    ET.SubElement(item, f"{{{ITUNES}}}duration").text = str(round(episode.duration_s))
    ET.SubElement(item, f"{{{ITUNES}}}explicit").text = str(channel.explicit).lower()
    ET.SubElement(item, f"{{{ITUNES}}}episodeType").text = "full"
    end = episode.expires_at.astimezone(UTC).isoformat(timespec="seconds")
    ET.SubElement(item, f"{{{TERMS}}}valid").text = f"end={end};scheme=W3C-DTF"
    if episode.captions:
        url = _absolute(episode.captions, channel)
        ET.SubElement(
            item,
            f"{{{PODCAST}}}transcript",
            url=url,
            type="text/vtt",
            language=channel.language,
            rel="captions",
        )
    if episode.chapters:
        url = _absolute(episode.chapters, channel)
        ET.SubElement(item, f"{{{PODCAST}}}chapters", url=url, type="application/json+chapters")
    return item


def _ends(item: ET.Element) -> datetime:
    """When an item expires; one that does not say has."""
    match = re.search(r"end=([^;]+)", item.findtext(f"{{{TERMS}}}valid", ""))
    try:
        moment = datetime.fromisoformat(match[1]) if match else BEGINNING
    except ValueError:
        moment = BEGINNING
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _absolute(address: str, channel: Channel) -> str:
    path = quote(address)
    return f"{channel.address.rstrip('/')}/{path}" if channel.address else path


def _written(rss: ET.Element) -> str:
    for prefix, space in PREFIXES.items():
        ET.register_namespace(prefix, space)
    ET.indent(rss)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(rss, encoding="unicode") + "\n"


def _printable(text: str) -> str:
    """Leave out control characters, which no XML may hold."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
