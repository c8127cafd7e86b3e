"""For the ear: what a newsreader changes in a sentence before reading it out.

Nothing is added but a word of saying: who said it comes first, what only the eye needs goes, and a sentence
too long to be heard becomes two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.script.attribution import is_plain, read_attribution
from bulletin.script.splitting import LONGEST_WORDS, SPLIT, split_long
from bulletin.text.quotations import SAYS, quotes, short_speaker, speaker

ADDED = {
    "adding": "added",
    "noting": "noted",
    "explaining": "explained",
    "warning": "warned",
    "insisting": "insisted",
    "arguing": "argued",
    "claiming": "claimed",
    "stressing": "stressed",
}
"""How what hangs on a speech becomes a sentence of its own."""
_ADDING = re.compile(rf", (?P<verb>{'|'.join(ADDED)}) that ")
SAID_FIRST = "who said it moved to the front"
ON_A_DAY = "“on” before the day"
_DAYS = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
# "Resigned Tuesday in the wake of": wire copy leaves out what the ear wants. Only behind what somebody did or
# said: "a cold Saturday", "Monday to Friday" and "spent Tuesday in bed" are right as they are.
_BARE_DAY = re.compile(
    r"\b(?:said|says|told (?:reporters|journalists|parliament|police|the court)|met|resigned|died|announced"
    r"|arrived|landed|launched|confirmed|reported|warned|signed|voted|killed|injured|wounded|arrested|charged|released"
    r"|published|unveiled|intensified|began|ended|interview|statement)"
    rf"(?= (?:{_DAYS})day(?: (?:morning|afternoon|evening|night))?(?:[.,;:]|$"
    r"| (?:that|when|after|before|in|at|by|for|with|as|between|from|following|amid|over|near)\b))"
)
_INITIALS = re.compile(r" \((?:[A-Z]{2,8}: ?)?([A-Z][A-Z&]{1,7})\)")
_TAIL = re.compile(r",\s")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# What begins a sentence with a capital and is written small inside one.
_SMALL = frozenset(
    """a about after all almost although an and any around as at because before between both but by during
    each either every few first five four from he her his if in into it its just last many more most
    much neither nearly new no nobody nothing now on once one only or other our over people several she
    since six some such ten that the their there these they this those three to two under unless until
    we when where while with without""".split()
)
_NEEDS_NO_THAT = ("said", "says")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A sentence as it is read out."""

    parts: tuple[str, ...]
    edits: tuple[str, ...] = ()


def for_the_ear(sentence: str, *, article: str) -> Heard:
    """
    Change a sentence for the ear.

    Args:
        sentence: Outside any quotation that began before it.
        article: All of the article's words: whether a word is a name, and whether initials come again.
    """
    plain, edits = _without_initials(sentence, article)
    plain, edits = _with_on(plain, edits)
    fronted = said_first(plain, article=article)
    if fronted != plain:
        edits = (*edits, SAID_FIRST)
    said, added = _added(fronted, article)
    parts = (*split_long(said), *added)
    return Heard(parts=parts, edits=(*edits, SPLIT) if len(parts) > 1 else edits)


def _with_on(sentence: str, edits: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Told reporters Saturday. -> told reporters on Saturday."""
    inside = [(quote.start, quote.end) for quote in quotes(sentence)]
    places = [
        found.end()
        for found in _BARE_DAY.finditer(sentence)
        if not any(start <= found.start() < end for start, end in inside)
    ]
    for place in reversed(places):
        sentence = f"{sentence[:place]} on{sentence[place:]}"
    return sentence, (*edits, *([ON_A_DAY] if places else []))


def _added(sentence: str, article: str) -> tuple[str, tuple[str, ...]]:
    """Part "Mrs Dow said it was full, adding that beds were short" into what she said and what she added."""
    if len(sentence.split()) <= LONGEST_WORDS or quotes(sentence):
        return sentence, ()
    found = _ADDING.search(sentence)
    named = speaker(sentence[: found.start()]) if found else None
    if found is None or named is None:
        return sentence, ()
    more = f"{short_speaker(named, article)} {ADDED[found['verb']]} that {sentence[found.end() :]}"
    return f"{sentence[: found.start()]}.", (more,)


def said_first(sentence: str, *, article: str) -> str:
    """ "The bridge is shut, the council said." -> "The council said the bridge is shut."""
    if quotes(sentence) or not sentence.endswith(".") or sentence.count("(") != sentence.count(")"):
        return sentence
    for comma in reversed(list(_TAIL.finditer(sentence))):
        told, tail = sentence[: comma.start()], sentence[comma.end() :]
        attribution = read_attribution(tail)
        if attribution is None or attribution.after or not is_plain(attribution):
            continue
        first = in_sentence(told, article)
        # "officials said Friday" is how Americans write; in front, nobody could tell what happened on Friday.
        if first is None or SAYS.search(told) or not ends_in_a_verb(attribution.front):
            return sentence
        return joined(attribution.front, first)
    return sentence


def ends_in_a_verb(front: str) -> bool:
    """Whether nothing stands between the verb of saying and what is said."""
    verb = list(SAYS.finditer(front))[-1]
    return (
        verb.end() == len(front) and verb[0] not in ("told", "tells", "asked", "asks")
    ) or front.startswith("According to ")


def joined(front: str, told: str) -> str:
    """Put a speaker and what was told together: "The firm said nobody is hurt."."""
    stop = "" if told.endswith((".", ".”", '."', ".’")) else "."
    if front.startswith("According to "):
        return f"{front}, {told}{stop}"
    return f"{front} {told}{stop}" if front.endswith(_NEEDS_NO_THAT) else f"{front} that {told}{stop}"


def in_sentence(told: str, article: str) -> str | None:
    """The words as they stand inside a sentence; None where a capital may be a name's or not."""
    found = _FIRST_WORD.match(told)
    if found is None:
        return told if told[:1] in "£$€" else None
    word = found[0]
    if word.casefold() in _SMALL:
        return told[0].lower() + told[1:]
    if word.isupper() or re.search(rf"[a-z,] {re.escape(word)}\b", article):
        return told
    if re.search(rf"(?<![\w-]){re.escape(word.lower())}(?![\w-])", article):
        return told[0].lower() + told[1:]
    return None


def _without_initials(sentence: str, article: str) -> tuple[str, tuple[str, ...]]:
    """ "(NHST)" behind the full name: heard only where the article goes on to use it."""
    edits = []

    def said(found: re.Match[str]) -> str:
        if len(re.findall(rf"\b{re.escape(found[1])}\b", article)) > 1:
            return found[0]
        edits.append(f"left out: {found[0].strip()}")
        return ""

    return _INITIALS.sub(said, sentence), tuple(edits)
