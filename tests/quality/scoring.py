"""How well an article was taken out of a page: by its words, its noise, its lead and its facts."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Any

from bulletin.clean import clean
from bulletin.errors import RefusedError
from bulletin.model import Article, Document, Form

PAGES = Path(__file__).parent / "pages"
WORD = re.compile(r"\w+")
RUN_WORDS = 4
Words = tuple[str, ...]


@dataclass(kw_only=True)
class Reading:
    """One page: what was wanted and what came."""

    name: str
    wanted: dict[str, Any]
    article: Article | None = None
    refusal: str | None = None
    precision: float = 0.0
    recall: float = 0.0
    noise: list[str] = field(default_factory=list)
    is_lead_lost: bool = False
    wrong: dict[str, str] = field(default_factory=dict)
    """Of the headline, author, date, language and kinds, those that differ."""

    @property
    def is_article(self) -> bool:
        """Whether the page should be read."""
        return "refused" not in self.wanted

    @property
    def is_refused_right(self) -> bool:
        """Whether it was refused, for the reason that it should be."""
        return re.search(self.wanted["refused"], self.refusal or "", re.IGNORECASE) is not None


def read_all() -> list[Reading]:
    """Read every page of the gate."""
    return [_read(path) for path in sorted(PAGES.glob("*.toml"))]


def figures(readings: Sequence[Reading]) -> dict[str, float]:
    """Give the figures that `floors.toml` pins; shares are 0 to 1."""
    articles = [reading for reading in readings if reading.is_article]
    others = [reading for reading in readings if not reading.is_article]
    read = [reading for reading in articles if reading.article is not None]
    precision, recall = fmean(r.precision for r in read), fmean(r.recall for r in articles)
    return {
        "f1": 2 * precision * recall / (precision + recall),
        "noise_a_page": fmean(len(reading.noise) for reading in articles),
        "pages_with_noise": fmean(bool(reading.noise) for reading in articles),
        "leads_lost": fmean(reading.is_lead_lost for reading in articles),
        "wrongly_refused": fmean(reading.article is None for reading in articles),
        "refused_right": fmean(reading.is_refused_right for reading in others),
        "facts_right": 1 - sum(len(reading.wrong) for reading in read) / (5 * len(read)),
    }


def _read(path: Path) -> Reading:
    reading = Reading(name=path.stem, wanted=tomllib.loads(path.read_text(encoding="utf-8")))
    document = Document(
        id=path.stem,
        source="gate",
        address=f"{path.stem}.html",
        form=Form.HTML,
        content=path.with_suffix(".html").read_bytes(),
        fetched_at=datetime(2026, 12, 31, tzinfo=UTC),
    )
    try:
        reading.article = clean(document)
    except RefusedError as refused:
        reading.refusal, reading.is_lead_lost = str(refused), True
    if reading.article is not None and reading.is_article:
        _score(reading, reading.article)
    return reading


def _score(reading: Reading, article: Article) -> None:
    wanted = reading.wanted["paragraphs"]
    ours, theirs = _runs(article.texts), _runs(wanted)
    common = sum((ours & theirs).values())
    reading.precision = common / max(sum(ours.values()), 1)
    reading.recall = common / max(sum(theirs.values()), 1)
    never = reading.wanted.get("never", [])
    reading.noise = [
        text for text in article.texts if _share(text, theirs) < 0.5 or any(line in text for line in never)
    ]
    reading.is_lead_lost = _share(wanted[0], ours) < 0.5
    reading.wrong = _wrong(reading.wanted, article)


def _wrong(wanted: dict[str, Any], article: Article) -> dict[str, str]:
    published = wanted.get("published")
    is_whole = isinstance(published, datetime)
    found = {
        "headline": (wanted["headline"], article.headline),
        "author": (wanted.get("author"), article.author),
        "published": (published, article.published if is_whole else article.published and article.published.date()),
        "language": (wanted["language"], article.language),
        "kinds": (
            wanted.get("kinds", ["paragraph"] * len(wanted["paragraphs"])),
            [paragraph.kind.value for paragraph in article.paragraphs],
        ),
    }  # fmt: skip
    if published is None:
        del found["published"]  # such a page tells no date; one that is guessed does no harm
    if list(article.texts) != wanted["paragraphs"]:
        del found["kinds"]  # counted already
    return {name: f"{was!r}, not {want!r}" for name, (want, was) in found.items() if was != want}


def _words(text: str) -> Words:
    return tuple(WORD.findall(text.casefold()))


def _runs_of(words: Words) -> list[Words]:
    return [words[at : at + RUN_WORDS] for at in range(max(len(words) - RUN_WORDS + 1, 1))]


def _runs(texts: Sequence[str]) -> Counter[Words]:
    return Counter(run for text in texts for run in _runs_of(_words(text)))


def _share(text: str, runs: Counter[Words]) -> float:
    """Tell which share of a text's runs of words are among others, 0 to 1."""
    own = _runs_of(_words(text))
    return sum(run in runs for run in own) / len(own)
