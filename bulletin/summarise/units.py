"""Units: what of an article can be spoken, in pieces that are kept or left whole."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from bulletin.model import Article, Kind, Paragraph, Passage
from bulletin.summarise.boilerplate import corrected_figures, holds_figure, tells_about_a_body
from bulletin.summarise.misprints import Proofread, proofread
from bulletin.summarise.personal import is_column, labelled_places, personal_places
from bulletin.summarise.signs import holds_a_code, without_signs
from bulletin.text import sentences
from bulletin.text.quotations import is_bare, quotes, speaker_before

_UNSPOKEN = Path(__file__).parent / "data" / "unspoken.tsv"
_FEWEST_WORDS = 4
# A line of fewer words without a stop is a heading or caption that lost its mark.
_FEWEST_IN_A_LINE = 9
# A dateline brings two new words to thirty; a new figure, or one new word in nine, may be news.
_FEWEST_TO_REPEAT = 12
_LOOKED_BACK = 3
_LONGEST_LABEL = 2
_LINKS = ("sign-up line", "teaser")
_MOST_NEW = 0.1
_WORD = re.compile(r"\w+")
_HAS_WORD = re.compile(r"[^\W\d_]{2}")
_BULLET = re.compile(r"^(?:[•▪◦●○■]\s*|[·*–-]\s+)")
_ANSWERS = re.compile(r"^[:;,]\s")
"""Behind the name of somebody, which is lost."""
_STOPS = tuple(".!?…\"”’'")
_ENDS = (*_STOPS, ")")
HEADING = "a heading, by its form"
CAPTION = "a caption"
NO_SENTENCE = "no sentence"
_UNSAYABLE = Proofread(text=None, edits=("web address that nobody can write down",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A paragraph, or an introducing line with the list that it opens."""

    passages: tuple[Passage, ...]
    unfit: str = ""
    """Why it must not be spoken; empty where it may. What hangs on an unfit unit falls with it."""
    shortened: bool = False
    """Whether later sentences were lost to a misprint: nothing may hang on it any more."""

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(passage.text for passage in self.passages)


def units(article: Article) -> tuple[Unit, ...]:
    """Cut an article into units, in order; headings, teasers and stray list items are not among them."""
    found: list[Unit] = []
    introduces = False
    for index, paragraph in enumerate(article.paragraphs):
        text = _BULLET.sub("", " ".join(paragraph.text.replace("\0", " ").split()))
        if (
            _is_not_news(paragraph, text)
            or _is_repeat(text, found)
            or _is_headline_again(text, article, is_first=not found)
        ):
            introduces = False
            found = _without_label(found, index) if _unspoken(text) in _LINKS else found
        elif paragraph.kind is Kind.ITEM and not _is_sentence(text):
            if introduces:
                found[-1] = _with_item(found[-1], index, text)
        elif introduces and _continues_list(paragraph):
            found[-1] = replace(found[-1], passages=(*found[-1].passages, _passage(index, text)))
        else:
            found.append(_unit(article.texts, index, text))
            introduces = text.endswith(":")
    found = _without_boilerplate(found)
    found = list(_without_lost_lists(found))
    # What the station's own people have written is read as it stands.
    found = _without_asides(found) if article.url else found
    found = _without_labels(found)
    return tuple(_without_old_figures(found, article.texts))


def _without_boilerplate(found: Sequence[Unit]) -> list[Unit]:
    texts = [unit.text for unit in found]
    return [unit for place, unit in enumerate(found) if not tells_about_a_body(texts, place)]


def _without_asides(found: Sequence[Unit]) -> list[Unit]:
    """A reporter's "told me" is not the newsreader's; a column, which is all of that, is nobody's news."""
    texts = [unit.text for unit in found]
    places = frozenset() if is_column(texts) else personal_places(texts)
    return [replace(unit, unfit="says I") if place in places else unit for place, unit in enumerate(found)]


def _without_labels(found: Sequence[Unit]) -> list[Unit]:
    places = labelled_places([unit.text for unit in found])
    return [
        replace(unit, unfit="a transcript") if place in places else unit for place, unit in enumerate(found)
    ]


def _without_old_figures(found: Sequence[Unit], texts: Sequence[str]) -> list[Unit]:
    """A figure that the article itself takes back further down is never said, nor is what hangs on it."""
    wrong = corrected_figures(texts)
    return [
        replace(unit, unfit=f"{figure} is corrected in the article")
        if wrong and (figure := holds_figure(unit.text, wrong))
        else unit
        for unit in found
    ]


def _is_repeat(text: str, found: Sequence[Unit]) -> bool:
    """Whether a paragraph says again what one just before it said; openings are often a standfirst retold."""
    words = set(_WORD.findall(text.lower()))
    if len(words) < _FEWEST_TO_REPEAT:
        return False
    for unit in found[-_LOOKED_BACK:]:
        new = words - set(_WORD.findall(unit.text.lower()))
        if len(new) <= _MOST_NEW * len(words) and not any(word[0].isdigit() for word in new):
            return True
    return False


def _is_headline_again(text: str, article: Article, *, is_first: bool) -> bool:
    """Whether a line is the headline once more, which closes with no stop; a label may stand round it."""
    if text.endswith(_ENDS) or len(article.paragraphs) == 1:
        return False
    words, headline = _WORD.findall(text.lower()), _WORD.findall(article.headline.lower())
    if words == headline:
        return is_first or len(words) >= _FEWEST_WORDS
    starts = range(min(_LONGEST_LABEL, len(words)) if len(headline) >= _FEWEST_WORDS else 0)
    return any(words[start : start + len(headline)] == headline for start in starts)


def _without_label(found: list[Unit], index: int) -> list[Unit]:
    """ "Social media.", in front of a line that asks to be followed, is its heading."""
    last = found[-1].passages[-1] if len(found) > 1 else None
    is_label = last and last.paragraph == index - 1 and len(last.text.split()) <= _LONGEST_LABEL
    return found[:-1] if is_label else found


def _continues_list(paragraph: Paragraph) -> bool:
    return paragraph.kind in (Kind.ITEM, Kind.QUOTE)


def _is_not_news(paragraph: Paragraph, text: str) -> bool:
    return (
        paragraph.kind in (Kind.HEADING, Kind.ROW)
        or not _HAS_WORD.search(text)
        or _unspoken(text) is not None
    )


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS and text.endswith(_ENDS)


def _with_item(unit: Unit, index: int, text: str) -> Unit:
    """A list item closes like a sentence, so that the voice comes to rest on it."""
    closed = text.rstrip(" ;,") if text.endswith((";", ",")) else text
    return replace(
        unit, passages=(*unit.passages, _passage(index, closed if closed.endswith(_ENDS) else closed + "."))
    )


def _passage(index: int, text: str) -> Passage:
    return Passage(paragraph=index, text=text)


def _is_heading(text: str) -> bool:
    """A short line without a stop ("Ann Pryce (Elderby)" has none), or a question in capitals alone."""
    if len(text.split()) >= _FEWEST_IN_A_LINE:
        return False
    return not text.rstrip(")").endswith((*_STOPS, ":")) or (text.isupper() and text.endswith("?"))


def _unit(texts: Sequence[str], index: int, text: str) -> Unit:
    if index and _is_heading(text):
        return Unit(passages=(_passage(index, text),), unfit=HEADING)
    if len(text.split()) < _FEWEST_WORDS and not text.endswith(_ENDS):
        return Unit(passages=(_passage(index, text),), unfit=NO_SENTENCE)
    if _ANSWERS.match(text):
        return Unit(passages=(_passage(index, text),), unfit="the name of who says it is lost")
    if is_bare(text) and speaker_before(texts, index) is None:
        return Unit(passages=(_passage(index, text),), unfit="a quotation without a speaker")
    return _proofread(without_signs(_passage(index, text)))


def _proofread(passage: Passage) -> Unit:
    """Cure the sentences of a paragraph up to the first that cannot be cured; the rest may lean on it."""
    kept: list[str] = []
    edits = list(passage.edits)
    for sentence in sentences(passage.text):
        read = _UNSAYABLE if holds_a_code(sentence) else proofread(sentence)
        edits += read.edits
        if read.text is None:
            return _cut_at_fault(passage, " ".join(kept), edits)
        kept.append(read.text)
    text = " ".join(kept) if len(edits) > len(passage.edits) else passage.text
    return Unit(passages=(replace(passage, text=text, edits=tuple(edits)),))


def _cut_at_fault(passage: Passage, kept: str, edits: list[str]) -> Unit:
    if not kept or any(not quote.closed for quote in quotes(kept)):
        return Unit(passages=(passage,), unfit=edits[-1])
    cut = replace(passage, text=kept, edits=(*edits[:-1], f"left out from the sentence with a {edits[-1]}"))
    return Unit(passages=(cut,), shortened=True)


def _without_lost_lists(found: Sequence[Unit]) -> Sequence[Unit]:
    """A line that introduces a list which is not there says nothing."""
    return [
        replace(unit, unfit="introduces what is not there")
        if unit.text.rstrip(" .").endswith(":") and not _next_is_bare(found, place)
        else unit
        for place, unit in enumerate(found)
    ]


def _next_is_bare(found: Sequence[Unit], place: int) -> bool:
    """The next paragraph is the quotation that this one announces."""
    return place + 1 < len(found) and found[place + 1].text[:1] in tuple("“\"‘'")


def _unspoken(text: str) -> str | None:
    return next((why for pattern, why in _patterns() if pattern.match(text)), None)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    lines = [line for line in _UNSPOKEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row["why"]) for row in rows)
