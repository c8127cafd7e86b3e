"""Master varied programmes to every profile and MP3 format, and read the decoded files with ffmpeg's ebur128.

    python bench/levels.py [--programmes 20] [--formats mp3 mp3-64k mp3-stereo mp3-192k-stereo]

A programme is 3 to 8 invented sentences by one to three espeak-ng voices, as much as 15 dB apart, with and
without music. "Apart" is how much louder the loudest of its voices and sounds is than the softest, in the
decoded file and where no music lies under them. Exits with 1 when a file is over 0.2 LU off its target, its
true peak over -1 dBTP, or its voices and sounds over 1 LU apart.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
from stories import write_stories

from bulletin.audio.loudness import integrated_loudness
from bulletin.audio.samples import Samples, from_pcm, ratio, to_pcm
from bulletin.config.level import profiles
from bulletin.master.ffmpeg import decode
from bulletin.master.measure import measure_with_ffmpeg
from bulletin.master.programme import master
from bulletin.master.sounds import Sounds
from bulletin.master.tags import Tags
from bulletin.model import Clip, Cue, CueName, Line, Script, Voice
from bulletin.speak import speak

VOICES = (
    "gmw/en-gb-x-rp",
    "gmw/en-gb-x-rp+f4",
    "gmw/en",
    "gmw/en-gb-scotland+m3",
    "gmw/en-us+f2",
    "gmw/en-gb-x-rp+m7",
)
MP3 = ("mp3", "mp3-64k", "mp3-stereo", "mp3-192k-stereo")
OFF_LU, PEAK_DBTP, APART_LU = 0.2, -1.0, 1.0
HEAD = "| profile | format | programmes | most off, LU | highest peak, dBTP | most apart, LU | off |"


def main() -> int:
    """Make them all, print a row for each profile and format."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--programmes", type=int, default=20)
    parser.add_argument("--formats", nargs="+", default=list(MP3))
    options = parser.parse_args()
    print(f"{HEAD}\n{'|---' * 7}|")
    bad = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as executor:
        write_stories(Path(folder) / "texts", 8)
        texts = [text for path in sorted(Path(folder).glob("texts/*.txt")) for text in _sentences(path)]
        made = [_programme(seed, texts, Path(folder), executor) for seed in range(options.programmes)]
        for profile in profiles().values():
            for form in options.formats:
                off, peaks, apart = [], [], []
                for number, (script, clips) in enumerate(made):
                    out = Path(folder) / "out.mp3"
                    sounds = Sounds(has_bed=number % 3 == 0)
                    tags = Tags(title="Level")
                    done = master(
                        script, clips, out=out, tags=tags, profile=profile, sounds=sounds, format=form
                    )
                    heard = measure_with_ffmpeg(out)
                    off.append(abs(heard.loudness_lufs - profile.target_lufs))
                    peaks.append(heard.true_peak_dbtp)
                    apart.append(0.0 if sounds.has_bed else _apart_lu(out, done.script))
                faults = sum(
                    one > OFF_LU + 0.001 or peak > PEAK_DBTP or between > APART_LU
                    for one, peak, between in zip(off, peaks, apart, strict=True)
                )
                bad += faults
                told = (
                    profile.name,
                    form,
                    len(made),
                    f"{max(off):.1f}",
                    f"{max(peaks):.1f}",
                    f"{max(apart):.2f}",
                )
                print(f"| {' | '.join(map(str, (*told, faults)))} |", flush=True)
    return 1 if bad else 0


def _apart_lu(file: Path, script: Script) -> float:
    """How far apart the voices and sounds of a file are, each taken together from all its segments."""
    with decode(file, timeout_s=60) as sound:
        heard, rate_hz = np.concatenate(list(sound.blocks)), sound.rate_hz
    segments: dict[str, list[Samples]] = {}
    for item in script:
        name = item.voice if isinstance(item, Line) else item.name
        part = heard[round((item.start_s or 0) * rate_hz) : round((item.end_s or 0) * rate_hz)]
        segments.setdefault(name, []).append(part)
    loudness = [integrated_loudness(np.concatenate(parts), rate_hz=rate_hz) for parts in segments.values()]
    return max(loudness) - min(loudness)


def _sentences(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").strip().split("\n\n")[1:]


def _programme(
    seed: int, texts: list[str], folder: Path, executor: Executor
) -> tuple[Script, dict[int, Clip]]:
    dice = random.Random(seed)
    names = dice.sample(VOICES, dice.randint(1, 3))
    chosen = dice.sample(texts, dice.randint(3, 8))
    lines = [
        Line(text=text, spoken=text, tokens=(), voice=dice.choice(names), pause_after_ms=400, story="a")
        for text in chosen
    ]
    known = {
        name: Voice(name=name, label=name, engine="espeak", voice=name, rate_wpm=dice.randint(140, 190))
        for name in names
    }
    spoken = speak(
        lines, voices=known, render_line=lambda line, _: line.text, executor=executor, cache=folder
    )
    softer = {name: np.float32(ratio(-dice.uniform(0, 15))) for name in names}
    items: list[Line | Cue] = [Cue(name=CueName.OPENING, pause_after_ms=600)]
    clips: dict[int, Clip] = {}
    for line, clip in zip(lines, spoken.clips, strict=True):
        clips[len(items)] = replace(clip, pcm=to_pcm(from_pcm(clip.pcm) * softer[line.voice]))
        items.append(line)
    return Script(items=(*items, Cue(name=CueName.CLOSE, pause_after_ms=0))), clips


if __name__ == "__main__":
    sys.exit(main())
