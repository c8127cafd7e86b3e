"""The rules, first in priority first: what is most specific, and what would be broken up by others, leads."""

from __future__ import annotations

from bulletin.script.speakable.rules import (
    counts,
    dates,
    initials,
    marks,
    measures,
    money,
    names,
    phones,
    places,
    sport,
    times,
    web,
)
from bulletin.script.speakable.scene import Rule

RULES: tuple[Rule, ...] = (
    *web.RULES,
    *places.EARLY_RULES,
    *initials.EARLY_RULES,
    counts.named_number,
    counts.number_with_spaces,
    *dates.RULES,
    *phones.RULES,
    *names.EARLY_RULES,
    *times.RULES,
    *money.RULES,
    *measures.EARLY_RULES,
    counts.short_age,
    counts.sporting_side,
    counts.range_of_places,
    counts.place_in_a_row,
    *sport.RULES,
    *measures.RULES,
    *places.RULES,
    *names.RULES,
    *counts.RULES,
    *dates.LATE_RULES,
    *initials.RULES,
    *names.LATE_RULES,
    *places.LATE_RULES,
    *initials.LATE_RULES,
    *marks.RULES,
    *counts.LATE_RULES,
)
