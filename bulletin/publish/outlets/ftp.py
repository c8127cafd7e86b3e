"""A folder on an FTP server: sent under another name, its size compared, then renamed."""

from __future__ import annotations

import ftplib
import io
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from bulletin.errors import NoRetryError, PublishError
from bulletin.publish.outlet import Surroundings
from bulletin.publish.outlets.copies import CopiesOutlet, told

if TYPE_CHECKING:
    from bulletin.config.outlets import FtpTable

BLOCK = 32 * 1024
NOT_LOGGED_IN = "530"


def ftp_outlet(table: FtpTable, around: Surroundings) -> CopiesOutlet:
    """Make the outlet of a folder on an FTP server."""
    where = f"{'ftps' if table.tls else 'ftp'}://{table.host}:{table.port}/{table.folder.strip('/')}"

    @contextmanager
    def open_shelf() -> Iterator[FtpShelf]:
        password = around.insist_on_password(table.name)
        ca_file = around.path(table.ca_file) if table.ca_file else None
        with told(where), _connected(table, password, ca_file, where) as client:
            yield FtpShelf(client, where)

    return CopiesOutlet(table, table, around, where=where, open_shelf=open_shelf)


class _SameSession(ftplib.FTP_TLS):
    """Data go over the session of the commands: vsftpd and FileZilla refuse any other."""

    def ntransfercmd(self, cmd: str, rest: int | str | None = None) -> tuple[socket.socket, int | None]:
        conn, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        if self._prot_p:  # type: ignore[attr-defined]
            assert isinstance(self.sock, ssl.SSLSocket)
            conn = self.context.wrap_socket(conn, server_hostname=self.host, session=self.sock.session)
        return conn, size


class FtpShelf:
    """A folder on a server that we are logged in to."""

    def __init__(self, client: ftplib.FTP, where: str) -> None:
        """Use a client that stands in the folder."""
        self._client = client
        self._where = where

    def put(self, local: Path, name: str) -> str:
        """Send a file under a passing name, compare sizes, rename."""
        path = PurePosixPath(name)
        self._make_folders(path)
        part = str(path.with_name(f".{path.name}.part"))
        with self._worded(name):
            with local.open("rb") as file:
                self._client.storbinary(f"STOR {part}", file, BLOCK)
            checked = self._checked(part, local.stat().st_size)
            how = self._rename(part, name)
        return f"{checked}, {how}"

    def read(self, name: str) -> bytes:
        """Read a file back."""
        content = io.BytesIO()
        with self._worded(name):
            self._client.retrbinary(f"RETR {name}", content.write, BLOCK)
        return content.getvalue()

    def remove(self, name: str) -> None:
        """Remove a file."""
        with suppress(ftplib.error_perm):
            self._client.delete(name)

    def _checked(self, part: str, wanted: int) -> str:
        try:
            self._client.voidcmd("TYPE I")
            size = self._client.size(part)
        except ftplib.error_perm:
            return "taken whole by a server that tells no sizes"
        if size != wanted:
            self.remove(part)
            raise PublishError(f"{self._where} holds {size} bytes of {wanted}. Is its disk full?")
        return f"{size} bytes there"

    def _rename(self, part: str, name: str) -> str:
        try:
            self._client.rename(part, name)
        except ftplib.error_perm:
            # Servers on Windows commonly rename over nothing: for a moment there is no file.
            self.remove(name)
            self._client.rename(part, name)
            return "the old file removed first, as this server replaces none, then renamed into place"
        return "renamed into place"

    def _make_folders(self, path: PurePosixPath) -> None:
        for folder in reversed(path.parents[:-1]):
            with suppress(ftplib.error_perm):
                self._client.mkd(str(folder))

    @contextmanager
    def _worded(self, name: str) -> Iterator[None]:
        try:
            yield
        except ftplib.Error as error:
            raise PublishError(
                f"{self._where} would not take {name}: {error}. Check the folder and its permissions there."
            ) from error


@contextmanager
def _connected(table: FtpTable, password: str, ca_file: Path | None, where: str) -> Iterator[ftplib.FTP]:
    make: Callable[[], ftplib.FTP] = ftplib.FTP
    if table.tls:
        context = ssl.create_default_context(cafile=ca_file)
        make = lambda: _SameSession(context=context)  # noqa: E731
    with make() as client:
        client.connect(table.host, table.port, timeout=table.timeout_s)
        _log_in(client, table, password, where)
        yield client


def _log_in(client: ftplib.FTP, table: FtpTable, password: str, where: str) -> None:
    try:
        client.login(table.user, password)
        if isinstance(client, ftplib.FTP_TLS):
            client.prot_p()
        client.cwd(table.folder)
    except ftplib.error_perm as error:
        # What the server says may repeat what it was told, so it is not passed on.
        if str(error).startswith(NOT_LOGGED_IN):
            raise NoRetryError(
                f"{where} refused the user {table.user} or the password. Type it again in secrets.toml."
            ) from None
        if isinstance(client, ftplib.FTP_TLS) and not isinstance(client.sock, ssl.SSLSocket):
            raise NoRetryError(
                f"{where} does not encrypt. Set tls = false if its network is your own."
            ) from None
        raise NoRetryError(f"{where} has no folder {table.folder}, or does not let us in.") from None
