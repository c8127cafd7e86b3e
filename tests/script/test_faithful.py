"""Faithfulness: what a source does not say is found, and what it says is not complained of."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bulletin.model import Article, Line, Paragraph, Rundown, Trace
from bulletin.script.faithful import faults
from bulletin.script.writing import write_script
from bulletin.summarise import find_summariser, words_of
from tests.support.paths import PROJECT

DAY = datetime(2031, 3, 3, tzinfo=UTC)
WARD = (
    "Ward 7 at Elderby General will not open on Sunday, because 14 of its 22 nurses are ill.",
    "“We are sorry, and nobody will lose a place in the queue,” said Maya Dunn, the matron.",
    "Colin Hart, who speaks for the union, said staff had been told of it only 3 hours before.",
    "Each patient is given 50mg of the medicine twice a day, and never more than 150mg.",
    "The clinic, 5 miles away in Marsh End, stays open from 8am to 6pm at a cost of £1,200 a week.",
    "Mr Hart said: “It was not our choice, and we were never asked.”",
    "Patients without a letter should ring 0300 555 0143 and should not come to the ward.",
)


def article_of(headline: str, paragraphs: tuple[str, ...]) -> Article:
    return Article(
        id="a", source="s", headline=headline, paragraphs=tuple(Paragraph(text=text) for text in paragraphs)
    )


def demo() -> Iterator[Article]:
    yield article_of("Ward 7 stays shut", WARD)
    for path in sorted((PROJECT / "bulletin" / "gather" / "demo").glob("*.txt")):
        headline, *paragraphs = path.read_text(encoding="utf-8").strip().split("\n\n")
        yield article_of(headline, tuple(paragraphs))


def lines_of(article: Article) -> tuple[Line, ...]:
    story = find_summariser().select(article, budget_s=500, seconds_of=words_of)
    assert story is not None
    script = write_script(Rundown(stories=(story,), budget_s=0), station_name="x", day=DAY, voices=["v"])
    return tuple(line for line in script.lines if line.trace)


TOLD = [(article, line) for article in demo() for line in lines_of(article)]

Spoil = Callable[[str, Article, random.Random], str]


def other_number(text: str, article: Article, dice: random.Random) -> str:
    """Put another number of the article, or one of nobody's, in the place of one."""
    here = re.findall(r"\d+", text)
    numbers = {*re.findall(r"\d+", " ".join(article.texts)), "17", "940"} - set(here)
    return text.replace(dice.choice(here), dice.choice(sorted(numbers)), 1) if here else text


def swapped_numbers(text: str, _: Article, dice: random.Random) -> str:
    found = list(re.finditer(r"\d+", text))
    if len({one[0] for one in found}) < 2:
        return text
    first, second = sorted(dice.sample(found, 2), key=lambda one: one.start())
    return (
        text[: first.start()]
        + second[0]
        + text[first.end() : second.start()]
        + first[0]
        + text[second.end() :]
    )


def other_speaker(text: str, article: Article, dice: random.Random) -> str:
    names = sorted(set(re.findall(r"\b(?:Mr |Mrs |Dr )?[A-Z][a-z]+ [A-Z][a-z]+\b", " ".join(article.texts))))
    ahead = re.match(r"[^“]*?((?:Mr |Mrs |Dr )?[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?=[^“]*: “)", text)
    others = [name for name in names if ahead and ahead[1].split()[-1] not in name]
    return text.replace(ahead[1], dice.choice(others), 1) if ahead and others else text


def invented_name(text: str, _: Article, dice: random.Random) -> str:
    names = re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", text)
    return (
        text.replace(dice.choice(names), dice.choice(["Fenwick", "Ashdown", "Okafor"]), 1) if names else text
    )


def lost_not(text: str, _: Article, __: random.Random) -> str:
    return re.sub(r"\b(?:not|never|without|nobody) ?", "", text, count=1)


def added_not(text: str, _: Article, __: random.Random) -> str:
    return re.sub(r"\b(will|is|are|was|were|should|can)\b(?! not)", r"\1 not", text, count=1)


def other_unit(text: str, _: Article, dice: random.Random) -> str:
    units = {
        "mg": "g",
        "miles": "metres",
        "hours": "days",
        "weeks": "months",
        "years": "months",
        "£": "$",
        "%": " miles",
    }
    found = [unit for unit in units if unit in text]
    return text.replace(unit := dice.choice(found), units[unit], 1) if found else text


def other_words_in_a_quotation(text: str, _: Article, __: random.Random) -> str:
    return re.sub(r"“(\w+) (\w+)", r"“\1 hardly \2", text, count=1)


SPOILS: tuple[Spoil, ...] = (
    other_number, swapped_numbers, other_speaker, invented_name, lost_not, added_not, other_unit,
    other_words_in_a_quotation,
)  # fmt: skip


def seeded() -> list[tuple[str, str, Line, Article]]:
    """A hundred faults, of each kind as many as there is room for."""
    found = []
    for seed in range(120):
        dice = random.Random(seed)
        for spoil in SPOILS:
            article, line = dice.choice(TOLD)
            spoilt = spoil(line.text, article, dice)
            if spoilt != line.text:
                found.append((spoil.__name__, spoilt, line, article))
    return found


def test_a_clean_script_has_no_faults() -> None:
    assert [(line.text, faults(line, article)) for article, line in TOLD if faults(line, article)] == []
    assert len(TOLD) >= 30


def test_every_seeded_fault_is_found() -> None:
    spoilt = seeded()

    missed = [
        (kind, text) for kind, text, line, article in spoilt if not faults(replace(line, text=text), article)
    ]

    assert len(spoilt) >= 100
    assert {kind for kind, *_ in spoilt} == {spoil.__name__ for spoil in SPOILS}
    assert missed == []


def test_a_pronoun_may_be_told_as_the_name_of_somebody_just_named() -> None:
    article = article_of(
        "Pool", ("Maya Dunn runs the pool.", "She said: “It is dry.”", "Colin Hart has a boat.")
    )
    (line,) = [line for line in lines_of(article) if line.text.startswith("She said")]

    assert (
        faults(
            replace(line, text="Maya Dunn said: “It is dry.”", trace=replace(line.trace, paragraphs=(0, 1))),
            article,
        )
        == ()
    )
    assert faults(
        replace(line, text="Colin Hart said: “It is dry.”", trace=replace(line.trace, paragraphs=(1, 2))),
        article,
    )


def test_a_firm_goes_on_speaking_as_it() -> None:
    article = article_of(
        "Mill to close", ("Dunn Mills said it had no orders.", "“The looms will stop,” it added.")
    )
    trace = Trace(article=article.id, paragraphs=(1,))
    line = replace(lines_of(article)[0], trace=trace, text="It added: “The looms will stop.”")

    assert faults(line, article) == ()
    assert faults(replace(line, text="Amos Tarrant said: “The looms will stop.”"), article)


def test_who_is_called_mr_elsewhere_in_the_article_may_be_called_so_but_not_mrs() -> None:
    article = article_of("Kiln to close", ("Amos Tarrant runs the kiln.", "Mr Tarrant has sold it."))
    trace = Trace(article=article.id, paragraphs=(0,))
    line = replace(lines_of(article)[0], trace=trace)
    told = [replace(line, text=f"{title} Tarrant runs the kiln.") for title in ("Mr", "Mrs")]

    found = [faults(line, article) for line in told]

    assert not found[0]
    assert "the name Mrs is not in the source" in found[1]
