"""`bulletin voices`: who can speak, natural voices to install, and all of them to be heard."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from bulletin.cli.ordering import executor
from bulletin.cli.progress import progress
from bulletin.cli.stations import require_station, station_option
from bulletin.errors import Exit

catalogue_option = click.option(
    "--catalogue",
    "address",
    metavar="ADDRESS",
    help="Where voices.json lies.  [default: BULLETIN_VOICE_CATALOGUE, else the public one]",
)


@click.group(invoke_without_command=True)
@click.pass_context
def voices(context: click.Context) -> None:
    """
    List the voices, hear them, or install natural ones.

    \b
    bulletin voices list
    bulletin voices audition
    bulletin voices catalogue
    bulletin voices install en_GB-alba-medium --station radio
    """
    if context.invoked_subcommand is None:
        context.invoke(list_voices)


@voices.command(name="list")
@click.option("--station", type=click.Path(path_type=Path), help="Station folder with bulletin.toml.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def list_voices(*, station: Path | None = None, as_json: bool = False) -> None:
    """List the voice profiles; the first is used when none is named."""
    from bulletin.edition.ordering import read_voices
    from bulletin.speak import default_voice

    _, known, _ = read_voices([], engine=None, station=station)
    first = default_voice(known)
    rows = [first, *(voice for name, voice in sorted(known.items()) if name != first.name)]
    if as_json:
        click.echo(json.dumps([asdict(voice) for voice in rows], ensure_ascii=False, indent=1))
        return
    width = max(len(voice.name) for voice in rows)
    for voice in rows:
        mark = "*" if voice == first else " "
        click.echo(
            f"{mark} {voice.name:{width}}  {voice.label}  [{voice.engine}, {voice.rate_wpm} words a minute]"
        )


@voices.command()
@click.option("--language", default="en_GB", show_default=True, help="Such as en_GB, en_US or cy.")
@catalogue_option
def catalogue(*, language: str, address: str | None) -> None:
    """
    List the natural voices that can be installed, with their size and licence.

    \b
    bulletin voices catalogue
    bulletin voices catalogue --language cy
    """
    from bulletin.errors import MisuseError
    from bulletin.speak.catalogue import licence_of, may_broadcast, read_catalogue

    rows = [row for row in read_catalogue(address).values() if row.language.startswith(language)]
    if not rows:
        raise MisuseError(f"The catalogue has no voice for {language!r}. Give a language such as en_GB.")
    width = max(len(row.name) for row in rows)
    for row in sorted(rows, key=lambda row: row.name):
        licence = licence_of(row)
        note = "" if may_broadcast(licence) else "  (not clearly for broadcast)"
        click.echo(f"{row.name:{width}}  {row.megabytes:4.0f} MB  {licence or 'no licence told'}{note}")


@voices.command()
@click.argument("voice", metavar="NAME|FILE.onnx")
@click.option("--i-have-the-right", is_flag=True, help="Whatever its licence says, we may broadcast it.")
@station_option
@catalogue_option
def install(*, voice: str, i_have_the_right: bool, station: Path | None, address: str | None) -> None:
    """
    Install a natural voice into the station's voices folder, and let it say a sentence.

    A download that was cut off goes on where it stopped.

    \b
    bulletin voices install en_GB-alba-medium --station radio
    bulletin voices install Downloads/en_GB-alba-medium.onnx --station radio
    """
    from bulletin.edition.casting import install_named, prove_voice
    from bulletin.speak.catalogue import install_file
    from bulletin.speak.models import SUFFIX

    folder = require_station(station) / "voices"
    with progress() as tell, executor(jobs=1, cluster=None) as runner:
        if voice.endswith(SUFFIX):
            path = install_file(Path(voice), folder)
            prove_voice(path, executor=runner, tell=tell)
        else:
            path = install_named(
                voice, folder, executor=runner, catalogue=address, has_right=i_have_the_right, tell=tell
            )
    click.echo(f'Use it with: --voice {path.stem}, or voices = ["{path.stem}"] in bulletin.toml', err=True)
    click.echo(path)


@voices.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--station", type=click.Path(path_type=Path), help="Station folder with bulletin.toml.")
@click.option(
    "--out", type=click.Path(path_type=Path), default="voices.mp3", show_default=True, help="An MP3."
)
def audition(*, names: tuple[str, ...], station: Path | None, out: Path) -> int:
    """
    Let each voice read the same paragraph into one MP3, a chapter each, to choose by ear.

    \b
    bulletin voices audition
    bulletin voices audition newsreader second --out hear.mp3
    """
    from bulletin.edition.audition import hold_audition
    from bulletin.edition.casting import usable_here
    from bulletin.edition.ordering import read_voices

    _, known, cache = read_voices([], engine=None, station=station)
    asked = names or usable_here(known)
    with progress() as tell, executor(jobs=None, cluster=None) as runner:
        tell(f"Listening to {len(asked)} voices")
        held = hold_audition(asked, voices=known, executor=runner, cache=cache, out=out)
    for skip in held.skipped:
        click.echo(f"Left out: {skip.line}", err=True)
    click.echo(f"In order: {', '.join(held.heard)}", err=True)
    click.echo(out)
    return Exit.WITH_LOSS if held.skipped else Exit.DONE
