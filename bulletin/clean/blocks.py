"""Blocks: a page cut into the pieces of text that a reader sees, each with its facts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bulletin.clean.decode import tidy, unescaped
from bulletin.clean.places import NOWHERE, places_of
from bulletin.model import Kind
from bulletin.text.patterns import later

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# A run of letters and digits; Chinese and Japanese are written without spaces, so there each sign counts.
WORD = later("[\u3040-\u30ff\u3400-\u9fff]|[^\\W\u3040-\u30ff\u3400-\u9fff]+")
IDEOGRAPH = later("[\u3040-\u30ff\u3400-\u9fff]")
NEW_TAB = later(r",?\s*\(?\bopens (?:in )?(?:a )?new (?:tab|window)\b\)?", re.IGNORECASE)
PARAGRAPH_BREAK = later(r"\n(?:\s*\n)+|(?<=[.!?”\"])\s*\n")
UNREADABLE = frozenset(
    "nav script style noscript template svg iframe select option button textarea input head canvas video "
    "audio object embed math progress meter datalist dialog del map rp rt "
    "amp-ad amp-analytics amp-consent amp-embed amp-iframe amp-sidebar amp-social-share amp-video".split()
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data dfn em font i img ins kbd label mark nobr picture q ruby "
    "s samp small source span strike strong sub sup time tt u var wbr".split()
)
# A page's own element, <vale-source> or Word's <o:p>, is no break in one of these.
PROSE = frozenset("p li dd dt h1 h2 h3 h4 h5 h6 figcaption td th".split())
PLAIN_INLINE = INLINE - {"cite", "code", "time"}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BOLD = frozenset({"b", "strong", "em", "i"})
ASIDES = frozenset({"hidden", "popup"})
MOST = 0.6
# Three times the largest of 355 development pages (6,373 elements, 1,169 blocks, 72,000 letters), or more.
# What comes after is a book, a log or an attack, and no page takes longer than one of these.
MOST_ELEMENTS = 20_000
MOST_BLOCKS = 5_000
MOST_LETTERS = 400_000
BEYOND = "beyond the longest page that is read"
# What lies deeper, in tags that nobody closed, counts as lying there; the deepest development page has 40.
DEEPEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One run of text with what its element and its surroundings say about it."""

    text: str
    tag: str = "p"
    """The nearest element that makes a block of its own."""
    kind: Kind = Kind.PARAGRAPH
    link_share: float = 0.0
    """0 to 1: the share of its letters that are links."""
    bold_share: float = 0.0
    """0 to 1: the share of its letters in bold or italics."""
    places: frozenset[str] = frozenset()
    """What its own element and the text in it are called: `share`, `caption`... (places.toml)."""
    holders: tuple[int, ...] = ()
    """Numbers of the elements around it, outermost first; `Page.places` tells what each is called."""
    is_pictured: bool = False
    """Whether a picture stands in it or right before it."""
    called: frozenset[str] = frozenset()
    """What its own element and those around it are called, without those that hold much of the story."""
    points: float = 0.0
    """For (over 0) and against it in all; what is no page has none (evidence.toml)."""
    against: str | None = None
    """What speaks most against it."""

    words: tuple[str, ...] = field(default=(), repr=False)
    """Its words in lower case; found in the text, and handed on to its copies."""

    def __post_init__(self) -> None:
        if not self.words:
            object.__setattr__(self, "words", tuple(WORD.findall(self.text.casefold())))


@dataclass(slots=True)
class _Open:
    """An element whose end has not been reached."""

    tag: str
    """Of the nearest element that makes a block."""
    kind: Kind
    holders: tuple[int, ...] = ()
    is_link: bool = False
    is_bold: bool = False
    places: frozenset[str] = frozenset()
    """Of the elements inside the block."""


@dataclass(slots=True)
class _Run:
    """The text collected since the last block began."""

    parts: list[str] = field(default_factory=list)
    letters: int = 0
    linked: int = 0
    bold: int = 0
    places: Counter[str] = field(default_factory=Counter)


class Walk:
    """One pass over a tree in reading order; not recursive, for trees may be deep."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.places: dict[int, frozenset[str]] = {}
        self.looks: dict[int, str] = {}
        """For each element its name and classes: elements made by the same template look alike."""
        self.end: HtmlElement | None = None
        """Where it stopped before the end, because no story is so long."""
        self.is_deep = False
        """Whether elements lie deeper than any page's should."""
        self._open: list[_Open] = [_Open("body", Kind.PARAGRAPH)]
        self._run = _Run()
        self._count = 0
        self._letters = 0
        self._is_pictured = False

    def over(self, root: HtmlElement) -> Walk:
        """Cut everything under `root` into blocks, up to the longest page that is read."""
        from lxml.etree import iterwalk

        walker = iterwalk(root, events=("start", "end"))
        for step, (event, element) in enumerate(walker):
            if step > 2 * MOST_ELEMENTS or len(self.blocks) > MOST_BLOCKS or self._letters > MOST_LETTERS:
                self.end = element
                break
            tag = element.tag
            if event == "end":
                self._end(element, tag)
            elif tag in UNREADABLE:
                walker.skip_subtree()
                self._open.append(self._open[-1])
            elif not self._start(element, tag):
                walker.skip_subtree()
        self._flush()
        return self

    def _start(self, element: HtmlElement, tag: str) -> bool:
        """Open an element; False where its words are none of the sentence's."""
        attributes, above = dict(element.items()), self._open[-1]
        places = places_of(tag, attributes) if attributes or tag not in PLAIN_INLINE else NOWHERE
        if not _is_inline(element, tag, above):
            here = self._begin(tag, attributes, places)
        elif tag in PLAIN_INLINE and not ASIDES.isdisjoint(places):  # a hover card, a hint for screen readers
            self._open.append(above)
            return False
        else:
            here = self._inline(tag, places, above)
            if "br" in attributes.get("class", "").split():  # a line's end by another name
                self._run.parts.append("\n")
        self._open.append(here)
        text = element.text
        if text:
            self._say(text, here)
        return True

    def _inline(self, tag: str, places: frozenset[str], above: _Open) -> _Open:
        if tag == "br":
            self._run.parts.append("\n")
        elif tag == "img":
            self._is_pictured = True
        is_link, is_bold = above.is_link or tag == "a", above.is_bold or tag in BOLD
        if is_link == above.is_link and is_bold == above.is_bold and places <= above.places:
            return above
        return _Open(above.tag, above.kind, above.holders, is_link, is_bold, places | above.places)

    def _begin(self, tag: str, attributes: dict[str, str], places: frozenset[str]) -> _Open:
        self._flush()
        above = self._open[-1]
        self._count += 1
        if places:
            self.places[self._count] = places
        self.looks[self._count] = f"{tag} {attributes.get('class', '')}"
        holders = above.holders
        if len(holders) < DEEPEST:
            holders = (*holders, self._count)
        else:
            self.is_deep = True
        return _Open(tag, _kind(tag, above.kind), holders, above.is_link, above.is_bold)

    def _end(self, element: HtmlElement, tag: str) -> None:
        if tag not in UNREADABLE and not _is_inline(element, tag, self._open[-2]):
            self._flush()
        self._open.pop()
        tail = element.tail
        if tail:
            self._say(tail, self._open[-1])

    def _say(self, text: str, here: _Open) -> None:
        run = self._run
        if text.isspace():
            if run.letters:
                run.parts.append(" ")
            return
        text = text[: MOST_LETTERS + 1]
        letters = len(text)
        self._letters += letters
        if not text.isascii() or (run.parts and not run.parts[-1].isascii()):
            self._part_scripts(text)
        run.parts.append(text.replace("\n", " "))
        run.letters += letters
        run.linked += letters * here.is_link
        run.bold += letters * here.is_bold
        for place in here.places:
            run.places[place] += letters

    def _part_scripts(self, text: str) -> None:
        """
        Put the space that a reader sees between Japanese or Chinese and a link or name in Latin letters.

        Source: W3C, Requirements for Japanese Text Layout, 3.2.6: a quarter em, set by the browser.
        """
        before = self._run.parts[-1][-1:] if self._run.parts else ""
        if (
            before.isalnum()
            and text[:1].isalnum()
            and bool(IDEOGRAPH.match(before)) != bool(IDEOGRAPH.match(text))
        ):
            self._run.parts.append(" ")

    def _flush(self) -> None:
        run = self._run
        if not run.letters:
            run.parts.clear()
            return
        self._run = _Run()
        here, whole = self._open[-1], "".join(run.parts)
        for piece in PARAGRAPH_BREAK.split(whole) if "\n" in whole else (whole,):
            # A page may well spell what is invisible as an entity, which is a letter only now.
            text = " ".join(unescaped(piece if piece.isascii() else tidy(piece)).split())
            if "new tab" in text or "new window" in text:
                text = NEW_TAB.sub("", text).strip()
            if text:
                self.blocks.append(self._block(text, run, here))
        self._is_pictured = False

    def _block(self, text: str, run: _Run, here: _Open) -> Block:
        return Block(
            text=text,
            tag=here.tag,
            kind=here.kind,
            link_share=run.linked / run.letters,
            bold_share=run.bold / run.letters,
            places=frozenset(place for place, letters in run.places.items() if letters > MOST * run.letters),
            is_pictured=self._is_pictured,
            holders=here.holders,
        )


def _is_inline(element: HtmlElement, tag: str, above: _Open) -> bool:
    """Whether an element is part of a line; one that HTML does not know is, unless it holds blocks."""
    if tag in INLINE:
        return True
    is_own = "-" in tag or ":" in tag
    return is_own and above.tag in PROSE and all(child.tag in INLINE for child in element)


def _kind(tag: str, above: Kind) -> Kind:
    if tag in HEADINGS:
        return Kind.HEADING
    if tag in ("li", "dd", "dt"):
        return Kind.ITEM
    if tag == "blockquote":
        return Kind.QUOTE
    return above
