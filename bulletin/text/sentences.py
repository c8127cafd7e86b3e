"""Sentences: where English news prose may be cut."""

from __future__ import annotations

import re

# A stop, any further stops, and the closing marks that belong to the sentence; then space, or the end.
# Possessive and never begun inside a run, so that a page of dots takes linear time.
_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s|$|https?://)|\n[^\S\n]*+\n\s*+|(?<![.!?…])[.!?…]++[”\"](?=[A-Z“])"
)
_SHORT = frozenset(
    """mr mrs ms mx dr drs prof profs rev revd hon cllr cllrs coun ald st sts messrs fr mgr ven rt
    det sgt supt insp con ch capt col lt maj gen brig cpl pte cdr adm gov sen rep pres
    no nos vol pp para fig approx est eg ie cf vs tel ext dept govt
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed weds thu thur thurs fri
    ave""".split()
)
# Short forms that stand at the end of a name or list as readily as inside a sentence.
_MAYBE_LAST = frozenset("jr sr ltd inc co corp bros plc etc rd al".split())
_LAST_WORD = re.compile(r"([^\s\"'“”‘’(\[]+)$")
_NEXT = re.compile(r"\s*[\"'“‘(\[]*(\S)")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")
_NUMBERED = frozenset({"no", "nos", "vol", "pp", "p", "para", "fig"})
# "At 9 p.m. Friday", "10:03 a.m. ET": what tells more of an hour.
_HOURS = frozenset({"a.m", "p.m"})
_OF_AN_HOUR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun
    gmt bst utc et est edt ct cst cdt mt mst mdt pt pst pdt cet cest eet ist jst hkt aest aedt nzt""".split()
)
_BEGINNERS = frozenset(
    """the he she it they we i you this that these those there but and in on at as for if when while after
    a an his her its their our my what who why how no""".split()
)


def sentences(text: str) -> tuple[str, ...]:
    """
    The sentences of a text in order, each stripped.

    A closing quotation mark or bracket goes with its sentence. Nothing but white space is lost between them.
    A blank line ends a sentence whatever comes before it.
    """
    found = []
    start = 0
    for match in _END.finditer(text):
        if _is_end(text, start, match):
            found.append(text[start : match.end()].strip())
            start = match.end()
    found.append(text[start:].strip())
    return tuple(sentence for sentence in found if sentence)


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a sentence ends at this stop."""
    if "\n" in match[0]:
        return True
    following = _NEXT.match(text, match.end())
    if following is None or text.startswith("http", match.end()):
        return True
    if following[1].islower():
        # "Will you?" she asked: the sentence goes on. So it does after an abbreviation or an ellipsis.
        return False
    stop = match[0].rstrip("\"'”’)]")
    if stop != ".":
        return not (set(stop) <= {".", "…"} and following[1] in ",;:-–—")
    return not _is_short_form(text, max(start, match.start() - 40), match, following)


def _is_short_form(text: str, start: int, match: re.Match[str], following: re.Match[str]) -> bool:
    """Whether the stop belongs to a short form inside a sentence: Mr., p.m., J. K., No. 10."""
    found = _LAST_WORD.search(text, start, match.start())
    if found is None or len(match[0]) > 1:
        return False
    word = found[1]
    # Of "28-Aug." and "Mon/Tues." the last part tells.
    lower = re.split(r"[-–/]", word.lower().rstrip("."))[-1]
    if lower in _NUMBERED:
        return following[1].isdigit() or (len(word) < 3 and word != "no" and lower != "no")
    if lower in _SHORT:
        return True
    after = re.match(r"[^\W_]+", text[following.start(1) : following.start(1) + 20])
    begins = after is not None and after[0].lower() in _BEGINNERS
    if lower in _HOURS and after is not None and after[0].lower() in _OF_AN_HOUR:
        return True
    if _DOTTED.fullmatch(f"{word}."):
        return (len(word) == 1 and word.isupper() and word != "I" and not begins) or (
            len(word) > 1 and not begins and not word.islower()
        )
    return lower in _MAYBE_LAST and not begins and following[1].islower()
