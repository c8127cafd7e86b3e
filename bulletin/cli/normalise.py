"""`bulletin normalise`: how written lines are spoken."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bulletin.cli.stations import station_here, station_option
from bulletin.errors import MisuseError

if TYPE_CHECKING:
    from bulletin.script.speakable import Explained, Knowledge, Lexicon


@click.command()
@click.option("--explain", is_flag=True, help="Show what became what, by which rule, and what to check.")
@click.option("--engine", default="plain", show_default=True, metavar="NAME", help="Spell for this engine.")
@click.option(
    "--language", metavar="TAG", help="en-GB or en-US.  [default: the station's language, else en-GB]"
)
@station_option
def normalise(*, explain: bool, engine: str, language: str | None, station: Path | None) -> None:
    """
    Read lines from standard input and write how each is spoken.

    \b
    echo "Dr Patel saw 1,250 patients at A&E by 8.30am." | bulletin normalise
    bulletin normalise --explain < script.txt
    """
    from bulletin.model import Dialect
    from bulletin.script import speakable

    if engine not in set(Dialect):
        raise MisuseError(f"There is no dialect for {engine!r}. Choose from: {', '.join(Dialect)}.")
    knowledge, lexicon = _tables(language, station_here(station))
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        tokens = speakable.tokenise(text, knowledge=knowledge, lexicon=lexicon)
        is_plain = engine == Dialect.PLAIN
        said = speakable.speak_text(text, knowledge=knowledge) if is_plain else None
        click.echo(speakable.render(tokens, Dialect(engine)) if said is None else said)
        if explain:
            for row in speakable.explain(tokens, lexicon=lexicon):
                click.echo(f"  {_shown(row)}")


def _shown(row: Explained) -> str:
    """What was -> what is said, and for a name what engines are told; a guess is marked."""
    now = f"{row.now or 'not spoken'}{f', told {row.told}' if row.told else ''}"
    mark = "  <- check how this is said" if row.is_unsure else ""
    return f"{row.was} -> {now}  [{row.kind}, {row.rule}]{mark}"


def _tables(language: str | None, station: Path | None) -> tuple[Knowledge, Lexicon]:
    """The tables of a language, and the names; the station's own over them. No station, no settings read."""
    from bulletin.script.speakable import load_knowledge, packaged_lexicon, profile_of

    if station is None:
        return load_knowledge(profile=profile_of(language or "")), packaged_lexicon()

    from bulletin.config.station import read_station
    from bulletin.edition.ordering import read_knowledge
    from bulletin.edition.pronunciations import station_lexicon

    known = read_station(station)
    lexicon = station_lexicon(known)
    knowledge = read_knowledge(known, language=language)
    for problem in (*lexicon.problems, *knowledge.problems):
        click.echo(f"Left out: {problem}", err=True)
    return knowledge, lexicon
