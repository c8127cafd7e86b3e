"""`bulletin publish`: a saved edition on air again."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.cli.progress import progress
from bulletin.errors import Exit


@click.command()
@click.argument("edition", type=click.Path(path_type=Path))
@click.option("--station", type=click.Path(path_type=Path), envvar="BULLETIN_STATION", help="Station folder.")
def publish(*, edition: Path, station: Path | None) -> int:
    """
    Send an edition that was made before to the live names and the outlets.

    It must not have expired. EDITION is its dated folder.

    \b
    bulletin publish output/bulletin/2026-11-23/1300
    """
    from bulletin.config.station import read_station
    from bulletin.edition.again import publish_again
    from bulletin.system.clock import now

    with progress() as tell:
        sent = publish_again(edition, read_station(station), now=now(), tell=tell)
    for skip in sent.skipped:
        click.echo(f"Not on air there: {skip.line}", err=True)
    for receipt in sent.receipts:
        click.echo(f"{receipt.where}: {receipt.checked}")
    return Exit.WITH_LOSS if sent.skipped else Exit.DONE
