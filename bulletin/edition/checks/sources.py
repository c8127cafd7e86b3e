"""Sources: each one really asked."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from bulletin.config.settings import SourceTable
from bulletin.edition.asking import recall
from bulletin.edition.checks.finding import Finding, Visit, fault, note, well
from bulletin.edition.sourcing import DEMO, is_remote, station_source
from bulletin.gather import Batch, Limits, Source
from bulletin.gather.reading import read_source
from bulletin.system.clock import machine_zone, now

SHORT = Limits(deadline_s=8.0, parser_s=5.0)
MAX_ITEMS = 30
AT_ONCE = 8
TEST = "Correct its address in bulletin.toml, or try again when the network is back."
ASK = 'Ask the publisher, and write under its [[source]] whom: permission = "Jo Bell, editor, 3 March 2026"'


def look_at_sources(visit: Visit) -> Iterator[Finding]:
    """Ask every source side by side; one that gives nothing is named; that none does is a fault."""
    rows = visit.station.settings.source
    if not rows:
        yield note(
            "sources",
            "none in the settings",
            "Name them on the command line, or add [[source]] to bulletin.toml.",
        )
        return
    sources = list(zip(rows, _sources(visit), strict=True))
    asked = [(row, source) for row, source in sources if not _is_left_alone(row, source, visit)]
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="check") as threads:
        batches = list(threads.map(_ask, [source for _, source in asked]))
    for (row, source), batch in zip(asked, batches, strict=True):
        yield _said(row, source, batch)
    yield from _unallowed(sources)
    yield from _on_the_network(sum(_is_offline(row, source, visit) for row, source in sources))
    if not visit.offline and not any(batch.size for batch in batches):
        yield fault(
            "sources", "none of them gives anything now", "Mend one of them, or write copy of your own."
        )
    yield from _invented(rows)
    yield from _nameless(sources, visit)


def _sources(visit: Visit) -> tuple[Source, ...]:
    zone = visit.station.settings.station.zone or machine_zone()
    rows = visit.station.settings.source
    return recall([station_source(row, visit.station) for row in rows], visit.station, now=now(zone))


def _is_left_alone(row: SourceTable, source: Source, visit: Visit) -> bool:
    return _is_unallowed(row, source) or _is_offline(row, source, visit)


def _is_unallowed(row: SourceTable, source: Source) -> bool:
    return is_remote(source.address) and not row.permission.strip()


def _is_offline(row: SourceTable, source: Source, visit: Visit) -> bool:
    return visit.offline and is_remote(source.address) and not _is_unallowed(row, source)


def _ask(source: Source) -> Batch:
    return read_source(source, now=now(), limits=SHORT, max_items=MAX_ITEMS)


def _said(row: SourceTable, source: Source, batch: Batch) -> Finding:
    what = f"source {row.name}"
    if batch.size:
        failed = f", {len(batch.skipped)} more could not be read" if batch.skipped else ""
        return well(what, f"{batch.size} {'article' if batch.size == 1 else 'articles'}{failed}")
    if batch.left_out and not batch.skipped:
        return note(what, f"nothing that is young enough: {batch.left_out[0].line}", "See its max_age.")
    reason = batch.skipped[0].why if batch.skipped else "it is empty"
    return note(what, reason, TEST if is_remote(source.address) else "Put .txt files in it, headline first.")


def _unallowed(sources: list[tuple[SourceTable, Source]]) -> Iterator[Finding]:
    """Name the news that nobody has asked for; it is not read."""
    for row, source in sources:
        if _is_unallowed(row, source):
            yield note(f"source {row.name}", "not read: nobody's permission to broadcast it is noted", ASK)


def _nameless(sources: list[tuple[SourceTable, Source]], visit: Visit) -> Iterator[Finding]:
    """An owner whose server we trouble should know whom to write to."""
    on_the_web = any(is_remote(source.address) for _, source in sources)
    if on_the_web and not visit.station.settings.station.contact.strip():
        yield note(
            "contact",
            "the servers of the sources are not told how to reach you",
            'Write contact = "studio@example.org" under [station] in bulletin.toml.',
        )


def _on_the_network(count: int) -> Iterator[Finding]:
    if count:
        yield note("sources", f"{count} on the network were not asked", "Check again without --offline.")


def _invented(rows: tuple[SourceTable, ...]) -> Iterator[Finding]:
    if any(row.address == DEMO for row in rows):
        yield note(
            "sources",
            "the invented stories are among them",
            "Remove the source whose address is demo from bulletin.toml before you go on air.",
        )
