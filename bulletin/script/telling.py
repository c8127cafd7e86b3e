"""Telling: the lines of one story, each with its trace, and whose voice says them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bulletin.model import BlockKind, Line, Passage, Recording, Story, Trace
from bulletin.script.headline import is_told, spoken_headline
from bulletin.script.lines import (
    PARAGRAPH_PAUSE_MS,
    QUOTATION_PAUSE_MS,
    SENTENCE_PAUSE_MS,
    STORY_PAUSE_MS,
    LineMaker,
    ending,
)
from bulletin.script.quotation import Attributor, Sentence
from bulletin.script.rewritten import REWRITTEN
from bulletin.script.said_twice import said_twice
from bulletin.script.wording import Wording, fill
from bulletin.text import sentences
from bulletin.text.datelines import NOT_HEARD, without_dateline
from bulletin.text.quotations import quotes

RECORDED_VOICE = "recorded"
"""What stands in a script for whoever is heard in a recording."""
AT_THE_TOP = "headline at the top"
_AGAIN = "said twice"
_FEWEST_FOR_A_CHANGE = 3
_IN_WORDS = "announced as somebody's own words"
_AHEAD = re.compile(r"(?P<front>[^“\"]{1,200}?:) (?=[“\"])")
_SAID = re.compile(r"(?P<who>[^“\"]{1,120}?) (?:said|says): (?=[“\"])")
_MYSELF = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|me|my|mine|myself)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How stories are told."""

    wording: Wording
    maker: LineMaker
    quotations: str = ""
    """The voice that reads what somebody said; empty is the newsreader's own."""


def tell(
    story: Story, *, voice: str, manner: Manner, values: dict[str, str], told_headline: bool = False
) -> list[Line]:
    """
    Write the lines of one story.

    Args:
        story: With its part of the running order.
        voice: Of the newsreader.
        manner: The station's.
        values: What fills the places of wordings.
        told_headline: Whether its headline was heard already.

    Returns:
        Its lines; none where nothing of it can be said.
    """
    body = [group for group in _passages(story, voice, manner) if group]
    if not body:
        return []
    lines: list[Line] = []
    source = story.article.site or story.article.source
    ahead = fill(manner.wording.attribution, **values, source=source)
    if ahead:
        lines.append(manner.maker.line(ahead, voice=voice, pause_after_ms=SENTENCE_PAUSE_MS))
    lines += _ward(story, voice, manner, values, pause_ms=SENTENCE_PAUSE_MS)
    if not told_headline:
        lines += _headline(story, body, voice, manner)
    if story.recording:
        return [*lines, _recorded(story, story.recording, manner)]
    for group in body[:-1]:
        lines += ending(group, PARAGRAPH_PAUSE_MS)
    lines += ending(body[-1], STORY_PAUSE_MS)
    if story.block is BlockKind.NOTICES:
        lines = [*lines, *_again(body, voice, manner)]
        lines += _ward(story, voice, manner, values, pause_ms=STORY_PAUSE_MS)
    return lines


def headline_at_the_top(story: Story, *, voice: str, maker: LineMaker) -> Line | None:
    """A story's headline as a line at the top; None where it cannot be said."""
    text = spoken_headline(story.headline, "")
    if text is None:
        return None
    trace = Trace(article=story.article.id, headline=True)
    return maker.line(
        text, voice=voice, pause_after_ms=PARAGRAPH_PAUSE_MS, story=story.id, trace=trace, edits=(AT_THE_TOP,)
    )


def _headline(story: Story, body: Sequence[Sequence[Line]], voice: str, manner: Manner) -> Iterator[Line]:
    heard = [" ".join(line.text for line in group) for group in body]
    before = story.article.openings
    with_it = before.count(story.headline)
    without = sum(story.passages[0].text.startswith(one) for one in before)
    if with_it > without and is_told(story.headline, " ".join(heard)):
        return
    # A story that just fits must not be left out for a headline that half repeats it.
    is_change = without > with_it and len(body) >= _FEWEST_FOR_A_CHANGE
    text = spoken_headline(story.headline, " ".join(heard[:2]), is_change=is_change)
    if text:
        trace = Trace(article=story.article.id, headline=True)
        yield manner.maker.line(
            text, voice=voice, pause_after_ms=PARAGRAPH_PAUSE_MS, story=story.id, trace=trace
        )


def _recorded(story: Story, recording: Recording, manner: Manner) -> Line:
    """A recording is one line: its text as it was written, for whoever reads along."""
    trace = Trace(article=story.article.id, paragraphs=tuple(one.paragraph for one in story.passages))
    line = manner.maker.line(
        " ".join(one.text for one in story.passages),
        voice=RECORDED_VOICE,
        pause_after_ms=STORY_PAUSE_MS,
        story=story.id,
        trace=trace,
    )
    return replace(line, recording=recording)


def _ward(
    story: Story, voice: str, manner: Manner, values: dict[str, str], *, pause_ms: int
) -> Iterator[Line]:
    ward = story.article.terms.ward if story.article.terms else ""
    text = fill(manner.wording.for_ward, **values, ward=ward) if ward else ""
    if text:
        yield manner.maker.line(text, voice=voice, pause_after_ms=pause_ms)


def _again(body: Sequence[Sequence[Line]], voice: str, manner: Manner) -> Iterator[Line]:
    """Where and when, once more."""
    heard = [line for group in body for line in group]
    places = said_twice([line.text for line in heard])
    if not places:
        return
    if manner.wording.again:
        yield manner.maker.line(manner.wording.again, voice=voice, pause_after_ms=SENTENCE_PAUSE_MS)
    again = [replace(heard[place], edits=(*heard[place].edits, _AGAIN)) for place in places]
    yield from ending(again, STORY_PAUSE_MS)


def _passages(story: Story, voice: str, manner: Manner) -> Iterator[list[Line]]:
    attributor = Attributor(story.article.texts, goes_on=manner.wording.goes_on)
    cast = _Cast(reader=voice, quotations=manner.quotations)
    for place, passage in enumerate(story.passages):
        if passage.edits and passage.edits[0].startswith(REWRITTEN):
            yield _rewritten(story, passage, voice, manner)
            continue
        text = passage.text if place else without_dateline(passage.text)
        if text != passage.text:
            passage = replace(passage, text=text, edits=(*passage.edits, NOT_HEARD))
        yield [
            manner.maker.line(
                part,
                voice=who,
                pause_after_ms=pause_ms,
                story=story.id,
                trace=Trace(article=story.article.id, paragraphs=said.paragraphs),
                edits=said.edits,
            )
            for said in map(cast.announced, attributor.say(passage))
            for part, who, pause_ms in cast.parts(said.text)
        ]


def _rewritten(story: Story, passage: Passage, voice: str, manner: Manner) -> list[Line]:
    """What a model wrote and the guards let pass is read as it stands."""
    trace = Trace(article=story.article.id, paragraphs=(passage.paragraph,))
    return [
        manner.maker.line(
            text,
            voice=voice,
            pause_after_ms=SENTENCE_PAUSE_MS,
            story=story.id,
            trace=trace,
            edits=passage.edits,
        )
        for text in sentences(passage.text)
    ]


class _Cast:
    """Who says what: the newsreader, or the voice for what somebody said."""

    def __init__(self, *, reader: str, quotations: str) -> None:
        self._reader = reader
        self._quotations = quotations if quotations != reader else ""
        self._is_inside = False

    def announced(self, said: Sentence) -> Sentence:
        """One voice for both: "I" is not the newsreader, so it is announced as somebody's own words."""
        found = _SAID.match(said.text)
        if self._quotations or found is None or not _MYSELF.search(said.text[found.end() :]):
            return said
        text = f"{found['who']} put it this way: {said.text[found.end() :]}"
        return replace(said, text=text, edits=(*said.edits, _IN_WORDS))

    def parts(self, text: str) -> Iterator[tuple[str, str, int]]:
        """Cut a sentence at the beginning of what somebody said."""
        if not self._quotations:
            yield text, self._reader, SENTENCE_PAUSE_MS
            return
        if self._is_inside:
            self._is_inside = not any(mark in text for mark in '”"')
            yield text, self._quotations, SENTENCE_PAUSE_MS
            return
        front = _AHEAD.match(text)
        spoken = text[front.end() :] if front else text
        if not spoken.startswith(("“", '"')):
            yield text, self._reader, SENTENCE_PAUSE_MS
            return
        if front:
            yield front["front"], self._reader, QUOTATION_PAUSE_MS
        self._is_inside = not quotes(spoken)[-1].closed
        yield spoken, self._quotations, SENTENCE_PAUSE_MS
