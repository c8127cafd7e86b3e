"""Reported speech: what an organisation says of itself, told in the third person.

"We have rescheduled some clinics", read by a newsreader, sounds as if the station had. Only an organisation's
plain statement is turned, only by the closed table below, and only where nothing in the first or second
person is left; everything else stays a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.script.ear import in_sentence
from bulletin.text import sentences
from bulletin.text.patterns import later
from bulletin.text.quotations import quotes

REPORTED = "a statement told in the third person"
_VERBS = {"are": "is", "were": "was", "have": "has", "do": "does"}
_SHORT = {"ll": "will", "re": "are", "ve": "have"}
_SAME = "will|can|could|would|should|must|may|had|did|cannot"
_WE = later(
    rf"\b[Ww]e(?:['’](?P<short>ll|re|ve)| (?P<verb>{_SAME}|{'|'.join(_VERBS)}))\b(?! ?n['’]t)(?!['’])"
)
_OUR = later(r"\b[Oo]ur\b")
_LEFT = later(r"\b(?:we|us|ours|ourselves|I|me|my|mine|you|yours?)\b|\b\w+['’](?:re|ve|m)\b", re.IGNORECASE)
_FRONT = later(r"(?P<who>[^“\"]{1,200}?) (?:said|says|added|explained)(?: in a statement)?: (?=[“\"])")
_FOR = later(r"\bspokes\w+ (?:for|of|from|at) (?P<body>the [\w’'& -]+|[A-Z][\w’'&. -]+)$")
_BODY = later(
    r"the (?:[\w’'-]+ ){0,3}?(?:trust|board|council|hospital|company|firm|charity|college|university|school|"
    r"service|union|authority|department|ministry|operator|church|club|society|association|agency)",
    re.IGNORECASE,
)
_AS_SUCH = later(r"^(?:As such|As a result|Therefore|Accordingly), ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One sentence in the third person."""

    text: str
    edits: tuple[str, ...]
    """What was changed, each as "We have -> it has"."""


def speaker_of(block: str) -> str | None:
    """Who is named in front of a quotation, with a verb of saying and nothing else."""
    front = _FRONT.match(block)
    return front["who"] if front else None


def report(block: str, *, speaker: str, article: str) -> tuple[Reported, ...] | None:
    """
    Tell an organisation's statement in the third person.

    Args:
        block: A quotation, with or without its speaker in front; it may go on in the next paragraph.
        speaker: As the article first has them: "A spokesman for the trust".
        article: All of the article's words.

    Returns:
        A sentence for each; None where it must stay a quotation.
    """
    body = _organisation(speaker)
    front = _FRONT.match(block)
    spoken = block[front.end() :] if front else block
    found = quotes(spoken)
    if body is None or len(found) != 1 or found[0].start or found[0].end < len(spoken):
        return None
    told = tuple(_told(found[0].inner(spoken), body, article))
    turned = any(one and one.edits for one in told)
    return tuple(one for one in told if one) if turned and None not in told else None


def _organisation(speaker: str) -> str | None:
    found = _FOR.search(speaker)
    if found:
        return found["body"][:1].upper() + found["body"][1:]
    return speaker[:1].upper() + speaker[1:] if _BODY.fullmatch(speaker) else None


def _told(spoken: str, body: str, article: str) -> Iterator[Reported | None]:
    for number, sentence in enumerate(sentences(spoken)):
        whole = sentence.rstrip(",")
        turned = _third_person(_AS_SUCH.sub("", whole) if not number else whole, article)
        if turned is None or not whole.endswith("."):
            yield None
            return
        ahead = f"{body} said" if not number else "It added that" if number == 1 else "It said"
        yield Reported(text=f"{ahead} {turned.text}", edits=turned.edits)


def _third_person(sentence: str, article: str) -> Reported | None:
    edits: list[str] = []

    def turn(found: re.Match[str]) -> str:
        verb = _SHORT.get(found["short"] or "", found["verb"])
        new = f"it {_VERBS.get(verb, verb)}"
        edits.append(f"{found[0]} -> {new}")
        return new

    def own(found: re.Match[str]) -> str:
        edits.append(f"{found[0]} -> its")
        return "its"

    text = _OUR.sub(own, _WE.sub(turn, sentence))
    if _LEFT.search(text):
        return None
    told = text if text.startswith(("it ", "its ")) else in_sentence(text, article)
    return Reported(text=told, edits=tuple(dict.fromkeys(edits))) if told else None
