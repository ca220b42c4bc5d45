"""`settings.toml` in the data folder: what a person set, with a comment for each setting. No Qt.

Read with the standard library; written with tomlkit, so that a person's own comments, order and unknown keys stay. What
cannot be used is left out and told, never a reason not to start.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from .preferences import (
    SECTION_TITLES,
    SHORTCUTS,
    Preferences,
    Setting,
    Value,
    check_shortcut,
    settings_of,
    value_of,
    with_value,
)
from .settings import replace_file
from .wording import N_

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_log = logging.getLogger("inglenook.ui")

FILE_NAME = "settings.toml"
DAMAGED_NAME = "settings.toml.damaged"
MAX_BYTES = 1 << 20

HEADER = (
    "The settings of Inglenook. The window writes this file when a setting is changed there, and reads it again when",
    "it is changed here. Comments, order and keys that Inglenook does not know stay as they are.",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be used. text: marked with N_, with %1, %2 for `values`."""

    text: str
    values: tuple[str, ...] = ()


def read_preferences(data_dir: Path, *, report: Callable[[Problem], object] = lambda _: None) -> Preferences:
    """Never raises. A value that a setting cannot have is its default; a file that is no TOML becomes
    `settings.toml.damaged`. report: is called for each, after the log."""
    try:
        values = tomllib.loads(_text(data_dir / FILE_NAME))
    except FileNotFoundError:
        return Preferences()
    except OSError as error:
        _tell(report, Problem(N_("The settings cannot be read (%1). Defaults are used."), (str(error.strerror),)))
        return Preferences()
    except (ValueError, RecursionError) as error:
        set_aside(data_dir)
        text = N_("settings.toml is damaged (%1). It is kept as settings.toml.damaged, and defaults are used.")
        _tell(report, Problem(text, (str(error),)))
        return Preferences()
    return _understood(values, report)


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
        set_aside(data_dir)
        document = _empty_document()
    for section in SECTION_TITLES:
        if settings_of(section):
            _put_section(document, section, preferences)
    _put_shortcuts(document, preferences)
    return replace_file(path, tomlkit.dumps(document).encode("utf-8"))


def set_aside(data_dir: Path) -> None:
    """`settings.toml` becomes `settings.toml.damaged`."""
    try:
        (data_dir / FILE_NAME).replace(data_dir / DAMAGED_NAME)
    except OSError as problem:
        _log.warning("%s cannot be set aside: %s", FILE_NAME, problem)


def _text(path: Path) -> str:
    """Raises OSError, and ValueError for what is too long or no UTF-8."""
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValueError(f"longer than {MAX_BYTES} bytes")
    return data.decode("utf-8")


def _tell(report: Callable[[Problem], object], problem: Problem) -> None:
    text = problem.text
    for number, value in enumerate(problem.values, 1):
        text = text.replace(f"%{number}", value)
    _log.warning("%s", text)
    report(problem)


def _understood(values: dict[str, Any], report: Callable[[Problem], object]) -> Preferences:
    preferences = Preferences()
    for section in SECTION_TITLES:
        table = values.get(section, {})
        if not isinstance(table, dict):
            _tell(report, Problem(N_("In settings.toml, %1 is not a section. Defaults are used for it."), (section,)))
            continue
        for one in settings_of(section):
            if one.name in table:
                preferences = _with_read(preferences, one, table[one.name], report)
    return replace(preferences, shortcuts=MappingProxyType(_shortcuts(values.get(SHORTCUTS, {}), report)))


def _with_read(
    preferences: Preferences, one: Setting, value: object, report: Callable[[Problem], object]
) -> Preferences:
    try:
        return with_value(preferences, one.section, one.name, value)
    except ValueError as error:
        text = N_("In settings.toml, %1 %2. Its default is used.")
        _tell(report, Problem(text, (one.key, str(error))))
        return preferences


def _shortcuts(table: object, report: Callable[[Problem], object]) -> dict[str, str]:
    if not isinstance(table, dict):
        _tell(report, Problem(N_("In settings.toml, %1 is not a section. Defaults are used for it."), (SHORTCUTS,)))
        return {}
    understood = {}
    for key, keys in table.items():
        try:
            understood[key] = check_shortcut(keys)
        except ValueError as error:
            text = N_("In settings.toml, %1 %2. Its default is used.")
            _tell(report, Problem(text, (f"{SHORTCUTS}.{key}", str(error))))
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
        special = f"; {one.low:g}: {one.special.lower()}" if one.special else ""
        lines.append(f"{one.low:g} to {one.high:g}{unit}{special}")
    return lines


def _put_shortcuts(document: TOMLDocument, preferences: Preferences) -> None:
    if not preferences.shortcuts and SHORTCUTS not in document:
        return
    table = _table(document, SHORTCUTS)
    for key in [key for key, keys in table.items() if isinstance(keys, str) and key not in preferences.shortcuts]:
        del table[key]
    for key, keys in preferences.shortcuts.items():
        if table.get(key) != keys:
            table[key] = keys
