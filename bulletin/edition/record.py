"""`edition.json`: the written form of an edition, schema version 1.

Tokens are not in it: they follow from a line's text and the station's lexicon, and are made again on reading,
so that an edited line or a corrected pronunciation needs no second place to be changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from bulletin.errors import BulletinError
from bulletin.model import (
    Article,
    BlockKind,
    Cue,
    CueName,
    Edition,
    Line,
    Passage,
    Recording,
    Script,
    Skipped,
    Span,
    State,
    Story,
    Token,
    Trace,
)
from bulletin.model.article_row import article_row, read_article

SCHEMA_VERSION = 1

Record = dict[str, Any]
Tokenise = Callable[[str], tuple[Token, ...]]
Say = Callable[[tuple[Token, ...]], str]


def write_record(edition: Edition) -> str:
    """Write an edition as JSON text."""
    return json.dumps(to_record(edition), ensure_ascii=False, indent=1) + "\n"


def read_record(path: Path, *, tokenise: Tokenise, say: Say) -> Edition:
    """
    Read a saved edition.

    Args:
        path: Its `edition.json`.
        tokenise: Makes a line's tokens of its text.
        say: Makes the plain spoken form of tokens.

    Raises:
        BulletinError: The file cannot be read, is no edition, or is of a newer version.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["version"] > SCHEMA_VERSION:
            raise BulletinError(
                f"{path} was written by a newer bulletin (edition version {record['version']}). "
                "Update this one first."
            )
        return from_record(record, tokenise=tokenise, say=say)
    except OSError as error:
        raise BulletinError(f"Cannot read the edition {path}: {error.strerror or error}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BulletinError(
            f"{path} is no edition that can be read ({error!r}). Make the bulletin again."
        ) from error


def to_record(edition: Edition) -> Record:
    """Write an edition as plain values; `lines` is the lines of `script` alone."""
    script = _script(edition.script)
    return {
        "version": SCHEMA_VERSION,
        "programme": edition.programme,
        "slot": edition.slot.isoformat(),
        "begins_at": edition.begins_at.isoformat(),
        "state": edition.state.value,
        "mode": edition.mode,
        "made_at": edition.made_at.isoformat(),
        "expires_at": edition.expires_at.isoformat(),
        "duration_s": edition.duration_s,
        "loudness_lufs": edition.loudness_lufs,
        "true_peak_dbtp": edition.true_peak_dbtp,
        "sha256": edition.sha256,
        "engine": edition.engine,
        "voices": list(edition.voices),
        "tempo": edition.tempo,
        "approved_by": edition.approved_by,
        "articles": [article_row(article) for article in edition.articles],
        "stories": [_story(story, edition.script) for story in edition.stories],
        "skipped": [{"what": skip.what, "why": skip.why} for skip in edition.skipped],
        "held": [{"what": hold.what, "why": hold.why} for hold in edition.held],
        "left_out": [{"what": left.what, "why": left.why} for left in edition.left_out],
        "notes": list(edition.notes),
        "chapters": [_span(span) for span in edition.chapters],
        "script": script,
        "lines": [item for item in script if item["kind"] == "line"],
    }


def from_record(record: Record, *, tokenise: Tokenise, say: Say) -> Edition:
    """Read what `to_record` wrote; the audio itself is not part of it."""
    articles = tuple(read_article(row) for row in record["articles"])
    by_id = {article.id: article for article in articles}
    return Edition(
        programme=record["programme"],
        slot=datetime.fromisoformat(record["slot"]),
        state=State(record["state"]),
        mode=record["mode"],
        made_at=datetime.fromisoformat(record["made_at"]),
        expires_at=datetime.fromisoformat(record["expires_at"]),
        duration_s=record["duration_s"],
        loudness_lufs=record["loudness_lufs"],
        true_peak_dbtp=record["true_peak_dbtp"],
        sha256=record["sha256"],
        engine=record["engine"],
        voices=tuple(record["voices"]),
        tempo=record.get("tempo", 1.0),
        approved_by=record["approved_by"],
        articles=articles,
        stories=tuple(_read_story(row, by_id) for row in record["stories"]),
        skipped=tuple(Skipped(**row) for row in record["skipped"]),
        held=tuple(Skipped(**row) for row in record["held"]),
        left_out=tuple(Skipped(**row) for row in record["left_out"]),
        notes=tuple(record["notes"]),
        chapters=tuple(Span(**row) for row in record["chapters"]),
        script=Script(items=tuple(_read_item(row, tokenise, say) for row in record["script"])),
    )


def _story(story: Story, script: Script) -> Record:
    starts = (line.start_s for line in script.lines if line.story == story.id)
    return {
        "id": story.id,
        "article": story.article.id,
        "headline": story.headline,
        "rank": story.rank,
        "seconds": story.seconds,
        "why": story.why,
        "block": story.block.value,
        "recording": _recording(story.recording),
        "update": story.update,
        "start_s": next(starts, None),
        "heard": list(story.heard),
        "not_heard": list(story.not_heard),
        "kept": [
            {
                "paragraph": kept.paragraph,
                "text": kept.text,
                "edits": list(kept.edits),
                "why": kept.why,
                "beside": list(kept.beside),
            }
            for kept in story.passages
        ],
    }


def _read_story(row: Record, articles: dict[str, Article]) -> Story:
    return Story(
        id=row["id"],
        article=articles[row["article"]],
        headline=row["headline"],
        rank=row["rank"],
        seconds=row["seconds"],
        why=row.get("why", ""),
        block=BlockKind(row.get("block", BlockKind.NEWS)),
        recording=_read_recording(row.get("recording")),
        update=row.get("update", ""),
        heard=tuple(row.get("heard", ())),
        not_heard=tuple(row.get("not_heard", ())),
        passages=tuple(
            Passage(**{**kept, "edits": tuple(kept["edits"]), "beside": tuple(kept.get("beside", ()))})
            for kept in row["kept"]
        ),
    )


def _script(script: Script) -> list[Record]:
    rows, lines = [], 0
    for item in script:
        if isinstance(item, Line):
            rows.append({"kind": "line", "index": lines, **_line(item)})
            lines += 1
        else:
            rows.append({"kind": "cue", "name": item.name.value, "longer_s": item.longer_s, **_times(item)})
    return rows


def _line(line: Line) -> Record:
    return {
        "story": line.story,
        "voice": line.voice,
        **_times(line),
        "text": line.text,
        "spoken": line.spoken,
        "given": line.given,
        "source": None
        if line.trace is None
        else {
            "article": line.trace.article,
            "paragraphs": list(line.trace.paragraphs),
            "headline": line.trace.headline,
        },
        "edits": list(line.edits),
        "recording": _recording(line.recording),
    }


def _recording(recording: Recording | None) -> Record | None:
    return {"path": recording.path, "seconds": recording.seconds} if recording else None


def _read_recording(row: Record | None) -> Recording | None:
    return Recording(**row) if row else None


def _times(item: Line | Cue) -> Record:
    return {"start_s": item.start_s, "end_s": item.end_s, "pause_after_ms": item.pause_after_ms}


def _read_item(row: Record, tokenise: Tokenise, say: Say) -> Line | Cue:
    times: Record = {key: row[key] for key in ("start_s", "end_s", "pause_after_ms")}
    if row["kind"] == "cue":
        return Cue(name=CueName(row["name"]), longer_s=row.get("longer_s", 0.0), **times)
    tokens = tokenise(row["text"])
    source = row["source"]
    return Line(
        text=row["text"],
        spoken=say(tokens),
        tokens=tokens,
        voice=row["voice"],
        story=row["story"],
        trace=source
        and Trace(
            article=source["article"], paragraphs=tuple(source["paragraphs"]), headline=source["headline"]
        ),
        edits=tuple(row["edits"]),
        given=row["given"],
        recording=_read_recording(row.get("recording")),
        **times,
    )


def _span(span: Span) -> Record:
    return {"start_s": span.start_s, "end_s": span.end_s, "title": span.title}
