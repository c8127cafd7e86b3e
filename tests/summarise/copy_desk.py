"""Articles of Thornbury Vale, an invented town, for the summariser's tests."""

from __future__ import annotations

from datetime import datetime

from bulletin.model import Article, Kind, Paragraph, Story
from bulletin.summarise import find_summariser, words_of
from bulletin.summarise.hangs import needs
from bulletin.summarise.units import units

NEWS = "The fair at Thornbury Vale opens on Friday."


def article(
    *texts: str | tuple[Kind, str], id: str = "story", headline: str = "", published: datetime | None = None
) -> Article:
    """An article of these paragraphs."""
    paragraphs = tuple(
        Paragraph(text=text) if isinstance(text, str) else Paragraph(kind=text[0], text=text[1])
        for text in texts
    )
    return Article(id=id, source="test", headline=headline, paragraphs=paragraphs, published=published)


def kept(found: Article, *, words: int) -> list[int]:
    """Places of the paragraphs that are said in so many words."""
    story = find_summariser().select(found, budget_s=words, seconds_of=words_of)
    return [passage.paragraph for passage in story.passages] if story else []


def said(story: Story | None) -> str:
    """All that a story says."""
    return " ".join(passage.text for passage in story.passages) if story else ""


LIBRARY = article(
    "Thornbury Vale Library will move into the old corn exchange in the spring.",
    "Workmen are fitting shelves for 40,000 books and a lift beside the main stairs.",
    "Head librarian Rosa Fenwick said readers had waited eleven years for more room. The last of them gave up.",
    "She said: “We shall have a reading room at last. It will be warm.",
    "“Nobody will have to sit on the stairs any more.”",
    "The move is paid for by a grant of £900,000 from the county.",
    "Readers should bring books back by noon on Friday, March 6.",
    headline="Library to move into the corn exchange",
)


def hanging(*texts: str | tuple[Kind, str]) -> list[set[int]]:
    """What each paragraph of an article hangs on directly."""
    return [set(places) for places in needs(units(article(*texts)))]
