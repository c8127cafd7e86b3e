"""Rewritten: whether a text that a language model wrote says what its source says, and nothing else.

Everything that is not sure is an objection, and one is enough: the source's own words are told then. Each
sentence must come from one paragraph, with its numbers, units, names and speaker.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bulletin.script.faithful import Word, is_negation, words
from bulletin.text import content_words, sentences
from bulletin.text.patterns import later
from bulletin.text.quotations import NAME, outside, quotes, speaker

REWRITTEN = "rewritten by"
"""Begins the edit of a passage that a model wrote."""
# Under half of its words from the source, and a sentence tells something else.
_FEWEST_SHARED = 0.5
_LONGEST_WORDS = 25
_MARKUP = later(r"https?:|www\.|[<>{}\[\]*#_`|\\~]|^\s*[-•]|\n\s*\n\s*\n", re.MULTILINE)
_TALK = later(
    r"\b(?:as an ai|language model|here(?:'s| is) (?:the|your|a)|rewritten|radio script|i cannot|i can't)\b",
    re.IGNORECASE,
)
_HANGS = later(r"(?:He|She|It|They|His|Her|Their|But|However|Meanwhile|Also|And|So)\b")
_COUNTS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"hundred": "100", "thousand": "1000", "million": "1000000", "half": "1/2", "dozen": "12", "double": "2x"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """One sentence, and the paragraph that it tells."""

    text: str
    paragraph: int
    """Its place among the source's paragraphs."""


def place_sentences(text: str, source: Sequence[str]) -> tuple[Rewritten, ...]:
    """Cut a text into sentences, each with the paragraph that is most like it."""
    said = sentences(" ".join(text.split()))
    return tuple(Rewritten(text=one, paragraph=_likest(one, source)) for one in said)


def objections(text: str, source: Sequence[str]) -> tuple[str, ...]:
    """
    Compare a text with the paragraphs that it should tell.

    Args:
        text: What the model wrote.
        source: The kept paragraphs, and nothing else of the article.

    Returns:
        What speaks against it, each in plain words; nothing when it may be told.
    """
    said = place_sentences(text, source)
    if not said or not all(words(one.text) for one in said):
        return ("it is empty",)
    if found := _MARKUP.search(text) or _TALK.search(text):
        return (f"it holds “{found[0].strip()}”, which is not for listeners",)
    return tuple(dict.fromkeys((*_of_the_whole(said, source), *_of_each(said, source))))


def _of_the_whole(said: Sequence[Rewritten], source: Sequence[str]) -> Iterator[str]:
    if _HANGS.match(said[0].text):
        yield f"it opens with “{said[0].text.split()[0]}”"
    heard = {one.paragraph for one in said}
    for place, paragraph in enumerate(source):
        if place not in heard:
            yield f"nothing is told of “{paragraph[:40]}...”"
    told = Counter(_negations(" ".join(one.text for one in said)))
    had = Counter(_negations(" ".join(source)))
    if sum(told.values()) != sum(had.values()):
        yield f"it says “not” {sum(told.values())} times, and the source {sum(had.values())}"


def _of_each(said: Sequence[Rewritten], source: Sequence[str]) -> Iterator[str]:
    for one in said:
        paragraph = source[one.paragraph]
        yield from _strange(one.text, paragraph)
        if len(one.text.split()) > _LONGEST_WORDS:
            yield f"“{one.text[:40]}...” is too long for an ear"
        mine, theirs = content_words(one.text), set(content_words(paragraph))
        if mine and sum(word in theirs for word in mine) < _FEWEST_SHARED * len(mine):
            yield f"“{one.text[:40]}...” is told in other words than the source’s"
        yield from _strange_speech(one.text, paragraph)


def _strange(text: str, paragraph: str) -> Iterator[str]:
    """Numbers with what they count, and names, that the paragraph has not."""
    known = words(paragraph)
    pairs = set(_counted(known))
    numbers = {number for number, _ in pairs}
    for number, unit in _counted(words(text)):
        if (number, unit) not in pairs and (unit or number not in numbers):
            yield f"“{number} {unit}” is not in the paragraph that it tells".replace(" ”", "”")
    exact = {word.text.removesuffix("’s").removesuffix("'s") for word in known}
    for word in words(text):
        is_name = word.text[0].isupper() and not word.starts
        if is_name and word.text.removesuffix("’s").removesuffix("'s") not in exact:
            yield f"the name {word.text} is not in the paragraph that it tells"
    first = words(text)[0]  # a text without a word has been refused
    if first.plain.removesuffix("'s") not in {word.plain.removesuffix("'s") for word in known} and NAME.match(
        text
    ):
        yield f"the name {first.text} is not in the paragraph that it tells"


def _counted(text: Sequence[Word]) -> Iterator[tuple[str, str]]:
    """Every number with the word behind it, signs before it included; words that count are numbers."""
    for place, word in enumerate(text):
        value = word.text if word.is_number else _COUNTS.get(word.plain, "")
        if not value:
            continue
        following = text[place + 1].plain if place + 1 < len(text) and not text[place + 1].starts else ""
        yield value.replace(",", ""), following


def _strange_speech(text: str, paragraph: str) -> Iterator[str]:
    for quote in quotes(text):
        inner = " ".join(word.plain for word in words(quote.inner(text)))
        if inner and inner not in " ".join(word.plain for word in words(paragraph)):
            yield f"the quotation “{quote.inner(text)[:40]}” is not in the paragraph that it tells"
    named = speaker(outside(text))
    said_there = speaker(outside(_likest_sentence(text, paragraph)))
    if named is None and said_there:
        # What somebody said must not become the station's own word.
        yield f"“{text[:40]}...” does not say who said it"
    really = said_there or speaker(outside(paragraph))
    if named and (really is None or not _shares_a_word(named, really)):
        yield f"{named} did not say it" + (f", but {really}" if really else "")


def _shares_a_word(one: str, other: str) -> bool:
    return bool(
        {word.plain for word in words(one)} & {word.plain for word in words(other)} - {"the", "a", "of"}
    )


def _likest_sentence(text: str, paragraph: str) -> str:
    parts = sentences(paragraph) or (paragraph,)
    return parts[_likest(text, parts)]


def _likest(text: str, others: Sequence[str]) -> int:
    mine = set(content_words(text))
    return max(range(len(others)), key=lambda place: (len(mine & set(content_words(others[place]))), -place))


def _negations(text: str) -> Iterator[str]:
    return (word.plain for word in words(text) if is_negation(word))
