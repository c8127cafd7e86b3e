"""Sounds: the station's own files are there, and fit to be played."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.config.sounds import BED, CUES, read_sound_set
from bulletin.edition.checks.finding import Finding, Visit, fault, note, well
from bulletin.errors import BulletinError
from bulletin.master.bring import bring

CURE = "Hear them with: bulletin furniture preview"


def look_at_sounds(visit: Visit) -> Iterator[Finding]:
    """Look at the chosen sound set; a station that plays the packaged sounds needs no line."""
    try:
        chosen = read_sound_set(visit.station)
    except BulletinError as error:
        yield fault("sounds", str(error), "Mend the file, or take the line away from [sound].")
        return
    for sound in (*CUES, *([BED] if chosen.has_bed else [])):
        path = chosen.file(sound)
        if path is None:
            continue
        try:
            brought = bring(path, role=sound)
        except BulletinError as error:
            yield note(f"sound {sound}", f"{error} The packaged one plays instead", CURE)
            continue
        yield well(f"sound {sound}", f"{path.name}, {brought.seconds:.1f} s")
        for line in brought.notes:
            yield note(f"sound {sound}", line.rstrip("."), CURE)
