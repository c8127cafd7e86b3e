"""Quotations: where they stand in a paragraph, and who speaks them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bulletin.text.words import REMEMBERED

_DATA = Path(__file__).parent / "data"
_CLOSES = {"“": '”"', '"': '"”'}
_SINGLE_OPEN = re.compile(r"(?<![\w.,!?])['‘](?=[\w£])")
_SINGLE_CLOSE = re.compile(r"(?<=[^\s'’])['’](?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A stretch of quoted words: `text[start:end]`, its marks included."""

    start: int
    end: int
    closed: bool
    """False where the paragraph ends inside the quotation."""

    def inner(self, text: str) -> str:
        """The quoted words without their marks."""
        return text[self.start + 1 : self.end - 1 if self.closed else self.end]


def _verbs() -> str:
    lines = (_DATA / "say_verbs.txt").read_text(encoding="utf-8").splitlines()
    return "|".join(line for line in lines if line and not line.startswith("#"))


SAYS = re.compile(rf"\b(?:{_verbs()}|[Aa]ccording to)\b")
"""A verb of saying."""

TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Prof|Professor|Cllr|Councillor|Rev|Reverend|Canon|Father|"
    r"Sister|Nurse|PC|Sgt|Sergeant|Insp|Inspector|Supt|Superintendent|Det|Detective|Judge|Capt|Captain)\.?"
)
_WORD = r"[A-Z][\w’'-]*[\w]"
# Words that carry a capital at the start of a sentence and begin no name.
_NO_NAME = (
    r"(?!(?:The|An?|In|On|At|For|But|And|When|If|As|After|With|From|By|To|Of|This|That|These|Those|It|He|She|They|We|"
    r"I|You|His|Her|Their|Its|Our|My|No|Yes|Not|All|Some|Last|Next|Then|So|Or|While|Since|Before|During|Speaking|"
    r"According|Earlier|Today|Yesterday|Although|Despite|Unlike|Both|Many|Most|Each|Every|However|Meanwhile|Also|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)"
)
_PARTICLE = r"(?:[A-Z]\.? )?(?:(?:de|van|von|of|al|bin) )?"
NAME = re.compile(
    rf"(?<![\w’'-]){_NO_NAME}(?:{TITLE} )*{_WORD}(?: {_PARTICLE}{_WORD})+|(?<![\w’'-])(?:{TITLE} )+{_WORD}"
)
"""A person (or body) named in full, or by title and surname."""
_DETERMINER = re.compile(r"(?:The|A|An|One|Its|His|Her|Their|Our|the|a|an|one|its|his|her|their)\b")
_PRONOUN = re.compile(r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)$")
# "..., he said, according to a court translation": whose words these are, it does not say.
_TRANSLATION = re.compile(
    r" (?:an?|the|its|their|one) (?:[\w’'-]+ ){0,3}(?:translations?|transcripts?|subtitles)\b"
)
_CONJUNCTION = re.compile(r"^(?:But|And|However,?|Meanwhile,?|Yet|So|Also,?|Later,?|Then|Now)\s+")
# "Speaking in Marlow Vale, Jane Dow said": the first piece tells when or where, not who.
_CIRCUMSTANCE = re.compile(
    r"^(?:(?!(?:Managing|Acting|Outgoing|Incoming|Founding|Visiting|Presiding|Reigning)\b)\w+ing\b|In\b|At\b|On\b|After\b|Before\b|During\b|Following\b|Asked\b|As\b|When\b|While\b|By\b|For\b|From\b|"
    r"With\b|Since\b|Last\b|Earlier\b|Today\b|Yesterday\b|Despite\b|Although\b|If\b|To\b|Of\b|Under\b|Outside\b)"
)
# Paragraphs; a speaker further back is forgotten by any reader.
_LONGEST_QUOTATION = 30
_PLACE_TAIL = re.compile(r" (?:for|from|of|at|with|who|in|on|which|that|also|then|later|has|have|had)\b.*$")


@lru_cache(maxsize=REMEMBERED)
def quotes(text: str) -> tuple[Quote, ...]:
    """Find the quotations of one paragraph, outermost only, in order; linear in its length.

    Double marks, curly or straight, win; single marks count only where the text has no double ones,
    since an apostrophe looks the same.
    """
    if any(mark in text for mark in '“"'):
        return tuple(_double(text))
    return tuple(_single(text))


def _double(text: str) -> list[Quote]:
    found: list[Quote] = []
    start = -1
    for at, mark in enumerate(text):
        if start < 0:
            if mark == "“" or (mark == '"' and (at == 0 or not text[at - 1].isalnum())):
                start = at
        elif mark in _CLOSES[text[start]]:
            found.append(Quote(start=start, end=at + 1, closed=True))
            start = -1
    if start >= 0:
        found.append(Quote(start=start, end=len(text), closed=False))
    return found


def _single(text: str) -> list[Quote]:
    """Find single marks; the closing one follows a stop, or else a word without a plural s."""
    found: list[Quote] = []
    closers = [m.start() for m in _SINGLE_CLOSE.finditer(text)]
    firm = [at for at in closers if text[at - 1] in ".,!?…" or text[at - 1] != "s"]
    at = 0
    while opening := _SINGLE_OPEN.search(text, at):
        start = opening.start()
        ends = _first_after(firm, start) or _first_after(closers, start)
        if not ends and start == 0 and text[1].isupper():
            return [Quote(start=0, end=len(text), closed=False)]
        if not ends:
            break
        found.append(Quote(start=start, end=ends + 1, closed=True))
        at = ends + 1
    return found


def _first_after(places: list[int], start: int) -> int:
    at = bisect_right(places, start)
    return places[at] if at < len(places) else 0


@lru_cache(maxsize=REMEMBERED)
def outside(text: str) -> str:
    """The paragraph's own words: every quotation is blanked, places are kept."""
    pieces, at = [], 0
    for quote in quotes(text):
        pieces += [text[at : quote.start], " " * (quote.end - quote.start)]
        at = quote.end
    return "".join([*pieces, text[at:]])


def is_bare(text: str) -> bool:
    """Whether a paragraph opens with quoted speech and says nowhere who speaks."""
    found = quotes(text)
    if not found or text[: found[0].start].strip():
        return False
    narrative = outside(text)
    inner = found[0].inner(text).strip()
    is_speech = not found[0].closed or inner[-1:] in tuple(".,!?…") or not re.search(r"\w", narrative)
    return is_speech and not SAYS.search(narrative)


def leaves_open(text: str) -> bool:
    """Whether the paragraph ends inside a quotation, which the next one then continues."""
    found = quotes(text)
    return bool(found) and not found[-1].closed


def speaker(narrative: str) -> str | None:
    """Name who speaks in a stretch of narrative with a verb of saying; None where nobody can be told.

    Returns:
        The words of the text: "Mrs Jane Dow", "A spokesman for the trust", "She".
    """
    heard = [verb for verb in SAYS.finditer(narrative) if not _TRANSLATION.match(narrative, verb.end())]
    if not heard:
        return None
    verb = heard[-1]
    before = re.split(r"(?<=[.!?;])\s+", narrative[: verb.start()].strip())[-1]
    after = narrative[verb.end() :].strip(" :,.")
    return _subject(before) or (_subject(after) if not before or verb[0].lower() == "according to" else None)


def _subject(words: str) -> str | None:
    """The one among the comma-separated pieces of a subject that can speak."""
    pieces = [_CONJUNCTION.sub("", piece.strip(" :.")) for piece in re.split(r",\s+|,$", words)]
    pieces = [piece for piece in pieces if piece and not _CIRCUMSTANCE.match(piece)]
    for piece in pieces:
        if NAME.fullmatch(piece):
            return piece
    for piece in pieces:
        named = NAME.findall(piece)
        if named and not _DETERMINER.match(piece) and piece.endswith(named[-1]):
            return str(named[-1])
        if _DETERMINER.match(piece) or _PRONOUN.match(piece) or re.fullmatch(r"[A-Z][\w&-]*", piece):
            return piece
        if named and piece.startswith(named[0]):
            return str(named[0])
    return None


def short_speaker(name: str, article: str) -> str:
    """Say a speaker again in the fewest of the article's own words: "The spokesman", "Mrs Dow".

    A title is used only where the article gives it to that surname; nobody's title is guessed.
    """
    titled = re.fullmatch(rf"({TITLE})((?: {TITLE})*)( [\w’'.-]+)*? ([\w’'-]+)", name)
    if titled:
        return f"{titled[1]} {titled[4]}" if titled[1] not in ("Sir", "Dame") else " ".join(name.split()[:2])
    if _DETERMINER.match(name):
        core = _PLACE_TAIL.sub("", name)
        return re.sub(r"^(?:An?|One|an?|one|the)\b", "The", core)
    surname = name.split()[-1]
    given = re.search(rf"\b{TITLE} {re.escape(surname)}\b", article)
    if given and " " in name:
        return given[0]
    return name[:1].upper() + name[1:]


def speaker_before(paragraphs: Sequence[str], index: int) -> tuple[int, str] | None:
    """Find who goes on speaking in a bare quotation: the paragraph that says so, and its words for them."""
    for at in range(index - 1, max(index - _LONGEST_QUOTATION, 0) - 1, -1):
        text = paragraphs[at]
        named = speaker(outside(text))
        if named:
            return at, named
        if not is_bare(text):
            people = {m[0] for m in NAME.finditer(outside(text))}
            return (at, people.pop()) if len(people) == 1 and index - at == 1 else None
    return None
