"""A scene: one text, and what a rule may ask about the surroundings of a place in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from bulletin.script.speakable.face import face
from bulletin.script.speakable.knowledge import Knowledge

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Words on either side that may tell what a number is; a broadcast sentence is seldom longer than two such.
REACH = 14
LEAST_HEADING, LONGEST_HEADING = 4, 14
"""Words of a headline; fewer may be a cell of a table."""
_ENDS = re.compile(r"[\s'\")]{0,3}$|['\")]|\s{0,3}\n")
_NO_NOUN = ("ed", "ing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A rule's answer where words alone do not say it all."""

    spoken: str
    value: str = ""
    kind: str | None = None
    end: int | None = None
    """Where the token ends in the text, if not where the pattern did."""
    confidence: float | None = None
    ipa: str | None = None


Verbaliser = Callable[["re.Match[str]", "Scene"], "Said | str | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A class of written forms and how it is said; nothing said means that the rule does not apply."""

    name: str
    kind: str
    starts: str
    """What it can begin with: d digit, u capital, l small letter, s sign."""
    pattern: re.Pattern[str]
    say: Verbaliser
    confidence: float = 1.0


def rule(kind: str, starts: str, pattern: str, *, confidence: float = 1.0) -> Callable[[Verbaliser], Rule]:
    """Make a rule of a function; its name is the function's."""

    def make(say: Verbaliser) -> Rule:
        return Rule(
            name=getattr(say, "__name__", kind).strip("_").replace("_", " "),
            kind=kind,
            starts=starts,
            pattern=re.compile(pattern),
            say=say,
            confidence=confidence,
        )

    return make


class Scene:
    """The text, its face, and its words."""

    __slots__ = (
        "_ends",
        "_is_heading",
        "_lower",
        "_starts",
        "_words",
        "face",
        "first",
        "is_shouted",
        "known",
        "text",
    )

    def __init__(self, text: str, *, known: Knowledge) -> None:
        self.text = text
        self.known = known
        self.face = face(text, known)
        self.first = len(self.face) - len(self.face.lstrip())
        found = list(_WORD.finditer(self.face))
        self._words = [match[0] for match in found]
        self._lower = [word.lower() for word in self._words]
        self._starts = [match.start() for match in found]
        self._ends = [match.end() for match in found]
        # A headline is short, leaves out the articles, and ends without a stop.
        is_short = LEAST_HEADING <= len(self._words) <= LONGEST_HEADING
        self._is_heading = is_short and self.face.rstrip()[-1:].isalnum()
        self.is_shouted = is_short and text.isupper()

    def before(self, at: int) -> str:
        """The word that stands before, lower case; nothing when a stop or another sign is between."""
        return self.name_before(at).lower()

    def name_before(self, at: int) -> str:
        """The word that stands before, as written."""
        index = bisect_left(self._starts, at) - 1
        if index < 0 or self._ends[index] > at:
            return ""
        word, between = self._words[index], self.face[self._ends[index] : at]
        # The point behind an initial is no stop.
        if len(word) == 1 and word.isupper():
            between = between.strip().removeprefix(".")
        if word[-1] in "sS":  # St Giles' Square
            between = between.removeprefix("'")
        return word if _is_gap(between) else ""

    def after(self, at: int) -> str:
        """The word that comes next, lower case; nothing when a stop is between."""
        return self.name_after(at).lower()

    def name_after(self, at: int) -> str:
        """The word that comes next, as written."""
        index = bisect_left(self._starts, at)
        if index >= len(self._words) or not _is_gap(self.face[at : self._starts[index]]):
            return ""
        return self._words[index]

    def is_in(self, name: str, word: str) -> bool:
        """Whether a set of context words holds this word."""
        return self.known.has(name, word)

    def hints(self, name: str, at: int) -> bool:
        """Whether a word of a context set is near."""
        index = bisect_left(self._starts, at)
        near = self._lower[max(0, index - REACH) : index + REACH]
        return any(self.known.has(name, word) for word in near)

    def is_verse(self, at: int) -> bool:
        """Whether chapter and verse of a scripture begin here: Psalm 23:4; but Mark 19:45 is his time."""
        book = self.before(at)
        if self.is_in("scripture", book):
            return True
        return self.is_in("evangelist", book) and self.hints("scripture_near", at)

    def joint(self, match: re.Match[str]) -> str:
        """What joins the ends of a range: between ten and fifteen, but ten to fifteen."""
        return "and" if self.before(match.start()) == "between" else "to"

    def is_before_noun(self, match: re.Match[str], *, many: bool = False) -> bool:
        """Whether a quantity describes the noun behind it: a two million pound grant, the six foot fence.

        With `many`, also before a plural that no article leads: forty tonne lorries.
        """
        behind = self.face[match.end() : match.end() + 2]
        if behind[:1] in ("-", "–") and behind[1:].isalpha():
            return not self.face.startswith(("plus", "odd"), match.end() + 1)
        after = self.name_after(match.end())
        after = after.lower() if self.is_shouted else after
        # "The £2m needed", "the £5 remaining" stand alone; "a £2m building fund" then loses only grace.
        is_noun = after.islower() and len(after) > 2 and not (len(after) > 4 and after.endswith(_NO_NOUN))
        is_noun = is_noun and not self.is_in("not_attributive", after)
        if is_noun and many and len(after) > 3 and after.endswith("s") and not after.endswith("ss"):
            return True
        return (is_noun or (after.isupper() and len(after) > 1)) and self._is_determined(match.start(), after)

    def _is_determined(self, at: int, after: str) -> bool:
        """Whether an article stands before, or before the adjective that does: a disused 40ft crane."""
        before = self.before(at)
        is_owned = (
            before.endswith("'s")
            and not self.is_in("is_short", before)
            and not self.is_in("directions", after)
        )
        is_named = is_owned or self.is_in("sum_nouns", after)
        if is_named or self.is_in("a_before", before) or self._is_heading:
            return True
        start = at - len(before) - 1
        if before and self.face[start - 1 : start] == "-":  # a half-price £2 coffee
            start -= len(self.before(start - 1)) + 1
        article = self.before(start) if before else ""
        is_free = self.is_in("not_attributive", before) or self.is_in("directions", after)
        return article in ("a", "an") and not is_free

    def unstopped(self, match: re.Match[str], *, is_often_last: bool = False) -> int:
        """Where a short form ends: before its point, when that is the sentence's full stop as well.

        A capital behind is often a name, so only words that open sentences count; or any word but a day's
        or month's name, where the short form often closes a sentence.
        """
        if not match[0].endswith("."):
            return match.end()
        after = self.name_after(match.end())
        is_opener = self.known.has("starters", after.lower())
        is_date = after in self.known.days or after in self.known.months
        is_new = after[:1].isupper() and (is_opener or (is_often_last and not is_date))
        is_last = not after and _ENDS.match(self.face, match.end()) is not None
        return match.end() - 1 if is_new or is_last else match.end()

    def is_start(self, at: int) -> bool:
        """Whether a sentence begins here."""
        head = self.face[max(0, at - 3) : at].rstrip()
        return not head or head[-1] in ".!?:(" or at == 0


def _is_gap(between: str) -> bool:
    return not between or between.isspace()
