"""How the person wants each model to be loaded, in `load_settings.json` of the data folder. No Qt.

What they leave open is the plan's affair, at every load anew. Models are known by their paths, as in `drafts.json`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from inglenook_engine.limits import DEFAULT_N_CTX
from inglenook_engine.types import Choice, FlashAttention, KvType, ModelInfo

from .library.kept import read_kept
from .settings import write_kept

FILE_NAME = "load_settings.json"
MOST = 2**31 - 1
"""llama.cpp's own counts are 32 bits wide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSettings:
    """What the person fixed for a model; 0, None, AUTO, -1 and () leave it to the plan, as in `PlanRequest`. Raises
    ValueError for a number that cannot be meant."""

    n_ctx: int = 0
    kv_type: KvType | None = None
    n_gpu_layers: int = -1
    n_expert_layers_in_ram: int = -1
    n_batch: int = 0
    n_threads: int = 0
    flash_attention: FlashAttention = FlashAttention.AUTO
    gpu_shares: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        for one in fields(self):
            value, least = getattr(self, one.name), one.default  # of a number, the default is the least
            if isinstance(value, int) and isinstance(least, int) and not least <= value <= MOST:
                raise ValueError(f"{one.name} is {value}")
        if self.gpu_shares and not (all(0 <= share < MOST for share in self.gpu_shares) and sum(self.gpu_shares) > 0):
            raise ValueError(f"gpu_shares is {self.gpu_shares}")

    @property
    def is_automatic(self) -> bool:
        return self == LoadSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsOf:
    """model: its path."""

    model: str
    settings: LoadSettings = field(default_factory=LoadSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    models: tuple[SettingsOf, ...] = ()


def read_load_settings(data_dir: Path) -> dict[str, LoadSettings]:
    """By the model's path. Never raises. A file that cannot be understood becomes `load_settings.json.damaged`."""
    return {one.model: one.settings for one in read_kept(data_dir / FILE_NAME, _Kept).models}


def write_load_settings(data_dir: Path, settings: Mapping[str, LoadSettings]) -> bool:
    """Written beside and renamed, so that a crash leaves the old file or the new. False where that cannot be."""
    models = tuple(SettingsOf(model=model, settings=one) for model, one in settings.items())
    return write_kept(data_dir / FILE_NAME, _Kept(models=models))


class LoadSettingsKept:
    """Those of one data folder. Before there is one they last as long as the program."""

    def __init__(self) -> None:
        self._data_dir: Path | None = None
        self._chosen: dict[str, LoadSettings] = {}

    def use_folder(self, data_dir: Path) -> None:
        """Where they are kept from now on; those chosen before go along."""
        self._data_dir = data_dir
        self._chosen = {**read_load_settings(data_dir), **self._chosen}

    def of(self, path: Path) -> LoadSettings:
        return self._chosen.get(str(path), LoadSettings())

    def remember(self, path: Path, settings: LoadSettings) -> None:
        """All automatic: nothing is kept of this model."""
        self._chosen.pop(str(path), None)
        if not settings.is_automatic:
            self._chosen[str(path)] = settings
        if self._data_dir is not None:
            write_load_settings(self._data_dir, self._chosen)


def narrowed(
    model: ModelInfo, choices: Sequence[Choice], *, n_ctx: int = 0, kv_type: KvType | None = None
) -> tuple[Choice, ...]:
    """The choices by which a model has a shorter context or a coarser KV cache than usual, because more did not fit.
    n_ctx, kv_type: what was asked for, 0 and None where that was left open."""
    settings = set()
    if not n_ctx and model.n_ctx < min(DEFAULT_N_CTX, model.n_ctx_train or DEFAULT_N_CTX):
        settings.add("context")
    if kv_type is None and model.kv_type not in (KvType.F32, KvType.F16, KvType.BF16):
        settings.add("KV cache")
    return tuple(choice for choice in choices if choice.setting in settings)
