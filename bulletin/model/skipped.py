"""A part that was left out."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A part that was left out so that the bulletin could go out."""

    what: str
    why: str

    @property
    def line(self) -> str:
        """One plain line; a reason that names the thing itself stands alone."""
        names_itself = re.search(rf"(?<!\w){re.escape(self.what)}(?!\w)", self.why)
        return self.why if names_itself and self.what else f"{self.what}: {self.why}"
