"""Files that go with a message of the terminal, read by the inspector's child. Opens none itself."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from inglenook_engine.extract_types import ExtractAnswer, ExtractProblem

from ..attachments import MAX_FILES, AttachedFile, tidy_name
from ..extracting import (
    CRASHED,
    HIDDEN_NAMES,
    NOT_STARTED,
    PATIENCE_S,
    ExtractError,
    extract_command,
    extracted,
    file_from,
    sentence,
    words_of,
)
from ..frames import engine_environment
from .console import Console


def read_file(path: str) -> tuple[AttachedFile, ExtractAnswer]:
    """With what is hidden left out. Raises ExtractError, whose text says what is wrong with the file."""
    name = tidy_name(Path(path).name or path)
    try:
        done = subprocess.run(
            extract_command(path),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=engine_environment(os.environ),
            timeout=PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ExtractError(sentence(*words_of(ExtractProblem.TOO_SLOW, name, ""))) from None
    except (OSError, ValueError) as error:  # ValueError: a path that no system call takes
        raise ExtractError(sentence(NOT_STARTED, (name,))) from error
    found = extracted(done.stdout) if done.returncode == 0 else None
    if found is None:
        raise ExtractError(sentence(CRASHED, (name,)))
    return file_from(found, name), found.answer


def read_files(paths: Iterable[str], console: Console) -> tuple[AttachedFile, ...]:
    """Each is told of in a line on stderr. Raises ExtractError for the first that cannot be attached."""
    files: list[AttachedFile] = []
    for path in paths:
        if len(files) == MAX_FILES:
            raise ExtractError(f"A message can have {MAX_FILES} files. Attach the others to the next one.")
        file, answer = read_file(path)
        files.append(file)
        console.note(described(file, answer))
    return tuple(files)


def described(file: AttachedFile, answer: ExtractAnswer) -> str:
    """ "report.docx: 1,204 characters. Left out, because nobody sees it in the document: formatted as hidden." """
    parts = [f"{len(file.text):,} characters"]
    if answer.n_pages:
        read = f"{answer.n_pages_read} of {answer.n_pages}" if answer.n_pages_read < answer.n_pages else answer.n_pages
        parts.append(f"{read} pages")
    elif answer.n_rows:
        parts.append(f"{answer.n_rows} rows, {answer.n_columns} columns")
    line = f"{file.name}: {', '.join(parts)}."
    reasons = dict.fromkeys(passage.hidden for passage in answer.passages if passage.hidden is not None)
    if reasons:
        names = ", ".join(HIDDEN_NAMES[reason] for reason in reasons)
        line += f" Left out, because nobody sees it in the document: text {names}."
    return line
