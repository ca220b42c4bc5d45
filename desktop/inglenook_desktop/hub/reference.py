"""What a person writes, or pastes, to name a model of the hub. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from inglenook_engine.errors import UserFacingError

from ..fetcher.errors import FetchError
from ..fetcher.names import checked_path, checked_repository, shown

PUBLIC_HOSTS = frozenset({"huggingface.co", "www.huggingface.co", "hf.co"})
MAX_LENGTH = 2000

_HOW = "Write org/name, org/name:Q4_K_M or the address of its page; inglenook models search finds models."
_SHAPE = re.compile(r"(?P<repository>[^:@]*)(?::(?P<quantization>[^@:]*))?(?:@(?P<revision>[^:]*))?")
_OTHER_KINDS = {"datasets": "a data set", "spaces": "a space", "collections": "a collection", "docs": "a manual"}
_OTHER_KINDS |= {"papers": "a paper", "blog": "an article", "settings": "a page of settings", "models": "a list"}


class BadReferenceError(UserFacingError):
    """A text that names no model of the hub. The sentence says what would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReference:
    """repository: "org/name". quantization: as it was written, "" when none was. revision: a branch, tag or commit.
    filename: where the address of one file was given, else ""."""

    repository: str
    quantization: str = ""
    revision: str = "main"
    filename: str = ""

    def __str__(self) -> str:
        """As `parse_reference` reads it, but for a file."""
        quantization = f":{self.quantization}" if self.quantization else ""
        revision = f"@{self.revision}" if self.revision != "main" else ""
        return f"{self.repository}{quantization}{revision}"


def parse_reference(text: str, *, hosts: Iterable[str] = ()) -> ModelReference:
    """`org/name[:QUANTIZATION][@REVISION]`, the same behind the hub's host, or an address of a page or file of it.

    hosts: further ones that are a hub too, a mirror's for instance, with their port. Raises BadReferenceError.
    """
    wanted = text.strip()
    if len(wanted) > MAX_LENGTH:
        raise BadReferenceError(f"{shown(wanted)} is too long for the name of a model. {_HOW}")
    known = PUBLIC_HOSTS | {host.lower() for host in hosts}
    scheme, has_scheme, rest = wanted.partition("://")
    if has_scheme:
        if scheme.lower() == "hf":
            return _parse_short(rest.removeprefix("models/"), text)
        if scheme.lower() not in ("http", "https"):
            raise BadReferenceError(f"{shown(wanted)} is no address of the hub. {_HOW}")
        return _parse_address(rest, known, text)
    if wanted.startswith(("/", "./", "../", "~", ".\\", "\\")):
        raise BadReferenceError(f"{shown(wanted)} is a path on this machine, and no model of the hub. {_HOW}")
    if wanted.partition("/")[0].lower() in known:
        return _parse_address(wanted, known, text)
    return _parse_short(wanted, text)


def _parse_short(wanted: str, text: str) -> ModelReference:
    match = _SHAPE.fullmatch(wanted)
    if match is None or ("@" in wanted and not match["revision"]) or (":" in wanted and not match["quantization"]):
        raise BadReferenceError(f"{shown(text)} names no model of the hub. {_HOW}")
    repository, filename = match["repository"].rstrip("/"), ""
    if repository.count("/") > 1 and repository.lower().endswith(".gguf"):
        org, name, filename = repository.split("/", 2)
        repository = f"{org}/{name}"
    return _checked(repository, match["quantization"] or "", match["revision"] or "main", filename, text)


def _parse_address(address: str, hosts: Iterable[str], text: str) -> ModelReference:
    try:
        parts = urlsplit("//" + address)
        host = parts.netloc.lower()
    except ValueError:
        raise BadReferenceError(f"{shown(text)} is no address. {_HOW}") from None
    if host not in hosts:
        raise BadReferenceError(
            f"{shown(text)} is on {shown(host)}, which is not the hub that is asked here. {_HOW} "
            "A mirror is set with HF_ENDPOINT, or with inglenook network mirror."
        )
    path = parts.path.strip("/")
    steps = path.split("/")
    if steps[0] in _OTHER_KINDS:
        raise BadReferenceError(f"{shown(text)} is {_OTHER_KINDS[steps[0]]} of the hub, and no model. {_HOW}")
    if len(steps) == 2:  # hf.co/org/name:QUANTIZATION@REVISION, as other programs write it
        reference = _parse_short(unquote(path), text)
    else:
        revision = unquote(steps[3]) if len(steps) > 3 and steps[2] in ("tree", "blob", "resolve", "raw") else "main"
        reference = _checked(unquote("/".join(steps[:2])), "", revision, "", text)
    filename = _filename(steps, parts.query)
    if not filename:
        return reference
    return _checked(reference.repository, reference.quantization, reference.revision, filename, text)


def _filename(steps: list[str], query: str) -> str:
    """ "" where the address is not of one file."""
    if len(steps) > 4 and steps[2] in ("blob", "resolve", "raw"):
        return unquote("/".join(steps[4:]))
    return next(iter(parse_qs(query).get("show_file_info", [])), "")


def _checked(repository: str, quantization: str, revision: str, filename: str, text: str) -> ModelReference:
    if repository.count("/") != 1:
        why = "has too many parts" if "/" in repository else "lacks its author"
        raise BadReferenceError(f"{shown(text)} {why}. {_HOW}")
    try:
        checked_repository(repository)
        checked_path(revision, "revision")
        if filename:
            checked_path(filename, "file")
    except FetchError as error:
        raise BadReferenceError(f"{error} {_HOW}") from error
    if not quantization.isprintable():
        raise BadReferenceError(f"{shown(quantization)} is no quantization; one looks like Q4_K_M. {_HOW}")
    return ModelReference(
        repository=repository, quantization=quantization.strip(), revision=revision, filename=filename
    )
