"""Search, show and the header of a file, as they run: a real child, the real huggingface_hub, a hub on loopback."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import gguf_bytes
import pytest
from fetcher_child import FetcherChild, do
from inglenook_desktop.fetcher.protocol import (
    MAX_CARD_BYTES,
    Answered,
    Cancel,
    Cancelled,
    FetcherJob,
    FetchFailed,
    FetchFailureKind,
    Found,
    HeaderRead,
    LastEvent,
    Note,
    ReadHeader,
    Requested,
    Search,
    SearchOrder,
    Show,
    Shown,
)
from inglenook_engine.gguf_header import parse_header
from loopback_hub import COMMIT, TOKEN, Fault, LoopbackHub, digest_of, made_certificate, running_hub

MODEL, HEADER_BYTES = gguf_bytes.model(1_000)
LARGE, LARGE_HEADER_BYTES = gguf_bytes.model(200_000, n_bytes=6_000_000)
CARD = "---\nlicense: mit\n---\n# A model\n\nIt \x1b[31mtalks.\n"
KIND = FetchFailureKind


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    with running_hub() as hub:
        hub.files |= {
            "org/name/model.gguf": MODEL,
            "org/name/large.gguf": LARGE,
            "org/name/README.md": CARD.encode(),
            "org/other-GGUF/q4.gguf": MODEL,
            "else/Name-2/q8.gguf": MODEL,
            "else/no-gguf/model.safetensors": MODEL,
            "shut/private/model.gguf": MODEL,
        }
        hub.private.add("shut/private")
        hub.facts |= {"org/name": {"downloads": 5}, "org/other-GGUF": {"downloads": 9, "trendingScore": 1}}
        yield hub


def header_job(folder: Path, filename: str = "model.gguf") -> ReadHeader:
    return ReadHeader(repository="org/name", revision="main", filename=filename, folder=str(folder))


def found(last: LastEvent) -> list[str]:
    assert isinstance(last, Found), last
    return [one.name for one in last.repositories]


def told(hub: LoopbackHub, events: list[object]) -> None:
    """Every request that was seen was told, and no other."""
    requests = [(event.method, event.host) for event in events if isinstance(event, Requested)]
    assert requests == [(one.method, {"hub": hub.endpoint, "store": hub.store}[one.server][7:]) for one in hub.seen]


def test_a_search_finds_what_has_a_gguf_and_the_most_downloaded_first(hub: LoopbackHub) -> None:
    last, events = do(Search(query=""), hub.endpoint)

    assert found(last) == ["org/other-GGUF", "org/name", "else/Name-2"]
    told(hub, list(events))
    assert len(hub.seen) == 1


@pytest.mark.parametrize(
    ("job", "names"),
    [
        (Search(query="NAME"), ["org/name", "else/Name-2"]),
        (Search(query="name 2"), ["else/Name-2"]),
        (Search(query="", author="org"), ["org/other-GGUF", "org/name"]),
        (Search(query="", author="org", sort=SearchOrder.TRENDING, limit=1), ["org/other-GGUF"]),
        (Search(query="", limit=-5), ["org/other-GGUF"]),
        (Search(query="there is none"), []),
        (Search(query="&author=else#?\r\nHost: x"), []),
    ],
)
def test_what_a_search_is_limited_to(hub: LoopbackHub, job: Search, names: list[str]) -> None:
    last, _ = do(job, hub.endpoint)

    assert found(last) == names


def test_a_private_repository_is_found_with_a_token(hub: LoopbackHub) -> None:
    last, events = do(Search(query="private"), hub.endpoint, {"HF_TOKEN": TOKEN})

    assert found(last) == ["shut/private"]
    assert TOKEN not in repr(events)


def test_another_page_is_never_asked_for(hub: LoopbackHub) -> None:
    do(Search(query="", limit=2), hub.endpoint)

    assert len(hub.seen) == 1


def test_an_author_that_cannot_be_causes_no_request(hub: LoopbackHub) -> None:
    last, _ = do(Search(query="", author="../x"), hub.endpoint)

    assert isinstance(last, FetchFailed)
    assert last.kind is KIND.BAD_NAME
    assert not hub.seen


def test_a_repository_is_shown_with_its_files_and_its_card_as_text(hub: LoopbackHub) -> None:
    last, events = do(Show(repository="org/name"), hub.endpoint)

    assert isinstance(last, Shown), last
    assert last.commit == COMMIT
    assert {file.name: (file.size_bytes, file.digest) for file in last.files} == {
        "model.gguf": (len(MODEL), digest_of(MODEL)),
        "large.gguf": (len(LARGE), digest_of(LARGE)),
        "README.md": (len(CARD), digest_of(CARD.encode())),
    }
    assert last.card == "# A model\n\nIt [31mtalks.\n"
    assert last.licence == "apache-2.0"
    told(hub, list(events))
    assert [one.path for one in hub.seen] == [
        "/api/models/org/name/revision/main?blobs=true",
        f"/org/name/resolve/{COMMIT}/README.md",
    ]


def test_without_its_card_a_repository_costs_one_request(hub: LoopbackHub) -> None:
    last, _ = do(Show(repository="org/name", has_card=False), hub.endpoint)

    assert isinstance(last, Shown)
    assert (last.card, len(last.files), len(hub.seen)) == ("", 3, 1)


def test_a_long_card_is_cut_and_not_read_to_its_end(hub: LoopbackHub) -> None:
    hub.files["org/name/README.md"] = b"word " * 2_000_000

    last, events = do(Show(repository="org/name"), hub.endpoint)

    assert isinstance(last, Shown)
    assert len(last.card) == MAX_CARD_BYTES
    assert max(e.n_bytes for e in events if isinstance(e, Answered)) < 1_000_000


def test_a_card_that_cannot_be_had_hides_nothing_else(hub: LoopbackHub) -> None:
    hub.faults.append(Fault(status=500))

    last, events = do(Show(repository="org/name"), hub.endpoint)

    assert isinstance(last, Shown)
    assert (last.card, len(last.files)) == ("", 3)
    assert [event for event in events if isinstance(event, Note)]


def test_a_commit_of_the_past_is_shown_as_it_was(hub: LoopbackHub) -> None:
    hub.change({"org/name/new.gguf": MODEL}, "b" * 40)

    last, _ = do(Show(repository="org/name", revision=COMMIT), hub.endpoint)

    assert isinstance(last, Shown)
    assert last.commit == COMMIT
    assert "new.gguf" not in {file.name for file in last.files}


def test_a_repository_that_was_renamed_is_told_and_keeps_the_name_that_was_asked_for(hub: LoopbackHub) -> None:
    hub.redirects["/api/models/old/name/revision/main"] = "/api/models/org/name/revision/main?blobs=true"

    last, events = do(Show(repository="old/name"), hub.endpoint)

    assert isinstance(last, Shown)
    assert last.repository == "old/name"
    assert any("org/name" in event.message for event in events if isinstance(event, Note))


@pytest.mark.parametrize(
    ("repository", "token", "kind", "words"),
    [
        ("no/such", "", KIND.NOT_FOUND, "spelling"),
        ("shut/private", "", KIND.NOT_FOUND, "private"),
        ("no/such", TOKEN, KIND.NOT_FOUND, "spelling"),
        ("org/name", "hf_wrong", KIND.REFUSED, "does not accept the token"),
    ],
)
def test_what_may_not_be_seen(hub: LoopbackHub, repository: str, token: str, kind: KIND, words: str) -> None:
    last, _ = do(Show(repository=repository), hub.endpoint, {"HF_TOKEN": token} if token else {})

    assert isinstance(last, FetchFailed)
    assert last.kind is kind
    assert words in last.message


def test_a_revision_that_there_is_not(hub: LoopbackHub) -> None:
    last, _ = do(Show(repository="org/name", revision="v9"), hub.endpoint)

    assert isinstance(last, FetchFailed)
    assert (last.kind, last.message.partition(".")[0]) == (KIND.NOT_FOUND, "org/name has no version of that name")


def test_a_gated_repository_shows_its_files_and_says_that_it_is_gated(hub: LoopbackHub) -> None:
    hub.gated.add("org/name")

    last, _ = do(Show(repository="org/name"), hub.endpoint)

    assert isinstance(last, Shown)
    assert last.is_gated
    assert last.card


BOMB = Fault(body=b"[" * 1_000_000)


@pytest.mark.parametrize("job", [Search(query="x"), Show(repository="org/name")], ids=["search", "show"])
@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        (Fault(status=403), KIND.REFUSED, "refuses"),
        (Fault(status=429, headers={"Retry-After": "77"}), KIND.RATE_LIMITED, "in 77 seconds"),
        (Fault(status=429, headers={"RateLimit": '"api";r=0;t=33'}), KIND.RATE_LIMITED, "in 33 seconds"),
        (Fault(status=500), KIND.SERVER, "HTTP 500"),
        (Fault(status=418), KIND.REFUSED, "HTTP 418"),
        (Fault(status=200, body=b"<html>Log in", headers={"Content-Type": "text/html"}), KIND.NOT_A_HUB, "login"),
        (Fault(body=b'{"error":"x"}'), KIND.NOT_A_HUB, "no hub gives"),
        (Fault(body=b'"x"'), KIND.NOT_A_HUB, "no hub gives"),
        (Fault(body=b""), KIND.NOT_A_HUB, "no hub gives"),
        (BOMB, KIND.NOT_A_HUB, "no hub gives"),
        (Fault(body=b" " * (17 << 20)), KIND.NOT_A_HUB, "no hub gives"),
        (Fault(cut_after=1), KIND.CUT, "broke"),
        (Fault(closes=True), KIND.CUT, "broke"),
        (Fault(status=302, headers={"Location": "ftp://else.invalid/"}), KIND.REDIRECT, "no address of the web"),
        (Fault(status=302, headers={"Location": "http://["}), KIND.REDIRECT, "no address of the web"),
        (Fault(status=302, headers={"Location": "http://else.invalid/x"}), KIND.NO_HOST, "else.invalid"),
    ],
)
def test_a_wrong_answer_ends_in_a_sentence(
    hub: LoopbackHub, job: Search | Show, fault: Fault, kind: KIND, words: str
) -> None:
    hub.api_faults.append(fault)

    last, _ = do(job, hub.endpoint, {"HF_TOKEN": TOKEN})

    assert isinstance(last, FetchFailed)
    assert last.kind is kind, last
    assert words in last.message
    assert "kept" not in last.message
    assert TOKEN not in repr(last)


@pytest.mark.parametrize("job", [Search(query="x"), Show(repository="org/name")], ids=["search", "show"])
def test_the_token_follows_no_redirect_to_another_origin(hub: LoopbackHub, job: Search | Show) -> None:
    hub.api_faults.append(Fault(status=302, headers={"Location": hub.store + "/elsewhere"}))

    do(job, hub.endpoint, {"HF_TOKEN": TOKEN})

    assert [(one.server, one.headers.get("authorization")) for one in hub.seen] == [
        ("hub", f"Bearer {TOKEN}"),
        ("store", None),
    ]


def test_a_token_is_not_sent_where_others_can_read_along(hub: LoopbackHub) -> None:
    _, events = do(Show(repository="org/name"), "http://hub.invalid", {"HF_TOKEN": TOKEN, "HTTP_PROXY": hub.endpoint})

    assert hub.seen
    assert {one.headers.get("authorization") for one in hub.seen} == {None}
    assert any("not sent" in event.message for event in events if isinstance(event, Note))


def test_a_mirror_that_sends_to_the_public_hub_gets_no_token_there(hub: LoopbackHub, tmp_path: Path) -> None:
    """The library takes the token along to huggingface.co and hf.co, whatever the endpoint is."""
    certificate, key = made_certificate(tmp_path, "hf.co")
    hub.tunnels_to = (certificate, key)
    target = "https://hf.co/org/name/resolve/main/model.gguf"
    hub.head_faults.append(Fault(status=307, headers={"Location": target}))
    environ = {
        "HF_TOKEN": TOKEN,
        "HTTPS_PROXY": hub.endpoint,
        "NO_PROXY": "127.0.0.1",
        "SSL_CERT_FILE": str(certificate),
    }

    last, events = do(header_job(tmp_path / "folder"), hub.endpoint, environ)

    assert isinstance(last, HeaderRead), last
    assert [(one.method, one.path, one.headers.get("authorization")) for one in hub.seen][:3] == [
        ("HEAD", "/org/name/resolve/main/model.gguf", f"Bearer {TOKEN}"),
        ("CONNECT", "hf.co:443", None),
        ("HEAD", "/org/name/resolve/main/model.gguf", None),
    ]
    assert [event.host for event in events if isinstance(event, Requested)][1] == "hf.co"


def test_a_header_takes_two_requests_and_lies_under_its_digest(hub: LoopbackHub, tmp_path: Path) -> None:
    last, events = do(header_job(tmp_path / "new"), hub.endpoint)

    assert isinstance(last, HeaderRead), last
    assert Path(last.path) == tmp_path / "new" / f"{digest_of(MODEL)}.gguf-head"
    assert Path(last.path).read_bytes() == MODEL[:HEADER_BYTES]
    assert (last.size_bytes, last.commit, last.n_requests) == (len(MODEL), COMMIT, 2)
    told(hub, list(events))


def test_of_a_large_file_the_header_comes_and_little_more(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.chunk_pause_s = 0.005

    last, events = do(header_job(tmp_path, "large.gguf"), hub.endpoint)

    assert isinstance(last, HeaderRead), last
    assert last.n_requests == 2
    data = Path(last.path).read_bytes()
    assert data == LARGE[:LARGE_HEADER_BYTES]
    assert parse_header(data, name="x", size_bytes=last.size_bytes).length("tokenizer.ggml.tokens") == 200_000
    n_read = max(event.n_bytes for event in events if isinstance(event, Answered))
    assert LARGE_HEADER_BYTES <= n_read < 1.3 * LARGE_HEADER_BYTES


def test_a_header_that_is_here_costs_one_request_and_a_damaged_one_comes_anew(hub: LoopbackHub, tmp_path: Path) -> None:
    first, _ = do(header_job(tmp_path), hub.endpoint)
    again, _ = do(header_job(tmp_path), hub.endpoint)
    assert isinstance(first, HeaderRead)
    assert isinstance(again, HeaderRead)
    assert (again.path, again.n_requests) == (first.path, 1)

    Path(first.path).write_bytes(MODEL[: HEADER_BYTES // 2])
    last, _ = do(header_job(tmp_path), hub.endpoint)

    assert isinstance(last, HeaderRead)
    assert last.n_requests == 2
    assert Path(last.path).read_bytes() == MODEL[:HEADER_BYTES]
    assert len(list(tmp_path.iterdir())) == 1


def test_a_server_without_ranges_gives_its_header_too(hub: LoopbackHub, tmp_path: Path) -> None:
    hub.faults.append(Fault(ignores_range=True))

    last, _ = do(header_job(tmp_path), hub.endpoint)

    assert isinstance(last, HeaderRead), last
    assert Path(last.path).read_bytes() == MODEL[:HEADER_BYTES]


A_LOT = 1 << 62
HEADERS = [
    (b"<html>no model" * 40, "not a GGUF"),
    (b"GGUF\x03\x00\x00\x00" + b"\xff" * 200, "counts"),
    (gguf_bytes.beginning([gguf_bytes.key(b"a", 9, b"\x08\x00\x00\x00" + b"\xff" * 8)], []) + bytes(99), "damaged"),
    (gguf_bytes.beginning([gguf_bytes.key(b"a", 8, b"\xff" * 8)], []) + bytes(99), "damaged"),
    (gguf_bytes.beginning([], [gguf_bytes.tensor(b"t", A_LOT, 0)]) + bytes(99), "announces"),
    (gguf_bytes.model(10)[0][:-300] + b"", "announces"),
    (
        gguf_bytes.beginning([gguf_bytes.key(b"a", 9, b"\x09\x00\x00\x00" + b"\x01" * 8)], []) + bytes(99),
        "unknown type",
    ),
    (gguf_bytes.model(10)[0][:200], "goes on to byte"),
]


@pytest.mark.parametrize(("data", "words"), HEADERS, ids=[words for _, words in HEADERS])
def test_a_header_that_lies_is_refused_in_a_sentence_and_leaves_nothing(
    hub: LoopbackHub, tmp_path: Path, data: bytes, words: str
) -> None:
    hub.files["org/name/bad.gguf"] = data

    last, _ = do(header_job(tmp_path, "bad.gguf"), hub.endpoint)

    assert isinstance(last, FetchFailed)
    assert last.kind is KIND.BAD_HEADER, last
    assert words in last.message
    assert not list(tmp_path.iterdir())


def test_a_header_without_end_is_left_at_its_limit(hub: LoopbackHub, tmp_path: Path) -> None:
    huge = gguf_bytes.beginning([gguf_bytes.key(b"a", 8, (40 << 20).to_bytes(8, "little"))], []) + bytes(41 << 20)
    hub.files["org/name/huge.gguf"] = huge

    last, events = do(header_job(tmp_path, "huge.gguf"), hub.endpoint)

    assert isinstance(last, FetchFailed)
    assert (last.kind, "32 MiB" in last.message) == (KIND.BAD_HEADER, True)
    assert max(e.n_bytes for e in events if isinstance(e, Answered)) < 2 << 20
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(cut_after=100), KIND.CUT),
        (Fault(status=403), KIND.REFUSED),
        (Fault(wrong_range=True), KIND.WRONG_SIZE),
        (Fault(body=b"<html>", ignores_range=True, headers={"Content-Type": "text/html"}), KIND.NOT_A_HUB),
    ],
)
def test_a_header_whose_body_goes_wrong_leaves_nothing(
    hub: LoopbackHub, tmp_path: Path, fault: Fault, kind: KIND
) -> None:
    hub.faults.append(fault)

    last, _ = do(header_job(tmp_path), hub.endpoint)

    assert isinstance(last, FetchFailed)
    assert last.kind is kind, last
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "words"),
    [("INGLENOOK_OFFLINE", "network online"), ("HF_HUB_OFFLINE", "Unset"), ("TRANSFORMERS_OFFLINE", "Unset")],
)
@pytest.mark.parametrize("kind", ["search", "show", "header"])
def test_offline_nothing_is_asked(hub: LoopbackHub, tmp_path: Path, kind: str, name: str, words: str) -> None:
    jobs: dict[str, FetcherJob] = {
        "search": Search(query="x"),
        "show": Show(repository="org/name"),
        "header": header_job(tmp_path),
    }

    last, events = do(jobs[kind], hub.endpoint, {name: "1"})

    assert isinstance(last, FetchFailed)
    assert last.kind is KIND.OFFLINE
    assert words in last.message
    assert not [event for event in events if isinstance(event, Requested)]
    assert not hub.seen


def test_a_search_that_hangs_is_cancelled(hub: LoopbackHub) -> None:
    hub.api_faults.append(Fault(is_mute=True))
    with FetcherChild({"HF_ENDPOINT": hub.endpoint}) as child:
        child.send(Search(query="x"))
        while not hub.seen:
            time.sleep(0.005)
        child.send(Cancel())
        *_, last = child.events()

    assert isinstance(last, Cancelled)
    assert hub.broken.wait(60)


def test_the_process_loads_neither_the_window_nor_the_store_nor_llama() -> None:
    code = (
        "import sys, json\n"
        "from inglenook_desktop.fetcher import __main__, download, looking, header, network\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-I", "-c", code], cwd="/", capture_output=True, check=True).stdout
    loaded = {name.partition(".")[0] for name in json.loads(out)}

    assert "huggingface_hub" in loaded
    assert not loaded & {"PySide6", "sqlite3", "pysqlite3", "sqlite_utils", "llama_cpp", "inglenook_native", "hf_xet"}
