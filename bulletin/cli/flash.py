"""`bulletin flash`: a typed notice, on air in seconds."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from bulletin.cli.ordering import executor
from bulletin.cli.progress import progress
from bulletin.cli.stations import station_for_air, station_option
from bulletin.cli.values import Duration
from bulletin.errors import Exit


@click.command()
@click.argument("text")
@station_option
@click.option("--by", required=True, metavar="NAME", help="Who says so; it stands in the record.")
@click.option("--programme", metavar="NAME", help="Where it is heard.  [default: every programme]")
@click.option(
    "--for", "lasts", type=Duration(), default="65m", show_default=True, help="How long it may be played."
)
def flash(*, text: str, station: Path | None, by: str, programme: str | None, lasts: timedelta) -> int:
    """
    Put a typed notice on air now; it stays until it expires, and nothing is fetched.

    \b
    bulletin flash "The fire alarm test at two o'clock is cancelled." --station radio --by "Jo Bell"
    bulletin flash "Visiting on ward 4 ends at 6pm today." --station radio --by "Jo Bell" --for 3h
    """
    from bulletin.schedule.flash import programmes_for, put_notice
    from bulletin.schedule.ledger import Ledger
    from bulletin.system.clock import now

    read = station_for_air(station)
    lost = False
    with progress() as tell, executor(jobs=None, cluster=None) as runner, Ledger(read, now=now) as ledger:
        for name in programmes_for(read, programme):
            edition = put_notice(
                text,
                by=by,
                station=read,
                programme=name,
                executor=runner,
                ledger=ledger,
                now=now,
                lasts=lasts,
                tell=tell,
            )
            lost = lost or bool(edition.skipped)
            for skip in edition.skipped:
                click.echo(f"Left out: {skip.line}", err=True)
            click.echo(f"The notice is on air in {name} until {edition.expires_at:%H:%M}.", err=True)
    return Exit.WITH_LOSS if lost else Exit.DONE
