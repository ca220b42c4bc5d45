"""search, show, pull and network, through the real command line, the real fetcher and a hub on loopback."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hostile_hub_names import HOSTILE_HUB_NAMES
from inglenook_desktop.hub.ledger import FILE_NAME
from inglenook_desktop.library.ours import is_ours
from loopback_hub import COMMIT, TOKEN, Fault, LoopbackHub, running_hub
from tiny_models import write_llama

from .conftest import Done, Program, Screen

REPOSITORY = "org/Small-GGUF"
NEXT_COMMIT = "b" * 40


def noise(n_bytes: int, seed: int) -> bytes:
    return random.Random(seed).randbytes(n_bytes)


Q4, Q8 = noise(300_000, 1), noise(600_000, 2)
PARTS = [noise(200_000, seed) for seed in (3, 4, 5)]


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    with running_hub() as one:
        files = {
            "Small-Q4_K_M.gguf": Q4,
            "Small-Q8_0.gguf": Q8,
            "Small-Q2_K-00001-of-00002.gguf": b"x" * 500,
            "mmproj-F16.gguf": b"p" * 500,
            "README.md": b"# Small\n" + b"A model \x1b]0;owned\x07 card.\n" * 10,
            **{f"BF16/Small-BF16-0000{n}-of-00003.gguf": data for n, data in enumerate(PARTS, 1)},
        }
        one.files = {f"{REPOSITORY}/{name}": data for name, data in files.items()}
        one.facts[REPOSITORY] = {"downloads": 12_345}
        yield one


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "hub-cache"


@pytest.fixture
def program(tmp_path: Path, cache: Path, hub: LoopbackHub) -> Program:
    environ = {
        "HF_ENDPOINT": hub.endpoint,
        "HF_HUB_CACHE": str(cache),
        "HF_TOKEN": "",
        "INGLENOOK_DATA_DIR": str(tmp_path / "data"),
        "NO_PROXY": "*",
    }
    return Program(cwd=tmp_path, environ=environ)


def lines(done: Done) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.out.splitlines()]


def ledger(program: Program) -> list[dict[str, Any]]:
    return lines(program("network", "ledger", "--limit", "0", "--json"))


def assert_ledger_is_what_the_hub_saw(program: Program, hub: LoopbackHub) -> None:
    hosts = {"hub": urlsplit(hub.endpoint).netloc, "store": urlsplit(hub.store).netloc}
    assert [(entry["method"], entry["host"]) for entry in ledger(program)] == [
        (seen.method, hosts[seen.server]) for seen in hub.seen
    ]


def test_search_tells_whom_it_asks_once_and_finds(program: Program, hub: LoopbackHub) -> None:
    hub.files["other/Thing-GGUF/t-Q4_0.gguf"] = b"t" * 500
    first = program("models", "search", "small")
    second = program("models", "search", "small", "--json")

    assert first.status == second.status == 0, first.err
    assert "first time that Inglenook uses the network" in first.err
    assert "first time" not in second.err
    assert first.out.startswith(f"{REPOSITORY}  12 k downloads · apache-2.0 · 2026-05-04")
    assert "Thing" not in first.out
    (found,) = lines(second)
    assert (found["name"], found["downloads"], found["licence"]) == (REPOSITORY, 12_345, "apache-2.0")
    assert len(hub.seen) == 2
    assert_ledger_is_what_the_hub_saw(program, hub)
    assert all("search" in entry["why"] and entry["status"] == 200 for entry in ledger(program))


def test_a_search_by_author_and_order_reaches_the_hub(program: Program, hub: LoopbackHub) -> None:
    done = program("models", "search", "--author", "org", "--sort", "trending", "--limit", "5", "--json")

    assert [one["name"] for one in lines(done)] == [REPOSITORY]
    assert all(word in hub.seen[0].path for word in ("author=org", "trendingScore", "limit=5", "filter=gguf"))


def test_nothing_found_is_no_failure(program: Program) -> None:
    done = program("models", "search", "nothing-of-this-name")

    assert (done.status, done.out) == (0, "Nothing was found.\n")


def test_without_words_the_built_in_list_comes_and_nothing_goes_out(program: Program, hub: LoopbackHub) -> None:
    done = program("models", "search")
    listed = lines(program("models", "search", "--json"))

    assert done.status == 0
    assert "2026-11-21" in done.err
    assert any(one["is_for_this_memory"] for one in listed)
    assert all(one["licence"] for one in listed)
    assert hub.seen == []
    assert not Path(program.environ["INGLENOOK_DATA_DIR"]).exists()


def test_show_groups_by_quantization_and_marks_one(program: Program, hub: LoopbackHub) -> None:
    done = program("models", "show", REPOSITORY, "--card")

    assert done.status == 0, done.err
    rows = done.out.splitlines()
    assert rows[0] == REPOSITORY
    assert f"version {COMMIT}" in rows
    listed = {row[2:].split()[0]: row for row in rows if row[:2] in ("* ", "  ") and row.strip()}
    assert list(listed) == ["BF16", "Q8_0", "Q4_K_M", "Q2_K"]
    assert "the original" in listed["BF16"]
    assert "3 parts" in listed["BF16"]
    assert "nearly the original" in listed["Q8_0"]
    assert listed["Q8_0"].startswith("*")
    assert "good, the usual choice" in listed["Q4_K_M"]
    assert "incomplete, 1 more" in listed["Q2_K"]
    assert "mmproj-F16.gguf" in done.err
    assert "card." in done.out
    assert "\x1b" not in done.out + done.err
    assert_ledger_is_what_the_hub_saw(program, hub)


def test_show_as_json(program: Program, hub: LoopbackHub) -> None:
    (shown,) = lines(program("models", "show", f"{hub.endpoint}/{REPOSITORY}", "--json"))

    assert shown["commit"] == COMMIT
    right = [one["tag"] for one in shown["variants"] if one["is_right_here"]]
    assert right == ["Q8_0"]
    assert {one["tag"]: one["is_usable"] for one in shown["variants"]}["Q2_K"] is False
    assert {"kind": "projector", "name": "mmproj-F16.gguf"} in shown["aside"]


def test_sixty_hostile_names_are_shown_as_nothing_more_than_text(
    program: Program, hub: LoopbackHub, tmp_path: Path, on_screen: Callable[..., Screen]
) -> None:
    hub.files |= {f"{REPOSITORY}/{name}": noise(200, 9) for name in HOSTILE_HUB_NAMES if name.isprintable()}
    siblings = [{"rfilename": name, "size": 200, "blobId": "0" * 40} for name in HOSTILE_HUB_NAMES]
    hub.facts[REPOSITORY] = {"siblings": [*siblings, {"rfilename": "ok-Q8_0.gguf", "size": 900, "blobId": "1" * 40}]}
    before = {path for path in tmp_path.parent.rglob("*") if "data" not in path.parts}
    (shown,) = lines(program("models", "show", REPOSITORY, "--json"))
    screen = on_screen(program, "models", "show", REPOSITORY, "--card")

    assert screen.end() == 0
    assert all(c.isprintable() or c in "\r\n" for c in screen.text)
    assert "title" not in screen.raw.partition("\x1b]")[2]
    assert shown["n_left_out"] >= 50
    names = [name for one in shown["variants"] for name in one["files"]]
    assert "ok-Q8_0.gguf" in names
    assert all(".." not in name.split("/") and name.isprintable() and not name.startswith("/") for name in names)
    assert {path for path in tmp_path.parent.rglob("*") if "data" not in path.parts} == before


@pytest.mark.parametrize(
    ("name", "status", "says"),
    [
        ("llama3", 2, "lacks its author"),
        ("../../etc", 2, "a path on this machine"),
        ("https://example.org/a/b", 2, "not the hub"),
        ("org/missing", 1, "has no repository"),
        (f"{REPOSITORY}@nowhere", 1, "no version"),
    ],
)
def test_what_cannot_be_shown_is_told(program: Program, name: str, status: int, says: str) -> None:
    done = program("models", "show", name)

    assert done.status == status
    assert says in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def test_pull_brings_a_model_whole_and_the_library_has_it(program: Program, hub: LoopbackHub, cache: Path) -> None:
    done = program("models", "pull", f"{REPOSITORY}:q4_k_m")

    assert done.status == 0, done.err
    path = Path(done.out.strip())
    assert path.read_bytes() == Q4
    assert path.is_relative_to(cache)
    assert "good, the usual choice" in done.err
    assert "Here, whole and verified." in done.err
    assert (cache / "models--org--Small-GGUF/refs/main").read_text() == COMMIT
    listed = program("models", "list", "--json").json
    assert any("Small-Q4_K_M" in json.dumps(one) for one in listed)
    assert is_ours(Path(program.environ["INGLENOOK_DATA_DIR"]), path)
    assert_ledger_is_what_the_hub_saw(program, hub)
    assert sum(entry["n_bytes"] for entry in ledger(program) if "download" in entry["why"]) == len(Q4)

    n_bodies = len(hub.bodies())
    again = program("models", "pull", f"{REPOSITORY}:Q4_K_M")
    assert (again.status, again.out) == (0, done.out)
    assert "here already" in again.err
    assert len(hub.bodies()) == n_bodies


def test_pull_without_a_quantization_takes_the_one_for_this_machine(program: Program) -> None:
    done = program("models", "pull", f"https://huggingface.co/{REPOSITORY}")

    assert done.status == 0, done.err
    assert Path(done.out.strip()).read_bytes() == Q8


def test_pull_of_one_file_by_its_address(program: Program, hub: LoopbackHub) -> None:
    done = program("models", "pull", f"{hub.endpoint}/{REPOSITORY}/blob/main/Small-Q4_K_M.gguf")

    assert done.status == 0, done.err
    assert Path(done.out.strip()).read_bytes() == Q4


def test_the_person_may_say_no_to_what_was_chosen(
    program: Program, hub: LoopbackHub, on_screen: Callable[..., Screen]
) -> None:
    screen = on_screen(program, "models", "pull", REPOSITORY)
    screen.wait_for("Download it?")
    screen.send("n\n")

    assert screen.end() == 1
    assert "Nothing was downloaded" in screen.text
    assert hub.bodies() == []


def test_all_parts_come_from_one_commit_though_the_hub_changes_meanwhile(program: Program, hub: LoopbackHub) -> None:
    def change() -> None:
        while not hub.bodies():
            time.sleep(0.005)
        changed = {f"{REPOSITORY}/BF16/Small-BF16-0000{n}-of-00003.gguf": noise(200_000, 20 + n) for n in (1, 2, 3)}
        hub.change(changed, NEXT_COMMIT)

    hub.chunk_pause_s = 0.02
    changing = threading.Thread(target=change)
    changing.start()
    done = program("models", "pull", f"{REPOSITORY}:BF16", "--json")
    changing.join()

    assert done.status == 0, done.err
    assert hub.commit == NEXT_COMMIT
    last = lines(done)[-1]
    assert (last["event"], last["commit"]) == ("done", COMMIT)
    assert [Path(file["path"]).read_bytes() for file in last["files"]] == PARTS
    assert [Path(file["path"]).name[-19:] for file in last["files"]] == [f"0000{n}-of-00003.gguf" for n in (1, 2, 3)]
    assert [file["digest"] for file in last["files"]] == [hashlib.sha256(data).hexdigest() for data in PARTS]


def test_the_plan_of_a_model_that_is_not_here_is_that_of_the_same_file_here(
    program: Program, hub: LoopbackHub, tmp_path: Path
) -> None:
    path = write_llama(tmp_path / "Tiny-F16.gguf", n_layers=2)
    data = path.read_bytes()
    hub.files = {f"{REPOSITORY}/Tiny-F16.gguf": data}
    far = program("models", "plan", f"{REPOSITORY}:F16", "--context", "512", "--json")
    n_requests = len(hub.seen)
    again = program("models", "plan", f"{REPOSITORY}:F16", "--context", "512", "--json")

    assert far.status == 0, far.err
    assert far.json["fits"]
    assert far.json["model_name"] == f"{REPOSITORY}:F16"
    assert n_requests <= 4
    assert len(hub.seen) == n_requests + 1  # the first bytes are kept
    assert not list(Path(program.environ["HF_HUB_CACHE"]).rglob("*.gguf"))
    assert_ledger_is_what_the_hub_saw(program, hub)
    near = program("models", "plan", str(path), "--context", "512", "--json")
    assert abs(far.json["total_bytes"] - near.json["total_bytes"]) < 0.03 * near.json["total_bytes"]
    assert again.json["total_bytes"] == far.json["total_bytes"]
    offline = program("network", "offline")
    assert offline.status == 0
    assert program("models", "plan", f"{REPOSITORY}:F16").status == 1
    assert program("models", "plan", str(path)).status == 0

    program("network", "online")
    assert program("models", "pull", f"{REPOSITORY}:F16").status == 0
    hub.seen.clear()
    for name in (f"{REPOSITORY}:F16", f"https://huggingface.co/{REPOSITORY}", "Tiny-F16"):
        here = program("models", "plan", name, "--context", "512", "--json")
        assert here.json["total_bytes"] == near.json["total_bytes"], name
    assert hub.seen == []


def test_what_changed_at_the_hub_is_shown_and_never_swapped(program: Program, hub: LoopbackHub) -> None:
    old = Path(program("models", "pull", f"{REPOSITORY}:Q4_K_M").out.strip())
    assert "Q4_K_M is on this machine. This is the newest." in program("models", "show", REPOSITORY).err
    hub.change({f"{REPOSITORY}/README.md": b"# another card\n"}, NEXT_COMMIT)
    assert "not this model" in program("models", "show", REPOSITORY).err
    hub.change({f"{REPOSITORY}/Small-Q4_K_M.gguf": noise(300_000, 77)}, "c" * 40)

    changed = program("models", "show", REPOSITORY)
    assert "Q4_K_M is on this machine. 1 file of org/Small-GGUF changed at the hub" in changed.err
    (shown,) = lines(program("models", "show", REPOSITORY, "--json"))
    (here,) = shown["here"]
    assert (here["tag"], here["commit"], here["is_update"], here["changes"]) == ("Q4_K_M", COMMIT, True, None)
    assert [(file["name"], file["change"]) for file in here["files"]] == [("Small-Q4_K_M.gguf", "changed")]
    assert old.read_bytes() == Q4

    brought = program("models", "pull", f"{REPOSITORY}:Q4_K_M")
    assert "changed at the hub since this was downloaded. The old one stays" in brought.err
    assert Path(brought.out.strip()).read_bytes() == noise(300_000, 77)
    assert old.read_bytes() == Q4
    assert "This is the newest." in program("models", "show", REPOSITORY).err


def test_json_lines_of_a_pull(program: Program, hub: LoopbackHub) -> None:
    hub.chunk_pause_s = 0.01
    events = lines(program("models", "pull", f"{REPOSITORY}:Q8_0", "--json"))

    assert events[0]["event"] == "started"
    assert events[0]["size_bytes"] == len(Q8)
    assert any(one["event"] == "progress" and 0 < one["done_bytes"] <= len(Q8) for one in events)
    assert events[-1]["event"] == "done"
    assert all(one["repository"] == REPOSITORY and one["commit"] == COMMIT for one in events)


def test_ctrl_c_leaves_a_part_and_says_with_which_command_it_goes_on(
    program: Program, hub: LoopbackHub, cache: Path, on_screen: Callable[..., Screen]
) -> None:
    hub.chunk_pause_s = 0.1
    screen = on_screen(program, "models", "pull", f"{REPOSITORY}:Q8_0")
    screen.wait_for(" % · ")
    screen.interrupt()

    assert screen.end() == 130
    assert hub.broken.wait(60)
    command = f"inglenook models pull {REPOSITORY}:Q8_0"
    assert f"To go on: {command}" in screen.text
    (part,) = (cache / "models--org--Small-GGUF/blobs").glob("*.incomplete")
    kept = part.stat().st_size
    assert 0 < kept < len(Q8)
    assert part.read_bytes() == Q8[:kept]
    assert not list(cache.rglob("*.gguf"))

    hub.chunk_pause_s = 0.0
    hub.seen.clear()
    again = program(*command.split()[1:])
    assert again.status == 0, again.err
    assert Path(again.out.strip()).read_bytes() == Q8
    assert [one.headers["range"] for one in hub.bodies() if one.server == "store"] == [f"bytes={kept}-"]
    assert not list(cache.rglob("*.incomplete"))


def test_ctrl_c_between_two_parts_keeps_the_whole_ones(
    program: Program, hub: LoopbackHub, on_screen: Callable[..., Screen]
) -> None:
    hub.chunk_pause_s = 0.1
    screen = on_screen(program, "models", "pull", f"{REPOSITORY}:BF16", "--json")
    screen.wait_for("part 2 of 3")
    screen.interrupt()

    assert screen.end() == 130
    assert '"cancelled"' in screen.text
    hub.chunk_pause_s = 0.0
    hub.seen.clear()
    events = lines(program("models", "pull", f"{REPOSITORY}:BF16", "--json"))
    assert [file["was_present"] for file in events[-1]["files"]] == [True, False, False]


def test_kill_minus_nine_leaves_no_child_and_a_part_that_goes_on(
    program: Program, hub: LoopbackHub, cache: Path
) -> None:
    hub.chunk_pause_s = 0.1
    process = program.start("models", "pull", f"{REPOSITORY}:Q8_0")
    written = Path(program.environ["INGLENOOK_DATA_DIR"]) / FILE_NAME  # by the process that is killed
    store = urlsplit(hub.store).netloc
    while store not in (written.read_text() if written.exists() else "") or not [
        one for one in cache.rglob("*.incomplete") if one.stat().st_size
    ]:
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()

    assert hub.broken.wait(60)
    hub.chunk_pause_s = 0.0
    done = program("models", "pull", f"{REPOSITORY}:Q8_0")
    assert Path(done.out.strip()).read_bytes() == Q8
    assert_ledger_is_what_the_hub_saw(program, hub)


def test_a_reader_that_goes_away_ends_the_download(program: Program, hub: LoopbackHub, cache: Path) -> None:
    hub.chunk_pause_s = 0.3
    process = program.start("models", "pull", f"{REPOSITORY}:Q8_0", "--json", stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert b"started" in process.stdout.readline()
    process.stdout.close()

    assert process.wait(timeout=60) == 141
    assert hub.broken.wait(60)
    assert list(cache.rglob("*.incomplete"))


@pytest.mark.parametrize("act", ["search", "show", "pull", "plan"])
def test_bytes_that_are_no_text_are_taken_or_refused_without_a_traceback(program: Program, act: str) -> None:
    done = program("models", act, b"\xff\xfe/\xff:Q4")

    assert done.status in (0, 1, 2)
    assert "Traceback" not in done.err


@pytest.mark.parametrize("how", ["switch", "INGLENOOK_OFFLINE", "HF_HUB_OFFLINE"])
def test_offline_is_refused_and_the_hub_sees_nothing(program: Program, hub: LoopbackHub, how: str) -> None:
    if how == "switch":
        assert program("network", "offline").status == 0
    else:
        program.environ[how] = "1"
    for act in (("search", "small"), ("show", REPOSITORY), ("pull", f"{REPOSITORY}:Q4_K_M")):
        done = program("models", *act, "--json")
        assert done.status == 1
        assert ("inglenook network online" if how == "switch" else f"{how} is set") in done.err
        assert lines(done)[0]["error"]["kind"] == "offline"
    assert hub.seen == []
    assert ledger(program) == []

    program.environ.pop(how, None)
    assert program("network", "online").status == 0
    assert program("models", "search", "small").status == 0


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (f"{REPOSITORY}:Q5_K_M", "has no Q5_K_M. It has BF16, Q8_0, Q4_K_M."),
        (f"{REPOSITORY}:Q2_K", "only 1 of the 2 parts"),
        (f"{REPOSITORY}:mmproj-F16", "has no mmproj-F16"),
    ],
)
def test_what_cannot_be_pulled_is_told_before_a_byte_comes(
    program: Program, hub: LoopbackHub, name: str, says: str
) -> None:
    done = program("models", "pull", name)

    assert done.status == 1
    assert says in done.err
    assert hub.bodies() == []


def test_a_disk_too_small_for_the_sum_of_the_parts_is_told_before_a_byte_comes(
    program: Program, hub: LoopbackHub, cache: Path
) -> None:
    free = os.statvfs("/").f_bavail * os.statvfs("/").f_frsize
    siblings = [
        {
            "rfilename": f"S-Q4_K_M-0000{n}-of-00003.gguf",
            "size": free // 2,
            "lfs": {"sha256": str(n) * 64, "size": free // 2, "pointerSize": 134},
            "blobId": str(n) * 40,
        }
        for n in (1, 2, 3)
    ]
    hub.facts[REPOSITORY] = {"siblings": siblings}
    done = program("models", "pull", f"{REPOSITORY}:Q4_K_M")

    assert done.status == 1
    assert "Make room" in done.err
    assert hub.bodies() == []
    assert not cache.exists()


def test_a_ledger_that_cannot_be_written_lets_nothing_out(program: Program, hub: LoopbackHub) -> None:
    Path(program.environ["INGLENOOK_DATA_DIR"], "network.jsonl").mkdir(parents=True)
    done = program("models", "search", "x")

    assert done.status == 1
    assert "nothing is asked of the hub" in done.err
    assert hub.seen == []


def everything_below(*folders: Path) -> bytes:
    return b"".join(path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("source", ["HF_TOKEN", "hf's own file", "keyring"])
def test_a_token_goes_to_the_hub_alone_and_is_written_nowhere(
    program: Program, hub: LoopbackHub, tmp_path: Path, private_home: Path, source: str
) -> None:
    hub.gated.add(REPOSITORY)
    login = tmp_path.parent / f"{tmp_path.name}-login"  # what is searched for the canary must not hold the source
    login.mkdir()
    match source:
        case "HF_TOKEN":
            program.environ["HF_TOKEN"] = TOKEN
        case "keyring":
            script = login / "keyring"
            script.write_text(f'#!/bin/sh\n[ "$1 $2 $3" = "get inglenook huggingface" ] && echo {TOKEN}\n', "ascii")
            script.chmod(0o755)
            program.environ["PATH"] = f"{login}:{os.environ['PATH']}"
        case _:
            (login / "token").write_text(TOKEN, "ascii")
            program.environ["HF_TOKEN_PATH"] = str(login / "token")
    done = program("models", "pull", f"{REPOSITORY}:Q4_K_M", "--json")
    status = program("network", "status")

    assert done.status == 0, done.err
    sent = [(one.server, one.headers.get("authorization")) for one in hub.seen]
    assert ("hub", f"Bearer {TOKEN}") in sent
    assert all(header is None for server, header in sent if server == "store")
    assert any(server == "store" for server, _ in sent)
    assert TOKEN not in done.out + done.err + status.out + status.err
    assert TOKEN.encode() not in everything_below(tmp_path, private_home)


def test_a_gated_repository_without_a_login_says_what_to_do(program: Program, hub: LoopbackHub) -> None:
    hub.gated.add(REPOSITORY)
    done = program("models", "pull", f"{REPOSITORY}:Q4_K_M")

    assert done.status == 1
    assert "accept" in done.err
    assert "hf auth login" in done.err


def test_a_mirror_is_asked_and_sees_no_login_unless_the_person_says_so(program: Program, hub: LoopbackHub) -> None:
    program.environ |= {"HF_ENDPOINT": "", "HF_TOKEN": TOKEN}
    assert program("network", "mirror", hub.endpoint).status == 0
    plain = program("models", "search", "small")

    assert plain.status == 0, plain.err
    assert "is a mirror, so your login at the hub is not sent" in plain.err
    assert [one.headers.get("authorization") for one in hub.seen] == [None]

    program("network", "mirror", hub.endpoint, "--with-login")
    program("models", "search", "small")
    assert hub.seen[-1].headers.get("authorization") == f"Bearer {TOKEN}"
    assert TOKEN.encode() not in everything_below(Path(program.environ["INGLENOOK_DATA_DIR"]))
    assert program("network", "mirror").out == "The hub is huggingface.co.\n"


def test_a_failure_is_told_in_a_sentence_and_as_json(program: Program, hub: LoopbackHub) -> None:
    hub.faults = [Fault(status=403)]
    done = program("models", "pull", f"{REPOSITORY}:Q4_K_M", "--json")

    assert done.status == 1
    failed = lines(done)[-1]
    assert failed["event"] == "failed"
    assert failed["error"]["message"] in done.err
    assert f"To go on: inglenook models pull {REPOSITORY}:Q4_K_M" in done.err


def test_the_ledger_is_read_and_cleared(program: Program, hub: LoopbackHub) -> None:
    program("models", "search", "small")
    shown = program("network", "ledger")
    assert "GET" in shown.out
    assert "search" in shown.out
    assert "1 requests" in shown.err

    assert program("network", "clear").status == 0
    assert program("network", "ledger").out == "No request was ever made.\n"
    status = program("network", "status", "--json").json
    assert (status["state"], status["n_requests"], status["login"]) == ("online", 0, "none")


def test_a_branch_of_another_name_is_pinned_to_its_commit_and_named_in_the_command(
    program: Program, hub: LoopbackHub, cache: Path
) -> None:
    hub.change({}, NEXT_COMMIT)
    done = program("models", "pull", f"{REPOSITORY}:Q4_K_M", "--revision", COMMIT)

    assert done.status == 0, done.err
    assert f"/snapshots/{COMMIT}/" in done.out
    assert not (cache / "models--org--Small-GGUF/refs").exists()
