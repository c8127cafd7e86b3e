"""Alerts: whether anybody would hear that something went wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from bulletin.config.alerts import EMAIL_SECRET, PING_SECRET, WEBHOOK_SECRET
from bulletin.config.secrets import FILE_NAME, variable_of
from bulletin.edition.checks.finding import Finding, Visit, note, well


def look_at_alerts(visit: Visit) -> Iterator[Finding]:
    """Name the ways in which people are told, and what they lack."""
    if visit.station.folder is None:
        return
    yield from _lacks(visit)
    alerts, held = visit.station.settings.alerts, visit.station.secrets
    ways = {
        "e-mail": alerts.email is not None,
        "a command": bool(alerts.command),
        "a webhook": bool(alerts.webhook or held.get(WEBHOOK_SECRET)),
        "a ping": bool(alerts.ping or held.get(PING_SECRET)),
    }
    if used := [way for way, is_used in ways.items() if is_used]:
        yield well("alerts", f"by {', '.join(used)}")
        return
    yield note(
        "alerts",
        "nobody is told when a bulletin is missed",
        "Write an e-mail address, a webhook or a command under [alerts]; see docs/settings.md.",
    )


def _lacks(visit: Visit) -> Iterator[Finding]:
    alerts = visit.station.settings.alerts
    if alerts.email is not None and alerts.email.user and not visit.station.secrets.get(EMAIL_SECRET):
        yield note(
            "alerts",
            "the password of the mail server is missing",
            f"Write it into {FILE_NAME} under [alerts.email], or into {variable_of(EMAIL_SECRET)}.",
        )
    if alerts.command and shutil.which(alerts.command[0]) is None:
        yield note(
            "alerts",
            f"the program {alerts.command[0]} is not on this machine",
            "Install it, or write its whole path in bulletin.toml.",
        )
