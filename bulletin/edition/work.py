"""Work in progress: an edition and what the rooms hand on that its record does not hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bulletin.edition.order import Order, Tools
from bulletin.model import Clip, Edition, Envelope, Skipped
from bulletin.speak.pace import Pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What has been made so far."""

    edition: Edition
    pace: Pace | None = None
    correction_s: float = 0.0
    """Added to the asked length when material is chosen, by what the last try taught."""
    left_out: tuple[Skipped, ...] = ()
    """Articles that were not used, and why; no loss."""
    clips: tuple[Clip, ...] = ()
    """One for each line of the script."""
    fresh: int = 0
    """How many lines were spoken anew, over all tries."""
    envelope: Envelope | None = None

    def lost(self, *skipped: Skipped) -> Work:
        """Record parts that were left out."""
        new = tuple(skip for skip in skipped if skip not in self.edition.skipped)
        return replace(self, edition=replace(self.edition, skipped=self.edition.skipped + new))

    def noted(self, *notes: str) -> Work:
        """Record what the report should tell and that is no loss."""
        return replace(self, edition=replace(self.edition, notes=self.edition.notes + notes))


Room = Callable[[Work, Order, Tools], Work]
