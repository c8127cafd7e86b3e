"""`bulletin furniture`: the station's sounds, to be heard."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.cli.ordering import executor
from bulletin.cli.progress import progress
from bulletin.errors import Exit


@click.group()
def furniture() -> None:
    """
    Hear the station's sounds.

    \b
    bulletin furniture preview --station radio
    """


@furniture.command()
@click.option("--station", type=click.Path(path_type=Path), help="Station folder with bulletin.toml.")
@click.option("--set", "name", metavar="NAME", help="Another sound set: a folder in the station's sounds.")
@click.option(
    "--bed/--no-bed", default=None, help="Music under the speech.  [default: as the station has it]"
)
@click.option("--profile", metavar="NAME", help="Mastering: stream, broadcast or bedside.")
@click.option("--voice", metavar="NAME", help="Who speaks between them.  [default: the station's newsreader]")
@click.option(
    "--out", type=click.Path(path_type=Path), default="sounds.mp3", show_default=True, help="An MP3."
)
def preview(
    *,
    station: Path | None,
    name: str | None,
    bed: bool | None,
    profile: str | None,
    voice: str | None,
    out: Path,
) -> int:
    """
    Make an MP3 in which each sound is heard where it belongs, with speech between.

    \b
    bulletin furniture preview
    bulletin furniture preview --station radio --set christmas --bed
    """
    from bulletin.config.level import profile_named
    from bulletin.config.sounds import read_sound_set
    from bulletin.config.station import read_station
    from bulletin.edition.furnishing import show_furniture
    from bulletin.edition.ordering import read_voices

    settings = read_station(station)
    chosen = read_sound_set(settings, name, bed=bed)
    newsreaders, known, cache = read_voices([voice] if voice else [], engine=None, station=station)
    with progress() as tell, executor(jobs=None, cluster=None) as runner:
        tell(f"Playing the sounds of {chosen.name}")
        brought = show_furniture(
            chosen,
            voice=known[newsreaders[0]],
            profile=profile_named(profile or settings.settings.level.profile),
            executor=runner,
            cache=cache,
            out=out,
        )
    for skip in brought.lost:
        click.echo(f"Left out: {skip.line}", err=True)
    for note in brought.notes:
        click.echo(note, err=True)
    click.echo(out)
    return Exit.WITH_LOSS if brought.lost else Exit.DONE
