"""`bulletin voices`: who can speak."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click


@click.group(invoke_without_command=True)
@click.pass_context
def voices(context: click.Context) -> None:
    """
    List the voices.

    \b
    bulletin voices list
    bulletin voices list --json
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
