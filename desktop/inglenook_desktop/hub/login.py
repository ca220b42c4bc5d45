"""Where a login at the hub is kept, and the one place that this program reads itself: the keyring. Never writes one.

HF_TOKEN and the file of `hf auth login` are read by huggingface_hub, in the fetcher's process. So is the keyring, by
`keyring_token`: a token is never in a front end, a command line, a log, the ledger or a file of ours.
"""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .environment import TOKEN_NAMES

SERVICE, ACCOUNT = "inglenook", "huggingface"
"""`keyring set inglenook huggingface` puts a token there."""

NO_LOGIN = "none"
_PATIENCE_S = 20.0
"""A keyring that is locked asks the person for its password."""

_MAX_TOKEN_CHARS = 1000


def token_file(environ: Mapping[str, str]) -> Path:
    """Where `hf auth login` keeps its token, by the hub's own rules. It need not exist."""
    if environ.get("HF_TOKEN_PATH"):
        return Path(environ["HF_TOKEN_PATH"]).expanduser()
    cache = Path(environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    home = environ.get("HF_HOME")
    return (Path(home).expanduser() if home else cache / "huggingface") / "token"


def describe_login(environ: Mapping[str, str]) -> str:
    """Where a login would come from, for a person; no token is read. The keyring is not asked: it might ask back."""
    if name := next((name for name in TOKEN_NAMES if environ.get(name)), ""):
        return f"the variable {name}"
    path = token_file(environ)
    try:
        if path.is_file():
            return f"hf's own login, {path}"
    except (OSError, ValueError):
        pass
    return f"the keyring, if it has one for {SERVICE}" if _library() or shutil.which("keyring") else NO_LOGIN


def keyring_token() -> str | None:
    """The token in the system's keyring: by the keyring library where it is installed, by its program otherwise. None
    where neither is there, it has none, or it does not answer. For the fetcher's process alone."""
    library = _library()
    try:
        if library is not None:
            return _plausible(library.get_password(SERVICE, ACCOUNT))
        program = shutil.which("keyring")
        if program is None:
            return None
        done = subprocess.run(
            [program, "get", SERVICE, ACCOUNT],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_S,
            check=False,
            env=dict(os.environ),
        )
        return _plausible(done.stdout.decode("utf-8", "replace")) if done.returncode == 0 else None
    except Exception:  # every backend has errors of its own; without a keyring the hub is asked without a login
        return None


def _library() -> Any:
    try:
        return importlib.import_module("keyring")
    except Exception:  # not installed, or one that does not even start
        return None


def _plausible(text: object) -> str | None:
    """A token is one word; anything else would be sent as a header that is none."""
    token = text.strip() if isinstance(text, str) else ""
    is_word = token.isascii() and token.isprintable() and " " not in token
    return token if token and is_word and len(token) <= _MAX_TOKEN_CHARS else None
