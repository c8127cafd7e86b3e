"""The ladder: the time to a deadline, shared out between the rooms; what is late is left out."""

from __future__ import annotations

import time
from dataclasses import dataclass

# Of what is left when the stage begins. Speaking and mastering two minutes takes seconds, so in the usual ten
# minutes of lead the share binds only when a source hangs; in a late minute gathering must not eat it all.
GATHER_SHARE = 0.4
LONGEST_GATHER_S = 60.0
# Choosing and speaking once more for a better length is a nicety; it needs this share of the whole time.
NICETY_SHARE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """How long there is, by a clock that no one can set."""

    began_s: float
    """By `time.monotonic`."""
    whole_s: float

    def left_s(self) -> float:
        """Seconds to the deadline; negative behind it."""
        return self.began_s + self.whole_s - time.monotonic()

    def gather_s(self) -> float:
        """Seconds that gathering may take now."""
        return max(0.0, min(LONGEST_GATHER_S, GATHER_SHARE * self.left_s()))

    def has_time_for_niceties(self) -> bool:
        """Whether there is time for what only makes a good bulletin better."""
        return self.left_s() > NICETY_SHARE * self.whole_s


def start_ladder(seconds: float) -> Ladder:
    """Start the time now."""
    return Ladder(began_s=time.monotonic(), whole_s=seconds)
