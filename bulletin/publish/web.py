"""One request to a server of the station's own, whole within its time."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bulletin.errors import PublishError
from bulletin.publish.reasons import reason_of

# Imported where a request is made: TLS comes with it, and a run that asks no server need not load it.
if TYPE_CHECKING:
    import http.client

LARGEST_ANSWER = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said."""

    status: int
    body: bytes

    @property
    def is_good(self) -> bool:
        """Whether it did what it was asked."""
        return 200 <= self.status < 300

    @property
    def json(self) -> Any:
        """The body as JSON; None where it is none."""
        with suppress(ValueError):
            return json.loads(self.body)
        return None


def ask(
    method: str, address: str, *, headers: Mapping[str, str], body: bytes | None = None, timeout_s: float
) -> Answer:
    """
    Send a request; a redirect is an answer like any other, as a password must not follow it.

    Args:
        method: GET, POST, PUT or DELETE.
        address: http or https.
        headers: What goes with it.
        body: What is sent.
        timeout_s: For all of it.

    Raises:
        PublishError: The server cannot be reached or did not answer in time.
    """
    import http.client

    parts = urlsplit(address)
    make = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = make(parts.hostname or "", parts.port, timeout=timeout_s)
    # A time for each read is no deadline: one byte a second never trips it.
    late = threading.Event()
    clock = threading.Timer(timeout_s, _stop, args=(connection, late))
    clock.start()
    path = parts.path or "/"
    try:
        connection.request(
            method,
            f"{path}?{parts.query}" if parts.query else path,
            body=body,
            headers={"User-Agent": "bulletin", "Connection": "close", **headers},
        )
        answer = connection.getresponse()
        return Answer(status=answer.status, body=answer.read(LARGEST_ANSWER))
    except (OSError, http.client.HTTPException) as error:
        reason = "it did not answer in time" if late.is_set() else reason_of(error)
        raise PublishError(f"Cannot reach {parts.scheme}://{parts.netloc}: {reason}.") from error
    finally:
        clock.cancel()
        connection.close()


def _stop(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    late.set()
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)
