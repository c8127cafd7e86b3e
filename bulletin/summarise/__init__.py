"""Article -> Story: what to say of each article, and which articles, under a time budget."""

from bulletin.summarise.misprints import MISPRINT, misprint_notes
from bulletin.summarise.preferences import Airing, Preferences
from bulletin.summarise.rundown import make_rundown
from bulletin.summarise.summariser import SecondsOf, Summariser, find_summariser, words_of

__all__ = [
    "MISPRINT",
    "Airing",
    "Preferences",
    "SecondsOf",
    "Summariser",
    "find_summariser",
    "make_rundown",
    "misprint_notes",
    "words_of",
]
