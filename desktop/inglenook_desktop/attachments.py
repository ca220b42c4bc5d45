"""Files that go along with a message: what they are called, and how the model reads them. Pure: no Qt, no store.

A prompt has the files before what the person wrote, so that another question about the same files finds them in the KV
cache, each in this form (docs/attachments.md):

    [File: report.pdf]
    ```
    the text
    ```

The fence is longer than any run of backticks in the text, so that nothing in a file can end it. What is stored with a
message is the text as it stands between the fences; the same messages make the same prompt, whenever it is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inglenook_engine.extract_types import Passage

MAX_NAME_CHARS = 200
MAX_FILES = 50
"""With one message."""

_UNSEEN_IN_NAMES = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile:
    """text: what the model reads of it, "" for nothing. data: the file as it was, b"" where only the text is known.
    unsent_id: of its row among what is not sent, None where it has none."""

    name: str
    media_type: str
    text: str
    data: bytes
    unsent_id: int | None = None


def tidy_name(name: str) -> str:
    """On one line, visible, and not too long: the middle goes, because the end says what kind of file it is."""
    shown = " ".join(_UNSEEN_IN_NAMES.sub(" ", name).split()) or "file"
    if len(shown) <= MAX_NAME_CHARS:
        return shown
    half = (MAX_NAME_CHARS - 1) // 2
    return f"{shown[:half]}…{shown[-half:]}"


def framed(name: str, text: str) -> str:
    """A file as the model reads it."""
    fence = "`" * _longer_than_any_run(text)
    end = "" if text.endswith("\n") else "\n"
    return f"[File: {tidy_name(name)}]\n{fence}\n{text}{end}{fence}"


def _longer_than_any_run(text: str) -> int:
    """Of backticks, and 3 at least. A few looks through the text, however many there are."""
    low, high = 2, 3  # none is as long as high, once the loop is over
    while "`" * high in text:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if "`" * middle in text:
            low = middle
        else:
            high = middle
    return high


def with_files(content: str, files: Iterable[tuple[str, str]]) -> str:
    """A message as the model reads it. files: name and text of each, in their order; without a text they are left out,
    as pictures are."""
    parts = [framed(name, text) for name, text in files if text]
    return "\n\n".join([*parts, content] if content.strip() or not parts else parts)


def text_of(passages: Sequence[Passage], *, with_hidden: bool) -> str:
    """What the model reads of a document."""
    return "".join(passage.text for passage in passages if with_hidden or passage.hidden is None)
