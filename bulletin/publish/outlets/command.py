"""A program of the station's own, started with the edition's paths as arguments; no shell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.errors import ByHandError, NoRetryError, PublishError
from bulletin.model import Edition, Receipt
from bulletin.publish.naming import fields_of
from bulletin.publish.outlet import Surroundings
from bulletin.publish.places import RECORD_NAME
from bulletin.system.clock import now
from bulletin.system.programs import run

if TYPE_CHECKING:
    from bulletin.config.outlets import CommandTable


class CommandOutlet:
    """Hands an edition to a program."""

    def __init__(self, table: CommandTable, around: Surroundings) -> None:
        """Serve one program."""
        self.name = table.name
        self.tries = table.tries
        self._table = table
        self._around = around

    def send(self, edition: Edition) -> Receipt:
        """
        Start the program and wait for its end.

        Raises:
            MissingToolError: It is not there.
            DeadlineError: It took too long and was killed.
            PublishError: It failed; the line has its last words.
        """
        if edition.audio is None:
            raise PublishError("The edition has no audio, so no program was started.")
        return self._run(self._table.command, self._fields(edition, edition.audio))

    def recall(self, edition: Edition, *, filler: Path) -> Receipt:
        """Start the station's program for that, if it named one. Raises ByHandError, and as `send`."""
        if not self._table.recall:
            raise ByHandError(
                f"{Path(self._table.command[0]).name} has the bulletin and cannot be asked to give it up: "
                f"take it off air by hand, and put {filler.name} in its place. "
                "To have that done, set `recall` of the outlet."
            )
        return self._run(self._table.recall, self._fields(edition, filler))

    def _fields(self, edition: Edition, audio: Path) -> Mapping[str, str]:
        return {
            **fields_of(edition, station=self._around.station),
            "audio": str(audio.absolute()),
            "folder": str(audio.absolute().parent),
            "record": str(audio.absolute().parent / RECORD_NAME),
            "title": f"{self._around.station} news, {edition.slot:%d %B %Y, %H:%M}",
            "expires": edition.expires_at.isoformat(),
            "duration": f"{edition.duration_s or 0:.1f}",
        }

    def _run(self, words: Sequence[str], fields: Mapping[str, str]) -> Receipt:
        argv = [word.format_map(fields) for word in words]
        # A path of the settings lies in the station folder; a bare name is looked for on the PATH.
        if "/" in argv[0] or "\\" in argv[0]:
            argv[0] = str(self._around.folder / argv[0])
        if argv[0].lower().endswith((".bat", ".cmd")):
            # Windows gives such a file to its shell, which reads a headline's & as a command.
            raise NoRetryError(f"{argv[0]} is a shell script of Windows. Name the program that it starts.")
        done = run(argv, timeout_s=self._table.timeout_s)
        if done.code:
            raise PublishError(f"{Path(argv[0]).name} failed with status {done.code}: {done.last_words}")
        return Receipt(outlet=self.name, where=argv[0], at=now(), checked="it ended with status 0")
