"""Stumbling: where a fault of our own meets one article, the others are told.

A page that nobody thought of must not cost a ward its news day after day until somebody mends the program.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from bulletin.edition.order import Order, Tools
from bulletin.edition.work import Room, Work
from bulletin.errors import BulletinError
from bulletin.model import Article, Skipped

log = logging.getLogger(__name__)


def stumbled(what: str, fault: Exception) -> Skipped:
    """Say that something was left out for a fault of ours, and write the fault down."""
    log.error("a fault of ours over %s", what, exc_info=fault)
    name = type(fault).__name__
    return Skipped(
        what=what, why=f"something went wrong inside bulletin over it ({name}). The log says where."
    )


def step_over(room: Room, work: Work, order: Order, tools: Tools, *, again: tuple[Room, ...]) -> Work:
    """
    Let a room work on articles; where a fault stops it, leave out those that bring it about.

    Args:
        room: The room.
        work: What it works on.
        order: As for the room.
        tools: As for the room.
        again: The rooms that do its work from the articles on.

    Raises:
        Exception: No single article brings it about, or each does.
        BulletinError: As the rooms say.
    """
    try:
        return room(work, order, tools)
    except (BulletinError, OSError):
        raise
    except Exception:  # whatever it is, a ward must not lose all of its news over one article
        quiet = replace(tools, tell=lambda _: None)
        faults = ((one.id, _fault(again, one, work, order, quiet)) for one in work.edition.articles)
        found = {name: fault for name, fault in faults if fault}
        if not 0 < len(found) < len(work.edition.articles):
            raise
    kept = tuple(one for one in work.edition.articles if one.id not in found)
    lost = [stumbled(one.name, found[one.id]) for one in work.edition.articles if one.id in found]
    without = replace(work, edition=replace(work.edition, articles=kept)).lost(*lost)
    return _through(again, without, order, tools)


def _fault(
    rooms: tuple[Room, ...], article: Article, work: Work, order: Order, tools: Tools
) -> Exception | None:
    """What stops us over one article alone; that it makes no bulletin is no fault."""
    try:
        _through(rooms, replace(work, edition=replace(work.edition, articles=(article,))), order, tools)
    except (BulletinError, OSError):
        return None
    except Exception as fault:  # told by the caller, with the article's name
        return fault
    return None


def _through(rooms: tuple[Room, ...], work: Work, order: Order, tools: Tools) -> Work:
    for room in rooms:
        work = room(work, order, tools)
    return work
