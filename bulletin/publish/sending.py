"""Sending: one edition to all outlets at once; one that fails is named and the others go on."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bulletin.config.secrets import redact
from bulletin.errors import BulletinError, ByHandError, NoRetryError
from bulletin.model import Edition, Receipt, Skipped
from bulletin.publish.outlet import Outlet

log = logging.getLogger(__name__)

# Three tries within 5 s: longer and the slot begins without the outlets that work.
WAITS_S = (1.0, 4.0, 15.0, 60.0)
DEFAULT_TRIES = 3
# A stop has five seconds in all.
RECALL_S = 4.0

RECALL_LATE = "it did not answer within {seconds:g} s. Look there, and take the bulletin off air by hand."
SEND_LATE = "it had not taken the edition after {seconds:.0f} s and was left out. Try: bulletin outlet test"

Tell = Callable[[str], None]
Sent = tuple[tuple[Receipt, ...], tuple[Skipped, ...]]


def send_all(
    edition: Edition,
    outlets: Sequence[Outlet],
    *,
    tell: Tell = lambda _: None,
    sleep: Callable[[float], None] = time.sleep,
    within_s: float | None = None,
) -> Sent:
    """
    Send an edition everywhere, side by side: what plays in real time holds up no file.

    Args:
        edition: With its audio and checksum.
        outlets: Where; each is tried as often as its `tries` says, else three times.
        tell: Hears what happens; called from several threads.
        sleep: Waits between tries.
        within_s: When to give up on an outlet that does not end; without it, there is all the time it takes.

    Returns:
        A receipt for each outlet that has it, and the others with their reasons.
    """

    def send(outlet: Outlet) -> Receipt:
        receipt = _patiently(outlet, lambda: outlet.send(edition), sleep)
        tell(f"On air at {receipt.where}: {receipt.checked}")
        return receipt

    return _side_by_side(outlets, send, within_s=within_s, late=SEND_LATE)


def recall_all(
    edition: Edition,
    outlets: Sequence[Outlet],
    *,
    filler: Path,
    tell: Tell = lambda _: None,
    within_s: float = RECALL_S,
) -> Sent:
    """
    Put the filler where an edition was sent, everywhere at once and in one try: this is for now.

    Args:
        edition: What was sent.
        outlets: Where.
        filler: What plays instead.
        tell: Hears what happens; called from several threads.
        within_s: When to give up on an outlet that does not answer; it is named, and tried to the end of
            the process.

    Returns:
        A receipt for each outlet that plays the filler, and the others with what a person must do there.
    """

    def recall(outlet: Outlet) -> Receipt:
        receipt = outlet.recall(edition, filler=filler)
        tell(f"The filler is at {receipt.where}")
        return receipt

    return _side_by_side(outlets, recall, within_s=within_s, late=RECALL_LATE)


def _side_by_side(
    outlets: Sequence[Outlet], act: Callable[[Outlet], Receipt], *, within_s: float | None, late: str
) -> Sent:
    outcomes: dict[int, Receipt | Skipped] = {}

    def work(number: int, outlet: Outlet) -> None:
        outcomes[number] = _outcome(outlet, act)

    ends = None if within_s is None else time.monotonic() + within_s
    # No pool: its threads would keep the process waiting for a server that never answers.
    threads = [
        threading.Thread(target=work, args=pair, name=f"outlet-{pair[1].name}", daemon=True)
        for pair in enumerate(outlets)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(None if ends is None else max(0.0, ends - time.monotonic()))
    done = [outcomes.get(number, _late(outlet, within_s, late)) for number, outlet in enumerate(outlets)]
    return (
        tuple(outcome for outcome in done if isinstance(outcome, Receipt)),
        tuple(outcome for outcome in done if isinstance(outcome, Skipped)),
    )


def _late(outlet: Outlet, within_s: float | None, late: str) -> Skipped:
    return Skipped(what=f"outlet {outlet.name}", why=late.format(seconds=within_s or 0))


def _outcome(outlet: Outlet, act: Callable[[Outlet], Receipt]) -> Receipt | Skipped:
    what = f"outlet {outlet.name}"
    try:
        return act(outlet)
    except BulletinError as error:
        # A server's answer can quote the password that it was given.
        why = redact(str(error))
        log.warning("%s: %s", what, why)
        return Skipped(what=what, why=why)
    except Exception as error:
        # A fault in one outlet, ours or an added one's, must not stop the others.
        log.exception("%s", what)
        return Skipped(what=what, why=f"it failed inside ({type(error).__name__}); the log has the rest.")


def _patiently(outlet: Outlet, send: Callable[[], Receipt], sleep: Callable[[float], None]) -> Receipt:
    tries = getattr(outlet, "tries", DEFAULT_TRIES)
    for number in range(tries - 1):
        try:
            return send()
        except (NoRetryError, ByHandError):
            raise
        except BulletinError as error:
            log.info("outlet %s, try %d of %d: %s", outlet.name, number + 1, tries, error)
            sleep(WAITS_S[min(number, len(WAITS_S) - 1)])
    return send()
