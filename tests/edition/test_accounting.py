"""Every scripted line is provably in the audio: what is dropped, swapped or cut is found, each time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from bulletin.audio.samples import Samples
from bulletin.edition.accounting import compare, find_edition
from bulletin.edition.ordering import read_voices
from bulletin.errors import MisuseError
from bulletin.master.ffmpeg import Decoded, decode
from bulletin.master.tape import Tape
from bulletin.model import Clip, Line
from bulletin.speak import speak
from bulletin.speak.voices import at_tempo
from tests.audio.sounds import encode_as_found
from tests.support.cli import bulletin

KINDS = ("drop", "swap", "cut the end", "cut the start", "cut a word")
WORD_S = 0.3
MAKE = (
    "make",
    "--demo",
    "--engine",
    "espeak",
    "--length",
    "1:00",
    "--voice",
    "newsreader",
    "--voice",
    "second",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An edition, decoded, with its lines and their clips."""

    folder: Path
    sound: Samples
    rate_hz: int
    lines: Sequence[Line]
    clips: Sequence[Clip]

    def check(self, sound: Samples, *, near: Line | None = None) -> tuple[str, ...]:
        decoded = Decoded(rate_hz=self.rate_hz, channels=1, blocks=iter(np.array_split(sound, 7)))
        first = max(0, self.lines.index(near) - 1) if near else 0
        last = first + 3 if near else len(self.lines)
        missing, unsure = compare(self.lines[first:last], self.clips[first:last], Tape(decoded))
        assert not unsure
        return missing

    def frames(self, line: Line) -> tuple[int, int]:
        assert line.start_s is not None and line.end_s is not None
        return round(line.start_s * self.rate_hz), round(line.end_s * self.rate_hz)


@pytest.fixture(scope="module", params=["stream", pytest.param("bedside", marks=pytest.mark.slow)])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make one; bedside is equalised and has music under it."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "bulletin.toml").write_text(
        f'[level]\nprofile = "{request.param}"\n[sound]\nbed = {str(request.param == "bedside").lower()}\n',
        encoding="utf-8",
    )
    # No capsys here: it belongs to single tests.
    from bulletin.cli.main import run_command

    assert run_command([*MAKE, "--station", str(folder)]) == 0
    audio, edition = find_edition(folder / "output" / "bulletin" / "latest.mp3")
    _, voices, cache = read_voices(["newsreader", "second"], engine="espeak", station=folder)
    with ThreadPoolExecutor(2) as executor:
        spoken = speak(
            edition.script.lines,
            voices=at_tempo(voices, edition.tempo),
            render_line=lambda line, _: line.given or "",
            executor=executor,
            cache=cache,
        )
    with decode(audio, timeout_s=60) as decoded:
        sound = np.concatenate(list(decoded.blocks))
    return Made(
        folder=folder,
        sound=sound,
        rate_hz=decoded.rate_hz,
        lines=edition.script.lines,
        clips=list(spoken.clips),
    )


def damaged(made: Made, *, seed: int) -> tuple[Samples, Line]:
    """The programme with one fault in it, and the line that has it."""
    dice = random.Random(seed)
    sound, kind = made.sound.copy(), KINDS[seed % len(KINDS)]
    if kind == "swap":
        first, second = dice.choice(list(pairwise(made.lines)))
        (a, b), (c, d) = made.frames(first), made.frames(second)
        return np.concatenate([sound[:a], sound[c:d], sound[b:c], sound[a:b], sound[d:]]), first
    line = dice.choice([one for one in made.lines if (one.end_s or 0) - (one.start_s or 0) > 2 * WORD_S])
    start, end = made.frames(line)
    word = round(WORD_S * made.rate_hz)
    # Where the voice sounds: a rest that is cut out is nothing that a listener misses.
    upto = np.cumsum(np.abs(sound[start:end]))
    loud = int((upto[word:] - upto[:-word]).argmax())
    from_to = {
        "drop": (start, end),
        "cut the end": (end - round(dice.uniform(0.25, 0.6) * (end - start)), end),
        "cut the start": (start, start + round(dice.uniform(0.25, 0.6) * (end - start))),
        "cut a word": (start + loud, start + loud + word),
    }[kind]
    sound[slice(*from_to)] = 0.0
    return sound, line


def test_every_line_of_a_sound_edition_is_found(made: Made) -> None:
    assert made.check(made.sound) == ()


def test_one_fault_is_found_in_a_hundred_of_a_hundred_editions(made: Made) -> None:
    for seed in range(50):  # of each of the two editions
        sound, line = damaged(made, seed=seed)

        missing = made.check(sound, near=line)

        assert any(line.text[:50] in told for told in missing), (seed, KINDS[seed % len(KINDS)], line.text)


def test_a_programme_that_is_played_too_early_is_not_in_its_place(made: Made) -> None:
    assert len(made.check(made.sound[round(0.2 * made.rate_hz) :])) == len(made.lines)


def test_the_command_tells_which_line_is_gone(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sound, line = damaged(made, seed=0)
    broken = encode_as_found(made.folder / "output" / "bulletin" / "broken.mp3", sound, rate_hz=made.rate_hz)
    live = made.folder / "output" / "bulletin" / "latest.mp3"

    whole = bulletin(capsys, "measure", live, "--edition", "--station", made.folder)
    told = bulletin(capsys, "measure", broken, "--edition", "--station", made.folder)

    assert f"{len(made.lines)} of {len(made.lines)} lines are there" in whole.out
    assert whole.status == 0
    assert line.text[:40] in told.out
    assert ": it is not " in told.out  # there, or not whole
    assert told.status == 1


def test_a_file_that_is_no_edition_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(MisuseError, match="There is no edition beside"):
        find_edition(tmp_path / "song.mp3")
