"""Playout software on this machine that we have a configuration for."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.edition.checks.finding import Finding, Visit, note, well
from bulletin.errors import BulletinError
from bulletin.publish.playout import fitting, version_installed


def look_at_playout(_: Visit) -> Iterator[Finding]:
    """Tell which of our Liquidsoap files fits the one that is installed; nothing where there is none."""
    try:
        told = version_installed()
        if told is None:
            return
        fits = fitting(told)
    except BulletinError as error:
        yield note("liquidsoap", str(error), "See docs/playout/liquidsoap.md.")
        return
    yield well("liquidsoap", f"{told.splitlines()[0]}; {fits} fits: bulletin outlet liquidsoap writes it")
