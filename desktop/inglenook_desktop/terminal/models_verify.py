"""`inglenook models verify`: read installed models whole and compare their hashes with what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..library import InstalledModel, find_model, installed_models, shown
from ..library.verifying import Checked, Verdict, expected_digest, verify_file
from .console import Console
from .exit_codes import ExitCode
from .progress_line import ProgressLine


def run_verify(data_dir: Path, console: Console, *, names: Sequence[str], is_json: bool) -> ExitCode:
    """names: () for every model of which something is known. FAILED when a file is wrong or cannot be read."""
    installed = installed_models(data_dir)
    if names:
        models = list(dict.fromkeys(find_model(name, installed) for name in names))
    else:
        models = [
            model for model in installed if any(expected_digest(model, path, data_dir).digest for path in model.files)
        ]
    line = ProgressLine(console, "Verifying", sum(model.size_bytes for model in models))
    checked: list[tuple[InstalledModel, Checked]] = []
    is_interrupted = False
    try:
        for model in models:
            line.what = shown(model.name)
            for path in model.files:
                one = verify_file(model, path, data_dir, on_bytes=line.add)
                checked.append((model, one))
                if not is_json:
                    line.end()
                    show = console.error if one.verdict in _BAD else console.line
                    show(one.sentence)
    except KeyboardInterrupt:
        is_interrupted = True
    line.end()
    if is_json:
        console.json([_to_json(model, one) for model, one in checked])
    elif is_interrupted:
        console.note(f"Stopped. {len(checked)} of {sum(len(model.files) for model in models)} files were verified.")
    elif not models:
        console.line("There is no model whose hash is known. Name one to see its sha256.")
    if is_interrupted:
        return ExitCode.INTERRUPTED
    return ExitCode.FAILED if any(one.verdict in _BAD for _, one in checked) else ExitCode.OK


_BAD = (Verdict.WRONG, Verdict.UNREADABLE, Verdict.CHANGED)


def _to_json(model: InstalledModel, one: Checked) -> dict[str, str | None]:
    return {
        "name": model.name,
        "path": str(one.path),
        "verdict": one.verdict.value,
        "expected": one.expected or None,
        "found": one.found or None,
        "message": one.sentence,
    }
