"""What the seed article says at every length: nothing by halves.

    python bench/seed.py ../shared/articles/junior-doctors-strike.txt

At each length from 20 to 90 s: what stops travels with what goes on, both parties of the dispute are heard or
neither, and patients are told what to assume about their appointment.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from bulletin.model import Article, Paragraph
from bulletin.summarise import find_summariser, words_of

WORDS_PER_S = 165 / 60
LENGTHS_S = range(20, 91)
STOPS, GOES_ON = "not provide emergency care", "full range of emergency"
UNION, GOVERNMENT = "British Medical Association", "Government would not"
ASSUME = "should assume"


def main(path: Path) -> None:
    """Tell the lengths at which each thing holds."""
    blocks = [block.strip() for block in path.read_text(encoding="utf-8").split("\n\n")]
    article = Article(
        id="seed", source="seed", paragraphs=tuple(Paragraph(text=block) for block in blocks if block)
    )
    texts = {seconds: _said(article, seconds) for seconds in LENGTHS_S}
    rows: dict[str, Callable[[str], bool]] = {
        "what stops without what goes on": lambda text: STOPS in text and GOES_ON not in text,
        "one party without the other": lambda text: (UNION in text) != (GOVERNMENT in text),
        "both parties": lambda text: UNION in text and GOVERNMENT in text,
        "no word on appointments": lambda text: ASSUME not in text,
    }
    for name, holds in rows.items():
        found = [str(seconds) for seconds, text in texts.items() if holds(text)]
        print(f"{name}: {', '.join(found) or 'never'}")


def _said(article: Article, seconds: int) -> str:
    story = find_summariser().select(article, budget_s=seconds * WORDS_PER_S, seconds_of=words_of)
    return " ".join(passage.text for passage in story.passages) if story else ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
