"""`settings.toml` in the data folder: what a person set, with a comment for each setting. No Qt.

Read with the standard library; written with tomlkit, so that a person's own comments, order and unknown keys stay. What
cannot be used is left out and told, never a reason not to start.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Callable, MutableMapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from .library.kept import set_aside
from .preferences import (
    SECTION_TITLES,
    SHORTCUTS,
    Preferences,
    Setting,
    Value,
    check_text,
    settings_of,
    value_of,
    with_value,
)
from .settings import replace_file

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_log = logging.getLogger("inglenook.ui")

FILE_NAME = "settings.toml"
MAX_BYTES = 1 << 20

HEADER = (
    "The settings of Inglenook. The window writes this file when a setting is changed there, and reads it again when",
    "it is changed here. Comments, order and keys that Inglenook does not know stay as they are.",
)


NOT_WRITTEN = "The file settings.toml cannot be written. What you change lasts until you quit Inglenook."

Report = Callable[[str], object]
"""Is told, in a sentence or three, what could not be used and what is used instead."""


def read_preferences(data_dir: Path, *, report: Report = lambda _: None) -> Preferences:
    """Never raises. A value that a setting cannot have is its default; a file that is no TOML becomes
    `settings.toml.damaged`. report: of each of these."""
    try:
        values = tomllib.loads(_text(data_dir / FILE_NAME))
    except (FileNotFoundError, NotADirectoryError):  # a data folder that is none is told by whoever opens it
        return Preferences()
    except OSError as error:
        _tell(report, f"The file settings.toml cannot be read: {error.strerror}. Defaults are used.")
        return Preferences()
    except (ValueError, RecursionError) as error:
        kept = set_aside(data_dir / FILE_NAME)
        sentence = f"The file settings.toml is damaged: {error}. Defaults are used."
        if kept is not None:
            sentence = (
                f"The file settings.toml is damaged: {error}. It is kept as {kept}, and defaults are used. To have its "
                "settings back, mend it there and give it its old name."
            )
        _tell(report, sentence)
        return Preferences()
    return _understood(values, report)


def is_whole(data_dir: Path) -> bool:
    """Whether there is a file, and TOML in it."""
    try:
        tomllib.loads(_text(data_dir / FILE_NAME))
    except (OSError, ValueError, RecursionError):
        return False
    return True


def fault_of(data_dir: Path) -> str:
    """Why the file that is there cannot be used while others are in force, in sentences; "" where it can, or there is
    none."""
    try:
        tomllib.loads(_text(data_dir / FILE_NAME))
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        return f"The file settings.toml cannot be read: {error.strerror}. The settings stay as they are."
    except (ValueError, RecursionError) as error:
        return (
            f"The file settings.toml cannot be understood: {error}. The settings stay as they are. If you change one "
            "in the window before you mend the file, it is kept as settings.toml.damaged."
        )
    return ""


def write_preferences(data_dir: Path, preferences: Preferences) -> bool:
    """Written beside and renamed. False where that cannot be, which the log says. A damaged file is set aside first."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    path = data_dir / FILE_NAME
    try:
        document = tomlkit.parse(_text(path))
    except FileNotFoundError:
        document = _empty_document()
    except OSError as error:
        _log.warning("%s cannot be read: %s", path, error)
        return False
    except (ValueError, RecursionError, TOMLKitError) as error:
        _log.warning("%s is damaged and set aside: %s", FILE_NAME, error)
        set_aside(path)
        document = _empty_document()
    for section in SECTION_TITLES:
        if settings_of(section):
            _put_section(document, section, preferences)
    _put_shortcuts(document, preferences)
    return replace_file(path, tomlkit.dumps(document).encode("utf-8"))


def _text(path: Path) -> str:
    """Raises OSError, and ValueError for what is too long or no UTF-8."""
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValueError(f"longer than {MAX_BYTES} bytes")
    return data.decode("utf-8-sig")  # some editors put a mark before the first letter


def _tell(report: Report, sentence: str) -> None:
    _log.warning("%s", sentence)
    report(sentence)


def _understood(values: dict[str, Any], report: Report) -> Preferences:
    preferences = Preferences()
    for section in SECTION_TITLES:
        table = values.get(section, {})
        if not isinstance(table, dict):
            _tell(report, _no_section(section))
            continue
        for one in settings_of(section):
            if one.name in table:
                preferences = _with_read(preferences, one, table[one.name], report)
    return replace(preferences, shortcuts=MappingProxyType(_shortcuts(values.get(SHORTCUTS, {}), report)))


def _with_read(preferences: Preferences, one: Setting, value: object, report: Report) -> Preferences:
    try:
        return with_value(preferences, one.section, one.name, value)
    except ValueError as error:
        _tell(report, _no_value(one.key, error))
        return preferences


def _no_section(name: str) -> str:
    return f"In settings.toml, {name} is not a section. Its defaults are used."


def _no_value(key: str, error: ValueError) -> str:
    return f"In settings.toml, {key} cannot be what it is. {error} Its default is used."


def _shortcuts(table: object, report: Report) -> dict[str, str]:
    if not isinstance(table, dict):
        _tell(report, _no_section(SHORTCUTS))
        return {}
    understood = {}
    for key, keys in table.items():
        try:
            understood[key] = check_text(keys)
        except ValueError as error:
            _tell(report, _no_value(f"{SHORTCUTS}.{key}", error))
    return understood


def _empty_document() -> TOMLDocument:
    import tomlkit

    document = tomlkit.document()
    for line in HEADER:
        document.add(tomlkit.comment(line))
    return document


def _table(document: TOMLDocument, name: str) -> MutableMapping[str, Any]:
    """The section, made if it is missing or no section."""
    import tomlkit

    found = document.get(name)
    if not isinstance(found, MutableMapping):
        document[name] = tomlkit.table()
        found = document[name]
    return found


def _put_section(document: TOMLDocument, section: str, preferences: Preferences) -> None:
    """Values that are there already keep their place and comments; the others come behind with a comment of ours."""
    import tomlkit
    from tomlkit.items import Table

    table = _table(document, section)
    for one in settings_of(section):
        value = value_of(preferences, one)
        if one.name not in table:
            if isinstance(table, Table):
                for line in comment_lines(one):
                    table.add(tomlkit.comment(line))
            table[one.name] = value
        elif not _is_same(table[one.name], value):
            table[one.name] = value


def _is_same(there: object, value: Value) -> bool:
    """true is not 1 here."""
    return there == value and isinstance(there, bool) == isinstance(value, bool)


def comment_lines(one: Setting) -> list[str]:
    """What the file says about a setting."""
    lines = [f"{one.title}. {one.help}".rstrip()]
    if one.choices:
        lines.append("one of " + ", ".join(f'"{choice.value}"' for choice in one.choices))
    elif one.low is not None and one.high is not None:
        unit = f" {one.unit}" if one.unit else ""
        special = f"; {one.low:.10g}: {one.special.lower()}" if one.special else ""
        least = one.low if one.least is None else one.least
        lines.append(f"{least:.10g} to {one.high:.10g}{unit}{special}")
    lines.append(f"at first {_default(one)}")
    return lines


def _default(one: Setting) -> str:
    """As TOML has it."""
    import tomlkit

    return tomlkit.item(one.default).as_string()


def _put_shortcuts(document: TOMLDocument, preferences: Preferences) -> None:
    if not preferences.shortcuts and SHORTCUTS not in document:
        return
    table = _table(document, SHORTCUTS)
    for key in [key for key, keys in table.items() if isinstance(keys, str) and key not in preferences.shortcuts]:
        del table[key]
    for key, keys in preferences.shortcuts.items():
        if table.get(key) != keys:
            table[key] = keys
