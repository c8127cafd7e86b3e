"""Patterns: compiled when they are first used, for a run needs half of those that there are."""

from __future__ import annotations

import re
from typing import Any, cast


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """
    Make a pattern that compiles itself when it is first asked.

    For patterns that many a run never asks: compiling one takes as long as searching pages with it. A mistake
    in it shows only then, so its test must ask it.
    """
    return cast("re.Pattern[str]", _Later(pattern, flags))


class _Later:
    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._given = flags

    def __getattr__(self, name: str) -> Any:
        """What the compiled pattern has of this name; kept, so that nobody asks twice."""
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(self.pattern, self._given), name)
        setattr(self, name, found)
        return found
