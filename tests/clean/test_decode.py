"""Bytes to text."""

from __future__ import annotations

import pytest

from bulletin.clean.decode import decode_html, decode_text, tidy

WORDS = "Café costs £5 – “cheap”, says Zoë"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_is_read_in_the_charsets_that_editors_write(charset: str) -> None:
    assert decode_text(WORDS.encode(charset)) == WORDS


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        (f"<meta charset='utf-8'><p>{WORDS}".encode(), None),
        (f"<meta charset='windows-1252'><p>{WORDS}".encode("cp1252"), None),
        (f"<meta charset='iso-8859-1'><p>{WORDS}".encode("cp1252"), None),
        (f"<meta charset='utf-16'><p>{WORDS}".encode(), None),
        (f"<meta charset='iso-8859-1'><p>{WORDS}".encode(), "utf-8"),
        (f"<p>{WORDS}".encode(), "us-ascii"),
        (f"<p>{WORDS}".encode(), "klingon"),
        (f"<p>{WORDS}".encode("utf-16"), None),
        (f"<p>{WORDS}".encode("cp1252"), "ISO-8859-1"),
    ],
)
def test_a_page_is_read_though_its_labels_lie(content: bytes, charset: str | None) -> None:
    assert WORDS in decode_html(content, charset)


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\xc3\x28", b"\x81\x8d\x8f", b"\xed\xa0\x80", bytes(range(256))]
)
def test_any_bytes_give_some_text(content: bytes) -> None:
    assert isinstance(decode_html(content, None), str)
    assert isinstance(decode_text(content), str)


def test_what_cannot_be_seen_or_said_is_taken_out() -> None:
    assert tidy("a\x00b\u200bc\u202ed\xade\ufeff\xa0f\ud800") == "abcde f"
    assert tidy("cafe\u0301") == "café"
