"""A child that behaves as its first word says."""

from __future__ import annotations

import os
import sys
import time

from bulletin.system.children import serve


def echo(request: bytes) -> bytes:
    return request


def chatter(request: bytes) -> bytes:
    sys.stdout.write("a stray line\n")
    os.write(1, b"and one from C\n")
    return request


def hang(request: bytes) -> bytes:
    time.sleep(600)
    return request


def die(request: bytes) -> bytes:
    sys.stderr.write("the disk is on fire\n")
    sys.stderr.flush()
    os._exit(9)


def fail(request: bytes) -> bytes:
    raise LookupError("no such feed")


def hog(request: bytes) -> bytes:
    return bytes(len(bytearray(int(request))) // 1_000_000)


def spin(request: bytes) -> bytes:
    while True:
        pass


def tell(request: bytes) -> bytes:
    return os.environ.get(request.decode(), "unset").encode()


if __name__ == "__main__":
    if sys.argv[1] == "deaf":
        time.sleep(600)
    if sys.argv[1] == "idle":
        serve(echo, idle_s=0.3)
    else:
        serve(globals()[sys.argv[1]])
