"""Sounding: the sounds that a station has chosen, brought in; one that cannot be used is replaced by ours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bulletin.config.sounds import BED, CUES, NONE, SoundSet
from bulletin.edition.order import Order
from bulletin.errors import BulletinError
from bulletin.master.bring import Brought, bring
from bulletin.master.sounds import Sounds
from bulletin.model import CueName, Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """A set of sounds, ready to be played, with what is to be told of it."""

    sounds: Sounds
    lost: tuple[Skipped, ...] = ()
    """Files that cannot be used."""
    notes: tuple[str, ...] = ()


def bring_sounds(order: Order) -> BroughtIn:
    """Bring in the sounds of an order; each file is read once a run, unless it changes."""
    return _brought(order.sounds, order.cache, _stamps(order.sounds))


def sounds_of(order: Order) -> Sounds:
    """The sounds of an order."""
    return bring_sounds(order).sounds


def time_signal_s(chosen: SoundSet, *, cache: Path) -> float:
    """How long ahead of the minute a file is to be started that begins with the time signal of a set."""
    return bring_set(chosen, cache=cache).sounds.seconds(CueName.PIPS)


def bring_set(chosen: SoundSet, *, cache: Path) -> BroughtIn:
    """Bring in a sound set."""
    return _brought(chosen, cache, _stamps(chosen))


def _stamps(chosen: SoundSet) -> tuple[tuple[int, int], ...]:
    """What changes when a station puts another file in the place of one."""
    files = (chosen.file(sound) for sound in (*CUES, BED))
    return tuple(
        (told.st_size, told.st_mtime_ns) for told in (path.stat() for path in files if path and path.exists())
    )


@lru_cache(maxsize=8)
def _brought(chosen: SoundSet, cache: Path, _: tuple[tuple[int, int], ...]) -> BroughtIn:
    own: dict[str, Brought] = {}
    lost: list[Skipped] = []
    for sound in (*CUES, *([BED] if chosen.has_bed else [])):
        path = chosen.file(sound)
        if path is None:
            continue
        try:
            own[sound] = bring(path, role=sound, cache=cache)
        except BulletinError as error:
            lost.append(
                Skipped(what=f"sound {path.name}", why=f"{error} The packaged {sound} played instead.")
            )
    sounds = Sounds(
        own={CueName(name): brought for name, brought in own.items() if name != BED},
        silent=frozenset(CueName(name) for name in CUES if chosen.choice(name) == NONE),
        has_bed=chosen.has_bed and chosen.choice(BED) != NONE,
        own_bed=own.get(BED),
        cache=cache,
    )
    notes = tuple(note for brought in own.values() for note in brought.notes)
    return BroughtIn(sounds=sounds, lost=tuple(lost), notes=notes)
