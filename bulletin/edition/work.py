"""Work in progress: an edition and what the rooms hand on that its record does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bulletin.edition.order import Order, Tools
from bulletin.edition.updates import Earlier
from bulletin.model import Article, Clip, Edition, Envelope, Line, Skipped
from bulletin.speak.pace import Pace
from bulletin.summarise import Preferences


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What has been made so far."""

    edition: Edition
    pace: Pace | None = None
    correction_s: float = 0.0
    """Added to the asked length when material is chosen, by what the last try taught."""
    set_aside: tuple[Skipped, ...] = ()
    """Articles that are not for this bulletin: in another language, or too old."""
    seen: Mapping[str, datetime] = field(default_factory=dict)
    """Article id -> when it was first seen, for articles without a date."""
    waiting: tuple[Article, ...] = ()
    """Articles that a rule or a person holds."""
    untold: frozenset[str] = frozenset()
    """Ids of articles that our words would not tell as they are; found when the script is written."""
    calm: frozenset[str] = frozenset()
    """Ids of articles that are told neither first nor last."""
    preferences: Preferences | None = None
    """How the articles are weighed; asked for once."""
    earlier: Earlier | None = None
    """What was told before; read once."""
    clips: Sequence[Clip] = ()
    """One for each line of the script."""
    spoken_s: float = 0.0
    """How long all of it sounds together, without pauses."""
    fresh: int = 0
    """How many lines were spoken anew, over all tries."""
    envelope: Envelope | None = None
    times: tuple[tuple[str, float], ...] = ()
    """What was done, in order, and how many seconds it took."""

    @property
    def clips_by_place(self) -> Mapping[int, Clip]:
        """The clips by the place of their line in the script."""
        places = (place for place, item in enumerate(self.edition.script) if isinstance(item, Line))
        return ClipsByPlace(clips=self.clips, order={place: number for number, place in enumerate(places)})

    def lost(self, *skipped: Skipped) -> Work:
        """Record parts that were left out."""
        new = tuple(skip for skip in skipped if skip not in self.edition.skipped)
        return replace(self, edition=replace(self.edition, skipped=self.edition.skipped + new))

    def noted(self, *notes: str) -> Work:
        """Record what the report should tell and that is no loss."""
        new = tuple(note for note in notes if note not in self.edition.notes)
        return replace(self, edition=replace(self.edition, notes=self.edition.notes + new))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipsByPlace(Mapping[int, Clip]):
    """Clips that are read from the cache when they are asked for: an hour of them is 150 MB."""

    clips: Sequence[Clip]
    order: Mapping[int, int]

    def __getitem__(self, place: int) -> Clip:
        return self.clips[self.order[place]]

    def __iter__(self) -> Iterator[int]:
        return iter(self.order)

    def __len__(self) -> int:
        return len(self.order)


Room = Callable[[Work, Order, Tools], Work]
