"""What espeak-ng makes of a text, in its own phoneme codes: whether a rendering sounds as it should."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence

import pytest

_BREAK = "Abracadabra."
# A weak vowel is put down in one of several ways, by the words beside it.
_WEAK = (
    ("I2", "I"),
    ("a#", "@"),
    ("i@3", "i@"),
    ("3", "@"),
    ("@L", "@l"),
    ("r- ", " "),
    ("O@", "O:"),
    ("@5", "@"),
)
_UNHEARD = re.compile(r"[',_;:|\s%=2#-]")


def phonemes(texts: Sequence[str], *, voice: str = "en-gb-x-rp") -> list[str]:
    """Each text in espeak-ng's codes, as it prints them: one process for all."""
    program = shutil.which("espeak-ng")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("espeak-ng must be installed where CI=true")
        pytest.skip("espeak-ng is not installed: phonemes cannot be heard")
    asked = "\n\n".join(f"{text}\n\n{_BREAK}" for text in texts)
    argv = [program, "-q", "-x", "-v", voice]
    said = subprocess.run(argv, input=asked, capture_output=True, encoding="utf-8", timeout=60, check=True)
    mark = subprocess.run([*argv, _BREAK], capture_output=True, encoding="utf-8", timeout=20, check=True)
    parts = said.stdout.split(mark.stdout.strip())[:-1]
    assert len(parts) == len(texts)
    return [" ".join(part.split()) for part in parts]


def sounds(codes: str) -> str:
    """Codes without stress, pauses and what hangs on the words beside: two of them are alike to the ear."""
    for written, heard in _WEAK:
        codes = codes.replace(written, heard)
    return _UNHEARD.sub("", codes)
