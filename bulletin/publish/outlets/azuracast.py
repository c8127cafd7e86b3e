"""The media library of an AzuraCast station: uploaded over its HTTP API, then put into playlists.

The API: POST /api/station/{station}/files with {"path", "file": base64} gives the file's row and replaces
what is at that path; PUT /api/station/{station}/file/{id} changes the row; GET and DELETE as usual; the key
goes in X-API-Key.
Source: AzuraCast's OpenAPI description, version 0.23.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.errors import NoRetryError, PublishError
from bulletin.model import Edition, Receipt
from bulletin.publish.naming import names_of
from bulletin.publish.outlet import TEST_MODE, Surroundings
from bulletin.publish.web import Answer, ask
from bulletin.system.clock import now

if TYPE_CHECKING:
    from bulletin.config.outlets import AzuracastTable

# AzuraCast tells lengths to a tenth or a whole second, by version.
LENGTH_TOLERANCE_S = 1.1


class AzuracastOutlet:
    """Puts an edition into a station's media library."""

    def __init__(self, table: AzuracastTable, around: Surroundings) -> None:
        """Serve one station."""
        self.name = table.name
        self.tries = table.tries
        self._table = table
        self._around = around

    def send(self, edition: Edition) -> Receipt:
        """
        Upload the edition and put it into its playlists; a test is removed again.

        Raises:
            NoRetryError: The key, the station or a playlist is wrong.
            PublishError: The server cannot be reached, or read the file wrong.
        """
        if edition.audio is None:
            raise PublishError("The edition has no audio, so it was not uploaded.")
        path = self._path(edition)
        row = self._upload(path, edition.audio)
        checked = self._check(row, path, edition)
        if edition.mode == TEST_MODE:
            self._call("DELETE", f"file/{row['id']}")
            return self._receipt(path, f"{checked}, and removed again")
        if self._table.playlists:
            self._call("PUT", f"file/{row['id']}", {"playlists": self._playlist_ids()})
            checked += f", in {', '.join(self._table.playlists)}"
        return self._receipt(path, checked)

    def recall(self, edition: Edition, *, filler: Path) -> Receipt:
        """Upload the filler to the edition's path: playlists keep what lies there. Raises as `send`."""
        path = self._path(edition)
        self._upload(path, filler)
        return self._receipt(path, "the filler is in its place")

    def _path(self, edition: Edition) -> str:
        (path,) = names_of(edition, (self._table.path,), station=self._around.station)
        return path

    def _upload(self, path: str, audio: Path) -> dict[str, Any]:
        sound = base64.b64encode(audio.read_bytes()).decode()
        row = self._call("POST", "files", {"path": path, "file": sound})
        if not isinstance(row, dict) or not isinstance(row.get("id"), int):
            raise PublishError(f"{self._table.address} did not say where it put the file. Is it AzuraCast?")
        return row

    def _check(self, row: dict[str, Any], path: str, edition: Edition) -> str:
        """Read the row back: the path is right, and the server's own meter tells our length."""
        seen = self._call("GET", f"file/{row['id']}")
        if not isinstance(seen, dict) or seen.get("path") != path:
            raise PublishError(
                f"{self._table.address} does not show {path} after the upload. Look at its files."
            )
        try:
            length_s = float(seen.get("length") or 0)
        except (TypeError, ValueError):
            length_s = 0.0
        if edition.duration_s and abs(length_s - edition.duration_s) > LENGTH_TOLERANCE_S:
            raise PublishError(
                f"{self._table.address} reads {path} as {length_s:.1f} s long, "
                f"and it is {edition.duration_s:.1f} s."
            )
        return f"the server shows it, {length_s:.1f} s long"

    def _playlist_ids(self) -> list[int]:
        rows = self._call("GET", "playlists")
        known = {str(row.get("name")): int(row["id"]) for row in rows or () if isinstance(row, dict)}
        for name in self._table.playlists:
            if name not in known:
                raise NoRetryError(
                    f"AzuraCast has no playlist {name!r}. It has: {', '.join(sorted(known)) or 'none'}."
                )
        return [known[name] for name in self._table.playlists]

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        headers = {"X-API-Key": self._around.insist_on_password(self.name), "Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        answer = ask(
            method,
            f"{self._table.address}/api/station/{self._table.station}/{path}",
            headers=headers,
            body=None if body is None else json.dumps(body).encode(),
            timeout_s=self._table.timeout_s,
        )
        if not answer.is_good:
            raise self._refusal(answer)
        return answer.json

    def _refusal(self, answer: Answer) -> PublishError:
        where = self._table.address
        if answer.status in (401, 403):
            return NoRetryError(
                f"{where} refused the API key, or it may not manage media. Make one in AzuraCast under "
                "My Account, API Keys, and type it into secrets.toml."
            )
        if answer.status == 404:
            return NoRetryError(
                f"{where} has no station {self._table.station!r}. Check `station` of the outlet."
            )
        if 300 <= answer.status < 400:
            return NoRetryError(f"{where} points elsewhere. Put the address it points to into bulletin.toml.")
        said = answer.json.get("message", "") if isinstance(answer.json, dict) else ""
        return PublishError(
            f"{where} refused: {answer.status} {str(said)[:120]}".strip() + ". Is its disk full?"
        )

    def _receipt(self, path: str, checked: str) -> Receipt:
        where = f"{self._table.address}, station {self._table.station}: {path}"
        return Receipt(outlet=self.name, where=where, at=now(), checked=checked)
