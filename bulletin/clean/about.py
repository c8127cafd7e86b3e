"""About: what a page says of itself in its head and its structured data, read with beautifulsoup4."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from lxml.html import HtmlElement

ARTICLE_TYPE = re.compile(r"Article|Posting|Report\b|Review\b")
TELLING = ("title", "meta", "link", "script", "base")
LONGEST_LD = 500_000
SPACES = re.compile(r"\s+")

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
    site: str | None = None
    canonical: str | None = None
    types: frozenset[str] = frozenset()
    """Types of the structured data and of the sharing card, as written."""
    body: str = ""
    """The article's text in the structured data: a witness, not to be trusted first."""
    language: str | None = None


def read_about(root: HtmlElement, *, address: str) -> About:
    """Read the claims; the soup holds only what can make one, for a whole page costs as much as the rest."""
    soup = _telling_soup(root)
    meta = _meta(soup)
    things = list(_things(soup))
    article = next((thing for thing in things if ARTICLE_TYPE.search(_type(thing))), {})
    site = _first(
        meta.get("og:site_name"),
        _name(article.get("publisher")),
        _site_thing(things),
        meta.get("application-name"),
    )
    titles = (
        article.get("headline"),
        meta.get("og:title"),
        meta.get("twitter:title"),
        soup.title and soup.title.get_text(),
    )
    return About(
        titles=tuple(dict.fromkeys(filter(None, map(_text, titles)))),
        description=_first(
            _text(meta.get("og:description")),
            _text(article.get("description")),
            _text(meta.get("description")),
        )
        or "",
        published=_first(
            parse_time(article.get("datePublished")),
            parse_time(meta.get("article:published_time")),
            parse_time(meta.get("datepublished")),
            parse_time(meta.get("date")),
            parse_time(meta.get("dc.date")),
            parse_time(meta.get("parsely-pub-date")),
        ),
        author=_first(
            _people(article.get("author")), _person(meta.get("author")), _person(meta.get("article:author"))
        ),
        site=_text(site) or None,
        canonical=_canonical(soup, meta, address),
        types=frozenset(filter(None, [*map(_type, things), meta.get("og:type")])),
        body=_text(article.get("articleBody")),
        language=_language(root, meta),
    )


def parse_time(value: object) -> datetime | None:
    """Read an ISO 8601 time; UTC where it has no zone."""
    if not isinstance(value, str) or not re.match(r"\d{4}-\d\d-\d\d", value.strip()):
        return None
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", value.strip().replace("Z", "+00:00"))
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _telling_soup(root: HtmlElement) -> BeautifulSoup:
    from bs4 import BeautifulSoup
    from lxml.etree import tostring

    telling = [
        tostring(element, encoding="unicode", method="html", with_tail=False)
        for element in root.iter(*TELLING)
        if element.tag != "script" or "ld+json" in (element.get("type") or "")
    ]
    return BeautifulSoup("".join(telling), "lxml")


def _meta(soup: BeautifulSoup) -> dict[str, str]:
    """Collect the meta elements by name, the first of each."""
    found: dict[str, str] = {}
    for element in soup.find_all("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if isinstance(name, str) and isinstance(content, str) and content.strip():
            found.setdefault(name.strip().lower(), content.strip())
    return found


def _things(soup: BeautifulSoup) -> Iterator[Thing]:
    """Give every object of the structured data, graphs unfolded, two levels deep."""
    for script in soup.find_all("script"):
        source = script.get_text()
        if len(source) > LONGEST_LD:
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
    return text if text and len(text) < 120 and "://" not in text and "@" not in text else None


def _canonical(soup: BeautifulSoup, meta: dict[str, str], address: str) -> str | None:
    link = next((element.get("href") for element in soup.find_all("link", rel="canonical")), None)
    for candidate in (link, meta.get("og:url"), address):
        if not isinstance(candidate, str) or not candidate.strip():
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
