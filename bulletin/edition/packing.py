"""Packing: a station in one file, for a copy in a drawer or a new machine. Secrets are never in it."""

from __future__ import annotations

import hashlib
import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from bulletin import __version__
from bulletin.config import secrets
from bulletin.config.alerts import EMAIL_SECRET
from bulletin.config.leaks import lines_with_secrets
from bulletin.config.outlets import secret_of
from bulletin.config.station import FILE_NAME, FOLDERS, Station
from bulletin.edition import memory
from bulletin.edition.checks.outlets import wants_password
from bulletin.edition.manifest import NAME, ROOT, Item, Manifest, is_safe, write_manifest
from bulletin.errors import BulletinError, MisuseError
from bulletin.publish.places import RECORD_NAME
from bulletin.system.files import part_file, put_in_place

SOUND_ENDINGS = (".mp3", ".wav", ".flac", ".ogg", ".opus", ".m4a")
# Sound hardly shrinks, and a pack with audio holds a thousand of them.
STORED = (*SOUND_ENDINGS, ".onnx", ".zip", ".gz")
LOG_NAME = "packs.txt"
"""Where the packs are, a line for each; `bulletin handover` prints the last."""
SEARCHED = (".toml", ".tsv", ".txt", ".json")
# A shorter password may be a word of the news.
FEWEST_LETTERS_SEARCHED = 6
BLOCK_BYTES = 1 << 20
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to pack."""

    file: Path
    path: str
    """From the station folder, with / between folders."""


def pack_station(station: Station, target: Path, *, now: datetime, with_audio: bool = False) -> Manifest:
    """
    Write a station into one zip file.

    Args:
        station: One with a folder.
        target: The file; it is whole or not there.
        now: When this is, in the station's zone.
        with_audio: Take the sound of the editions too, not their papers alone.

    Returns:
        What was packed.

    Raises:
        MisuseError: There is no station folder, or the file is there already.
        BulletinError: A file holds a secret, or the database cannot be copied.
        OSError: The disk is full, or the folder cannot be written.
    """
    folder = _folder_of(station)
    if target.exists():
        raise MisuseError(f"{target} is there already and was left as it is. Name another file.")
    found = [
        *_station_files(folder),
        *_record_files(station, since=now.date() - _kept(station), with_audio=with_audio),
    ]
    found, left = _packable(found)
    _require_no_secret(found, station)
    target.parent.mkdir(parents=True, exist_ok=True)
    # Beside the pack: where it fits, the copy of the database does too.
    with (
        part_file(target) as part,
        tempfile.TemporaryDirectory(prefix=".bulletin-pack-", dir=target.parent) as scratch,
    ):
        found += _database(station, Path(scratch))
        manifest = _write(part, found, station, now=now, outside=(*_outside(station), *left))
        put_in_place(part, target)
    return manifest


def note_pack(station: Station, target: Path, *, now: datetime) -> None:
    """Write down in the station folder where a pack was put."""
    with (_folder_of(station) / LOG_NAME).open("a", encoding="utf-8") as file:
        file.write(f"{now:%Y-%m-%d %H:%M}  {target.resolve()}\n")


def last_pack(folder: Path) -> str:
    """Tell when and where the last pack was put; empty when there was none."""
    try:
        lines = (folder / LOG_NAME).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    return next((line for line in reversed(lines) if line.strip()), "")


def secrets_to_type(station: Station) -> tuple[str, ...]:
    """Name the secrets that the station needs, whether they stand in the file or in variables."""
    outlets = (secret_of(row.name) for row in station.settings.outlet if wants_password(row))
    email = station.settings.alerts.email
    mail = (EMAIL_SECRET,) if email is not None and email.user else ()
    return tuple(sorted({*station.secrets.keys, *outlets, *mail}))


def _packable(found: list[Found]) -> tuple[list[Found], list[str]]:
    """Part what every system can unpack from the rest, which is named with its reason."""
    packable: list[Found] = []
    left: list[str] = []
    for one in found:
        if one.file.is_symlink():
            left.append(f"{one.path} is a link; put the file itself there to pack it")
        elif not is_safe(one.path):
            left.append(f"{one.path} has a name that Windows refuses; rename it to pack it")
        else:
            packable.append(one)
    return packable, left


def _write(
    part: Path, found: list[Found], station: Station, *, now: datetime, outside: tuple[str, ...]
) -> Manifest:
    items: list[Item] = []
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as pack:
        for one in found:
            try:
                items.append(_add(pack, one))
            except FileNotFoundError:
                # A run at work prunes and replaces files; what is gone is no part of the station.
                continue
        manifest = Manifest(
            station=station.settings.station.name,
            made_by=__version__,
            packed_at=now,
            items=tuple(items),
            secrets=secrets_to_type(station),
            outside=outside,
        )
        pack.writestr(zipfile.ZipInfo(NAME, ZIP_EPOCH), write_manifest(manifest))
    return manifest


def _add(pack: zipfile.ZipFile, one: Found) -> Item:
    about = one.file.stat()
    info = zipfile.ZipInfo(f"{ROOT}/{one.path}", ZIP_EPOCH)
    info.compress_type = zipfile.ZIP_STORED if one.path.endswith(STORED) else zipfile.ZIP_DEFLATED
    digest, size = hashlib.sha256(), 0
    with one.file.open("rb") as source, pack.open(info, "w", force_zip64=True) as entry:
        while block := source.read(BLOCK_BYTES):
            entry.write(block)
            digest.update(block)
            size += len(block)
    return Item(path=one.path, size_bytes=size, sha256=digest.hexdigest(), modified=about.st_mtime)


def _folder_of(station: Station) -> Path:
    if station.folder is None:
        raise MisuseError("Name the station folder to pack: bulletin pack FILE.zip --station FOLDER")
    return station.folder


def _station_files(folder: Path) -> Iterator[Found]:
    yield Found(file=folder / FILE_NAME, path=FILE_NAME)
    if (folder / LOG_NAME).is_file():
        yield Found(file=folder / LOG_NAME, path=LOG_NAME)
    for name in FOLDERS:
        yield from _inside(folder / name, name)


def _inside(folder: Path, name: str) -> Iterator[Found]:
    for file in sorted(folder.rglob("*")):
        within = file.relative_to(folder)
        hidden = any(part.startswith(".") for part in within.parts)
        if (file.is_file() or file.is_symlink()) and not hidden and file.name != secrets.FILE_NAME:
            yield Found(file=file, path=f"{name}/{within.as_posix()}")


def _record_files(station: Station, *, since: date, with_audio: bool) -> Iterator[Found]:
    """Find the dated editions that are still to be kept, whole ones only."""
    output = station.output
    base = _record_base(station)
    for record in sorted(output.glob(f"*/*/*/{RECORD_NAME}")):
        programme, day, _ = record.parent.relative_to(output).parts
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", day) or day < since.isoformat():
            continue
        for file in sorted(record.parent.iterdir()):
            if file.is_file() and (with_audio or file.suffix not in SOUND_ENDINGS):
                yield Found(file=file, path=f"{base}/{programme}/{day}/{record.parent.name}/{file.name}")


def _record_base(station: Station) -> str:
    """Where the record lies in the pack: as in the station folder, or in `output` if it lies elsewhere."""
    output = station.settings.paths.output
    inside = not output.is_absolute() and ".." not in output.parts
    return output.as_posix() if inside and output.parts else "output"


def _kept(station: Station) -> timedelta:
    return timedelta(days=station.settings.paths.keep_days)


def _database(station: Station, scratch: Path) -> list[Found]:
    """Copy the database while others use it; a station that has none yet packs none."""
    elsewhere = station.secrets.get(memory.URL_SECRET) or station.settings.store.url
    if not elsewhere and not (_folder_of(station) / memory.FILE_NAME).exists():
        return []
    copy = scratch / memory.FILE_NAME
    with memory.open_memory(station) as store:
        store.backup(copy)
    return [Found(file=copy, path=memory.FILE_NAME)]


def _require_no_secret(found: list[Found], station: Station) -> None:
    """A pack goes into drawers and e-mails: a password that somebody wrote into a note stays here."""
    held = [(key, station.secrets.get(key) or "") for key in station.secrets.keys]
    for one in found:
        if "/" in one.path and not one.path.startswith("voices/"):
            continue
        text = one.file.read_text(encoding="utf-8", errors="replace") if one.path.endswith(SEARCHED) else ""
        for number in lines_with_secrets(text):
            raise BulletinError(f"{one.file}, line {number} holds a password. Take it out, then pack again.")
        for key, value in held:
            if len(value) >= FEWEST_LETTERS_SEARCHED and value in text:
                raise BulletinError(f"{one.file} holds the secret {key}. Take it out, then pack again.")


def _outside(station: Station) -> Iterator[str]:
    """Name what the settings point to elsewhere, and what lies in the folder but is not packed."""
    folder = _folder_of(station)
    paths = station.settings.paths
    for what, path in (("output", paths.output), ("cache", paths.cache)):
        if path is not None and (path.is_absolute() or ".." in path.parts):
            yield f"[paths] {what} is {path}"
    for row in station.settings.source:
        if "://" not in row.address and _is_outside(Path(row.address)):
            yield f"the source {row.name} is {row.address}"
    for outlet in station.settings.outlet:
        for key in ("folder", "work", "key", "known_hosts", "ca_file"):
            named = getattr(outlet, key, None)
            if isinstance(named, Path):
                yield f"the outlet {outlet.name} uses {named}"
    if station.settings.store.url:
        yield "the database of [store] url; its rows are packed as bulletin.db"
    known = {FILE_NAME, secrets.FILE_NAME, LOG_NAME, *FOLDERS}
    known |= {f"{memory.FILE_NAME}{tail}" for tail in ("", "-wal", "-shm")}
    known |= {path.parts[0] for path in (paths.output, paths.cache) if path and path.parts}
    for inside in sorted(folder.iterdir()):
        if inside.name not in known and not inside.name.startswith("."):
            yield f"{inside.name} in the station folder was not packed"


def _is_outside(path: Path) -> bool:
    return path.is_absolute() or path.parts[:1] not in [(name,) for name in (*FOLDERS, "demo")]
