"""Plain text and Markdown: the copy that volunteers type or paste."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.clean.blocks import Block
from bulletin.clean.decode import unescaped
from bulletin.model import Kind
from bulletin.text.patterns import later

LONGEST_HEADLINE_WORDS = 20
BLANK_LINES = later(r"\n[ \t]*(?:\n[ \t]*)+")
SENTENCE_LINE = later(r"(?<=[.!?:”\"'’])\n")
BULLET = later(r"^\s*(?:[-*+•◦▪–]|\d{1,2}[.)])\s+(?=\S)")
FRONT_MATTER = later(r"\A---\n.*?\n---\n", re.DOTALL)
# Each pattern is bounded, or stops at its own opening sign: a text may be 400,000 of these signs.
FENCES = ("```", "~~~")
HASH_HEADING = later(r"^(#{1,6})[ \t]+(\S.*)$", re.MULTILINE)
UNDERLINED = later(r"^(?=\S)(.{1,200})\n(=+|-{3,})[ \t]*$", re.MULTILINE)
RULE_LINE = later(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.MULTILINE)
INLINE_MARKS = (
    (re.compile(r"!\[[^\[\]\n]*\]\([^)\n]{0,500}\)"), ""),
    (re.compile(r"\[([^\[\]\n]+)\](?:\([^)\n]{0,500}\)|\[[^\[\]\n]*\])"), r"\1"),
    (re.compile(r"^[ \t]*\[[^\[\]\n]+\]:[ \t]*\S.*$", re.MULTILINE), ""),
    (re.compile(r"<(https?://[^<>\s]+)>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Text with its headline apart."""

    headline: str
    blocks: tuple[Block, ...]


def read_text(text: str) -> Copy:
    """Read plain text: a first line that stands alone, is short and ends without a stop is the headline."""
    chunks = _chunks(text)
    headline = ""
    if len(chunks) > 1 and _is_headline(chunks[0]):
        headline = " ".join(chunks.pop(0).split())
    return Copy(headline=headline, blocks=tuple(_blocks(chunks)))


def read_markdown(text: str) -> Copy:
    """Read Markdown: the first `#` heading is the headline, the others stay headings; marks are taken off."""
    text = _without_fences(FRONT_MATTER.sub("", _lines(text)))
    text = UNDERLINED.sub(lambda found: ("# " if found[2][0] == "=" else "## ") + found[1], text)
    text = RULE_LINE.sub("", text)
    for mark, plain in INLINE_MARKS:
        text = mark.sub(plain, text)
    text = HASH_HEADING.sub(r"\n\n\1 \2\n\n", text)
    headline, blocks = "", []
    for chunk in _chunks(text):
        found = HASH_HEADING.fullmatch(chunk.strip())
        heading = _heading(found[2]) if found else ""
        if found and found[1] == "#" and not headline:
            headline = heading
        elif heading:
            blocks.append(Block(text=heading, kind=Kind.HEADING, tag="h2"))
        elif chunk.lstrip().startswith(">"):
            blocks += _blocks([re.sub(r"^\s*>\s?", "", chunk, flags=re.MULTILINE)], kind=Kind.QUOTE)
        else:
            blocks += _blocks([chunk])
    return Copy(headline=headline, blocks=tuple(blocks))


def _without_fences(text: str) -> str:
    """Leave out computer code, which stands between two fences; one that is never closed is a line."""
    kept: list[str] = []
    opened, mark = 0, ""
    for line in text.split("\n"):
        kept.append(line)
        if mark and line.rstrip() == mark:
            del kept[opened:]
            mark = ""
        elif not mark and line.startswith(FENCES):
            opened, mark = len(kept) - 1, line[:3]
    return "\n".join(kept)


def _heading(text: str) -> str:
    """Take off the signs that may close a heading too."""
    return " ".join(text.rstrip(" \t#").split())


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").replace("\u2028", "\n")


def _chunks(text: str) -> list[str]:
    """Cut at blank lines; text without any is cut after lines that end a sentence."""
    text = unescaped(_lines(text).strip())
    cut = BLANK_LINES.split(text)
    return [chunk for chunk in (cut if len(cut) > 1 else SENTENCE_LINE.split(text)) if chunk.strip()]


def _is_headline(chunk: str) -> bool:
    line = chunk.strip()
    return (
        "\n" not in line
        and len(line.split()) <= LONGEST_HEADLINE_WORDS
        and not line.endswith((".", ".”", '."', ".’"))
    )


def _blocks(chunks: list[str], *, kind: Kind = Kind.PARAGRAPH) -> list[Block]:
    blocks = []
    for chunk in chunks:
        lines = chunk.split("\n")
        if all(BULLET.match(line) for line in lines) and (
            len(lines) > 1 or not lines[0].lstrip().startswith("–")
        ):
            blocks += [Block(text=_line(BULLET.sub("", line)), kind=Kind.ITEM, tag="li") for line in lines]
        else:
            blocks.append(Block(text=_line(chunk), kind=kind))
    return [block for block in blocks if block.text]


def _line(text: str) -> str:
    return " ".join(text.split())
