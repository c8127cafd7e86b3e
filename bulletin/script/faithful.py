"""Faithfulness: whether a line says what its source says and no more, asked of each before it is spoken.

A line may be shorter than its source, begin with its speaker, and have words of ours around it. What it may
not have is a number, a name, a quotation or a turn of words that its source has not, nor may it lose a "not".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile, pairwise
from pathlib import Path

from bulletin.model import Article, Line
from bulletin.script.reported import REPORTED
from bulletin.text.quotations import SAYS, TITLE, Quote, outside, quotes, speaker, speaker_before

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[£$€%+]")
_BOUNDARY = re.compile(r"[.:;,!?()\[\]“”\"–—…]|\s['‘’]|['’]\s|\s-\s")
_NEGATION = re.compile(
    r"not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|unable|except|unless|hardly|\w+n['’]t"
)
_SAID_AHEAD = re.compile(r"[^“”\"]{1,200}?[:,] ?(?=[“\"])")
# Between two words of a line its source may have a speaker's age or an aside, but not half a story.
_LONGEST_GAP = 6
_LONGEST_NAME = 12
_PRONOUNS = ("He", "She", "They", "It", "he", "she", "they", "it")
_NAMED_BEFORE = 4
"""Paragraphs; whom a pronoun means stands in one of them."""
_TITLED = re.compile(rf"\b(?:{TITLE})\.? (?P<name>[A-Z][\w’'-]*\w)")
_OWN = Path(__file__).parent / "data" / "own_words.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word or number of a text."""

    text: str
    starts: bool
    """Whether a mark or the text's beginning stands before it."""

    @property
    def plain(self) -> str:
        """Without its capitals and with one kind of apostrophe."""
        return self.text.casefold().replace("’", "'")

    @property
    def is_number(self) -> bool:
        """Whether it counts something, or is a sign that belongs to a count."""
        return self.text[0].isdigit() or self.text[0] in "£$€%"


def faults(line: Line, article: Article) -> tuple[str, ...]:
    """
    Compare a line with the paragraphs that it says it comes from.

    Args:
        line: Written or edited; one of ours, without a source, has no faults.
        article: Its article, with the paragraphs as they are true on the day of airing.

    Returns:
        What it says that its source does not, each in plain words; nothing when it is faithful.
    """
    if line.trace is None:
        return ()
    texts = [article.texts[place] for place in line.trace.paragraphs if place < len(article.texts)]
    if line.trace.headline:
        texts.append(article.headline)
    texts = [_as_told(text, line.edits) for text in texts]
    texts += _as_called(line.text, " ".join(texts), article)
    source = [word for text in texts for word in words(text)]
    said = words(line.text)
    return tuple(
        dict.fromkeys(
            (
                *_strange_words(said, source),
                *_too_many(said, source),
                *_strange_turns(said, source),
                *_strange_quotations(line.text, source, texts),
                *_strange_speaker(line, article),
            )
        )
    )


def _as_told(text: str, edits: Iterable[str]) -> str:
    """The source with what was turned to the third person: "We have -> it has"."""
    for edit in dropwhile(lambda one: one != REPORTED, edits):
        before, arrow, after = edit.partition(" -> ")
        if arrow and before:
            text = re.sub(rf"\b{re.escape(before)}\b", after.replace("\\", r"\\"), text)
    return text


def _as_called(said: str, source: str, article: Article) -> list[str]:
    """Who is "Ann Lee" in the source and "Mrs Lee" elsewhere in the article may be called so in a line."""
    whole = " ".join(article.texts)
    return [
        titled[0]
        for titled in _TITLED.finditer(said)
        if titled[0] in whole and any(word.text == titled["name"] for word in words(source))
    ]


def words(text: str) -> list[Word]:
    """Cut a text into words and numbers."""
    found: list[Word] = []
    at = 0
    for token in _TOKEN.finditer(text):
        between = text[at : token.start()]
        found.append(Word(text=token[0], starts=not found or bool(_BOUNDARY.search(between))))
        at = token.end()
    return found


def is_negation(word: Word) -> bool:
    """Whether it turns a sentence round: not, never, nobody, didn't..."""
    return bool(_NEGATION.fullmatch(word.plain))


def _strange_words(said: Sequence[Word], source: Sequence[Word]) -> Iterator[str]:
    known = {word.plain for word in source}
    exact = {word.text for word in source}
    for word in said:
        if word.plain in known or _stem(word.plain) in known or word.plain in _own_words():
            continue
        if word.is_number:
            yield f"the number {word.text} is not in the source"
        elif word.text[0].isupper() and word.text not in exact:
            yield f"the name {word.text} is not in the source"
        else:
            yield f"“{word.text}” is not in the source"


def _too_many(said: Sequence[Word], source: Sequence[Word]) -> Iterator[str]:
    """Numbers and negations that the source has, but not so often."""
    known = Counter(word.plain for word in source)
    for plain, times in Counter(word.plain for word in said).items():
        counts = plain[0].isdigit() or _NEGATION.fullmatch(plain)
        if counts and plain in known and times > known[plain]:
            yield f"“{plain}” is said {times} times, and in the source {known[plain]}"


def _strange_turns(said: Sequence[Word], source: Sequence[Word]) -> Iterator[str]:
    places: dict[str, list[int]] = {}
    for place, word in enumerate(source):
        places.setdefault(word.plain, []).append(place)
    for first, second in pairwise(said):
        if second.starts or {first.plain, second.plain} & _own_words():
            continue
        before, after = places.get(first.plain, []), places.get(second.plain, [])
        # "tweeted the president of the club" is told as "the president of the club tweeted:".
        is_turned = bool(SAYS.fullmatch(second.text)) and _follows(after, before, source, gap=_LONGEST_NAME)
        if not is_turned and not _follows(before, after, source):
            yield f"“{first.text} {second.text}” does not stand in the source"


def _follows(
    firsts: Sequence[int], seconds: Sequence[int], source: Sequence[Word], *, gap: int = _LONGEST_GAP
) -> bool:
    """Whether a word comes soon after another, with neither a number nor a "not" lost between them."""
    after = set(seconds)
    for place in firsts:
        for further in range(place + 1, min(place + 2 + gap, len(source))):
            if further in after:
                return True
            if source[further].is_number or _NEGATION.fullmatch(source[further].plain):
                break
    return False


def _strange_quotations(text: str, source: Sequence[Word], texts: Sequence[str]) -> Iterator[str]:
    # "It is done," said Ann Lee, "at last": what is said on both sides of the speaker is one quotation.
    quoted = [word for one in texts for quote in quotes(one) for word in words(quote.inner(one))]
    known = f" {' '.join(word.plain for word in source)} | {' '.join(word.plain for word in quoted)} "
    for quote in quotes(text):
        inner = " ".join(word.plain for word in words(quote.inner(text)))
        if inner and f" {inner} " not in known:
            yield f"the quotation “{_shown(quote, text)}” is not in the source"


def _strange_speaker(line: Line, article: Article) -> Iterator[str]:
    """Whether the one who is named ahead of a quotation is the one who said it."""
    ahead = _SAID_AHEAD.match(line.text)
    named = speaker(ahead[0]) if ahead else None
    if named is None or line.trace is None or not line.trace.paragraphs:
        return
    inner = [word.plain for quote in quotes(line.text) for word in words(quote.inner(line.text))]
    for place in line.trace.paragraphs:
        text = article.texts[place] if place < len(article.texts) else ""
        if " ".join(inner) not in " ".join(word.plain for word in words(text)):
            continue
        really = speaker(outside(text))
        if really is None:
            before = speaker_before(article.texts, place)
            really = before[1] if before else None
        if really in _PRONOUNS:  # "He said" is told with the name of somebody who was just named
            ahead_of_it = " ".join(article.texts[max(0, place - _NAMED_BEFORE) : place + 1])
            really = None if named and _same_person(named, ahead_of_it) else really
        if really and not _same_person(named, really):
            yield f"{named} did not say it, but {really}"


def _same_person(one: str, other: str) -> bool:
    mine, theirs = ({word.plain for word in words(name)} for name in (one, other))
    return bool(mine & theirs)


def _stem(plain: str) -> str:
    """The possessive of a word is that word."""
    return plain.removesuffix("'s").removesuffix("'")


def _shown(quote: Quote, text: str) -> str:
    inner = " ".join(quote.inner(text).split())
    return inner if len(inner) <= 60 else inner[:57] + "..."


@cache
def _own_words() -> frozenset[str]:
    """Words that the program may put around what a source says."""
    lines = _OWN.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
