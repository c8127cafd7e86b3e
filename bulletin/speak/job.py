"""A speaking job: the small plain value that says all about one clip, and the task that makes the clip.

The task is pure but for the cache, so any executor can run it: threads here, or a cluster.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from bulletin.speak.cache import FORMAT, ClipCache, ClipKey


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakJob:
    """One sentence to be spoken; everything that changes its sound is here."""

    given: str
    """The sentence in the engine's dialect."""
    engine: str
    version: str
    voice: str
    rate_wpm: int
    pitch: int
    cache: str
    """Folder of the clip cache; not part of the key."""


def key_of(job: SpeakJob) -> ClipKey:
    """Give the clip its address: a hash of all that changes its sound."""
    facts = asdict(job)
    del facts["cache"]
    written = json.dumps([FORMAT, facts], sort_keys=True)
    return ClipKey(hashlib.sha256(written.encode()).hexdigest())


def render(job: SpeakJob) -> ClipKey:
    """
    Make sure that the clip of a job is in the cache.

    Raises:
        EngineError: The engine failed twice.
        BulletinError: The cache cannot be written.
    """
    from bulletin.speak.workers import WORKERS

    cache = ClipCache(Path(job.cache))
    key = key_of(job)
    if cache.find(key) is None:
        cache.keep(key, WORKERS.speak(job))
    return key
