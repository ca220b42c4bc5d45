"""`python -I -m inglenook_desktop.maths`: formulas on stdin, outlines on stdout, a line each, until stdin closes.

What it draws was written by a model. It may open no file for writing, no socket and no other process, and has a limit
of memory; the window ends it when a formula takes too long.
"""

from __future__ import annotations

import contextlib
import os
import sys

from inglenook_engine.errors import WireError
from inglenook_engine.guard import follow_parent, guarded_stdout, lower_limits

from .wire import MAX_LINE_BYTES, Refused, decode_draw, encode_answer

MAX_MEMORY_BYTES = 1 << 30
_LIMITS = {"RLIMIT_AS": MAX_MEMORY_BYTES, "RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0}
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "os.system", "os.remove")


def _audit(event: str, args: tuple[object, ...]) -> None:
    """Ends the process in what no formula needs, whatever a library makes of one."""
    mode, flags = (args[1], args[2]) if event == "open" and len(args) == 3 else ("r", 0)
    writes = (isinstance(mode, str) and bool(set(mode) & set("wax+"))) or (isinstance(flags, int) and bool(flags & 3))
    if writes or event.startswith(_FORBIDDEN):
        sys.stderr.write(f"the maths child does not do {event}\n")
        sys.stderr.flush()
        raise SystemExit(3)


def main() -> int:
    follow_parent()
    output = guarded_stdout()
    lower_limits(_LIMITS)
    with contextlib.suppress(AttributeError, OSError):
        os.nice(5)  # the model's answer comes first
    from .drawing import FormulaError, draw

    draw(0, r"x_1^2+\frac{a}{\sqrt{b}}", is_display=True)  # what is loaded late is loaded now
    sys.addaudithook(_audit)
    for line in iter(lambda: sys.stdin.buffer.readline(MAX_LINE_BYTES), b""):
        try:
            asked = decode_draw(line)
        except WireError as error:
            sys.stderr.write(f"{error}\n")
            continue
        try:
            answer = encode_answer(draw(asked.number, asked.latex, is_display=asked.is_display))
        except FormulaError as error:
            answer = encode_answer(Refused(number=asked.number, why=str(error)))
        except (MemoryError, RecursionError) as error:
            answer = encode_answer(Refused(number=asked.number, why=type(error).__name__))
        output.write(answer)
        output.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
