"""`bulletin withdraw`: one story out of what is live, now."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.cli.ordering import executor
from bulletin.cli.progress import progress
from bulletin.cli.stations import station_for_air, station_option
from bulletin.errors import Exit


@click.command()
@click.argument("story")
@station_option
@click.option("--programme", metavar="NAME", help="Which one.  [default: the first]")
@click.option("--by", required=True, metavar="NAME", help="Who says so.")
@click.option("--reason", required=True, metavar="TEXT", help="Why; it stands in the record.")
def withdraw(*, story: str, station: Path | None, programme: str | None, by: str, reason: str) -> int:
    """
    Take a story out of the bulletin that is live, in seconds, and keep it from coming back, whoever tells it.

    STORY is its number in the bulletin, from 1, or words of its headline.

    \b
    bulletin withdraw 2 --station radio --by "Jo Bell" --reason "wrong name"
    bulletin withdraw "library cat" --station radio --by "Jo Bell" --reason "not ours to tell"
    """
    from bulletin.config.quantities import show_length
    from bulletin.edition.order import Tools
    from bulletin.schedule.ledger import Ledger
    from bulletin.schedule.retracting import retract
    from bulletin.system.clock import now

    read = station_for_air(station)
    with progress() as tell, executor(jobs=None, cluster=None) as runner, Ledger(read, now=now) as ledger:
        taken, made = retract(
            story,
            by=by,
            reason=reason,
            station=read,
            programme=read.programme(programme).name,
            tools=Tools(executor=runner, now=now, tell=tell),
            ledger=ledger,
        )
    click.echo(f"Withdrawn: {taken.headline or taken.article.headline}", err=True)
    if made is None:
        click.echo("Nothing is left, so the filler is on air.", err=True)
        return Exit.NOTHING_FIT
    click.echo(f"The rest is on air, {show_length(made.duration_s or 0)} long.", err=True)
    for skip in made.skipped:
        click.echo(f"Left out: {skip.line}", err=True)
    return Exit.WITH_LOSS if made.skipped else Exit.DONE
