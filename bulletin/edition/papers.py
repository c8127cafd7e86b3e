"""Papers: the texts that lie beside an edition's audio, rendered by the rooms that know how."""

from __future__ import annotations

from bulletin.edition.order import Order
from bulletin.edition.record import write_record
from bulletin.edition.work import Work
from bulletin.publish.places import RECORD_NAME
from bulletin.publish.report import chapters_json, report_html
from bulletin.script.papers import as_html, as_text, captions


def papers_of(work: Work, order: Order) -> dict[str, str]:
    """Give file names and their texts; the record is the last."""
    edition = work.edition
    assert work.envelope is not None
    return {
        "script.txt": as_text(edition.script),
        "script.html": as_html(edition.script),
        "captions.vtt": captions(edition.script),
        "chapters.json": chapters_json(edition.chapters),
        "report.html": report_html(edition, envelope=work.envelope, target_lufs=order.target_lufs),
        RECORD_NAME: write_record(edition),
    }
