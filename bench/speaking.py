"""Hold normalisation to its bars on the articles that lie beside the project.

    python bench/speaking.py [--shared DIR]

Prints how many lines keep a digit or sign, are changed by a second pass, or lose their trace; how long a line
takes; what an import costs; and how many lines without figures, capitals and signs were changed at all.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from background import read_texts
from yardsticks import SHARED

from bulletin.script.speakable import speak_text, tokenise

_STOPS = frozenset(".,;:!?'-")
_SENTENCE = re.compile(r"(?<=[.!?]) +")
# Nothing in it that any rule may want: small letters and stops, behind one capital.
_PROSE = re.compile(r"[A-Z]?[a-z]+(?:[ ,]+[a-z]{2,}){2,}[.!?]?")
IMPORT = "import bulletin.script.speakable as s"
FIRST = "s.tokenise('At 8am.')"


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    shared = parser.parse_args().shared
    texts = [*read_texts(shared), *_events(shared)]
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    print(f"articles {len(texts)}, lines {len(lines)}")
    said = [speak_text(line) for line in lines]
    _print("a digit or sign left", [one for one in said if _left(one)])
    _print("changed by a second pass", [one for one in said if speak_text(one) != one])
    _print("trace broken", [one for one in lines if "".join(t.written for t in tokenise(one)) != one])
    sentences = [one for line in lines for one in _SENTENCE.split(line)]
    prose = [one for one in sentences if _PROSE.fullmatch(one)]
    _print(f"plain prose changed, of {len(prose)}", [one for one in prose if speak_text(one) != one])
    _time(sentences)
    empty_s, import_s, first_s = (_cpu_s(code) for code in ("", IMPORT, f"{IMPORT}; {FIRST}"))
    print(f"import {import_s - empty_s:.3f} s, first line {first_s - import_s:.3f} s of CPU")


def _events(shared: Path) -> Iterator[str]:
    path = shared / "summaries" / "events_dev.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        yield "\n".join(json.loads(line)["paragraphs"])


def _left(said: str) -> bool:
    return any(unicodedata.category(char)[0] in "NSCP" and char not in _STOPS for char in said)


def _print(what: str, found: list[str]) -> None:
    print(f"{what}: {len(found)}")
    for one in found[:5]:
        print(f"    {one[:100]}")


def _time(sentences: list[str]) -> None:
    """Each sentence once, with nothing remembered; the minimum of three rounds."""
    from bulletin.script.speakable import _tokens

    rounds: list[list[float]] = []
    for _ in range(3):
        took = []
        for sentence in sentences[:20_000]:
            _tokens.cache_clear()
            began = time.process_time_ns()
            tokenise(sentence)
            took.append((time.process_time_ns() - began) / 1e6)
        rounds.append(took)
    best = sorted(map(min, zip(*rounds, strict=True)))
    mean, p95 = sum(best) / len(best), best[int(0.95 * len(best))]
    print(f"{len(best)} sentences: {mean:.2f} ms each, p95 {p95:.2f} ms, longest {best[-1]:.1f} ms of CPU")


def _cpu_s(code: str) -> float:
    """What a program takes in all: the least of five runs."""
    argv = [sys.executable, "-c", f"{code}\nimport time; print(time.process_time())"]
    runs = (subprocess.run(argv, capture_output=True, text=True, check=True) for _ in range(5))
    return min(float(run.stdout) for run in runs)


if __name__ == "__main__":
    main()
