"""Reasons: what a network failure means, in words for a volunteer."""

from __future__ import annotations

import socket


def reason_of(error: BaseException) -> str:
    """Say why something could not be reached, without a code or a number."""
    import ssl  # loaded already wherever it can have failed

    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    if isinstance(error, ssl.SSLError):
        return "it does not speak TLS as it should"
    if isinstance(error, socket.gaierror):
        return "no machine of that name was found"
    if isinstance(error, TimeoutError):
        return "it did not answer in time"
    if isinstance(error, ConnectionRefusedError):
        return "nothing listens there; is it running, and is the port right?"
    if isinstance(error, ConnectionError | EOFError):
        return "it closed the connection"
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return str(error) or type(error).__name__
