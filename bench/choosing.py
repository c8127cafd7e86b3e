"""Time how long the choosing of what is said takes.

    python bench/choosing.py [--shared DIR]

Every article of the summaries' yardsticks is cut to its budget once, in one process. Printed is processor
time a story; the bar is 0.1 s in the mean.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from faithful import read

from bulletin.summarise import find_summariser, words_of

SHARED = Path(__file__).resolve().parents[2] / "shared"
BUDGETS = {"cnn_dev": 75, "bbc_dev": 110, "events_dev": 90}


def main() -> None:
    """Cut the articles, and print a row for each file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args()
    print("| articles | mean, s | middle, s | 19 of 20 under, s | longest, s |\n|---|---|---|---|---|")
    for name, words in BUDGETS.items():
        took = sorted(_seconds(options.shared / "summaries" / f"{name}.jsonl", words))
        almost = took[int(len(took) * 0.95)]
        print(
            f"| {name}, {len(took)} | {statistics.mean(took):.3f} | {statistics.median(took):.3f} "
            f"| {almost:.3f} | {took[-1]:.3f} |"
        )


def _seconds(path: Path, words: int) -> Iterator[float]:
    summariser = find_summariser()
    for article in read(path):
        began = time.process_time()
        summariser.select(article, budget_s=words, seconds_of=words_of)
        yield time.process_time() - began


if __name__ == "__main__":
    main()
