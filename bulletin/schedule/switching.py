"""Switching: a mode on or off, and what is live made again by its rules."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bulletin.config.station import Station
from bulletin.edition.minding import not_for_mode
from bulletin.edition.order import Tools
from bulletin.edition.welcome import NOTICE_MODE
from bulletin.model import Edition
from bulletin.publish.live import read_live
from bulletin.publish.mode import Mode, ModeName, write_mode
from bulletin.publish.off_air import read_off_air
from bulletin.publish.places import Places
from bulletin.schedule.ledger import Ledger
from bulletin.schedule.retracting import rebuild
from bulletin.schedule.withdrawing import last_edition, programmes_of

EVENT = "mode"


@dataclass(frozen=True, slots=True, kw_only=True)
class Switched:
    """What became of one programme."""

    programme: str
    edition: Edition | None
    """What is live now; None for the filler."""
    left_out: tuple[str, ...] = ()
    """Headlines that are no longer told."""


def switch(mode: Mode, *, station: Station, tools: Tools, ledger: Ledger) -> tuple[Switched, ...]:
    """
    Switch a mode on, or back to normal, and make again at once what is live by its rules.

    A typed notice stays as it is. Back in normal times the next bulletin is a normal one.

    Args:
        mode: Which, by whom and why.
        station: Its settings.
        tools: What the rooms work with.
        ledger: Writes it down.

    Raises:
        BulletinError: A bulletin could not be made again; the mode is on, and the filler is live there.
    """
    write_mode(station.output, mode)
    ledger.event(None, EVENT, f"{mode.by}: {mode.name}: {mode.reason}")
    if mode.name is ModeName.NORMAL or read_off_air(station.output) is not None:
        return ()
    done = (_switch_one(name, mode.name, station, tools, ledger) for name in programmes_of(station))
    return tuple(one for one in done if one is not None)


def _switch_one(
    programme: str, mode: ModeName, station: Station, tools: Tools, ledger: Ledger
) -> Switched | None:
    places = Places(root=station.output / programme)
    fresh = read_live(places)
    live = last_edition(places)
    if fresh is None or live is None or not fresh.is_fresh(tools.now()) or fresh.is_filler:
        return None
    if live.mode == NOTICE_MODE:
        return None
    unwanted = not_for_mode([story.article for story in live.stories], station, mode)
    left = [story for story in live.stories if story.article.id not in unwanted]
    gone = tuple(story.headline or story.article.name for story in live.stories if story not in left)
    switched = replace(live, mode=mode.value)
    made = rebuild(switched, left, station=station, tools=tools, ledger=ledger)
    return Switched(programme=programme, edition=made, left_out=gone)
