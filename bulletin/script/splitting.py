"""Splitting: one thought a sentence, where grammar makes it safe.

A listener hears a sentence once. One of more than 25 words is cut before ", and the firm says", ", but it
will" or after a semicolon; never inside a quotation, nor where what comes first governs what comes after: a
clause that somebody said, feared or claimed would become the station's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.text.patterns import later
from bulletin.text.quotations import SAYS, quotes

LONGEST_WORDS = 25
SPLIT = "long sentence made two"
_FEWEST_WORDS = 5
_FINITE = later(
    r"\b(?:is|are|was|were|will|won['’]t|would|can|cannot|can['’]t|could|should|may|might|must|has|have|had|does|did|do|"
    r"isn['’]t|aren['’]t|wasn['’]t|weren['’]t|hasn['’]t|haven['’]t|doesn['’]t|didn['’]t)\b"
)
_PAST = later(r"\b[a-z]{2,}ed\b")
# What begins a clause of its own: a pronoun, or a noun with its article or a capital; then its verb.
_SUBJECT = (
    r"(?:it|he|she|they|there|this|these|those|nobody|no one|everybody|everyone|"
    r"(?:the|an?|his|her|its|their|some|all|many|most|both|no|people|staff)\b(?: [\w’'-]+){0,5}?|"
    r"(?:[a-z-]+ ){0,2}[a-z-]{3,}s|[A-Z][\w’'-]*(?: [\w’'-]+){0,5}?)"
)
_CUT = later(
    rf"(?P<join>; (?:and |but )?|, (?P<word>and|but|so) )"
    rf"(?P<rest>{_SUBJECT} (?:also |now |still |then |already )?(?:{_FINITE.pattern}|{SAYS.pattern}).*)",
    re.DOTALL,
)
# What reaches over a comma: said of the first half, it holds for the second.
_GOVERNS = later(
    rf"{SAYS.pattern}|\b(?:that|because|whether|if|unless|until|when|while|although|though|once|in case|"
    r"as long as|not only|not just|either|neither|both|claim\w*|alleg\w*|believ\w*|accus\w*|suspect\w*|"
    r"fear\w*|hop(?:e|es|ed|ing)|expect\w*|suggest\w*|deni\w+|deny|denying|promis\w+|threat\w*|warn\w*|"
    r"apparently|reportedly|who|which|whose|where)\b",
    re.IGNORECASE,
)
# "It was lemon, it was on the desk, and it was gone by five": a list of clauses is one thought.
_LISTED = later(rf", (?:it|he|she|they|we|there|some|others) (?:{_FINITE.pattern}|{_PAST.pattern})")
_RELATIVE = later(r", (?:who|which|whose|where|while|although|though)\b[^,]*,")


def split_long(sentence: str) -> tuple[str, ...]:
    """
    Cut a sentence that is too long to be heard.

    Returns:
        Its parts, each a sentence; itself alone where it is short enough or cannot be cut safely.
    """
    if len(sentence.split()) <= LONGEST_WORDS:
        return (sentence,)
    for first, rest in _cuts(sentence):
        return (*split_long(first), *split_long(rest))
    return (sentence,)


def _cuts(sentence: str) -> Iterator[tuple[str, str]]:
    """The safe cuts, the most even first."""
    found = []
    for at in range(len(sentence)):
        if sentence[at] not in ",;":
            continue
        cut = _CUT.match(sentence, at)
        if cut is None or _is_quoted(sentence, at):
            continue
        first, rest = sentence[:at], cut["rest"]
        if _is_safe(first, rest):
            kept = f"{cut['word']} {rest}" if cut["word"] in ("but", "so") else rest
            uneven = abs(len(first.split()) - len(rest.split()))
            found.append((uneven, f"{first}.", kept[:1].upper() + kept[1:]))
    return ((first, rest) for _, first, rest in sorted(found))


def _is_safe(first: str, rest: str) -> bool:
    words = first.split()
    if min(len(words), len(rest.split())) < _FEWEST_WORDS or "respectively" in rest:
        return False
    # An aside that is closed again governs nothing behind it.
    plain = _RELATIVE.sub("", first)
    if _GOVERNS.search(plain) or _LISTED.search(plain):
        return False
    # "Pensioners, carers, and the disabled can": a list has no verb before its last item.
    return bool(_FINITE.search(plain) or ("," not in plain and _PAST.search(plain)))


def _is_quoted(sentence: str, at: int) -> bool:
    return any(quote.start <= at < quote.end for quote in quotes(sentence))
