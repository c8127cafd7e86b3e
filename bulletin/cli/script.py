"""`bulletin script`: the script that would be read."""

from __future__ import annotations

from typing import Any

import click

from bulletin.cli.ordering import executor, order_options
from bulletin.cli.progress import progress
from bulletin.errors import Exit


@click.command()
@order_options
@click.option("--json", "as_json", is_flag=True, help="Write the draft's record instead.")
@click.option("--html", "as_page", is_flag=True, help="Write a page in large print for a presenter.")
def script(*, jobs: int | None, cluster: str | None, as_json: bool, as_page: bool, **options: Any) -> int:
    """
    Show the script that would be read, with its length.

    \b
    bulletin script --demo
    bulletin script copy/ --length 3:00 --html > script.html
    """
    from bulletin.edition.make import draft_edition
    from bulletin.edition.order import Tools
    from bulletin.edition.ordering import read_order
    from bulletin.edition.papers import script_page
    from bulletin.edition.record import write_record
    from bulletin.script.papers import as_text
    from bulletin.system.clock import now

    order = read_order(**options)
    with progress() as tell, executor(jobs=jobs, cluster=cluster) as runner:
        edition = draft_edition(order, Tools(executor=runner, now=now, tell=tell))
    for skip in edition.skipped:
        click.echo(f"Left out: {skip.line}", err=True)
    for note in edition.notes:
        click.echo(note, err=True)
    if as_json:
        click.echo(write_record(edition), nl=False)
    else:
        click.echo(script_page(edition, order) if as_page else as_text(edition.script), nl=False)
    return Exit.WITH_LOSS if edition.skipped else Exit.DONE
