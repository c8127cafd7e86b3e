"""`bulletin init`: start a station folder."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

import click

from bulletin.cli.ordering import executor
from bulletin.cli.progress import progress
from bulletin.errors import BulletinError, MisuseError
from bulletin.system.typed import typed

HUM = "tone"
UNIVERSAL = ("UTC", "Etc/UTC", "Etc/GMT", "GMT", "Universal", "Zulu")
AIRS = "08:00, 13:00, 18:00"
# British, one speaker, of medium size; what its card says of the licence is read before it is taken.
NATURAL = "en_GB-alba-medium"


@dataclass(slots=True, kw_only=True)
class Answers:
    """What a new station says about itself."""

    zone: str
    voice: str
    name: str = "Hospital Radio"
    place: str = ""
    trust: str = ""
    airs: str | tuple[str, ...] = tuple(AIRS.split(", "))
    natural: bool = False


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--station", type=click.Path(path_type=Path), help="Its folder.  [default: station]")
@click.option("--yes", is_flag=True, help="Ask nothing; take the defaults.")
def init(*, folder: Path | None, station: Path | None, yes: bool) -> None:
    """
    Start a station folder: commented settings, a file for passwords, folders for copy and sounds.

    It works at once, with invented stories and without a network.

    \b
    bulletin init
    bulletin init radio
    bulletin init --yes --station radio
    """
    from bulletin.config.station import FILE_NAME

    if folder and station:
        raise MisuseError(f"Name the folder once: {folder} or --station {station}.")
    station = folder or station or Path("station")
    settings = station / FILE_NAME
    if settings.exists():
        raise MisuseError(
            f"{settings} is there already and was left as it is. Name another folder with --station."
        )
    _start(station, settings, ask=not yes)
    named = typed(station)
    click.echo(f"Next: bulletin check --station {named}, then: bulletin make --station {named}", err=True)
    if shutil.which("liquidsoap"):
        click.echo(
            f"For the Liquidsoap on this machine: bulletin outlet liquidsoap --station {named}", err=True
        )
    click.echo(settings)


def _start(station: Path, settings: Path, *, ask: bool) -> None:
    from bulletin.config.secrets import new_secrets
    from bulletin.config.station import FOLDERS
    from bulletin.config.template import new_settings
    from bulletin.speak import default_voice, load_voices
    from bulletin.speak.voices import BY_SYSTEM
    from bulletin.system.clock import machine_zone
    from bulletin.system.files import require_folder, write_whole

    known = load_voices()
    best = default_voice(known).name
    answers = Answers(zone=_likely_zone(machine_zone()), voice=best)
    if ask:
        others = {*BY_SYSTEM.values()} - {best}
        _ask(answers, [voice for voice in sorted(known) if voice not in others and voice != HUM])
    for folder in FOLDERS:
        require_folder(station / folder)
    new_secrets(station)
    if answers.natural and _has_natural_voice(station):
        answers.voice = NATURAL
    text = new_settings(
        name=answers.name,
        place=answers.place,
        trust=answers.trust,
        zone=answers.zone,
        # A station that takes the best voice of its machine takes it on the next machine as well.
        voices=[] if answers.voice == best else [answers.voice],
        airs=answers.airs,
    )
    write_whole(settings, text)


def _has_natural_voice(station: Path) -> bool:
    """Install one; without it the station is as good as it was."""
    from bulletin.edition.casting import install_named

    try:
        with progress() as tell, executor(jobs=1, cluster=None) as runner:
            install_named(NATURAL, station / "voices", executor=runner, tell=tell)
    except BulletinError as error:
        again = f"bulletin voices install {NATURAL} --station {typed(station)}"
        click.echo(f"{error} The station uses the other voice until then. Later: {again}", err=True)
        return False
    return True


def _ask(answers: Answers, voices: list[str]) -> None:
    """Put the questions; an answer that cannot be is asked for again."""
    answers.name = click.prompt("Name of the station", default=answers.name, err=True)
    answers.place = _optional("Town or hospital")
    answers.trust = _optional("NHS trust or board")
    answers.zone = click.prompt("Time zone", default=answers.zone, value_proc=_zone, err=True)
    answers.voice = click.prompt(
        "Newsreader", default=answers.voice, type=click.Choice(voices), show_choices=True, err=True
    )
    answers.airs = click.prompt(
        "When does the bulletin air? Times, or: hour", default=AIRS, value_proc=_airs, err=True
    )
    answers.natural = click.confirm("Natural voice? (about 65 MB, once)", default=False, err=True)


def _likely_zone(zone: tzinfo) -> str:
    """The machine's zone; one that knows none, or runs on universal time, stands in Britain most likely."""
    name = getattr(zone, "key", "UTC")
    return "Europe/London" if name in UNIVERSAL else str(name)


def _optional(question: str) -> str:
    answer: str = click.prompt(f"{question} (may be empty)", default="", show_default=False, err=True)
    return answer


def _zone(text: str) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(text.strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise click.UsageError(f"{text!r} is no time zone; write one such as Europe/London.") from error


def _airs(text: str) -> str | tuple[str, ...]:
    from bulletin.config.template import read_airs

    try:
        return read_airs(text)
    except ValueError as error:
        raise click.UsageError(f"{text!r} holds no times; write such as 08:00, 13:00 or: hour.") from error
