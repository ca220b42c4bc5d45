"""How a fetcher child is started: its command, and the environment it gets. Pure.

It gets what a program needs to run, what says where the hub and its cache are, proxies and certificates, and the login
of the hub where it may be shown; nothing else of this process's environment.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from urllib.parse import urlsplit

from .switch import OFFLINE_VARIABLES, NetworkSettings, NetworkState, endpoint, host_of

TOKEN_NAMES = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")

_SYSTEM = """PATH HOME USER LOGNAME LANG LANGUAGE TZ TMPDIR TEMP TMP LD_LIBRARY_PATH DYLD_LIBRARY_PATH XDG_CACHE_HOME
XDG_RUNTIME_DIR DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY
SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT USERPROFILE USERNAME HOMEDRIVE HOMEPATH APPDATA LOCALAPPDATA PROGRAMDATA
NUMBER_OF_PROCESSORS PROCESSOR_ARCHITECTURE"""
"""XDG_RUNTIME_DIR and the three after it: a keyring is asked over the session's bus, and may have to show a prompt."""

_HUB = """HF_HOME HF_HUB_CACHE HUGGINGFACE_HUB_CACHE HF_TOKEN_PATH HF_STORED_TOKENS_PATH HF_HUB_DISABLE_IMPLICIT_TOKEN
HF_HUB_ETAG_TIMEOUT HF_HUB_DOWNLOAD_TIMEOUT HF_HUB_DISABLE_SYMLINKS"""
_PROXIES = "HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY"
_CERTIFICATES = "SSL_CERT_FILE SSL_CERT_DIR"
_OTHER_CERTIFICATES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")

_NAMES = frozenset(f"{_SYSTEM} {_HUB} {_CERTIFICATES}".split()) | set(OFFLINE_VARIABLES)
PROXY_NAMES = frozenset(_PROXIES.split())


def fetcher_command() -> list[str]:
    """-I: neither the working folder nor variables of Python decide what runs."""
    return [sys.executable, "-I", "-m", "inglenook_desktop.fetcher"]


def fetcher_environment(environ: Mapping[str, str], settings: NetworkSettings) -> dict[str, str]:
    """What of `environ` a fetcher child gets, with the hub's address and the switch put in."""
    kept = {name: value for name, value in environ.items() if _is_kept(name)}
    kept["HF_ENDPOINT"] = endpoint(settings, environ)
    if "SSL_CERT_FILE" not in kept:  # where other programs of a company's network are told of its certificates
        bundle = next((environ[name] for name in _OTHER_CERTIFICATES if environ.get(name)), "")
        kept |= {"SSL_CERT_FILE": bundle} if bundle else {}
    if settings.state is NetworkState.OFFLINE:
        kept["INGLENOOK_OFFLINE"] = "1"
    if withheld_login(environ, settings):
        kept["HF_HUB_DISABLE_IMPLICIT_TOKEN"] = "1"
    else:
        kept |= {name: environ[name] for name in TOKEN_NAMES if environ.get(name)}
    return kept


def withheld_login(environ: Mapping[str, str], settings: NetworkSettings) -> str:
    """Why a login at the hub is not shown to the host that is asked, as a sentence; "" where it may be."""
    address = endpoint(settings, environ)
    host = host_of(address)
    try:
        parts = urlsplit(address)
        is_private = parts.scheme != "http" or parts.hostname in ("127.0.0.1", "::1", "localhost")
    except ValueError:  # no address at all: the fetcher says so
        is_private = False
    if not is_private:
        return f"{host} is asked without encryption, so your login at the hub is not sent to it."
    is_mirror = bool(settings.mirror) and not environ.get("HF_ENDPOINT", "").strip()
    if is_mirror and not settings.mirror_gets_token:
        return (
            f"{host} is a mirror, so your login at the hub is not sent to it. "
            "inglenook network mirror URL --with-login sends it."
        )
    return ""


def _is_kept(name: str) -> bool:
    upper = name.upper()  # proxies are written in both ways; Windows knows one
    return (
        upper in PROXY_NAMES
        or name in _NAMES
        or name.startswith("LC_")
        or (sys.platform == "win32" and upper in _NAMES)
    )
