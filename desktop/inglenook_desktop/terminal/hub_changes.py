"""What changed at the hub in a model that is here: its header against that of the file that the hub shows now.

Asks for the first bytes of the one at the hub (two requests), if they were not read before, and only where the header
of the file that is here can be read. Without both, what is told is about the files alone.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..fetcher.protocol import HeaderRead, HubFile, ReadHeader, Shown
from ..hub.headers import HEADERS_FOLDER, kept_header
from ..hub.here import VariantUpdate, place_of
from ..hub.updates import HeaderPair, with_headers
from ..library.details import HeaderFacts
from .console import Console
from .header_child import header_facts
from .hub_jobs import HubJobs


def explained(
    one: VariantUpdate,
    shown: Shown,
    *,
    data_dir: Path,
    cache_dir: Path,
    hub: HubJobs,
    console: Console,
) -> VariantUpdate:
    """With what the headers say, where its first file is another one now. `hub.was_interrupted` tells of Ctrl+C."""
    change = one.update.header_change
    if change is None or change.now is None:
        return one
    was = _facts(place_of(cache_dir, shown.repository, one.local))
    if was is None:
        return one
    path = kept_header(data_dir, change.now.digest)
    if path is None:
        console.progress("Reading the first bytes of the file …")
        path = _read(hub, shown, change.now, data_dir)
    now = None if path is None else _facts(path)
    return replace(one, update=with_headers(one.update, was, now))


def changes_json(headers: HeaderPair | None) -> dict[str, Any] | None:
    """For --json; None where the headers are not known."""
    if headers is None:
        return None
    judgement, repository = headers.now.template
    return {
        "chat_template": headers.has_new_template,
        "template_now": {"origin": judgement.value, "repository": repository or None},
        "quantization": {"was": headers.was.quantization, "now": headers.now.quantization},
        "context_length": {"was": headers.was.n_ctx_train, "now": headers.now.n_ctx_train},
    }


def _facts(path: Path) -> HeaderFacts | None:
    """None for a header that cannot be read."""
    name = os.fspath(path)
    return next((one for one in header_facts([name]) if one.path == name and one.error is None), None)


def _read(hub: HubJobs, shown: Shown, file: HubFile, data_dir: Path) -> Path | None:
    """The first bytes of a file at the hub; None where they do not come, or are those of another one."""
    job = ReadHeader(
        repository=shown.repository,
        revision=shown.commit,
        filename=file.name,
        folder=str(data_dir / HEADERS_FOLDER),
    )
    read = hub.run(job)
    return Path(read.path) if isinstance(read, HeaderRead) and read.digest == file.digest else None
