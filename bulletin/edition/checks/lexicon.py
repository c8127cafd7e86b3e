"""The station's own pronunciations: how many there are, and the rows that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.edition.checks.finding import Finding, Visit, note, well
from bulletin.edition.pronunciations import own_lexicon


def look_at_lexicon(visit: Visit) -> Iterator[Finding]:
    """Name each row that an edition has to do without."""
    if visit.station.folder is None:
        return
    own = own_lexicon(visit.station)
    for problem in own.problems:
        yield note("lexicon", problem, "Correct that line, or see: bulletin lexicon list")
    if not own.problems:
        yield well("lexicon", f"{len(own.entries)} names of your own")
