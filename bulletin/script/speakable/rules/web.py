"""Web addresses, e-mail addresses, hashtags and handles."""

from __future__ import annotations

import re

from bulletin.script.speakable.numerals import cardinal, digits
from bulletin.script.speakable.rules.patterns import END
from bulletin.script.speakable.scene import Said, Scene, rule

_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,6}"
# Endings that British copy uses; others need a protocol, www or an @ to be taken for an address.
_ENDING = (
    r"(?:com|org|net|uk|gov|edu|info|co|io|tv|fm|eu|nhs|scot|wales|cymru|london|radio|news|ie|fr|de|us|biz"
    r"|app|me|online|shop|site|charity|foundation|cloud|dev|ai|ly|be|ee|gg|to|ac|police)"
)
_ANY_ENDING = rf"(?:{_ENDING}|{_ENDING.upper().replace('(?:', '(?:', 1)})"
_PATH = r"(?:/[\w%&=?.#+~/@-]{0,200}(?<![.?]))?"
_SIGNS = {".": "dot", "/": "slash", "-": "dash", "_": "underscore", "@": "at", "?": "question mark"}
_SIGNS |= {"=": "equals", "&": "and", "#": "hash", "%": "per cent", "+": "plus", "~": "tilde", ":": "colon"}
_SPELT = frozenset(
    {
        "uk",
        "nhs",
        "bbc",
        "tv",
        "fm",
        "eu",
        "ac",
        "io",
        "ie",
        "ai",
        "us",
        "itv",
        "rnli",
        "bma",
        "nspcc",
        "rspca",
    }
)
_VOWEL = re.compile("[aeiouyAEIOUY]")
_PARTS = re.compile(r"[A-Za-z]+|\d+|[^A-Za-z\d]")
_CAMEL = re.compile(r"[A-Z]+(?![a-z])s?|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")


def spell_address(written: str, _scene: Scene) -> str:
    """Dot, slash, at; short names letter by letter."""
    said: list[str] = []
    for part in _PARTS.findall(written.rstrip("/")):
        if part.isdigit():
            said.append(_port(part) if said[-1:] == ["colon"] else _figures(part))
        elif part.lower() in ("jpg", "jpeg"):
            said.append("jpeg")
        elif part.isalpha():
            is_letters = part.lower() in _SPELT or (part.isupper() and len(part) > 1)
            is_letters = is_letters or (len(part) < 6 and not _VOWEL.search(part))
            said.append(" ".join(part.upper()) if is_letters else _words_of(part))
        else:
            said.append(_SIGNS.get(part, ""))
    return " ".join(filter(None, said))


def _words_of(part: str) -> str:
    """ValeLido: its words; but tFIq has none."""
    words = _CAMEL.findall(part)
    is_clear = len(words) > 1 and all(len(word) > 2 and word.istitle() for word in words)
    return " ".join(words) if is_clear else part


def _figures(part: str) -> str:
    is_round = len(part) == 4 and part.endswith("000") and part[0] != "0"
    return digits(part) if len(part) > 2 and not is_round else cardinal(int(part))


def _port(part: str) -> str:
    """8080: eighty eighty."""
    is_pair = len(part) == 4 and part[0] != "0" and part[2] != "0"
    return f"{cardinal(int(part[:2]))} {cardinal(int(part[2:]))}" if is_pair else _figures(part)


@rule("electronic", "ul", rf"https?://(?:[Ww]{{3}}\.)?(?P<rest>[A-Za-z0-9][\w.:-]{{0,200}}){_PATH}")
def web_address_with_protocol(match: re.Match[str], scene: Scene) -> Said:
    written = match[0].rstrip(".,:;-")
    address = re.sub(r"^https?://(?:www\.)?", "", written)
    lead = ""
    if scene.known.puts("web", "whole"):
        lead = f"{' '.join(written.partition(':')[0].upper())} "
        lead += "colon slash slash " if _is_alone(match, scene) else ""
        lead += _www(match, scene) if "://www." in written else ""
    tail = " slash" if lead and address.endswith("/") else ""
    return Said(spoken=lead + spell_address(address, scene) + tail, end=match.start() + len(written))


def _is_alone(match: re.Match[str], scene: Scene) -> bool:
    """In running text the marks of what every address begins with tell a listener nothing."""
    return scene.face.strip() == match[0]


def _www(match: re.Match[str], scene: Scene) -> str:
    if not scene.known.puts("web", "whole"):
        return ""
    return "W W W dot " if _is_alone(match, scene) else "W W W "


@rule("electronic", "l", r"file:///?(?P<path>[\w./%-]{1,200}[\w/])")
def address_of_a_file(match: re.Match[str], scene: Scene) -> str:
    """file:///photos/lido.jpg: alone, it is there to be typed, and no browser adds what it begins with."""
    lead = "file colon slash slash slash " if _is_alone(match, scene) else "file "
    return lead + spell_address(match["path"].lstrip("/"), scene)


@rule("electronic", "uld", rf"[A-Za-z0-9](?:[\w.+%-]{{0,63}})@{_HOST}[A-Za-z]{{2,24}}(?:/[\w-]{{0,60}})?")
def mail_address(match: re.Match[str], scene: Scene) -> str:
    return spell_address(match[0], scene)


@rule("electronic", "ul", rf"[Ww]{{3}}\.(?P<rest>{_HOST}[A-Za-z]{{2,24}}{_PATH})")
def web_address_with_www(match: re.Match[str], scene: Scene) -> str:
    return _www(match, scene) + spell_address(match["rest"], scene)


@rule("electronic", "uld", rf"{_HOST}{_ANY_ENDING}(?![\w-]|\.\w){_PATH}")
def web_address(match: re.Match[str], scene: Scene) -> str | None:
    """Visit bbc.co.uk/weather. Two sentences run together ("end.In") are none."""
    if match[0][0].isdigit() and not re.search("[A-Za-z]{2}", match[0].rsplit(".", 1)[0]):
        return None
    last = re.split(r"[./]", match[0])[1]
    return None if last[:1].isupper() and not match[0].isupper() else spell_address(match[0], scene)


def spell_name(written: str, scene: Scene) -> str:
    """The words of a hashtag or handle: StHelierRadio, NHSheroes2026, thank_you."""
    pieces = _CAMEL.findall(written)
    return scene_words(" ".join(pieces), scene)


def scene_words(text: str, scene: Scene) -> str:
    """The plain spoken form of some other text."""
    # Imported late: the tokeniser stands on the rules.
    from bulletin.script.speakable.tokeniser import plain_words

    return plain_words(text, known=scene.known)


@rule("electronic", "s", r"#(?P<name>[^\W\d][\w]{0,100})")
def hashtag(match: re.Match[str], scene: Scene) -> str:
    lead = "" if scene.before(match.start()) in ("hashtag", "hashtags") else "hashtag "
    return f"{lead}{spell_name(match['name'], scene)}"


@rule("electronic", "s", r"@(?P<name>[^\W\d]\w{0,100})")
def handle(match: re.Match[str], scene: Scene) -> str:
    before = "" if scene.before(match.start()) == "at" else "at "
    return f"{before}{spell_name(match['name'], scene)}"


@rule("electronic", "s", rf"(?<![\w.])\.(?P<name>{_ENDING}){END}")
def ending_alone(match: re.Match[str], scene: Scene) -> str:
    """The .uk domain."""
    return f"dot {spell_address(match['name'], scene)}"


RULES = (
    ending_alone,
    web_address_with_protocol,
    address_of_a_file,
    mail_address,
    web_address_with_www,
    web_address,
    hashtag,
    handle,
)
