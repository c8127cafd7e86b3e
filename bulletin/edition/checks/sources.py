"""Sources: each one really asked."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from bulletin.config.settings import SourceTable
from bulletin.edition.checks.finding import Finding, Visit, fault, note, well
from bulletin.edition.ordering import DEMO
from bulletin.gather import Batch, Limits, Source, demo_sources
from bulletin.gather.reading import read_source
from bulletin.system.clock import now

SHORT = Limits(deadline_s=8.0, parser_s=5.0)
MAX_ITEMS = 30
AT_ONCE = 8
TEST = "Correct its address in bulletin.toml, or try again when the network is back."


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
    sources = [(row, _source(row, visit)) for row in rows]
    asked = [(row, source) for row, source in sources if not (visit.offline and _is_remote(source))]
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="check") as threads:
        batches = list(threads.map(_ask, [source for _, source in asked]))
    for (row, source), batch in zip(asked, batches, strict=True):
        yield _said(row, source, batch)
    yield from _left_alone(len(sources) - len(asked))
    if asked == sources and not any(_count(batch) for batch in batches):
        yield fault(
            "sources", "none of them gives anything now", "Mend one of them, or write copy of your own."
        )
    yield from _words(sources)


def _source(row: SourceTable, visit: Visit) -> Source:
    if row.address == DEMO:
        return Source(address=demo_sources()[0].address, name=row.name)
    return Source(address=visit.station.source_address(row), name=row.name)


def _ask(source: Source) -> Batch:
    return read_source(source, now=now(), limits=SHORT, max_items=MAX_ITEMS)


def _said(row: SourceTable, source: Source, batch: Batch) -> Finding:
    what = f"source {row.name}"
    count = _count(batch)
    if count:
        failed = f", {len(batch.skipped)} more could not be read" if batch.skipped else ""
        return well(what, f"{count} {'article' if count == 1 else 'articles'}{failed}")
    reason = batch.skipped[0].why if batch.skipped else "it is empty"
    return note(what, reason, TEST if _is_remote(source) else "Put .txt files in it, headline first.")


def _left_alone(count: int) -> Iterator[Finding]:
    if count:
        yield note("sources", f"{count} on the network were not asked", "Check again without --offline.")


def _words(sources: list[tuple[SourceTable, Source]]) -> Iterator[Finding]:
    """Name what an editor should see to: invented stories, and news that nobody asked for."""
    if any(row.address == DEMO for row, _ in sources):
        yield note(
            "sources",
            "the invented stories are among them",
            "Remove the source whose address is demo from bulletin.toml before you go on air.",
        )
    silent = [row.name for row, source in sources if _is_remote(source) and not row.permission]
    if silent:
        yield note(
            "permissions",
            f"none is noted for {', '.join(silent)}",
            'Ask the publisher, and write under [[source]] whom: permission = "Jo Bell, editor, 3 March"',
        )


def _is_remote(source: Source) -> bool:
    return "://" in source.address


def _count(batch: Batch) -> int:
    return len(batch.documents) + len(batch.items)
