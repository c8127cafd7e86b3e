"""Lines: speak a script's lines, each by its voice or, where that fails, by the voice's fallback."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, field, replace
from pathlib import Path

from bulletin.errors import EngineError
from bulletin.model import Clip, Dialect, Line, Skipped, Voice
from bulletin.speak.cache import ClipCache, ClipKey, Clips
from bulletin.speak.casting import Cast, cast_voice, no_voice_left
from bulletin.speak.job import SpeakJob, key_of, render
from bulletin.speak.voices import find_voice
from bulletin.system.files import require_folder

log = logging.getLogger(__name__)

RenderLine = Callable[[Line, Dialect], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Lines and their clips, one for one and in order."""

    lines: tuple[Line, ...]
    """With what the engine was given, and the voice that really spoke."""
    clips: Sequence[Clip]
    """Read from the cache whenever one is asked for, so that an hour of speech stays on disk."""
    engines: tuple[str, ...] = ()
    """Those that spoke, in order of first appearance."""
    skipped: tuple[Skipped, ...] = ()
    """The voices that were given up, and why."""
    fresh: int = 0
    """How many clips were not in the cache."""


def speak(
    lines: Sequence[Line],
    *,
    voices: Mapping[str, Voice],
    render_line: RenderLine,
    executor: Executor,
    cache: Path,
) -> Spoken:
    """
    Speak lines side by side. The engines stay warm for the next call; `rest` closes them.

    A voice that fails a line, after its second try, is given up: its fallback speaks all of its lines, so
    that no story changes voice in the middle, and a hanging engine costs its deadlines once.

    Args:
        lines: In order; `voice` is the name of a profile.
        voices: The profiles by name.
        render_line: Spells a line in an engine's dialect.
        executor: Runs the jobs: threads, or a cluster that shares the cache folder.
        cache: Folder of the clips.

    Raises:
        MisuseError: A voice or engine that does not exist, or a cache that cannot be written.
        EngineError: A voice failed and has no fallback left.
    """
    require_folder(cache)
    clips = ClipCache(cache)
    clips.tidy()
    stage = _Stage(voices=voices, render_line=render_line, executor=executor, cache=clips)
    parts = stage.play(lines, folder=cache)
    keys = tuple(key_of(job) for _, job in parts)
    return Spoken(
        lines=tuple(line for line, _ in parts),
        clips=Clips(clips, keys),
        engines=tuple(dict.fromkeys(job.engine for _, job in parts)),
        skipped=tuple(stage.skipped),
        fresh=len(stage.fresh.intersection(keys)),
    )


Part = tuple[Line, SpeakJob]


@dataclass(slots=True, kw_only=True)
class _Stage:
    """One run: who stands in for whom so far, and which clips are there."""

    voices: Mapping[str, Voice]
    render_line: RenderLine
    executor: Executor
    cache: ClipCache
    ready: set[ClipKey] = field(default_factory=set)
    fresh: set[ClipKey] = field(default_factory=set)
    skipped: list[Skipped] = field(default_factory=list)
    stand_ins: dict[str, str] = field(default_factory=dict)
    casts: dict[str, Cast] = field(default_factory=dict)

    def play(self, lines: Sequence[Line], *, folder: Path) -> list[Part]:
        """Speak every line; go round again whenever a voice had to be given up."""
        while True:
            parts = [self._part(line, folder=folder) for line in lines]
            failed = self._speak({key_of(job): (line.voice, job) for line, job in parts})
            if not failed:
                return parts
            for name, error in failed.items():
                self._give_up(name, error)

    def _part(self, line: Line, *, folder: Path) -> Part:
        cast = self._cast(line.voice)
        given = self.render_line(line, cast.dialect)
        return replace(line, voice=cast.voice.name, given=given), cast.job(given, cache=folder)

    def _cast(self, name: str) -> Cast:
        """Find who speaks for a voice, passing over those that cannot even be started."""
        while True:
            name = self._stand_in(name)
            if name in self.casts:
                return self.casts[name]
            try:
                self.casts[name] = cast_voice(find_voice(self.voices, name))
            except EngineError as error:
                self._give_up(name, error)

    def _stand_in(self, name: str) -> str:
        while name in self.stand_ins:
            name = self.stand_ins[name]
        return name

    def _give_up(self, name: str, error: EngineError) -> None:
        voice = find_voice(self.voices, name)
        fallback = voice.fallback
        if fallback is None or self._stand_in(fallback) == name:
            raise no_voice_left(name, error) from error
        log.info('The voice "%s" is given up: %s', name, error)
        self.stand_ins[name] = fallback
        why = f'{error} The voice "{fallback}" spoke instead. To see what is wrong: bulletin check'
        self.skipped.append(Skipped(what=f'voice "{name}"', why=why))

    def _speak(self, wanted: Mapping[ClipKey, tuple[str, SpeakJob]]) -> dict[str, EngineError]:
        """Fetch the clips that exist and make the others; return the voices that failed, and why."""
        self.ready.update(key for key in wanted.keys() - self.ready if self.cache.find(key) is not None)
        missing = [item for key, item in wanted.items() if key not in self.ready]
        # Voice by voice: the pool then changes the settings of its workers as seldom as can be.
        queue = sorted(missing, key=lambda item: item[0])
        futures = {self.executor.submit(render, job): (name, job) for name, job in queue}
        try:
            failed = self._gather(futures)
        except BaseException:
            for future in futures:
                future.cancel()
            raise
        return failed

    def _gather(self, futures: Mapping[Future[ClipKey], tuple[str, SpeakJob]]) -> dict[str, EngineError]:
        failed: dict[str, EngineError] = {}
        for future in as_completed(futures):
            name, _ = futures[future]
            if future.cancelled():
                continue
            try:
                key = future.result()
            except EngineError as error:
                failed.setdefault(name, error)
                for other, (whose, _) in futures.items():
                    if whose == name:
                        other.cancel()
            else:
                self.ready.add(key)
                self.fresh.add(key)
        return failed
