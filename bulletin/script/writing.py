"""Write the script: opening, headlines, stories, links and close, one line a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bulletin.model import BlockKind, Cue, CueName, Line, Rundown, Script, Story
from bulletin.script.lines import PARAGRAPH_PAUSE_MS, SENTENCE_PAUSE_MS, STORY_PAUSE_MS, LineMaker
from bulletin.script.speakable import Knowledge, Lexicon
from bulletin.script.telling import Manner, headline_at_the_top, tell
from bulletin.script.wording import (
    Wording,
    clock_words,
    day_words,
    fill,
    greeting,
    next_words,
    read_wording,
)

_FEWEST_HEADLINES = 2


def write_script(
    rundown: Rundown,
    *,
    station_name: str,
    day: datetime,
    voices: Sequence[str],
    place: str = "",
    airs_at: datetime | None = None,
    next_at: datetime | None = None,
    wording: Wording | None = None,
    lexicon: Lexicon | None = None,
    knowledge: Knowledge | None = None,
    headlines: int = 0,
    quotations: str = "",
    is_sombre: bool = False,
    has_time_signal: bool = False,
) -> Script:
    """
    Write everything the listener will hear, in order.

    Args:
        rundown: The stories; one of which nothing can be said is passed over.
        station_name: As it is spoken.
        day: The day the bulletin speaks of, in the station's zone.
        voices: At least one; newsreaders alternate by story.
        place: For wordings that name it.
        airs_at: When it airs, only where that is certain: the hour and a greeting are then spoken.
        next_at: When the next bulletin airs, where that is known; the close names it.
        wording: The station's; the packaged one otherwise.
        lexicon: The station's pronunciations.
        knowledge: The tables that say how numbers and initials are read; the packaged British ones otherwise.
        headlines: How many are read at the top.
        quotations: The voice that reads what somebody said; empty is the newsreader's own.
        is_sombre: In mourning: a quiet sound ahead, and none between the stories.
        has_time_signal: Whether it begins with one, which ends when the bulletin airs.

    Returns:
        Cues and lines with pauses; every line of a story has its trace.
    """
    maker = LineMaker(lexicon=lexicon, knowledge=knowledge)
    return _Writer(
        voices=voices,
        manner=Manner(wording=wording or read_wording(), maker=maker, quotations=quotations),
        values={"station": station_name, "place": place, **day_words(airs_at or day)},
        day=day,
        airs_at=airs_at,
        next_at=next_at,
        headlines=headlines,
        is_sombre=is_sombre,
        has_time_signal=has_time_signal,
    ).write(rundown)


class _Writer:
    def __init__(
        self,
        *,
        voices: Sequence[str],
        manner: Manner,
        values: dict[str, str],
        day: datetime,
        airs_at: datetime | None,
        next_at: datetime | None,
        headlines: int,
        is_sombre: bool,
        has_time_signal: bool,
    ) -> None:
        self._voices = voices
        self._manner = manner
        self._wording = manner.wording
        self._values = values
        self._day = day
        self._airs_at = airs_at
        self._next_at = next_at
        self._headlines = headlines
        self._is_sombre = is_sombre
        self._has_time_signal = has_time_signal

    def write(self, rundown: Rundown) -> Script:
        opening = CueName.SOMBRE if self._is_sombre else CueName.OPENING
        top = self._at_the_top(rundown.stories)
        items: list[Line | Cue] = [
            *([Cue(name=CueName.PIPS, pause_after_ms=0)] if self._has_time_signal else []),
            Cue(name=opening, pause_after_ms=STORY_PAUSE_MS),
            *self._opening(),
            *top,
            *self._stories(rundown.stories, announced={line.story for line in top if line.story}),
            *self._close(),
        ]
        ending = CueName.SOMBRE if self._is_sombre else CueName.CLOSE
        return Script(items=(*items, Cue(name=ending, pause_after_ms=0)))

    def _opening(self) -> Iterator[Line]:
        voice = self._voices[0]
        if self._airs_at is None:
            yield from self._own(self._wording.opening, voice, STORY_PAUSE_MS)
        else:
            yield from self._own(greeting(self._wording, self._airs_at), voice, SENTENCE_PAUSE_MS)
            time = clock_words(self._airs_at)
            yield from self._own(self._wording.opening_at, voice, STORY_PAUSE_MS, time=time)
        yield from self._own(self._wording.disclosure, voice, STORY_PAUSE_MS)

    def _at_the_top(self, stories: Sequence[Story]) -> list[Line]:
        """The first headlines that can be said, where there are two or more of them."""
        voice = self._voices[0]
        news = [story for story in stories if story.block in (BlockKind.NEWS, BlockKind.LIGHT)]
        found = [headline_at_the_top(story, voice=voice, maker=self._manner.maker) for story in news]
        said = [line for line in found if line][: self._headlines]
        if len(said) < _FEWEST_HEADLINES:
            return []
        return [*self._own(self._wording.headlines, voice, SENTENCE_PAUSE_MS), *said]

    def _stories(self, stories: Sequence[Story], *, announced: set[str]) -> Iterator[Line | Cue]:
        told = linked = 0
        part = BlockKind.NEWS
        for story in stories:
            voice = self._voices[told % len(self._voices)]
            lines = tell(
                story,
                voice=voice,
                manner=self._manner,
                values=self._values,
                told_headline=story.id in announced,
            )
            if not lines:
                continue
            if told and not self._is_sombre:
                yield Cue(name=CueName.SEPARATOR, pause_after_ms=STORY_PAUSE_MS)
            if story.block is not part:
                yield from self._own(self._introduction(story.block), voice, PARAGRAPH_PAUSE_MS)
            elif story.update:
                yield from self._own(self._wording.update, voice, PARAGRAPH_PAUSE_MS)
            elif part is BlockKind.NEWS and told:
                link = list(self._own(self._link(told, linked), voice, PARAGRAPH_PAUSE_MS))
                linked += len(link)
                yield from link
            yield from lines
            told, part = told + 1, story.block

    def _introduction(self, part: BlockKind) -> str:
        words = {
            BlockKind.NOTICES: self._wording.notices,
            BlockKind.WEATHER: self._wording.weather,
            BlockKind.WHATS_ON: self._wording.whats_on,
            BlockKind.LIGHT: self._wording.light,
            BlockKind.RECORDED: self._wording.recorded,
        }
        return words.get(part, "")

    def _link(self, told: int, linked: int) -> str:
        """The next link, none of them twice; which is the first changes from bulletin to bulletin."""
        links, every = self._wording.links, self._wording.link_every
        if not every or told % every or linked >= len(links):
            return ""
        return links[(self._day.toordinal() * 24 + self._day.hour + linked) % len(links)]

    def _close(self) -> Iterator[Line]:
        coming = next_words(self._next_at, self._day) if self._next_at else ""
        words = self._wording.close_next if coming and self._wording.close_next else self._wording.close
        yield from self._own(words, self._voices[0], STORY_PAUSE_MS, next=coming)

    def _own(self, words: str, voice: str, pause_ms: int, **values: str) -> Iterator[Line]:
        """A line of ours; an empty wording says nothing."""
        text = fill(words, **self._values, **values)
        if text:
            yield self._manner.maker.line(text, voice=voice, pause_after_ms=pause_ms)
