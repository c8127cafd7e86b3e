"""Progress on stderr: a living line on a terminal, plain lines elsewhere."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable, Iterator

import click

Tell = Callable[[str], None]


@contextlib.contextmanager
def progress(*, quiet: bool = False) -> Iterator[Tell]:
    """
    Lend a function that says what is being done now.

    Args:
        quiet: Say nothing: the caller wants only the result.
    """
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        with _living_line() as tell:
            yield tell
    else:
        yield _each_step_once()


def _each_step_once() -> Tell:
    """A bulletin that is brought to its length goes through some steps again; a log needs each once."""
    told: set[str] = set()

    def tell(words: str) -> None:
        step = re.sub(r"\d+", "", words).removesuffix("s")
        if step not in told:
            told.add(step)
            click.echo(words, err=True)

    return tell


@contextlib.contextmanager
def _living_line() -> Iterator[Tell]:
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("Starting") as status:
        # Words from an article's headline are data: no rich markup in them is obeyed.
        yield lambda words: status.update(words.replace("[", r"\["))
