"""`bulletin normalise`: how written lines are spoken."""

from __future__ import annotations

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
    from bulletin.script.speakable import explain as rows_of
    from bulletin.script.speakable import render, tokenise

    if engine not in set(Dialect):
        raise MisuseError(f"There is no dialect for {engine!r}. Choose from: {', '.join(Dialect)}.")
    for line in click.get_text_stream("stdin", encoding="utf-8", errors="replace"):
        tokens = tokenise(line.rstrip("\r\n"))
        click.echo(render(tokens, Dialect(engine)))
        if explain:
            for row in rows_of(tokens):
                click.echo(f"  {row.was} -> {row.now or 'not spoken'}  [{row.kind}, {row.rule}]")
