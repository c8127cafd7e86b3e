"""A part that was left out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A part that was left out so that the bulletin could go out."""

    what: str
    why: str

    @property
    def line(self) -> str:
        """One plain line; a reason that names the thing itself stands alone."""
        return self.why if self.what in self.why else f"{self.what}: {self.why}"
