"""`pack.json`: what a packed station holds, and what it does not."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bulletin.errors import BulletinError

VERSION = 1
NAME = "pack.json"
ROOT = "station"
"""The folder inside the zip file."""

_HEX = re.compile(r"[0-9a-f]{64}")
# Names that Windows gives to devices, whatever their ending; letters that it gives a meaning.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file of the station."""

    path: str
    """From the station folder, with / between folders."""
    size_bytes: int
    sha256: str
    modified: float
    """Unix seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a pack holds."""

    station: str
    made_by: str
    """The version of bulletin."""
    packed_at: datetime
    items: tuple[Item, ...]
    secrets: tuple[str, ...] = ()
    """What is never packed and must be typed again, by key."""
    outside: tuple[str, ...] = ()
    """What lies elsewhere or was left out, in words."""

    @property
    def size_bytes(self) -> int:
        """How much its files are, unpacked."""
        return sum(item.size_bytes for item in self.items)


def write_manifest(manifest: Manifest) -> str:
    """Write it as JSON."""
    told = {"version": VERSION, **asdict(manifest), "packed_at": manifest.packed_at.isoformat()}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def read_manifest(text: bytes) -> Manifest:
    """
    Read one that anybody may have written.

    Raises:
        BulletinError: It is none, is of a newer version, or names a file that no station may have.
    """
    try:
        told = json.loads(text)
        if told["version"] > VERSION:
            raise BulletinError(
                f"The pack was made by a newer bulletin ({told['made_by']}). Update this one first."
            )
        manifest = Manifest(
            station=str(told["station"]),
            made_by=str(told["made_by"]),
            packed_at=datetime.fromisoformat(told["packed_at"]),
            items=tuple(_read_item(row) for row in told["items"]),
            secrets=tuple(str(key) for key in told["secrets"]),
            outside=tuple(str(line) for line in told["outside"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BulletinError(f"This is no pack of a station: its {NAME} cannot be read.") from error
    _require_different(manifest.items)
    return manifest


def is_safe(path: str) -> bool:
    """Tell whether a packed name stays inside its folder, and is a name, on every system."""
    return all(
        part not in ("", ".", "..")
        and part[-1] not in " ."
        and not _UNSAFE.search(part)
        and not _DEVICE.fullmatch(part)
        for part in path.split("/")
    )


def _read_item(row: dict[str, Any]) -> Item:
    item = Item(
        path=str(row["path"]),
        size_bytes=int(row["size_bytes"]),
        sha256=str(row["sha256"]),
        modified=float(row["modified"]),
    )
    if item.size_bytes < 0 or not _HEX.fullmatch(item.sha256):
        raise ValueError(item.path)
    if not is_safe(item.path):
        raise BulletinError(
            f"The pack names a file {item.path[:80]!r} that no station may have. It was not unpacked."
        )
    return item


def _require_different(items: tuple[Item, ...]) -> None:
    """Two names that differ in their capitals are one file on Windows and macOS."""
    seen: set[str] = set()
    for item in items:
        name = item.path.casefold()
        if name in seen:
            raise BulletinError(f"The pack names {item.path!r} twice. It was not unpacked.")
        seen.add(name)
