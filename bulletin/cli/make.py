"""`bulletin make`: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bulletin.cli.ordering import executor, order_options
from bulletin.cli.progress import progress
from bulletin.errors import Exit

if TYPE_CHECKING:
    from bulletin.edition.order import Order
    from bulletin.model import Edition


@click.command()
@order_options
@click.option("--out", type=click.Path(path_type=Path), help="Where editions go.  [default: output]")
@click.option("--profile", metavar="NAME", help="Mastering: stream, broadcast or bedside.")
@click.option(
    "--format",
    "audio_format",
    default="mp3",
    show_default=True,
    metavar="NAME",
    help="mp3, mp3-64k, mp3-stereo, mp3-192k-stereo; or, not put live: wav, wav-48k, flac, opus, m4a, mp2.",
)
@click.option("--dry-run", is_flag=True, help="Stop at the script, and show it.")
@click.option("--json", "as_json", is_flag=True, help="Write the edition's record to standard output.")
def make(*, jobs: int | None, cluster: str | None, dry_run: bool, as_json: bool, **options: Any) -> int:
    """
    Make a bulletin and put it at output/bulletin/latest.mp3.

    \b
    A SOURCE is a feed, a page, a .html, .txt or .md file, a folder of those, or - for standard input.
    Without one, the station's sources are used.

    \b
    bulletin make --demo
    bulletin make https://paper.example/feed.xml --length 3:00
    bulletin make copy/ --voice newsreader --voice second --at 13:00
    """
    from bulletin.edition.ahead import start_pace
    from bulletin.edition.order import Tools
    from bulletin.edition.ordering import read_order
    from bulletin.schedule.validity import with_validity
    from bulletin.system.clock import now

    order = with_validity(read_order(**options))
    with progress() as tell, executor(jobs=jobs, cluster=cluster) as runner:
        tools = Tools(executor=runner, now=now, tell=tell, pace=start_pace(order, runner))
        # Loaded only now: the engine starts meanwhile.
        from bulletin.edition.make import draft_edition, make_edition

        edition = draft_edition(order, tools) if dry_run else make_edition(order, tools)
    _show(edition, order, as_json=as_json)
    return Exit.WITH_LOSS if edition.skipped else Exit.DONE


def _show(edition: Edition, order: Order, *, as_json: bool) -> None:
    from bulletin.edition.record import write_record
    from bulletin.script.papers import as_text

    for skip in edition.skipped:
        click.echo(f"Left out: {skip.line}", err=True)
    for held in edition.held:
        click.echo(f"Not told: {held.line}", err=True)
    if edition.left_out:
        more = "more article was" if len(edition.left_out) == 1 else "more articles were"
        click.echo(f"{len(edition.left_out)} {more} not chosen; the report says why.", err=True)
    for note in edition.notes:
        click.echo(note, err=True)
    if as_json:
        click.echo(write_record(edition), nl=False)
    elif edition.audio is None:
        click.echo(as_text(edition.script), nl=False)
    else:
        click.echo(_summary(edition), err=True)
        click.echo(order.places.audio if edition.state == "published" else edition.audio)


def _summary(edition: Edition) -> str:
    from bulletin.config.quantities import show_length

    stories = f"{len(edition.stories)} {'story' if len(edition.stories) == 1 else 'stories'}"
    return (
        f"{show_length(edition.duration_s or 0)} long, {stories}, {edition.loudness_lufs:.1f} LUFS, "
        f"true peak {edition.true_peak_dbtp:.1f} dBTP; "
        f"may be played until {edition.expires_at:%H:%M on %A %d %B}."
    )
