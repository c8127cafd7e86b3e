"""Make an edition: the rooms in order."""

from __future__ import annotations

from dataclasses import replace

from filelock import FileLock, Timeout

from bulletin.edition.expiry import expiry
from bulletin.edition.length import fit_length
from bulletin.edition.order import Order, Tools
from bulletin.edition.rooms import (
    choose_stories,
    gather_articles,
    master_audio,
    publish_edition,
    speak_lines,
    write_lines,
)
from bulletin.edition.standin import keep_air_safe, require_filler
from bulletin.edition.work import Room, Work
from bulletin.errors import LockedError
from bulletin.model import Edition
from bulletin.system.files import require_folder, sweep_parts

ROOMS: tuple[Room, ...] = (
    gather_articles,  # source -> Document -> Article
    choose_stories,  # Article -> Story -> Rundown
    write_lines,  # Rundown -> Script
    speak_lines,  # Line -> Clip
    fit_length,  # chosen, written and spoken again, where what was heard is off the length
    master_audio,  # Script + Clips -> Master
    publish_edition,  # Edition -> Receipt
)


def make_edition(order: Order, tools: Tools, *, saved: Edition | None = None) -> Edition:
    """
    Make an edition and put it on air.

    Args:
        order: What is asked for.
        tools: What the rooms work with.
        saved: An edition to go on with from where it stopped.

    Raises:
        LockedError: Another run is making this programme.
        BulletinError: No edition could be made; a live one that has not expired is untouched, else the filler
            is live now.
    """
    root = order.places.root
    require_folder(root)
    lock = FileLock(root / ".lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise LockedError(
            f"Another run is making {order.programme} in {root}. Wait for it to end."
        ) from error
    try:
        # The lock is ours, so whatever is half written here was left by a run that is dead.
        sweep_parts(root, older_than_s=0)
        require_filler(order.places)
        return run_rooms(order, tools, saved=saved, rooms=ROOMS).edition
    except BaseException:
        keep_air_safe(order, now=tools.now())
        raise
    finally:
        lock.release()


def draft_edition(order: Order, tools: Tools) -> Edition:
    """Go as far as the script; nothing is left on disk but the clips that tell the voice's pace."""
    return run_rooms(order, tools, rooms=ROOMS[: ROOMS.index(speak_lines)]).edition


def run_rooms(order: Order, tools: Tools, *, rooms: tuple[Room, ...], saved: Edition | None = None) -> Work:
    """Take an edition through rooms; those whose work is in `saved` already are passed by."""
    work = Work(edition=_resumed(saved, order, tools) if saved else _new(order, tools))
    for room in rooms:
        if saved is None or not _is_done(room, saved):
            work = room(work, order, tools)
    return work


def _new(order: Order, tools: Tools) -> Edition:
    return Edition(
        programme=order.programme,
        slot=order.slot,
        made_at=tools.now(),
        expires_at=order.slot,
        voices=order.newsreaders,
    )


def _resumed(saved: Edition, order: Order, tools: Tools) -> Edition:
    """What was decided stays; what was heard and measured is made again, for the slot that is asked for."""
    expires_at = expiry(slot=order.slot, valid_for=order.valid_for, lines=saved.script.lines, now=tools.now())
    return replace(saved, slot=order.slot, made_at=tools.now(), expires_at=expires_at, notes=(), skipped=())


def _is_done(room: Room, saved: Edition) -> bool:
    done: dict[Room, bool] = {
        gather_articles: bool(saved.articles),
        choose_stories: bool(saved.stories),
        write_lines: bool(saved.script.items),
        # What a person has chosen or approved is spoken as it stands, whatever its length.
        fit_length: bool(saved.stories),
    }
    return done.get(room, False)
