"""Mastering profiles: loudness target and shaping by name, from profiles.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bulletin.errors import MisuseError


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelProfile:
    """One table of profiles.toml, which explains the fields."""

    name: str
    target_lufs: float
    high_pass_hz: float
    presence_hz: float
    presence_db: float
    narrowing: float
    about: str

    @property
    def is_plain(self) -> bool:
        """Whether the voice stays as it is."""
        return not (self.high_pass_hz or self.presence_db or self.narrowing)


@cache
def profiles() -> dict[str, LevelProfile]:
    """Every profile by its name."""
    table = tomllib.loads(files(__package__).joinpath("profiles.toml").read_text(encoding="utf-8"))
    return {name: LevelProfile(name=name, **row) for name, row in table.items()}


def profile_named(name: str) -> LevelProfile:
    """
    Find a profile.

    Raises:
        MisuseError: There is none of that name.
    """
    try:
        return profiles()[name]
    except KeyError:
        raise MisuseError(
            f"There is no level profile {name!r}. Choose from: {', '.join(profiles())}."
        ) from None
