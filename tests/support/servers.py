"""Servers on loopback for the outlets: real ones for FTP and SSH."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

USER = "radio"
PASSWORD = "t0p-secret-pass"


def closed_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@dataclass
class Server:
    """Something that listens."""

    port: int
    folder: Path
    trust: Path
    """Its certificate, or the line of its key for known_hosts."""


@contextlib.contextmanager
def ftp_server(
    folder: Path, trust: Path, *, tls: bool = False, renames_over: bool = True
) -> Iterator[Server]:
    """Lend pyftpdlib: a real FTP server, which can refuse to rename over a file as servers on Windows do."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it uses asyncore, which Python 3.12 removes
        from pyftpdlib.authorizers import DummyAuthorizer
        from pyftpdlib.filesystems import AbstractedFS, FilesystemError
        from pyftpdlib.handlers import FTPHandler, TLS_FTPHandler
        from pyftpdlib.servers import FTPServer

    class Fussy(AbstractedFS):  # type: ignore[misc]
        def rename(self, src: str, dst: str) -> None:
            if not renames_over and self.lexists(dst):
                raise FilesystemError("The file exists.")
            super().rename(src, dst)

    class Handler(TLS_FTPHandler if tls else FTPHandler):  # type: ignore[misc]
        authorizer = DummyAuthorizer()
        abstracted_fs = Fussy
        auth_failed_timeout = 0.1

    Handler.authorizer.add_user(USER, PASSWORD, str(folder), perm="elradfmwMT")
    if tls:
        write_certificate(trust)
        Handler.certfile = str(trust)
        Handler.tls_control_required = Handler.tls_data_required = True
    server = FTPServer(("127.0.0.1", 0), Handler)
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            server.serve_forever(timeout=0.05, blocking=False)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield Server(port=server.address[1], folder=folder, trust=trust)
    finally:
        over.set()
        thread.join()
        server.close_all()


@contextlib.contextmanager
def sftp_server(folder: Path, trust: Path, *, renames_over: bool = True) -> Iterator[Server]:
    """Lend an SSH server with a folder; without `renames_over` it knows version 3 of the protocol only."""
    import asyncssh

    key = asyncssh.generate_private_key("ssh-ed25519")

    class Door(asyncssh.SSHServer):
        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            return (username, password) == (USER, PASSWORD)

    class Files(asyncssh.SFTPServer):
        def __init__(self, channel: Any) -> None:
            super().__init__(channel, chroot=str(folder).encode())

        def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
            if not renames_over:
                raise asyncssh.SFTPOpUnsupported("no")
            super().posix_rename(oldpath, newpath)

    async def listen() -> Any:
        return await asyncssh.listen(
            "127.0.0.1", 0, server_host_keys=[key], server_factory=Door, sftp_factory=Files
        )

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    listener = asyncio.run_coroutine_threadsafe(listen(), loop).result(10)
    port = listener.get_port()
    trust.write_text(f"[127.0.0.1]:{port} {key.export_public_key().decode()}", encoding="utf-8")
    try:
        yield Server(port=port, folder=folder, trust=trust)
    finally:

        async def close() -> None:
            listener.close()
            await listener.wait_closed()
            await asyncio.sleep(0.05)

        asyncio.run_coroutine_threadsafe(close(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def write_certificate(path: Path) -> None:
    """Write a throw-away certificate of 127.0.0.1 with its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
