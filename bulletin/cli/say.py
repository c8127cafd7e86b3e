"""`bulletin say`: hear a word or a line, and see what each engine is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bulletin.cli.ordering import executor
from bulletin.cli.stations import station_here, station_option
from bulletin.errors import Exit

if TYPE_CHECKING:
    from bulletin.model import Token


@click.command()
@click.argument("text")
@click.option("--voice", metavar="NAME", help="Who says it.  [default: the station's newsreader]")
@click.option("--engine", metavar="NAME", help="Speech engine: pyttsx3, espeak.")
@station_option
@click.option(
    "--out", type=click.Path(path_type=Path), default="say.wav", show_default=True, help="A WAV file."
)
def say(*, text: str, voice: str | None, engine: str | None, station: Path | None, out: Path) -> int:
    """
    Say a word or a line, as it would be said in a bulletin, into a WAV file; and show what each engine is
    told. A name that is said wrong is put right with: bulletin lexicon add

    \b
    bulletin say "Leominster"
    bulletin say "Dr Keogh, of St Helier" --station radio
    bulletin say "8am to 5pm" --voice second --out hear.wav
    """
    from bulletin.config.station import read_station
    from bulletin.edition.ordering import read_knowledge, read_voices
    from bulletin.edition.pronunciations import station_lexicon
    from bulletin.edition.saying import say_line

    folder = station_here(station)
    known = read_station(folder)
    newsreaders, voices, cache = read_voices([voice] if voice else [], engine=engine, station=folder)
    lexicon, knowledge = station_lexicon(known), read_knowledge(known)
    with executor(jobs=1, cluster=None) as runner:
        said = say_line(
            text,
            voice=newsreaders[0],
            voices=voices,
            executor=runner,
            cache=cache,
            out=out,
            lexicon=lexicon,
            knowledge=knowledge,
        )
    lost = [*(skip.line for skip in said.skipped), *lexicon.problems, *knowledge.problems]
    for line in lost:
        click.echo(f"Left out: {line}", err=True)
    for row in _told(said.line.tokens):
        click.echo(row, err=True)
    click.echo(f"{said.line.voice} was given: {said.line.given}", err=True)
    click.echo(out)
    return Exit.WITH_LOSS if lost else Exit.DONE


def _told(tokens: tuple[Token, ...]) -> Iterator[str]:
    """What each engine is told, and which words are not said as they are written."""
    from bulletin.model import Dialect
    from bulletin.script.speakable import render

    for dialect in Dialect:
        yield f"{dialect:8} {render(tokens, dialect)}"
    for token in tokens:
        if token.kind in ("lexicon", "heteronym"):
            ipa = f" /{token.ipa}/" if token.ipa else ""
            yield f"{token.written} is said {token.value or token.written}{ipa}: {token.rule}"
