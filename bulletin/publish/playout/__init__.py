"""Configurations for playout software that we ship, and which of them fits what is installed."""

from __future__ import annotations

import re
from importlib.resources import files

from bulletin.errors import MissingToolError

LIQUIDSOAP_21 = "liquidsoap-2.1.liq"
LIQUIDSOAP_22 = "liquidsoap-2.2.liq"
OLDEST, NEWEST = (2, 1), (2, 4)  # 2.5 says `track_sensitive` another way; 2.0 was never tried


def fitting(version_text: str) -> str:
    """
    Tell which of our configurations fits an installed Liquidsoap.

    Args:
        version_text: What `liquidsoap --version` says; its first number counts.

    Returns:
        A name for `read_configuration`.

    Raises:
        MissingToolError: No configuration of ours fits that version, or there is no version in the text.
    """
    found = re.search(r"(\d+)\.(\d+)", version_text)
    if found is None:
        raise MissingToolError(
            "Liquidsoap did not say its version. Ask it with: liquidsoap --version; "
            "2.1 to 2.4 have a configuration from us."
        )
    version = (int(found[1]), int(found[2]))
    if not OLDEST <= version <= NEWEST:
        raise MissingToolError(
            f"Liquidsoap {found[0]} has no configuration from us; 2.1 to 2.4 have. "
            f"Install one of those, or take {LIQUIDSOAP_22} as a model."
        )
    return LIQUIDSOAP_21 if version == OLDEST else LIQUIDSOAP_22


def read_configuration(name: str) -> str:
    """Read one of the packaged configurations; the values to change are the plain lines at its top."""
    return files("bulletin.publish.playout").joinpath(name).read_text(encoding="utf-8")
