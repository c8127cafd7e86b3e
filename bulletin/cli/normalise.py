"""`bulletin normalise`: how written lines are spoken."""

from __future__ import annotations

import sys

import click

from bulletin.errors import MisuseError


@click.command()
@click.option("--explain", is_flag=True, help="Show what was changed to what, and by which rule.")
@click.option("--engine", default="plain", show_default=True, metavar="NAME", help="Spell for this engine.")
def normalise(*, explain: bool, engine: str) -> None:
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
    for line in sys.stdin.buffer:
        tokens = speakable.tokenise(line.decode("utf-8", "replace").rstrip("\r\n"))
        click.echo(speakable.render(tokens, Dialect(engine)))
        if explain:
            for row in speakable.explain(tokens):
                click.echo(f"  {row.was} -> {row.now or 'not spoken'}  [{row.kind}, {row.rule}]")
