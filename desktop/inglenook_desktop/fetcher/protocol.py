"""The fetcher's whole boundary: one job as the first line, and the events that answer it.

A front end sends one `Fetch`, `Search`, `Show` or `ReadHeader`, and may send `Cancel` at any time; closing stdin is a
`Cancel` too. The fetcher sends `Hello` first and ends, its process too, with one last event: the job's result
(`Fetched`, `Found`, `Shown`, `HeaderRead`), `Cancelled` or `FetchFailed`.

Text that comes from the hub is a stranger's. It arrives here cleaned (nothing in it acts on what shows it), no
longer than this module says, and may still be a lie.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PROTOCOL_VERSION = 1

MAX_CARD_BYTES = 200_000
"""Of a model card, in UTF-8; what is longer is cut."""

MAX_FOUND = 100
MAX_FILES = 2_000


class FetchFailureKind(StrEnum):
    """By what the person can do about it."""

    OFFLINE = "offline"
    BAD_NAME = "bad_name"
    NOT_FOUND = "not_found"
    GATED = "gated"
    REFUSED = "refused"
    RATE_LIMITED = "rate_limited"
    SERVER = "server"
    NO_HOST = "no_host"
    NO_CONNECTION = "no_connection"
    TLS = "tls"
    TIMEOUT = "timeout"
    CUT = "cut"
    REDIRECT = "redirect"
    NOT_A_HUB = "not_a_hub"
    WRONG_SIZE = "wrong_size"
    WRONG_HASH = "wrong_hash"
    BAD_HEADER = "bad_header"
    DISK_FULL = "disk_full"
    DISK = "disk"
    BUSY = "busy"
    BUG = "bug"
    CRASHED = "crashed"


class Phase(StrEnum):
    """CHECKING: what an earlier try left is hashed again. DOWNLOADING: bytes come from the hub."""

    CHECKING = "checking"
    DOWNLOADING = "downloading"


class SearchOrder(StrEnum):
    """By what a search is sorted, the most first."""

    DOWNLOADS = "downloads"
    TRENDING = "trending"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """Bring one file of a hub repository into the cache.

    repository: "org/name". revision: a branch, a tag, or a commit of 40 hexadecimal digits. cache_dir: the hub cache,
    made where it is missing. max_retries: of a connection that breaks or a hub that is busy, in a row without a byte.
    """

    repository: str
    revision: str
    filename: str
    cache_dir: str
    max_retries: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Repositories with GGUF files. query: words of a name, may be empty. author: an organization or person, or "" for
    all. limit: 1 to MAX_FOUND."""

    query: str
    author: str = ""
    limit: int = 30
    sort: SearchOrder = SearchOrder.DOWNLOADS


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """What one repository holds. revision: as of `Fetch`. has_card: its README comes too, in a request of its own."""

    repository: str
    revision: str = "main"
    has_card: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadHeader:
    """The first bytes of a GGUF, for its memory plan. folder: where they are written, made where it is missing."""

    repository: str
    revision: str
    filename: str
    folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """Close the socket and end. What has come is kept for the next time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    protocol_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Requested:
    """A request goes out now. request_id: unique in this process. why: for the ledger, for a person."""

    request_id: int
    method: str
    host: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """status: of HTTP. n_bytes: of the body so far; sent again when a body has ended."""

    request_id: int
    status: int
    n_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What the hub says of the file. resumed_bytes: of them here already, from an earlier try."""

    commit: str
    digest: str
    size_bytes: int
    resumed_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    phase: Phase
    done_bytes: int
    total_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Another try follows after wait_s seconds. message: why."""

    wait_s: float
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something the person should know that is no failure: the file at the hub is another one now, for instance."""

    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """path: in the cache, under the file's own name. was_present: nothing had to be downloaded."""

    path: str
    commit: str
    digest: str
    size_bytes: int
    was_present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRepository:
    """name: "org/name", fit for `Show`. updated_at: UTC, ISO-8601, or "". licence, pipeline, architecture: "" where
    the hub says nothing. is_gated: its files come only to those who accept its terms. n_parameters: of the model that
    the hub looked at. size_bytes: of everything the repository keeps, older versions too, so more than any download;
    None where the hub does not tell."""

    name: str
    downloads: int
    likes: int
    updated_at: str = ""
    licence: str = ""
    is_gated: bool = False
    is_private: bool = False
    pipeline: str = ""
    architecture: str = ""
    n_context: int | None = None
    n_parameters: int | None = None
    size_bytes: int | None = None
    base_model: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """In the order that was asked for. n_left_out: repositories whose names could not be taken."""

    repositories: tuple[FoundRepository, ...]
    n_left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HubFile:
    """name: a path below the repository, fit for `Fetch`. digest: sha256 of a large file, git's sha1 of a small one."""

    name: str
    size_bytes: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """card: the README, Markdown without its front matter, at most MAX_CARD_BYTES; "" where there is none or it may not
    be read. n_left_out: files whose names cannot be kept here, or beyond MAX_FILES."""

    repository: str
    commit: str
    licence: str
    is_gated: bool
    is_private: bool
    card: str
    base_model: str
    files: tuple[HubFile, ...]
    downloads: int = 0
    likes: int = 0
    updated_at: str = ""
    pipeline: str = ""
    architecture: str = ""
    n_context: int | None = None
    n_parameters: int | None = None
    tags: tuple[str, ...] = ()
    n_left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderRead:
    """path: of a file that holds the first bytes, DIGEST.gguf-head; `gguf_header.parse_header` has taken them.
    size_bytes, digest: of the whole file at the hub. n_requests: that it took; 1 where the bytes lay here already."""

    path: str
    size_bytes: int
    commit: str
    digest: str
    n_requests: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """kept_bytes: what the next try goes on from."""

    kept_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchFailed:
    """message: a sentence for the person, with what to do next. retry_after_s: what the hub asks for; None where it
    says nothing. kept_bytes: what the next try goes on from. `CRASHED` is made by the reader when the process dies."""

    kind: FetchFailureKind
    message: str
    detail: str = ""
    kept_bytes: int = 0
    retry_after_s: float | None = None


FetcherJob = Fetch | Search | Show | ReadHeader
FetcherCommand = FetcherJob | Cancel
JobResult = Fetched | Found | Shown | HeaderRead
LastEvent = JobResult | Cancelled | FetchFailed
FetcherEvent = Hello | Requested | Answered | Resolved | Progress | Waiting | Note | LastEvent
