"""What the terminal commands write, and where: answers to stdout, everything about them to stderr.

Owns colour, progress lines, the reader of stdout that went away, and the rule that text of a model, shown on a
terminal, cannot command that terminal. Knows neither engine nor store.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from inglenook_engine.errors import UserFacingError

_DIM, _BOLD, _RED, _PLAIN = "\x1b[2m", "\x1b[1m", "\x1b[31m", "\x1b[0m"
_CLEAR_LINE = "\r\x1b[K"

_VISIBLE_CONTROLS: dict[int, int | str | None] = {
    **{code: 0x2400 + code for code in range(0x20)},
    ord("\n"): ord("\n"),
    ord("\t"): ord("\t"),
    ord("\r"): None,
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **{code: f"⟨U+{code:04X}⟩" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},
    **{code: f"⟨U+{code:X}⟩" for code in range(0xE0000, 0xE0080)},
}
"""Named as in the window: what turns the order of letters round, and letters that nobody sees."""


class OutputClosedError(Exception):
    """Whoever read stdout has gone (`| head`), so there is nobody left to write for."""


class OutputError(UserFacingError):
    """stdout cannot take more, for another reason: its disk is full, for instance."""


def without_controls(text: str) -> str:
    """`text` with its control characters visible: an escape sequence in an answer could otherwise retitle the window,
    set the clipboard or repaint the screen, and a command that is read backwards be copied as another one."""
    return text.translate(_VISIBLE_CONTROLS)


def shortened(text: str, n_columns: int) -> str:
    """On one line of a terminal: its middle is left out, so that the numbers at its end stay."""
    room = n_columns - 1  # a full line moves the cursor on in some terminals
    if len(text) <= room:
        return text
    head = max(0, room // 2 - 1)
    return f"{text[:head]}…{text[len(text) - (room - head - 1) :]}" if room > 1 else ""


class _Nowhere(io.TextIOBase):
    """Takes what is written for a stream that is closed."""

    def write(self, text: str, /) -> int:
        return len(text)


class Console:
    """The two streams of a command. Used by one thread."""

    def __init__(self, out: TextIO | None, err: TextIO | None, environ: Mapping[str, str]) -> None:
        """out, err: None where the stream is closed (a service without them); it is then written to nowhere."""
        self._out = out if out is not None else _Nowhere()
        self._err = err if err is not None else _Nowhere()
        for stream in (self._out, self._err):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:  # a character that the terminal cannot show is no reason to stop
                reconfigure(errors="replace")
        self.is_terminal = self._out.isatty()
        self.is_err_terminal = self._err.isatty()
        wants_color = not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
        self.has_color = wants_color and self.is_terminal
        self._color_err = wants_color and self.is_err_terminal
        self._has_progress = self.is_err_terminal and environ.get("TERM") != "dumb"
        self._has_progress_line = False
        self._ends_with_newline = True
        self._is_thinking = False

    def text(self, text: str) -> None:
        """Part of an answer, at once. Raises OutputClosedError or OutputError."""
        if not text:
            return
        self.clear_progress()
        self._ends_with_newline = text.endswith("\n")
        self._write(without_controls(text) if self.is_terminal else text)

    def thought(self, text: str) -> None:
        """Part of a model's reasoning: quietly on stderr, and only where a person sees it."""
        if self.is_err_terminal and text:
            self._is_thinking = True
            self._write_err(_styled(without_controls(text), self._color_err, dim=True))

    def end_of_thoughts(self) -> None:
        """The answer begins."""
        if self._is_thinking:
            self._is_thinking = False
            self._write_err("\n")

    def end_of_text(self) -> None:
        """Finish the line that an answer left open, or reasoning that was cut off."""
        self.end_of_thoughts()
        if not self._ends_with_newline:
            self._ends_with_newline = True
            self._write("\n")

    def line(self, text: str = "", *, is_bold: bool = False, is_dim: bool = False) -> None:
        """A whole line of stdout."""
        self.clear_progress()
        shown = without_controls(text) if self.is_terminal else text
        self._write(_styled(shown, self.has_color, bold=is_bold, dim=is_dim) + "\n")

    def marked_line(self, parts: Sequence[tuple[str, bool]]) -> None:
        """A whole line of stdout, with those parts marked that are True: in bold, or in brackets without colour."""
        self.clear_progress()
        shown = ""
        for text, is_marked in parts:
            safe = without_controls(text) if self.is_terminal else text
            if is_marked and not self.has_color:
                safe = f"[{safe}]"
            shown += _styled(safe, self.has_color, bold=is_marked)
        self._write(shown + "\n")

    def data(self, data: bytes) -> None:
        """UTF-8 for a program, byte for byte; on a terminal as text. Raises OutputClosedError or OutputError."""
        binary = getattr(self._out, "buffer", None)
        if self.is_terminal or binary is None:
            self.text(data.decode("utf-8", "replace"))
            return
        self.clear_progress()
        self._write_to(binary, data)

    def json(self, data: Any) -> None:
        """One JSON value in ASCII: a line for a program, indented for a person."""
        self.clear_progress()
        self._write(json.dumps(data, allow_nan=False, indent=2 if self.is_terminal else None) + "\n")

    def note(self, text: str) -> None:
        """A quiet line of stderr."""
        self._write_err(_styled(without_controls(text), self._color_err, dim=True) + "\n")

    def error(self, text: str) -> None:
        """A sentence on what went wrong."""
        self._write_err(_styled(without_controls(text), self._color_err, red=True) + "\n")

    def progress(self, text: str) -> None:
        """Replace the progress line of a terminal; elsewhere nothing. It is cut at the edge: a line that goes on below
        could not be replaced."""
        if self._has_progress and self._ends_with_newline:
            shown = shortened(without_controls(text), self._columns())
            self._write_err(_CLEAR_LINE + _styled(shown, self._color_err, dim=True), keep=True)
            self._has_progress_line = True

    def clear_progress(self) -> None:
        if self._has_progress_line:
            self._has_progress_line = False
            self._write_err(_CLEAR_LINE, keep=True)

    def _columns(self) -> int:
        try:
            return os.get_terminal_size(self._err.fileno()).columns or 80
        except (OSError, ValueError):  # not a terminal, as under a test's capture
            return 80

    def _write(self, text: str) -> None:
        self._write_to(self._out, text)

    def _write_to(self, out: Any, data: str | bytes) -> None:
        """out: stdout, or the bytes below it. Nothing of it stays behind, so that the two may take turns."""
        try:
            out.write(data)
            out.flush()
        except BrokenPipeError:
            self._abandon()
            raise OutputClosedError from None
        except OSError as error:
            self._abandon()
            raise OutputError(f"The output could not be written: {error.strerror or error}.") from error

    def _write_err(self, text: str, *, keep: bool = False) -> None:
        """Nobody reads stderr any more: that is no reason to stop either."""
        if not keep:
            self.clear_progress()
        try:
            self._err.write(text)
            self._err.flush()
        except (OSError, ValueError):
            self._has_progress_line = False

    def _abandon(self) -> None:
        """Send what is still buffered to nowhere, so that the interpreter's last flush stays quiet."""
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._out.fileno())
            os.close(nowhere)
        except (OSError, ValueError):  # not a file, as under a test's capture
            pass


def standard_console() -> Console:
    return Console(sys.stdout, sys.stderr, os.environ)


def _styled(text: str, has_color: bool, *, bold: bool = False, dim: bool = False, red: bool = False) -> str:
    codes = "".join(code for code, wanted in ((_BOLD, bold), (_DIM, dim), (_RED, red)) if wanted)
    return f"{codes}{text}{_PLAIN}" if has_color and codes and text else text
