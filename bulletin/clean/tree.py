"""Tree: any text to a tree of elements, and the parts of it that are never read taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin.clean.blocks import UNREADABLE

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What is never text. Its scripts are where a page may tell its date, so they go after that was looked for.
MACHINERY = ("link", "meta", "input", "hr", *sorted(UNREADABLE - {"head"}))


# Ten times the largest of 355 development pages; a page of nothing but line breaks would fill the memory.
MOST_TAGS = 200_000
# A menu may well have a line of text or two, and the site's name as its top heading.
LEAST_PARAGRAPHS = 3


def parse(text: str) -> HtmlElement | None:
    """Make a tree of any text; None where there is nothing in it."""
    from lxml import html
    from lxml.etree import ElementDefaultClassLookup, LxmlError

    # A page of tags that nobody closed may be over 256 elements deep, where the parser would stop; with
    # `huge_tree` it stops at 2048.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True
    )
    # Its own lookup asks a Python function about each element, to tell forms from the rest.
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=html.HtmlElement))
    try:
        content = _shortened(text).encode("utf-8", "replace")
        return html.document_fromstring(content, parser=parser, ensure_head_body=True)
    except (LxmlError, ValueError, AssertionError):
        return None


def _shortened(text: str) -> str:
    """Cut a text before the first tag that is one too many."""
    if text.count("<") <= MOST_TAGS:
        return text
    at = -1
    for _ in range(MOST_TAGS + 1):
        at = text.find("<", at + 1)
    return text[:at]


def strip_machinery(root: HtmlElement) -> None:
    """Take out what no walk over the page reads; it would only slow the finder down."""
    from lxml.etree import strip_elements

    for menu in root.iter("nav"):
        if _holds_story(menu):
            menu.tag = "div"
    strip_elements(root, *MACHINERY, with_tail=False)


def _holds_story(menu: HtmlElement) -> bool:
    """Tell a menu that nobody closed, so that the whole page lies in it: it has headline and paragraphs."""
    return menu.find(".//h1") is not None and len(menu.findall(".//p")) >= LEAST_PARAGRAPHS


def cut_after(element: HtmlElement) -> None:
    """Take out everything that comes after an element in reading order, except its own tail."""
    here = element
    while (above := here.getparent()) is not None:
        del above[above.index(here) + 1 :]
        here = above
