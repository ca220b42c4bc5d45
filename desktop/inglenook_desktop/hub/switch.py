"""The one switch for the network, and the hub's address: `network.json` in the data folder. Knows no socket.

Nothing goes out until a person does something that needs the hub; from then on such acts go out until the person turns
the switch off. A switch that cannot be read counts as off.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from inglenook_engine.errors import UserFacingError, WireError
from inglenook_engine.wire import from_json, to_json

_log = logging.getLogger("inglenook.hub")

FILE_NAME = "network.json"
MAX_BYTES = 1 << 16
PUBLIC_ENDPOINT = "https://huggingface.co"
OFFLINE_VARIABLES = ("INGLENOOK_OFFLINE", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
_TRUE = {"1", "ON", "YES", "TRUE"}


class NetworkState(StrEnum):
    """NEVER_ASKED: nothing has gone out, and the first act that needs the hub turns this to ONLINE. OFFLINE: the person
    turned the switch; such acts are refused."""

    NEVER_ASKED = "never_asked"
    ONLINE = "online"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSettings:
    """mirror: the address of another hub, "" for none; HF_ENDPOINT wins over it. mirror_gets_token: whether a login at
    the hub is shown to the mirror, too."""

    state: NetworkState = NetworkState.NEVER_ASKED
    mirror: str = ""
    mirror_gets_token: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """Whether an act that needs the hub may start. sentence: why not; or, where this is the first, that it now goes
    out; else "". host: that is asked."""

    is_allowed: bool
    host: str
    sentence: str = ""
    is_first: bool = False


class NetworkSwitchError(UserFacingError):
    """The switch cannot be turned, or the act is refused because it is off."""


def read_network(data_dir: Path) -> NetworkSettings:
    """Never raises. What cannot be understood is left as it is and means OFFLINE: turning the switch writes it anew."""
    path = data_dir / FILE_NAME
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise WireError(f"longer than {MAX_BYTES} bytes")
        return from_json(NetworkSettings, json.loads(data))
    except (FileNotFoundError, NotADirectoryError):
        return NetworkSettings()
    except (OSError, ValueError, RecursionError, WireError) as error:
        _log.warning("%s cannot be read, so nothing goes out: %s", path.name, error)
        return NetworkSettings(state=NetworkState.OFFLINE)


def write_network(data_dir: Path, settings: NetworkSettings) -> None:
    """Written beside and renamed. Raises NetworkSwitchError: a switch that did not turn must not look turned."""
    path = data_dir / FILE_NAME
    beside = path.with_suffix(f".json.{os.getpid()}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(to_json(settings), file, indent=1)
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise NetworkSwitchError(
            f"The switch for the network could not be turned: {path} cannot be written ({error.strerror or error})."
        ) from error


def turn(data_dir: Path, state: NetworkState) -> NetworkSettings:
    """Turn the switch, keep the rest. Raises NetworkSwitchError."""
    settings = replace(read_network(data_dir), state=state)
    write_network(data_dir, settings)
    return settings


def offline_variable(environ: Mapping[str, str]) -> str:
    """The variable of the environment that forbids the network, "" for none. By the hub's own rule of what is true."""
    return next((name for name in OFFLINE_VARIABLES if environ.get(name, "").upper() in _TRUE), "")


def endpoint(settings: NetworkSettings, environ: Mapping[str, str]) -> str:
    """The hub's address without a slash at its end: HF_ENDPOINT, the mirror, or the public one."""
    return (environ.get("HF_ENDPOINT", "").strip() or settings.mirror or PUBLIC_ENDPOINT).rstrip("/")


def host_of(address: str) -> str:
    """With its port where one is named, without a login; the address itself where it is none."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2] or address
    except ValueError:
        return address


def checked_mirror(address: str) -> str:
    """Fit for `NetworkSettings.mirror`. Raises NetworkSwitchError."""
    try:
        parts = urlsplit(address.strip())
        has_bad_port = parts.port == 0
    except ValueError:
        parts, has_bad_port = urlsplit(""), True
    if parts.scheme not in ("http", "https") or not parts.hostname or has_bad_port or parts.query or parts.fragment:
        raise NetworkSwitchError(
            f"{address!r:.100} is not an address of a hub; one looks like https://hub.example.org."
        )
    if parts.username or parts.password:
        raise NetworkSwitchError("A login does not belong into the mirror's address: it would be kept in a file.")
    return address.strip().rstrip("/")


def judge(settings: NetworkSettings, environ: Mapping[str, str]) -> Admission:
    """Whether an act that needs the hub may start now. Pure."""
    host = host_of(endpoint(settings, environ))
    if name := offline_variable(environ):
        return Admission(
            is_allowed=False, host=host, sentence=f"{name} is set, so nothing is asked of {host}. Unset it to go on."
        )
    match settings.state:
        case NetworkState.OFFLINE:
            sentence = (
                f"Inglenook is offline, so nothing is asked of {host}. Turn the switch with inglenook network online, "
                "or in the window under Models."
            )
            return Admission(is_allowed=False, host=host, sentence=sentence)
        case NetworkState.NEVER_ASKED:
            sentence = (
                f"This asks {host}, the first time that Inglenook uses the network. Each request is written down."
            )
            return Admission(is_allowed=True, host=host, sentence=sentence, is_first=True)
        case NetworkState.ONLINE:
            return Admission(is_allowed=True, host=host)


def admit(data_dir: Path, environ: Mapping[str, str]) -> Admission:
    """As `judge`, by what is in the folder now; the first act turns the switch to ONLINE. data_dir: made already.

    Raises NetworkSwitchError where that cannot be written.
    """
    settings = read_network(data_dir)
    admission = judge(settings, environ)
    if admission.is_first:
        write_network(data_dir, replace(settings, state=NetworkState.ONLINE))
    return admission
