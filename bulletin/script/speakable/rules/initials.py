"""Letters that are said one by one, and acronyms that are words."""

from __future__ import annotations

import re

from bulletin.script.speakable.common import is_common
from bulletin.script.speakable.numerals import digits
from bulletin.script.speakable.rules.patterns import END
from bulletin.script.speakable.scene import Said, Scene, rule

_ENDING = r"(?P<ending>(?:s(?:'(?![^\W_])|(?![^\W_]))|'s(?![^\W_])|'(?![^\W_]))?)"
# Three capitals that nobody has listed are more often initials than a word; four that can be
# pronounced are more often a word that somebody shouted (NEWS, HELP).
SHORTEST_WORD = 4


@rule("letters", "u", rf"(?P<letters>[A-Z]{{1,3}}(?: ?& ?[A-Z]{{1,3}})+){_ENDING}{END}")
def letters_with_and(match: re.Match[str], _scene: Scene) -> Said | None:
    """A&E, M&S, B&Bs."""
    groups = re.split(r" ?& ?", match["letters"])
    if " " in match["letters"] and max(map(len, groups)) > 1:
        return None
    return Said(spoken=" and ".join(map(" ".join, groups)) + match["ending"], value=match["letters"])


@rule("letters", "ul", rf"(?:[A-Za-z]\.){{2,}}(?:[A-Za-z]{END})?(?P<s>'?s?)(?![^\W_])")
def dotted_letters(match: re.Match[str], scene: Scene) -> Said:
    """U.S., J.K., i.e., p.m."""
    letters = match[0].replace(".", "").removesuffix(match["s"])
    row = scene.known.abbreviations.get(letters if letters.isupper() else letters.lower())
    said = row[0] if row and row[1] == "always" else " ".join(letters)
    return Said(spoken=said + match["s"], value=letters, end=scene.unstopped(match))


@rule("letters", "u", rf"(?P<a>Ph|[BM])\.(?P<b>D|Sc|Ed|Eng|Phil)\.?(?P<s>'?s?){END}")
def dotted_degree(match: re.Match[str], scene: Scene) -> Said | None:
    """Ph.D., B.Sc."""
    row = scene.known.letters.get(f"{match['a']}{match['b']}")
    return Said(spoken=row[0] + match["s"], end=scene.unstopped(match)) if row else None


@rule("letters", "ul", rf"(?P<word>[A-Za-z]{{2,8}}){_ENDING}{END}")
def listed_letters(match: re.Match[str], scene: Scene) -> Said | None:
    """PhD, TfL, MoD: the table says how."""
    row = scene.known.letters.get(match["word"])
    return Said(spoken=row[0] + match["ending"], value=match["word"]) if row else None


@rule("word", "u", rf"(?P<word>[A-Z]{{2,10}}s?){_ENDING}{END}")
def acronym(match: re.Match[str], scene: Scene) -> Said | None:
    """NATO leaves as Nato."""
    row = scene.known.words.get(match["word"])
    return Said(spoken=row[0] + match["ending"], value=match["word"], kind="word") if row else None


@rule("letters", "u", rf"(?P<letters>[A-Z]{{2,}}){_ENDING}{END}")
def capitals(match: re.Match[str], scene: Scene) -> Said:
    """Capitals that no table knows: letters when few or unsayable, else a word that somebody shouted."""
    letters = match["letters"]
    if letters not in scene.known.letters and _is_word(letters, match, scene):
        start = scene.is_start(match.start())
        said = letters.capitalize() if start or len(letters) >= SHORTEST_WORD else letters.lower()
        return Said(spoken=said + match["ending"], kind="word", confidence=0.6)
    known = letters in scene.known.letters
    # US, IT and the like are words as well, when somebody shouts.
    confidence = 0.75 if letters in scene.known.headline else 1.0 if known else 0.7
    return Said(spoken=" ".join(letters) + match["ending"], value=letters, confidence=confidence)


def _is_word(letters: str, match: re.Match[str], scene: Scene) -> bool:
    is_shouted = _is_shout(scene.name_before(match.start()), scene)
    if letters in scene.known.headline:
        return is_shouted or scene.is_in("capital_words", letters.lower())
    if scene.is_in("capital_words", letters.lower()):
        return scene.face[match.end() : match.end() + 6] != "-level"
    if len(letters) < SHORTEST_WORD:  # MORECAMBE BAY
        return is_common(letters) and (is_shouted or _is_shout(scene.name_after(match.end()), scene))
    return is_common(letters) or not scene.known.is_unsayable(letters)


def _is_shout(word: str, scene: Scene) -> bool:
    return len(word) >= SHORTEST_WORD and word.isupper() and word not in scene.known.letters


@rule("letters", "u", rf"(?P<word>[A-Z][a-z]?[A-Z][a-z]?[A-Z]?){_ENDING}{END}", confidence=0.7)
def mixed_letters(match: re.Match[str], _scene: Scene) -> Said | None:
    """PhD-like short forms that no table knows. A Mc or Mac is a name."""
    word = match["word"]
    if (
        len(word) > 4
        or word.startswith(("Mc", "De", "Di", "Du", "La", "Le", "Lo", "O'"))
        or not word[-1].isupper()
    ):
        return None
    return Said(spoken=" ".join(word.upper()) + match["ending"], value=word)


@rule("letters", "l", rf"(?P<word>[a-z][A-Z]{{2,4}}){_ENDING}{END}", confidence=0.8)
def letters_after_a_small_one(match: re.Match[str], _scene: Scene) -> Said:
    """mRNA, cDNAs."""
    return Said(spoken=" ".join(match["word"].upper()) + match["ending"], value=match["word"])


@rule("letters", "u", r"A\b(?P<star>(?= |$|[*,.;)-]))", confidence=0.8)
def letter_a(match: re.Match[str], scene: Scene) -> Said | None:
    """Plan A, group A, A-levels and A*: the letter, which an engine would take for the article."""
    following = scene.text[match.end() : match.end() + 1]
    if following == "*":
        is_many = re.compile(r"s(?![^\W_])").match(scene.face, match.end() + 1) is not None
        to = re.compile(r"[-–](?P<last>[B-G])(?![^\W_])").match(scene.face, match.end() + 1)
        if to:
            return Said(spoken=f"A star to {to['last']}", end=to.end())
        return Said(spoken="A stars" if is_many else "A star", end=match.end() + 1 + is_many)
    is_level = re.compile(r"-[Ll]evels?\b").match(scene.face, match.end())
    return Said(spoken="A") if is_level or scene.is_in("letter_before", scene.before(match.start())) else None


@rule("letters", "u", rf"(?P<a>[A-Z])[-–](?P<b>[A-Z]){END}")
def range_of_letters(match: re.Match[str], scene: Scene) -> str | None:
    """Rows A-F; an A-Z."""
    is_range = match["a"] + match["b"] == "AZ" or scene.is_in("letter_before", scene.before(match.start()))
    return f"{match['a']} to {match['b']}" if is_range else None


@rule("letters", "u", rf"(?=[A-Z]*+\d)[A-Z][A-Z\d]{{3,}}+{END}", confidence=0.5)
def code(match: re.Match[str], _scene: Scene) -> str:
    """A registration plate or product code, character by character."""
    return " ".join(char if char.isalpha() else digits(char) for char in match[0])


EARLY_RULES = (letters_with_and, range_of_letters)
RULES = (
    dotted_degree,
    dotted_letters,
    listed_letters,
    acronym,
    capitals,
    mixed_letters,
    letters_after_a_small_one,
    letter_a,
)
LATE_RULES = (code,)
