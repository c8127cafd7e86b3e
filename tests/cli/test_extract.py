"""The extract command: what programs are given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.cli import bulletin

PAGE = """<html lang="en"><body><article><h1>Clinic times change at the Riverside centre</h1>
<p>The blood test clinic at the Riverside centre will open earlier from Monday, the health board said.</p>
<p>Patients who work in the daytime had asked for it since the spring, and 400 of them signed a letter.</p>
<p>The new times are below, and nobody with an appointment needs to do anything before it.</p>
<table><tr><th>Day</th><th>Clinic hours</th></tr><tr><td>Monday to Wednesday</td><td>Open from 7am to 4pm at the main desk</td></tr>
<tr><td>Thursday and Friday</td><td>Open from 8am to 6pm at the side door</td></tr></table>
<p>Anyone who cannot come at these times may ask the surgery for another clinic near their home.</p>
</article></body></html>"""


def test_programs_are_given_one_of_four_kinds_for_each_paragraph(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "clinic.html"
    page.write_text(PAGE, encoding="utf-8")

    ran = bulletin(capsys, "extract", "--json", page)

    row = json.loads(ran.out)
    kinds = dict(zip(row["paragraphs"], row["kinds"], strict=True))
    assert {kind for text, kind in kinds.items() if "7am to 4pm" in text} == {"item"}
    assert set(kinds.values()) <= {"paragraph", "heading", "item", "quote"}
