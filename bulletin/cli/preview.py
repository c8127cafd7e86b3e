"""`bulletin preview`: what would go out next, and what waits for a person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bulletin.cli.ordering import executor
from bulletin.cli.progress import progress
from bulletin.cli.stations import require_station, station_option
from bulletin.errors import Exit

if TYPE_CHECKING:
    from bulletin.schedule.previewing import Listed, Preview


@click.command()
@station_option
@click.option("--programme", metavar="NAME", help="Which one.  [default: the first]")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def preview(*, station: Path | None, programme: str | None, as_json: bool) -> int:
    """
    Show what would go out next and what waits for a person, with seconds and reasons.

    The numbers are those that hold and release take.

    \b
    bulletin preview --station radio
    """
    from bulletin.config.station import read_station
    from bulletin.schedule.previewing import preview_next
    from bulletin.system.clock import now

    folder = require_station(station)
    read = read_station(folder)
    with progress(quiet=as_json) as tell, executor(jobs=None, cluster=None) as runner:
        seen = preview_next(folder, read, read.programme(programme).name, executor=runner, now=now, tell=tell)
    if as_json:
        told = {**asdict(seen), "slot": seen.slot.isoformat()}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for line in _lines(seen):
            click.echo(line)
    return Exit.WITH_LOSS if seen.skipped else Exit.DONE


def _lines(seen: Preview) -> Iterator[str]:
    from bulletin.config.quantities import show_length

    slot = f"{seen.slot:%A} {seen.slot.day} {seen.slot:%B, %H:%M}"
    yield f"{seen.programme}, {slot}: about {show_length(seen.seconds)}"
    for one in seen.told:
        yield f"{_head(one)}  {show_length(one.seconds or 0)}  ({one.why})" if one.why else _head(one)
    if seen.waiting:
        yield "Held, until somebody releases it:"
        for one in seen.waiting:
            yield f"{_head(one)}: {one.why}"
        first = seen.waiting[0].number
        yield f"To let one go out: bulletin release {first} --by NAME --reason TEXT"
    if seen.told:
        yield "To keep one from the air: bulletin hold 1 --by NAME --reason TEXT"
    yield from seen.notes
    yield from (f"Left out: {skip.line}" for skip in (*seen.skipped, *seen.left_out))


def _head(one: Listed) -> str:
    return f"{one.number:3}  {one.headline}  [{one.source}]"
