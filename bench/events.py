"""Score how well articles of one event are found, with the labelled events that lie beside the project.

    python bench/events.py [--shared DIR] [--sweep]

B-cubed: for each article, the share of its group that is of its event (precision) and the share of its event
that is in its group (recall), averaged over articles. The events are split in two halves by their name's
hash; thresholds were picked on one half and looked at on the other.
Source: Bagga and Baldwin 1998, "Entity-based cross-document coreferencing using the vector space model".
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from yardsticks import SHARED

from bulletin.model import Article, Paragraph
from bulletin.summarise.events import find_events
from bulletin.summarise.events.clusters import ALIKE

SWEEP = (0.08, 0.10, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.18, 0.20)
# Sets in which no two articles of one source tell one event: whatever is grouped there is a fault, or close.
ALONE = ("facts/articles", "summaries/bbc_dev")


def main() -> None:
    """Print precision, recall and F1 of all events and of each half."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--sweep", action="store_true", help="Try other thresholds as well.")
    options = parser.parse_args()
    rows = read_rows(options.shared / "summaries" / "events_dev.jsonl")
    halves = {"first half": _half(rows, 0), "second half": _half(rows, 1)}
    for at_least in SWEEP if options.sweep else (ALIKE,):
        for name, part in {"all": rows, **halves}.items():
            show(f"{at_least:.2f} {name}", part, at_least=at_least)
        for name in ALONE:
            one = articles_of(read_rows(options.shared / f"{name}.jsonl"))
            each = [replace(article, source=f"source {at}") for at, article in enumerate(one)]
            for tellers, alone in {"one source": one, "a source each": each}.items():
                lost = len(alone) - len(find_events(alone, at_least=at_least))
                print(f"{at_least:.2f} {name}, told by {tellers}: {lost} of {len(alone)} grouped")


def show(name: str, rows: Sequence[dict[str, str]], *, at_least: float) -> None:
    """Print one line of scores."""
    articles = articles_of(rows)
    started = time.perf_counter()
    found = find_events(articles, at_least=at_least)
    seconds = time.perf_counter() - started
    precision, recall = b_cubed(found, [row["event"] for row in rows])
    f1 = 2 * precision * recall / (precision + recall)
    print(
        f"{name}: {len(rows)} articles, {len(found)} events found, precision {100 * precision:.1f}, "
        f"recall {100 * recall:.1f}, F1 {100 * f1:.1f}, {seconds:.2f} s"
    )


def b_cubed(found: Sequence[Sequence[int]], truth: Sequence[str]) -> tuple[float, float]:
    """
    Score groups of places against the event of each place.

    Returns:
        Precision and recall, 0 to 1.
    """
    sizes = {event: truth.count(event) for event in set(truth)}
    precision = recall = 0.0
    for group in found:
        events = [truth[place] for place in group]
        for event in events:
            precision += events.count(event) / len(group)
            recall += events.count(event) / sizes[event]
    return precision / len(truth), recall / len(truth)


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def articles_of(rows: Sequence[dict[str, str]]) -> list[Article]:
    """Make articles of them."""
    return [
        Article(
            id=row["id"],
            source=row.get("domain", "one source"),
            headline=row["title"],
            paragraphs=tuple(Paragraph(text=text) for text in row["paragraphs"]),
            published=datetime.fromisoformat(row["date"]).replace(tzinfo=UTC) if row.get("event") else None,
        )
        for row in rows
    ]


def _half(rows: Sequence[dict[str, str]], which: int) -> list[dict[str, str]]:
    return [row for row in rows if int(hashlib.sha1(row["event"].encode()).hexdigest(), 16) % 2 == which]


if __name__ == "__main__":
    main()
