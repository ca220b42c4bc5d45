"""Large blocks go back to the system, measured in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest
from inglenook_desktop import heap

CHILD = """
import sys
from pathlib import Path
from inglenook_desktop import heap

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

if sys.argv[1] == "asked" and not heap.give_back_large_blocks():
    sys.exit("another C library")
first = b"x" * (24 << 20)
del first  # from here on glibc takes blocks of this size from a heap that it keeps
before = resident()
blocks, pins = [], []
for _ in range(6):
    blocks.append(b"x" * (8 << 20))
    pins.append(b"y" * (64 << 10))  # what lives on above a block keeps its place from going back
blocks.clear()
print(resident() - before)
"""


def held_bytes(how: str) -> int:
    done = subprocess.run([sys.executable, "-c", CHILD, how], capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems give large blocks back by themselves")
def test_a_long_text_that_was_let_go_is_no_longer_held() -> None:
    assert held_bytes("not asked") > 40 << 20  # else there is nothing to mend any more
    assert held_bytes("asked") < 4 << 20


def test_elsewhere_nothing_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not heap.give_back_large_blocks()
