"""Words: what two texts have in common once layout and quotation marks are set aside."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

REMEMBERED = 1024
"""Texts whose words and quotations are kept: one article is asked about the same ones some hundred times."""
_WORD = re.compile(r"[^\W_]+(?:['’.,&-](?=[^\W_])[^\W_]+)*")
_SPACE = re.compile(r"\s+")
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´ʼ", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
        "…": "...",
    }
)

# Words that hold a sentence together and say nothing by themselves; articles, pronouns, prepositions,
# auxiliaries, and the verbs of saying that every news story is full of.
_STOP_WORDS = frozenset(
    """a about above after again against all also although am among an and any are aren't around as at be
    because been before being below between both but by can can't could couldn't did didn't do does
    doesn't doing don't down during each either else ever every few for from further had hadn't has
    hasn't have haven't having he he'd he'll he's her here here's hers herself him himself his how
    however i i'd i'll i'm i've if in into is isn't it it's its itself just let's may me might more
    most much must my myself neither no nor not now of off on once one only onto or other our ours
    ourselves out over own per rather said same say saying says shall she she'd she'll she's should
    shouldn't since so some such than that that's the their theirs them themselves then there
    there's these they they'd they'll they're they've this those though through till to told too
    under until up upon us very via was wasn't we we'd we'll we're we've were weren't what when
    where whether which while who whom whose why will with within without won't would wouldn't yet
    you you'd you'll you're you've your yours yourself""".split()
)


def words(text: str) -> tuple[str, ...]:
    """The words in order, as written; numbers and hyphened or apostrophised words are one word each."""
    return tuple(_WORD.findall(text))


def is_stop_word(word: str) -> bool:
    """Whether a word says nothing by itself."""
    return word.casefold().replace("’", "'") in _STOP_WORDS


@lru_cache(maxsize=REMEMBERED)
def content_words(text: str) -> tuple[str, ...]:
    """The words that carry the sense, casefolded, in order, without a possessive ending."""
    kept = (fold(word).casefold() for word in words(text) if not is_stop_word(word))
    return tuple(word.removesuffix("'s") for word in kept)


def fold(text: str) -> str:
    """The text in one form for comparing: composed, single spaces, straight quotes, plain hyphens."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text).translate(_FOLDED)).strip()


def shorten(text: str, *, length: int) -> str:
    """At most `length` characters on one line, cut between words; "..." shows that something is lost."""
    line = _SPACE.sub(" ", text).strip()
    if len(line) <= length:
        return line
    room = max(0, length - 3)
    head = line[: room + 1].rpartition(" ")[0] or line[:room]
    return f"{head}..."[:length]
