"""Write the script: opening, stories, links and close, one line a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bulletin.model import Cue, CueName, Dialect, Line, Rundown, Script, Story, Trace
from bulletin.script.headline import spoken_headline
from bulletin.script.quotation import Attributor
from bulletin.script.speakable import Knowledge, Lexicon, render, tokenise
from bulletin.script.wording import Wording, clock_words, day_words, fill, greeting, read_wording

# Pauses as newsreaders make them; a listener takes one of over 0.8 s for the end.
SENTENCE_PAUSE_MS = 350
PARAGRAPH_PAUSE_MS = 550
STORY_PAUSE_MS = 700


def write_script(
    rundown: Rundown,
    *,
    station_name: str,
    day: datetime,
    voices: Sequence[str],
    place: str = "",
    airs_at: datetime | None = None,
    wording: Wording | None = None,
    lexicon: Lexicon | None = None,
    knowledge: Knowledge | None = None,
    is_sombre: bool = False,
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
        wording: The station's; the packaged one otherwise.
        lexicon: The station's pronunciations.
        knowledge: The tables that say how numbers and initials are read; the packaged British ones otherwise.

        is_sombre: In mourning: a quiet sound ahead, and none between the stories.

    Returns:
        Cues and lines with pauses; every line of a story has its trace.
    """
    return _Writer(
        voices=voices,
        wording=wording or read_wording(),
        lexicon=lexicon,
        knowledge=knowledge,
        values={"station": station_name, "place": place, **day_words(airs_at or day)},
        airs_at=airs_at,
        is_sombre=is_sombre,
    ).write(rundown)


class _Writer:
    def __init__(
        self,
        *,
        voices: Sequence[str],
        wording: Wording,
        lexicon: Lexicon | None,
        knowledge: Knowledge | None,
        values: dict[str, str],
        airs_at: datetime | None,
        is_sombre: bool,
    ) -> None:
        self._is_sombre = is_sombre
        self._voices = voices
        self._wording = wording
        self._lexicon = lexicon
        self._knowledge = knowledge
        self._values = values
        self._airs_at = airs_at

    def write(self, rundown: Rundown) -> Script:
        opening = CueName.SOMBRE if self._is_sombre else CueName.OPENING
        items: list[Line | Cue] = [Cue(name=opening, pause_after_ms=STORY_PAUSE_MS), *self._opening()]
        told = 0
        for story in rundown.stories:
            voice = self._voices[told % len(self._voices)]
            lines = list(self._story(story, voice))
            if not lines:
                continue
            if told and not self._is_sombre:
                items.append(Cue(name=CueName.SEPARATOR, pause_after_ms=STORY_PAUSE_MS))
            if told:
                items += self._link(told, voice)
            items += lines
            told += 1
        close = self._own(self._wording.close, self._voices[0], STORY_PAUSE_MS)
        ending = CueName.SOMBRE if self._is_sombre else CueName.CLOSE
        return Script(items=(*items, *close, Cue(name=ending, pause_after_ms=0)))

    def _opening(self) -> Iterator[Line]:
        voice = self._voices[0]
        if self._airs_at is None:
            yield from self._own(self._wording.opening, voice, STORY_PAUSE_MS)
            return
        yield from self._own(greeting(self._wording, self._airs_at), voice, SENTENCE_PAUSE_MS)
        time = clock_words(self._airs_at)
        yield from self._own(self._wording.opening_at, voice, STORY_PAUSE_MS, time=time)

    def _link(self, told: int, voice: str) -> Iterator[Line]:
        links, every = self._wording.links, self._wording.link_every
        if links and every and told % every == 0:
            yield from self._own(links[(told // every - 1) % len(links)], voice, PARAGRAPH_PAUSE_MS)

    def _own(self, words: str, voice: str, pause_ms: int, **values: str) -> Iterator[Line]:
        """A line of ours; an empty wording says nothing."""
        text = fill(words, **self._values, **values)
        if text:
            yield self._line(text, voice=voice, pause_after_ms=pause_ms)

    def _story(self, story: Story, voice: str) -> Iterator[Line]:
        body = [group for group in self._passages(story, voice) if group]
        if not body:
            return
        source = story.article.site or story.article.source
        yield from self._own(self._wording.attribution, voice, SENTENCE_PAUSE_MS, source=source)
        headline = spoken_headline(story.headline, " ".join(line.text for line in body[0]))
        if headline:
            trace = Trace(article=story.article.id, headline=True)
            yield self._line(
                headline, voice=voice, pause_after_ms=PARAGRAPH_PAUSE_MS, story=story.id, trace=trace
            )
        for group in body[:-1]:
            yield from _ending(group, PARAGRAPH_PAUSE_MS)
        yield from _ending(body[-1], STORY_PAUSE_MS)

    def _passages(self, story: Story, voice: str) -> Iterator[list[Line]]:
        attributor = Attributor(story.article.texts, goes_on=self._wording.goes_on)
        for passage in story.passages:
            yield [
                self._line(
                    said.text,
                    voice=voice,
                    pause_after_ms=SENTENCE_PAUSE_MS,
                    story=story.id,
                    trace=Trace(article=story.article.id, paragraphs=said.paragraphs),
                    edits=said.edits,
                )
                for said in attributor.say(passage)
            ]

    def _line(
        self,
        text: str,
        *,
        voice: str,
        pause_after_ms: int,
        story: str | None = None,
        trace: Trace | None = None,
        edits: tuple[str, ...] = (),
    ) -> Line:
        tokens = tokenise(text, lexicon=self._lexicon, knowledge=self._knowledge)
        return Line(
            text=text,
            spoken=render(tokens, Dialect.PLAIN),
            tokens=tokens,
            voice=voice,
            pause_after_ms=pause_after_ms,
            story=story,
            trace=trace,
            edits=edits,
        )


def _ending(lines: Sequence[Line], pause_ms: int) -> Iterator[Line]:
    """The lines of one passage, the last with the pause that follows it."""
    yield from lines[:-1]
    yield replace(lines[-1], pause_after_ms=pause_ms)
