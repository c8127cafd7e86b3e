"""Playout software on this machine that we have a configuration for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from bulletin.edition.checks.finding import Finding, Visit, note, well
from bulletin.errors import BulletinError
from bulletin.publish.playout import fitting
from bulletin.system.programs import run

PROGRAM_S = 20.0


def look_at_playout(_: Visit) -> Iterator[Finding]:
    """Tell which of our Liquidsoap files fits the one that is installed; nothing where there is none."""
    program = shutil.which("liquidsoap")
    if program is None:
        return
    try:
        told = run([program, "--version"], timeout_s=PROGRAM_S).stdout.decode("utf-8", "replace")
        fits = fitting(told)
    except BulletinError as error:
        yield note("liquidsoap", str(error), "See docs/playout/liquidsoap.md.")
        return
    yield well("liquidsoap", f"{told.splitlines()[0]}; {fits} fits, see docs/playout/liquidsoap.md")
