"""IPA in the phoneme codes of espeak-ng, which takes no IPA itself.

Source of the codes: espeak-ng's docs/phonemes.md and phsource/ph_english; data/ipa_espeak.tsv has the table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_STRESS = {"ˈ": "'", "'": "'", "ˌ": ","}
_IGNORED = frozenset(".‿ˑ")
_VOWELS = frozenset("aeiouAEIOUV@03")


def to_espeak(ipa: str) -> str | None:
    """
    Spell IPA in espeak-ng's codes, without the brackets; None when a sign has no code.

    A stress sign is moved to its vowel, where espeak-ng looks for it; a word without any has it on its first.
    """
    words = [_word(word) for word in ipa.split()]
    return None if not words or None in words else "_|".join(filter(None, words))


def _word(ipa: str) -> str | None:
    codes: list[str] = []
    stress = ""
    for sign in _signs().findall(ipa):
        if sign in _STRESS:
            stress = _STRESS[sign]
        elif sign not in _IGNORED:
            code = _codes().get(sign)
            if code is None:
                return None
            if stress and code[0] in _VOWELS:
                code, stress = stress + code, ""
            codes.append(code)
    if codes and not any(code[0] in "'," for code in codes):
        first = next((at for at, code in enumerate(codes) if code[0] in _VOWELS), None)
        if first is not None:
            codes[first] = "'" + codes[first]
    # Some codes begin as others end: "t" "S" is no "tS". The bar keeps them apart.
    return "".join(
        f"|{code}" if at and (codes[at - 1][-1] + code[0]) in _AMBIGUOUS else code
        for at, code in enumerate(codes)
    )


_AMBIGUOUS = frozenset({"tS", "dZ", "aI", "eI", "OI", "aU", "oU", "i@", "e@", "U@", "@U"})


@cache
def _codes() -> Mapping[str, str]:
    path = files("bulletin.script.speakable") / "data" / "ipa_espeak.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


@cache
def _signs() -> re.Pattern[str]:
    """Every sign of the table, longest first, else one character."""
    longest_first = sorted(_codes(), key=len, reverse=True)
    return re.compile("|".join((*map(re.escape, longest_first), ".")), re.DOTALL)
