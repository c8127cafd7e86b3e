"""Roads, postcodes, streets, buses, flights, and other letters with figures."""

from __future__ import annotations

import re

from bulletin.script.speakable.numerals import cardinal, digits, number, plural, repeated, year
from bulletin.script.speakable.rules.patterns import END, NUMBER
from bulletin.script.speakable.scene import Said, Scene, rule


def spelt(letters: str) -> str:
    """Capitals set apart."""
    return " ".join(letters.upper())


def called(figures: str) -> str:
    """A number that is a name: up to two figures as a number, more of them one by one."""
    if figures.startswith("0") and len(figures) > 1:
        return repeated(figures) if len(figures) > 2 else digits(figures)
    return cardinal(int(figures)) if len(figures) < 3 else digits(figures)


@rule(
    "postcode", "u", r"(?P<a>[A-Z]{1,2})(?P<d>\d{1,2})(?P<x>[A-Z]?) ?(?P<in>\d)(?P<unit>[A-Z]{2})(?![^\W_])"
)
def postcode(match: re.Match[str], _scene: Scene) -> str:
    area = f"{spelt(match['a'])} {called(match['d']) if match['d'] != '0' else 'oh'}"
    letter = f" {match['x']}" if match["x"] else ""
    return f"{area}{letter}, {called(match['in']) if match['in'] != '0' else 'oh'} {spelt(match['unit'])}"


@rule("road", "u", r"(?P<class>[ABM])(?P<n>[1-9]\d{0,3})(?P<m>\(?M\)?)?(?![^\W_]|\.\d|-\d)(?:/(?=[ABM]\d))?")
def road(match: re.Match[str], scene: Scene) -> Said | None:
    """M25 as a number; A217 figure by figure; A1(M)."""
    if len(match["n"]) < 3 and match["class"] == "B":
        return None
    if len(match["n"]) == 3 and scene.hints("aircraft", match.start()):
        return Said(spoken=f"A {cardinal(int(match['n'][0]))} {cardinal(int(match['n'][1:]))}", kind="alnum")
    motorway = " M" if match["m"] else ""
    pause = "," if match[0].endswith("/") else ""
    spoken = f"{match['class']} {called(match['n'])}{motorway}{pause}"
    return Said(spoken=spoken, value=match[0].rstrip("/"))


@rule(
    "road",
    "u",
    rf"J(?P<n>\d{{1,2}})(?P<x>[A-Za-z]?){END}"
    rf"(?:(?P<joint>[-–/]| to | and )J?(?P<to>\d{{1,2}})(?P<y>[A-Za-z]?){END})?",
)
def junction(match: re.Match[str], scene: Scene) -> str:
    first = f"{cardinal(int(match['n']))} {match['x'].upper()}".strip()
    if not match["to"]:
        return f"junction {first}"
    second = f"{cardinal(int(match['to']))} {match['y'].upper()}".strip()
    dash = "and" if scene.before(match.start()) == "between" else "to"
    joint = {"-": dash, "–": dash, "/": "and"}.get(match["joint"], match["joint"].strip())
    noun = "junctions" if joint in ("to", "and") and "J" not in match[0][2:] else "junction"
    if "J" in match[0][2:]:
        second = f"junction {second}"
    return f"{noun} {first} {joint} {second}"


@rule("address", "u", rf"(?P<state>[A-Z]{{2}}){END}(?P<zip>,? \d{{5}}(?:-\d{{4}})?{END})?")
def american_state(match: re.Match[str], scene: Scene) -> str | None:
    """Springfield, IL 62701; but MS and ME are illnesses, and in Britain without a zip a street must lead."""
    row = scene.known.states.get(match["state"])
    if row is None or not _TOWN_BEFORE.search(scene.face, max(0, match.start() - 24), match.start()):
        return None
    is_abroad = scene.known.puts("addresses", "whole")
    is_address = match["zip"] or match.start() in _states_behind_streets(scene, match.start())
    if is_abroad and not is_address:
        return None
    zero = "oh" if scene.known.puts("zero", "nought") else "zero"
    return f"{row[0]}, {digits(match['zip'], zero=zero)}" if match["zip"] else row[0]


_TOWN_BEFORE = re.compile(r"\b[A-Z][a-z][a-z.'-]*, $")
_STREET_WORDS = (
    r"(?P<side> [NSEW])?(?: (?:[A-Z][a-z]+|\d{1,3}(?:st|nd|rd|th))){1,3} "
    r"(?:[Ss]t|Street|[Aa]ve|Avenue|[Rr]d|Road|[Bb]lvd|Dr|Drive|Ln|Lane|[Hh]wy|Way|Ct|Court)\b"
)
_STREET = re.compile(_STREET_WORDS)
_STREET_IN_A_STATE = re.compile(
    rf"{_STREET_WORDS}\.?, [A-Z][A-Za-z.' ]{{1,30}}, (?P<state>[A-Z]{{2}})(?![^\W_])"
)
_LONGEST_ADDRESS = 90
"""Letters from a house number to its state."""


def _states_behind_streets(scene: Scene, at: int) -> set[int]:
    """Where the states of the addresses before this place stand."""
    found = _STREET_IN_A_STATE.finditer(scene.face, max(0, at - _LONGEST_ADDRESS), at + 3)
    return {match.start("state") for match in found}


@rule("address", "d", rf"(?P<a>[1-9]\d?)(?P<b>\d\d){END}")
def american_house_number(match: re.Match[str], scene: Scene) -> str | None:
    """123 Main St: one twenty-three; in Britain only where the address shows that it is American."""
    street = _STREET.match(scene.face, match.end())
    if street is None:
        return None
    in_state = _STREET_IN_A_STATE.match(scene.face, match.end())
    is_american = street["side"] or (in_state and in_state["state"] in scene.known.states)
    if scene.known.puts("addresses", "whole") and not is_american:
        return None
    first, rest = cardinal(int(match["a"])), int(match["b"])
    return f"{first} {cardinal(rest) if rest > 9 else f'oh {cardinal(rest)}' if rest else 'hundred'}"


_COMPASS = {"N": "North", "S": "South", "E": "East", "W": "West"}


@rule("address", "u", rf"(?P<side>[NSEW]){END}(?= )")
def american_side_of_town(match: re.Match[str], scene: Scene) -> str | None:
    """708 N 1st St."""
    is_behind = scene.name_before(match.start()).isdigit()
    return _COMPASS[match["side"]] if is_behind and _STREET.match(scene.face, match.end()) else None


@rule("address", "u", r"S(?:t|T)(?P<dot>\.?)(?![^\W_])")
def saint_or_street(match: re.Match[str], scene: Scene) -> Said | None:
    """Saint before a name, Street behind one."""
    before, after = scene.name_before(match.start()), scene.name_after(match.end())
    is_shouted = any(len(word) > 1 and word.isupper() for word in (before, after))
    if match[0].startswith("ST") and not is_shouted:
        return None  # an Atari ST; a headline has ordinary capitals by now
    is_behind_a_name = before[:1].isupper() and not (
        scene.is_start(match.start()) or before.lower() in ("at", "the", "in", "and", "of")
    )
    is_before_a_name = after[:1].isupper()
    if is_before_a_name and not (is_behind_a_name and scene.is_in("street_heads", after.lower())):
        return Said(spoken="Saint", confidence=0.7 if is_behind_a_name else 1.0)
    return Said(spoken="Street", end=scene.unstopped(match), confidence=0.75)


_NTH = re.compile(r"\d+(?:st|nd|rd|th)")


@rule("address", "ul", r"(?P<word>[A-Za-z][a-z]{1,5})(?![^\W_])(?P<dot>\.?)")
def kind_of_street(match: re.Match[str], scene: Scene) -> Said | None:
    """Road, Avenue, Close: behind a name, and before none of the words that would make it something else."""
    row = scene.known.streets.get(match["word"])
    before, after = scene.name_before(match.start()), scene.name_after(match.end())
    if row is None or not (before[:1].isupper() or before[:1].isdigit()):
        return None
    # Small letters: an average is an "ave" as well, and 12 st a weight.
    is_named = before[0].isupper() or _NTH.fullmatch(before)
    is_closed = not after or (match["dot"] and after[0].isupper()) or scene.is_in("joining", after)
    if match["word"].islower() and not (is_named and is_closed):
        return None
    is_title = match["word"] in scene.known.titles and after[:1].isupper()
    if is_title and match["word"] == "Dr":
        return None
    return Said(spoken=row[0], end=scene.unstopped(match), confidence=0.9)


_IN_LIST = re.compile(r"\b(?:[Bb]uses|[Rr]outes|[Ss]ervices|[Tt]rams) (?:[A-Z]?\d{1,3}, ?)+$")
_ROUTE_BEFORE = re.compile(r"\d,? (?:and|or) $")
_TOOK = re.compile(r"\b(?:took|takes?|taking|caught|catch(?:es|ing)?|rode|rides?|boarded|missed) the $")
"""She took the 119 into town."""
_ROUTES = re.compile(
    r"(?:, ?[A-Z]?\d{1,3}[A-Z]?)*,? (?:and|or|&) [A-Z]?\d{1,3}[A-Z]? (?:bus|tram|coach|route|service)"
)


@rule(
    "route",
    "d",
    rf"(?P<n>\d{{3}}|(?<=[Ff]light )\d{{4}}(?! [a-z]+s\b| people)){END}"
    rf"(?:-(?P<mark>\d{{1,3}}){END})?(?![,.:/]\d|%|-)",
)
def numbered_route(match: re.Match[str], scene: Scene) -> str | None:
    """The 407 bus, routes 151 and X26, a Boeing 737."""
    before, after = scene.before(match.start()), scene.after(match.end())
    is_second = before in ("and", "or") and _ROUTE_BEFORE.search(
        scene.face, max(0, match.start() - 12), match.start()
    )
    is_listed = (is_second or before == "number") and scene.hints("route", match.start())
    is_listed = is_listed or _ROUTES.match(scene.face, match.end()) is not None
    is_listed = (
        is_listed or _IN_LIST.search(scene.face, max(0, match.start() - 30), match.start()) is not None
    )
    is_listed = is_listed or (before == "the" and after in ("to", "from", "towards", "via"))
    is_listed = is_listed or (before == "class" and after in ("train", "trains", "unit"))
    is_listed = is_listed or _TOOK.search(scene.face, max(0, match.start() - 14), match.start()) is not None
    is_jet = match["n"][::2] == "77" and (
        before == "a" or match["mark"] or scene.hints("aircraft", match.start())
    )
    is_named = bool(is_jet) or scene.is_in("route", before) or scene.is_in("route_after", after) or is_listed
    if not is_named:
        return None
    return f"{digits(match['n'])} {number(match['mark'])}" if match["mark"] else digits(match["n"])


@rule("alnum", "u", rf"(?P<word>[A-Z][A-Za-z]{{2,}})-(?P<n>\d{{1,3}}){END}(?![.,]\d|-)")
def word_and_number(match: re.Match[str], scene: Scene) -> str | None:
    """Covid-19, Formula-1. Initials have a rule of their own."""
    word = match["word"]
    if word.isupper() and word not in scene.known.words:
        return f"{spelt(word)} {cardinal(int(match['n']))}" if word in scene.known.letters else None
    said = scene.known.words[word][0] if word in scene.known.words else word
    return f"{said} {cardinal(int(match['n']))}"


@rule(
    "alnum",
    "u",
    rf"[A-Z]{{1,5}}-?\d{{1,5}}(?:\.\d{{1,2}})?(?:[A-Z]{{1,3}}\d{{0,3}})?(?P<s>s?){END}(?!-\d)",
)
def letters_and_figures(match: re.Match[str], scene: Scene) -> Said:
    """B12, C3, BA117, CO2, H1N1, PM2.5, U21s."""
    written = match[0].removesuffix("s") if match["s"] else match[0]
    if re.fullmatch(r"U(?:1\d|2[0-3])", written):
        age = cardinal(int(written[1:]))
        return Said(spoken=f"under {plural(age) if match['s'] else age}", kind="age")
    parts = re.findall(r"[A-Z]+|\d+(?:\.\d+)?", written)
    said = [spelt(p) if p.isalpha() else _figures(p) for p in parts]
    if len(parts) == 2 and re.fullmatch(r"20[1-3]\d", parts[1]) and len(parts[0]) > 1:
        said[1] = year(int(parts[1]))
    if parts[0] in scene.known.words:
        said[0] = scene.known.words[parts[0]][0]
    spoken = " ".join(said)
    if match["s"]:
        spoken = plural(spoken) if parts[-1].isdigit() else f"{spoken}s"
    return Said(spoken=spoken, value=match[0], confidence=0.9)


def _figures(written: str) -> str:
    return number(written) if "." in written else called(written)


@rule("alnum", "d", rf"(?P<n>\d{{1,3}})(?P<x>[A-Z]{{1,3}})(?P<s>s?){END}")
def figures_and_letters(match: re.Match[str], _scene: Scene) -> str:
    """4G, 3D, 12A, 7UP."""
    return f"{number(match['n'])} {spelt(match['x'])}{match['s']}"


@rule("alnum", "d", rf"(?P<n>{NUMBER})(?P<x>[a-h]){END}(?!\.[A-Za-z])")
def figure_and_small_letter(match: re.Match[str], _scene: Scene) -> str:
    """Flat 12b."""
    return f"{number(match['n'])} {match['x'].upper()}"


@rule(
    "alnum",
    "ld",
    rf"(?:(?P<lead>[a-z]{{1,2}})\d+(?:[a-zA-Z]{{1,2}}\d*)?|\d+[a-zA-Z]{{1,2}}\d+[a-zA-Z]?){END}(?![.,]\d|[-–]\d)",
    confidence=0.7,
)
def small_letters_and_figures(match: re.Match[str], scene: Scene) -> str | None:
    """co2, mp3, c325b; but words that a space was forgotten behind stay words."""
    if match["lead"] and (scene.is_in("capital_words", match["lead"]) or match["lead"] in scene.known.units):
        return None
    parts = re.findall(r"[A-Za-z]+|\d+", match[0])
    return " ".join(spelt(part) if part.isalpha() else called(part) for part in parts)


EARLY_RULES = (postcode, american_state, american_house_number, american_side_of_town)
RULES = (
    road,
    junction,
    numbered_route,
    saint_or_street,
    kind_of_street,
    word_and_number,
    letters_and_figures,
)
LATE_RULES = (small_letters_and_figures, figures_and_letters, figure_and_small_letter)
