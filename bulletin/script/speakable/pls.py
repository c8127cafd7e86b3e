"""PLS: a lexicon as other programs exchange it.

Source: W3C, Pronunciation Lexicon Specification 1.0, 14 October 2008. A respelling is its `alias`, IPA its
`phoneme`. Notes and names of people have no place there, and stay in our own table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bulletin.errors import MisuseError
from bulletin.script.speakable.lexicon import Entry, Lexicon
from bulletin.script.speakable.lexicon_table import make_entry

# Imported where they are used: every run asks whether a lexicon is PLS, hardly one is, and with them come
# HTTP and TLS.
if TYPE_CHECKING:
    from xml.etree import ElementTree

NAMESPACE = "http://www.w3.org/2005/01/pronunciation-lexicon"
# Entities that unfold into others can fill the memory of a machine; no lexicon has any need of them.
_DECLARES = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def is_pls(text: str) -> bool:
    """Whether a lexicon's text is XML, and no table."""
    return text.lstrip().startswith("<")


def parse_pls(text: str, *, name: str, by: str = "") -> Lexicon:
    """
    Read a PLS document; a lexeme that cannot be used is named in `problems`, and the others are used.

    Args:
        text: The document.
        name: For messages.
        by: Who brings the entries in.

    Raises:
        MisuseError: It is no PLS document.
    """
    from xml.etree import ElementTree

    if _DECLARES.search(text):
        raise MisuseError(f"{name} declares a document type. Take that line out, then import it again.")
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as error:
        raise MisuseError(f"{name} is no XML that can be read: {error}.") from error
    if _local(root) != "lexicon":
        raise MisuseError(f"{name} is no pronunciation lexicon: it begins with <{_local(root)}>.")
    entries: list[Entry] = []
    problems: list[str] = []
    for number, lexeme in enumerate(_children(root, "lexeme"), start=1):
        try:
            entries.extend(_entries(lexeme, alphabet=root.get("alphabet", ""), by=by))
        except MisuseError as error:
            problems.append(f"{name}, lexeme {number}: {error}")
    return Lexicon().with_entries(entries, problems=problems)


def write_pls(entries: Iterable[Entry], *, language: str = "en-GB") -> str:
    """Write a PLS document; where an entry has both, its IPA comes first and so is preferred."""
    from xml.sax.saxutils import quoteattr

    lexemes = "".join(map(_lexeme, entries))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<lexicon version="1.0" xmlns="{NAMESPACE}" alphabet="ipa" xml:lang={quoteattr(language)}>\n'
        f"{lexemes}</lexicon>\n"
    )


def _lexeme(entry: Entry) -> str:
    from xml.sax.saxutils import escape

    parts = (("grapheme", entry.written), ("phoneme", entry.ipa), ("alias", entry.spoken))
    inside = "".join(f"    <{name}>{escape(value)}</{name}>\n" for name, value in parts if value)
    return f"  <lexeme>\n{inside}  </lexeme>\n"


def _entries(lexeme: ElementTree.Element, *, alphabet: str, by: str) -> Iterator[Entry]:
    """One entry for each grapheme; an alphabet that is no IPA is of no use to a voice of ours."""
    alias = _preferred(_children(lexeme, "alias"))
    phoneme = _preferred(
        part for part in _children(lexeme, "phoneme") if part.get("alphabet", alphabet) == "ipa"
    )
    graphemes = [_text(part) for part in _children(lexeme, "grapheme")]
    for written in graphemes or [""]:
        yield make_entry(written, alias, ipa=phoneme, by=by)


def _preferred(parts: Iterable[ElementTree.Element]) -> str:
    """The first, unless a later one says that it is preferred: section 4.6 of the source."""
    found = list(parts)
    chosen = next((part for part in found if part.get("prefer") in ("true", "1")), None)
    chosen = found[0] if chosen is None and found else chosen
    return "" if chosen is None else _text(chosen)


def _children(parent: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (part for part in parent if _local(part) == name)


def _local(part: ElementTree.Element) -> str:
    return part.tag.rpartition("}")[2] if isinstance(part.tag, str) else ""


def _text(part: ElementTree.Element) -> str:
    return " ".join("".join(part.itertext()).split())
