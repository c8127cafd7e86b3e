"""`bulletin proof`: was the bulletin heard?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bulletin.cli.progress import progress
from bulletin.errors import Exit

if TYPE_CHECKING:
    from bulletin.config.station import Station
    from bulletin.edition.proof import Proof


@click.command()
@click.option("--listen", "address", required=True, metavar="ADDRESS", help="What listeners open.")
@click.option(
    "--for",
    "seconds",
    type=click.FloatRange(5, 7200),
    help="How long.  [default: its length and two minutes]",
)
@click.option(
    "--edition", type=click.Path(path_type=Path), help="An audio file to look for.  [default: what is live]"
)
@click.option("--station", type=click.Path(path_type=Path), envvar="BULLETIN_STATION", help="Station folder.")
@click.option("--programme", metavar="NAME", help="Which programme.  [default: the first]")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def proof(
    *,
    address: str,
    seconds: float | None,
    edition: Path | None,
    station: Path | None,
    programme: str | None,
    as_json: bool,
) -> int:
    """
    Listen to the station's stream and tell whether the bulletin was heard.

    Start it a minute before the slot. What was heard goes into the record; the exit status is 1 when the
    bulletin was not heard whole.

    \b
    bulletin proof --listen http://radio.example:8000/live.mp3 --for 240 --station radio
    """
    from bulletin.config.station import read_station
    from bulletin.edition.proof import live_audio, note_proof, prove, seconds_of
    from bulletin.publish.places import Places
    from bulletin.system.clock import machine_zone

    read = read_station(station)
    places = Places(root=read.output / read.programme(programme).name)
    audio = edition or live_audio(places)
    with progress() as tell:
        found = prove(
            address,
            audio,
            seconds=seconds or seconds_of(audio),
            zone=read.settings.station.zone or machine_zone(),
            tell=tell,
        )
    note_proof(places, found, audio=audio, address=address)
    _record(read, places.root.name, found)
    if as_json:
        at = found.at.isoformat() if found.at else None
        click.echo(json.dumps({"heard": found.heard, "whole": found.whole, "at": at, "text": found.text}))
    else:
        click.echo(found.text)
    return Exit.DONE if found.whole else Exit.FAILED


def _record(station: Station, programme: str, found: Proof) -> None:
    """Write it down, and tell people when listeners did not get their bulletin."""
    from bulletin.schedule.ledger import Ledger
    from bulletin.system.clock import now

    if station.folder is None:
        return
    with Ledger(station, now=now) as ledger:
        ledger.event(None, "proof", f"{programme}: {found.text}")
        cause = f"{programme} on the stream"
        if found.whole:
            ledger.well(cause, f"The bulletin was {found.text}.")
        else:
            ledger.trouble(
                cause, f"The bulletin was {found.text}. Listen to the stream, and look at the playout."
            )
