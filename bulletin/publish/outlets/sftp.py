"""A folder on another machine over SSH: sent under another name, its size compared, then renamed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

from bulletin.errors import MissingToolError, NoRetryError, PublishError
from bulletin.publish.outlet import Surroundings
from bulletin.publish.outlets.copies import CopiesOutlet, told

if TYPE_CHECKING:
    from asyncssh import SFTPClient

    from bulletin.config.outlets import SftpTable

SLOWEST_BYTES_S = 16_000
T = TypeVar("T")


def sftp_outlet(table: SftpTable, around: Surroundings) -> CopiesOutlet:
    """Make the outlet of a folder on another machine."""
    where = f"sftp://{table.host}:{table.port}/{table.folder.strip('/')}"

    @contextmanager
    def open_shelf() -> Iterator[SftpShelf]:
        with told(where), _connected(table, around, where) as shelf:
            yield shelf

    return CopiesOutlet(table, table, around, where=where, open_shelf=open_shelf)


class SftpShelf:
    """A folder on a machine that we are logged in to."""

    def __init__(
        self, runner: asyncio.Runner, client: SFTPClient, *, root: str, where: str, timeout_s: float
    ) -> None:
        """Use an open client; `root` is the folder there."""
        self._runner = runner
        self._client = client
        self._root = PurePosixPath(root)
        self._where = where
        self._timeout_s = timeout_s

    def put(self, local: Path, name: str) -> str:
        """Send a file under a passing name, compare sizes, rename."""
        size = local.stat().st_size
        return self._run(self._put(local, self._root / name, size), extra_s=size / SLOWEST_BYTES_S)

    def read(self, name: str) -> bytes:
        """Read a file back."""
        return self._run(self._read(str(self._root / name)))

    def remove(self, name: str) -> None:
        """Remove a file."""
        self._run(self._remove(str(self._root / name)))

    async def _put(self, local: Path, path: PurePosixPath, wanted: int) -> str:
        part = str(path.with_name(f".{path.name}.part"))
        if path.parent != self._root:
            await self._client.makedirs(str(path.parent), exist_ok=True)
        await self._client.put(str(local), part)
        size = (await self._client.stat(part)).size
        if size != wanted:
            await self._remove(part)
            raise PublishError(f"{self._where} holds {size} bytes of {wanted}. Is its disk full?")
        return f"{size} bytes there, {await self._rename(part, str(path))}"

    async def _rename(self, part: str, path: str) -> str:
        from asyncssh import SFTPError

        try:
            await self._client.posix_rename(part, path)
        except SFTPError:
            # Version 3 of the protocol renames over nothing: for a moment there is no file.
            await self._remove(path)
            await self._client.rename(part, path)
            return "the old file removed first, as this server replaces none, then renamed into place"
        return "renamed into place"

    async def _read(self, path: str) -> bytes:
        async with self._client.open(path, "rb") as file:
            content: bytes | str = await file.read()
        return content if isinstance(content, bytes) else content.encode()

    async def _remove(self, path: str) -> None:
        from asyncssh import SFTPNoSuchFile

        try:
            await self._client.remove(path)
        except SFTPNoSuchFile:
            return

    def _run(self, work: Coroutine[Any, Any, T], *, extra_s: float = 0.0) -> T:
        from asyncssh import DisconnectError, SFTPError

        try:
            return self._runner.run(_within(work, self._timeout_s + extra_s))
        except (SFTPError, DisconnectError) as error:
            raise PublishError(
                f"{self._where} would not do it: {error.reason}. Check the folder and its permissions there."
            ) from error


async def _within(work: Awaitable[T], timeout_s: float) -> T:
    async with asyncio.timeout(timeout_s):
        return await work


@contextmanager
def _connected(table: SftpTable, around: Surroundings, where: str) -> Iterator[SftpShelf]:
    try:
        import asyncssh
    except ImportError as error:
        raise MissingToolError(
            "SFTP needs one more library. Install it with: pip install 'bulletin[sftp]'"
        ) from error
    with asyncio.Runner() as runner:
        try:
            connection = runner.run(_within(asyncssh.connect(**_words(table, around)), table.timeout_s))
        except (asyncssh.Error, asyncssh.KeyImportError) as error:
            raise _refusal(error, table, where) from None
        try:
            client = runner.run(_within(connection.start_sftp_client(), table.timeout_s))
            yield SftpShelf(runner, client, root=table.folder, where=where, timeout_s=table.timeout_s)
        finally:
            connection.abort()
            runner.run(connection.wait_closed())


def _words(table: SftpTable, around: Surroundings) -> dict[str, Any]:
    password = around.password(table.name)
    words: dict[str, Any] = {
        "host": table.host, "port": table.port, "username": table.user, "config": None, "agent_path": None,
        "keepalive_interval": 10,
    }  # fmt: skip
    if table.known_hosts:
        words["known_hosts"] = str(around.path(table.known_hosts))
    if table.key:
        return {**words, "client_keys": [str(around.path(table.key))], "passphrase": password}
    return {**words, "client_keys": None, "password": around.insist_on_password(table.name)}


def _refusal(error: Exception, table: SftpTable, where: str) -> PublishError:
    import asyncssh

    if isinstance(error, asyncssh.PermissionDenied):
        return NoRetryError(
            f"{where} refused the user {table.user} with that password or key. Type it again in secrets.toml."
        )
    if isinstance(error, asyncssh.HostKeyNotVerifiable):
        return NoRetryError(
            f"This machine does not know {table.host}, so nothing was sent. "
            f"Connect once by hand and look at its key: ssh -p {table.port} {table.user}@{table.host}"
        )
    if isinstance(error, asyncssh.KeyImportError):
        return NoRetryError(f"The key {table.key} cannot be read. Is its passphrase in secrets.toml?")
    return PublishError(f"Cannot reach {where}: {getattr(error, 'reason', error)}.")
