"""Wording: lines that no listener should hear, told by what they say (wording.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bulletin.text.patterns import later


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingRule:
    """A family of lines to leave out."""

    name: str
    why: str
    longest_words: int
    is_tail: bool
    """Whether it holds only towards the end of a story."""
    starts: re.Pattern[str]
    """Matched at the start of a line; a search for these would try them at every letter."""
    holds: re.Pattern[str]
    """Searched for anywhere in a line that has one of the hints."""
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
            starts=_any(pattern for pattern in rule["patterns"] if pattern.startswith("^")),
            holds=_any(pattern for pattern in rule["patterns"] if not pattern.startswith("^")),
            hints=tuple(rule["hints"]),
        )
        for rule in table["rule"]
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    """Make one pattern of many; of none, one that nothing matches."""
    return later("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)", re.IGNORECASE)


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
        if rule.starts.match(text) or (any(map(low.__contains__, rule.hints)) and rule.holds.search(text)):
            return rule.name
    return None
