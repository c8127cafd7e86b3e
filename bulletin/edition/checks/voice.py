"""Newsreaders: there, able to speak, and British."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from bulletin.edition.checks.finding import Finding, Visit, fault, note, well
from bulletin.errors import BulletinError, EngineError
from bulletin.model import Voice
from bulletin.speak import Offer, availability, default_voice, find_voice, load_voices, offers
from bulletin.speak.engine import best_voice

ACCENT = "en-gb"
INSTALL = {
    "win32": "Settings, Time and language, Speech, Add voices, English (United Kingdom).",
    "darwin": "System Settings, Accessibility, Spoken Content, System Voice, English (UK).",
}
CHOOSE = "Choose another voice; see: bulletin voices list"


def look_at_voices(visit: Visit) -> Iterator[Finding]:
    """Look at every newsreader of every programme."""
    station = visit.station
    try:
        known = load_voices(*filter(None, [station.voices_folder]))
        named = [name for programme in station.settings.programme for name in programme.voices]
        chosen = [find_voice(known, name) for name in dict.fromkeys(named)]
        if not all(programme.voices for programme in station.settings.programme):
            chosen.append(default_voice(known))
    except BulletinError as error:
        yield fault("voice", str(error), "See: bulletin voices list")
        return
    for voice in {voice.name: voice for voice in chosen}.values():
        yield from _look_at(voice)


def _look_at(voice: Voice) -> Iterator[Finding]:
    what = f"voice {voice.name}"
    state = availability(voice.engine)
    if not state.usable:
        yield _silent(voice, state.reason, state.remedy)
        return
    try:
        offer = offer_of(voice, offers(voice.engine))
    except EngineError as error:
        yield _silent(voice, str(error), CHOOSE)
        return
    language = offer.language or "no language told"
    said = f"{voice.label}: {offer.label}, {language}, {voice.engine} {state.version}"
    if is_british(offer):
        yield well(what, said)
    else:
        yield note(what, f"{said}; not a British voice", INSTALL.get(sys.platform, CHOOSE))


def offer_of(voice: Voice, offered: tuple[Offer, ...]) -> Offer:
    """
    Find the installed voice that a profile speaks with.

    Raises:
        EngineError: It is not installed.
    """
    if not voice.voice:
        return best_voice(offered)
    plain = voice.voice.partition("+")[0].casefold()
    for offer in offered:
        if plain in (offer.id.casefold(), offer.id.casefold().removeprefix("gmw/")):
            return offer
    raise EngineError(f"{voice.engine} has no voice {voice.voice!r} on this machine.")


def is_british(offer: Offer) -> bool:
    """Tell whether a voice speaks British English."""
    return offer.language.replace("_", "-").casefold().startswith(ACCENT)


def _silent(voice: Voice, why: str, cure: str) -> Finding:
    """A newsreader that cannot speak; another that takes over keeps the bulletin going."""
    make = fault if voice.fallback is None else note
    taken = f"; {voice.fallback} speaks instead" if voice.fallback else ""
    return make(f"voice {voice.name}", f"{why.rstrip('.')}{taken}", cure)
