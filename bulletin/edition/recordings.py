"""Recordings: what somebody has read already is played, counted with its own length, and levelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bulletin.audio.samples import to_pcm
from bulletin.edition.order import Order
from bulletin.errors import BulletinError
from bulletin.master.bring import Brought, bring
from bulletin.model import Article, BlockKind, Clip, Kind, Line, Passage, Recording, Skipped, Story

_ROLE = "recorded item"


def bring_recordings(
    articles: Iterable[Article], order: Order
) -> tuple[Mapping[str, Recording], tuple[Skipped, ...]]:
    """
    Bring in the recordings of articles.

    Returns:
        Article id -> its recording; and what cannot be played: a newsreader reads its text instead.
    """
    found: dict[str, Recording] = {}
    lost: list[Skipped] = []
    for article in articles:
        if article.recording is None:
            continue
        try:
            seconds = _brought(article.recording, order.cache).seconds
            found[article.id] = Recording(path=article.recording, seconds=seconds)
        except (BulletinError, OSError) as error:
            why = f"{error} A newsreader reads its text instead."
            lost.append(Skipped(what=article.recording, why=why))
    return found, tuple(lost)


def recorded_story(article: Article, recording: Recording, kind: BlockKind) -> Story:
    """Tell all of an article, as it was recorded."""
    passages = tuple(
        Passage(paragraph=place, text=block.text, why="it is recorded")
        for place, block in enumerate(article.paragraphs)
        if block.kind is not Kind.HEADING
    )
    return Story(
        id=article.id,
        article=article,
        headline=article.headline,
        passages=passages,
        seconds=recording.seconds,
        recording=recording,
        block=kind,
    )


def with_recordings(lines: Sequence[Line], spoken: Sequence[Clip], *, cache: Path) -> Sequence[Clip]:
    """Put the recordings between the spoken clips, in the order of the lines."""
    if not any(line.recording for line in lines):
        return spoken
    return _Heard(lines=lines, spoken=spoken, cache=cache)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard(Sequence[Clip]):
    """Clips that are read when they are asked for."""

    lines: Sequence[Line]
    spoken: Sequence[Clip]
    cache: Path

    def __getitem__(self, place: int) -> Clip:  # type: ignore[override]
        line = self.lines[place]
        if line.recording is None:
            return self.spoken[sum(not before.recording for before in self.lines[:place])]
        brought = _brought(line.recording.path, self.cache)
        # Each recording is a voice of its own: it is levelled by itself.
        return Clip(
            pcm=to_pcm(brought.samples),
            rate_hz=brought.rate_hz,
            engine=_ROLE,
            version="",
            voice=line.recording.path,
        )

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[Clip]:
        return (self[place] for place in range(len(self)))


def _brought(path: str, cache: Path) -> Brought:
    told = Path(path).stat()
    return _read(path, cache, told.st_size, told.st_mtime_ns)


@lru_cache(maxsize=8)
def _read(path: str, cache: Path, _size: int, _changed_ns: int) -> Brought:
    return bring(Path(path), role=_ROLE, cache=cache)
