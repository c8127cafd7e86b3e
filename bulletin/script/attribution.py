"""Attribution: "said Mrs Dow, the cook" behind a quotation becomes "Mrs Dow, the cook, said" before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.text.quotations import NAME, SAYS

_ADVERB = r"(?:(?:also|then|later|has|have|had|\w+ly) )*"
_INVERTED = re.compile(rf"(?P<verb>{_ADVERB}{SAYS.pattern}) (?P<rest>.+)", re.DOTALL)
_STRAIGHT = re.compile(rf"(?P<who>\S.*?),? (?P<verb>{_ADVERB}{SAYS.pattern})(?P<rest>(?:\W.*)?)", re.DOTALL)
# What may follow the speaker and belongs to the verb: "said Mrs Dow after the meeting".
_CIRCUMSTANCE = re.compile(
    r" (?=(?:after|before|as|when|while|during|following|outside|yesterday|today|last|this|earlier|"
    r"in (?:a|an|the|his|her|their|its) |at (?:a|an|the) |on (?:\w+day|twitter|facebook|social|air)\b|"
    r"to ))",
    re.IGNORECASE,
)
# "said Ann Lee, a spokeswoman for the council, on local radio": the speaker's words end at the last comma.
_BEHIND_AN_ASIDE = re.compile(
    r"(?P<name>.+,.+), (?P<circumstance>(?:after|before|during|following|outside|on|at) [^,]+)"
)
# What may follow behind a comma and is no part of the speaker: "said Mrs Dow, adding that the ward was full".
_GOES_ON = re.compile(
    r", (?=(?:(?:\w+ly )?\w+ing|and|but|before|after|as|while|when|although|though|because)\b)"
)
_CAN_SPEAK = re.compile(r"[A-Z]|(?:the|a|an|one|his|her|its|their|our|he|she|they|it)\b")
# "Mrs Dow said at the gate" tells where and when; "Mrs Dow said the plan was bad" tells what
_IS_CIRCUMSTANCE = re.compile(
    r"$|(?:to|in|on|at|after|before|during|when|while|as|outside|yesterday|today|last|this|earlier|later|of|about|"
    r"\w+day)\b"
)
_MOST_WORDS_TOLD = 8
_MOST_WORDS_OF_A_SPEAKER = 25
_MOST_WORDS_BEFORE_A_VERB = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who speaks, in a form that can stand in front."""

    front: str
    """"Mrs Jane Dow, the matron, said"; the colon is the caller's."""
    after: str = ""
    """What must stay behind the quotation: "adding that the ward was full"."""


def read_attribution(tail: str) -> Attribution | None:
    """Read the words behind a quotation, up to the end of the sentence; None where they attribute nothing."""
    words = " ".join(tail.split()).strip(" ,.;:")
    if words.lower().startswith("according to "):
        return _turned(words, "", "")
    inverted = _INVERTED.fullmatch(words)
    if inverted and not inverted["verb"].endswith(("told", "tells")):
        return _invert(inverted["verb"], inverted["rest"])
    return _straight(words)


def is_plain(attribution: Attribution) -> bool:
    """Whether it is a speaker and a verb, with nothing of what was said in it."""
    if attribution.front.startswith("According to "):
        return True
    verb = list(SAYS.finditer(attribution.front))[-1]
    who = re.split(rf",|\s(?={_ADVERB}{SAYS.pattern})", attribution.front)[0]
    rest = attribution.front[verb.end() :].strip()
    if not (
        NAME.fullmatch(who) or " " not in who or (_CAN_SPEAK.match(who.lower()) and len(who.split()) <= 6)
    ):
        return False
    if verb[0] in ("told", "tells", "asked", "asks"):
        return " that " not in rest and len(rest.split()) <= _MOST_WORDS_TOLD
    return bool(_IS_CIRCUMSTANCE.match(rest))


def _invert(verb: str, rest: str) -> Attribution | None:
    clause, after = _split(_GOES_ON, rest)
    name, circumstance = clause, ""
    if "," not in clause:
        name, circumstance = _split(_CIRCUMSTANCE, clause)
    elif behind := _BEHIND_AN_ASIDE.fullmatch(clause):
        name, circumstance = behind["name"], behind["circumstance"]
    if len(name.split()) > _MOST_WORDS_OF_A_SPEAKER:
        return None
    comma = "," if "," in name else ""
    return _turned(f"{name}{comma} {verb}", circumstance, after)


def _straight(words: str) -> Attribution | None:
    straight = _STRAIGHT.fullmatch(words)
    if straight is None or len(straight["who"].split()) > _MOST_WORDS_BEFORE_A_VERB:
        return None
    who = straight["who"]
    if not _CAN_SPEAK.match(who):
        return None
    rest, after = _split(_GOES_ON, straight["rest"])
    comma = "," if "," in who else ""
    return _turned(f"{who}{comma} {straight['verb']}", rest.strip(" ,"), after)


def _turned(clause: str, circumstance: str, after: str) -> Attribution:
    front = f"{clause} {circumstance}".strip()
    return Attribution(front=front[:1].upper() + front[1:], after=after)


def _split(at: re.Pattern[str], text: str) -> tuple[str, str]:
    first, *others = at.split(text, maxsplit=1)
    return first, others[0] if others else ""
