"""Quotations for the ear: the speaker is heard before the quotation ends.

The voice has no quotation marks. "We are pleased, said Mrs Dow" tells too late whose words they were, and a
quotation that goes on in the next paragraph sounds like the station's own opinion. No word of a quotation is
ever changed, and none is added but the speaker's name and a verb from a closed table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bulletin.model import Passage
from bulletin.script.attribution import is_plain, read_attribution
from bulletin.script.ear import ADDED, ends_in_a_verb, for_the_ear, in_sentence, joined
from bulletin.script.reported import REPORTED, Reported, report, speaker_of
from bulletin.text import sentences
from bulletin.text.patterns import later
from bulletin.text.quotations import (
    NAME,
    SAYS,
    Quote,
    outside,
    quotes,
    short_speaker,
    speaker,
    speaker_before,
)

_MARKS = tuple("“\"‘'")
_ENDS = {"“": "”", '"': '"'}
_CLOSING = tuple("”\"'’")
_SHORT_ATTRIBUTION = later(rf"(?:[\w’'.-]+ ){{1,3}}{SAYS.pattern}(?: [\w’'-]+){{0,4}}\.?$")
# A listener keeps a speaker in mind for about so many words.
_MOST_UNNAMED_WORDS = 25
_MOVED = "attribution moved in front of the quotation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence as it will be said."""

    text: str
    edits: tuple[str, ...] = ()
    paragraphs: tuple[int, ...] = ()
    """Where its words come from: its own paragraph, and the one that names the speaker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who was last heard to speak."""

    name: str
    paragraph: int


class Attributor:
    """Goes through one story's passages in order and remembers who speaks."""

    def __init__(self, paragraphs: Sequence[str], *, goes_on: Sequence[str]) -> None:
        self._paragraphs = paragraphs
        self._article = " ".join(paragraphs)
        self._goes_on = goes_on
        self._times = 0
        self._heard: set[int] = set()
        self._speaker: Speaker | None = None
        self._is_announced = False
        self._unnamed = 0
        self._known_as: dict[str, str] = {}
        """Speakers whom the listener knows as the body they speak for."""

    def say(self, passage: Passage) -> tuple[Sentence, ...]:
        """
        Give the sentences of the next passage.

        Returns:
            Sentences in the order they are said; none where the passage is a quotation without a speaker.
        """
        said = tuple(self._passage(passage))
        if said:
            said = (*said[:-1], replace(said[-1], text=_with_its_end(said[-1].text, passage.text)))
            first = replace(said[0], edits=(*passage.edits, *said[0].edits))
            said = tuple(_beside(sentence, passage) for sentence in (first, *said[1:]))
            self._heard.add(passage.paragraph)
            self._is_announced = said[-1].text.endswith(":")
        return said

    def _passage(self, passage: Passage) -> Iterator[Sentence]:
        narrative = ""
        is_named = self._is_announced
        for block in blocks(" ".join(passage.text.split())):
            turned, edits = front_attribution(block, article=self._article)
            named = speaker(outside(turned))
            if named:
                self._speaker = Speaker(name=named, paragraph=passage.paragraph)
            elif quotes(turned) and not _is_speech(turned):
                self._speaker = None  # told in other words than we read: whoever spoke before does not go on
            is_orphan = _is_speech(turned) and not is_named
            if is_orphan and not self._find_speaker(passage, narrative):
                continue
            is_named = is_named or bool(named) or is_orphan
            self._unnamed = self._unnamed if _is_speech(turned) and not is_orphan else 0
            yield from self._block(turned, edits, passage.paragraph, must_name=is_orphan)
            narrative += outside(turned)

    def _find_speaker(self, passage: Passage, narrative: str) -> bool:
        """Tell who speaks where a quotation stands alone: whom this paragraph names, else one before it."""
        here = {name[0] for name in NAME.finditer(narrative)}
        pronoun = re.match(r"(?:He|She)\b", narrative)
        if len(here) == 1 or pronoun:
            self._speaker = Speaker(name=pronoun[0] if pronoun else here.pop(), paragraph=passage.paragraph)
            return True
        found = None if here else speaker_before(self._paragraphs, passage.paragraph)
        if found:
            self._speaker = Speaker(paragraph=found[0], name=found[1])
        return found is not None

    def _block(
        self, text: str, edits: tuple[str, ...], paragraph: int, *, must_name: bool
    ) -> Iterator[Sentence]:
        told = self._reported(text, must_name=must_name)
        if told:
            yield from self._told(told, edits, paragraph)
            return
        for sentence, is_inside in _split(text):
            if not is_inside and not must_name:
                yield from self._narrative(sentence, edits, paragraph)
            else:
                said = Sentence(text=sentence, edits=edits, paragraphs=(paragraph,))
                if must_name or self._unnamed >= _MOST_UNNAMED_WORDS:
                    said, self._unnamed = self._name_speaker(said, is_going_on=not must_name), 0
                yield said
            self._unnamed += len(sentence.split())
            edits, must_name = (), False

    def _reported(self, text: str, *, must_name: bool) -> tuple[Reported, ...] | None:
        """An organisation's plain statement in the third person, where it can be."""
        who = self._speaker.name if must_name and self._speaker else speaker_of(text)
        return report(text, speaker=who, article=self._article) if who else None

    def _told(self, told: Sequence[Reported], edits: tuple[str, ...], paragraph: int) -> Iterator[Sentence]:
        trace = {paragraph}
        if self._speaker is not None:
            trace.add(self._speaker.paragraph)
            self._known_as[self._speaker.name] = told[0].text.partition(" said ")[0]
        for one in told:
            said = (*edits, REPORTED, *one.edits)
            yield Sentence(text=one.text, edits=said, paragraphs=tuple(sorted(trace)))
            edits = ()

    def _narrative(self, sentence: str, edits: tuple[str, ...], paragraph: int) -> Iterator[Sentence]:
        if sentence[-1:].isalnum():
            sentence = f"{sentence}."
        heard = for_the_ear(sentence, article=self._article)
        edits = (*edits, *heard.edits)
        for part in heard.parts:
            yield Sentence(text=part, edits=edits, paragraphs=(paragraph,))
            edits = ()

    def _name_speaker(self, said: Sentence, *, is_going_on: bool) -> Sentence:
        if self._speaker is None:
            return said
        is_going_on = is_going_on or self._speaker.paragraph in self._heard
        is_known = is_going_on or self._speaker.paragraph in said.paragraphs
        name = short_speaker(self._speaker.name, self._article) if is_known else _capital(self._speaker.name)
        name = self._known_as.get(self._speaker.name, name)
        quoted = said.text if said.text[:1] in _MARKS else f"“{said.text}"
        return Sentence(
            text=f"{name} {self._verb() if is_going_on else 'said'}: {quoted}",
            edits=(*said.edits, f"speaker named again: {name}"),
            paragraphs=tuple(sorted({*said.paragraphs, self._speaker.paragraph})),
        )

    def _verb(self) -> str:
        """The next verb of the table, so that no two neighbours are the same."""
        self._times += 1
        return self._goes_on[(self._times - 1) % len(self._goes_on)]


def _beside(said: Sentence, passage: Passage) -> Sentence:
    """A sentence of a passage that has words of other paragraphs in it."""
    return replace(said, paragraphs=tuple(sorted({*said.paragraphs, *passage.beside})))


def blocks(text: str) -> list[str]:
    """Cut a paragraph into sentences, a whole quotation with its attribution counting as part of one."""
    found: list[str] = []
    whole, at = _masked(text), 0
    for masked in sentences(whole):
        start = max(whole.find(masked, at), at)
        at = start + len(masked)
        if found and _is_tail(found[-1], text[start:at]):
            found[-1] = f"{found[-1]} {text[start:at]}"
        else:
            found.append(text[start:at])
    return found


def _is_tail(before: str, block: str) -> bool:
    """“Is it safe?” asked Mrs Dow. The question mark ended the quotation, not the sentence."""
    if block[:1].islower():
        return True
    return before[-2:-1] in ("?", "!") and before[-1:] in _CLOSING and bool(_SHORT_ATTRIBUTION.match(block))


def front_attribution(block: str, *, article: str = "") -> tuple[str, tuple[str, ...]]:
    """
    Move an attribution in front of its quotation; the sentence stays as it was where none is behind it.

    Args:
        block: A sentence, a whole quotation counting as part of it.
        article: All of the article's words, which tell names from words that only begin a sentence.
    """
    found = quotes(block)
    if not found:
        return block, ()
    if block[: found[0].start].strip():
        return _front_of_fragment(block, found, article)
    return _front_of_speech(block, found, article)


def _front_of_speech(block: str, found: Sequence[Quote], article: str) -> tuple[str, tuple[str, ...]]:
    """“We are pleased,” said Mrs Dow, “and thankful.” -> Mrs Dow said: “We are pleased, and thankful.”"""
    first = found[0]
    second = found[1] if len(found) > 1 else None
    tail = block[first.end : second.start if second else len(block)]
    attribution = read_attribution(tail)
    if attribution is None or not first.closed:
        return block, ()
    words, mark = first.inner(block).strip(), block[first.end - 1]
    if second and not attribution.after:
        words = f"{words} {block[second.start + 1 :].strip()}"
    elif (verb := attribution.after.partition(" that ")[0]) in ADDED and second is None:
        named = speaker(attribution.front) or "They"
        more = attribution.after.partition(" that ")[2]
        words = f"{_closed(words)}{mark} {short_speaker(named, article)} {ADDED[verb]} that {more}."
    elif attribution.after:
        words = f"{words}{mark} {attribution.after}{f' {block[second.start :]}' if second else '.'}"
    else:
        words = _closed(words) + mark
    return f"{attribution.front}: {block[0]}{words}", (_MOVED,)


def _front_of_fragment(block: str, found: Sequence[Quote], article: str) -> tuple[str, tuple[str, ...]]:
    """The plan was “hopeless”, said Mrs Dow. -> Mrs Dow said the plan was “hopeless”."""
    last = found[-1]
    if not last.closed or SAYS.search(block[: found[0].start]):
        return block, ()
    behind = block[last.end :]
    commas = [comma.start() for comma in re.finditer(r",\s", behind)]
    for comma in ([0] if last.inner(block)[-1:] == "," else []) + commas:
        attribution = read_attribution(behind[comma:])
        if attribution and not attribution.after and is_plain(attribution):
            rest = _without_comma(block[: last.end] + behind[:comma], last)
            told = in_sentence(rest, article) if ends_in_a_verb(attribution.front) else None
            return joined(attribution.front, told) if told else f"{attribution.front}: {rest}.", (_MOVED,)
    return block, ()


def _without_comma(text: str, last: Quote) -> str:
    """“...was hopeless,” with nothing behind it: the comma belonged to the attribution."""
    if len(text) == last.end and text[-2:-1] == ",":
        return text[:-2] + text[-1]
    return text


def _closed(words: str) -> str:
    """A quotation that ended in a comma, since the sentence went on, now ends the sentence."""
    return words if words.endswith((".", "!", "?", "…")) else words.rstrip(",;:–— ") + "."


def _is_speech(block: str) -> bool:
    """Whether a sentence is quotation and nothing else."""
    return block[:1] in _MARKS and bool(quotes(block)) and not re.search(r"\w", outside(block))


def _masked(text: str) -> str:
    """Make quoted words uniform, so that only the last stop of a quotation can end a sentence."""
    pieces, at = [], 0
    for quote in quotes(text):
        inner = quote.inner(text)
        pieces += [
            text[at : quote.start + 1],
            "X" + "x" * (len(inner) - 2) + inner[-1:] if len(inner) > 1 else inner,
        ]
        at = quote.start + 1 + len(inner)
    return "".join([*pieces, text[at:]])


def _split(text: str) -> Iterator[tuple[str, bool]]:
    """Sentences, and whether each begins inside a quotation."""
    spans = quotes(text)
    at = 0
    for sentence in sentences(text):
        start = max(text.find(sentence, at), at)
        at = start + len(sentence)
        if not _says_something(sentence):
            continue
        yield sentence, any(quote.start <= start < quote.end for quote in spans)


def _with_its_end(sentence: str, paragraph: str) -> str:
    """A quotation that the next paragraph goes on with, or that nobody closed, ends with its paragraph."""
    found = quotes(paragraph)
    if not found or found[-1].closed or sentence.endswith(":"):
        return sentence
    mark = _ENDS.get(paragraph[found[-1].start], "")
    # Told in the third person, it is no quotation any more.
    is_quoted = sentence.count("“") != sentence.count("”") if mark == "”" else sentence.count('"') % 2 == 1
    inside = sentence in paragraph and not quotes(sentence)
    return sentence + mark if mark and (is_quoted or inside) else sentence


def _says_something(sentence: str) -> bool:
    """A number in a list, a name alone or the name under a quotation ("— Ann Lee") tells nobody anything."""
    bare = sentence.strip(" .,:;–—-")
    return bool(re.search(r"[^\W\d_]", bare)) and not NAME.fullmatch(bare)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
