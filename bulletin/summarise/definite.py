"""Definite nouns: who hears "the lorry" must have heard of a lorry.

A noun that the article brings in with "a" is told with that paragraph. One that it never brings in is known
to all: the weekend, the council in its own town.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_TABLE = Path(__file__).parent / "data" / "definite.toml"
_TOKEN = re.compile(r"[A-Za-z£$€\d][\w’'-]*|[^\w\s]")
_LONGEST_PHRASE = 4
_FEWEST_LETTERS = 3
_BRINGS_IN = frozenset(
    "a an another one two three four five six seven eight nine ten eleven twelve some several many".split()
)
# "A cut in grants" is not what "the cuts" are.
_ONE = frozenset({"a", "an", "another", "one"})
_WHERE = frozenset({"in", "at", "on"})


class _Said(NamedTuple):
    noun: str
    at: int
    """Place of its word in the text."""


def definite(texts: Sequence[str]) -> list[tuple[int, int]]:
    """
    Pair each text that says "the lorry" with the earlier one that tells of a lorry.

    Returns:
        (place, place of the text that brings the noun in); none for what the same text brings in, and for
        what the article takes to be known.
    """
    pairs = []
    brought_in: dict[str, int | None] = {}
    for place, text in enumerate(texts):
        tokens = _TOKEN.findall(text)
        here = dict(reversed(list(_brought_in(tokens))))
        for noun, at in _definites(tokens):
            back = _first(brought_in.get(noun), _told_elsewhere(noun, texts[:place]))
            if back is None:
                brought_in.setdefault(noun, None)
            elif here.get(noun, at) >= at and not _is_told_as(noun, " ".join(tokens[: at - 1])):
                pairs.append((place, back))
        for noun in here:
            brought_in.setdefault(noun, place)
    return pairs


def _first(*places: int | None) -> int | None:
    return min((place for place in places if place is not None), default=None)


def _brought_in(tokens: Sequence[str]) -> Iterator[_Said]:
    """The nouns of "a lorry carrying paint", "two officers"; where it is not plain which is one, both."""
    for start, token in enumerate(tokens):
        if token.lower() not in _BRINGS_IN and not token.isdigit():
            continue
        phrase = _phrase(tokens, start + 1)
        for at in phrase:
            is_last = at == phrase[-1]
            if is_last or (at + 1 in phrase and _is_participle(tokens[at + 1])):
                noun = _bare(tokens[at])
                yield _Said(noun, at)
                if token.lower() not in _ONE:
                    yield _Said(_stem(noun), at)


def _definites(tokens: Sequence[str]) -> Iterator[_Said]:
    for start, token in enumerate(tokens):
        if token.lower() != "the":
            continue
        at = start + 1
        while at < len(tokens) and tokens[at] in _words("between"):
            at += 1
        if (
            at < len(tokens)
            and _is_noun(tokens[at])
            and (_owns(tokens[at]) or _ends_phrase(tokens[at + 1 : at + 4]))
        ):
            yield _Said(_bare(tokens[at]), at)


def _phrase(tokens: Sequence[str], start: int) -> range:
    end = start
    while (
        end < min(len(tokens), start + _LONGEST_PHRASE)
        and tokens[end][0].isalpha()
        and tokens[end].lower() not in _words("small")
        and not (end > start and tokens[end] in _words("verbs"))
    ):
        end += 1
    return range(start, end)


def _is_noun(token: str) -> bool:
    own = _bare(token)
    return (
        own.isalpha()
        and own.islower()
        and len(own) >= _FEWEST_LETTERS
        and own not in _words("small")
        and _stem(own) not in _words("known")
        and own not in _words("known")
    )


def _ends_phrase(following: Sequence[str]) -> bool:
    """Whether nothing more belongs to a noun: the text ends, or a verb or small word comes."""
    if not following:
        return True
    word = following[0]
    if word in _words("says_which") or (word in _WHERE and any(one[0].isupper() for one in following)):
        return False
    return not word[0].isalpha() or word in _words("small") or word in _words("verbs") or word.endswith("ed")


def _owns(token: str) -> bool:
    """The lorry's load: what is the lorry's belongs to one that is known."""
    return token.endswith(("’s", "'s"))


def _is_participle(word: str) -> bool:
    return word.endswith(("ing", "ed"))


def _bare(word: str) -> str:
    return re.sub(r"[’']s?$", "", word)


def _stem(noun: str) -> str:
    if re.search(r"(?:s|x|ch|sh)es$", noun):
        return noun[:-2]
    return noun[:-1] if re.search(r"[^sui]s$", noun) else noun


def _told_elsewhere(noun: str, before: Sequence[str]) -> int | None:
    """The first text that tells of an event by another word: "councillors voted", of which is "the vote"."""
    return next((place for place, text in enumerate(before) if _is_told_as(noun, text)), None)


def _is_told_as(noun: str, text: str) -> bool:
    pattern = _told_as().get(_stem(noun))
    return bool(pattern and pattern.search(text))


@cache
def _told_as() -> Mapping[str, re.Pattern[str]]:
    return {noun: re.compile("|".join(patterns)) for noun, patterns in _table()["told_as"].items()}


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_table()[name])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
