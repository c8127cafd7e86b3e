"""Captions: what stands under a picture and came along in raw text, told by its form."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from bulletin.model import Passage
from bulletin.summarise.hangs import hangs_by_name
from bulletin.summarise.signs import PICTURE_AGENCIES
from bulletin.summarise.units import CAPTION, Unit
from bulletin.text.patterns import later

OF_A_PICTURE = "left out: "
"""What an edit says in front of the name of an agency."""

# A sentence that begins with an agency ("Reuters Health has bought the mill.") ends with a stop.
_AGENCY = (
    r"(?P<agency>(?:AFP or licensors|AP:Associated Press|PA:Press Association|Handout - Getty|"
    rf"{PICTURE_AGENCIES}|Rex Features|Splash News|Barcroft Media|"
    r"\d{4} [A-Z]\w+ (?:Publishing|Images))(?: - [A-Z]\w+)?) [A-Z0-9].*[^.!?…\"”’')]$"
)
_CAPTION = later(rf"FILE [-–—] \w|{_AGENCY}")
# These are nothing but captions, whoever is named in them.
_SURELY = later(
    r"In this (?:[\w.,]+ ){1,6}(?:file )?(?:photo|picture|image)\b|"
    # "The ship is seen in waters off Hale": what is seen now is in a picture; a patient is seen at a clinic.
    r"(?![^.!?]{0,160}\b(?:[Pp]atients?|[Nn]o one|"
    r"\w+body|\w+one|[Pp]erson|who|child|each|every|as|most|often)\b)"
    r"[A-Z][^.!?;:“”\"]{1,160} (?:is seen|(?:is|are) (?:seen|pictured) (?:during|[a-z]+ing)) "
    r"[^.!?;:“”\"]{0,80}\b[A-Z][^.!?;:“”\"]{0,80}[.!]|"
    # A player's number in brackets, and what he does at this moment.
    r"[A-Z][^.!?;:“”\"]{1,100} \(\d{1,2}\) [a-z]+s\b"
)
# "Fair turns 300 Cider and hats What began as a sale": headings run into the text below them.
_RUN_IN = later(
    r"[A-Z][\w’'-]*(?: [\w’'-]+){2,14}? [a-z0-9][\w’'-]* "
    r"(?:What|The|These|This|When|After|Although|While|But|There|Since|According|Some|Many|More) [a-z]"
)
# A notice that lost its stop is better heard than missed.
_NOTICE = later(
    r"(?:Please|Visiting|Visitors|Patients)\b|.*\b(?:please|must|should|needs? to|do not|don[’']t|cannot|"
    r"can[’']t|until|visitors|visiting|patients?|appointments?|clinics?|wards?|surgery|ring|call|shut|closed|"
    r"cancelled|postponed)\b"
)
_ENDS = tuple(".!?…:;,\"”’')]")
_FEWEST_IN_A_LINE = 9
# Where two paragraphs in three end with a stop, a line without one is no paragraph.
_FEWEST_STOPPED, _STOPPED_FOR_ONE = 3, 2


def without_captions(found: Sequence[Unit]) -> Sequence[Unit]:
    """Mark captions as unfit, but for one that names what the news hangs on: better heard than missed."""
    captions = {place for place, unit in enumerate(found) if _is_caption(unit.text)} | _loose_lines(found)
    if not captions:
        return found
    unheard = _without(found, captions)
    before, after = hangs_by_name(found), hangs_by_name(unheard)
    hanging = {
        back
        for place, backs in before.items()
        for back in backs & captions
        if place not in captions and not after.get(place, set()) - backs
    }
    surely = {place for place in captions if _is_surely(found[place].text)}
    return _without(found, captions - hanging | surely)


def without_agency(passage: Passage) -> Passage:
    """ "Getty Images Nell Barrow tries it" -> "Nell Barrow tries it"."""
    of_agency = _CAPTION.match(passage.text)
    if of_agency is None or not of_agency["agency"]:
        return passage
    agency = of_agency["agency"]
    text = passage.text[len(agency) :].strip()
    return replace(passage, text=text, edits=(*passage.edits, f"{OF_A_PICTURE}{agency}"))


def _is_caption(text: str) -> bool:
    return bool(_CAPTION.match(text) or _RUN_IN.match(text)) or _is_surely(text)


def _is_surely(text: str) -> bool:
    return bool(_SURELY.match(text))


def _loose_lines(found: Sequence[Unit]) -> set[int]:
    """Lines without a stop among paragraphs that have one."""
    loose = {
        place
        for place, unit in enumerate(found)
        if not unit.text.endswith(_ENDS)
        and len(unit.text.split()) >= _FEWEST_IN_A_LINE
        and not _NOTICE.match(unit.text)
    }
    stopped = sum(unit.text.endswith(_ENDS) for unit in found)
    return loose if stopped >= max(_FEWEST_STOPPED, _STOPPED_FOR_ONE * len(loose)) else set()


def _without(found: Sequence[Unit], captions: Set[int]) -> list[Unit]:
    return [
        replace(unit, unfit=unit.unfit or CAPTION) if place in captions else unit
        for place, unit in enumerate(found)
    ]
