"""Beginnings: how much of a text makes sense without the rest of it."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.text import sentences
from bulletin.text.patterns import later
from bulletin.text.quotations import quotes

# "No buyer had been found." What came of it stands in the next sentence.
_OVERTAKEN = later(
    r"\b(?:[Nn]o|[Nn]obody|[Nn]one|[Nn]othing)\b[^.,;]{0,40}\bhad\b|\bhad (?:not|never)\b|\bhadn[’']t\b"
)


def beginnings(text: str) -> Iterator[str]:
    """The first sentence, the first two...; only where no quotation is broken and no more must follow."""
    said = ""
    for sentence in sentences(text):
        said = f"{said} {sentence}".lstrip()
        is_open = said.endswith(":") or (said != text and _OVERTAKEN.search(sentence))
        if not is_open and all(quote.closed for quote in quotes(said)):
            yield said
