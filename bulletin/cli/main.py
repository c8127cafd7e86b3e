"""The command `bulletin`: finds the subcommand; turns every failure into one line and a true exit code."""

from __future__ import annotations

import gc
import importlib
import io
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bulletin import __version__
from bulletin.errors import BulletinError, Exit

log = logging.getLogger("bulletin")

# Short help stands here, so that `bulletin --help` need not import the commands and their libraries.
COMMANDS = {
    "make": "Make a bulletin from articles: the main job.",
    "script": "Show the script that would be read.",
    "say": "Hear a word or a line.",
    "lexicon": "Say how names are said: add, list, remove.",
    "extract": "Show the articles in pages, feeds and files.",
    "summarise": "Show what would be kept of an article.",
    "normalise": "Show how written lines are spoken.",
    "measure": "Measure an audio file: is it fit for air?",
    "voices": "List the voices, hear them, install natural ones.",
    "furniture": "Hear the station's sounds.",
    "run": "Make the bulletin of one slot, in time.",
    "tick": "Make what is due, withdraw what is stale.",
    "schedule": "Show the next slots; start bulletin by itself.",
    "serve": "Keep time, and serve the latest bulletin.",
    "status": "Show what is on air and what comes next.",
    "stop": "Take the bulletins off air, now.",
    "resume": "Put them on air again.",
    "flash": "Put a typed notice on air in seconds.",
    "preview": "Show what goes out next, and what waits for a person.",
    "hold": "Keep a story from the air.",
    "release": "Let a held story go on air.",
    "approve": "Say yes to what a source sent.",
    "withdraw": "Take one story out of what is live, now.",
    "mode": "Switch the rules of a special time on or off.",
    "sources": "List the sources and how they fare; try, find and add.",
    "outlet": "List the outlets; try one.",
    "publish": "Send a saved edition again.",
    "proof": "Listen: was the bulletin heard?",
    "init": "Start a station folder.",
    "check": "Check what a station needs, with cures.",
    "pack": "Pack a station into one file.",
    "unpack": "Unpack a station that was packed.",
    "handover": "Print one page for whoever looks after the bulletin.",
}
STOPPED_BY_HAND = 130
# Modules and patterns are made by the ten thousand and live to the end. With Python's own 700 they were
# looked through for dead rings 160 times in a run of two stories, a sixteenth of our CPU time.
MADE_BEFORE_CLEARING = 50_000
# A thread that keeps a spoken line waits at each of ten system calls until ours lets it go on: with Python's
# own 5 ms the voice's pace was known 30 ms later.
TURN_S = 0.001


class Commands(click.Group):
    """The subcommands, each imported when it is asked for."""

    def list_commands(self, _: click.Context) -> list[str]:
        """Name the commands in the order a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        """Import one command; None when there is none of that name."""
        if name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(f"bulletin.cli.{name}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list without importing a command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="bulletin")
def main() -> None:
    """
    Turn written news into a spoken bulletin, ready for air.

    Try it now, without any news of your own:  bulletin make --demo
    """


def run(argv: Sequence[str] | None = None) -> None:
    """Run the command line and exit with a status that tells the truth (DESIGN.md section 7)."""
    sys.setswitchinterval(TURN_S)
    gc.set_threshold(MADE_BEFORE_CLEARING, *gc.get_threshold()[1:])
    _make_console_safe()
    status = run_command(argv)
    gc.freeze()  # what is still here dies with the process; looking through it once more takes 60 ms
    sys.exit(status)


def run_command(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    log_file = _start_log()
    try:
        answer = main.main(args=list(argv) if argv is not None else None, standalone_mode=False)
    except BulletinError as error:
        _tell(str(error))
        return error.exit_code
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(file=shown)
        _tell(shown.getvalue().rstrip("\n"))
        return Exit.MISUSE
    except (KeyboardInterrupt, click.Abort):
        _tell("Stopped. What was live still is.")
        return STOPPED_BY_HAND
    except BrokenPipeError:
        return Exit.DONE
    except OSError as error:
        log.exception("the machine refused")
        _tell(f"The machine refused: {_refusal(error)}. Free some space, or mend the folder.")
        return Exit.FAILED
    except Exception as error:
        log.exception("a fault of ours")
        where = f" The full log is in {log_file}." if log_file else ""
        _tell(f"Something went wrong inside bulletin: {type(error).__name__}.{where} What was live still is.")
        return Exit.FAILED
    return int(answer) if isinstance(answer, int) else Exit.DONE


def _refusal(error: OSError) -> str:
    what = error.strerror or type(error).__name__
    return f"{what} ({error.filename})" if error.filename else what


def _tell(message: str) -> None:
    from bulletin.config.secrets import redact

    click.echo(redact(message), err=True)


def _make_console_safe() -> None:
    """
    Let no letter crash the output.

    A Windows console may know cp1252 only: there a letter outside of it is shown as ?. A program that reads
    our output through a pipe gets UTF-8 on every system.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _start_log() -> Path | None:
    """Write the full log to a file; a folder that cannot be written leaves us without one, and running."""
    from logging.handlers import RotatingFileHandler

    from bulletin.config.secrets import RedactingFormatter, hide_environment
    from bulletin.system.folders import log_folder

    hide_environment()
    # A full disk costs the log: not a traceback on the terminal, with what the redacting has not seen.
    logging.raiseExceptions = False
    if logging.lastResort is not None:  # what a library says on a logger that nobody listens to
        logging.lastResort.setFormatter(RedactingFormatter())
    log.setLevel(logging.INFO)
    log.propagate = False
    if log.handlers:
        return None
    try:
        path = log_folder() / "bulletin.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=2_000_000, backupCount=3, encoding="utf-8", delay=True)
    except OSError:
        log.addHandler(logging.NullHandler())
        return None
    handler.setFormatter(RedactingFormatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)
    return path
