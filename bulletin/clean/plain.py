"""Plain text and Markdown: the copy that volunteers type or paste."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.clean.blocks import Block
from bulletin.model import Kind

LONGEST_HEADLINE_WORDS = 20
BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
SENTENCE_LINE = re.compile(r"(?<=[.!?:”\"'’])\n")
BULLET = re.compile(r"^\s*(?:[-*+•◦▪–]|\d{1,2}[.)])\s+(?=\S)")
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.DOTALL | re.MULTILINE)
HASH_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
UNDERLINED = re.compile(r"^(?=\S)(.{1,200})\n(=+|-{3,})[ \t]*$", re.MULTILINE)
RULE_LINE = re.compile(r"^\s*(?:[-*_]\s*){3,}$", re.MULTILINE)
INLINE_MARKS = (
    (re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"), ""),
    (re.compile(r"\[([^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])"), r"\1"),
    (re.compile(r"^\s*\[[^\]\n]+\]:\s*\S+.*$", re.MULTILINE), ""),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
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
    text = FENCE.sub("", FRONT_MATTER.sub("", _lines(text)))
    text = UNDERLINED.sub(lambda found: ("# " if found[2][0] == "=" else "## ") + found[1], text)
    text = RULE_LINE.sub("", text)
    for mark, plain in INLINE_MARKS:
        text = mark.sub(plain, text)
    text = HASH_HEADING.sub(r"\n\n\1 \2\n\n", text)
    headline, blocks = "", []
    for chunk in _chunks(text):
        found = HASH_HEADING.fullmatch(chunk.strip())
        if found and found[1] == "#" and not headline:
            headline = " ".join(found[2].split())
        elif found:
            blocks.append(Block(text=" ".join(found[2].split()), kind=Kind.HEADING, tag="h2"))
        elif chunk.lstrip().startswith(">"):
            blocks += _blocks([re.sub(r"^\s*>\s?", "", chunk, flags=re.MULTILINE)], kind=Kind.QUOTE)
        else:
            blocks += _blocks([chunk])
    return Copy(headline=headline, blocks=tuple(blocks))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").replace("\u2028", "\n")


def _chunks(text: str) -> list[str]:
    """Cut at blank lines; text without any is cut after lines that end a sentence."""
    text = _lines(text).strip()
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
