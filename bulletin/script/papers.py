"""Papers: the script as plain text, as a page in large print, and as captions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from bulletin.model import Cue, CueName, Line, Script
from bulletin.script.cards import Card, cards_of
from bulletin.script.splitting import LONGEST_WORDS

_STYLE = Path(__file__).parent / "data" / "page.css"
_POLICY = "default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"
_SOUNDS = {
    CueName.PIPS: "time signal",
    CueName.OPENING: "opening sound",
    CueName.SEPARATOR: "separator sound",
    CueName.CLOSE: "closing sound",
    CueName.SOMBRE: "quiet sound",
}
# A pause so much longer than the shortest is worth a mark; those between sentences a reader makes unasked.
_MARKED_MS = 100
_LEXICON = "lexicon"


def as_text(script: Script) -> str:
    """Write script.txt: a paragraph for each line, sounds in brackets."""
    pieces = (
        f"[{_SOUNDS[item.name]}]" if isinstance(item, Cue) else _printable(item.text) for item in script
    )
    return "\n\n".join(pieces) + "\n"


def captions(script: Script) -> str:
    """
    Write captions.vtt: one caption for each line that has its time.

    Source: W3C WebVTT, sections 4.1 (file structure) and 4.2.2 (escapes).
    """
    blocks = (
        f"{_stamp(line.start_s)} --> {_stamp(line.end_s)}\n{_caption(line.text)}"
        for line in script.lines
        if line.start_s is not None and line.end_s is not None and line.end_s > line.start_s
    )
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def as_html(script: Script, *, title: str = "News script", slugs: Mapping[str, str] | None = None) -> str:
    """
    Write script.html: large print that reads well on a screen and prints on A4; nothing is fetched.

    Args:
        script: Lines and cues; times are shown where they are known.
        title: Such as "Thornbury Vale Radio, Monday 23 November".
        slugs: Story id -> the words above it; without them a story is numbered only.
    """
    body = "\n".join(_body(script, slugs or {}))
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{_safe(title)}</title>\n<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{_safe(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _body(script: Script, slugs: Mapping[str, str]) -> Iterator[str]:
    cards = {card.story: card for card in cards_of(script)}
    told: list[str] = []
    voice = ""
    usual_ms = min((line.pause_after_ms for line in script.lines), default=0)
    for place, item in enumerate(script):
        if isinstance(item, Cue):
            yield f'<p class="cue">[{_SOUNDS[item.name]}]{_at(item.start_s)}</p>'
            continue
        if item.story and item.story not in told and place >= cards[item.story].place:
            told.append(item.story)
            slug = f"{len(told)}. {slugs.get(item.story, '')}".rstrip()
            yield f"<h2>{_safe(slug)}{_at(item.start_s)}</h2>"
            yield _card(cards[item.story])
        if item.voice != voice:
            voice = item.voice
            yield f'<p class="voice">{_safe(voice)}</p>'
        yield _line(item, pauses=item.pause_after_ms > usual_ms + _MARKED_MS)
        yield from _names(item)


def _card(card: Card) -> str:
    """What a presenter looks for at a glance."""
    rows = {
        "In": f"{card.first_words} …",
        "Out": f"… {card.last_words}",
        "Length": _clock(card.seconds),
        "Back-time": _clock(card.left_s),
    }
    return (
        '<p class="card">'
        + " ".join(f"<span><b>{name}</b> {_safe(told)}</span>" for name, told in rows.items())
        + "</p>"
    )


def _line(line: Line, *, pauses: bool) -> str:
    mark = ' <span class="pause" role="img" aria-label="pause">//</span>' if pauses else ""
    count = len(line.text.split())
    long = f' <span class="long">[{count} words: take a breath]</span>' if count > LONGEST_WORDS else ""
    return f"<p>{_safe(line.text)}{mark}{long}</p>"


def _names(line: Line) -> Iterator[str]:
    """How names in it are said, where the lexicon knows."""
    said = dict.fromkeys(
        f"{token.written}: {token.value or token.spoken}"
        for token in line.tokens
        if token.kind == _LEXICON and (token.value or token.spoken).casefold() != token.written.casefold()
    )
    if said:
        yield f'<p class="say">{_safe("; ".join(said))}</p>'


def _at(start_s: float | None) -> str:
    return "" if start_s is None else f' <span class="at">{_clock(start_s)}</span>'


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


def _stamp(seconds: float) -> str:
    minutes, ms = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{ms // 1000:02}.{ms % 1000:03}"


def _caption(text: str) -> str:
    """`-->` would end the caption and a tag would style it; a caption is one line, with no break in it."""
    return _printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _safe(text: str) -> str:
    return escape(_printable(text), quote=True)


def _printable(text: str) -> str:
    """Control characters and direction marks would drive a terminal, a printer or the eye."""
    return "".join(mark if mark.isprintable() else " " for mark in text)
