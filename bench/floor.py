"""Compare `bulletin make` with the floor: the cheapest way to speak, join, level and encode the same stories.

    python bench/floor.py [--floor PATH] [--stories 2 10 60] [--runs 5] [--engine pyttsx3]

Both speak with espeak-ng's en-gb voice at 175 words a minute and encode 44.1 kHz mono at 128 kbit/s. Runs
alternate, no clip is in the cache, and the least of the runs counts. Memory is that of the whole process
tree, shared pages counted once; in brackets, once for each process. Needs Linux, bash, espeak-ng and ffmpeg.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stories import change_story, write_stories
from watch import Cost, watch

PROJECT = Path(__file__).resolve().parents[1]
FLOOR = PROJECT.parent / "shared" / "bench" / "floor.sh"
HEAD = """
| stories | audio | floor wall | ours wall | ratio a second of audio | CPU ratio | memory | after a change |
|---|---|---|---|---|---|---|---|"""
STATION = """
[[programme]]
name = "bench"
length = "{length}"
voices = ["bench"]
"""
VOICE = """
label = "espeak-ng en-gb, 175 words a minute"
engine = "{engine}"
voice = "gmw/en"
rate = 175
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The best of one side's runs."""

    cost: Cost
    audio_s: float

    @property
    def wall_per_audio_s(self) -> float:
        """Wall seconds for each second of audio."""
        return self.cost.wall_s / self.audio_s


def main() -> None:
    """Run the comparison and print it as a table."""
    options = _options()
    rows = []
    for count in options.stories:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(_compare(Path(folder), count, options))
            print(rows[-1], flush=True)
    print(HEAD)
    print("\n".join(rows))
    print(f"\n`bulletin --help`: {_help_s(options.runs):.3f} s")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--floor", type=Path, default=FLOOR)
    parser.add_argument("--stories", type=int, nargs="+", default=[2, 10, 60])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--engine", default="pyttsx3")
    options = parser.parse_args()
    if not options.floor.is_file():
        raise SystemExit(f"There is no {options.floor}. Give the reference script with --floor.")
    return options


def _compare(folder: Path, count: int, options: argparse.Namespace) -> str:
    texts = folder / "texts"
    write_stories(texts, count)
    _write_station(folder, count, options.engine)
    floors, ours = [], []
    for _ in range(options.runs):
        floors.append(_run_floor(folder, texts, options.floor))
        ours.append(_run_ours(folder, texts))
    floor, our = (min(sides, key=lambda side: side.cost.wall_s) for sides in (floors, ours))
    allowed_mib = 150 + 2 * our.audio_s / 60
    weighed = _run_ours(folder, texts, weigh=True).cost
    fresh = _fresh_after_a_change(folder, texts)
    wall_ratio = our.wall_per_audio_s / floor.wall_per_audio_s
    cpu_ratio = (our.cost.cpu_s / our.audio_s) / (floor.cost.cpu_s / floor.audio_s)
    return (
        f"| {count} | {our.audio_s / 60:.1f} min | {floor.cost.wall_s:.2f} s | {our.cost.wall_s:.2f} s "
        f"| {wall_ratio:.2f} ({our.cost.wall_s - floor.cost.wall_s:+.2f} s) | {cpu_ratio:.2f} "
        f"| {weighed.peak_once_mib:.0f} of {allowed_mib:.0f} MiB ({weighed.peak_mib:.0f}) | {fresh} |"
    )


def _write_station(folder: Path, count: int, engine: str) -> None:
    (folder / "voices").mkdir()
    # More time than there is material: every sentence of every story is spoken, as by the floor.
    minutes = min(count * 2 + 1, 180)
    (folder / "bulletin.toml").write_text(STATION.format(length=f"{minutes}:00"), encoding="utf-8")
    (folder / "voices" / "bench.toml").write_text(VOICE.format(engine=engine), encoding="utf-8")


def _run_floor(folder: Path, texts: Path, script: Path) -> Side:
    out = folder / "floor.mp3"
    env = {**os.environ, "LOUD": "gain", "VOICE": "en-gb", "WPM": "175"}
    cost = watch(["bash", str(script), str(texts), str(out)], env=env, cwd=folder)
    return Side(cost=cost, audio_s=_seconds(out))


def _run_ours(folder: Path, texts: Path, *, weigh: bool = False) -> Side:
    shutil.rmtree(folder / "cache", ignore_errors=True)
    cost = watch(_make(folder, texts), env=_env(folder), cwd=folder, weigh=weigh)
    return Side(cost=cost, audio_s=_live(folder)["duration_s"])


def _fresh_after_a_change(folder: Path, texts: Path) -> str:
    lines = len(_live(folder)["lines"])
    change_story(texts, 0)
    watch(_make(folder, texts), env=_env(folder), cwd=folder)
    note = next((note for note in _live(folder)["notes"] if "spoken anew" in note), "not told")
    return f"{lines} lines; one story changed: {note}"


def _make(folder: Path, texts: Path) -> list[str]:
    return [str(Path(sys.executable).parent / "bulletin"), "make", str(texts), "--station", str(folder)]


def _env(folder: Path) -> dict[str, str]:
    # An installed program has its bytecode; without it Python reads all of ours anew in every run, 0.3 s.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**env, "BULLETIN_CACHE": str(folder / "cache")}


def _live(folder: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((folder / "output/bench/latest.json").read_text(encoding="utf-8"))
    return record


def _seconds(audio: Path) -> float:
    argv = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(audio)]
    return float(subprocess.run(argv, capture_output=True, text=True, check=True).stdout)


def _help_s(runs: int) -> float:
    argv = [str(Path(sys.executable).parent / "bulletin"), "--help"]
    return min(watch(argv, env=dict(os.environ), cwd=PROJECT).wall_s for _ in range(runs))


if __name__ == "__main__":
    main()
