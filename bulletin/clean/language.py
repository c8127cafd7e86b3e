"""Language: which one an article is in."""

from __future__ import annotations

from bulletin.clean.blocks import WORD

# The commonest English words; no other language with Latin letters has so many of them.
ENGLISH = frozenset(
    "the of and to a in is was that for on with as at by from it be are this have had not".split()
)
ENGLISH_SHARE = 0.2
# Short English lines without little words look like Nigerian Pidgin, whose own pages claim to be in it.
ALSO_ENGLISH = {"pcm": "en"}
JUDGED_WORDS = 300
JUDGED_LETTERS = 6000
LEAST_WORDS = 8


def language_of(text: str, claim: str | None = None) -> str | None:
    """
    Name the language by its two letters (ISO 639-1).

    English is told by its little words, which costs nothing; for the rest the page's claim is believed unless
    it claims English, and then py3langid is asked, whose model takes half a second to load.

    Returns:
        None where there is too little text to tell.
    """
    words = WORD.findall(text[:JUDGED_LETTERS].casefold())[:JUDGED_WORDS]
    if len(words) < LEAST_WORDS:
        return claim
    if sum(word in ENGLISH for word in words) >= ENGLISH_SHARE * len(words):
        return "en"
    if claim and claim != "en":
        return claim
    import py3langid

    name, _score = py3langid.classify(text[:4000])
    return ALSO_ENGLISH.get(str(name), str(name))
