"""A path in a command that a person copies."""

from __future__ import annotations

import shlex

from hypothesis import given
from hypothesis import strategies as st

from bulletin.system.typed import typed


@given(st.text(min_size=1))
def test_a_shell_reads_the_path_that_was_meant(path: str) -> None:
    assert shlex.split(typed(path, windows=False)) == [path]


def test_windows_wants_its_own_quotation_marks() -> None:
    assert typed(r"C:\Users\Jo Bell\radio", windows=True) == r'"C:\Users\Jo Bell\radio"'
    assert typed(r"D:\radio", windows=True) == r"D:\radio"
