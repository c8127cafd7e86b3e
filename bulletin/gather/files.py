"""Files, folders and standard input."""

from __future__ import annotations

import sys
import time
import zlib
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bulletin.errors import SourceError
from bulletin.gather.feed import read_feed
from bulletin.gather.items import items_of
from bulletin.gather.names import address_id, file_id
from bulletin.gather.sniff import Kind, kind_of
from bulletin.gather.source import Batch, Limits, Source
from bulletin.model import Document, Form, Skipped

PAGE_ENDINGS = (".html", ".htm", ".html.gz", ".htm.gz")
TEXT_ENDINGS = (".txt", ".text", ".md", ".markdown")
SOUND_ENDINGS = (".wav", ".mp3")
"""Of a recording that lies beside its text."""
FEED_ENDINGS = (".xml", ".rss", ".atom", ".json")
# What Windows and macOS leave in folders that people look into.
SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "icon\r"})
FORMS = {".md": Form.MARKDOWN, ".markdown": Form.MARKDOWN}
GZIP_MARK = b"\x1f\x8b"
GZIP_WINDOW = 31  # zlib: a gzip header is expected


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One reading: whose, when, and how much it may cost."""

    source: Source
    now: datetime
    limits: Limits
    max_items: int


class FileReader:
    """Reads a file or a folder of them."""

    def read(self, source: Source, *, now: datetime, limits: Limits, max_items: int) -> Batch:
        """Read what the path names."""
        job = _Job(source=source, now=now, limits=limits, max_items=max_items)
        path = Path(source.address)
        try:
            if path.is_dir():
                return _folder(path, job)
            return _file(path, job)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise SourceError(
                f"Cannot read {source.address!r}: {reason}. Check how the name is spelt."
            ) from error


class InputReader:
    """Reads standard input."""

    def read(self, source: Source, *, now: datetime, limits: Limits, max_items: int) -> Batch:
        """Read all that comes, up to the limit."""
        job = _Job(source=source, now=now, limits=limits, max_items=max_items)
        content = sys.stdin.buffer.read(limits.longest_bytes + 1)
        address = source.url or "standard input"
        name = address_id(source.url) if source.url else "standard-input"
        return _batch(_unpacked(content, address, limits), name=name, address=address, ending="", job=job)


def _folder(folder: Path, job: _Job) -> Batch:
    """Read the articles of a folder, by name; feeds and folders in it are left alone."""
    names = sorted(path for path in folder.iterdir() if not _is_of_the_system(path) and path.is_file())
    articles = [path for path in names if path.name.lower().endswith(PAGE_ENDINGS + TEXT_ENDINGS)]
    told = {path.stem for path in articles if path.suffix.lower() in TEXT_ENDINGS}
    skipped = [
        Skipped(what=str(path), why=_why_not(path)) for path in names if not _is_used(path, articles, told)
    ]
    if not articles:
        raise SourceError(f"The folder {folder} holds no article: no .txt, .md, .html or .html.gz file.")
    if len(articles) > job.max_items:
        left = len(articles) - job.max_items
        skipped.append(
            Skipped(what=str(folder), why=f"{left} more files were not read: {job.max_items} are the most.")
        )
    documents: list[Document] = []
    for path in articles[: job.max_items]:
        try:
            documents += _file(path, job).documents
        except SourceError as error:
            skipped.append(Skipped(what=str(path), why=str(error)))
        except OSError as error:
            skipped.append(Skipped(what=str(path), why=f"cannot be read: {error.strerror or error}."))
    return Batch(documents=tuple(documents), skipped=tuple(skipped))


def _is_used(path: Path, articles: Sequence[Path], told: Container[str]) -> bool:
    """Whether a file is an article, or the recording of one."""
    return path in articles or (_is_sound(path) and path.stem in told)


def _is_sound(path: Path) -> bool:
    return path.suffix.lower() in SOUND_ENDINGS


def _why_not(path: Path) -> str:
    if _is_sound(path):
        return f"has no text. Put {path.stem}.txt beside it, with what is said in it."
    return "is not a kind of file that can be read. Save it as plain text (.txt)."


def _recording_of(path: Path) -> str | None:
    """The sound file of a text's own name."""
    beside = (path.with_suffix(ending) for ending in SOUND_ENDINGS)
    return next((str(sound) for sound in beside if sound.is_file()), None)


def _is_of_the_system(path: Path) -> bool:
    """Whether a file was put there by the system and not by a person."""
    return path.name.startswith(".") or path.name.lower() in SYSTEM_FILES


def _file(path: Path, job: _Job) -> Batch:
    if not path.exists():
        raise SourceError(f"There is no file {str(path)!r}. Check how the name is spelt.")
    if not path.is_file():
        raise SourceError(f"{str(path)!r} is no file.")
    with path.open("rb") as file:
        content = file.read(job.limits.longest_bytes + 1)
    name = path.name.lower().removesuffix(".gz")
    ending = Path(name).suffix
    batch = _batch(
        _unpacked(content, str(path), job.limits),
        name=file_id(path),
        address=path.name,
        ending=ending,
        job=job,
    )
    recording = _recording_of(path) if ending in TEXT_ENDINGS else None
    if recording is None:
        return batch
    return replace(batch, documents=tuple(replace(one, recording=recording) for one in batch.documents))


def _batch(content: bytes, *, name: str, address: str, ending: str, job: _Job) -> Batch:
    kind = kind_of(content)
    if kind is Kind.TEXT and ending in FEED_ENDINGS:
        kind = Kind.FEED  # the parser will tell
    if kind is Kind.BINARY:
        raise SourceError(
            f"{address} is not text: it looks like a program, a picture or a word-processor file. "
            "Save it as plain text (.txt) and try again."
        )
    if kind is Kind.FEED and ending not in TEXT_ENDINGS:
        ends_at = time.time() + job.limits.deadline_s
        feed = read_feed(
            content, address=address, content_type="", limits=job.limits, timeout_s=job.limits.parser_s
        )
        most = min(job.max_items, job.limits.pages)
        return items_of(feed.entries, source=job.source, now=job.now, ends_at=ends_at, most=most)
    document = Document(
        id=name,
        source=job.source.title,
        address=address,
        form=_form(kind, ending),
        content=content,
        fetched_at=job.now,
    )
    return Batch(documents=(document,))


def _form(kind: Kind, ending: str) -> Form:
    """A page may be called .txt by mistake, but a text that talks about markup must stay a text."""
    if ending in TEXT_ENDINGS:
        return FORMS.get(ending, Form.TEXT)
    return Form.HTML if kind is Kind.PAGE or ending in PAGE_ENDINGS else Form.TEXT


def _unpacked(content: bytes, what: str, limits: Limits) -> bytes:
    """Take off gzip, never making more than the limit."""
    if content.startswith(GZIP_MARK):
        unpacker = zlib.decompressobj(GZIP_WINDOW)
        try:
            content = unpacker.decompress(content, limits.longest_bytes + 1)
        except zlib.error as error:
            raise SourceError(f"{what} is damaged: it cannot be unpacked ({error}).") from error
        if not unpacker.eof and len(content) <= limits.longest_bytes:
            raise SourceError(f"{what} is damaged: its end is missing.")
    if len(content) > limits.longest_bytes:
        raise SourceError(
            f"{what} is larger than {limits.longest_bytes / 1e6:.0f} MB, too large for an article."
        )
    if not content.strip(b"\0 \t\r\n"):
        raise SourceError(f"{what} is empty.")
    return content
