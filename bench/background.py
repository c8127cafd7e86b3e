"""Count in how many articles of ordinary news each word stands: the table that events are found with.

    python bench/background.py [--shared DIR]

Writes `bulletin/summarise/events/background.tsv`. Only counts leave this program, never a text. The articles
that the events are scored on are not counted.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from yardsticks import SETS, SHARED

from bulletin.summarise.events.background import ARTICLES_KEY, TABLE, terms

# Rarer words get the highest weight in any case, and a name in three articles could point at one of them.
FEWEST = 4
HEADER = """\
# In how many articles of ordinary news a word stands (its ending cut off), counted by bench/background.py
# over {articles} news articles and pages in English, British and American, of 2004 to 2026. Words in fewer
# than {fewest} of them are left out. Counts only: no text can be made out of them.
"""


def main() -> None:
    """Count, and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    texts = list(read_texts(parser.parse_args().shared))
    holding = Counter(term for text in texts for term in set(terms(text)))
    rows = [(term, count) for term, count in sorted(holding.items()) if count >= FEWEST]
    body = "".join(f"{term}\t{count}\n" for term, count in [(ARTICLES_KEY, len(texts)), *rows])
    header = HEADER.format(articles=len(texts), fewest=FEWEST)
    TABLE.write_text(header + body, encoding="utf-8", newline="\n")
    print(f"{len(rows)} words of {len(texts)} articles: {TABLE}")


def read_texts(shared: Path) -> Iterator[str]:
    """Read the articles that are no part of the events' yardstick."""
    for name in ("summaries/cnn_dev", "summaries/bbc_dev", "facts/articles"):
        for line in (shared / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield " ".join((row["title"], *row["paragraphs"]))
    for name in SETS:
        pages = json.loads((shared / "extraction" / name / "ground-truth.json").read_text(encoding="utf-8"))
        yield from (page["articleBody"] or "" for page in pages.values())


if __name__ == "__main__":
    main()
