"""Wording: lines that no listener should hear, told by what they say (wording.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bulletin.text.patterns import later

CAPITAL = re.compile(r"(?<!\\)[A-ZÀ-Þ]")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingRule:
    """A family of lines to leave out."""

    name: str
    why: str
    longest_words: int
    is_tail: bool
    """Whether it holds only towards the end of a story."""
    starts: re.Pattern[str]
    """
    Matched at the start of a line in lower case; a search for these would try them at every letter.

    Without `re.IGNORECASE` an alternative is given up at its first letter: a third of the time.
    """
    holds: re.Pattern[str]
    """Searched for anywhere in a line that has one of the hints."""
    cased_starts: re.Pattern[str]
    """Matched at the start of a line as it is written: it asks for a capital."""
    cased_holds: re.Pattern[str]
    hints: tuple[str, ...]
    """In lower case."""


@cache
def wording_rules() -> tuple[WordingRule, ...]:
    """Read the rules that come with the program."""
    table = tomllib.loads(resources.files(__package__).joinpath("wording.toml").read_text("utf-8"))
    return tuple(
        WordingRule(
            name=rule["name"],
            why=rule["why"],
            longest_words=rule["words"],
            is_tail=rule.get("tail", False),
            starts=_any(rule["patterns"], at_start=True),
            holds=_any(rule["patterns"], at_start=False),
            cased_starts=_any(rule["patterns"], at_start=True, is_cased=True),
            cased_holds=_any(rule["patterns"], at_start=False, is_cased=True),
            hints=tuple(rule["hints"]),
        )
        for rule in table["rule"]
    )


def _any(patterns: Iterable[str], *, at_start: bool, is_cased: bool = False) -> re.Pattern[str]:
    """Make one pattern of those of a kind; of none, one that nothing matches."""
    kept = [
        pattern
        for pattern in patterns
        if pattern.startswith("^") == at_start and bool(CAPITAL.search(pattern)) == is_cased
    ]
    joined = "|".join(f"(?:{pattern})" for pattern in kept) or r"(?!)"
    return later(joined, re.IGNORECASE if is_cased else 0)


def unspoken(text: str, *, is_tail: bool = False) -> str | None:
    """
    Name the rule by which a line is not spoken.

    Args:
        text: One line, spaces single.
        is_tail: Whether the story is nearly over here.

    Returns:
        The rule's name; None where the line may be spoken.
    """
    words = text.count(" ") + 1
    text = text.replace("'", "’")
    low = text.lower()
    for rule in wording_rules():
        if words > rule.longest_words or (rule.is_tail and not is_tail):
            continue
        if rule.starts.match(low) or rule.cased_starts.match(text):
            return rule.name
        is_hinted = any(map(low.__contains__, rule.hints))
        if is_hinted and (rule.holds.search(low) or rule.cased_holds.search(text)):
            return rule.name
    return None
