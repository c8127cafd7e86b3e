"""Ask the faithfulness check about scripts that nobody has tampered with.

    python bench/faithful.py [--shared DIR] [--words N] [--show N] [--read N]

Every article of the yardsticks is cut to N words, written as a script, and each line is compared with its
source, as in every run. Whatever is complained of is a false alarm, for the program adds nothing of its own.
Sentences that are too long to be heard are counted too; `--read` prints the first scripts. What the check
finds of faults that were put in by hand is a test: tests/script/test_faithful.py.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bulletin.edition.vouching import unfaithful
from bulletin.model import Article, Paragraph, Rundown, Script, Story
from bulletin.script.writing import write_script
from bulletin.summarise import find_summariser, words_of

SHARED = Path(__file__).resolve().parents[2] / "shared"
FILES = ("facts/articles", "summaries/bbc_dev", "summaries/cnn_dev", "summaries/events_dev")
LONGEST_SENTENCE = 25


def main() -> None:
    """Print, for each file, how many stories are complained of."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--words", type=float, default=120.0)
    parser.add_argument("--show", type=int, default=5)
    parser.add_argument("--read", type=int, default=0)
    options = parser.parse_args()
    for name in FILES:
        path = options.shared / f"{name}.jsonl"
        measure(path, words=options.words, show=options.show, read_first=options.read)


def measure(path: Path, *, words: float, show: int, read_first: int = 0) -> None:
    """Write a script of each article of a file, and judge its lines."""
    lines = long = stories = held = 0
    for article in read(path):
        story = find_summariser().select(article, budget_s=words, seconds_of=words_of)
        if story is None:
            continue
        script = script_of(story, words)
        said = [line for line in script.lines if line.trace]
        found = unfaithful((story,), script)
        stories, lines, held = stories + 1, lines + len(said), held + len(found)
        long += sum(len(line.text.split()) > LONGEST_SENTENCE for line in said)
        if stories <= read_first:
            print(f"\n{article.id}  {article.headline}", *(line.text for line in said), sep="\n  ")
        if found and held <= show:
            print(f"  {article.id}: {found[story.id]}")
    print(
        f"{path.stem}: {stories} stories, {held} held wrongly ({held / max(1, stories):.1%}); "
        f"{lines} lines, {long} over {LONGEST_SENTENCE} words ({long / max(1, lines):.1%})"
    )


def read(path: Path) -> Iterator[Article]:
    """Read the articles of a yardstick."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        yield Article(
            id=row["id"],
            source="yardstick",
            headline=row["title"],
            paragraphs=tuple(Paragraph(text=text) for text in row["paragraphs"]),
        )


def script_of(story: Story, words: float) -> Script:
    """Write the script of one story."""
    return write_script(
        Rundown(stories=(story,), budget_s=words),
        station_name="Radio",
        day=datetime(2026, 11, 25, tzinfo=UTC),
        voices=("reader",),
    )


if __name__ == "__main__":
    main()
