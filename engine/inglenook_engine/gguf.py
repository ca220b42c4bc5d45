"""A first look at a model file, before llama.cpp maps it: is it a GGUF at all?

llama.cpp refuses a damaged file, but its words are for programmers. This names the usual mistakes: a file that is
missing, empty, not a GGUF, or an unfinished download.
"""

from __future__ import annotations

import stat
import struct
from pathlib import Path

from .errors import EngineError
from .types import FailureKind

_HEADER = struct.Struct("<4sIQQ")  # magic, version, number of tensors, number of key-values
_SUPPORTED_VERSIONS = (2, 3)
_MAX_TENSORS = 65_536
_MAX_KEYS = 65_536


def check_model_file(path: Path) -> int:
    """The file's size in bytes. Raises EngineError(MODEL_LOAD) with a sentence when it cannot be a model."""
    try:
        if path.is_dir():
            raise _refusal(f"{path} is a folder. Name the .gguf file in it.")
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise _refusal(f"{path} is not a file but a device or a pipe. Name a .gguf file.")
        with path.open("rb") as file:
            header = file.read(_HEADER.size)
    except FileNotFoundError:
        raise _refusal(f"There is no file {path}. Check the name, or choose another model.") from None
    except PermissionError:
        raise _refusal(f"{path} may not be read by this user. Change its permissions, or choose another.") from None
    except OSError as error:
        raise _refusal(f"{path} could not be read: {error.strerror}. Check the disk it lies on.") from error
    except ValueError:  # a NUL in the name
        raise _refusal(f"{str(path)!r} can not be the name of a file. Check the name.") from None
    size_bytes = status.st_size
    if len(header) < _HEADER.size or header[:4] != b"GGUF":
        what = "is empty" if not size_bytes else "is not a GGUF model file"
        raise _refusal(f"{path} {what}. Choose a file that ends in .gguf, or fetch it again.")
    _, version, n_tensors, n_keys = _HEADER.unpack(header)
    if version not in _SUPPORTED_VERSIONS:
        raise _refusal(f"{path} has GGUF version {version}; this engine reads versions 2 and 3. Fetch a newer file.")
    if not 0 < n_tensors <= _MAX_TENSORS or not 0 < n_keys <= _MAX_KEYS:
        raise _refusal(f"{path} is damaged: its header counts {n_tensors} tensors and {n_keys} keys. Fetch it again.")
    return size_bytes


def _refusal(message: str) -> EngineError:
    return EngineError(FailureKind.MODEL_LOAD, message)
