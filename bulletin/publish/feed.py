"""The podcast feed: RSS 2.0 with the editions that may still be heard."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One edition, as a podcast program sees it."""

    guid: str
    title: str
    address: str
    """Of the audio, relative to the feed."""
    size_bytes: int
    published_at: datetime
    duration_s: float
    summary: str = ""


def feed_xml(title: str, *, episodes: Sequence[Episode], language: str = "en-gb") -> str:
    """Write the feed; everything that comes from an article is escaped by the XML writer."""
    ET.register_namespace("itunes", ITUNES)
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    for name, text in (
        ("title", title),
        ("link", "latest.mp3"),
        ("description", title),
        ("language", language),
    ):
        ET.SubElement(channel, name).text = _printable(text)
    for episode in episodes:
        channel.append(_item(episode))
    ET.indent(rss)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(rss, encoding="unicode") + "\n"


def _item(episode: Episode) -> ET.Element:
    item = ET.Element("item")
    ET.SubElement(item, "title").text = _printable(episode.title)
    ET.SubElement(item, "guid", isPermaLink="false").text = episode.guid
    ET.SubElement(item, "pubDate").text = format_datetime(episode.published_at)
    ET.SubElement(item, "description").text = _printable(episode.summary)
    ET.SubElement(item, "enclosure", url=episode.address, length=str(episode.size_bytes), type="audio/mpeg")
    ET.SubElement(item, f"{{{ITUNES}}}duration").text = str(round(episode.duration_s))
    return item


def _printable(text: str) -> str:
    """Leave out control characters, which no XML may hold."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
