"""Loudness targets by name."""

from __future__ import annotations

from bulletin.errors import MisuseError

PROFILES_LUFS = {
    "bedside": -16.0,  # streams and bedside earpieces, AES TD1008
    "broadcast": -23.0,  # EBU R 128
}


def target_lufs(profile: str) -> float:
    """
    Look up the loudness target of a profile.

    Raises:
        MisuseError: There is none of that name.
    """
    try:
        return PROFILES_LUFS[profile]
    except KeyError:
        raise MisuseError(
            f"There is no level profile {profile!r}. Choose from: {', '.join(PROFILES_LUFS)}."
        ) from None
