"""A web page to an article: find the story, judge every block of the page, guard the lead."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bulletin.clean.about import About, read_about
from bulletin.clean.blocks import BEYOND, Block, Walk
from bulletin.clean.dateline import dateline
from bulletin.clean.evidence import FAR, weigh
from bulletin.clean.facts import Surroundings
from bulletin.clean.judge import judge
from bulletin.clean.lead import guard_lead
from bulletin.clean.main_block import chosen_shares, main_text
from bulletin.clean.prose import widened
from bulletin.clean.rows import join_rows
from bulletin.clean.titles import headlines
from bulletin.clean.tree import cut_after, parse, strip_machinery
from bulletin.clean.verdict import Verdict
from bulletin.errors import RefusedError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Four of sixteen such texts were teasers (research on 181 pages of 2019).
LEAST_WITNESS_LETTERS = 1000

NEXT_STORY = "another story on the same page"

LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, read and judged."""

    about: About
    headline: str
    verdicts: tuple[Verdict, ...]
    standfirst: str | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A page before it is judged."""

    about: About
    address: str
    published: datetime | None
    blocks: Sequence[Block]
    around: Surroundings
    looks: Mapping[int, str]
    is_cut: bool
    """Whether it goes on after the longest page that is read."""


def read_page(text: str, *, address: str) -> Page:
    """
    Read a page.

    Raises:
        RefusedError: There is no page in the text.
    """
    sight = look(text, address=address)
    return judge_page(sight, weigh(sight.blocks, sight.around))


def look(text: str, *, address: str) -> Sight:
    """
    Cut a page into blocks, and find where its story lies.

    Raises:
        RefusedError: There is no page in the text.
    """
    root = parse(text)
    if root is None:
        raise RefusedError("It is an empty page.")
    about = read_about(root, address=address)
    published = about.published or _published(root, address)
    strip_machinery(root)
    walk = Walk().over(root)
    if walk.end is not None:
        cut_after(walk.end)
    whole = join_rows(walk.blocks, walk.looks)
    chosen = widened(whole, chosen_shares(whole, _main_text(root, walk, address)), walk.places)
    around = Surroundings(
        whole, chosen, places=walk.places, looks=walk.looks, witnessed=_witnessed(whole, about)
    )
    return Sight(
        about=about,
        address=address,
        published=published,
        blocks=whole,
        around=around,
        looks=walk.looks,
        is_cut=walk.end is not None,
    )


def judge_page(sight: Sight, weighed: Sequence[Block]) -> Page:
    """Decide about every block of a page, once each has its points."""
    blocks = _without_next(weighed, sight.looks)
    forms = headlines(blocks, sight.about, address=sight.address)
    verdicts, standfirst = guard_lead(judge(blocks, headlines=forms), description=sight.about.description)
    if sight.is_cut and verdicts:
        verdicts[-1] = Verdict(block=verdicts[-1].block, rule=BEYOND)
    return Page(
        about=sight.about,
        headline=forms[0] if forms else "",
        verdicts=tuple(verdicts),
        standfirst=standfirst,
        published=sight.published or dateline(verdicts),
    )


def _without_next(blocks: Sequence[Block], looks: Mapping[int, str]) -> Sequence[Block]:
    """Leave out the stories that a page appends to its own, each an `article` with its own top heading."""
    tops = [block for block in blocks if block.tag == "h1"]
    stories = [next((h for h in reversed(top.holders) if looks[h].startswith("article ")), 0) for top in tops]
    others = set(stories) - {0, *stories[:1], *(tops[0].holders if tops else ())}
    if not others or not stories[0]:
        return blocks
    return [
        block if others.isdisjoint(block.holders) else replace(block, points=FAR, against=NEXT_STORY)
        for block in blocks
    ]


def _main_text(root: HtmlElement, walk: Walk, address: str) -> str:
    try:
        return main_text(root, walk, address=address)
    except Exception:  # any page may come: what the library cannot bear is a page without a story
        LOGGER.debug("no main block in %s", address, exc_info=True)
        return ""


def _witnessed(blocks: Sequence[Block], about: About) -> list[float] | None:
    """Tell which share of each block the structured data has too; None where that holds no whole story."""
    if len(about.body) < LEAST_WITNESS_LETTERS:
        return None
    return chosen_shares(blocks, about.body)


def _published(root: HtmlElement, address: str) -> datetime | None:
    """Find the day in the page's text where its head does not tell; midnight UTC."""
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        day = find_date(root, url=address or None, original_date=True, extensive_search=False)
    except Exception:  # as above
        LOGGER.debug("no date in %s", address, exc_info=True)
        return None
    return datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
