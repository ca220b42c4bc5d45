"""What is finished, so that it is not done again: a small JSON file in the environment, a fingerprint for each step."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from .console import SetUpError


class Stamps:
    """The finished steps. A file that cannot be read counts as empty: every step then looks for itself."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values: dict[str, str] = {}
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(values, dict):
            self._values = {str(key): str(value) for key, value in values.items()}

    def get(self, step: str) -> str | None:
        return self._values.get(step)

    def is_current(self, step: str, fingerprint: str) -> bool:
        return self._values.get(step) == fingerprint

    def set(self, step: str, fingerprint: str) -> None:
        """Remember that `step` is finished for these inputs."""
        self._values[step] = fingerprint
        self._write()

    def clear(self, *steps: str) -> None:
        """Forget steps, or all of them: what they made is about to change."""
        for step in steps or tuple(self._values):
            self._values.pop(step, None)
        self._write()

    def _write(self) -> None:
        if not self._path.parent.is_dir():
            return
        partial = self._path.with_suffix(".partial")
        try:
            partial.write_text(json.dumps(self._values, indent=1, sort_keys=True), encoding="utf-8")
            partial.replace(self._path)
        except OSError as error:
            raise SetUpError(f"{self._path} cannot be written: {error.strerror}.") from error


def fingerprint(*parts: str) -> str:
    """A short name for these inputs; other inputs, another name."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def files_fingerprint(root: Path, paths: Iterable[Path]) -> str:
    """A name for the contents of `paths` and for what they are called below `root`."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]
