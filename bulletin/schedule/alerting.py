"""Alerts: a person is told once for each cause, and once when it is well again. None of it can fail a run."""

from __future__ import annotations

import json
import logging
import smtplib
import ssl
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass
from datetime import datetime
from email.message import EmailMessage
from urllib.request import ProxyHandler, Request, build_opener

from bulletin import __version__
from bulletin.config.alerts import EMAIL_SECRET, PING_SECRET, WEBHOOK_SECRET, AlertsTable, EmailTable
from bulletin.config.station import Station
from bulletin.errors import BulletinError
from bulletin.system.programs import run

log = logging.getLogger(__name__)

TROUBLE = "trouble"
WELL = "well"
# Long enough for a slow mail server, short enough for the next tick.
PATIENCE_S = 10.0
LONGEST_S = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a person is told."""

    station: str
    state: str
    """`trouble` or `well`."""
    cause: str
    """The same words for the same trouble."""
    text: str
    at: str
    """ISO time."""


class Bell:
    """Tells people, by every way that the station has named."""

    def __init__(self, station: Station, *, now: Callable[[], datetime]) -> None:
        self._station = station
        self._now = now

    def trouble(self, cause: str, text: str) -> None:
        """Tell that something is wrong; the caller knows that it is new."""
        log.warning("alert, %s: %s", cause, text)
        self._ring(TROUBLE, cause, text)

    def well(self, cause: str, text: str) -> None:
        """Tell that it is well again."""
        log.info("well again, %s: %s", cause, text)
        self._ring(WELL, cause, text)

    def ping(self) -> None:
        """Report a good run to the address that raises the alarm when it hears nothing."""
        address = self._station.secrets.get(PING_SECRET) or self._table.ping
        if address:
            _all({"ping": lambda: _ask(Request(address))})

    @property
    def _table(self) -> AlertsTable:
        return self._station.settings.alerts

    def _ring(self, state: str, cause: str, text: str) -> None:
        message = Message(
            station=self._station.settings.station.name,
            state=state,
            cause=cause,
            text=text,
            at=self._now().isoformat(),
        )
        ways: dict[str, Callable[[], None]] = {}
        table, secrets = self._table, self._station.secrets
        if table.command:
            ways["command"] = lambda: _run(table.command, message)
        webhook = secrets.get(WEBHOOK_SECRET) or table.webhook
        if webhook:
            ways["webhook"] = lambda: _post(webhook, message)
        if table.email:
            email = table.email
            ways["e-mail"] = lambda: _mail(email, message, password=secrets.get(EMAIL_SECRET) or "")
        _all(ways)


def _all(ways: Mapping[str, Callable[[], None]]) -> None:
    """Go every way at once; one that fails or hangs is noted in the log, where `check` users look."""
    if not ways:
        return
    threads = ThreadPoolExecutor(len(ways), thread_name_prefix="alert")
    asked = {threads.submit(way): name for name, way in ways.items()}
    done, late = wait(asked, timeout=LONGEST_S)
    for future in done:
        error = future.exception()
        if error is not None:
            log.error("the alert by %s did not get through: %s", asked[future], error)
    for future in late:
        log.error("the alert by %s took longer than %g s", asked[future], LONGEST_S)
    threads.shutdown(wait=False, cancel_futures=True)


def _run(command: tuple[str, ...], message: Message) -> None:
    values = asdict(message)
    done = run([_filled(word, values) for word in command], timeout_s=PATIENCE_S)
    if done.code:
        raise BulletinError(f"{command[0]} ended with {done.code}: {done.last_words}")


def _filled(word: str, values: Mapping[str, str]) -> str:
    """Fill in a word; the text comes last, so that braces in it stay as they are."""
    for name in ("state", "at", "cause", "station", "text"):
        word = word.replace(f"{{{name}}}", values[name])
    return word


def _post(address: str, message: Message) -> None:
    body = json.dumps(asdict(message), ensure_ascii=False).encode()
    _ask(Request(address, data=body, headers={"Content-Type": "application/json"}))


def _ask(request: Request) -> None:
    if request.type not in ("http", "https"):
        raise BulletinError("only http and https addresses are asked")
    request.add_header("User-Agent", f"bulletin/{__version__}")
    # Proxies of the environment are left alone, as in `gather`.
    with build_opener(ProxyHandler({})).open(request, timeout=PATIENCE_S) as answer:
        answer.read(1024)


def _mail(table: EmailTable, message: Message, *, password: str) -> None:
    letter = EmailMessage()
    word = "Trouble" if message.state == TROUBLE else "Well again"
    letter["Subject"] = " ".join(f"{word} at {message.station}: {message.cause}".split())
    letter["From"] = table.sender
    letter["To"] = ", ".join(table.to)
    letter.set_content(f"{message.text}\n\n{message.at}\n")
    context = ssl.create_default_context()
    if table.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(table.host, table.port, timeout=PATIENCE_S, context=context)
    else:
        server = smtplib.SMTP(table.host, table.port, timeout=PATIENCE_S)
    with server:
        if table.security == "starttls":
            server.starttls(context=context)
        if table.user:
            server.login(table.user, password)
        server.send_message(letter)
