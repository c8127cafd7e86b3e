"""Refusals: what is no article, and is never read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from bulletin.clean.about import ARTICLE_TYPE, About
from bulletin.clean.blocks import Block
from bulletin.clean.judge import LINKED_HEADLINE
from bulletin.clean.verdict import Verdict, is_prose
from bulletin.errors import RefusedError
from bulletin.model import Kind
from bulletin.text.patterns import later

LEAST_WORDS = 25
LEAST_DIFFERENT_WORDS = 8
# Development pages: of 297 articles none but two front pages is refused at these values.
LISTING_HEADINGS = 10
LISTING_TEASER_WORDS = 60
LISTING_LINKS = 0.45
# A page of a few such teasers has no other heading, and a line or two under each.
LEAST_LINKED, SHORT_TEASER_WORDS = 4, 35
FRONT_PAGE_SHARE = 0.25
LINKED = 0.8
# Types of the structured data (schema.org) and of the sharing card, and what they mean for us.
OTHER_TYPES = (
    (later(r"DiscussionForumPosting|QAPage"), "a forum, where readers talk"),
    (later(r"LiveBlogPosting"), "a live blog, which is never finished"),
)
FIRM_TYPE = re.compile(r"^(?:LocalBusiness|Store|Restaurant|Hotel|SoftwareApplication)$")
SHORT_LINE = 10
ANY_WORDS = 1_000_000
LONGEST_ASKING = 40
NO_WALL = frozenset({"hidden", "comments"})
# Of the words of a page that does not claim to be an article; none of the 297 articles has so few.
LEAST_SHARE = 0.15
# Of a short one that tells a date or an author, but no type: jobs and offers have those as well.
LEAST_DATED_SHARE = 0.08
LEAST_DATED_WORDS = 80
# A linked heading with a few sentences under it is another page's teaser. One of the 297 articles has so
# many, but with more under each.
LEAST_TEASERS = 12
TEASER_REACH = 3
WORDS = re.compile(r"[a-z0-9]+")
LONGEST_KIND = 3
ASIDE_OF_NEWS = frozenset({"news", "blog", "blogs", "story", "stories", "article", "articles"})
SHOP_TYPES = (
    (later(r"^[Pp]roduct$"), "something for sale"),
    (later(r"ItemList|CollectionPage"), "a list of other pages"),
    (later(r"^JobPosting$"), "a job on offer"),
    (later(r"^SearchResultsPage$"), "a list of search results"),
    (later(r"^(?:\w+)?Event$"), "an event in a diary"),
)
# A page with as many words tells a story beside its video.
LONGEST_MEDIA_WORDS = 150
MEDIA_TYPES = (
    (later(r"^VideoObject$|^video\b"), "a video"),
    (later(r"^(?:Image|Media|Video)Gallery$"), "a gallery of pictures"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Something that a page may be instead of an article."""

    name: str
    longest_words: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Short lines that tell what a page is."""

    name: str
    least: int
    """The lines that must match."""
    most_share: float
    """The share of the page's words that the story may have, 0 to 1."""
    longest_words: int
    """The words of prose that the story may have."""
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A headline that tells what a page is, if the lines under it bear it out."""

    name: str
    headline: re.Pattern[str]
    least: int
    """The short lines that must match; 0 where the headline tells enough."""
    line: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """The line at which the free part of a story ends."""

    name: str
    longest_words: int
    """The words of prose that such a part may have."""
    reach: int
    """How many blocks after the last sentence are looked at."""
    pattern: re.Pattern[str]


def check(
    verdicts: Sequence[Verdict],
    *,
    headline: str,
    about: About | None = None,
    address: str = "",
    least_words: int = LEAST_WORDS,
) -> None:
    """
    Refuse what is no article.

    Args:
        verdicts: On each of its blocks.
        headline: As it was found.
        about: What a page says of itself.
        address: Of the page.
        least_words: Of prose; fewer are no article.

    Raises:
        RefusedError: Says what it is instead.
    """
    kept = [verdict.block for verdict in verdicts if verdict.is_kept]
    prose = sum(len(block.words) for block in kept if is_prose(block))
    every = [verdict.block for verdict in verdicts]
    tops = [block.text for block in every if block.tag == "h1"]
    tops = tops if len(tops) == 1 else []  # of several some are the site's, or head a box
    what = _by_words((headline, *tops), kept or every, prose) or _by_wall(verdicts, prose)
    what = what or _by_headline((headline, *tops), every)
    if what is None and about is not None:
        listed = [verdict.block for verdict in verdicts if verdict.is_kept or verdict.rule == LINKED_HEADLINE]
        what = _by_types(about, prose) or _by_shape(listed, every, about, address) or _by_teasers(verdicts)
        what = what or _by_path(about)
        if what is None and prose >= LEAST_WORDS and not _claims_article(about):
            is_firm = any(map(FIRM_TYPE.search, about.types))
            what = "a firm's page about itself" if is_firm else _by_marks(kept, every, prose)
        if what is None and prose >= LEAST_WORDS and not _says_article(about):
            what = _by_size(kept, every)
    if what is not None:
        raise RefusedError(f"It is no article but {what}.")
    if prose < least_words:
        raise RefusedError(f"It holds no article: {prose} words of prose, and {least_words} are the least.")
    words = [word for block in kept for word in block.words]
    if len(set(words)) < min(LEAST_DIFFERENT_WORDS, max(least_words, len(words)) / 2):
        raise RefusedError("It holds no article: the same few words come again and again.")


def _by_words(headlines: Sequence[str], kept: Sequence[Block], prose: int) -> str | None:
    """Tell by what the headline, a top heading that is not in the window's title, or a short text says."""
    text = " ".join(block.text for block in kept)
    for reason in _reasons():
        if prose <= reason.longest_words and any(map(reason.pattern.search, (*headlines, text))):
            return reason.name
    return None


def _by_wall(verdicts: Sequence[Verdict], prose: int) -> str | None:
    """Tell the beginning of a story by what stands right after its last sentence."""
    wall = _wall()
    ends = [at for at, verdict in enumerate(verdicts) if verdict.is_kept and is_prose(verdict.block)]
    if not ends or prose > wall.longest_words:
        return None
    # What asks for money may read like prose itself. What is hidden is shown to others, or later; and to talk
    # about a story many papers want a name.
    around = verdicts[max(ends[-1] - 1, 0) : ends[-1] + 1 + wall.reach]
    shown = (verdict.block for verdict in around if NO_WALL.isdisjoint(verdict.block.called))
    is_wall = any(len(block.words) <= LONGEST_ASKING and wall.pattern.search(block.text) for block in shown)
    return wall.name if is_wall else None


def _by_headline(headlines: Sequence[str], every: Sequence[Block]) -> str | None:
    short = [block.text for block in every if len(block.words) <= SHORT_LINE]
    for head in _heads():
        if (
            any(map(head.headline.search, headlines))
            and sum(map(bool, map(head.line.search, short))) >= head.least
        ):
            return head.name
    return None


def _by_types(about: About, prose: int) -> str | None:
    is_article = any(ARTICLE_TYPE.search(kind) and "Discussion" not in kind for kind in about.types)
    is_media = prose < LONGEST_MEDIA_WORDS and not _says_article(about)
    known = (*OTHER_TYPES, *(() if is_article else SHOP_TYPES), *(MEDIA_TYPES if is_media else ()))
    return next((what for pattern, what in known if any(map(pattern.search, about.types))), None)


def _by_path(about: About) -> str | None:
    """Tell what a page is by the parts of its own address."""
    if any(map(ARTICLE_TYPE.search, about.types)):
        return None
    parts = urlsplit((about.canonical or "").lower()).path.strip("/").split("/")
    if len(parts) < 2 or len(WORDS.findall(parts[-1])) > LONGEST_KIND:
        return None
    for row in _table()["path"]:
        is_there = not ASIDE_OF_NEWS.isdisjoint(parts[:-1])
        if not is_there and (parts[0] if row.get("first") else parts[-2]) in row["parts"]:
            return str(row["name"])
    return None


def _by_shape(kept: Sequence[Block], every: Sequence[Block], about: About, address: str) -> str | None:
    """Tell a list of links from a story: by linked headings, linked words, or how little was kept."""
    headings = [block for block in kept if block.kind is Kind.HEADING]
    linked = sum(block.link_share > LINKED for block in headings)
    words = sum(len(block.words) for block in kept) or 1
    links = sum(len(block.words) * block.link_share for block in kept)
    if linked >= LEAST_LINKED and linked == len(headings) and words < SHORT_TEASER_WORDS * linked:
        return "a list of links"
    is_teased = linked >= len(headings) / 2 and words < LISTING_TEASER_WORDS * linked
    if (linked >= LISTING_HEADINGS and is_teased) or links > LISTING_LINKS * words:
        return "a list of links"
    is_small = words < FRONT_PAGE_SHARE * sum(len(block.words) for block in every)
    teasers = sum(block.kind is Kind.HEADING and block.link_share > LINKED for block in every)
    is_front = urlsplit(address).path.strip("/") == "" or teasers >= 3
    return (
        "a front page, which leads to others" if is_small and is_front and not _says_article(about) else None
    )


def _by_teasers(verdicts: Sequence[Verdict]) -> str | None:
    """Tell a list of teasers, however long each of them is."""
    kept = [verdict.block if verdict.is_kept else None for verdict in verdicts]
    teasers = sum(
        verdict.block.kind is Kind.HEADING
        and verdict.block.link_share > LINKED
        and any(block is not None and is_prose(block) for block in kept[at + 1 : at + 1 + TEASER_REACH])
        for at, verdict in enumerate(verdicts)
    )
    words = sum(len(block.words) for block in kept if block is not None)
    return "a list of links" if teasers >= LEAST_TEASERS and words < LISTING_TEASER_WORDS * teasers else None


def _by_size(kept: Sequence[Block], every: Sequence[Block]) -> str | None:
    words, whole = (sum(len(block.words) for block in blocks) for blocks in (kept, every))
    is_small = words < LEAST_DATED_WORDS and words < LEAST_DATED_SHARE * whole
    return "a page of many small parts" if is_small else None


def _says_article(about: About) -> bool:
    return any(ARTICLE_TYPE.search(kind) or kind == "article" for kind in about.types)


def _claims_article(about: About) -> bool:
    """Whether the page says that it is an article, or who wrote it, or when."""
    return _says_article(about) or about.published is not None or about.author is not None


def _by_marks(kept: Sequence[Block], every: Sequence[Block], prose: int) -> str | None:
    """Tell a shop, a service or a forum by the short lines all over the page."""
    share = sum(len(block.words) for block in kept) / (sum(len(block.words) for block in every) or 1)
    short = [block.text for block in every if len(block.words) <= SHORT_LINE]
    for mark in _marks():
        is_possible = share <= mark.most_share and prose <= mark.longest_words
        if is_possible and sum(map(bool, map(mark.pattern.search, short))) >= mark.least:
            return mark.name
    return "a page of many small parts" if share < LEAST_SHARE else None


@cache
def _marks() -> tuple[Mark, ...]:
    return tuple(
        Mark(
            name=row["name"],
            least=row["least"],
            most_share=row["share"],
            longest_words=row.get("words", ANY_WORDS),
            pattern=_any(row["patterns"]),
        )
        for row in _table()["mark"]
    )


@cache
def _wall() -> Wall:
    row = _table()["wall"]
    pattern = _any(row["patterns"])
    return Wall(name=row["name"], longest_words=row["words"], reach=row["reach"], pattern=pattern)


@cache
def _heads() -> tuple[Head, ...]:
    return tuple(
        Head(
            name=row["name"],
            headline=_any(row["headlines"]),
            least=row["least"],
            line=_any(row["lines"]),
        )
        for row in _table()["head"]
    )


@cache
def _reasons() -> tuple[Reason, ...]:
    return tuple(
        Reason(
            name=row["name"],
            longest_words=row["words"],
            pattern=_any(row["patterns"]),
        )
        for row in _table()["reason"]
    )


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("refuse.toml").read_text("utf-8"))


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return later("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
