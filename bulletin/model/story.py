"""A story: an article cut down to what we will say; a rundown: stories in running order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bulletin.model.article import Article
from bulletin.model.script import Recording
from bulletin.model.skipped import Skipped


class BlockKind(StrEnum):
    """What a part of the running order holds."""

    NEWS = "news"
    NOTICES = "notices"
    WEATHER = "weather"
    WHATS_ON = "whats-on"
    LIGHT = "light"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What is said of one paragraph."""

    paragraph: int
    """Index into the article's paragraphs."""
    text: str
    """As written; whole sentences, perhaps fewer than the paragraph has."""
    edits: tuple[str, ...] = ()
    why: str = ""
    beside: tuple[int, ...] = ()
    """Other paragraphs that words of it were taken from: a name, an office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What we will say of one article, in the article's order."""

    id: str
    article: Article
    headline: str
    passages: tuple[Passage, ...]
    seconds: float
    """Estimated speaking time of the passages, without headline and links."""
    rank: int = 0
    """1 is the story that leads the bulletin; 0 is not placed yet."""
    why: str = ""
    """What spoke for it when the stories were chosen."""
    update: str = ""
    """What is new in it since it was told earlier today: numbers, names, speakers."""
    recording: Recording | None = None
    """What is played in place of a newsreader."""
    heard: tuple[str, ...] = ()
    """Parties that speak in what is said."""
    not_heard: tuple[str, ...] = ()
    """Parties that speak in the article and not in the story."""
    block: BlockKind = BlockKind.NEWS
    """The part of the running order that it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rundown:
    """The running order."""

    stories: tuple[Story, ...]
    budget_s: float
    left_out: tuple[Skipped, ...] = ()
    """Articles that were not chosen; no loss, there is always more news than time."""

    @property
    def seconds(self) -> float:
        """Estimated speaking time of all stories."""
        return sum(story.seconds for story in self.stories)
