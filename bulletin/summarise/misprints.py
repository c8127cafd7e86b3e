"""Misprints: a sentence with words that English does not let stand together is cured, or never spoken."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bulletin.model import Article
from bulletin.text import sentences

_TABLE = Path(__file__).parent / "data" / "misprints.tsv"
_EDGE = r"(?<![\w’'-])"
_END = r"(?![\w’'-])"
# A sentence with more faults than this is garble; nobody wants to hear what is left of it.
_MOST_CURES = 3
_LONGEST_WORD = 40
_STOP = "."
"""In the table: the start of the sentence, a stop or a comma."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the table."""

    pattern: re.Pattern[str]
    """One group for each place."""
    cure: int | None
    """The place whose word is deleted; None where that does not help."""
    unless_after: frozenset[str]


MISPRINT = "misprint: "
"""Before an edit that puts right what was printed: "misprint: are are -> are"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proofread:
    """A sentence as it may be spoken."""

    text: str | None
    """None: unfit to read."""
    edits: tuple[str, ...] = ()
    """What was deleted; for an unfit sentence, the words that make it so."""


def proofread(sentence: str) -> Proofread:
    """Cure a sentence's misprints by deleting one word each, or find it unfit to read."""
    edits: list[str] = []
    while fault := _fault(sentence):
        rule, found = fault
        if rule.cure is None or len(edits) == _MOST_CURES:
            return Proofread(text=None, edits=(f"misprint: {found[0]!r}",))
        start, end = found.span(rule.cure)
        printed, meant = sentence[slice(*found.span())], _without(sentence, start, end)
        edits.append(
            f"{MISPRINT}{printed} -> {_without(printed, start - found.start(), end - found.start())}"
        )
        sentence = meant
    return Proofread(text=sentence, edits=tuple(edits))


def misprint_notes(article: Article) -> tuple[str, ...]:
    """Tell which sentences of an article are unfit to read, one line each, so that somebody can mend them."""
    whose = article.headline or article.id
    found = ((sentence, proofread(sentence)) for text in article.texts for sentence in sentences(text))
    return tuple(
        f"Not spoken, for it has a {read.edits[-1]}: “{sentence.strip('“”')}” ({whose})"
        for sentence, read in found
        if read.text is None
    )


def _fault(sentence: str) -> tuple[Rule, re.Match[str]] | None:
    return next(((rule, found) for rule in _rules() if (found := _first(rule, sentence))), None)


def _first(rule: Rule, sentence: str) -> re.Match[str] | None:
    for found in rule.pattern.finditer(sentence[:1].lower() + sentence[1:]):
        before = sentence[max(found.start() - _LONGEST_WORD, 0) : found.start()].split()[-1:]
        word = before[0].lower() if before else _STOP
        if word not in rule.unless_after and not (_STOP in rule.unless_after and not word[-1].isalnum()):
            return found
    return None


def _without(text: str, start: int, end: int) -> str:
    kept = f"{text[:start].rstrip()} {text[end:].lstrip()}".rstrip()
    return kept if start else _capital(kept.lstrip(), like=text)


def _capital(text: str, *, like: str) -> str:
    return text[:1].upper() + text[1:] if like[:1].isupper() else text


@cache
def _rules() -> tuple[Rule, ...]:
    lines = [line for line in _TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return tuple(_read(csv.DictReader(lines, delimiter="\t")))


def _read(rows: csv.DictReader[str]) -> Iterator[Rule]:
    for row in rows:
        places = [r"\1" if place == "=" else f"({_alternatives(place)})" for place in row["words"].split(" ")]
        cure = None if row["cure"] == "-" else int(row["cure"])
        if cure == len(places) and places[-1] == r"\1":
            places[-1] = r"(\1)"
        yield Rule(
            pattern=re.compile(_EDGE + r"\s+".join(places) + _END),
            cure=cure,
            unless_after=frozenset((row["unless_after"] or "").split("|")) - {""},
        )


def _alternatives(place: str) -> str:
    """Any alternative, as written: "May will" and "Will should" are names, so capitals do not match."""
    return "|".join(re.escape(word) for word in place.split("|"))
