"""Unpacking: a station out of one file, which anybody may have made."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from bulletin.config import secrets
from bulletin.config.station import FILE_NAME, FOLDERS, read_station
from bulletin.edition.manifest import NAME, ROOT, Item, Manifest, read_manifest
from bulletin.errors import BulletinError, MisuseError

# 42 days of hourly bulletins with sound are 2.3 GB.
LARGEST_BYTES = 20_000_000_000
LARGEST_MANIFEST_BYTES = 50_000_000
MOST_FILES = 200_000
# Records shrink to a tenth, sound not at all; a bomb grows a thousandfold.
MOST_GROWTH = 100
ALWAYS_ALLOWED_BYTES = 50_000_000
BLOCK_BYTES = 1 << 20
ENCRYPTED = 0x1
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeError)


def unpack_station(file: Path, folder: Path, *, force: bool = False) -> tuple[Manifest, Path | None]:
    """
    Make a station folder from a pack: all of it, or nothing.

    Args:
        file: The pack.
        folder: Where the station goes; it may be an empty folder.
        force: Move a station that is there aside; its secrets are kept for the new one.

    Returns:
        What was packed, and where the station that was there is now, if there was one.

    Raises:
        MisuseError: Something is in the folder already.
        BulletinError: The file is no pack, is damaged, or names files that no station may have; nothing was
            unpacked.
    """
    if not force and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise MisuseError(
            f"{folder} is not empty and was left as it is. Name another folder with --station, "
            "or add --force to move it aside."
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        prefix=f".{folder.name}.", suffix=".part", dir=folder.parent, ignore_cleanup_errors=True
    ) as scratch:
        fresh = Path(scratch) / "station"
        fresh.mkdir()
        try:
            manifest = _extract(file, fresh)
            return manifest, _put(fresh, folder, manifest)
        except BROKEN as error:
            raise BulletinError(f"{file} is no whole zip file ({error}). Nothing was unpacked.") from error
        except OSError as error:
            raise BulletinError(
                f"Cannot unpack {file}: {error.strerror or error}. Nothing was unpacked."
            ) from error


def _put(fresh: Path, folder: Path, manifest: Manifest) -> Path | None:
    """Put the finished folder under its name; what was there moves aside."""
    aside = None
    _keep_secrets(folder, fresh)
    secrets.new_secrets(fresh, wanted=manifest.secrets)
    if folder.exists() and any(folder.iterdir()):
        aside = _free_name(folder)
        folder.rename(aside)
    elif folder.exists():
        folder.rmdir()
    try:
        fresh.rename(folder)
    except OSError:
        if aside is not None:
            aside.rename(folder)
        raise
    return aside


def _keep_secrets(folder: Path, fresh: Path) -> None:
    old = folder / secrets.FILE_NAME
    if old.exists():
        mode = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(fresh / secrets.FILE_NAME, mode, secrets.OWNER_ONLY), "wb") as file:
            file.write(old.read_bytes())


def _free_name(folder: Path) -> Path:
    count = 1
    while (aside := folder.with_name(f"{folder.name}.before-{count}")).exists():
        count += 1
    return aside


def _extract(file: Path, fresh: Path) -> Manifest:
    with zipfile.ZipFile(file) as pack:
        entries = pack.infolist()
        manifest = _manifest(pack, entries)
        by_name = {entry.filename: entry for entry in entries}
        _require_fair(manifest, by_name, packed_bytes=file.stat().st_size, free=shutil.disk_usage(fresh).free)
        for item in manifest.items:
            _unpack_one(pack, by_name[f"{ROOT}/{item.path}"], item, fresh)
    if not (fresh / FILE_NAME).is_file():
        raise BulletinError(f"The pack holds no {FILE_NAME}. Nothing was unpacked.")
    _require_readable(fresh)
    for name in FOLDERS:
        (fresh / name).mkdir(exist_ok=True)
    return manifest


def _manifest(pack: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Manifest:
    if len(entries) > MOST_FILES:
        raise BulletinError(f"The pack names {len(entries)} files; no station has so many.")
    found = [entry for entry in entries if entry.filename == NAME]
    if len(found) != 1 or found[0].file_size > LARGEST_MANIFEST_BYTES:
        raise BulletinError(f"This is no pack of a station: it has no {NAME}.")
    return read_manifest(b"".join(_blocks(pack, found[0], LARGEST_MANIFEST_BYTES)))


def _require_fair(
    manifest: Manifest, by_name: dict[str, zipfile.ZipInfo], *, packed_bytes: int, free: int
) -> None:
    """Compare what the pack says with what it has, before a byte of it is written."""
    listed = {f"{ROOT}/{item.path}" for item in manifest.items}
    names = {name for name in by_name if name != NAME}
    if listed != names:
        odd = min(listed ^ names)
        raise BulletinError(f"The pack is not what it says: see {odd[:80]!r}. Nothing was unpacked.")
    for name in names:
        entry = by_name[name]
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if entry.is_dir() or kind not in (0, stat.S_IFREG) or entry.flag_bits & ENCRYPTED:
            raise BulletinError(f"{name[:80]!r} in the pack is no plain file. Nothing was unpacked.")
    size = manifest.size_bytes
    if size > LARGEST_BYTES or size > packed_bytes * MOST_GROWTH + ALWAYS_ALLOWED_BYTES:
        raise BulletinError(
            f"The pack would grow from {packed_bytes} to {size} bytes; no station does. Nothing was unpacked."
        )
    if size > free:
        raise BulletinError(
            f"The pack needs {size // 1_000_000} MB and there are {free // 1_000_000}. Free some space."
        )


def _unpack_one(pack: zipfile.ZipFile, entry: zipfile.ZipInfo, item: Item, fresh: Path) -> None:
    target = fresh.joinpath(*item.path.split("/"))
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as file:
        for block in _blocks(pack, entry, item.size_bytes):
            file.write(block)
            digest.update(block)
            size += len(block)
    if size != item.size_bytes or digest.hexdigest() != item.sha256:
        raise BulletinError(f"{item.path!r} in the pack is damaged. Nothing was unpacked; use another copy.")
    # A time from before the epoch or after the year 3000 is refused by some systems; the file is whole.
    with contextlib.suppress(OSError, OverflowError, ValueError):
        os.utime(target, (item.modified, item.modified))


def _blocks(pack: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """Read an entry, never more of it than was announced."""
    size = 0
    with pack.open(entry) as source:
        while block := source.read(BLOCK_BYTES):
            size += len(block)
            if size > most:
                raise BulletinError(f"{entry.filename[:80]!r} in the pack is larger than it says.")
            yield block


def _require_readable(fresh: Path) -> None:
    """A station whose settings this version cannot read would not make a bulletin."""
    try:
        read_station(fresh)
    except BulletinError as error:
        reason = str(error).replace(f"{fresh}{os.sep}", "")
        raise BulletinError(
            f"The pack's settings cannot be used here. Nothing was unpacked.\n{reason}"
        ) from error
