"""Manners: when a source may be asked again, by what it told us last."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bulletin.errors import SourceError
from bulletin.gather.fetch import AnswerError, Fetched
from bulletin.gather.names import without_password
from bulletin.model import SourceState

GONE = 410
GONE_FOR_GOOD = 2
# A bulletin tries its sources again within the same minutes; that is one failure, not several.
SAME_FAILURE = timedelta(minutes=10)
# By failures in a row. An hourly bulletin loses nothing by the first two, and never stays away for a day.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (0, 0, 50, 110, 230, 350))
# A larger answer is asked for whole each time.
LARGEST_KEPT = 2_000_000
TEST = "To ask it now all the same: bulletin sources test"


def why_not_asked(state: SourceState, *, now: datetime) -> str:
    """
    Tell why a source is left alone.

    Returns:
        One line for a person; nothing for a source that may be asked.
    """
    if state.gone >= GONE_FOR_GOOD:
        return (
            f"The source {state.name} said more than once that it is gone for good (status {GONE}), "
            "so it is not asked any more. Find its new address with: bulletin sources discover"
        )
    if state.next_try is not None and now < state.next_try:
        until = state.next_try.astimezone(now.tzinfo)
        return (
            f"The source {state.name} was not asked: it failed before and is left alone until "
            f"{until:%H:%M on %d %B}. What it said last: {state.error} {TEST}"
        )
    return ""


def can_be_kept(got: Fetched) -> bool:
    """Whether an answer is marked, so that we can ask whether it has changed, and is not too large."""
    return bool(got.etag or got.last_modified) and len(got.content) <= LARGEST_KEPT


def after_success(
    state: SourceState, got: Fetched, *, now: datetime, gave: int, newest: datetime | None
) -> SourceState:
    """
    Remember a good answer.

    Args:
        state: What was known.
        got: What came; where nothing has changed, the earlier body stays.
        now: When this is.
        gave: How many stories it offers.
        newest: The date of the newest.
    """
    well = replace(
        state,
        failures=0,
        gone=0,
        next_try=None,
        asked_at=now,
        fetched_at=now,
        error="",
        gave=gave,
        newest=newest,
        moved_to=without_password(got.address) if got.has_moved else "",
    )
    if got.is_unchanged:
        return well
    is_kept = can_be_kept(got)
    return replace(
        well,
        etag=got.etag if is_kept else None,
        last_modified=got.last_modified if is_kept else None,
        body=got.content if is_kept else None,
        came_from=got.address if is_kept else "",
        content_type=got.content_type if is_kept else "",
    )


def after_failure(state: SourceState, error: SourceError, *, now: datetime) -> SourceState:
    """Remember a failure: how long to stay away, by its own word or by ours."""
    status = error.status if isinstance(error, AnswerError) else None
    wait = timedelta(seconds=error.wait_s or 0.0) if isinstance(error, AnswerError) else timedelta()
    is_new = state.failures == 0 or state.asked_at is None or now - state.asked_at >= SAME_FAILURE
    failures = state.failures + is_new
    wait = max(wait, PAUSES[min(failures, len(PAUSES)) - 1])
    return replace(
        state,
        failures=failures,
        gone=(state.gone + is_new) if status == GONE else 0,
        next_try=now + wait if wait else None,
        asked_at=now if is_new else state.asked_at,
        error=str(error),
    )
