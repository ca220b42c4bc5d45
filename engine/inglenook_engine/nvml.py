"""NVIDIA's management library, where its driver is installed: what it tells of energy, memory and of itself.

The one place that opens it. Nothing is set, and nothing is asked of a machine without that driver.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os

NVML = "libnvidia-ml.so.1"
_SUCCESS = 0
_INSUFFICIENT_SIZE = 7
_VERSION_BYTES = 80
_NOT_AVAILABLE = (1 << 64) - 1
_MOST_PROCESSES = 1 << 16


class _Process(ctypes.Structure):
    """nvmlProcessInfo_t of its second and third version."""

    _fields_ = (
        ("pid", ctypes.c_uint),
        ("used_bytes", ctypes.c_ulonglong),
        ("gpu_instance", ctypes.c_uint),
        ("compute_instance", ctypes.c_uint),
    )


@functools.lru_cache(maxsize=4)
def opened(name: str = NVML) -> ctypes.CDLL | None:
    """The library, ready to be asked; None where there is none, or its driver does not answer."""
    try:
        library = ctypes.CDLL(name)
        return library if library.nvmlInit_v2() == _SUCCESS else None
    except (OSError, AttributeError):  # no driver, or one older than these functions
        return None


def handles(library: ctypes.CDLL) -> list[ctypes.c_void_p]:
    """Of its GPUs, in their order; those that do not answer are left out."""
    count = ctypes.c_uint()
    found: list[ctypes.c_void_p] = []
    with contextlib.suppress(AttributeError):
        if library.nvmlDeviceGetCount_v2(ctypes.byref(count)) == _SUCCESS:
            for index in range(count.value):
                handle = ctypes.c_void_p()
                if library.nvmlDeviceGetHandleByIndex_v2(index, ctypes.byref(handle)) == _SUCCESS:
                    found.append(handle)
    return found


def millijoules(library: ctypes.CDLL, handle: ctypes.c_void_p) -> float | None:
    """Since the driver was loaded; None where this GPU does not tell. Volta and later."""
    told = ctypes.c_ulonglong()
    try:
        is_told = library.nvmlDeviceGetTotalEnergyConsumption(handle, ctypes.byref(told)) == _SUCCESS
    except AttributeError:
        return None
    return float(told.value) if is_told else None


def driver_version(name: str = NVML) -> str:
    """ "" where there is none."""
    library, text = opened(name), ctypes.create_string_buffer(_VERSION_BYTES)
    try:
        is_told = library is not None and library.nvmlSystemGetDriverVersion(text, _VERSION_BYTES) == _SUCCESS
    except AttributeError:
        is_told = False
    return text.value.decode("ascii", "replace") if is_told else ""


def used_by_process(library: ctypes.CDLL, handle: ctypes.c_void_p, pid: int | None = None) -> int | None:
    """Bytes of this GPU's memory that a process holds; None where the driver does not tell, or does not know the
    process: in a container it may know another number for it. pid: None for this process."""
    wanted = os.getpid() if pid is None else pid
    try:
        ask = library.nvmlDeviceGetComputeRunningProcesses_v3
    except AttributeError:
        return None
    count = ctypes.c_uint(0)
    status = ask(handle, ctypes.byref(count), None)
    while status == _INSUFFICIENT_SIZE and count.value < _MOST_PROCESSES:
        count.value += 4  # others may begin meanwhile
        listed = (_Process * count.value)()
        status = ask(handle, ctypes.byref(count), listed)
        if status == _SUCCESS:
            own = [one.used_bytes for one in listed[: count.value] if one.pid == wanted]
            return sum(own) if own and _NOT_AVAILABLE not in own else None
    return None
