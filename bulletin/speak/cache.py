"""The clip cache: spoken sentences on disk, each under the hash of all that makes its sound."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import struct
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NewType, overload

from bulletin.errors import BulletinError
from bulletin.model import Clip
from bulletin.system.files import part_file, sweep_parts

log = logging.getLogger(__name__)

ClipKey = NewType("ClipKey", str)
"""64 hexadecimal digits."""

FORMAT = 1
MAGIC = b"bulletin clip 1\n"
# Checksum and length of the body; the body is the length of its JSON, the JSON, the samples.
HEAD = struct.Struct("<II")
SIZE = struct.Struct("<I")
# A daily bulletin keeps its standing lines (opening, close) warm; a news sentence is dead after a week.
KEEP_S = 7 * 24 * 3600.0
TIDY_EVERY_S = 24 * 3600.0


class ClipCache:
    """Clips in a folder; any number of threads and processes may share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "clips"

    def path_of(self, key: ClipKey) -> Path:
        """Say where a clip lies, or would."""
        return self._folder / key[:2] / f"{key}.clip"

    def find(self, key: ClipKey) -> Clip | None:
        """Fetch a clip; None when it was never made, or is damaged and must be made again."""
        path = self.path_of(key)
        try:
            packed = path.read_bytes()
        except OSError:
            return None
        clip = _unpack(packed)
        if clip is None:
            log.info("A damaged clip is made again: %s", path)
        else:
            # Its age counts from its last use.
            with contextlib.suppress(OSError):
                os.utime(path)
        return clip

    def keep(self, key: ClipKey, clip: Clip) -> None:
        """
        Put a clip in its place, whole or not at all.

        Not synced to the disk: a clip torn by a power cut fails its checksum and is made again in 13 ms,
        while two syncs a clip cost 20 ms and more on a donated PC's hard disk, for 900 clips an hour.

        Raises:
            BulletinError: The folder cannot be written, or the disk is full.
        """
        path = self.path_of(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with part_file(path) as part:
                part.write_bytes(_pack(clip))
                _replace(part, path)
        except OSError as error:
            raise BulletinError(
                f"Cannot keep spoken lines in {self._folder}: {error.strerror or error}. "
                "Free some space there, or choose another folder with BULLETIN_CACHE."
            ) from error

    def tidy(self, *, older_than_s: float = KEEP_S) -> int:
        """Remove clips unused for so long, at most once a day; return how many went."""
        stamp = self._folder / "tidied"
        if _age_s(stamp) < TIDY_EVERY_S:
            return 0
        removed = sweep_parts(self._folder)
        for path in self._folder.glob("??/*.clip"):
            if _age_s(path) > older_than_s:
                with contextlib.suppress(OSError):
                    path.unlink()
                    removed += 1
        with contextlib.suppress(OSError):
            stamp.touch()
        return removed


class Clips(Sequence[Clip]):
    """Clips in order, each read from the cache when it is asked for."""

    def __init__(self, cache: ClipCache, keys: Sequence[ClipKey]) -> None:
        self._cache = cache
        self._keys = keys

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> Clip: ...

    @overload
    def __getitem__(self, place: slice) -> Clips: ...

    def __getitem__(self, place: int | slice) -> Clip | Clips:
        if isinstance(place, slice):
            return Clips(self._cache, self._keys[place])
        clip = self._cache.find(self._keys[place])
        if clip is None:
            path = self._cache.path_of(self._keys[place])
            raise BulletinError(f"A spoken line is no longer at {path}. Run the command again.")
        return clip


def _replace(part: Path, path: Path) -> None:
    try:
        part.replace(path)
    except PermissionError:
        # Windows refuses while another run reads the same clip; what it reads is the same sound.
        if not path.exists():
            raise


def _age_s(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return float("inf")


def _pack(clip: Clip) -> bytes:
    about = {"rate_hz": clip.rate_hz, "engine": clip.engine, "version": clip.version, "voice": clip.voice}
    written = json.dumps(about).encode()
    body = SIZE.pack(len(written)) + written + clip.pcm
    return MAGIC + HEAD.pack(zlib.crc32(body), len(body)) + body


def _unpack(packed: bytes) -> Clip | None:
    """Read a clip back; None unless length and checksum are right."""
    start = len(MAGIC) + HEAD.size
    if not packed.startswith(MAGIC) or len(packed) < start:
        return None
    checksum, size = HEAD.unpack_from(packed, len(MAGIC))
    body = memoryview(packed)[start:]
    if len(body) != size or zlib.crc32(body) != checksum:
        return None
    samples = SIZE.size + SIZE.unpack_from(body)[0]
    return Clip(pcm=bytes(body[samples:]), **json.loads(bytes(body[SIZE.size : samples])))
