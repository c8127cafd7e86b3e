"""Manner: what is said in British words, put as another kind of English puts it."""

from __future__ import annotations

import re

from bulletin.script.speakable.knowledge import Knowledge

_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|first|second|third|\w+ths?)(?![^\W_])"
)
# "Between one hundred and two hundred" keeps its "and".
_AND = re.compile(rf"(?<=hundred|housand|million|billion|rillion) and (?={_NUMBER})(?!\S+ hundred)")
_NOUGHT = re.compile(r"\bnought\b")
_POINT = re.compile(r"(?<= point )(?:\w+ ?)+")


def put(spoken: str, known: Knowledge) -> str:
    """The same words as this English says them; British English is what the rules speak."""
    if known.puts("and", "no"):
        spoken = _AND.sub(" ", spoken)
    if known.puts("zero", "zero"):
        spoken = _NOUGHT.sub("zero", spoken)
        spoken = _POINT.sub(lambda match: re.sub(r"\boh\b", "zero", match[0]), spoken)
    return spoken
