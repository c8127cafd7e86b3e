"""What the store gives out: plain frozen values. Every moment has a zone; UTC unless said otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bulletin.model import Article


class Outcome(StrEnum):
    """How a slot ended."""

    MADE = "made"
    WITH_LOSS = "with_loss"
    FILLER = "filler"
    MISSED = "missed"
    FAILED = "failed"


GOOD = (Outcome.MADE, Outcome.WITH_LOSS)
"""The outcomes that put a bulletin on air."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRow:
    """One slot of a programme: who took it, and what came of it."""

    programme: str
    airs_at: datetime
    """In the zone it was claimed with, so that the hour of a doubled night stays told apart."""
    local_date: date
    zone: str
    """Name of the zone, or its offset where the machine knows no name."""
    claimed_by: str
    claimed_at: datetime
    attempts: int
    """1, and one more for each time it was taken over from a run that died."""
    finished_at: datetime | None = None
    outcome: Outcome | None = None
    edition: Mapping[str, Any] | None = None
    """The single values of the edition's record; its stories and script lie in `edition.json`."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How the slots of a week ended."""

    made: int = 0
    with_loss: int = 0
    filler: int = 0
    missed: int = 0
    failed: int = 0
    unfinished: int = 0

    @property
    def slots(self) -> int:
        """How many there were."""
        return self.made + self.with_loss + self.filler + self.missed + self.failed + self.unfinished


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the program."""

    name: str
    programme: str
    by: str
    started_at: datetime
    airs_at: datetime | None = None
    ended_at: datetime | None = None
    exit_code: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened."""

    at: datetime
    kind: str
    text: str
    run: str | None = None
    """None for what happened outside a run: somebody stopped the station, say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenStory:
    """An article that a source gave, as it was last seen."""

    key: str
    article: Article
    first_seen: datetime
    last_seen: datetime
    changed_at: datetime
    """When its text last changed; `first_seen` where it never did."""
    times_aired: int = 0
    last_aired: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How often a story was on air."""

    times: int
    last: datetime
    place: int
    """Its place in the bulletin that told it last; 1 led."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """The station is off air by somebody's word."""

    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A story that waits for a person."""

    story: str
    headline: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A person's yes to the edition of a slot."""

    by: str
    at: datetime
    sha256: str
    """Of what was approved, so that a later change is not covered by it."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change to a story's words; never changed or removed afterwards."""

    at: datetime
    by: str
    story: str
    field: str
    before: str
    after: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconChange:
    """A change to the station's pronunciations; an empty `after` took the word out."""

    at: datetime
    by: str
    written: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Artefact:
    """A file that was made."""

    path: str
    """Relative to the station's output folder, with / on every system."""
    sha256: str
    kind: str
    made_at: datetime
    size_bytes: int = 0
    duration_s: float | None = None
    loudness_lufs: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something that a person was told about; open until it is well again."""

    cause: str
    text: str
    first_at: datetime
    last_at: datetime
    times: int
    recovered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """How many rows were removed."""

    slots: int
    runs: int
    events: int
    stories: int
    appearances: int
    artefacts: int
    alerts: int
