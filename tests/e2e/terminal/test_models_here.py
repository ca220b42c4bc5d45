"""The commands about models on this machine, as a person and a program call them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from inglenook_desktop.store import FILE_NAME, open_store
from model_trees import gguf, put, put_in_hub, put_in_ollama

MakeProgram = Callable[..., Any]
OnScreen = Callable[..., Any]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data" / "models").mkdir(parents=True)
    return tmp_path / "data"


@pytest.fixture
def models(program: Any, data: Path) -> Callable[..., Any]:
    """Run a command of the group in this data folder."""
    return lambda *arguments, **options: program("models", *arguments, "--data-dir", str(data), **options)


def test_models_are_listed_for_a_person_and_for_a_program(models: Callable[..., Any], data: Path) -> None:
    path = put(data / "models" / "Tiny-Q4_0.gguf", b"g" * 1500)
    open_store(data).close()
    with sqlite3.connect(data / FILE_NAME) as sql:
        sql.execute(
            "INSERT INTO runs (action, started_at, app_version, model_name, model_path, model, params, output_tokens,"
            " decode_ms) VALUES ('answer', '2026-11-20T12:00:00.000Z', '', 'm', ?, '{}', '{}', 101, 4000.0)",
            (str(path),),
        )
    done = models("list")
    assert done.status == 0
    (line,) = (line for line in done.out.splitlines() if line.startswith("Tiny-Q4_0 "))
    assert line.split(maxsplit=5) == ["Tiny-Q4_0", "1.5", "kB", "2026-11-20", "25.0/s", str(path.parent)]
    tiny = next(entry for entry in models("list", "--json").json if entry["name"] == "Tiny-Q4_0")
    assert tiny == {
        "name": "Tiny-Q4_0",
        "path": str(path),
        "size_bytes": 1500,
        "source": "folder",
        "repository": None,
        "missing_parts": 0,
        "parts": [str(path)],
        "quantization": "Q4_0",
        "also_named": [],
        "last_used_at": "2026-11-20T12:00:00.000Z",
        "tokens_per_s": 25.0,
        "header": None,
    }


def test_other_programs_models_are_listed_with_their_owners(
    models: Callable[..., Any], private_home: Path, program: Any
) -> None:
    put_in_ollama(private_home / ".ollama" / "models", gguf("llama"))
    put(private_home / ".lmstudio" / "models" / "org" / "T-GGUF" / "T-Q8_0.gguf", gguf("studio"))
    out = models("list").out
    assert "llama3.2:3b " in out
    assert out.count("Ollama") == 1
    assert "LM Studio" in out
    places = {place["folder"]: place for place in models("list", "--all-sources", "--json").json["places"]}
    ollama = places[f"{private_home}/.ollama/models"]
    assert (ollama["source"], [model["name"] for model in ollama["models"]]) == ("ollama", ["llama3.2:3b"])
    text = models("list", "--all-sources").out
    assert f"Ollama · {private_home}/.ollama/models · 1 model" in text
    assert "GPT4All" in text


@pytest.mark.model
def test_a_model_that_ollama_keeps_answers_in_place(
    program: Any, private_home: Path, data: Path, starter_model: Path
) -> None:
    blob = put_in_ollama(private_home / ".ollama" / "models", starter_model.read_bytes(), model="smollm2", tag="135m")
    done = program(
        "ask", "--model", "smollm2:135m", "--json", "--max-tokens", "4", "--data-dir", str(data), "Say hello."
    )
    assert done.status == 0, done.err
    model = done.json["model"]
    assert (model["path"], model["name"]) == (str(blob), "Smollm2 135M 8k Lc100K Mix1 Ep2")
    listed = program("models", "list", "--json", "--data-dir", str(data)).json
    entry = next(entry for entry in listed if entry["name"] == "smollm2:135m")
    assert entry["last_used_at"]


def test_details_come_from_the_header_and_are_kept(models: Callable[..., Any], data: Path, tmp_path: Path) -> None:
    from tiny_models import write_llama

    write_llama(data / "models" / "Random.gguf")
    put(data / "models" / "Broken.gguf", b"GGUF\x03\x00\x00\x00" + b"\xff" * 40)
    out = models("list", "--details").out
    assert "licence not stated · F32 · no chat template in the file" in out
    assert "Broken.gguf is damaged" in out
    headers = {entry["name"]: entry["header"] for entry in models("list", "--json").json}
    assert (headers["Random"]["architecture"], headers["Random"]["template"]) == ("llama", "none")
    assert headers["Broken"]["error"]


def test_a_hostile_name_stays_on_its_line(models: Callable[..., Any], data: Path) -> None:
    put(data / "models" / "two\nlines\x1b[2J\u202e.gguf", gguf("x"))
    out = models("list").out
    assert "two\\u000alines\\u001b[2J\\u202e" in out
    assert "\x1b" not in out


def test_verify_names_the_damaged_file_and_says_what_to_do(
    models: Callable[..., Any], private_home: Path, data: Path
) -> None:
    cache = private_home / "xdg_cache_home" / "huggingface" / "hub"
    good = put_in_hub(cache, "org/Good", "a" * 40, "Good.gguf", gguf("good"))
    bad = put_in_hub(cache, "org/Bad", "a" * 40, "Bad.gguf", gguf("bad"))
    assert models("verify").status == 0
    with open(os.path.realpath(bad), "r+b") as file:  # noqa: PTH123
        file.write(b"GGUX")
    done = models("verify", "Good", "Bad")
    assert done.status == 1
    assert "Good is right." in done.out
    assert "Bad is damaged" in done.err
    verdicts = {entry["name"]: entry for entry in models("verify", "--json", "Good", "Bad").json}
    assert (verdicts["Good"]["verdict"], verdicts["Bad"]["verdict"]) == ("right", "wrong")
    assert verdicts["Good"]["found"] == os.path.basename(os.path.realpath(good))  # noqa: PTH119


def is_open_in(pid: int, path: Path) -> bool:
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):  # closed in the meantime
            if descriptor.readlink() == path:
                return True
    return False


def test_ctrl_c_stops_a_verification(program: Any, data: Path, interrupt: Callable[..., None]) -> None:
    path = data / "models" / "Large.gguf"
    path.touch()
    os.truncate(path, 200 << 30)  # sparse: it would take minutes
    child = program.start(
        "models", "verify", "Large", "--data-dir", str(data), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while child.poll() is None and not is_open_in(child.pid, path):
        pass
    interrupt(child)
    _, err = child.communicate(timeout=120)
    assert child.returncode == 130, err
    assert b"Stopped. 0 of 1 files were verified." in err


def test_import_list_verify_and_rm(models: Callable[..., Any], tmp_path: Path, data: Path) -> None:
    original = put(tmp_path / "Own-Q4_0.gguf", gguf("own", 1 << 20))
    done = models("import", str(original))
    assert (done.status, hashlib.sha256(original.read_bytes()).hexdigest() in done.out) == (0, True)
    assert models("import", str(original)).out.startswith("Own-Q4_0.gguf was here already")
    assert models("verify", "Own-Q4_0").out == "Own-Q4_0 is right.\n"
    refused = models("rm", "Own-Q4_0")
    assert (refused.status, "frees 1.0 MB" in refused.err, "Say --yes" in refused.err) == (2, True, True)
    done = models("rm", "Own-Q4_0", "--yes", "--json")
    assert done.json["freed_bytes"] == 1 << 20
    assert list((data / "models").iterdir()) == []
    assert original.exists()


def test_rm_asks_and_a_no_changes_nothing(
    program: Any, on_screen: OnScreen, models: Callable[..., Any], tmp_path: Path, data: Path
) -> None:
    models("import", str(put(tmp_path / "Own.gguf", gguf("own"))))
    for answer, is_there in (("n", True), ("", True), ("y", False)):
        screen = on_screen(program, "models", "rm", "Own", "--data-dir", str(data))
        screen.wait_for("Remove it? [y/N]")
        screen.send(f"{answer}\r")
        assert screen.end() == 0
        assert (data / "models" / "Own.gguf").exists() == is_there


def test_rm_of_what_is_not_ours_says_whose_it_is(models: Callable[..., Any], private_home: Path) -> None:
    put_in_ollama(private_home / ".ollama" / "models", gguf("llama"))
    done = models("rm", "llama3.2:3b", "--yes")
    assert done.status == 1
    assert done.err == "llama3.2:3b belongs to Ollama. Remove it there: ollama rm llama3.2:3b.\n"


def test_what_cannot_be_imported_is_one_sentence(models: Callable[..., Any], tmp_path: Path) -> None:
    done = models("import", str(put(tmp_path / "page.gguf", b"<html>not a model</html>" * 9)))
    assert done.status == 1
    assert done.err.count("\n") == 1
    assert "is not a GGUF model file" in done.err


def test_folders_are_added_listed_and_taken_off(models: Callable[..., Any], tmp_path: Path) -> None:
    put(tmp_path / "mine" / "Mine.gguf", gguf("mine"))
    assert "1 model is in it" in models("folders", "add", str(tmp_path / "mine")).out
    assert models("folders", "list", "--json").json == [
        {"folder": str(tmp_path / "mine"), "is_there": True, "n_models": 1}
    ]
    assert "Mine " in models("list").out
    assert models("folders", "rm", str(tmp_path / "mine")).status == 0
    assert models("folders", "rm", str(tmp_path / "mine")).status == 1
    assert models("folders", "add", str(tmp_path / "nowhere")).err.startswith("There is no folder")


def test_the_models_folder_moves_and_is_found_there(models: Callable[..., Any], tmp_path: Path, data: Path) -> None:
    put(data / "models" / "A.gguf", gguf("a"))
    done = models("move", str(tmp_path / "new"), "--json")
    assert (done.status, done.json["n_files"], done.json["folder"]) == (0, 1, str(tmp_path / "new"))
    entry = next(entry for entry in models("list", "--json").json if entry["name"] == "A")
    assert entry["path"] == str(tmp_path / "new" / "A.gguf")
    assert not (data / "models").exists()


@pytest.mark.parametrize("command", ["list", "verify", "import", "rm", "move", "folders"])
def test_every_command_explains_itself(program: Any, command: str) -> None:
    done = program("models", command, "--help")
    assert (done.status, done.err) == (0, "")


def test_json_of_a_name_that_is_no_unicode_is_still_json(models: Callable[..., Any], data: Path) -> None:
    Path(os.fsdecode(os.fsencode(data / "models") + b"/\xff.gguf")).write_bytes(gguf("x"))
    done = models("list", "--json")
    assert done.status == 0
    assert json.loads(done.out)


def test_an_output_that_goes_away_is_no_error(program: Any, data: Path) -> None:
    put(data / "models" / "A.gguf", gguf("a"))
    child = program.start("models", "list", "--data-dir", str(data), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    child.stdout.close()
    assert child.wait(120) in (141, -signal.SIGPIPE)
    child.stderr.close()
