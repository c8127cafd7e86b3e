"""Captions: what stands under a picture and came along in raw text, told by the agency in front of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bulletin.summarise.hangs import needs
from bulletin.summarise.units import Unit
from bulletin.text.patterns import later

CAPTION = "a caption"
# A sentence that begins with an agency ("Reuters Health has bought the mill.") ends with a stop.
_CAPTION = later(
    r"FILE [-–—] \w|(?:AFP or licensors|AP:Associated Press|PA:Press Association|Getty(?: Images)?|Reuters|"
    r"Rex Features|Splash News|Shutterstock|Alamy|AFP|EPA|\d{4} [A-Z]\w+ (?:Publishing|Images))"
    r"(?: - [A-Z]\w+)? [A-Z0-9].*[^.!?…\"”’')]$"
)


def without_captions(found: Sequence[Unit]) -> Sequence[Unit]:
    """Mark captions as unfit, but for one that names what the news hangs on: better heard than missed."""
    captions = {place for place, unit in enumerate(found) if _CAPTION.match(unit.text)}
    if not captions:
        return found
    hanging = (hangs_on for place, hangs_on in enumerate(needs(found)) if place not in captions)
    spare = captions - frozenset[int]().union(*hanging)
    return [replace(unit, unfit=CAPTION) if place in spare else unit for place, unit in enumerate(found)]
