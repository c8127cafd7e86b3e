"""Pace: how long a voice takes for words, learnt from a short passage that it speaks once."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from bulletin.errors import EngineError
from bulletin.model import Clip, Voice
from bulletin.speak.cache import ClipCache, Clips
from bulletin.speak.casting import Cast, cast_voice, no_voice_left
from bulletin.speak.job import key_of, render
from bulletin.speak.voices import find_voice
from bulletin.system.files import require_folder

log = logging.getLogger(__name__)

PASSAGE = Path(__file__).with_name("passage.txt")
LIGHT_WORDS = Path(__file__).with_name("light_words.txt")

# Seconds each, fitted on 2,012 news sentences spoken by espeak-ng 1.52, en-gb-x-rp at 160, edges trimmed. On
# 988 sentences of other articles: 3.7 % mean error a sentence, 10 % at the 95th percentile; over random
# two-minute bulletins 0.9 % standard deviation, 1.7 % at the 95th. Letters alone: 6, 16, 1.5 and 3 %;
# letters, words and stops: 4.2, 11, 1.0 and 2.0 %.
CONSONANT_S = 0.0777
GLIDE_S = 0.0457
VOWEL_S = 0.0413
WORD_S = 0.0914
LIGHT_WORD_S = WORD_S - 0.0511
COMMA_S = 0.2792
STOP_S = 0.1538
# "N H S": 0.15 to 0.20 s a letter.
SPELLED_LETTER_S = 0.165

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SPELLED = re.compile(r"[B-HJ-Z]")
# Inside a sentence; what ends it is followed by silence, which is trimmed.
STOP = re.compile(r"[;:()]|\s[-–—]\s|[.?!](?=.)")
CLOSING = "\"'”’ "
# From letters to something like sounds: doubled letters, silent ones, and pairs that are one sound.
SOUNDS = (
    (re.compile(r"['’]"), ""),
    (re.compile(r"(.)\1"), r"\1"),
    (re.compile(r"igh"), "i"),
    (re.compile(r"gh"), ""),
    (re.compile(r"th|sh|ch|ph|wh|ck|qu|ng|kn|wr"), "t"),
    (re.compile(r"(?<=[a-z]{2}[^aeiouy])e(?=s?$)"), ""),
    (re.compile(r"(?<=[^dt])ed$"), "d"),
)
VOWELS = re.compile(r"[aeiouy]+")
GLIDES = re.compile(r"[hrw]")
CONSONANTS = re.compile(r"[^aeiouyhrw]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """A voice's pace."""

    voice: str
    """Name of the profile that was measured: the one asked for, or its fallback."""
    scale: float
    """This voice's time over that of the fitted one."""

    def seconds(self, spoken: str) -> float:
        """Estimate the length of a line from its plain spoken text, without silence at the edges."""
        return self.scale * _fitted_seconds(spoken)


def measure_pace(voice: Voice, *, voices: Mapping[str, Voice], executor: Executor, cache: Path) -> Pace:
    """
    Let a voice speak the passage, once for each cache, and learn its pace.

    Args:
        voice: A profile; when it fails its fallback is measured, for that one will speak.
        voices: The profiles by name.
        executor: Runs the speaking, as for `speak`.
        cache: Folder of the clips.

    Raises:
        MisuseError: Its engine does not exist, or the cache cannot be written.
        EngineError: The voice failed and has no fallback left.
    """
    require_folder(cache)
    tried = {voice.name}
    while True:
        try:
            return Pace(voice=voice.name, scale=_measure_scale(cast_voice(voice), executor, cache))
        except EngineError as error:
            if voice.fallback is None or voice.fallback in tried:
                raise no_voice_left(voice.name, error) from error
            log.info('The pace of "%s" cannot be measured: %s', voice.name, error)
            tried.add(voice.fallback)
            voice = find_voice(voices, voice.fallback)


def _measure_scale(cast: Cast, executor: Executor, cache: Path) -> float:
    jobs = [cast.job(sentence, cache=cache) for sentence in _passage()]
    clips = ClipCache(cache)
    # A warm cache costs ten small reads, and no engine is started.
    missing = [job for job in jobs if clips.find(key_of(job)) is None]
    for future in [executor.submit(render, job) for job in missing]:
        future.result()
    took = sum(heard_seconds(clip) for clip in Clips(clips, [key_of(job) for job in jobs]))
    return took / sum(_fitted_seconds(sentence) for sentence in _passage())


def heard_seconds(clip: Clip) -> float:
    """Measure what of a clip the timeline will keep."""
    from bulletin.audio.samples import from_pcm
    from bulletin.audio.trim import sounding

    first, last = sounding(from_pcm(clip.pcm), rate_hz=clip.rate_hz)
    return (last - first) / clip.rate_hz


@cache
def _passage() -> tuple[str, ...]:
    """Read the passage: no digits and no symbols, so that it is its own spelling in every dialect."""
    return tuple(PASSAGE.read_text("utf-8").splitlines())


@cache
def _light_words() -> frozenset[str]:
    """Read the words that are said in passing."""
    return frozenset(LIGHT_WORDS.read_text("utf-8").split())


def _fitted_seconds(spoken: str) -> float:
    """Add up what each part of a line takes in the fitted voice."""
    return (
        sum(_word_seconds(word) for word in WORD.findall(spoken))
        + COMMA_S * spoken.count(",")
        + STOP_S * len(STOP.findall(spoken.rstrip(CLOSING)))
    )


# News repeats itself: half of a bulletin's words are among a few hundred.
@lru_cache(maxsize=20_000)
def _word_seconds(word: str) -> float:
    if SPELLED.fullmatch(word):
        return SPELLED_LETTER_S
    written = sounds = word.casefold()
    for pattern, sound in SOUNDS:
        sounds = pattern.sub(sound, sounds)
    return (
        (LIGHT_WORD_S if written in _light_words() else WORD_S)
        + VOWEL_S * len(VOWELS.findall(sounds))
        + GLIDE_S * len(GLIDES.findall(sounds))
        + CONSONANT_S * len(CONSONANTS.findall(sounds))
    )
