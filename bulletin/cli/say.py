"""`bulletin say`: hear a word or a line."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.cli.ordering import executor


@click.command()
@click.argument("text")
@click.option("--voice", metavar="NAME", help="Who says it.  [default: the station's newsreader]")
@click.option("--engine", metavar="NAME", help="Speech engine: pyttsx3, espeak.")
@click.option("--station", type=click.Path(path_type=Path), help="Station folder with bulletin.toml.")
@click.option(
    "--out", type=click.Path(path_type=Path), default="say.wav", show_default=True, help="A WAV file."
)
def say(*, text: str, voice: str | None, engine: str | None, station: Path | None, out: Path) -> None:
    """
    Say a word or a line, as it would be said in a bulletin, into a WAV file.

    \b
    bulletin say "Dr Keogh, of St Helier"
    bulletin say "8am to 5pm" --voice second --out hear.wav
    """
    from bulletin.edition.ordering import read_voices
    from bulletin.edition.saying import say_line

    newsreaders, known, cache = read_voices([voice] if voice else [], engine=engine, station=station)
    with executor(jobs=1, cluster=None) as runner:
        said = say_line(text, voice=newsreaders[0], voices=known, executor=runner, cache=cache, out=out)
    for skip in said.skipped:
        click.echo(f"Left out: {skip.line}", err=True)
    click.echo(f"{said.line.voice} was given: {said.line.given}", err=True)
    click.echo(out)
