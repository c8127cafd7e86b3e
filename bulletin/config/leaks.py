"""Leaks: passwords that stand where other people read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Place = tuple[str | int, ...]

_NAME = re.compile(
    r"(?:^|[_-])(?:password|passwd|passphrase|pass|pwd|secret|token|(?:api|secret|access)[_-]?key)$",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"://[^/@\s:]*:[^/@\s]+@")
_KEY_TEXT = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")
_COMMENTED = re.compile(r"^\s*#\s*(?P<name>[A-Za-z_-]+)\s*=\s*(?P<value>[\"'].+[\"'])")


def find_leaks(told: Any, place: Place = ()) -> Iterator[Place]:
    """
    Find secrets in parsed settings.

    Args:
        told: What the TOML parser gave.
        place: Where that stands; keys and row numbers from the top.

    Yields:
        The place of each value that is a secret by its key (`password`), or by its form: an address with a
        password in it, a private key.
    """
    if isinstance(told, dict):
        for name, value in told.items():
            yield from find_leaks(value, (*place, name))
    elif isinstance(told, list):
        for number, value in enumerate(told):
            yield from find_leaks(value, (*place, number))
    elif told != "" and (_is_secret_name(place) or _is_secret_text(told)):
        yield place


def secret_key(told: Any, place: Place) -> str:
    """Name the key in `secrets.toml` that stands for a place: rows of a list go by their own name."""
    parts: list[str] = []
    for step in place:
        told = told[step]
        if isinstance(step, str):
            parts.append(step)
        elif isinstance(told, dict):
            parts.append(str(told.get("name", step)))
    return ".".join(parts)


def lines_with_secrets(text: str) -> tuple[int, ...]:
    """Find comments that hold a secret; a comment is read by nobody but goes wherever the file goes."""
    lines = enumerate(text.splitlines(), 1)
    return tuple(number for number, line in lines if (found := _COMMENTED.match(line)) and _tells(found))


def _tells(found: re.Match[str]) -> bool:
    value = found["value"].strip("\"'. ")
    return bool(value) and (bool(_NAME.search(found["name"])) or _is_secret_text(value))


def _is_secret_name(place: Place) -> bool:
    named = next((step for step in reversed(place) if isinstance(step, str)), "")
    return bool(_NAME.search(named))


def _is_secret_text(value: Any) -> bool:
    return isinstance(value, str) and bool(_IN_ADDRESS.search(value) or _KEY_TEXT.search(value))
