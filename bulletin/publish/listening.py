"""Listening: what a listener at an address gets."""

from __future__ import annotations

import http.client
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import IO
from urllib.parse import urlsplit

from bulletin.errors import BulletinError, MisuseError
from bulletin.publish.reasons import reason_of
from bulletin.system.clock import now

SILENCE_S = 15.0
EAR_SILENCE_S = 2.0
BLOCK = 4096
# Icecast sends up to 64 KiB at once so that players start quickly: sound that aired before we came.
BURST_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A stream as it came, and when each part of it came."""

    path: Path
    started_at: datetime
    arrivals: tuple[tuple[float, int], ...]
    """Seconds after the start, and how many bytes there were by then; rising."""

    def moment_of(self, share: float) -> datetime:
        """
        Tell when a place in the recording was on air.

        Args:
            share: The place, from 0 to 1 of its bytes (a stream has a constant bit rate).
        """
        total = self.arrivals[-1][1]
        wanted = share * total
        after_s = next((at_s for at_s, size in self.arrivals if size >= wanted), self.arrivals[-1][0])
        burst = next((size for at_s, size in reversed(self.arrivals) if at_s <= BURST_S), 0)
        if wanted < burst and total > burst:
            pace = (total - burst) / max(self.arrivals[-1][0] - BURST_S, 1e-9)
            after_s = BURST_S - (burst - wanted) / pace
        return self.started_at + timedelta(seconds=after_s)


def record_stream(
    address: str, out: Path, *, seconds: float, wanted: Callable[[], bool] = lambda: True
) -> Recording:
    """
    Record a stream for so long.

    Args:
        address: What listeners open.
        out: Where the bytes go, as they come.
        seconds: How long; a stream that ends earlier is kept as far as it went.
        wanted: False ends it early.

    Raises:
        MisuseError: It is no http address.
        BulletinError: Nothing came; the line says why.
    """
    began, started_at = time.monotonic(), now()
    arrivals: list[tuple[float, int]] = []
    size = 0
    with _opened(address) as stream, out.open("wb") as file:
        try:
            while (after_s := time.monotonic() - began) < seconds and wanted():
                block = stream.read1(BLOCK)  # type: ignore[attr-defined]
                if not block:
                    break
                file.write(block)
                size += len(block)
                arrivals.append((time.monotonic() - began, size))
        except (OSError, http.client.HTTPException):
            # What came before the break may hold the edition whole.
            pass
    if not arrivals:
        raise BulletinError(f"{address} was silent for {after_s:.0f} s. Is the stream on?")
    return Recording(path=out, started_at=started_at, arrivals=tuple(arrivals))


class Ear:
    """Listens at an address in the background, from `start` on to the end of the `with`."""

    def __init__(self, address: str) -> None:
        """Listen there; nothing is opened yet."""
        self._address = address
        self._blocks: list[bytes] = []
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._over = threading.Event()
        self.start = threading.Event()
        """Set it when there is something to hear."""

    def __enter__(self) -> Ear:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self.start.set()
        self._thread.join(timeout=2 * EAR_SILENCE_S)

    @property
    def heard(self) -> bytes:
        """What came, in order."""
        return b"".join(self._blocks)

    def _listen(self) -> None:
        self.start.wait()
        # A mount shows itself a moment after its source has connected.
        for _ in range(20):
            if self._over.is_set():
                return
            try:
                with _opened(self._address, timeout_s=EAR_SILENCE_S) as stream:
                    while not self._over.is_set() and (block := stream.read1(BLOCK)):  # type: ignore[attr-defined]
                        self._blocks.append(block)
                return
            except (BulletinError, OSError, http.client.HTTPException):
                if self._blocks:
                    return
                time.sleep(0.1)


def _opened(address: str, *, timeout_s: float = SILENCE_S) -> IO[bytes]:
    if urlsplit(address).scheme not in ("http", "https"):
        raise MisuseError(
            f"{address} is no stream to listen to. Give its address, such as http://host:8000/radio.mp3"
        )
    # Named, since some servers close the door on Python's own name.
    request = urllib.request.Request(address, headers={"User-Agent": "bulletin"})
    try:
        opened: IO[bytes] = urllib.request.urlopen(request, timeout=timeout_s)
    except urllib.error.HTTPError as error:
        error.close()
        raise BulletinError(
            f"{address} answered {error.code}. Is the stream on, and the address right?"
        ) from error
    except urllib.error.URLError as error:
        reason = error.reason if isinstance(error.reason, BaseException) else error
        raise BulletinError(f"Cannot reach {address}: {reason_of(reason)}.") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise BulletinError(f"Cannot listen to {address}: {reason_of(error)}.") from error
    return opened
