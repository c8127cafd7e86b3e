"""Bytes to text, whatever they say they are."""

from __future__ import annotations

import codecs
import re
import unicodedata

from bulletin.errors import RefusedError
from bulletin.model import Document, Form

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The labels that mean Windows' own table on the web (WHATWG Encoding Standard, section 4.2).
WINDOWS_LABELS = frozenset(
    {"ascii", "us-ascii", "iso-8859-1", "latin-1", "latin1", "iso8859-1", "windows-1252"}
)
SNIFFED_BYTES = 65_536
DECLARING_BYTES = 8192
# Control characters, invisible joiners and marks that turn the direction of writing: nothing to say, and some
# engines stop at them. The zero-width joiner stays, for emoji and for scripts that need it.
UNSPEAKABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8});")
BINARY_SHARE = 0.05


def decode(document: Document) -> str:
    """
    Read a document's bytes as text.

    Raises:
        RefusedError: They are no text.
    """
    content, charset = document.content, document.charset
    text = decode_html(content, charset) if document.form in (Form.HTML, Form.ENTRY) else decode_text(content)
    if _is_binary(text):
        raise RefusedError(
            "It is not text: it looks like a program, a picture or a word-processor file. "
            "Save it as plain text (.txt) and try again."
        )
    return tidy(text)


def decode_text(content: bytes) -> str:
    """Read plain text: by its byte order mark, else UTF-8, else Windows-1252."""
    marked = _by_mark(content)
    return marked if marked is not None else _as(content, "utf-8") or content.decode("cp1252", "replace")


def decode_html(content: bytes, charset: str | None) -> str:
    """Read a page: by its mark, the server's word, its own word, and last by its looks."""
    marked = _by_mark(content)
    if marked is not None:
        return marked
    from bs4.dammit import EncodingDetector, UnicodeDammit

    declared = EncodingDetector.find_declared_encoding(content[:DECLARING_BYTES], is_html=True)
    if declared and declared.lower().startswith(("utf-16", "utf-32")):
        declared = "utf-8"  # a page whose declaration could be read byte by byte is not in those
    for label in (charset, declared, "utf-8"):
        text = _as(content, label)
        if text is not None:
            return text
    looks = UnicodeDammit(content[:SNIFFED_BYTES], is_html=True).original_encoding
    return _as(content, looks, errors="replace") or content.decode("cp1252", "replace")


def tidy(text: str) -> str:
    """Take out what is invisible or unsayable, and compose accents with their letters."""
    return unicodedata.normalize("NFC", UNSPEAKABLE.sub("", text.replace("\xa0", " ")))


def unescaped(text: str) -> str:
    """Read entities that stand in running text, where a system escaped them twice: "Caf&#233;"."""
    if "&" not in text or not ENTITY.search(text):
        return text
    from html import unescape

    return tidy(ENTITY.sub(lambda found: unescape(found[0]), text))


def _by_mark(content: bytes) -> str | None:
    for mark, name in BOMS:
        if content.startswith(mark):
            return (
                content[len(mark) :].decode("utf-8", "replace")
                if name == "utf-8"
                else content.decode(name, "replace")
            )
    return None


def _as(content: bytes, label: str | None, *, errors: str = "strict") -> str | None:
    """Decode by a label; None where that is no known charset or does not fit."""
    if not label:
        return None
    name = label.strip().strip("\"'").lower()
    if name in WINDOWS_LABELS:
        name, errors = ("cp1252", errors) if not content.isascii() else ("ascii", errors)
    try:
        return content.decode(name, errors)
    except (LookupError, UnicodeError, ValueError):
        return None


def _is_binary(text: str) -> bool:
    """Tell text from anything else by its control characters, of which text has next to none."""
    start = text[:SNIFFED_BYTES]
    return len(CONTROLS.findall(start)) > BINARY_SHARE * len(start)
