"""Sounds: what each cue of a script sounds like, the packaged sounds or the station's own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bulletin.audio.resample import resample
from bulletin.audio.samples import Samples
from bulletin.master.bed import bed_loop, crossfaded
from bulletin.master.bring import Brought
from bulletin.master.furniture import CUES, cue_seconds, cue_sound
from bulletin.master.kept import find_sound, keep_sound
from bulletin.model import CueName

LOWEST_RATE_HZ = 22050  # the packaged sounds need no more, and no speech engine that we have gives more
RENDERING = 1
"""Counts up when the packaged sounds are made in another way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounds:
    """The sounds of one programme."""

    own: Mapping[CueName, Brought] = field(default_factory=dict)
    """The station's, in place of the packaged ones."""
    silent: frozenset[CueName] = frozenset()
    """Cues at which nothing is heard."""
    has_bed: bool = False
    own_bed: Brought | None = None
    """The station's music, in place of the packaged loop."""
    cache: Path | None = None
    """Where rendered sounds are kept."""

    @property
    def rate_hz(self) -> int:
        """The least rate at which none of them loses anything."""
        brought = (*self.own.values(), *filter(None, [self.own_bed]))
        return max([LOWEST_RATE_HZ, *(sound.rate_hz for sound in brought)])

    def seconds(self, name: CueName) -> float:
        """How long a cue is."""
        if name in self.silent:
            return 0.0
        own = self.own.get(name)
        return own.seconds if own else cue_seconds(name)

    def can_ring(self, name: CueName) -> bool:
        """Whether a cue can be made longer: ours are struck again, a recording is as long as it is."""
        return name not in self.silent and name not in self.own

    def sound(self, name: CueName, *, longer_s: float, rate_hz: int) -> Samples:
        """One cue, shape (frames,); it begins and ends at zero."""
        if name in self.silent:
            return np.zeros(0, dtype=np.float32)
        own = self.own.get(name)
        if own:
            return resample(own.samples, rate_hz=own.rate_hz, to_hz=rate_hz)
        return self._packaged(name, longer_s=longer_s, rate_hz=rate_hz)

    def bed(self, *, rate_hz: int) -> Samples:
        """The music under the speech, as a loop."""
        if self.own_bed is None:
            return bed_loop(rate_hz=rate_hz)
        music = resample(self.own_bed.samples, rate_hz=self.own_bed.rate_hz, to_hz=rate_hz)
        return crossfaded(music, rate_hz=rate_hz)

    def _packaged(self, name: CueName, *, longer_s: float, rate_hz: int) -> Samples:
        if self.cache is None or longer_s:
            return cue_sound(name, longer_s=longer_s, rate_hz=rate_hz)
        # A tenth of a second for all of them: as much as it takes to speak ten lines.
        told = hashlib.sha256(f"{RENDERING} {rate_hz} {CUES[name]}".encode()).hexdigest()
        path = self.cache / "sounds" / f"{told}.sound"
        found = find_sound(path)
        if found is not None:
            return found[0]
        made = cue_sound(name, longer_s=0.0, rate_hz=rate_hz)
        keep_sound(path, made, rate_hz=rate_hz)
        return made


PACKAGED = Sounds()
