"""Numbers in British English words."""

from __future__ import annotations

import unicodedata
from itertools import groupby

_ONES = (
    "nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
_ORDINALS = {
    "nought": "noughth",
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_REPEATS = {2: "double", 3: "treble"}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}

LARGEST = 10**15 - 1
"""Above this, nobody hears a size any more; the digits are read one by one."""


def cardinal(number: int) -> str:
    """Words for 0 to `LARGEST`, with the British "and": one hundred and ten thousand."""
    if number < 100:
        return _under_hundred(number)
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_ONES[hundreds]} hundred" + (f" and {_under_hundred(rest)}" if rest else "")
    size, name = next(scale for scale in _SCALES if number >= scale[0])
    many, rest = divmod(number, size)
    joint = " and " if 0 < rest < 100 else " "
    return f"{cardinal(many)} {name}" + (f"{joint}{cardinal(rest)}" if rest else "")


def _under_hundred(number: int) -> str:
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def ordinal(number: int) -> str:
    """Words for a place in a row: twenty-first."""
    words = cardinal(number) if number else "zero"
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    return words[:cut] + _ordinal_word(words[cut:])


def _ordinal_word(word: str) -> str:
    if word in _ORDINALS:
        return _ORDINALS[word]
    return f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th"


def digits(written: str, *, zero: str = "oh") -> str:
    """Every digit by its name; other characters part the groups."""
    return " ".join(zero if char == "0" else _ONES[int(char)] for char in written if char in "0123456789")


def telephone(written: str) -> str:
    """Digit by digit, with a comma where the groups part, so that a listener can write along."""
    groups = "".join(char if char.isdigit() else " " for char in written).split()
    return ", ".join(digits(group) for group in groups)


def repeated(written: str) -> str:
    """Digit by digit with double and treble: 007 is double oh seven."""
    said = []
    for digit, run in groupby(written):
        count = len(list(run))
        word = digits(digit)
        said.append(f"{_REPEATS[count]} {word}" if count in _REPEATS else " ".join([word] * count))
    return " ".join(said)


def number(written: str) -> str:
    """Words for a whole number or a decimal, with or without commas: "1,234.05"."""
    whole, _, part = written.replace(",", "").partition(".")
    if len(whole) > 15 or (len(whole) > 1 and whole[0] == "0" and not part):
        said = digits(whole)
    else:
        said = cardinal(int(whole or "0"))
    return f"{said} point {digits(part)}" if part else said


def year(number_: int) -> str:
    """A year as it is said: nineteen oh six, two thousand and seven, twenty twenty-six."""
    century, rest = divmod(number_, 100)
    if number_ < 1000 or 2000 <= number_ < 2010 or number_ > 9999:
        return cardinal(number_)
    if not rest:
        return cardinal(number_) if century % 10 == 0 else f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {f'oh {_ONES[rest]}' if rest < 10 else _under_hundred(rest)}"


def plural(words: str) -> str:
    """The plural of a number's last word: nineties, sixty-fives, hundreds."""
    if words.endswith("y"):
        return f"{words[:-1]}ies"
    return f"{words}es" if words.endswith("x") else f"{words}s"


def fraction(top: int, bottom: int) -> str:
    """Words for a fraction: a half is "one half", 3/4 three quarters, 5/16 five sixteenths."""
    if bottom == 2:
        name, names = "half", "halves"
    elif bottom == 4:
        name, names = "quarter", "quarters"
    else:
        name = ordinal(bottom)
        names = f"{name}s"
    return f"{cardinal(top)} {name if top == 1 else names}"


def vulgar(char: str) -> str:
    """Words for a fraction in one character: ¾ is three quarters."""
    top, _, bottom = unicodedata.normalize("NFKC", char).replace("⁄", "/").partition("/")
    return fraction(int(top), int(bottom)) if top.isdigit() and bottom.isdigit() and int(bottom) else "one"


def roman(written: str) -> int | None:
    """The value of a well-formed Roman numeral in capitals, else nothing."""
    total = 0
    if not 0 < len(written) <= 15 or not set(written) <= set(_ROMAN):
        return None
    for char, following in zip(written, f"{written[1:]} ", strict=True):
        value = _ROMAN[char]
        total += -value if value < _ROMAN.get(following, 0) else value
    return total if to_roman(total) == written else None


def to_roman(value: int) -> str:
    """A Roman numeral for 1 to 3,999."""
    pairs = "M:1000 CM:900 D:500 CD:400 C:100 XC:90 L:50 XL:40 X:10 IX:9 V:5 IV:4 I:1"
    written = ""
    for pair in pairs.split():
        signs, size = pair.split(":")
        count, value = divmod(value, int(size))
        written += signs * count
    return written
