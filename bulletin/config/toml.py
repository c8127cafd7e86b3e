"""TOML: values as the settings have them."""

from __future__ import annotations


def quoted(value: str) -> str:
    """Write a text as a TOML string; quotation marks and backslashes stay what they are."""
    cleaned = "".join(letter for letter in value if letter.isprintable())
    return '"' + cleaned.replace("\\", "\\\\").replace('"', '\\"') + '"'
