"""A path as a person types it: in the quotation marks that this system's terminal wants."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path


def typed(path: Path | str, *, windows: bool = os.name == "nt") -> str:
    """Write a path for a command that a person is to copy; a space in it would make two words."""
    text = str(path)
    if not windows:
        return shlex.quote(text)
    return text if re.fullmatch(r"[\w.:\\/-]+", text) else f'"{text}"'
