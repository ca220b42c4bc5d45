"""The hub over HTTPS: the only module of the program that may import huggingface_hub, an HTTP library or a socket.

What the library does well is left to it: names of addresses, headers, metadata with its redirects, the token, its
errors. Bodies are read here, because the library throws away what has come when a connection breaks, does not compare
what came with its hash, and reads an answer of any length. Every request passes one hook that tells the front end and
keeps the token with the hub.
"""

from __future__ import annotations

import ipaddress
import json
import os
import re
import socket
import ssl
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import httpcore2
import httpx2
from huggingface_hub import constants, get_hf_file_metadata, get_token, hf_hub_url, set_client_factory
from huggingface_hub.errors import (
    GatedRepoError,
    HfHubHTTPError,
    OfflineModeIsEnabled,
    RemoteEntryNotFoundError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils import build_hf_headers, get_session, hf_raise_for_status  # type: ignore[attr-defined]  # lazy

from ..hub.login import keyring_token
from .errors import FetchError
from .names import shown
from .protocol import Answered, FetcherEvent, FetchFailureKind, Note, Requested

CONNECT_S = 15.0
SILENCE_S = float(constants.HF_HUB_DOWNLOAD_TIMEOUT) if os.environ.get("HF_HUB_DOWNLOAD_TIMEOUT") else 30.0
"""How long a connection may stay without a byte. The library's own value is ten seconds, too few for a busy hub."""

TOLD_EVERY_S = 15.0
"""So much of a body is missing in the ledger at most when everything is killed at once."""

MAX_REDIRECTS = 10
MAX_ANSWER_BYTES = 16 << 20
"""Of an answer in JSON. The largest real ones, of repositories with hundreds of files, have less than one."""

_PIECE_BYTES = 1 << 18
_DIGEST = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_ID = "inglenook_request"
_ERROR_HEADERS = ("X-Error-Code", "X-Error-Message", "Retry-After", "RateLimit")
_PORTAL = (
    "A network that wants a login shows its own page for every address; open a browser and see. Otherwise look at "
    "HF_ENDPOINT."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What the hub says of one file. digest: sha256 of a large file, git's blob sha1 of a small one, in hexadecimal.
    location: where the bytes are."""

    commit: str
    digest: str
    size_bytes: int
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An answer that carries bytes of the file, from `first_byte` on."""

    first_byte: int
    chunks: Iterator[bytes]


class Hub:
    """One hub, by the environment: HF_ENDPOINT, proxies, certificates, token. Used by one thread."""

    def __init__(self, emit: Callable[[FetcherEvent], None]) -> None:
        self._emit = emit
        self._n_requests = 0
        self._open_body: tuple[int, int, int] | None = None
        set_client_factory(self._client)
        self._why = "renew the login"  # only where hf's own login has run out
        self._token: str | None = None
        with self._explained("the login", ""):
            self._token = self._login()

    def _login(self) -> str | None:
        """From the environment, from hf's own login, or from the keyring. Only to a hub that nobody on the way can
        pretend to be."""
        if constants.HF_HUB_DISABLE_IMPLICIT_TOKEN:
            return None
        token = get_token() or keyring_token()
        if token and not _is_private(constants.ENDPOINT):
            if self.host:
                self._emit(Note(message=f"{self.host} is asked without encryption, so your token is not sent to it."))
            return None
        return token

    @property
    def host(self) -> str:
        return _host(constants.ENDPOINT)

    @property
    def open_answer(self) -> Answered | None:
        """Of the body that is coming at this moment, as far as it came; None between bodies. For any thread."""
        if (now := self._open_body) is None:
            return None
        request_id, status, n_bytes = now
        return Answered(request_id=request_id, status=status, n_bytes=n_bytes)

    @property
    def n_requests(self) -> int:
        return self._n_requests

    def facts(self, repository: str, revision: str, filename: str) -> FileFacts:
        """Ask the hub for one file's facts. One request, more where the hub redirects. Raises FetchError."""
        self._why = f"ask for {filename} of {repository}"
        url = hf_hub_url(repository, filename, revision=revision)
        with self._explained(f"{filename} of {repository}", repository):
            metadata = get_hf_file_metadata(url, token=self._token or False, timeout=SILENCE_S)
        commit, digest, size_bytes = metadata.commit_hash or "", metadata.etag or "", metadata.size
        if not _COMMIT.fullmatch(commit) or not _DIGEST.fullmatch(digest) or size_bytes is None or size_bytes < 0:
            raise FetchError(
                FetchFailureKind.NOT_A_HUB,
                f"What answers as {self.host} is not the hub: it named neither a version nor a checksum of {filename}. "
                + _PORTAL,
                detail=f"commit {commit!r:.60}, etag {digest!r:.80}, size {size_bytes}",
            )
        location = self._next_address(constants.ENDPOINT, metadata.location)
        if _origin(location) == _origin(constants.ENDPOINT):
            location = hf_hub_url(repository, filename, revision=commit)
        return FileFacts(commit=commit, digest=digest, size_bytes=size_bytes, location=location)

    @contextmanager
    def body(self, facts: FileFacts, first_byte: int, repository: str, filename: str) -> Iterator[Body]:
        """The file's bytes from `first_byte` on, or from 0 where the server does not know ranges or gets them wrong.
        Raises FetchError, also while `chunks` are read."""
        self._why = f"download {filename} of {repository}"
        with ExitStack() as stack:
            headers = {"Range": f"bytes={first_byte}-"} if first_byte else {}
            response = stack.enter_context(self._opened(facts, headers, repository, filename))
            if first_byte and not _is_part(response, first_byte, facts.size_bytes):
                stack.pop_all().close()
                first_byte = 0
                response = stack.enter_context(self._opened(facts, {}, repository, filename))
            self._require_file(response, facts, repository, filename)
            starts_at = first_byte if response.status_code == 206 else 0
            with closing(self._counted(response)) as chunks:  # its count is told before the download's end is
                yield Body(first_byte=starts_at, chunks=chunks)

    @contextmanager
    def beginning(self, facts: FileFacts, n_bytes: int, repository: str, filename: str) -> Iterator[Iterator[bytes]]:
        """The file's first bytes, as they come, up to n_bytes or a little more; the rest is never asked for. Raises
        FetchError, also while they are read."""
        self._why = f"read the beginning of {filename} of {repository}"
        last_byte = min(n_bytes, facts.size_bytes) - 1
        with self._opened(facts, {"Range": f"bytes=0-{last_byte}"}, repository, filename) as response:
            self._require_file(response, facts, repository, filename, last_byte=last_byte)
            with closing(self._counted(response)) as chunks:
                yield chunks

    def text(self, repository: str, commit: str, filename: str, most_bytes: int) -> str:
        """The beginning of a file that is read by people. Raises FetchError."""
        self._why = f"show {filename} of {repository}"
        what = f"{filename} of {repository}"
        url = hf_hub_url(repository, filename, revision=commit)
        with self._explained(what, repository), self._stream(url, {"Accept-Encoding": "identity"}) as response:
            self._require_success(response)
            return self._beginning_of(response, most_bytes).decode("utf-8", "replace")

    def answer(self, path: str, parameters: Mapping[str, Any], *, why: str, what: str, repository: str = "") -> object:
        """What the hub's interface says at `path`, from JSON. why: for the ledger. what: for sentences. Raises
        FetchError."""
        self._why = why
        with self._explained(what, repository):
            url = str(httpx2.URL(constants.ENDPOINT + path, params=parameters))
            with self._stream(url, {"Accept": "application/json", "Accept-Encoding": "gzip"}) as response:
                self._require_success(response)
                data = self._beginning_of(response, MAX_ANSWER_BYTES + 1)
        try:
            if len(data) > MAX_ANSWER_BYTES:
                raise ValueError(f"more than {MAX_ANSWER_BYTES:,} bytes")
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise self.not_a_hub(what, f"{type(error).__name__}: {error}; it begins {data[:80]!r}") from error

    def not_a_hub(self, what: str, detail: str) -> FetchError:
        return FetchError(
            FetchFailureKind.NOT_A_HUB,
            f"What answers as {self.host} is not the hub: {what} got an answer that no hub gives. {_PORTAL}",
            detail=detail[:1000],
        )

    @contextmanager
    def _opened(
        self, facts: FileFacts, headers: dict[str, str], repository: str, filename: str
    ) -> Iterator[httpx2.Response]:
        headers = {"Accept-Encoding": "identity", **headers}
        with (
            self._explained(f"{filename} of {repository}", repository),
            self._stream(facts.location, headers) as response,
        ):
            yield response

    @contextmanager
    def _stream(self, url: str, headers: dict[str, str]) -> Iterator[httpx2.Response]:
        """Follow redirects by hand: the library's client would take the token along to some of them, and a body from
        an encrypted address to one that is not."""
        for _ in range(MAX_REDIRECTS):
            is_hub = _origin(url) == _origin(constants.ENDPOINT)
            all_headers = {**build_hf_headers(token=(self._token or False) if is_hub else False), **headers}
            request = get_session().build_request("GET", url, headers=all_headers)
            response = get_session().send(request, stream=True, follow_redirects=False)
            if not response.has_redirect_location:
                try:
                    yield response
                finally:
                    response.close()
                return
            response.close()
            url = self._next_address(url, response.headers["Location"])
        raise httpx2.TooManyRedirects(f"more than {MAX_REDIRECTS} redirects")

    def _next_address(self, url: str, location: str) -> str:
        try:
            target = urljoin(url, location)
        except ValueError:
            target = location
        scheme = _parts(target).scheme
        if scheme not in ("http", "https"):
            raise FetchError(
                FetchFailureKind.REDIRECT,
                f"{_host(url)} sends on to {shown(target)}, which is no address of the web, so nothing was "
                "downloaded. Try another network.",
            )
        if _parts(url).scheme == "https" and scheme == "http":
            raise FetchError(
                FetchFailureKind.REDIRECT,
                f"{_host(url)} sends on to {_host(target)} without encryption, so nothing was downloaded. Try another "
                "network.",
            )
        return target

    def _require_file(
        self,
        response: httpx2.Response,
        facts: FileFacts,
        repository: str,
        filename: str,
        *,
        last_byte: int | None = None,
    ) -> None:
        """Refuse an answer before its first byte when it cannot be the file. last_byte: of the part that was asked for
        from the beginning, None where that has been looked at."""
        if response.status_code not in (200, 206):
            raise self._refusal(response, f"{filename} of {repository}", repository)
        if response.status_code == 206:
            if last_byte is not None and not _is_part(response, 0, facts.size_bytes, last_byte):
                raise FetchError(
                    FetchFailureKind.WRONG_SIZE,
                    f"The server sends another part of {filename} than was asked for. Try again.",
                    detail=f"Content-Range {response.headers.get('Content-Range', '')!r:.80}",
                )
            return
        length = response.headers.get("Content-Length")
        is_page = "text/html" in response.headers.get("Content-Type", "")
        if length == str(facts.size_bytes) or (length is None and not is_page):
            return
        if is_page:
            raise FetchError(
                FetchFailureKind.NOT_A_HUB,
                f"{response.url.host} answered with a web page instead of {filename}. A network that wants a login "
                "shows its own page for every address; open a browser and see, then try again.",
            )
        raise FetchError(
            FetchFailureKind.WRONG_SIZE,
            f"{filename} has {facts.size_bytes:,} bytes by the hub's list, and the server sends {length:.20} instead. "
            "Try again; if that stays so, the file at the hub is damaged.",
        )

    def _require_success(self, response: httpx2.Response) -> None:
        """The library's own errors for what the hub refuses, without reading the body, which may be of any length."""
        headers = {name: response.headers[name][:500] for name in _ERROR_HEADERS if name in response.headers}
        hf_raise_for_status(httpx2.Response(response.status_code, headers=headers, request=response.request))

    def _beginning_of(self, response: httpx2.Response, most_bytes: int) -> bytes:
        data = bytearray()
        try:
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) >= most_bytes:
                    break
        finally:
            self._answered(response.request, response.status_code, response.num_bytes_downloaded)
        return bytes(data[:most_bytes])

    def _counted(self, response: httpx2.Response) -> Generator[bytes, None, None]:
        n_bytes, told_at = 0, time.monotonic()
        request_id = response.request.extensions[_ID]
        try:
            for chunk in _chunks(response):
                n_bytes += len(chunk)
                self._open_body = (request_id, response.status_code, n_bytes)
                if time.monotonic() >= told_at + TOLD_EVERY_S:
                    told_at = time.monotonic()
                    self._answered(response.request, response.status_code, n_bytes)
                yield chunk
        finally:
            self._open_body = None
            self._answered(response.request, response.status_code, n_bytes)

    def _client(self) -> httpx2.Client:
        return httpx2.Client(
            event_hooks={"request": [self._requested], "response": [self._on_response]},
            follow_redirects=True,
            max_redirects=MAX_REDIRECTS,
            timeout=httpx2.Timeout(SILENCE_S, connect=CONNECT_S),
        )

    def _requested(self, request: httpx2.Request) -> None:
        """Before every request, the library's own too, which takes the token to any address that it counts as the
        hub's: huggingface.co for one, where a mirror was chosen."""
        if constants.is_offline_mode():
            raise OfflineModeIsEnabled("offline mode")
        if _origin(str(request.url)) != _origin(constants.ENDPOINT):
            request.headers.pop("Authorization", None)
        self._n_requests += 1
        request.extensions[_ID] = self._n_requests
        self._emit(
            Requested(
                request_id=self._n_requests,
                method=request.method,
                host=request.url.netloc.decode("ascii", "replace"),
                why=self._why,
            )
        )

    def _on_response(self, response: httpx2.Response) -> None:
        self._answered(response.request, response.status_code, 0)

    def _answered(self, request: httpx2.Request, status: int, n_bytes: int) -> None:
        self._emit(Answered(request_id=request.extensions[_ID], status=status, n_bytes=n_bytes))

    @contextmanager
    def _explained(self, what: str, repository: str) -> Iterator[None]:
        """Errors of the library and of the network, as FetchErrors with a sentence."""
        try:
            yield
        except OfflineModeIsEnabled as error:
            raise FetchError(
                FetchFailureKind.OFFLINE, "HF_HUB_OFFLINE is set, so nothing is asked of the hub. Unset it to go on."
            ) from error
        except GatedRepoError as error:
            raise self._gated(repository) from error
        except (RepositoryNotFoundError, RevisionNotFoundError, RemoteEntryNotFoundError) as error:
            raise self._not_found(error, what, repository) from error
        except HfHubHTTPError as error:
            raise self._refusal(error.response, what, repository) from error
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            raise self._broken(error, what) from error

    def _not_found(self, error: HfHubHTTPError, what: str, repository: str) -> FetchError:
        match error:
            case RemoteEntryNotFoundError():
                message = f"The hub has no {what} at that version. Its page shows what there is."
            case RevisionNotFoundError():
                message = f"{repository} has no version of that name. Leave the version out for the newest."
            case _:
                message = (
                    f"The hub has no repository {shown(repository)}, or it is private. Look at the spelling; "
                    "for a private one, log in with hf auth login or set HF_TOKEN."
                )
        return FetchError(FetchFailureKind.NOT_FOUND, message)

    def _gated(self, repository: str) -> FetchError:
        how = "with the account of your token" if self._token else "and log in with hf auth login or set HF_TOKEN"
        return FetchError(
            FetchFailureKind.GATED,
            f"{repository} is given out only to those who accept its terms. Open {_page(repository)} in a browser, "
            f"accept them {how}, then try again.",
        )

    def _refusal(self, response: httpx2.Response, what: str, repository: str) -> FetchError:
        status, headers, host = response.status_code, response.headers, _host(str(response.request.url))
        detail = f"HTTP {status} {headers.get('X-Error-Message', '')}".strip()[:500]
        match status:
            case 401:
                kind = FetchFailureKind.REFUSED
                message = (
                    f"{host} does not accept the token for {what}. Log in with hf auth login, or look at HF_TOKEN."
                    if self._token
                    else f"{host} wants a login for {what}. Log in with hf auth login, or set HF_TOKEN."
                )
            case 403:
                if headers.get("X-Error-Code") == "GatedRepo":
                    return self._gated(repository)
                kind = FetchFailureKind.REFUSED
                message = (
                    f"{host} refuses {what}: you may not read it, or this network may not reach it. Look at the "
                    "hub's page of it in a browser."
                )
            case 404:
                kind = FetchFailureKind.NOT_FOUND
                message = f"There is no {what} any more where the hub said it is. Look at the hub's page of it."
            case 416:
                kind = FetchFailureKind.WRONG_SIZE
                message = f"{host} has no {what} of the size that the hub names. Try again later."
            case 429:
                wait_s = _retry_after_s(headers)
                when = f"in {_seconds(wait_s)}" if wait_s is not None else "in a few minutes"
                return FetchError(
                    FetchFailureKind.RATE_LIMITED,
                    f"{host} has had too many requests from this network. Try again {when}.",
                    detail=detail,
                    retry_after_s=wait_s,
                )
            case _ if status >= 500:
                return FetchError(
                    FetchFailureKind.SERVER,
                    f"{host} has a problem of its own (HTTP {status}). Try again later.",
                    detail=detail,
                    retry_after_s=_retry_after_s(headers),
                )
            case _:
                kind = FetchFailureKind.REFUSED
                message = f"{host} answered HTTP {status} for {what}. Try again later; look at HF_ENDPOINT."
        return FetchError(kind, message, detail=detail)

    def _broken(self, error: Exception, what: str) -> FetchError:
        """By what lies at the bottom of a chain of exceptions."""
        chain = list(_chain(error))
        host = _host_of(error) or self.host
        detail = "; ".join(f"{type(link).__name__}: {link}" for link in chain)[:1000]
        if isinstance(error, httpx2.TooManyRedirects):
            kind = FetchFailureKind.REDIRECT
            message = f"{host} sends from one address to the next without end. Try again later, or another network."
        elif isinstance(error, httpx2.UnsupportedProtocol | httpx2.InvalidURL):
            kind = FetchFailureKind.NOT_A_HUB
            message = f"{shown(constants.ENDPOINT)} is not an address of a hub. Look at HF_ENDPOINT."
        elif any(isinstance(link, ssl.SSLCertVerificationError) for link in chain):
            kind = FetchFailureKind.TLS
            message = (
                f"The connection to {host} cannot be trusted: its certificate is not valid here. In a company's "
                "network set SSL_CERT_FILE to its certificates; look at the clock of this machine too."
            )
        elif isinstance(error, httpx2.ConnectError) and any(isinstance(link, ssl.SSLError) for link in chain):
            kind = FetchFailureKind.TLS
            message = (
                f"No safe connection to {host} comes about: something on the way, or that server itself, does not "
                "speak TLS as it should. Try another network; look at HF_ENDPOINT and the proxy."
            )
        elif any(isinstance(link, socket.gaierror) for link in chain):
            kind = FetchFailureKind.NO_HOST
            message = f"There is no way to {host}: its name is not known here. Is this machine online? Try again."
        elif isinstance(error, httpx2.ProxyError):
            kind = FetchFailureKind.NO_CONNECTION
            message = f"The proxy does not let the connection to {host} through: {error}. Look at HTTPS_PROXY."
        elif isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
            kind = FetchFailureKind.NO_CONNECTION
            message = f"{host} does not take connections. Look at the network and the proxy. Try again."
        elif isinstance(error, httpx2.TimeoutException):
            kind = FetchFailureKind.TIMEOUT
            message = f"{host} sent nothing for {_seconds(SILENCE_S)}. Try again."
        else:
            kind, message = FetchFailureKind.CUT, f"The connection to {host} broke while {what} came. Try again."
        return FetchError(kind, message, detail=detail)


def _chunks(response: httpx2.Response) -> Iterator[bytes]:
    """A body as it comes. Where its length is announced it is read from the connection itself, in large pieces, behind
    the first one: what the library does with each piece of 64 KiB takes longer than the hash of it."""
    pieces = response.iter_raw()
    length = response.headers.get("Content-Length", "")
    stream = response.extensions.get("network_stream")
    is_plain = response.extensions.get("http_version") == b"HTTP/1.1" and "Transfer-Encoding" not in response.headers
    if not (is_plain and stream and length.isascii() and length.isdigit()):
        yield from pieces
        return
    missing_bytes = int(length)
    for piece in pieces:  # the one that the library has taken from the connection already
        missing_bytes -= len(piece)
        yield piece
        break
    while missing_bytes > 0:
        try:
            piece = stream.read(min(_PIECE_BYTES, missing_bytes), SILENCE_S)
        except httpcore2.TimeoutException as error:
            raise httpx2.ReadTimeout(str(error), request=response.request) from error
        except httpcore2.NetworkError as error:
            raise httpx2.ReadError(str(error), request=response.request) from error
        if not piece:
            raise httpx2.RemoteProtocolError(f"closed, {missing_bytes:,} bytes missing", request=response.request)
        missing_bytes -= len(piece)
        yield piece


def _is_part(response: httpx2.Response, first_byte: int, size_bytes: int, last_byte: int | None = None) -> bool:
    """Whether an answer is what was asked for, as it says itself; a whole file is, where ranges are unknown."""
    if response.status_code != 206:
        return response.status_code != 416
    last_byte = size_bytes - 1 if last_byte is None else last_byte
    return str(response.headers.get("Content-Range", "")) == f"bytes {first_byte}-{last_byte}/{size_bytes}"


def _parts(url: str) -> SplitResult:
    """Nothing of an address that is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for what is no port
    except ValueError:
        return urlsplit("")
    return parts


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = _parts(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def _host(url: str) -> str:
    """Without the name and password that an address may hold."""
    return _parts(url).netloc.rpartition("@")[2]


def _page(repository: str) -> str:
    """Where a person reads about a repository."""
    return f"{_parts(constants.ENDPOINT).scheme}://{_host(constants.ENDPOINT)}/{repository}"


def _is_private(url: str) -> bool:
    """Whether nobody on the way can read along: encrypted, or within this machine."""
    scheme, host, _ = _origin(url)
    try:
        return scheme == "https" or host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or link.__context__


def _host_of(error: Exception) -> str:
    try:
        return error.request.url.netloc.decode("ascii", "replace") if isinstance(error, httpx2.RequestError) else ""
    except RuntimeError:  # no request was set
        return ""


def _seconds(wait_s: float) -> str:
    return "1 second" if round(wait_s) == 1 else f"{wait_s:.0f} seconds"


def _retry_after_s(headers: httpx2.Headers) -> float | None:
    """Seconds, where the hub names them; a date is not read."""
    value = headers.get("Retry-After", "")
    if value.isascii() and value.isdigit():
        return float(value[:6])
    match = re.search(r";\s*t=(\d{1,6})", headers.get("RateLimit", ""))
    return float(match[1]) if match else None
