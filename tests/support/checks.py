"""What `bulletin check` finds, asked by tests."""

from __future__ import annotations

from collections.abc import Callable

from bulletin.edition.checks.finding import Finding

Check = Callable[[str], list[Finding]]
TONE = '[[programme]]\nname = "news"\nvoices = ["tone"]\n'
COPY = '[[source]]\nname = "Copy"\naddress = "copy"\n'


def about(findings: list[Finding], what: str) -> Finding:
    found = [finding for finding in findings if finding.what == what]
    assert found, [finding.what for finding in findings]
    return found[0]
