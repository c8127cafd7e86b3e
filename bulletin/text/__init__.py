"""Text: pure string tools that the rooms share."""

from bulletin.text.sentences import sentences
from bulletin.text.words import content_words, fold, is_stop_word, shorten, words

__all__ = ["content_words", "fold", "is_stop_word", "sentences", "shorten", "words"]
