"""Engines that fail, each in its own way; another package could bring such a one."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from bulletin.model import Clip
from bulletin.speak.engine import Availability, Setting
from bulletin.speak.engines.tone import Tone


class Hanging(Tone):
    def speak(self, text: str, setting: Setting) -> Clip:
        time.sleep(600)
        raise AssertionError


class SluggishStart(Tone):
    def availability(self) -> Availability:
        time.sleep(600)
        raise AssertionError


class Exiting(Tone):
    def speak(self, text: str, setting: Setting) -> Clip:
        os._exit(7)


class Raising(Tone):
    def speak(self, text: str, setting: Setting) -> Clip:
        raise ZeroDivisionError("the driver divided by zero")


class Silent(Tone):
    def speak(self, text: str, setting: Setting) -> Clip:
        clip = super().speak(text, setting)
        return replace(clip, pcm=bytes(len(clip.pcm)))


class Empty(Tone):
    def speak(self, text: str, setting: Setting) -> Clip:
        return replace(super().speak(text, setting), pcm=b"")


class Short(Tone):
    def speak(self, text: str, setting: Setting) -> Clip:
        clip = super().speak(text, setting)
        return replace(clip, pcm=clip.pcm[: len(clip.pcm) // 20 * 2])


class Labouring(Tone):
    """Not broken: as heavy as a neural voice, about a fifth of what it says in time of one core."""

    def speak(self, text: str, setting: Setting) -> Clip:
        clip = super().speak(text, setting)
        for _ in range(70):
            hashlib.pbkdf2_hmac("sha256", text.encode(), clip.pcm[:64], len(clip.pcm) // 64)
        return clip


class Chatty(Tone):
    def speak(self, text: str, setting: Setting) -> Clip:
        sys.stdout.write("Audio saved to somewhere\n")
        os.write(1, b"and from C as well\n")
        return super().speak(text, setting)


class Stumbling(Tone):
    """Exits on its first line of all, and is well ever after."""

    def speak(self, text: str, setting: Setting) -> Clip:
        mark = Path(os.environ["STUMBLED"])
        if not mark.exists():
            mark.touch()
            os._exit(3)
        return super().speak(text, setting)


class Slow(Tone):
    """Takes a while, and says which process it is."""

    def speak(self, text: str, setting: Setting) -> Clip:
        (Path(os.environ["SLOW_PIDS"]) / str(os.getpid())).touch()
        time.sleep(0.1)
        return super().speak(text, setting)


class Lost(Tone):
    """Its library is not on this machine."""

    def availability(self) -> Availability:
        return Availability(
            usable=False, version="", reason="The lost library is missing.", remedy="Install it."
        )
