"""`inglenook models plan ORG/NAME:QUANT`: the plan of a model that is not here yet, from its first bytes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from inglenook_engine.plan_types import PlanRequest

from ..fetcher.protocol import Cancelled, FetchFailed, HeaderRead, ReadHeader, Show, Shown
from ..hub.headers import HEADERS_FOLDER, kept_header
from ..hub.here import updates_here
from ..hub.reference import BadReferenceError, ModelReference, parse_reference
from ..hub.refs import read_ref
from ..hub.switch import endpoint, host_of, read_network
from ..hub.updates import sentence
from ..hub.variants import NoVariantError, Variant
from ..library import InstalledModel, ModelNotFoundError, find_model, hub_cache_dir
from .console import Console
from .exit_codes import ExitCode
from .hub_changes import explained
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
    return found if found.repository and _is_of(found, reference) else reference


def _is_of(found: InstalledModel, reference: ModelReference) -> bool:
    """Whether the model is of the version that is meant; what is here will do where none is named."""
    if reference.revision == "main":
        return True
    commit = read_ref(hub_cache_dir(os.environ), reference.repository, reference.revision) or reference.revision
    return commit in found.path.parts


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
    if not is_json:
        _tell_update(data_dir, hub, console, shown, variant)
    planned = replace(
        request,
        model_path=str(path),
        size_bytes=first.size_bytes,
        other_parts_bytes=variant.size_bytes - first.size_bytes,
        model_name=f"{shown.repository}:{variant.tag}",
    )
    return run_plan(planned, console, is_json=is_json)


def _tell_update(data_dir: Path, hub: HubJobs, console: Console, shown: Shown, variant: Variant) -> None:
    """That another version of it is here, and what differs. Its first bytes have come: nothing is asked for this."""
    cache_dir = hub_cache_dir(os.environ)
    for one in updates_here(cache_dir, shown):
        if one.local.tag == variant.tag and one.update.is_update:
            known = explained(one, shown, data_dir=data_dir, cache_dir=cache_dir, hub=hub, console=console)
            console.note(sentence(known.update))
