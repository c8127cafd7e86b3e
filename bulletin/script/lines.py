"""Lines: a sentence with its tokens, its voice and its pause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bulletin.model import Dialect, Line, Trace
from bulletin.script.speakable import Knowledge, Lexicon, render, tokenise

# Pauses as newsreaders make them; a listener takes one of over 0.8 s for the end.
QUOTATION_PAUSE_MS = 250
SENTENCE_PAUSE_MS = 350
PARAGRAPH_PAUSE_MS = 550
STORY_PAUSE_MS = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMaker:
    """Makes lines with a station's pronunciations."""

    lexicon: Lexicon | None = None
    knowledge: Knowledge | None = None

    def line(
        self,
        text: str,
        *,
        voice: str,
        pause_after_ms: int,
        story: str | None = None,
        trace: Trace | None = None,
        edits: tuple[str, ...] = (),
    ) -> Line:
        """Make one line."""
        tokens = tokenise(text, lexicon=self.lexicon, knowledge=self.knowledge)
        return Line(
            text=text,
            spoken=render(tokens, Dialect.PLAIN),
            tokens=tokens,
            voice=voice,
            pause_after_ms=pause_after_ms,
            story=story,
            trace=trace,
            edits=edits,
        )


def ending(lines: Sequence[Line], pause_ms: int) -> Iterator[Line]:
    """The lines of one passage, the last with the pause that follows it."""
    yield from lines[:-1]
    yield replace(lines[-1], pause_after_ms=pause_ms)
