"""What the headers of installed models say: licence, publisher, base model, chat template. Kept in `model_facts.json`.

A child of the engine reads the headers (`python -m inglenook_engine headers`); here are its command, the check of what
it says, and the facts kept for each file until its size or time changes. Knows neither Qt nor subprocess, so that the
window can run the child with QProcess and the terminal with pipes.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inglenook_engine.errors import WireError
from inglenook_engine.wire import from_json

from .entries import InstalledModel, LibraryError
from .kept import changing, read_kept, write_kept
from .known_templates import TemplateJudgement, judge

_log = logging.getLogger("inglenook.library")

FILE_NAME = "model_facts.json"
MAX_KEPT = 5_000
MAX_LINE_BYTES = 64 << 10
MOST_PATHS = 50
"""In one command line, and between two lines of progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderFacts:
    """What one header says; hostile text, cut and made visible by the child. base_models: "org/name" where the header
    names a repository. template_sha256: without white space around it, "" for no template. error: why the header
    cannot be read, None when it can."""

    path: str
    name: str
    full_name: str
    architecture: str
    quantization: str
    licence: str
    publisher: str
    base_models: tuple[str, ...]
    n_ctx_train: int
    template_sha256: str
    template_bytes: int
    error: str | None = None

    @property
    def template(self) -> tuple[TemplateJudgement, str]:
        """And the repository whose template it was compared with, "" for none."""
        return judge(self.template_sha256, (self.name, self.full_name, *self.base_models))

    @property
    def template_sentence(self) -> str:
        """For a person; "" for a header that cannot be read."""
        if self.error is not None:
            return ""
        judgement, repository = self.template
        match judgement:
            case TemplateJudgement.PUBLISHED:
                return f"chat template as {repository} published it"
            case TemplateJudgement.OTHER:
                return (
                    f"its chat template is not the one known from {repository}: the publisher changed it since, or "
                    "whoever made this file did"
                )
            case TemplateJudgement.FROM_FILE:
                return "chat template from the file"
            case TemplateJudgement.NONE:
                return "no chat template in the file"

    @property
    def has_warning(self) -> bool:
        return self.error is None and self.template[0] is TemplateJudgement.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    size_bytes: int
    mtime_ns: int
    facts: HeaderFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class _KeptFacts:
    files: tuple[_Kept, ...] = ()


def headers_command(paths: Sequence[str]) -> list[str]:
    """Argument list of a child that prints one JSON object a line about each of these files, and ends."""
    return [sys.executable, "-I", "-m", "inglenook_engine", "headers", *paths]


def known_facts(data_dir: Path, models: Iterable[InstalledModel]) -> dict[Path, HeaderFacts]:
    """By the path of the model, of those whose file is as it was when its header was read. Opens no model."""
    kept = {one.facts.path: one for one in read_kept(data_dir / FILE_NAME, _KeptFacts).files}
    known = {}
    for model in models:
        one = kept.get(os.fspath(model.path))
        if one is not None and _stamp(model.path) == (one.size_bytes, one.mtime_ns):
            known[model.path] = one.facts
    return known


def unknown(models: Iterable[InstalledModel], known: Mapping[Path, HeaderFacts]) -> list[list[str]]:
    """Paths whose headers are to be read, in pieces for one command line each."""
    paths = [os.fspath(model.path) for model in models if model.path not in known]
    return [paths[at : at + MOST_PATHS] for at in range(0, len(paths), MOST_PATHS)]


def facts_from(output: bytes) -> list[HeaderFacts]:
    """From the lines that the child wrote. Lines that cannot be read are dropped."""
    found = []
    for line in output.splitlines():
        try:
            if len(line) > MAX_LINE_BYTES:
                raise WireError(f"longer than {MAX_LINE_BYTES} bytes")
            found.append(from_json(HeaderFacts, json.loads(line)))
        except (WireError, ValueError, RecursionError) as error:
            _log.warning("dropped a line about a header: %.200s", error)
    return found


def keep_facts(data_dir: Path, found: Sequence[HeaderFacts]) -> None:
    """Those of files that are still there, the newest MAX_KEPT. Never raises: they can be read again."""
    new = []
    for facts in found:
        stamp = _stamp(Path(facts.path))
        if stamp is not None:
            new.append(_Kept(size_bytes=stamp[0], mtime_ns=stamp[1], facts=facts))
    if not new:
        return
    paths = {one.facts.path for one in new}
    try:
        with changing(data_dir):
            before = read_kept(data_dir / FILE_NAME, _KeptFacts).files
            files = (*(one for one in before if one.facts.path not in paths), *new)
            write_kept(data_dir / FILE_NAME, _KeptFacts(files=files[-MAX_KEPT:]))
    except LibraryError as error:
        _log.warning("facts of models are not kept: %s", error)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_size, status.st_mtime_ns
