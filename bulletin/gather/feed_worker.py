"""The feed parser's own process: bytes in, entries out as JSON. Run by `bulletin.gather.feed`.

feedparser reads anything, but a small feed can keep it busy for a minute or fill the memory, so it never runs
in the program itself.
"""

from __future__ import annotations

import calendar
import html
import io
import json
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bulletin.model.moments import is_credible

TAG = re.compile(r"</?[A-Za-z!][^<>]{0,2000}>")
# "Q&A" that was not escaped comes out of the parser as "Q&A;", which would be spoken.
STRAY_SEMICOLON = re.compile(r"(&[A-Za-z]{1,8});(?=\s|$|[:,.!?])")
# An ampersand that begins no entity: it is text, and in XML a fault that costs a strict parser the feed.
BARE_AMPERSAND = re.compile(rb"<!\[CDATA\[.*?\]\]>|&(?!#?[A-Za-z0-9]{1,31};)", re.DOTALL)
ENTRY_END = re.compile(rb"</(?:[A-Za-z]+:)?(?:item|entry)\s*>", re.IGNORECASE)
OPENING, CLOSING = re.compile(rb"<[A-Za-z]"), re.compile(rb"</|/>|<(?:br|hr|img|p|li)\b", re.IGNORECASE)
# A feed nests eight deep, and one with markup that nobody escaped some dozens.
DEEPEST = 2000
# Asked of the plain dictionary: the parser warns of its own stand-ins.
DATES = ("published_parsed", "updated_parsed")
LONGEST_TITLE = 500
LONGEST_TEXT = 200_000

Row = dict[str, Any]


def answer(request: bytes) -> bytes:
    """
    Read a feed.

    Args:
        request: A line of JSON (`address`, `content_type`, `most`), then the feed's bytes.

    Returns:
        JSON: `title`, `is_feed`, and `entries` with `title, address, published, author, html, place`, newest
        first.
    """
    head, _, content = request.partition(b"\n")
    wanted = json.loads(head)
    if content.lstrip()[:1] == b"{":
        feed = read_json_feed(content)
    else:
        feed = read_xml_feed(mended(shortened(content, most=wanted["most"])), wanted)
    rows = [{**row, "place": place} for place, row in enumerate(once_each(feed["entries"]))]
    feed["entries"] = newest_first(rows)[: wanted["most"]]
    return json.dumps(feed, ensure_ascii=True).encode()


def read_xml_feed(content: bytes, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Read RSS or Atom of any version."""
    # With this library beside it the parser takes "£5" in a short feed for "ú5".
    sys.modules["cchardet"] = None  # type: ignore[assignment]
    import feedparser

    headers = {"content-location": wanted["address"]}
    if wanted["content_type"]:
        headers["content-type"] = wanted["content_type"]
    found = feedparser.parse(io.BytesIO(content), response_headers=headers)
    rows = [_row(entry) for entry in found.entries]
    return {
        "title": plain(found.feed.get("title", "")),
        "is_feed": bool(found.get("version") or found.entries),
        "entries": [row for row in rows if row["title"] or row["html"]],
    }


def read_json_feed(content: bytes) -> dict[str, Any]:
    """Read JSON Feed 1.0 or 1.1 (jsonfeed.org)."""
    try:
        feed = json.loads(content)
    except (ValueError, RecursionError):
        feed = {}
    items = feed.get("items", []) if isinstance(feed, dict) else []
    rows = [_json_row(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return {
        "title": plain(feed.get("title", "") if isinstance(feed, dict) else ""),
        "is_feed": isinstance(feed, dict) and "items" in feed,
        "entries": [row for row in rows if row["title"] or row["html"]],
    }


def shortened(content: bytes, *, most: int) -> bytes:
    """
    Leave out entries after the first so many, so that twenty thousand cost no more than some hundreds.

    Returns:
        The same feed with fewer entries; nothing of one that is nested deeper than any feed is.
    """
    if len(OPENING.findall(content)) - len(CLOSING.findall(content)) > DEEPEST:
        return b""
    ends = [found.end() for found in ENTRY_END.finditer(content)]
    return content if len(ends) <= most else content[: ends[most - 1]] + content[ends[-1] :]


def mended(content: bytes) -> bytes:
    """Escape ampersands that nobody escaped, as in "Q&A"; not in an encoding of two bytes a letter."""
    if b"\0" in content[:100]:
        return content
    return BARE_AMPERSAND.sub(lambda found: b"&amp;" if found[0] == b"&" else found[0], content)


def once_each(rows: list[Row]) -> list[Row]:
    """Leave out entries that lead to a page that an earlier one leads to."""
    return list({row["address"] or f"{at}": row for at, row in reversed(list(enumerate(rows)))}.values())[
        ::-1
    ]


def newest_first(rows: list[Row]) -> list[Row]:
    """Sort by date; entries without one keep their place after the one before them."""
    last, keyed = "9999", []
    for at, row in enumerate(rows):
        last = row["published"] or last
        keyed.append((last, -at, row))
    return [row for *_, row in sorted(keyed, key=lambda key: key[:2], reverse=True)]


def plain(value: object) -> str:
    """Make one line of text of a title, which may hold markup, entities and stray semicolons."""
    text = html.unescape(TAG.sub(" ", html.unescape(value))) if isinstance(value, str) else ""
    return " ".join(STRAY_SEMICOLON.sub(r"\1", text).split())[:LONGEST_TITLE]


def _row(entry: Any) -> Row:
    texts = [part.get("value", "") for part in entry.get("content", [])] + [entry.get("summary", "")]
    return {
        "title": plain(entry.get("title", "")),
        "address": _web(entry.get("feedburner_origlink") or entry.get("link")),
        "published": _time(next((entry[key] for key in DATES if dict.get(entry, key)), None)),
        "author": plain(entry.get("author", "")) or None,
        "html": max(filter(None, texts), key=len, default="")[:LONGEST_TEXT],
    }


def _json_row(item: dict[str, Any]) -> Row:
    people = item.get("authors") or [item.get("author")]
    names = (
        [person.get("name") for person in people if isinstance(person, dict)]
        if isinstance(people, list)
        else []
    )
    text = item.get("content_html") or "".join(
        f"<p>{html.escape(part)}</p>"
        for part in str(item.get("content_text") or item.get("summary") or "").split("\n\n")
    )
    return {
        "title": plain(item.get("title", "")),
        "address": _web(item.get("url") or item.get("external_url")),
        "published": _iso(item.get("date_published") or item.get("date_modified")),
        "author": ", ".join(plain(name) for name in names if name) or None,
        "html": str(text)[:LONGEST_TEXT],
    }


def _web(address: object) -> str | None:
    """Accept an address of the web; a feed must not send us to anything else."""
    text = address.strip() if isinstance(address, str) else ""
    return text if text.lower().startswith(("http://", "https://")) and len(text) < 4096 else None


def _time(parsed: Any) -> str | None:
    try:
        return _told(datetime.fromtimestamp(calendar.timegm(parsed), UTC)) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _iso(value: object) -> str | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return _told(found if found.tzinfo else found.replace(tzinfo=UTC)) if found else None


def _told(moment: datetime) -> str | None:
    return moment.astimezone(UTC).isoformat() if is_credible(moment) else None


if __name__ == "__main__":
    from bulletin.system.children import serve

    serve(answer)
