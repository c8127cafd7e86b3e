"""The media library of LibreTime: uploaded over its REST address, followed until it is imported.

The API: POST /rest/media (multipart, field `file`) gives 201 and the file's row; GET /rest/media/{id} tells
its `import_status` (1 under way, 0 done, 2 failed); DELETE gives 204. The API key is the user of Basic
authentication.
Source: LibreTime 3 and 4, legacy REST controller. Each upload is a new file, so the one before is deleted.
"""

from __future__ import annotations

import base64
import json
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.errors import ByHandError, NoRetryError, PublishError
from bulletin.model import Edition, Receipt
from bulletin.publish.outlet import TEST_MODE, Surroundings
from bulletin.publish.web import Answer, ask
from bulletin.system.clock import now
from bulletin.system.files import write_whole

if TYPE_CHECKING:
    from bulletin.config.outlets import LibretimeTable

UNDER_WAY, DONE, FAILED = 1, 0, 2
POLL_S = 0.5


class LibretimeOutlet:
    """Puts an edition into a LibreTime library and takes the one before out of it."""

    def __init__(self, table: LibretimeTable, around: Surroundings) -> None:
        """Serve one station."""
        self.name = table.name
        self.tries = table.tries
        self._table = table
        self._around = around

    def send(self, edition: Edition) -> Receipt:
        """
        Upload the edition, wait for its import, then delete the one before; a test is deleted again.

        Raises:
            NoRetryError: The key or the address is wrong.
            PublishError: The server cannot be reached, or the import failed.
        """
        if edition.audio is None:
            raise PublishError("The edition has no audio, so it was not uploaded.")
        number = self._upload(edition, edition.audio)
        self._wait_for_import(number)
        checked = "LibreTime has imported it"
        if edition.mode == TEST_MODE:
            self._call("DELETE", f"/{number}")
            return self._receipt(number, f"{checked}, and it was deleted again")
        before = self._remembered(edition)
        self._remember(edition, number)
        for old in before:
            # One that a show holds stays: LibreTime refuses, and it has been replaced for all later shows.
            if self._ask("DELETE", f"/{old}").is_good:
                checked += ", and the one before is deleted"
        return self._receipt(number, checked)

    def recall(self, edition: Edition, *, filler: Path) -> Receipt:
        """
        Delete the edition from the library; shows then leave it out.

        Raises:
            ByHandError: It is in a show already, which only a person can change.
            PublishError: The server cannot be reached.
        """
        for number in self._remembered(edition):
            answer = self._ask("DELETE", f"/{number}")
            if not answer.is_good and answer.status != 404:
                raise ByHandError(
                    f"LibreTime keeps the bulletin (file {number}), as a show holds it: open the calendar at "
                    f"{self._table.address}, take it out of the show, and put {filler.name} in its place."
                )
        self._remember(edition)
        return self._receipt(0, "deleted from the library")

    def _upload(self, edition: Edition, audio: Path) -> int:
        boundary = uuid.uuid4().hex
        name = f"{edition.programme}-{edition.slot:%Y%m%d-%H%M}.mp3"
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: audio/mpeg\r\n\r\n"
        )
        body = head.encode() + audio.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
        row = self._call("POST", "", body, content_type=f"multipart/form-data; boundary={boundary}")
        if not isinstance(row, dict) or not str(row.get("id", "")).isdigit():
            raise PublishError(f"{self._table.address} did not say where it put the file. Is it LibreTime?")
        return int(row["id"])

    def _wait_for_import(self, number: int) -> None:
        deadline = time.monotonic() + self._table.import_s
        while time.monotonic() < deadline:
            row = self._call("GET", f"/{number}")
            status = row.get("import_status") if isinstance(row, dict) else None
            if str(status) == str(DONE):
                return
            if str(status) == str(FAILED):
                raise PublishError("LibreTime could not import the bulletin. Its analyzer's log says why.")
            time.sleep(POLL_S)
        raise PublishError(
            f"LibreTime did not import the bulletin within {self._table.import_s:.0f} s. "
            "Is its analyzer running?"
        )

    def _call(self, method: str, path: str, body: bytes | None = None, *, content_type: str = "") -> Any:
        answer = self._ask(method, path, body, content_type=content_type)
        if not answer.is_good:
            raise self._refusal(answer)
        return answer.json

    def _ask(self, method: str, path: str, body: bytes | None = None, *, content_type: str = "") -> Answer:
        key = self._around.insist_on_password(self.name)
        headers = {"Authorization": "Basic " + base64.b64encode(f"{key}:".encode()).decode()}
        if content_type:
            headers["Content-Type"] = content_type
        address = f"{self._table.address}/rest/media{path}"
        return ask(method, address, headers=headers, body=body, timeout_s=self._table.timeout_s)

    def _refusal(self, answer: Answer) -> PublishError:
        where = self._table.address
        if answer.status in (401, 403):
            return NoRetryError(f"{where} refused the API key. Type it into secrets.toml again; LibreTime's "
                                "configuration has it under general.api_key.")  # fmt: skip
        if 300 <= answer.status < 400 or answer.status == 404:
            return NoRetryError(f"{where}/rest/media is not LibreTime's. Check `address` of the outlet.")
        said = answer.body[:120].decode("utf-8", "replace")
        return PublishError(f"{where} refused the file: {' '.join(said.split())} ({answer.status})")

    def _memory(self, edition: Edition) -> Path:
        return self._around.output / edition.programme / f".{self.name}.libretime.json"

    def _remembered(self, edition: Edition) -> tuple[int, ...]:
        try:
            numbers = json.loads(self._memory(edition).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ()
        return (
            tuple(number for number in numbers if isinstance(number, int))
            if isinstance(numbers, list)
            else ()
        )

    def _remember(self, edition: Edition, *numbers: int) -> None:
        write_whole(self._memory(edition), json.dumps(list(numbers)) + "\n")

    def _receipt(self, number: int, checked: str) -> Receipt:
        where = f"{self._table.address}, file {number}" if number else self._table.address
        return Receipt(outlet=self.name, where=where, at=now(), checked=checked)
