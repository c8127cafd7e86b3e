"""Cards: what a live presenter wants to know of each story: first and last words, length and back-time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bulletin.model import Line, Script

# A newsreader's usual pace, for a script that nobody has spoken yet.
_WORDS_A_SECOND = 165 / 60
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One story at a glance."""

    story: str
    place: int
    """Of its first line, in the script; a headline at the top is not part of it."""
    first_words: str
    last_words: str
    seconds: float
    left_s: float
    """Back-time: from its first word to the end of the bulletin."""


def cards_of(script: Script) -> tuple[Card, ...]:
    """Give a card for each story, by the times of its lines, else by a usual pace."""
    spans = _spans(script)
    return tuple(
        Card(
            story=story,
            place=places[0],
            first_words=_words(script, places)[0],
            last_words=_words(script, places)[1],
            seconds=spans[places[-1]][1] - spans[places[0]][0],
            left_s=spans[-1][1] - spans[places[0]][0],
        )
        for story, places in _stretches(script)
    )


def _stretches(script: Script) -> Iterator[tuple[str, list[int]]]:
    """The places of each story's lines, of its longest unbroken stretch."""
    found: dict[str, list[int]] = {}
    current: list[int] = []
    last: str | None = None
    for place, item in enumerate(script.items):
        story = item.story if isinstance(item, Line) else None
        current = [*current, place] if story is not None and story == last else [place]
        last = story
        if story is not None and len(current) > len(found.get(story, ())):
            found[story] = current
    yield from sorted(found.items(), key=lambda pair: pair[1][0])


def _spans(script: Script) -> list[tuple[float, float]]:
    """When each item begins and ends."""
    at, spans = 0.0, []
    for item in script.items:
        start = item.start_s if item.start_s is not None else at
        end = item.end_s if item.end_s is not None else start + _usual_s(item)
        spans.append((start, end))
        at = end + item.pause_after_ms / 1000
    return spans


def _usual_s(item: object) -> float:
    return len(item.spoken.split()) / _WORDS_A_SECOND if isinstance(item, Line) else 0.0


def _words(script: Script, places: Sequence[int]) -> tuple[str, str]:
    lines = [item.text for item in script.items[places[0] : places[-1] + 1] if isinstance(item, Line)]
    return " ".join(lines[0].split()[:_MOST_WORDS]), " ".join(lines[-1].split()[-_MOST_WORDS:])
