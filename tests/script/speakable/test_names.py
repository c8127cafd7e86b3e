"""The packaged names: each respelling sounds as its IPA does, and each was needed."""

from __future__ import annotations

import re
from functools import cache

from bulletin.script.speakable import packaged_lexicon
from bulletin.script.speakable.ipa import to_espeak
from tests.support.phonemes import phonemes, sounds

_ENTRIES = packaged_lexicon().entries
# What plain letters cannot tell apart: the ch of loch, the two th, n before g; a weak vowel has many spellings.
_ALIKE = (("A@", "A"), ("x", "k"), ("D", "T"), ("N", "n"))
_DIPHTHONGS = (("aI", "Y"), ("aU", "W"), ("eI", "F"), ("OI", "Q"), ("oU", "X"))
_WEAK = re.compile(r"[@VIiEUa03]+")


@cache
def _told() -> list[str]:
    return phonemes([f"[[{to_espeak(entry.ipa or '')}]]" for entry in _ENTRIES])


def _near(codes: str) -> str:
    heard = sounds(codes.replace("r- ", "r"))
    for one, other in (*_ALIKE, *_DIPHTHONGS):
        heard = heard.replace(one, other)
    return _WEAK.sub("@", heard)


def test_there_are_hundreds_and_each_says_how_sure_it_is() -> None:
    assert len(_ENTRIES) >= 550
    assert {entry.note for entry in _ENTRIES} <= {"sure", "likely", "sure; trap", "likely; trap"}
    assert packaged_lexicon().problems == ()


def test_each_has_phonemes_that_espeak_can_be_told() -> None:
    assert [entry.written for entry in _ENTRIES if not (entry.ipa and to_espeak(entry.ipa))] == []


def test_each_respelling_sounds_as_its_phonemes() -> None:
    respelt = phonemes([entry.spoken for entry in _ENTRIES])

    differs = [
        (entry.written, entry.spoken, a, b)
        for entry, a, b in zip(_ENTRIES, respelt, _told(), strict=True)
        if _near(a) != _near(b)
    ]
    assert differs == []


def test_each_is_said_otherwise_without_its_entry_unless_it_is_marked() -> None:
    by_itself = phonemes([entry.written for entry in _ENTRIES])

    needless = [
        entry.written
        for entry, a, b in zip(_ENTRIES, by_itself, _told(), strict=True)
        if "trap" not in entry.note and _stressed(a) == _stressed(b)
    ]
    assert needless == []


def _stressed(codes: str) -> str:
    """Sounds with the main stresses: Dunblane has its on the second."""
    return sounds(codes.replace("'", "!").replace(",", ""))
