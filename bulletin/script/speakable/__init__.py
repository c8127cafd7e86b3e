"""Text as it is said: classify what is written, then put it into words.

`tokenise` gives the trace, `render` one reader's spelling of it. Nothing here changes a fact.
"""

from __future__ import annotations

from functools import lru_cache

from bulletin.model import Dialect, Token
from bulletin.script.speakable.dialects import render
from bulletin.script.speakable.explaining import Explained, explain
from bulletin.script.speakable.heteronyms import heteronym_marks
from bulletin.script.speakable.knowledge import Knowledge, load_knowledge, profile_of
from bulletin.script.speakable.lexicon import Entry, Lexicon
from bulletin.script.speakable.lexicon_table import make_entry, packaged_lexicon, read_lexicon
from bulletin.script.speakable.pronouncing import lexicon_marks, pronounce

__all__ = [
    "Entry",
    "Explained",
    "Knowledge",
    "Lexicon",
    "explain",
    "load_knowledge",
    "make_entry",
    "packaged_lexicon",
    "profile_of",
    "read_lexicon",
    "render",
    "speak_text",
    "tokenise",
]


_ROUNDS = 4

# A sentence is looked at many times while stories are weighed; an hour's news has about this many.
REMEMBERED = 4096


def tokenise(
    text: str, *, lexicon: Lexicon | None = None, knowledge: Knowledge | None = None
) -> tuple[Token, ...]:
    """
    Split a text into tokens that know how they are said.

    Args:
        text: Any text; context is looked for inside it, so a sentence is the best measure.
        lexicon: The station's; without one, the packaged lexicon.
        knowledge: The tables; without them, the packaged British ones.

    Returns:
        Contiguous tokens; joining `written` gives the text back. A run of plain text is one token of
        kind "plain" whose `spoken` is what is written.
    """
    # Imported when first needed: the rules' patterns take 50 ms to compile.
    from bulletin.script.speakable.tokeniser import default_knowledge

    return _tokens(text, packaged_lexicon() if lexicon is None else lexicon, knowledge or default_knowledge())


@lru_cache(maxsize=REMEMBERED)
def _tokens(text: str, lexicon: Lexicon, knowledge: Knowledge) -> tuple[Token, ...]:
    from bulletin.script.speakable.tokeniser import tokens_of

    # The station's own word goes before what the context says.
    marks = (*lexicon_marks(text, lexicon), *heteronym_marks(text, knowledge))
    return pronounce(tuple(tokens_of(text, known=knowledge)), marks)


def speak_text(text: str, *, knowledge: Knowledge | None = None) -> str:
    """The plain spoken form: no digit, no symbol; saying it twice changes nothing."""
    said = text
    # What stood between two words may be gone now, and they mean something together ("George <V>").
    # That is so rare in news that a Line is rendered once; the promise here is for all text.
    for _ in range(_ROUNDS):
        before, said = said, render(tokenise(said, knowledge=knowledge), Dialect.PLAIN)
        if said == before:
            break
    return said
