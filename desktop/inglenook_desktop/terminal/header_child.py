"""What headers of model files say, from a child of the engine. Opens none itself."""

from __future__ import annotations

import logging
import os
import subprocess
from collections.abc import Sequence

from ..frames import engine_environment
from ..library.details import HeaderFacts, facts_from, headers_command

_log = logging.getLogger("inglenook.library")

PATIENCE_S = 120.0


def header_facts(paths: Sequence[str]) -> list[HeaderFacts]:
    """Of those that the child told something of; `.gguf-head` files too. [] where it does not start or end."""
    try:
        child = subprocess.run(
            headers_command(paths),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=engine_environment(os.environ),
            timeout=PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        _log.warning("headers of %d files are not known: %s", len(paths), error)
        return []
    return facts_from(child.stdout)
