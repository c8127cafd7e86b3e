"""`[alerts]`: who is told when something goes wrong, and where a good run is reported to."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints

from bulletin.config.tables import Table

WEBHOOK_SECRET = "alerts.webhook"
PING_SECRET = "alerts.ping"
EMAIL_SECRET = "alerts.email.password"
"""Where the secrets of an alert stand; an address that is a key in itself may stand there whole."""


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise ValueError("write an address such as https://alerts.example/radio")
    return text


WebAddress = Annotated[str, AfterValidator(_web_address)]
Mailbox = Annotated[str, StringConstraints(pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+$")]


class EmailTable(Table):
    """A mail server that takes our letters."""

    to: tuple[Mailbox, ...] = Field(min_length=1)
    sender: Mailbox
    host: str
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    """Empty where the server asks for no password."""


class AlertsTable(Table):
    """Who is told when something goes wrong."""

    command: tuple[str, ...] = ()
    """A program and its words; {cause}, {text} and {state} (trouble or well) are filled in. No shell."""
    webhook: WebAddress = ""
    """Gets a JSON object by POST: station, state, cause, text, at."""
    email: EmailTable | None = None
    ping: WebAddress = ""
    """Asked after each good run; a service there raises the alarm when it stays silent."""
