"""About: what a page says of itself in its head and its structured data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bulletin.model.moments import is_credible

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ARTICLE_TYPE = re.compile(r"Article|(?<!Job)Posting|Report\b|Review\b")
LONGEST_LD = 500_000
LONGEST_NAME = 60
MOST_AUTHORS = 3
# Microdata, the link relation, and the microformat that blogs use; one way through the page for all three.
MARKED_AUTHORS = "//*[@itemprop='author' or @rel='author' or contains(@class, 'author')]"
MARKED_NAMES = ".//*[@itemprop='name']"
# An address; a number; what somebody logs in with, or a gap in a form that nobody filled ("page.author").
NO_NAME = re.compile(r"://|@|\d{4}|^[a-z0-9]*[._-][a-z0-9._-]*$")
# Who is logged in where the page was typed.
NO_PERSON = frozenset(
    {
        "admin",
        "administrator",
        "author",
        "comms",
        "editor",
        "none",
        "null",
        "root",
        "undefined",
        "user",
        "webmaster",
    }
)
SPACES = re.compile(r"\s+")
WRITTEN_BY = frozenset({"written by", "author", "by"})
# "Jo Bell, health reporter", "Jo Bell - Chief Reporter": what somebody does is no part of the name.
ROLE = re.compile(
    r"(?:,|\s[-–—|])\s*(?:[\w’'&-]+\s){0,4}?(?:reporter|correspondent|editor|journalist|writer|columnist"
    r"|producer|presenter)\b[^,]*$",
    re.IGNORECASE,
)

Thing = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the page claims; every claim may be missing or wrong."""

    titles: tuple[str, ...] = ()
    """Headlines as given by the structured data, the sharing card and the window title, in that order."""
    description: str = ""
    published: datetime | None = None
    author: str | None = None
    marked_author: str | None = None
    """The name marked in the page's body or on its card. Forums mark names too: no sign of an article."""
    site: str | None = None
    canonical: str | None = None
    types: frozenset[str] = frozenset()
    """Types of the structured data and of the sharing card, as written."""
    body: str = ""
    """The article's text in the structured data: a witness, not to be trusted first."""
    language: str | None = None


def read_about(root: HtmlElement, *, address: str) -> About:
    """Read the claims."""
    meta = _meta(root)
    things = list(_things(root))
    article = next((thing for thing in things if ARTICLE_TYPE.search(_type(thing))), {})
    description = (meta.get("og:description"), article.get("description"), meta.get("description"))
    author = _first(
        _people(article.get("author")),
        _person(meta.get("author")),
        _person(meta.get("article:author")),
    )
    site = _site(meta, article, things)
    return About(
        titles=_titles(root, meta, article),
        description=_first(*map(_text, description)) or "",
        published=_published(meta, article, zone=_zone(root, meta, address)),
        author=author,
        marked_author=(_labelled_author(meta) or _marked_author(root)) if author in (None, site) else None,
        site=site,
        canonical=_canonical(root, meta, address),
        types=frozenset(filter(None, [*map(_type, things), meta.get("og:type")])),
        body=_text(article.get("articleBody")),
        language=_language(root, meta),
    )


def _titles(root: HtmlElement, meta: dict[str, str], article: Thing) -> tuple[str, ...]:
    title = next(root.iter("title"), None)
    window = title.text_content() if title is not None else ""
    titles = (article.get("headline"), meta.get("og:title"), meta.get("twitter:title"), window)
    return tuple(dict.fromkeys(filter(None, map(_text, titles))))


def _published(meta: dict[str, str], article: Thing, *, zone: tzinfo) -> datetime | None:
    names = ("article:published_time", "datepublished", "date", "dc.date", "parsely-pub-date")
    return _first(
        *(parse_time(value, zone=zone) for value in (article.get("datePublished"), *map(meta.get, names)))
    )


def _labelled_author(meta: dict[str, str]) -> str | None:
    """Read the card that WordPress makes for sharing: a label "Written by", and the name under it."""
    labels = (at for at in "12" if meta.get(f"twitter:label{at}", "").casefold() in WRITTEN_BY)
    return _first(*(_person(meta.get(f"twitter:data{at}")) for at in labels))


def _site(meta: dict[str, str], article: Thing, things: list[Thing]) -> str | None:
    publisher = _name(article.get("publisher"))
    names = (meta.get("og:site_name"), publisher, _site_thing(things), meta.get("application-name"))
    return _text(_first(*names)) or None


def _zone(root: HtmlElement, meta: dict[str, str], address: str) -> tzinfo:
    """
    Tell the zone of a time that names none: London on a British page, else UTC.

    Half the year a British clock is an hour before UTC, and systems that leave out the zone print the clock.
    """
    language = (root.get("lang") or meta.get("og:locale") or "").replace("_", "-").lower()
    own = _canonical(root, meta, address) or address
    host = own.split("//", 1)[-1].split("/", 1)[0].lower()
    if language != "en-gb" and not host.endswith(".uk"):
        return UTC
    try:
        return ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:  # a computer without the table of zones
        return UTC


def parse_time(value: object, *, zone: tzinfo = UTC) -> datetime | None:
    """Read an ISO 8601 time; of that zone where it has none. None where it is no article's."""
    if not isinstance(value, str) or not re.match(r"\d{4}-\d\d-\d\d", value.strip()):
        return None
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", value.strip().replace("Z", "+00:00"))
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not is_credible(found):
        return None
    is_day = len(value.strip()) == len("2026-07-02")
    return found if found.tzinfo else found.replace(tzinfo=UTC if is_day else zone)


def _meta(root: HtmlElement) -> dict[str, str]:
    """Collect the meta elements by name, the first of each."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content.strip())
    return found


def _things(root: HtmlElement) -> Iterator[Thing]:
    """Give every object of the structured data, graphs unfolded, two levels deep."""
    for script in root.iter("script"):
        source = script.text or ""
        if "ld+json" not in script.get("type", "") or len(source) > LONGEST_LD:
            continue
        try:
            data = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in data if isinstance(data, list) else [data]:
            if isinstance(thing, dict):
                yield thing
                graph = thing.get("@graph")
                yield from (
                    (inner for inner in graph if isinstance(inner, dict)) if isinstance(graph, list) else ()
                )
                whole = thing.get("mainEntity")
                if isinstance(whole, dict):
                    yield whole


def _type(thing: Thing) -> str:
    kind = thing.get("@type", "")
    return " ".join(str(part) for part in kind) if isinstance(kind, list) else str(kind)


def _name(thing: object) -> str | None:
    if isinstance(thing, list) and thing:
        thing = thing[0]
    name = thing.get("name") if isinstance(thing, dict) else thing
    return name if isinstance(name, str) and name.strip() else None


def _site_thing(things: list[Thing]) -> str | None:
    return next((name for thing in things if _type(thing) == "WebSite" and (name := _name(thing))), None)


def _people(value: object) -> str | None:
    names = [_person(_name(person)) for person in (value if isinstance(value, list) else [value])]
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _person(value: object) -> str | None:
    """Accept a name; an address or a login is none."""
    text = _text(value)
    text = re.sub(r"^by\s+", "", text, flags=re.IGNORECASE)
    text = ROLE.sub("", text.lstrip(" ,;:-–—|"))
    is_name = len(text) < 120 and not NO_NAME.search(text) and text.casefold() not in NO_PERSON
    return text if text and is_name else None


def _marked_author(root: HtmlElement) -> str | None:
    """Find who the page's own elements say wrote it; None where they name many, as under a list of posts."""
    found = (_person(" ".join(named.itertext())) for named in _named_elements(root))
    names = dict.fromkeys(name for name in found if name and len(name) <= LONGEST_NAME)
    return ", ".join(names) or None if len(names) <= MOST_AUTHORS else None


def _named_elements(root: HtmlElement) -> Iterator[HtmlElement]:
    for element in root.xpath(MARKED_AUTHORS):
        is_link = element.tag == "a" and element.get("rel") == "author"
        if element.get("itemprop") == "author":
            yield from element.xpath(MARKED_NAMES) or [element]
        elif is_link or "vcard" in element.get("class", ""):
            yield element


def _canonical(root: HtmlElement, meta: dict[str, str], address: str) -> str | None:
    links = (link for link in root.iter("link") if "canonical" in link.get("rel", "").split())
    link: str | None = next((link.get("href") for link in links), None)
    for candidate in (link, meta.get("og:url"), address):
        if not candidate or not candidate.strip():
            continue
        try:
            whole = urljoin(address, candidate.strip())
            parts = urlsplit(whole)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.netloc:
            return parts._replace(fragment="").geturl()
    return None


def _language(root: HtmlElement, meta: dict[str, str]) -> str | None:
    claim = (
        root.get("lang")
        or root.get("xml:lang")
        or meta.get("og:locale")
        or meta.get("content-language")
        or ""
    )
    found = re.match(r"[A-Za-z]{2}(?=$|[-_,; ])", claim.strip())
    return found.group().lower() if found else None


def _text(value: object) -> str:
    """Make one line of text of a claim; markup and entities may be in it."""
    if not isinstance(value, str):
        return ""
    from html import unescape

    plain = unescape(value)
    if "<" in plain:
        plain = re.sub(r"<[^<>]{0,2000}>", " ", plain)
    return SPACES.sub(" ", plain).strip()


def _first(*candidates: T | None) -> T | None:
    return next((candidate for candidate in candidates if candidate), None)
