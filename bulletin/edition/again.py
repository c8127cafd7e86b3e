"""Again: a saved edition sent to the live names and the outlets once more."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bulletin.config.station import Station
from bulletin.edition.record import read_record
from bulletin.errors import HeldOpenError, MisuseError, NothingFitError, UnfitError
from bulletin.model import Dialect, Edition, Receipt, Skipped, State
from bulletin.publish.at_outlets import note_sent
from bulletin.publish.episodes import AUDIO_NAME, channel_of
from bulletin.publish.live import changing_live
from bulletin.publish.off_air import require_on_air
from bulletin.publish.outlet import outlets_of
from bulletin.publish.outlets.folder import FolderOutlet
from bulletin.publish.places import RECORD_NAME, Places
from bulletin.publish.sending import send_all
from bulletin.script.speakable import render, tokenise

Tell = Callable[[str], None]

NOT_TWICE = "the run was killed while it may have been playing, and it was not started a second time."


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAgain:
    """Where an edition went."""

    edition: Edition
    receipts: tuple[Receipt, ...]
    skipped: tuple[Skipped, ...]


def publish_again(path: Path, station: Station, *, now: datetime, tell: Tell = lambda _: None) -> SentAgain:
    """
    Send a saved edition to the live names, then to the outlets.

    Args:
        path: Its dated folder, or its `edition.json`.
        station: Whose edition it is.
        now: With a zone.
        tell: Hears what happens.

    Raises:
        MisuseError: It is no edition, or of another station.
        NothingFitError: It has expired.
        UnfitError: Its audio is not what was checked.
        OffAirError: The station was taken off air.
        PublishError: The live names cannot be changed.
    """
    edition = read_kept(path)
    places = Places(root=station.output / edition.programme)
    _insist(edition, places, now=now)
    require_on_air(station.output)
    live = FolderOutlet(places, channel=channel_of(station, edition.programme))
    skipped: tuple[Skipped, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    try:
        with changing_live(places):
            receipts = (live.send(edition),)
    except HeldOpenError as error:
        skipped = (Skipped(what="live names", why=str(error)),)
    outlets = outlets_of(station, programme=edition.programme)
    if outlets and edition.audio is not None:
        note_sent(places, edition.audio, [one.name for one in outlets])
    sent, lost = send_all(edition, outlets, tell=tell)
    return SentAgain(edition=edition, receipts=receipts + sent, skipped=skipped + lost)


def send_on(live: Places, station: Station, *, slot: datetime, tell: Tell, within_s: float) -> Edition | None:
    """
    Send what is live to the outlets, behind a run that was killed while it did so.

    An outlet that keeps a file gets it again; what plays at its own speed is not started a second time, for
    nobody knows how far it came, and is named.

    Returns:
        The edition, with what was lost; None where its papers cannot be found.
    """
    records = live.root.glob(f"{slot.date().isoformat()}/*/{RECORD_NAME}")
    wanted = hashlib.sha256(live.audio.read_bytes()).hexdigest()
    edition = next((found for found in map(read_kept, records) if found.sha256 == wanted), None)
    if edition is None:
        return None
    outlets = outlets_of(station, programme=edition.programme)
    playing = [outlet for outlet in outlets if getattr(outlet, "plays", False)]
    keeping = [outlet for outlet in outlets if outlet not in playing]
    _, lost = send_all(edition, keeping, tell=tell, within_s=within_s)
    unsure = tuple(Skipped(what=f"outlet {outlet.name}", why=NOT_TWICE) for outlet in playing)
    return replace(edition, skipped=(*edition.skipped, *lost, *unsure))


def read_kept(path: Path) -> Edition:
    """Read an edition with its audio, from its dated folder or its papers there. Raises MisuseError."""
    record = path / RECORD_NAME if path.is_dir() else path
    if not record.is_file():
        raise MisuseError(
            f"There is no edition {path}. Name its dated folder, such as output/bulletin/2026-11-23/1300"
        )
    edition = read_record(record, tokenise=tokenise, say=lambda tokens: render(tokens, Dialect.PLAIN))
    audio = record.parent / AUDIO_NAME
    return replace(edition, audio=audio if audio.is_file() else None)


def _insist(edition: Edition, places: Places, *, now: datetime) -> None:
    if edition.audio is None or edition.state not in (State.MADE, State.PUBLISHED):
        raise UnfitError("That edition has no checked audio. Make the bulletin again.")
    if places.root.resolve() not in edition.audio.resolve().parents:
        raise MisuseError(f"That edition does not lie in {places.root}. Name its station with --station.")
    if edition.expires_at <= now:
        raise NothingFitError(
            f"That edition might be played until {edition.expires_at:%H:%M on %d %B} only. Make a new one."
        )
    with edition.audio.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != edition.sha256:
            raise UnfitError(f"{edition.audio} was changed after it was checked. Make the bulletin again.")
