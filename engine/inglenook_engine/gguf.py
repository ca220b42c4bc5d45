"""A first look at a model file, before llama.cpp maps it: is it a GGUF at all?

llama.cpp refuses a damaged file, but its words are for programmers. This names the usual mistakes: a file that is
missing, empty, not a GGUF, or an unfinished download.
"""

from __future__ import annotations

import re
import stat
import struct
from pathlib import Path

from .errors import EngineError
from .types import FailureKind

_HEADER = struct.Struct("<4sIQQ")  # magic, version, number of tensors, number of key-values
_SUPPORTED_VERSIONS = (2, 3)
_MAX_TENSORS = 65_536
_MAX_KEYS = 65_536


_FILE_TYPES = {
    0: "F32",
    1: "F16",
    2: "Q4_0",
    3: "Q4_1",
    7: "Q8_0",
    8: "Q5_0",
    9: "Q5_1",
    10: "Q2_K",
    11: "Q3_K_S",
    12: "Q3_K_M",
    13: "Q3_K_L",
    14: "Q4_K_S",
    15: "Q4_K_M",
    16: "Q5_K_S",
    17: "Q5_K_M",
    18: "Q6_K",
    19: "IQ2_XXS",
    20: "IQ2_XS",
    21: "Q2_K_S",
    22: "IQ3_XS",
    23: "IQ3_XXS",
    24: "IQ1_S",
    25: "IQ4_NL",
    26: "IQ3_S",
    27: "IQ3_M",
    28: "IQ2_S",
    29: "IQ2_M",
    30: "IQ4_XS",
    31: "IQ1_M",
    32: "BF16",
    36: "TQ1_0",
    37: "TQ2_0",
    38: "MXFP4",
}
"""Names of llama.cpp's enum llama_ftype, by number."""


def quantization_name(file_type: str | None) -> str:
    """The name of the metadata key general.file_type's number; "" for one that is missing or unknown."""
    return _FILE_TYPES.get(int(file_type), "") if file_type and file_type.isdecimal() else ""


_NAMELESS = re.compile(r"sha256[-:][0-9a-f]{64}|model")
"""Files that other programs call by their hash (Ollama) or all alike (Jan)."""

_MOST_NAME_CHARS = 80


def name_of(path: Path, stated: str | None) -> str:
    """What a person calls the model: by its file, or by its header where the file's name says nothing."""
    told = "".join(c if c.isprintable() else " " for c in (stated or "")[:_MOST_NAME_CHARS]).strip()
    return told if told and _NAMELESS.fullmatch(path.stem) else path.stem


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
