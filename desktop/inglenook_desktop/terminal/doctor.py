"""`inglenook doctor`: what this installation is, what it found on this machine, and what is missing.

Asks children for everything that could break this process: the engine for the library and its devices, a Python of
its own for Qt and for SQLite. A child that fails is a finding, not an error.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import frames
from ..library import hub_cache_dir, installed_models
from ..paths import models_dir
from ..starter import STARTER, starter_path
from .console import Console
from .display import has_display
from .exit_codes import ExitCode
from .figures import UNKNOWN, size

_PATIENCE_S = 60.0
SQLITE_WITH_WAL_FIX = (3, 51, 3)
"""Earlier ones can lose pages of the log when a checkpoint and a writer meet."""

_SQLITE_PROBE = "from sqlite_utils.utils import sqlite3; print(sqlite3.sqlite_version)"
_QT_PROBE = "from PySide6 import QtWidgets; app = QtWidgets.QApplication([]); print(app.platformName())"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """is_blocking: nothing can be answered until it is mended. command: what mends it, "" when no command does."""

    sentence: str
    command: str = ""
    is_blocking: bool = False


@dataclass(slots=True, kw_only=True)
class _Report:
    """Sections in order, each a list of (name, value); and what is wrong."""

    sections: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, section: str, name: str, value: Any) -> None:
        self.sections.setdefault(section, []).append((name, value))


def run(data_dir: Path, console: Console, *, is_json: bool) -> ExitCode:
    """Exit status FAILED when a problem blocks answering, else OK."""
    report = _Report()
    _versions(report)
    for title, examine in (("engine", _engine), ("SQLite", _sqlite), ("window", _window)):
        console.progress(f"Looking at the {title} …")
        examine(report)
    _folders(report, data_dir)
    _models(report, data_dir)
    console.clear_progress()
    if is_json:
        console.json(_to_json(report))
    else:
        _print(report, console)
    return ExitCode.FAILED if any(problem.is_blocking for problem in report.problems) else ExitCode.OK


def _versions(report: _Report) -> None:
    report.add("versions", "inglenook", _version("inglenook"))
    report.add("versions", "python", platform.python_version())
    report.add("versions", "platform", platform.platform())
    report.add("versions", "pyside6", _version("PySide6-Essentials", "PySide6"))


def _engine(report: _Report) -> None:
    output, complaint = _ask_child(frames.describe_command(), frames.engine_environment(os.environ))
    facts: dict[str, Any] = {}
    if not complaint:
        try:
            answer = json.loads(output.splitlines()[-1])
        except (ValueError, IndexError):
            answer = None
        if isinstance(answer, dict):
            facts = answer
        else:
            complaint = "it answered nothing that could be read"
    if complaint:
        sentence = f"The engine does not start: {complaint}"
        report.problems.append(Problem(sentence=sentence, command="make setup", is_blocking=True))
    devices = facts.get("devices") or []
    report.add("versions", "llama_cpp", facts.get("llama_version"))
    report.add("engine", "backend", _backend(devices) if facts else None)
    report.add("engine", "gpu_offload", facts.get("gpu_offload"))
    report.add("engine", "threads", facts.get("n_threads"))
    report.add("engine", "devices", devices)
    report.add("engine", "system_info", facts.get("system_info"))
    has_gpu_tool = any(_is_on_path(tool) for tool in ("nvidia-smi", "rocminfo"))
    if facts and has_gpu_tool and not facts.get("gpu_offload"):
        report.problems.append(
            Problem(
                sentence="This machine seems to have a GPU, but the engine was built without support for one.",
                command="make setup BACKEND=cuda (or hip, vulkan)",
            )
        )


def _sqlite(report: _Report) -> None:
    output, complaint = _ask_child([sys.executable, "-I", "-c", _SQLITE_PROBE])
    version = output.strip()
    report.add("versions", "sqlite", version or None)
    if complaint:
        sentence = f"The database library does not load: {complaint}"
        report.problems.append(Problem(sentence=sentence, command="make setup", is_blocking=True))
        return
    has_fix = tuple(int(part) for part in version.split(".")) >= SQLITE_WITH_WAL_FIX
    report.add("versions", "sqlite_has_wal_fix", has_fix)
    if not has_fix:
        wanted = ".".join(map(str, SQLITE_WITH_WAL_FIX))
        report.problems.append(
            Problem(
                sentence=f"SQLite {version} lacks a fix of {wanted} against a rare damage of its log.",
                command=f"{Path(sys.executable).name} -m pip install pysqlite3",
            )
        )


def _window(report: _Report) -> None:
    is_shown = has_display(sys.platform, os.environ)
    report.add("window", "display", is_shown)
    environ = dict(os.environ) if is_shown else {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    output, complaint = _ask_child([sys.executable, "-I", "-c", _QT_PROBE], environ)
    report.add("window", "qt_platform", output.strip() or None)
    if complaint:
        sentence = f"The window cannot start: {complaint}"
        report.problems.append(Problem(sentence=sentence, command="make setup"))


def _folders(report: _Report, data_dir: Path) -> None:
    report.add("folders", "data", str(data_dir))
    report.add("folders", "models", str(models_dir(data_dir)))
    report.add("folders", "hub_cache", str(hub_cache_dir(os.environ)))
    nearest = next(folder for folder in (data_dir, *data_dir.parents) if folder.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        report.problems.append(
            Problem(
                sentence=f"The data folder {data_dir} cannot be written, so no conversation can be kept.",
                command="inglenook --data-dir FOLDER",
            )
        )


def _models(report: _Report, data_dir: Path) -> None:
    path = starter_path()
    has_starter = path.is_file() and path.stat().st_size == STARTER.size_bytes
    report.add("models", "starter", str(path) if has_starter else None)
    installed = installed_models(data_dir)
    report.add("models", "installed", len(installed))
    if path.is_file() and not has_starter:
        sentence = f"The starter model {path} has the wrong size."
        report.problems.append(Problem(sentence=sentence, command="make setup"))
    elif not has_starter:
        sentence = f"The starter model is not there: {path}."
        report.problems.append(Problem(sentence=sentence, command="make setup", is_blocking=not installed))


def _ask_child(command: Sequence[str], environ: dict[str, str] | None = None) -> tuple[str, str]:
    """What a child printed, and what was wrong with it: "" when nothing was."""
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, env=environ, timeout=_PATIENCE_S, check=False
        )
    except OSError as error:
        return "", f"{error.strerror or error}"
    except subprocess.TimeoutExpired:
        return "", f"no answer within {_PATIENCE_S:.0f} seconds"
    output, complaint = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    if done.returncode == 0:
        return output, ""
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    status = f"signal {-done.returncode}" if done.returncode < 0 else f"exit status {done.returncode}"
    return output, f"{lines[-1]} ({status})" if lines else status


def _backend(devices: Sequence[dict[str, Any]]) -> str:
    """The device that computes, as a person calls it."""
    others = [str(device.get("name")) for device in devices if device.get("kind") != "cpu"]
    return ", ".join(others) if others else "CPU"


def _version(*distributions: str) -> str | None:
    for name in distributions:
        try:
            return importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return None


def _is_on_path(program: str) -> bool:
    import shutil

    return shutil.which(program) is not None


def _to_json(report: _Report) -> dict[str, Any]:
    sections = {section: dict(values) for section, values in report.sections.items()}
    problems = [
        {"message": problem.sentence, "command": problem.command or None, "is_blocking": problem.is_blocking}
        for problem in report.problems
    ]
    return {**sections, "problems": problems}


def _print(report: _Report, console: Console) -> None:
    for section, values in report.sections.items():
        console.line(section.capitalize(), is_bold=True)
        for name, value in values:
            for number, text in enumerate(_shown(value)):
                console.line(f"  {name.replace('_', ' ') if number == 0 else '':<20} {text}")
        console.line()
    if not report.problems:
        console.line("Nothing is missing.")
    for problem in report.problems:
        console.line(problem.sentence, is_bold=problem.is_blocking)
        if problem.command:
            console.line(f"  To mend it: {problem.command}")


def _shown(value: Any) -> list[str]:
    """A value as lines of text."""
    if value is None or value == []:
        return [UNKNOWN]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, list):
        return [_device(item) for item in value]
    return [str(value)]


def _device(device: dict[str, Any]) -> str:
    memory = f"{size(device.get('free_bytes') or 0)} of {size(device.get('total_bytes') or 0)} free"
    return f"{device.get('name')} · {device.get('description')} · {memory}"
