"""Download: large files over a poor line, gone on with where they stopped, and whole or not there at all."""

from __future__ import annotations

import errno
import hashlib
import http.client
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bulletin.errors import BulletinError

SILENCE_S = 30.0
BLOCK = 256 * 1024
LONGEST_TEXT = 4 * 1024 * 1024
PART_SUFFIX = ".download"
USER_AGENT = "bulletin (voice download)"

Heard = Callable[[int], None]
"""Told how many bytes there are by now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file, and how to know it when it has come."""

    address: str
    size: int
    md5: str

    def part_of(self, path: Path) -> Path:
        """Where it grows; of another version it is another file."""
        return path.with_name(f".{path.name}.{self.md5[:8]}{PART_SUFFIX}")


def fetch_text(address: str) -> str:
    """
    Fetch a small text.

    Raises:
        BulletinError: It cannot be reached, or is no text.
    """
    try:
        with _open(address, since=0) as answer:
            return answer.read(LONGEST_TEXT).decode("utf-8")
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise BulletinError(f"{address} cannot be read ({reason_of(error)}).") from error


def download(wanted: Wanted, path: Path, *, heard: Heard = lambda _: None) -> Path:
    """
    Fetch a file beside its place, and check it; the caller puts it there.

    Returns:
        The finished part. It stays when the line fails, so that the next call goes on with it.

    Raises:
        BulletinError: The line failed, the disk is full, or what came is not what was wanted.
    """
    part = wanted.part_of(path)
    try:
        _fill(part, wanted, heard)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            part.unlink(missing_ok=True)
            room = f"{wanted.size / 1e6:.0f} MB"
            raise BulletinError(f"There is no room for {path.name}, {room}, in {path.parent}.") from error
        raise BulletinError(_stopped(path, reason_of(error))) from error
    except http.client.HTTPException as error:
        raise BulletinError(_stopped(path, reason_of(error))) from error
    size = part.stat().st_size
    if size < wanted.size:
        raise BulletinError(_stopped(path, f"{size} of {wanted.size} bytes came"))
    if size > wanted.size or _md5(part) != wanted.md5:
        part.unlink()
        raise BulletinError(f"{path.name} came damaged and was not kept. Try again.")
    return part


def reason_of(error: BaseException) -> str:
    """Say why in a few words."""
    if isinstance(error, urllib.error.HTTPError):
        return f"the server said {error.code} {error.reason}"
    if isinstance(error, urllib.error.URLError):
        return reason_of(error.reason) if isinstance(error.reason, BaseException) else str(error.reason)
    if isinstance(error, TimeoutError):
        return "nothing came for a while"
    return str(getattr(error, "strerror", None) or error or type(error).__name__)


def _fill(part: Path, wanted: Wanted, heard: Heard) -> None:
    have = part.stat().st_size if part.exists() else 0
    if have >= wanted.size:
        return
    with _open(wanted.address, since=have) as answer:
        # A server that cannot go on begins again.
        goes_on = have and answer.status == http.client.PARTIAL_CONTENT
        with part.open("ab" if goes_on else "wb") as file:
            have = have if goes_on else 0
            # One byte more than was wanted is enough to know that it is something else.
            while have <= wanted.size and (block := answer.read(BLOCK)):
                file.write(block)
                have += len(block)
                heard(have)


def _open(address: str, *, since: int) -> http.client.HTTPResponse:
    headers = {"User-Agent": USER_AGENT, **({"Range": f"bytes={since}-"} if since else {})}
    request = urllib.request.Request(address, headers=headers)
    opener = urllib.request.build_opener(_SafeRedirects)
    answer: http.client.HTTPResponse = opener.open(request, timeout=SILENCE_S)
    return answer


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """May be sent on to a server of files, but never from https to what anybody can listen in to."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if req.full_url.startswith("https:") and not newurl.startswith("https:"):
            raise urllib.error.URLError(f"it was sent on to {newurl.split('?')[0]}, which is not https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _stopped(path: Path, why: str) -> str:
    return f"The download of {path.name} stopped ({why}). Try again: it goes on from there."


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
