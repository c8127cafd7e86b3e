"""A web page to an article: find the story, judge every block of the page, guard the lead."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bulletin.clean.about import About, read_about
from bulletin.clean.blocks import Block, Walk
from bulletin.clean.evidence import weigh
from bulletin.clean.facts import Surroundings
from bulletin.clean.judge import Verdict, judge
from bulletin.clean.lead import guard_lead
from bulletin.clean.main_block import chosen_shares, main_text
from bulletin.clean.titles import headlines
from bulletin.errors import RefusedError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Four of sixteen such texts were teasers (research on 181 pages of 2019).
LEAST_WITNESS_LETTERS = 1000

MACHINERY = (
    "script style svg iframe select template canvas video audio object embed map math link meta".split()
)

LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, read and judged."""

    about: About
    headline: str
    verdicts: tuple[Verdict, ...]
    standfirst: str | None = None
    published: datetime | None = None


def read_page(text: str, *, address: str) -> Page:
    """
    Read a page.

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
    chosen = chosen_shares(walk.blocks, _main_text(root, address))
    around = Surroundings(
        walk.blocks, chosen, places=walk.places, looks=walk.looks, witnessed=_witnessed(walk.blocks, about)
    )
    blocks = weigh(walk.blocks, around)
    forms = headlines(blocks, about, address=address)
    verdicts, standfirst = guard_lead(judge(blocks, headlines=forms), description=about.description)
    return Page(
        about=about,
        headline=forms[0] if forms else "",
        verdicts=tuple(verdicts),
        standfirst=standfirst,
        published=published,
    )


def parse(text: str) -> HtmlElement | None:
    """Make a tree of any text; None where there is nothing in it."""
    from lxml import html
    from lxml.etree import ElementDefaultClassLookup, LxmlError

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    # Its own lookup asks a Python function about each element, to tell forms from the rest.
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=html.HtmlElement))
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except (LxmlError, ValueError, AssertionError):
        return None


def strip_machinery(root: HtmlElement) -> None:
    """Take out what is never text; it would only slow the finder down."""
    from lxml.etree import strip_elements

    strip_elements(root, *MACHINERY, with_tail=False)


def _main_text(root: HtmlElement, address: str) -> str:
    try:
        return main_text(root, address=address)
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
