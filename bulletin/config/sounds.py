"""Sound sets: a folder in the station's `sounds/` whose `sounds.toml` says what each sound is."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bulletin.config.station import Station
from bulletin.errors import MisuseError

FILE_NAME = "sounds.toml"
PACKAGED = "packaged"
NONE = "none"
CUES = ("pips", "opening", "separator", "close", "sombre")
BED = "bed"
KEYS = ("label", *CUES, BED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundSet:
    """What a station has chosen for each sound: `packaged`, `none`, or a file."""

    name: str = PACKAGED
    folder: Path | None = None
    chosen: tuple[tuple[str, str], ...] = ()
    """Sound -> choice, for those that a set names; the others are the packaged ones."""
    has_bed: bool = False
    """Whether music lies under the speech."""

    def choice(self, sound: str) -> str:
        """What was chosen for a sound."""
        return dict(self.chosen).get(sound, PACKAGED)

    def file(self, sound: str) -> Path | None:
        """The station's own file for a sound; none where the packaged one plays, or nothing."""
        choice = self.choice(sound)
        return None if self.folder is None or choice in (PACKAGED, NONE) else self.folder / choice


def read_sound_set(station: Station, name: str | None = None, *, bed: bool | None = None) -> SoundSet:
    """
    Read the sound set that a station has chosen.

    Args:
        station: The station.
        name: Another of its sets.
        bed: Music under the speech, or none, whatever the station has chosen.

    Raises:
        MisuseError: There is no such set, or its file has a mistake; the line names file, key and cure.
    """
    wanted = name or station.settings.sound.set
    has_bed = station.settings.sound.bed if bed is None else bed
    if wanted == PACKAGED:
        return SoundSet(has_bed=has_bed)
    if station.folder is None:
        raise MisuseError(
            f"There is no sound set {wanted!r} without a station folder. Name that with --station."
        )
    folder = station.folder / "sounds" / wanted
    told = _read(folder / FILE_NAME, wanted, station.folder / "sounds")
    chosen = tuple((key, _checked(folder, key, told[key])) for key in (*CUES, BED) if key in told)
    return SoundSet(name=wanted, folder=folder, chosen=chosen, has_bed=has_bed)


def _read(path: Path, name: str, sounds: Path) -> dict[str, Any]:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        known = sorted(found.parent.name for found in sounds.glob(f"*/{FILE_NAME}"))
        raise MisuseError(
            f"There is no sound set {name!r}: {path} is missing. "
            f"Sets of this station: {', '.join([PACKAGED, *known])}."
        ) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MisuseError(f"The sound set {path} cannot be read: {error}.") from error
    for key in told:
        if key not in KEYS:
            raise MisuseError(f"{path}: there is no key {key!r}. The keys are: {', '.join(KEYS)}.")
    return told


def _checked(folder: Path, key: str, value: Any) -> str:
    """A choice that can be: a word of ours, or a file that lies in the set's folder."""
    path = folder / FILE_NAME
    if not isinstance(value, str) or not value.strip():
        raise MisuseError(f'{path}: {key} = {value!r} is not "{PACKAGED}", "{NONE}" or the name of a file.')
    if value in (PACKAGED, NONE):
        return value
    if not (folder / value).resolve().is_relative_to(folder.resolve()):
        raise MisuseError(f"{path}: {key} = {value!r} lies outside of the folder of the set. Copy it there.")
    if not (folder / value).is_file():
        raise MisuseError(f"{path}: there is no file {value!r} for {key} in {folder}.")
    return value
