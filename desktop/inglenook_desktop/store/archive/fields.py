"""Fields of a JSON value that anybody may have written: each has the type that is asked for, or is as if it were not
there. Pure functions."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ..text import timestamp, valid_unicode
from .values import Format, FoundAttachment

MAX_ATTACHMENT_BYTES = 100 << 20
"""Of a picture inside another program's file."""

_OURS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_MAX_ID_CHARS = 200
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


def mapping(data: Any, name: str = "") -> Mapping[str, Any]:
    """A JSON object, or the one in the field `name` of one; {} where there is none."""
    found = data.get(name) if name and isinstance(data, dict) else data
    return found if isinstance(found, dict) else {}


def items(data: Any, name: str) -> list[Any]:
    """The array in a field; [] where there is none."""
    found = data.get(name) if isinstance(data, dict) else None
    return found if isinstance(found, list) else []


def text(data: Any, *names: str) -> str:
    """The first of these fields that holds a text that is not empty, as valid Unicode; "" where none does."""
    for name in names:
        found = data.get(name) if isinstance(data, dict) else None
        if isinstance(found, str) and found:
            return valid_unicode(found)
    return ""


def key(data: Any, name: str) -> str:
    """An id: a text, or a number as text; "" where there is none."""
    found = data.get(name) if isinstance(data, dict) else None
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return valid_unicode(found) if isinstance(found, str) else ""


def is_true(data: Any, name: str) -> bool:
    return isinstance(data, dict) and data.get(name) is True


def moment(value: Any) -> str:
    """A moment as the store writes it: from ISO 8601, or from a count since 1970 in seconds or in smaller units.

    "" for anything else, and for moments before 1970 or after the year 9999.
    """
    if isinstance(value, str):
        if _OURS.fullmatch(value) and _is_iso(value):
            return value
        try:
            found = datetime.fromisoformat(value)
            return timestamp(found if found.tzinfo is not None else found.replace(tzinfo=UTC))
        except (ValueError, OverflowError):
            return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    try:
        seconds = float(value)
        for _ in range(
            3
        ):  # milliseconds, microseconds, nanoseconds: as seconds they would lie thousands of years ahead
            if seconds > 1e11:
                seconds /= 1000
        found = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):  # also more digits than a float can hold, infinity and NaN
        return ""
    return timestamp(found) if found > _EARLIEST else ""


def is_no_date(value: Any) -> bool:
    """Whether there is something where a date belongs, and it is none."""
    return value is not None and value != "" and not moment(value)


def has_bad_unicode(data: Any) -> bool:
    """Whether a text has characters that are none: halves of a pair, without the other half."""
    return isinstance(data, str) and valid_unicode(data) != data


def origin(kind: Format, id_: str, *parts: str) -> str:
    """Names a conversation of another program. parts: what tells it from others where its file has no id for it."""
    if id_ and len(id_) <= _MAX_ID_CHARS:
        return f"{kind.value}:{id_}"
    digest = hashlib.sha256("\0".join((id_, *parts)).encode("utf-8", "replace")).hexdigest()
    return f"{kind.value}:sha256-{digest[:32]}"


def fenced(body: str, language: str = "") -> str:
    """Text as a code block that nothing in it can end."""
    longest = max((len(run) for run in re.findall(r"`{3,}", body)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{body.rstrip()}\n{fence}"


def thought(body: str) -> str:
    """What a model thought before it answered, as models on this machine write it."""
    return f"<think>\n{body.strip()}\n</think>"


def embedded_file(url: str, name: str) -> FoundAttachment | None:
    """The file inside a `data:` address; None for any other address, and for one that is broken or too large."""
    if not url.startswith("data:") or len(url) > MAX_ATTACHMENT_BYTES * 4 // 3 + 1000:
        return None
    head, _, body = url.removeprefix("data:").partition(",")
    media_type, *options = head.split(";")
    if "base64" not in options:
        return None
    try:
        data = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return None
    return FoundAttachment(name=name, media_type=media_type or "application/octet-stream", data=data)


def _is_iso(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
