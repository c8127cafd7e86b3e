"""The station's picture, for players that show one."""

from __future__ import annotations

from pathlib import Path

from bulletin.config.station import Station
from bulletin.errors import BulletinError
from bulletin.master.id3 import Picture

KINDS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
# Players on small boards read the whole tag before the first sound.
LARGEST_BYTES = 500_000


def picture_of(station: Station) -> Picture | None:
    """
    Read the picture that a station has chosen.

    Raises:
        BulletinError: It cannot be read, is no JPEG or PNG, or is too large; the line says what would do.
    """
    chosen = station.settings.station.picture
    return read_picture(Path(station.address(chosen))) if chosen else None


def read_picture(path: Path) -> Picture:
    """Read a picture; raises as `picture_of`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BulletinError(f"The picture {path} cannot be read: {error.strerror or error}.") from error
    mime = next((kind for mark, kind in KINDS.items() if data.startswith(mark)), None)
    if mime is None:
        raise BulletinError(f"The picture {path} is no JPEG or PNG. Save it as one of them.")
    if len(data) > LARGEST_BYTES:
        raise BulletinError(
            f"The picture {path} has {len(data) / 1000:.0f} kB; players want 500 kB or less. Make it smaller."
        )
    return Picture(data=data, mime=mime)
