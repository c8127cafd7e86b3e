"""The station's own pronunciations and tables: how many names there are, and the rows that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.edition.checks.finding import Finding, Visit, note, well
from bulletin.edition.ordering import read_knowledge
from bulletin.edition.pronunciations import own_lexicon


def look_at_lexicon(visit: Visit) -> Iterator[Finding]:
    """Name each row that an edition has to do without."""
    if visit.station.folder is None:
        return
    own = own_lexicon(visit.station)
    problems = (*own.problems, *read_knowledge(visit.station).problems)
    for problem in problems:
        yield note("lexicon", problem, "Correct that line; the others are used.")
    if not problems:
        yield well("lexicon", f"{len(own.entries)} names of your own")
