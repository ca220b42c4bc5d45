"""`inglenook models plan ORG/NAME:QUANT`: the plan of a model that is not here yet, from its first bytes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from inglenook_engine.plan_types import PlanRequest

from ..fetcher.protocol import Cancelled, FetchFailed, HeaderRead, ReadHeader, Show, Shown
from ..hub.headers import HEADERS_FOLDER, kept_header
from ..hub.reference import BadReferenceError, ModelReference, parse_reference
from ..hub.switch import endpoint, host_of, read_network
from ..hub.variants import NoVariantError
from ..library import InstalledModel, ModelNotFoundError, find_model
from .console import Console
from .exit_codes import ExitCode
from .hub_jobs import HubJobs
from .models_plan import run_plan
from .models_pull import choose


def here_or_at_hub(name: str, installed: Sequence[InstalledModel], data_dir: Path) -> InstalledModel | ModelReference:
    """What `name` means: a model or file of this machine, else one of the hub. Raises ModelNotFoundError."""
    try:
        if Path(name).expanduser().exists():
            return find_model(name, installed)
        hosts = (host_of(endpoint(read_network(data_dir), os.environ)),)
        reference = parse_reference(name, hosts=hosts)
    except (BadReferenceError, OSError, RuntimeError, ValueError):
        return find_model(name, installed)
    if reference.filename:
        wanted = Path(reference.filename).name
        here = [one for one in installed if one.repository == reference.repository and one.path.name == wanted]
        return here[0] if here else reference
    try:
        found = find_model(str(reference), installed)
    except ModelNotFoundError:
        if any(one.repository == reference.repository for one in installed) and not reference.quantization:
            raise  # several are here
        return reference
    return found if found.repository else reference


def run_hub_plan(
    data_dir: Path, reference: ModelReference, request: PlanRequest, console: Console, *, is_json: bool
) -> ExitCode:
    """request: without a model's path. Raises UserFacingError where no plan can be made."""
    hub = HubJobs(data_dir, console, os.environ, is_json=is_json)
    shown = hub.run(Show(repository=reference.repository, revision=reference.revision, has_card=False))
    if isinstance(shown, Cancelled | FetchFailed):
        return hub.report(shown)
    assert isinstance(shown, Shown)
    try:
        variant, _ = choose(reference, shown)
    except NoVariantError as error:
        hub.fail("no_variant", str(error))
        return ExitCode.FAILED
    first = variant.files[0]
    path = kept_header(data_dir, first.digest)
    if path is None:
        console.progress("Reading the first bytes of the file …")
        job = ReadHeader(
            repository=shown.repository,
            revision=shown.commit,
            filename=first.name,
            folder=str(data_dir / HEADERS_FOLDER),
        )
        read = hub.run(job)
        if isinstance(read, Cancelled | FetchFailed):
            return hub.report(read)
        assert isinstance(read, HeaderRead)
        path = Path(read.path)
    planned = replace(
        request,
        model_path=str(path),
        size_bytes=first.size_bytes,
        other_parts_bytes=variant.size_bytes - first.size_bytes,
        model_name=f"{shown.repository}:{variant.tag}",
    )
    return run_plan(planned, console, is_json=is_json)
