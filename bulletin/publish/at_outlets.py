"""What outlets hold and must give up again, and which lack what is live: kept beside the live names."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.publish.places import RECORD_NAME, Places
from bulletin.system.files import write_whole

log = logging.getLogger(__name__)

FILE_NAME = ".at-outlets.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An edition that was sent, or was about to be."""

    record: Path
    """Its papers."""
    outlets: tuple[str, ...]
    """Those that may have it, and have not given it up."""
    lacking: tuple[str, ...] = ()
    """Those that could not take it."""


def note_sent(places: Places, audio: Path, outlets: Iterable[str]) -> None:
    """Note it before it is sent: a run may be killed on the way, and another program may withdraw it."""
    _write(places, Sent(record=audio.parent / RECORD_NAME, outlets=tuple(outlets)))


def note_lacking(places: Places, names: Iterable[str]) -> None:
    """Note which outlets could not take what was sent last."""
    sent = read_sent(places)
    if sent is not None:
        _write(places, replace(sent, lacking=tuple(names)))


def keep_only(places: Places, sent: Sent, outlets: Iterable[str]) -> None:
    """Note which of them hold it still."""
    _write(places, Sent(record=sent.record, outlets=tuple(outlets)))


def read_sent(places: Places) -> Sent | None:
    """Find what outlets hold; None when there is nothing."""
    try:
        told = json.loads((places.root / FILE_NAME).read_text(encoding="utf-8"))
        record = places.root / str(told["edition"]) / RECORD_NAME
        outlets, lacking = (tuple(map(str, told[key])) for key in ("outlets", "lacking"))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Sent(record=record, outlets=outlets, lacking=lacking) if outlets else None


def _write(places: Places, sent: Sent) -> None:
    edition = sent.record.parent.relative_to(places.root).as_posix()
    told = {"edition": edition, "outlets": sent.outlets, "lacking": sent.lacking}
    try:
        write_whole(places.root / FILE_NAME, json.dumps(told))
    except OSError:
        log.exception("it could not be noted what outlets hold")
