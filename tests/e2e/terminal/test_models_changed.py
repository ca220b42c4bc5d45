"""What the terminal says of a model that is here and another one at the hub: real headers, the real fetcher, and no
more requests than that takes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import gguf_bytes
import pytest
from loopback_hub import COMMIT, Fault, LoopbackHub, digest_of, running_hub
from tiny_models import write_llama

from .conftest import Program, Screen

REPOSITORY = "org/Small-GGUF"
NAME = f"{REPOSITORY}/Small-Q4_K_M.gguf"
NEXT_COMMIT = "b" * 40
OLD = gguf_bytes.described(template="{{ old }}")
NEW = gguf_bytes.described(template="{{ new }}", n_ctx=8_192, file_type=2)


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    with running_hub() as one:
        one.files = {
            NAME: OLD,
            f"{REPOSITORY}/Small-Q8_0.gguf": gguf_bytes.described(template="{{ old }}", file_type=7),
        }
        yield one


@pytest.fixture
def program(tmp_path: Path, hub: LoopbackHub) -> Program:
    environ = {
        "HF_ENDPOINT": hub.endpoint,
        "HF_HUB_CACHE": str(tmp_path / "hub-cache"),
        "HF_TOKEN": "",
        "INGLENOOK_DATA_DIR": str(tmp_path / "data"),
        "NO_PROXY": "*",
    }
    return Program(cwd=tmp_path, environ=environ)


@pytest.fixture
def old(program: Program, hub: LoopbackHub) -> Path:
    """The model as it was downloaded. The requests for it are forgotten."""
    done = program("models", "pull", f"{REPOSITORY}:Q4_K_M")
    assert done.status == 0, done.err
    hub.seen.clear()
    return Path(done.out.strip())


def test_show_of_the_variant_says_what_changed_in_two_requests_and_swaps_nothing(
    program: Program, hub: LoopbackHub, old: Path
) -> None:
    hub.change({NAME: NEW}, NEXT_COMMIT)
    plain = program("models", "show", REPOSITORY)
    n_show = len(hub.seen)
    assert hub.bodies() == []
    assert "1 file of org/Small-GGUF changed at the hub since this was downloaded. What is here stays" in plain.err
    assert f"inglenook models show {REPOSITORY}:Q4_K_M says what changed in it" in plain.err

    hub.seen.clear()
    done = program("models", "show", f"{REPOSITORY}:Q4_K_M")
    assert done.status == 0, done.err
    assert (
        "Q4_K_M is on this machine. 1 file of org/Small-GGUF changed at the hub since this was downloaded: the chat "
        "template is another one; the quantization is Q4_0, it was Q4_K_M; the context length is 8,192 tokens, it was "
        "4,096; the size is the same. What is here stays until you download it again."
    ) in " ".join(done.err.split())
    assert "says what changed" not in done.err
    first_bytes = [seen for seen in hub.seen if seen.path.startswith("/") and not seen.path.startswith("/api/")]
    assert [(seen.server, seen.method) for seen in first_bytes] == [("hub", "HEAD"), ("store", "GET")]
    assert len(hub.seen) == n_show + 2

    hub.seen.clear()
    (here,) = program("models", "show", f"{REPOSITORY}:Q4_K_M", "--json").json["here"]
    assert not [seen for seen in hub.seen if not seen.path.startswith("/api/")]  # they are kept
    assert here["is_update"] is True
    assert here["changes"] == {
        "chat_template": True,
        "template_now": {"origin": "from_file", "repository": None},
        "quantization": {"was": "Q4_K_M", "now": "Q4_0"},
        "context_length": {"was": 4_096, "now": 8_192},
    }
    size_bytes = len(OLD)
    (file,) = here["files"]
    assert (file["change"], file["size_bytes"], file["size_now_bytes"]) == ("changed", size_bytes, size_bytes)
    assert "the chat template is another one" in here["sentence"]
    assert old.read_bytes() == OLD


def test_what_did_not_change_is_not_asked_for(program: Program, hub: LoopbackHub, old: Path) -> None:
    hub.change({f"{REPOSITORY}/Small-Q8_0.gguf": NEW}, NEXT_COMMIT)
    for quantization in ("Q4_K_M", "Q8_0", "Q9_9"):
        done = program("models", "show", f"{REPOSITORY}:{quantization}")
        assert done.status == 0, done.err
        assert "Q4_K_M is on this machine. org/Small-GGUF changed at the hub, but not this model" in done.err
    assert all(seen.path.startswith("/api/") for seen in hub.seen)


def test_weights_alone_and_the_publishers_own_template(program: Program, hub: LoopbackHub, old: Path) -> None:
    hub.change({NAME: gguf_bytes.described(template=" {{ old }}\n", fill=1, n_bytes=400_200)}, NEXT_COMMIT)
    done = program("models", "show", f"{REPOSITORY}:Q4_K_M")
    n_more = len(hub.files[NAME]) - len(OLD)
    told = f": it is {n_more} bytes larger; the chat template, quantization and context length are the same."
    assert told in " ".join(done.err.split())

    hub.change({NAME: gguf_bytes.described(template="{{ mine }}", name="Qwen3-0.6B")}, "c" * 40)
    (here,) = program("models", "show", f"{REPOSITORY}:Q4_K_M", "--json").json["here"]
    assert here["changes"]["template_now"] == {"origin": "other", "repository": "Qwen/Qwen3-0.6B"}
    assert "another one, and not the one known from Qwen/Qwen3-0.6B" in here["sentence"]


def test_pull_says_it_before_the_new_one_comes_and_the_old_one_stays(
    program: Program, hub: LoopbackHub, old: Path
) -> None:
    hub.change({NAME: NEW}, NEXT_COMMIT)
    pulled = program("models", "pull", f"{REPOSITORY}:Q4_K_M", "--json")
    events = [json.loads(line) for line in pulled.out.splitlines()]
    update = events[0]
    assert (update["event"], update["local_commit"], update["commit"]) == ("update", COMMIT, NEXT_COMMIT)
    assert update["changes"]["chat_template"] is True
    assert "the chat template is another one" in update["sentence"]
    assert events[1]["event"] == "started"
    new = Path(events[-1]["path"])
    assert new != old
    assert (old.read_bytes(), new.read_bytes()) == (OLD, NEW)
    again = program("models", "pull", f"{REPOSITORY}:Q4_K_M")
    assert "changed at the hub" not in again.err


def test_a_plan_of_the_new_version_says_it_too_and_that_of_what_is_here_asks_nobody(
    program: Program, hub: LoopbackHub, tmp_path: Path
) -> None:
    name = f"{REPOSITORY}/Tiny-F32.gguf"
    first = write_llama(tmp_path / "first.gguf", template="{{ old }}").read_bytes()
    second = write_llama(tmp_path / "second.gguf", template="{{ new }}").read_bytes()
    hub.files = {name: first}
    assert program("models", "pull", f"{REPOSITORY}:F32").status == 0
    hub.change({name: second}, NEXT_COMMIT)
    hub.seen.clear()

    assert program("models", "plan", f"{REPOSITORY}:F32", "--context", "512").status == 0
    assert program("models", "plan", f"{REPOSITORY}:F32@{COMMIT}", "--context", "512").status == 0
    assert hub.seen == []
    done = program("models", "plan", f"{REPOSITORY}:F32@{NEXT_COMMIT}", "--context", "512")
    assert done.status == 0, done.err
    assert "the chat template is another one; " in " ".join(done.err.split())
    assert [seen.method for seen in hub.seen if not seen.path.startswith("/api/")] == ["HEAD", "GET"]


@pytest.mark.parametrize("bad", ["here", "there", "refused"])
def test_a_header_that_cannot_be_read_leaves_the_sentence_about_the_file(
    program: Program, hub: LoopbackHub, old: Path, bad: str
) -> None:
    hub.change({NAME: b"no GGUF" * 999 if bad == "there" else NEW}, NEXT_COMMIT)
    if bad == "here":
        old.resolve().write_bytes(b"no GGUF" * 999)
    if bad == "refused":
        hub.head_faults = [Fault(status=403)]
    done = program("models", "show", f"{REPOSITORY}:Q4_K_M")
    assert done.status == 0
    assert "1 file of org/Small-GGUF changed at the hub since this was downloaded. What is here stays" in done.err
    assert "Nothing can be planned" not in done.err
    if bad == "here":  # then the other header would say nothing, and is not asked for
        assert all(seen.path.startswith("/api/") for seen in hub.seen)
    (here,) = program("models", "show", REPOSITORY, "--json").json["here"]
    assert here["changes"] is None


def test_the_header_that_is_kept_is_that_of_the_file_at_the_hub(program: Program, hub: LoopbackHub, old: Path) -> None:
    hub.change({NAME: NEW}, NEXT_COMMIT)
    program("models", "show", f"{REPOSITORY}:Q4_K_M")
    (kept,) = (Path(program.environ["INGLENOOK_DATA_DIR"]) / "headers").iterdir()
    assert kept.name == f"{digest_of(NEW)}.gguf-head"
    assert NEW.startswith(kept.read_bytes())


@pytest.mark.parametrize("command", ["show", "pull"])
def test_ctrl_c_while_the_first_bytes_come_ends_the_command(
    program: Program, hub: LoopbackHub, old: Path, on_screen: Callable[..., Screen], command: str
) -> None:
    hub.change({NAME: NEW}, NEXT_COMMIT)
    hub.faults = [Fault(stall_after=100)]
    screen = on_screen(program, "models", command, f"{REPOSITORY}:Q4_K_M")
    give_up_at = time.monotonic() + 60
    while not any(seen.server == "store" for seen in hub.seen):
        assert time.monotonic() < give_up_at
        time.sleep(0.02)
    screen.interrupt()
    assert screen.end() == 130
    assert "Traceback" not in screen.text
    assert [seen.server for seen in hub.seen if not seen.path.startswith("/api/")] == ["hub", "store"]
    assert old.read_bytes() == OLD
    assert not list(Path(program.environ["INGLENOOK_DATA_DIR"]).rglob("*.gguf-head"))
