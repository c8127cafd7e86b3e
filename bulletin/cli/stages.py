"""Exit codes of the commands that show one stage."""

from __future__ import annotations

from bulletin.errors import Exit


def stage_status(*, done: int, failed: int) -> Exit:
    """Tell how a stage went: 3 when nothing came out, 4 when some inputs failed."""
    if not done:
        return Exit.NOTHING_FIT
    return Exit.WITH_LOSS if failed else Exit.DONE
