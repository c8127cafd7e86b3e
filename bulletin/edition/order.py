"""An order: what is asked for, and the tools to make it with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from bulletin.config.level import LevelProfile
from bulletin.config.quantities import Length
from bulletin.config.settings import BlockTable
from bulletin.config.sounds import SoundSet
from bulletin.config.station import Station
from bulletin.edition.ladder import Ladder
from bulletin.gather import Source
from bulletin.model import Voice
from bulletin.publish.mode import ModeName
from bulletin.publish.places import Places
from bulletin.script.speakable import Knowledge, Lexicon
from bulletin.script.wording import Wording
from bulletin.speak.pace import Pace

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One bulletin, as it was asked for."""

    station: Station
    programme: str
    sources: tuple[Source, ...]
    length: Length
    newsreaders: tuple[str, ...]
    """Names of the voices that take turns, story by story."""
    voices: Mapping[str, Voice]
    """Every voice there is, fallbacks included."""
    lexicon: Lexicon
    """The station's pronunciations, over the packaged ones."""
    knowledge: Knowledge | None = None
    """The tables of its language, and its own over them; the packaged British ones otherwise."""
    slot: datetime
    """When it airs, in the station's zone."""
    wording: Wording
    tells_time: bool = False
    """Whether the opening says the time: only where the time of airing is certain."""
    time_signal: bool = False
    """Whether a time signal is heard ahead of an opening that says the time."""
    published: date | None = None
    """The date of articles that have none of their own."""
    valid_for: timedelta | None = None
    profile: LevelProfile
    sounds: SoundSet
    """What the station has chosen to be played."""
    format: str = "mp3"
    output: Path
    cache: Path
    min_stories: int = 1
    blocks: tuple[BlockTable, ...] = ()
    """The parts of its running order; none is news alone."""
    headlines: int = 0
    """How many are read at the top."""
    quotations: str = ""
    """The voice of what somebody said; empty is the newsreader's."""
    next_at: datetime | None = None
    """When the programme airs again, where that is known."""
    mode: ModeName = ModeName.NORMAL
    """What is special now."""

    @property
    def places(self) -> Places:
        """Where the programme's editions lie."""
        return Places(root=self.output / self.programme)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the rooms work with."""

    executor: Executor
    """Speaks lines: threads, or a cluster. Servers are waited for by threads of their own."""
    now: Callable[[], datetime]
    tell: Tell = lambda _: None
    """Hears what is being done now."""
    pace: Future[Pace] | None = None
    """The first newsreader's pace, being measured already; without it, it is measured when it is needed."""
    ladder: Ladder | None = None
    """How the time to a deadline is shared out; without one, there is all the time it takes."""
    before_live: Callable[[], None] = lambda: None
    """Called with the finished audio, just before it goes live: may wait for its day, or refuse."""

    def has_time_for_niceties(self) -> bool:
        """Whether there is time for what only makes a good bulletin better."""
        return self.ladder is None or self.ladder.has_time_for_niceties()
