"""The commented `bulletin.toml` that `bulletin init` writes."""

from __future__ import annotations

from importlib.resources import files
from string import Template


def new_settings(*, name: str, place: str, zone: str) -> str:
    """Fill in the commented template; quotation marks and backslashes in answers stay answers."""
    template = Template(
        files("bulletin.config").joinpath("bulletin.toml.template").read_text(encoding="utf-8")
    )
    answers = {"name": name, "place": place, "zone": zone}
    return template.substitute({key: _quoted(value) for key, value in answers.items()})


def _quoted(value: str) -> str:
    cleaned = "".join(letter for letter in value if letter.isprintable())
    return '"' + cleaned.replace("\\", "\\\\").replace('"', '\\"') + '"'
