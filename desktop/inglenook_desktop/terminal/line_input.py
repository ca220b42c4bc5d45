"""Messages typed into a terminal, or read from a pipe line by line.

On a terminal: line editing and a history in memory (never on disk) where the platform has readline, a pasted block as
one message, and three double quotes around a message of several lines.
"""

from __future__ import annotations

import sys
from typing import TextIO

FENCE = '"""'
_PASTE_GAP_S = 0.03
"""Lines that are there this soon after another one were pasted, not typed."""


class LineInput:
    """Reads from sys.stdin. is_terminal: decided by the caller; there prompts are shown."""

    def __init__(self, stream: TextIO, *, is_terminal: bool, has_color: bool) -> None:
        self._stream = stream
        self._is_terminal = is_terminal
        self._has_editing = is_terminal and _enable_editing()
        self._has_color = has_color
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")

    def read(self) -> str:
        """The next message, without its last newline. Raises EOFError at the end, KeyboardInterrupt on Ctrl+C."""
        first = self._pasted(self._line("> "))
        if not self._is_terminal or not first.lstrip().startswith(FENCE):
            return first
        lines = [first.lstrip().removeprefix(FENCE)]
        while not lines[-1].rstrip().endswith(FENCE):
            lines.append(self._line(". "))
        lines[-1] = lines[-1].rstrip().removesuffix(FENCE)
        return "\n".join(lines).strip("\n")

    def ask(self, question: str) -> str:
        """One line. Raises as `read`."""
        return self._line(question)

    def _line(self, prompt: str) -> str:
        if not self._is_terminal:
            line = self._stream.readline()
            if not line:
                raise EOFError
            return line.removesuffix("\n").removesuffix("\r")
        if self._has_color:
            bold, plain = "\x1b[1m", "\x1b[0m"
            # readline counts the width of its prompt and must be told what takes none
            prompt = f"\x01{bold}\x02{prompt}\x01{plain}\x02" if self._has_editing else f"{bold}{prompt}{plain}"
        return input(prompt)

    def _pasted(self, first: str) -> str:
        """`first` and the lines that came with it. With bracketed paste, readline has joined them already."""
        lines = [first]
        while self._is_terminal and _has_input(self._stream):
            lines.append(self._line(""))
        return "\n".join(lines)


def _enable_editing() -> bool:
    try:
        import readline
    except ImportError:
        return False
    readline.set_auto_history(True)
    return True


def _has_input(stream: TextIO) -> bool:
    """More input waits already. False where the platform cannot tell."""
    if sys.platform == "win32":
        return False
    import select

    return bool(select.select([stream], [], [], _PASTE_GAP_S)[0])
