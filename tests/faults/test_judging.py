"""The judges of the fault tests: they find fault where there is some."""

from __future__ import annotations

import pytest
from faults import damage
from faults.outcome import Outcome

EVER = frozenset({"A long text that goes on to its end.", "é" * 40, "another"})


@pytest.mark.parametrize(
    ("text", "page", "is_zeroed"),
    [
        ("A long text that goes on" + "\0" * 12, b"xx to its end.xx", True),
        ("é" * 30 + "\ufffd" + "\0" * 19, "é".encode() * 12, True),
        ("A long text that goes on" + "\0" * 11, b"to its end.", False),  # shorter than it was
        ("A long text that goes on" + "\0" * 12, b"of another text", False),  # its end was on no spoiled page
        ("A wrong text that goes on" + "\0" * 11, b"to its end.", False),
        ("A long text\0\0\0\0\0\0\0\0\0\0\0\0\0 to its end.", b" that goes on", False),  # no text is whole behind zeros
        ("another", b"another", False),
    ],
)
def test_zeros_pass_only_for_the_end_of_a_text_that_was_on_the_page(text: str, page: bytes, is_zeroed: bool) -> None:
    assert damage._is_zeroed(text, EVER, page) is is_zeroed


def test_the_report_says_by_itself_what_was_not_done() -> None:
    pytest.importorskip("apsw")
    from faults import run

    whole = [Outcome(kind, n_faults=number or 50, kind=kind, n_asked=number) for kind, number in run.FULL.items()]
    assert run._left_out(whole) == []
    fewer = [Outcome("kills", n_faults=100, kind="kills", n_asked=100), *whole[2:]]
    (line, _) = run._left_out(fewer)
    assert "100 kills instead of 1,000; no kills-in-memory." in line
    assert "--only kills,kills-in-memory`" in line
    chosen = [Outcome("damages", n_faults=40, kind="damages", n_asked=40)]
    assert "40 damages, chosen at random, instead of all" in run._left_out(chosen)[0]
