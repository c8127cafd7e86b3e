"""The ladder: the time to a deadline, shared out between the rooms; what is late is left out."""

from __future__ import annotations

import time
from dataclasses import dataclass

# Of what is left when the stage begins. Speaking and mastering two minutes takes seconds, so in the usual ten
# minutes of lead the shares bind only when something hangs; in a late minute no stage must eat it all.
GATHER_SHARE = 0.4
LONGEST_GATHER_S = 60.0
# A second share of the same size is left for the fallback voice, and a third for what both did not manage.
SPEAK_SHARE = 0.5
MASTER_SHARE = 0.8
# Choosing and speaking once more for a better length is a nicety; it needs this share of the whole time.
NICETY_SHARE = 0.3
# Behind the deadline: half a minute to the time of airing, and a minute for a slow share to answer.
SEND_EXTRA_S = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """How long there is, by a clock that no one can set."""

    began_s: float
    """By `time.monotonic`."""
    whole_s: float
    allows_niceties: bool = True
    """Off once a nicety has used up its time."""

    def left_s(self) -> float:
        """Seconds to the deadline; negative behind it."""
        return self.began_s + self.whole_s - time.monotonic()

    def gather_s(self) -> float:
        """Seconds that gathering may take now."""
        return max(0.0, min(LONGEST_GATHER_S, GATHER_SHARE * self.left_s()))

    def speak_s(self) -> float:
        """Seconds that speaking may take now."""
        return max(0.0, SPEAK_SHARE * self.left_s())

    def master_s(self) -> float:
        """Seconds that mastering may take now."""
        return max(0.0, MASTER_SHARE * self.left_s())

    def nicety_s(self) -> float:
        """Seconds that what only makes a good bulletin better may take now."""
        return max(0.0, self.left_s() - NICETY_SHARE * self.whole_s)

    def send_s(self, duration_s: float) -> float:
        """Seconds that outlets may take now; some wait for the slot and take it at the speed it plays."""
        return max(0.0, self.left_s()) + SEND_EXTRA_S + duration_s

    def has_time_for_niceties(self) -> bool:
        """Whether there is time for what only makes a good bulletin better."""
        return self.allows_niceties and self.nicety_s() > 0


def start_ladder(seconds: float) -> Ladder:
    """Start the time now."""
    return Ladder(began_s=time.monotonic(), whole_s=seconds)
