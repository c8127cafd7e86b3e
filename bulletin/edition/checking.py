"""Checking: everything a station needs, one plain line and one cure each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bulletin.config.station import read_station
from bulletin.edition.checks.alerts import look_at_alerts
from bulletin.edition.checks.database import look_at_database
from bulletin.edition.checks.finding import Finding, Look, Visit, fault
from bulletin.edition.checks.lexicon import look_at_lexicon
from bulletin.edition.checks.machine import look_at_clock, look_at_ffmpeg, look_at_folders, look_at_zone
from bulletin.edition.checks.outlets import look_at_outlets
from bulletin.edition.checks.playout import look_at_playout
from bulletin.edition.checks.settings import look_at_secrets, look_at_settings, look_at_times
from bulletin.edition.checks.sounds import look_at_sounds
from bulletin.edition.checks.sources import look_at_sources
from bulletin.edition.checks.starter import look_at_starter
from bulletin.edition.checks.voice import look_at_voices
from bulletin.errors import BulletinError

LOOKS: tuple[Look, ...] = (
    look_at_settings,
    look_at_secrets,
    look_at_times,
    look_at_voices,
    look_at_lexicon,
    look_at_sounds,
    look_at_ffmpeg,
    look_at_clock,
    look_at_zone,
    look_at_folders,
    look_at_sources,
    look_at_outlets,
    look_at_starter,
    look_at_database,
    look_at_alerts,
    look_at_playout,
)


def check_all(folder: Path | None, *, offline: bool = False) -> list[Finding]:
    """
    Look at everything; settings that cannot be read end it there.

    Args:
        folder: The station folder; without one, the packaged defaults are looked at.
        offline: Leave the network alone.
    """
    try:
        visit = Visit(station=read_station(folder), offline=offline)
    except BulletinError as error:
        return [fault("settings", str(error), "Mend the file, then check again.")]
    return [finding for look in LOOKS for finding in _safely(look, visit)]


def _safely(look: Look, visit: Visit) -> Iterator[Finding]:
    """Go on with the other things when one cannot even be looked at."""
    try:
        yield from look(visit)
    except BulletinError as error:
        what = look.__name__.removeprefix("look_at_")
        yield fault(what, str(error), "Mend that, then check again.")
