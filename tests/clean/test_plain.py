"""Plain text and Markdown."""

from __future__ import annotations

import time

import pytest

from bulletin.clean.blocks import BEYOND
from bulletin.errors import RefusedError
from bulletin.model import Form, Kind

FIRST = "Marlow Vale Town Council has agreed to plant 200 trees along the River Arrow, at a cost of £48,000."
SECOND = (
    "“Every street will have a share of them,” said Councillor Ada Finch, “and every school may name one.”"
)


def test_a_short_first_line_alone_is_the_headline(read) -> None:
    article = read(f"Trees for the river\n\n{FIRST}\n\n{SECOND}\n", Form.TEXT)

    assert article.headline == "Trees for the river"
    assert article.texts == (FIRST, SECOND)


@pytest.mark.parametrize(
    "first",
    [
        "Trees for the river.",
        "word " * 21,
        "Two\nlines",
        "“Two hundred trees by the river,” she said, “and not one of them a cherry.”",
    ],
)
def test_a_first_line_that_reads_as_a_paragraph_is_the_lead(read, first: str) -> None:
    article = read(f"{first.strip()}\n\n{FIRST}\n\n{SECOND}\n", Form.TEXT)

    assert article.headline == ""
    assert article.texts[0] == " ".join(first.split())


def test_a_headline_needs_a_blank_line_behind_it(read) -> None:
    article = read(f"Trees for the river\n{FIRST}\n\n{SECOND}\n", Form.TEXT)

    assert article.headline == ""


def test_lines_that_were_broken_to_fit_are_joined(read) -> None:
    broken = FIRST.replace(" to plant", "\nto plant").replace(", at a", ",\nat a")

    assert read(f"{broken}\n\n{SECOND}", Form.TEXT).texts == (FIRST, SECOND)


def test_text_without_blank_lines_is_cut_after_its_sentences(read) -> None:
    assert read(f"{FIRST}\n{SECOND}", Form.TEXT).texts == (FIRST, SECOND)


def test_plain_text_goes_through_the_same_judge(read) -> None:
    article = read(f"{FIRST}\n\nRELATED: Ducks return to the weir\n\n{SECOND}", Form.TEXT)

    assert article.texts == (FIRST, SECOND)
    assert [(drop.text, drop.rule) for drop in article.dropped] == [
        ("RELATED: Ducks return to the weir", "related link")
    ]


def test_lists_are_items(read) -> None:
    article = read(f"{FIRST}\n\n- Eastgate\n- Mill Street\n\n{SECOND}", Form.TEXT)

    assert [paragraph.kind for paragraph in article.paragraphs] == [
        Kind.PARAGRAPH,
        Kind.ITEM,
        Kind.ITEM,
        Kind.PARAGRAPH,
    ]
    assert article.texts[1:3] == ("Eastgate", "Mill Street")


def test_the_first_hash_is_the_headline_of_markdown(read) -> None:
    copy = f"---\nauthor: Jo\n---\n# Trees for the *river*\n{FIRST}\n\n## What happens next\n\nThe [plan](https://x.example) is **bold**, `new` and _green_.\n\n> {SECOND}\n\n```\ncode\n```\n"

    article = read(copy, Form.MARKDOWN)

    assert article.headline == "Trees for the river"
    assert article.texts == (FIRST, "What happens next", "The plan is bold, new and green.", SECOND)
    assert [paragraph.kind for paragraph in article.paragraphs] == [
        Kind.PARAGRAPH,
        Kind.HEADING,
        Kind.PARAGRAPH,
        Kind.QUOTE,
    ]


def test_markdown_without_a_hash_has_no_headline(read) -> None:
    assert read(f"{FIRST}\n\n{SECOND}", Form.MARKDOWN).headline == ""


def test_underlined_headings_of_markdown_are_headings(read) -> None:
    article = read(f"Trees\n=====\n\n{FIRST}\n\nWhat happens next\n----\n\n{SECOND}", Form.MARKDOWN)

    assert (article.headline, article.texts) == ("Trees", (FIRST, "What happens next", SECOND))


@pytest.mark.parametrize(
    "text",
    ["Trees.", "Trees\n\nMany of them.", "   ", "\n\n", "..." * 50, "9 " * 500, "😀 " * 50, "and so " * 200],
)
def test_what_is_too_short_to_be_an_article_is_refused(read, text: str) -> None:
    with pytest.raises(RefusedError, match=r"no article|no sentence"):
        read(text, Form.TEXT)


@pytest.mark.parametrize("mark", ["[[h@l'oU]]", '<break time="20s"/>', "{{ 7*7 }}", "\x00\x01\u202e"])
def test_text_that_would_command_something_is_only_text(read, mark: str) -> None:
    article = read(f"{FIRST} {mark} And so on.\n\n{SECOND}", Form.TEXT)

    assert article.texts[1] == SECOND
    assert "\x00" not in article.texts[0]
    assert "\u202e" not in article.texts[0]


HOSTILE = (
    "[",
    "![",
    "[a](",
    "**a ",
    "`",
    "> ",
    "# #",
    "```a\n",
    "- ",
    "\n",
    "<https://a",
    "\\",
    "_a*",
    "=\n",
    "a\n=",
    "- - x\n",
)


@pytest.mark.parametrize("form", [Form.TEXT, Form.MARKDOWN])
@pytest.mark.parametrize("signs", HOSTILE)
def test_a_text_of_nothing_but_signs_is_read_in_the_time_of_a_long_one(read, signs: str, form: Form) -> None:
    many = signs * (100_000 // len(signs))
    start = time.process_time()

    article = read(f"{FIRST}\n\n{SECOND}\n\n# Head {many}x", form)

    assert time.process_time() - start < 3
    assert article.texts[:2] == (FIRST, SECOND)


def test_fenced_code_is_left_out_and_a_fence_that_is_never_closed_is_not(read) -> None:
    text = f"{FIRST}\n\n```\nx = 1\n```\n\n{SECOND}\n\n~~~\nNobody closed what was opened here.\n"

    article = read(text, Form.MARKDOWN)

    assert article.texts[:2] == (FIRST, SECOND)
    assert "x = 1" not in " ".join(article.texts)
    assert any("Nobody closed" in text for text in (*article.texts, *(drop.text for drop in article.dropped)))


def test_what_comes_after_the_longest_text_that_is_read_is_told(read) -> None:
    article = read(
        "\n\n".join(f"Tree number {n} is an oak and stands by the river." for n in range(9000)), Form.TEXT
    )

    assert article.texts[0].startswith("Tree number 0 ")
    assert article.dropped[-1].rule == BEYOND


def test_text_alone_loads_no_page_library() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from datetime import UTC, datetime; from bulletin.clean import clean; from bulletin.model import *;"
        f"clean(Document(id='a', source='s', address='a.txt', form=Form.TEXT, content={f'{FIRST}  {SECOND}'.encode()!r}, fetched_at=datetime.now(UTC)));"
        "print([name for name in ('trafilatura', 'bs4', 'lxml', 'htmldate', 'py3langid') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_entities_in_copy_that_was_pasted_are_letters(read) -> None:
    article = read(f"{FIRST} It costs &pound;5 at the Caf&#233; &amp; Bar.\n\n{SECOND}", Form.TEXT)

    assert article.texts[0].endswith("It costs £5 at the Café & Bar.")
