"""The shape of a model from its file, or from the first bytes of one that is not here yet.

Reads headers in Python alone, never the weights; loads no llama.cpp.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from .errors import EngineError
from .gguf import check_model_file
from .gguf_header import GgufHeader, HeaderCutError, TensorPlace, parse_header
from .model_shape import ModelShape, layer_of, shape_of
from .types import FailureKind

_FIRST_BYTES = 8 * 2**20
"""Holds the header of nearly every model; vocabularies are the largest part of it."""
_MOST_PARTS = 1_000
_MOST_TENSORS = 65_536
_PART = re.compile(r"(?P<stem>.+)-00001-of-(?P<count>\d{5})\.gguf")
_UNKNOWN_TYPE = "UNKNOWN"
"""Of weights whose header is not here: no type that is kept twice."""


def local_shape(path: Path, *, name: str = "") -> ModelShape:
    """Of a whole model, all parts of a split one together. name: for sentences, "" for the file's. Raises
    EngineError(MODEL_LOAD)."""
    name = name or path.name
    header = _header_of(path, name=path.name)
    count = header.number("split.count") or 1
    if count == 1:
        return shape_of(header, name=name)
    named = _PART.fullmatch(path.name)
    if named is None or int(named["count"]) != count or count > _MOST_PARTS:
        raise EngineError(
            FailureKind.MODEL_LOAD,
            f"{path.name} is one of {count:,} parts of a model. Name the first one, which ends in -00001-of-"
            f"{count:05}.gguf.",
        )
    tensors: list[TensorPlace] = list(header.tensors)
    for number in range(2, count + 1):
        part_path = path.with_name(f"{named['stem']}-{number:05}-of-{count:05}.gguf")
        part = _header_of(part_path, name=part_path.name)
        _check_part(part, part_path.name, number=number, count=count)
        tensors.extend(replace(tensor, part=number - 1) for tensor in part.tensors)
        if len(tensors) > _MOST_TENSORS:
            raise _disagreement(part_path.name, f"the parts have more than {_MOST_TENSORS:,} tensors together")
    if len({tensor.name for tensor in tensors}) < len(tensors):
        raise _disagreement(path.name, "a tensor is in two of the parts")
    announced = header.number("split.tensors.count")
    if announced is not None and announced != len(tensors):
        raise _disagreement(path.name, f"{announced:,} tensors are announced and {len(tensors):,} are there")
    return replace(shape_of(header, name=name), tensors=tuple(tensors))


def remote_shape(head: Path, *, size_bytes: int, other_parts_bytes: int = 0, name: str = "") -> ModelShape:
    """Of a model whose first bytes alone are here. size_bytes: of the whole (first) file. other_parts_bytes: of the
    other parts of a split model together; their weights are taken to be spread evenly over the layers. Raises
    EngineError(MODEL_LOAD), also for first bytes that do not hold the whole header."""
    name = name or head.name
    shape = shape_of(_header_of(head, name=name, size_bytes=size_bytes), name=name)
    return with_other_parts(shape, other_parts_bytes) if other_parts_bytes > 0 else shape


def with_other_parts(shape: ModelShape, n_bytes: int) -> ModelShape:
    """The shape with weights of n_bytes more, whose places are not known: in the layers that have none yet, and if all
    have some, in all."""
    known = {layer_of(tensor.name) for tensor in shape.tensors}
    n_layers = len(shape.layers)
    open_layers = [i for i in range(n_layers) if i not in known] or list(range(n_layers))
    share = -(-n_bytes // len(open_layers))
    others = tuple(
        TensorPlace(
            name=f"blk.{layer}.unknown.weight",
            type_name=_UNKNOWN_TYPE,
            shape=(share,),
            offset=k * share,
            size_bytes=share,
            part=1,
        )
        for k, layer in enumerate(open_layers)
    )
    return replace(shape, tensors=(*shape.tensors, *others), is_exact=False)


def _check_part(part: GgufHeader, name: str, *, number: int, count: int) -> None:
    theirs, told = part.number("split.no"), part.number("split.count")
    if told != count or (theirs is not None and theirs != number - 1):
        raise _disagreement(name, f"it says it is part {(theirs or 0) + 1:,} of {told or 0:,}")


def _disagreement(name: str, what: str) -> EngineError:
    return EngineError(
        FailureKind.MODEL_LOAD,
        f"The parts of {name} do not belong together: {what}. Fetch all parts of the model again.",
    )


def _header_of(path: Path, *, name: str, size_bytes: int = 0) -> GgufHeader:
    """size_bytes: of the whole file where the one at `path` is only its beginning; 0 where it is whole."""
    here_bytes = check_model_file(path)
    whole_bytes = max(size_bytes, here_bytes) if size_bytes else here_bytes
    n_bytes = _FIRST_BYTES
    try:
        with path.open("rb") as file:
            while True:
                file.seek(0)
                data = file.read(n_bytes)
                try:
                    return parse_header(data, name=name, size_bytes=whole_bytes)
                except HeaderCutError as cut:
                    if len(data) < min(n_bytes, whole_bytes):
                        raise EngineError(
                            FailureKind.MODEL_LOAD,
                            f"Of {name} only the first {len(data):,} bytes are here, and its header is longer. "
                            "Fetch it again.",
                        ) from cut
                    n_bytes = max(2 * n_bytes, cut.n_bytes_needed)
    except OSError as error:
        raise EngineError(
            FailureKind.MODEL_LOAD, f"{name} could not be read: {error.strerror}. Check the disk it lies on."
        ) from error
