"""List the common words of news: those by which a name that a person should listen to is told.

    python bench/common_words.py [--shared DIR]

Writes `bulletin/script/speakable/data/en_gb/common.txt`. Only single words leave this program, and only those
of several articles; a word that a shorter one of the list makes by a usual ending is left out.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from background import read_texts
from yardsticks import SHARED

from bulletin.script.speakable import packaged_lexicon
from bulletin.script.speakable.common import stems

# A word in small letters that one paper prints is read by rule; a name must be known to many.
FEWEST_OF_A_NAME = 4
SHARE_OF_THE = 0.02
TABLE = Path(__file__).parents[1] / "bulletin/script/speakable/data/en_gb/common.txt"
HEADER = """\
# Words that any voice says right: what stands in small letters in the news, and names of {names} articles;
# counted by bench/common_words.py. Single words only: no text can be made out of them.
"""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def main() -> None:
    """Count, and write the list."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    words = common_words(read_texts(parser.parse_args().shared))
    header = HEADER.format(names=FEWEST_OF_A_NAME)
    TABLE.write_text(header + "".join(f"{word}\n" for word in words), encoding="utf-8", newline="\n")
    print(f"{len(words)} words: {TABLE}")


def common_words(texts: Iterable[str]) -> list[str]:
    """The words that stand in several texts, without those that a stem of the list covers."""
    small: set[str] = set()
    names: Counter[str] = Counter()
    for text in filter(_is_english, texts):
        words = set(_WORD.findall(text.replace("’", "'")))
        small.update(word for word in words if word.islower())
        names.update(word for word in words if word.istitle())
    found = {word.removesuffix("'s") for word in small}
    found |= {word.lower().removesuffix("'s") for word, count in names.items() if count >= FEWEST_OF_A_NAME}
    kept: set[str] = set()
    for word in sorted(found, key=len):
        is_plain = len(word) > 1 and word.isascii() and not packaged_lexicon().knows(word)
        if is_plain and kept.isdisjoint(stems(word)):
            kept.add(word)
    return sorted(kept)


def _is_english(text: str) -> bool:
    """Whether "the" is as frequent as in English: one of the sets has pages in many languages."""
    words = text.casefold().split()
    return words.count("the") > SHARE_OF_THE * len(words)


if __name__ == "__main__":
    main()
