"""The only user of llama_cpp: loads one model, makes its context, and describes the library.

Uses the low-level functions alone. Decoding itself is `inglenook_native`'s, which borrows the context made here.
"""

from __future__ import annotations

import collections
import contextlib
import ctypes
import dataclasses
import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import inglenook_native as native
import psutil

from . import nvml
from .errors import EngineError
from .gguf import check_model_file, name_of, quantization_name
from .limits import (
    DEFAULT_N_CTX,
    MAX_ROWS_WITH_LOGITS,
    PREFILL_CHUNK_CPU,
    PREFILL_CHUNK_GPU,
    STATE_SNAPSHOTS,
)
from .llama_cpp_alone import ggml as _ggml
from .llama_cpp_alone import llama_cpp
from .load_plan import LoadPlan
from .machine import GpuFacts, Machine, free_ram, machine_of
from .memory_breakdown import BufferMemory, read_breakdown
from .plan_types import MeasuredLoad
from .prompt import ModelTexts, Prompter
from .types import Choice, CurvePoint, FailureKind, FlashAttention, KvType, LoadParams, ModelInfo
from .version import VERSION

_KV_TYPES = {
    KvType.F32: (llama_cpp.GGML_TYPE_F32, 4.0),
    KvType.F16: (llama_cpp.GGML_TYPE_F16, 2.0),
    KvType.BF16: (30, 2.0),
    KvType.Q8_0: (llama_cpp.GGML_TYPE_Q8_0, 34 / 32),
    KvType.Q5_1: (llama_cpp.GGML_TYPE_Q5_1, 24 / 32),
    KvType.Q5_0: (llama_cpp.GGML_TYPE_Q5_0, 22 / 32),
    KvType.Q4_1: (llama_cpp.GGML_TYPE_Q4_1, 20 / 32),
    KvType.Q4_0: (llama_cpp.GGML_TYPE_Q4_0, 18 / 32),
}
"""ggml's number of the type (BF16 has no name in llama_cpp), and bytes an element."""

_FLASH_ATTENTION = {FlashAttention.AUTO: -1, FlashAttention.OFF: 0, FlashAttention.ON: 1}

MAX_THREADS = 512
"""GGML_MAX_N_THREADS of ggml."""

_INT32_MAX = 2**31 - 1
_LARGEST_BATCH = 8192
_WARNING_LEVEL = 3  # GGML_LOG_LEVEL_WARN; errors are 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One compute device of the library. kind: "cpu", "gpu", "igpu" or "accelerator"."""

    name: str
    description: str
    kind: str
    free_bytes: int
    total_bytes: int


_called_by_llama: list[object] = []
"""llama.cpp knows them by their address, for as long as the process lives: what is collected is called all the same."""


class Library:
    """The llama.cpp library of this process, with its log kept. Make one, before any model."""

    def __init__(self) -> None:
        self._log_lines: collections.deque[str] = collections.deque(maxlen=60)
        self._log_callback = llama_cpp.llama_log_callback(self._log)
        llama_cpp.llama_log_set(self._log_callback, None)
        _called_by_llama.append(self._log_callback)
        llama_cpp.llama_backend_init()
        structs = ("llama_batch", "llama_context_params", "llama_model_params", "llama_token_data")
        native.bind(
            library_handle=llama_cpp.llama_cpp._lib._handle,
            struct_sizes={name: ctypes.sizeof(getattr(llama_cpp, name)) for name in structs},
            version=llama_cpp.__version__,
        )

    def _log(self, level: int, text: bytes, _user_data: object) -> None:
        """Called by llama.cpp on any of its threads. Keeps warnings and errors; nothing of a prompt is in them."""
        if level >= _WARNING_LEVEL:
            self._log_lines.append(text.decode("utf-8", "replace"))

    def forget_log(self) -> None:
        """Before a load, so that `log_tail` is about that one."""
        self._log_lines.clear()

    @property
    def log_tail(self) -> str:
        return "".join(self._log_lines)

    def flash_attention_used(self, asked: FlashAttention) -> FlashAttention:
        """What the latest context really uses: llama.cpp turns "auto" on and warns where the device lacks it."""
        if "Flash Attention not supported, set to disabled" in self.log_tail:
            return FlashAttention.OFF
        return FlashAttention.ON if asked is FlashAttention.AUTO else asked

    @property
    def version(self) -> str:
        return f"llama-cpp-python {llama_cpp.__version__}, llama.cpp {llama_cpp.llama_version().decode()}"

    @property
    def system_info(self) -> str:
        return str(llama_cpp.llama_print_system_info().decode().strip(" |"))

    @property
    def has_gpu_offload(self) -> bool:
        return bool(llama_cpp.llama_supports_gpu_offload())

    def machine(self, free_bytes: int) -> Machine:
        """What there is for a model. free_bytes: of RAM."""
        devices = [
            GpuFacts(name=d.name, kind=d.kind, free_bytes=d.free_bytes, total_bytes=d.total_bytes)
            for d in (self.devices() if self.has_gpu_offload else ())
        ]
        return machine_of(devices, n_threads=default_threads(), free_bytes=free_bytes)

    def devices(self) -> tuple[Device, ...]:
        ggml = _ggml.libggml
        for name in ("ggml_backend_dev_name", "ggml_backend_dev_description"):
            getattr(ggml, name).restype = ctypes.c_char_p
        ggml.ggml_backend_dev_count.restype = ctypes.c_size_t
        ggml.ggml_backend_dev_get.restype = ctypes.c_void_p
        kinds = ("cpu", "gpu", "igpu", "accelerator")
        devices = []
        for index in range(ggml.ggml_backend_dev_count()):
            device = ctypes.c_void_p(ggml.ggml_backend_dev_get(ctypes.c_size_t(index)))
            free, total = ctypes.c_size_t(), ctypes.c_size_t()
            ggml.ggml_backend_dev_memory(device, ctypes.byref(free), ctypes.byref(total))
            kind = ggml.ggml_backend_dev_type(device)
            devices.append(
                Device(
                    name=ggml.ggml_backend_dev_name(device).decode(),
                    description=ggml.ggml_backend_dev_description(device).decode("utf-8", "replace").strip(),
                    kind=kinds[kind] if 0 <= kind < len(kinds) else "accelerator",
                    free_bytes=free.value,
                    total_bytes=total.value,
                )
            )
        return tuple(devices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where weights go; see `LoadParams`. n_gpu_layers: -1 for all."""

    n_gpu_layers: int
    n_expert_layers_in_ram: int = 0
    gpu_shares: tuple[float, ...] = ()

    @classmethod
    def of(cls, params: LoadParams, *, has_gpu: bool) -> Placement:
        if not has_gpu or not params.n_gpu_layers:
            return cls(n_gpu_layers=0)
        return cls(
            n_gpu_layers=params.n_gpu_layers,
            n_expert_layers_in_ram=max(0, params.n_expert_layers_in_ram),
            gpu_shares=params.gpu_shares,
        )


class _BufferOverride(ctypes.Structure):
    """llama_model_tensor_buft_override of llama.h, which llama_cpp does not have."""

    _fields_ = [("pattern", ctypes.c_char_p), ("buffer_type", ctypes.c_void_p)]


def _experts_in_ram(n_layers: int) -> ctypes.Array[_BufferOverride] | None:
    """What tells llama.cpp to keep the experts of the first n_layers in RAM, with the zero at its end."""
    if not n_layers:
        return None
    ggml = _ggml.libggml
    ggml.ggml_backend_cpu_buffer_type.restype = ctypes.c_void_p
    layers = "|".join(str(i) for i in range(n_layers))
    pattern = rf"blk\.({layers})\.ffn_(up|down|gate|gate_up)_(ch|)exps\."
    in_ram = _BufferOverride(pattern.encode(), ggml.ggml_backend_cpu_buffer_type())
    return (_BufferOverride * 2)(in_ram, _BufferOverride(None, None))


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFacts:
    """What a model file says of itself. vocabulary: sha256 over it; equal ones can draft for each other."""

    name: str
    architecture: str
    quantization: str
    size_bytes: int
    n_params: int
    vocabulary: str


@dataclass(slots=True)
class LoadedModel:
    """A model ready to generate. The process ends it; nothing here is freed before. rewinds_freely: any number of
    tokens can be taken out of its KV cache without a trace; not so in a sliding window or a recurrent state.
    choices: the plan's. record: of this load, with what it took, for later plans; None without a plan."""

    info: ModelInfo
    vocabulary: native.Vocab
    session: native.Session
    prompter: Prompter
    rewinds_freely: bool = True
    choices: tuple[Choice, ...] = ()
    record: MeasuredLoad | None = None


def native_points(points: Sequence[CurvePoint]) -> list[native.CurvePoint]:
    """The same, as the session takes them."""
    return [
        native.CurvePoint(width=p.width, n_cached=p.n_cached, n_threads=p.n_threads, pass_ms=p.pass_ms) for p in points
    ]


def default_threads() -> int:
    """The physical cores that this process may use; more threads would only spin at barriers."""
    physical = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else physical
    return max(1, min(physical, allowed))


def load(
    library: Library,
    params: LoadParams,
    *,
    on_progress: Callable[[float], None] = lambda _fraction: None,
    available_bytes: Callable[[], int] = lambda: free_ram().free_bytes,
) -> LoadedModel:
    """Load a model. on_progress: called with 0.0 to 1.0 on this thread. available_bytes: memory free now.

    What `params` leaves open is chosen so that it fits (`plan`).

    Raises EngineError(MODEL_LOAD) for a file that is no good or parameters it can not have, and
    EngineError(OUT_OF_MEMORY) when it does not fit.
    """
    started = time.monotonic()
    _check_params(params)
    path = Path(params.model_path)
    size_bytes = check_model_file(path)
    draft_path = Path(params.draft_model_path) if params.draft_model_path else None
    free_bytes = available_bytes()
    load_plan = LoadPlan(params, library.machine(free_bytes))
    if library.has_gpu_offload:
        params = load_plan.settled()
    placement = Placement.of(params, has_gpu=library.has_gpu_offload)
    gpu_layers = placement.n_gpu_layers
    if gpu_layers == 0 and size_bytes > free_bytes:
        raise EngineError(
            FailureKind.OUT_OF_MEMORY,
            f"{path.name} is {_gb(size_bytes)} and {_gb(free_bytes)} of memory are free. "
            "Close other programs or choose a smaller model.",
        )
    draft_model = _load_draft(library, draft_path, size_bytes, gpu_layers, available_bytes) if draft_path else 0
    model = load_weights(library, path, placement, on_progress)
    params = load_plan.settled()  # the weights' bytes are the same whatever is chosen now
    context, n_ctx, flash = make_context(library, path, model, params, gpu_layers, available_bytes)
    vocabulary = native.Vocab(model)
    draft_vocabulary = native.Vocab(draft_model) if draft_path else None
    draft_context = 0
    if draft_path and draft_vocabulary:
        with _draft_at_fault(draft_path):
            if reason := draft_vocabulary.why_it_cannot_draft_for(vocabulary):
                raise EngineError(FailureKind.MODEL_LOAD, f"It has another vocabulary than {path.name}. {reason}")
            draft_params = dataclasses.replace(params, n_ctx=min(n_ctx, llama_cpp.llama_model_n_ctx_train(draft_model)))
            draft_context, _, _ = make_context(
                library, draft_path, draft_model, draft_params, gpu_layers, available_bytes, is_draft=True
            )
    n_threads = params.n_threads or default_threads()
    session = native.Session(
        context,
        vocabulary,
        prefill_chunk_tokens=_chunk_tokens(params, gpu_layers),
        n_most_rows=MAX_ROWS_WITH_LOGITS,
        n_threads=n_threads,
        draft_context_address=draft_context,
        draft_vocab=draft_vocabulary,
        adapts_threads=params.n_threads is None and not gpu_layers,
    )
    prompter = Prompter(_model_texts(model, vocabulary, path), vocabulary, vocabulary.control_tokens())
    vocabulary.spell_out(prompter.marker_tokens)
    n_layers = llama_cpp.llama_model_n_layer(model) + 1  # and the output layer
    used_devices = [device for device in library.devices() if device.kind == "cpu" or gpu_layers]
    info = ModelInfo(
        name=name_of(path, _metadata(model, "general.name")),
        path=str(path),
        architecture=_metadata(model, "general.architecture") or "",
        quantization=quantization_name(_metadata(model, "general.file_type")),
        size_bytes=size_bytes,
        n_params=llama_cpp.llama_model_n_params(model),
        n_vocab=vocabulary.n_tokens,
        n_ctx=n_ctx,
        n_ctx_train=llama_cpp.llama_model_n_ctx_train(model),
        n_threads=n_threads,
        n_gpu_layers=n_layers if gpu_layers < 0 else min(gpu_layers, n_layers),
        devices=tuple(device.name for device in used_devices),
        device_models=tuple(device.description for device in used_devices),
        kv_type=params.kv_type or KvType.F16,
        flash_attention=flash,
        template_origin=prompter.origin,
        template_name=prompter.template_name,
        can_reason=prompter.reasoning is not None,
        load_ms=(time.monotonic() - started) * 1000,
        draft_name=draft_path.stem if draft_path else "",
        n_expert_layers_in_ram=placement.n_expert_layers_in_ram,
        engine_version=VERSION,
        llama_version=library.version,
        driver_version=nvml.driver_version() if gpu_layers else "",
    )
    memory = load_plan.report([memory_of(each) for each in (context, draft_context) if each])
    rewinds_freely = not (
        llama_cpp.llama_model_is_recurrent(model)
        or llama_cpp.llama_model_is_hybrid(model)
        or llama_cpp.llama_model_n_swa(model)
    )
    return LoadedModel(
        info=info,
        vocabulary=vocabulary,
        session=session,
        prompter=prompter,
        rewinds_freely=rewinds_freely,
        choices=() if load_plan.plan is None else load_plan.plan.choices,
        record=load_plan.record(info, memory),
    )


@contextlib.contextmanager
def _draft_at_fault(path: Path) -> Iterator[None]:
    """What goes wrong within is the draft model's fault, and the person can chat without it."""
    try:
        yield
    except EngineError as error:
        raise EngineError(
            FailureKind.MODEL_LOAD,
            f"{path.name} cannot be the draft model: {error.message} The chat works without a draft model, too.",
            detail=error.detail,
        ) from error


def _load_draft(
    library: Library, path: Path, model_bytes: int, gpu_layers: int, available_bytes: Callable[[], int]
) -> int:
    """The draft model, loaded before the large one of model_bytes, because it is more often at fault."""
    with _draft_at_fault(path):
        size_bytes = check_model_file(path)
        if gpu_layers == 0 and size_bytes + model_bytes > available_bytes():
            raise EngineError(
                FailureKind.OUT_OF_MEMORY,
                f"It is {_gb(size_bytes)}, the model {_gb(model_bytes)}, and {_gb(available_bytes())} of memory are "
                "free.",
            )
        placement = Placement(n_gpu_layers=-1 if gpu_layers else 0)
        model = load_weights(library, path, placement, lambda _fraction: None)
        if llama_cpp.llama_model_is_recurrent(model) or llama_cpp.llama_model_is_hybrid(model):
            llama_cpp.llama_model_free(model)
            raise EngineError(FailureKind.MODEL_LOAD, "It keeps a state that cannot go back to before a wrong guess.")
        return model


def _check_params(params: LoadParams) -> None:
    """Raises EngineError(MODEL_LOAD) for numbers that no model could have."""
    least_batch = MAX_ROWS_WITH_LOGITS
    for name, value, least, most, meaning in (
        ("context size", params.n_ctx, 0, _INT32_MAX, "0 for a size that suits the model"),
        ("number of threads", params.n_threads or 0, 0, MAX_THREADS, "0 for the cores that are there"),
        ("number of GPU layers", params.n_gpu_layers, -1, _INT32_MAX, "-1 for as many as fit"),
        ("number of layers with experts in RAM", params.n_expert_layers_in_ram, -1, _INT32_MAX, "-1 for what fits"),
        ("batch size", params.n_batch or least_batch, least_batch, _LARGEST_BATCH, "or 0 for what suits"),
    ):
        if not least <= value <= most:
            raise EngineError(
                FailureKind.MODEL_LOAD, f"The {name} is {value:,}; choose {least:,} to {most:,}, {meaning}."
            )


def load_weights(
    library: Library,
    path: Path,
    placement: Placement,
    on_progress: Callable[[float], None],
    *,
    is_simulated: bool = False,
) -> int:
    """The model's address. is_simulated: nothing is loaded or allocated, llama.cpp only reckons what would be."""

    def report(fraction: float, _user_data: object) -> bool:
        on_progress(min(1.0, max(0.0, fraction)))
        return True

    library.forget_log()
    options = llama_cpp.llama_model_default_params()
    options.n_gpu_layers = placement.n_gpu_layers
    overrides = _experts_in_ram(placement.n_expert_layers_in_ram)
    if overrides is not None:
        options.tensor_buft_overrides = ctypes.addressof(overrides)
    if placement.gpu_shares:
        n_most = llama_cpp.llama_max_devices()
        shares = (ctypes.c_float * n_most)(*placement.gpu_shares[:n_most])
        options.tensor_split = shares
    if is_simulated:
        options.no_alloc = True
        options.load_mode = llama_cpp.LLAMA_LOAD_MODE_NONE  # a mapped model cannot be simulated
    options.progress_callback = callback = llama_cpp.llama_progress_callback(report)
    model = llama_cpp.llama_model_load_from_file(os.fsencode(path), options)
    del callback
    if not model:
        raise _explain_refusal(path, library.log_tail)
    if llama_cpp.llama_model_has_encoder(model) or not llama_cpp.llama_model_has_decoder(model):
        raise EngineError(FailureKind.MODEL_LOAD, f"{path.name} is not a chat model. Choose a text generation model.")
    return int(model)


def _explain_refusal(path: Path, log: str) -> EngineError:
    """llama.cpp's log of a failed load as a sentence."""
    if unknown := re.search(r"unknown model architecture: '([^']*)'", log):
        message = (
            f"{path.name} has the architecture '{unknown[1]}', which this version's engine does not know. "
            "Choose another model, or update Inglenook."
        )
    elif "corrupted or incomplete" in log or "failed to read" in log or "not within the file bounds" in log:
        message = f"{path.name} is incomplete or damaged. Fetch the file again."
    elif re.search(r"unable to allocate|failed to allocate|out of memory", log, re.IGNORECASE):
        return EngineError(
            FailureKind.OUT_OF_MEMORY,
            f"{path.name} does not fit in the memory that is free. Close other programs or choose a smaller model.",
            detail=log,
        )
    else:
        message = f"{path.name} could not be loaded. Fetch the file again or choose another model."
    return EngineError(FailureKind.MODEL_LOAD, message, detail=log)


def make_context(
    library: Library,
    path: Path,
    model: int,
    params: LoadParams,
    gpu_layers: int,
    available_bytes: Callable[[], int],
    *,
    is_draft: bool = False,
) -> tuple[int, int, FlashAttention]:
    """The context, its size in tokens, and whether it uses flash attention. A draft model's gives one row of logits."""
    trained = llama_cpp.llama_model_n_ctx_train(model)
    if params.n_ctx > trained:
        raise EngineError(
            FailureKind.MODEL_LOAD,
            f"{path.name} was trained for a context of {trained:,} tokens and {params.n_ctx:,} were asked for. "
            f"Choose {trained:,} or fewer.",
        )
    n_ctx = params.n_ctx or min(DEFAULT_N_CTX, trained)
    kv_type = params.kv_type or KvType.F16
    kv_number, kv_element_bytes = _KV_TYPES[kv_type]
    kv_bytes = n_ctx * _kv_elements_per_token(model) * kv_element_bytes
    if not gpu_layers and kv_bytes > available_bytes():
        raise EngineError(
            FailureKind.OUT_OF_MEMORY,
            f"A context of {n_ctx:,} tokens needs {_gb(kv_bytes)} for its KV cache and {_gb(available_bytes())} of "
            "memory are free. Choose a smaller context or a smaller KV cache type.",
        )
    chunk = _chunk_tokens(params, gpu_layers)
    options = llama_cpp.llama_context_default_params()
    options.n_ctx = n_ctx
    options.n_batch = options.n_ubatch = chunk
    options.n_outputs_max = options.n_outputs_max_per_seq = 1 if is_draft else MAX_ROWS_WITH_LOGITS
    options.n_threads = options.n_threads_batch = params.n_threads or default_threads()
    options.type_k = options.type_v = kv_number
    asked = _flash_attention_asked(params, gpu_layers)
    options.flash_attn_type = _FLASH_ATTENTION[asked]
    options.swa_full = False
    has_state = llama_cpp.llama_model_is_recurrent(model) or llama_cpp.llama_model_is_hybrid(model)
    options.n_rs_seq = STATE_SNAPSHOTS if has_state else 0
    context = llama_cpp.llama_init_from_model(model, options)
    if not context and has_state:  # the snapshots are an experiment of llama.cpp's, and cost memory
        options.n_rs_seq = 0
        context = llama_cpp.llama_init_from_model(model, options)
    if not context:
        quantized_v = kv_type not in (KvType.F32, KvType.F16, KvType.BF16)
        if quantized_v and params.flash_attention is FlashAttention.OFF:
            raise EngineError(
                FailureKind.MODEL_LOAD,
                f"A KV cache of type {kv_type} needs flash attention. Switch it on, or choose f16.",
                detail=library.log_tail,
            )
        raise EngineError(
            FailureKind.OUT_OF_MEMORY,
            f"{path.name} was loaded, but a context of {n_ctx:,} tokens could not be made; most often memory is "
            "short. Choose a smaller context.",
            detail=library.log_tail,
        )
    return int(context), llama_cpp.llama_n_ctx(context), library.flash_attention_used(asked)


def _chunk_tokens(params: LoadParams, gpu_layers: int) -> int:
    return params.n_batch or (PREFILL_CHUNK_GPU if gpu_layers else PREFILL_CHUNK_CPU)


def memory_of(context: int) -> tuple[BufferMemory, ...] | None:
    """llama.cpp's own account of a context and its model; None where it cannot be read. See `memory_breakdown`."""
    return read_breakdown(llama_cpp.llama_cpp._lib, _ggml.libggml, context)


def _flash_attention_asked(params: LoadParams, gpu_layers: int) -> FlashAttention:
    """On a CPU, "auto" is off: one-token passes take as long with it, and passes of several rows up to 1.7 times as
    long (1.5B, 1,200 to 4,000 tokens cached, AVX-512). A quantised KV cache cannot do without it."""
    is_quantised = params.kv_type not in (None, KvType.F32, KvType.F16, KvType.BF16)
    if params.flash_attention is FlashAttention.AUTO and gpu_layers == 0 and not is_quantised:
        return FlashAttention.OFF
    return params.flash_attention


def _kv_elements_per_token(model: int) -> int:
    """Elements of K and V a token takes over all layers; 0 where the cache is not of that simple kind."""
    if (
        llama_cpp.llama_model_is_recurrent(model)
        or llama_cpp.llama_model_is_hybrid(model)
        or llama_cpp.llama_model_n_swa(model)
    ):
        return 0
    n_head = llama_cpp.llama_model_n_head(model)
    if n_head <= 0:
        return 0
    architecture = _metadata(model, "general.architecture")
    default_size = llama_cpp.llama_model_n_embd(model) // n_head
    sizes = [_metadata(model, f"{architecture}.attention.{part}_length") for part in ("key", "value")]
    head_elements = sum(int(size) if size and size.isdecimal() else default_size for size in sizes)
    return int(llama_cpp.llama_model_n_layer(model) * llama_cpp.llama_model_n_head_kv(model) * head_elements)


def inspect_file(library: Library, path: Path) -> ModelFacts:
    """What the file says of its model, without loading the weights. Raises EngineError(MODEL_LOAD)."""
    size_bytes = check_model_file(path)
    options = llama_cpp.llama_model_default_params()
    options.vocab_only = True
    options.n_gpu_layers = 0
    library.forget_log()
    model = llama_cpp.llama_model_load_from_file(os.fsencode(path), options)
    if not model:
        raise _explain_refusal(path, library.log_tail)
    try:
        return ModelFacts(
            name=path.stem,
            architecture=_metadata(model, "general.architecture") or "",
            quantization=quantization_name(_metadata(model, "general.file_type")),
            size_bytes=size_bytes,
            n_params=llama_cpp.llama_model_n_params(model),
            vocabulary=hashlib.sha256(native.Vocab(model).identity()).hexdigest(),
        )
    finally:
        llama_cpp.llama_model_free(model)


def _model_texts(model: int, vocabulary: native.Vocab, path: Path) -> ModelTexts:
    def text_of(token: int) -> str:
        return vocabulary.piece(token, special=True).decode("utf-8", "replace") if token >= 0 else ""

    names = [_metadata(model, f"general.{key}") or "" for key in ("name", "finetune", "basename")]
    return ModelTexts(
        template=_metadata(model, "tokenizer.chat_template"),
        bos_token=text_of(vocabulary.bos),
        eos_token=text_of(vocabulary.eos),
        names=(*names, path.stem),
    )


def _metadata(model: int, key: str) -> str | None:
    length = llama_cpp.llama_model_meta_val_str(model, key.encode(), None, 0)
    if length < 0:
        return None
    buffer = ctypes.create_string_buffer(length + 1)
    llama_cpp.llama_model_meta_val_str(model, key.encode(), buffer, length + 1)
    return buffer.value.decode("utf-8", "replace")


def _gb(size_bytes: float) -> str:
    return f"{size_bytes / 1e9:.1f} GB"
