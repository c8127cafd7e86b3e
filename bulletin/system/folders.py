"""Where this machine's user keeps caches and logs."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """Find the folder for clips: `BULLETIN_CACHE`, else the user's cache folder."""
    chosen = os.environ.get("BULLETIN_CACHE")
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_cache_dir("bulletin", appauthor=False))


def log_folder() -> Path:
    """Find the folder for logs: beside the clips if `BULLETIN_CACHE` is set, else the user's."""
    chosen = os.environ.get("BULLETIN_CACHE")
    if chosen:
        return Path(chosen) / "log"
    import platformdirs

    return Path(platformdirs.user_log_dir("bulletin", appauthor=False))
