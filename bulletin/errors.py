"""Failures, one class for each decision a caller can take.

Every message is for a volunteer: it names the thing, gives the value, and says what to do.
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the program's exit status means (DESIGN.md section 7)."""

    DONE = 0
    FAILED = 1
    MISUSE = 2
    NOTHING_FIT = 3
    WITH_LOSS = 4
    LOCKED = 75
    DEADLINE = 124


class BulletinError(Exception):
    """Something a volunteer can understand went wrong."""

    exit_code: Exit = Exit.FAILED


class MisuseError(BulletinError):
    """The command or its settings ask for what cannot be: an unknown voice, key, folder."""

    exit_code = Exit.MISUSE


class SourceError(BulletinError):
    """A source gave nothing: unreachable, too big, too slow, or not what it says it is."""

    exit_code = Exit.NOTHING_FIT


class RefusedError(BulletinError):
    """A document was read and is no article fit to be spoken."""

    exit_code = Exit.NOTHING_FIT


class NothingFitError(BulletinError):
    """There is nothing fit to air."""

    exit_code = Exit.NOTHING_FIT


class OffAirError(NothingFitError):
    """A person has taken the station off air, and nobody has put it back."""


class OvertakenError(NothingFitError):
    """A notice that a person typed is live, and stays."""


class MissingToolError(BulletinError):
    """A program or library that the work needs is not on this machine."""


class EngineError(BulletinError):
    """A speech engine hung, exited, or gave no usable sound; another may be tried."""


class UnfitError(BulletinError):
    """Audio failed the gate before air; it is never published."""


class PublishError(BulletinError):
    """An edition could not be put where the playout looks for it."""


class HeldOpenError(PublishError):
    """Another program holds the live file open, so it could not be replaced."""

    exit_code = Exit.WITH_LOSS


class NoRetryError(PublishError):
    """An outlet said no in a way that no second try will mend: a wrong password, say."""


class ByHandError(PublishError):
    """An outlet cannot take back what it was sent; the line tells a person what to do."""


class LockedError(BulletinError):
    """Another run is at work on this programme."""

    exit_code = Exit.LOCKED


class DeadlineError(BulletinError):
    """The time for the work is over."""

    exit_code = Exit.DEADLINE


class StoreError(BulletinError):
    """The station's database cannot be opened, read or written; the air can be served without it."""
