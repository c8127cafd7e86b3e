"""Count the sentences that the misprint rules mark, in copy that was edited and so has next to none.

    python bench/misprints.py [--shared DIR]

Prints each marked sentence's place and words, to be judged by a person: a true misprint, or a false mark.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from bulletin.summarise.misprints import proofread
from bulletin.text import sentences

SHARED = Path(__file__).resolve().parents[2] / "shared"


def main() -> None:
    """Print the marks, and how many paragraphs there are for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args()
    count = marks = 0
    for path in sorted((options.shared / "summaries").glob("*.jsonl")):
        for paragraph in _paragraphs(path):
            count += 1
            for sentence in sentences(paragraph):
                read = proofread(sentence)
                if read.edits:
                    marks += 1
                    print(f"{path.stem}: {'; '.join(read.edits)} in {sentence[:90]!r}")
    print(f"{marks} marks in {count} paragraphs: {2000 * marks / max(count, 1):.2f} in 2,000")


def _paragraphs(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        articles = row.get("articles", [row])
        for article in articles:
            yield from article.get("paragraphs", [])


if __name__ == "__main__":
    main()
