"""How much sooner two workers have spoken than one, with an engine that is all computing, as neural ones are.

    python bench/parallel.py [--stories 4] [--runs 5] [--engine labouring] [--voice low]

Lines of invented stories, no clip in the cache, engines warm; runs alternate and the least counts. The engine
comes from the tests; with `--engine piper --voice NAME` it is a real one. Exits with 1 when two workers are
not 1.7 times as quick; give it two idle cores.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from stories import write_stories

from bulletin.model import Line, Voice
from bulletin.speak import rest, speak

ADDED = Path(__file__).resolve().parents[1] / "tests" / "speak" / "added"
TIMES = 1.7


def main() -> int:
    """Speak them by one and by two workers, and print the ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--stories", type=int, default=4)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--engine", default="labouring")
    parser.add_argument("--voice", default="low")
    options = parser.parse_args()
    sys.path.insert(0, str(ADDED))
    os.environ["PYTHONPATH"] = str(ADDED)
    voice = Voice(name="reader", label="", engine=options.engine, voice=options.voice, rate_wpm=165)
    with tempfile.TemporaryDirectory() as folder:
        lines = _lines(Path(folder), options.stories)
        took: dict[int, list[float]] = {1: [], 2: []}
        for run in range(options.runs + 1):  # the first of each starts its workers, and does not count
            for workers, seconds in took.items():
                seconds.append(_spoken_s(lines, voice, workers, Path(folder) / f"cache-{run}-{workers}"))
    rest()
    one_s, two_s = (min(took[workers][1:]) for workers in (1, 2))
    print("| lines | one worker, s | two workers, s | times as quick |\n|---|---|---|---|")
    print(f"| {len(lines)} | {one_s:.2f} | {two_s:.2f} | {one_s / two_s:.2f} |")
    return int(one_s / two_s < TIMES)


def _lines(folder: Path, stories: int) -> list[Line]:
    write_stories(folder / "texts", stories)
    texts = [path.read_text(encoding="utf-8") for path in sorted((folder / "texts").glob("*.txt"))]
    sentences = [sentence for text in texts for sentence in text.strip().split("\n\n")[1:]]
    return [
        Line(text=text, spoken=text, tokens=(), voice="reader", pause_after_ms=300, story="a")
        for text in sentences
    ]


def _spoken_s(lines: list[Line], voice: Voice, workers: int, cache: Path) -> float:
    with ThreadPoolExecutor(workers) as executor:
        began = time.perf_counter()
        speak(
            lines,
            voices={voice.name: voice},
            render_line=lambda line, _: line.text,
            executor=executor,
            cache=cache,
        )
        return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
