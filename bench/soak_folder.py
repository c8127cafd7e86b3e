"""The soak's station folder."""

from __future__ import annotations

import sys
from pathlib import Path

SETTINGS = """\
[station]
name = "Radio Wend"
zone = "Europe/London"
[[source]]
name = "copy"
address = "news"
max_age = "30d"
[[programme]]
name = "news"
length = "0:30"
voices = ["tone"]
every = "hour"
[[outlet]]
name = "playout"
kind = "folder"
folder = "playout"
names = ["news.mp3"]
tries = 1
[paths]
keep_days = 1
[alerts]
command = ["{python}", "-ISE", "{teller}", "{{state}}", "{{cause}}"]
"""
STORIES = (
    "Boat race moved\n\nThe boat race on the Wend has moved to Sunday.\n\nIt starts at noon, and people can "
    "watch from both banks or from the footbridge by the mill, where there is room for chairs.\n",
    "New lift opens\n\nA new lift has opened at Elderby market hall.\n\nIt goes to every floor, it has room "
    "for two wheelchairs, and it speaks the number of each floor when the doors open.\n",
    "Choir sings\n\nThe town choir will sing in the main hall.\n\nAll are welcome, nobody has to pay, and "
    "there is tea and cake in the break for those who like to stay a little longer.\n",
)
TELLER = """\
import pathlib, sys
with (pathlib.Path(__file__).parent / "told.txt").open("a", encoding="utf-8") as told:
    told.write(" | ".join(sys.argv[1:]) + "\\n")
"""


def write_station(folder: Path) -> None:
    """Write an hourly programme of half a minute, three stories, an outlet, and alerts into a file."""
    for name in ("news", "playout", "tmp", "output"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number, story in enumerate(STORIES):
        (folder / "news" / f"story-{number}.txt").write_text(story, encoding="utf-8")
    teller = folder / "tell.py"
    teller.write_text(TELLER, encoding="utf-8")
    settings = SETTINGS.format(python=Path(sys.executable).as_posix(), teller=teller.as_posix())
    (folder / "bulletin.toml").write_text(settings, encoding="utf-8")
