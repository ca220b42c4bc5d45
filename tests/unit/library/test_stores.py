"""What other programs keep is found in place, under the names that those programs use."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from inglenook_desktop.library import gpt4all, jan
from inglenook_desktop.library.entries import Listing, ModelSource
from inglenook_desktop.library.looking import Looker
from inglenook_desktop.library.machine import Machine
from model_trees import gguf, put, put_in_hub, put_in_jan, put_in_ollama

Listed = Callable[..., Listing]


def summary(listing: Listing) -> list[tuple[str, str, int]]:
    return [(model.name, model.source.value, model.size_bytes) for model in listing.models]


def test_ollama_by_its_own_names(home: Path, listed: Listed) -> None:
    models = home / ".ollama" / "models"
    blob = put_in_ollama(models, gguf("llama"), model="llama3.2", tag="3b")
    put_in_ollama(models, gguf("coder"), namespace="someone", model="coder", tag="7b-instruct-q8_0", file_type="Q8_0")
    put_in_ollama(models, gguf("hf"), host="hf.co", namespace="org", model="Tiny-GGUF", tag="Q4_K_M")
    listing = listed()
    assert [model.name for model in listing.models] == [
        "hf.co/org/Tiny-GGUF:Q4_K_M",
        "llama3.2:3b",
        "someone/coder:7b-instruct-q8_0",
    ]
    llama = listing.models[1]
    assert (llama.path, llama.source, llama.size_bytes) == (blob, ModelSource.OLLAMA, 64)
    assert (llama.quantization, llama.sha256) == ("Q4_K_M", hashlib.sha256(gguf("llama")).hexdigest())
    assert listing.models[2].quantization == "Q8_0"


def test_an_ollama_blob_with_two_names_is_one_model_under_the_name_that_says_more(home: Path, listed: Listed) -> None:
    for tag in ("latest", "3b"):
        put_in_ollama(home / ".ollama" / "models", gguf("llama"), tag=tag)
    (model,) = listed().models
    assert (model.name, model.also_named) == ("llama3.2:3b", ("llama3.2:latest",))


def test_ollama_of_the_later_format_names_the_manifest_for_llama_cpp(home: Path, listed: Listed) -> None:
    models = home / ".ollama" / "models"
    blob = put_in_ollama(models, gguf("new"), host="ollama.com", model="qwen3", tag="0.6b", root="manifests-v2")
    put_in_ollama(models, gguf("new"), model="qwen3", tag="0.6b")  # the older one that it leaves beside
    (model,) = listed().models
    assert (model.name, model.path, model.also_named) == ("qwen3:0.6b", blob, ())


def test_ollama_models_says_where_and_the_service_has_its_own(
    tmp_path: Path, home: Path, machine: Machine, listed: Listed
) -> None:
    put_in_ollama(tmp_path / "elsewhere", gguf("mine"), model="mine")
    put_in_ollama(home / ".ollama" / "models", gguf("default"), model="default")
    system = tmp_path / "system"
    put_in_ollama(system / "usr" / "share" / "ollama" / ".ollama" / "models", gguf("service"), model="service")
    there = replace(
        machine, environ={**machine.environ, "OLLAMA_MODELS": str(tmp_path / "elsewhere")}, system_root=system
    )
    assert [model.name for model in listed(there).models] == ["mine:3b", "service:3b"]


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b'{"layers": 7}',
        b'{"layers": [7, null, {"mediaType": "application/vnd.ollama.image.model"}]}',
        b'{"layers": [{"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:../../../etc/passwd"}]}',
        b'{"layers": [{"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:' + b"0" * 64 + b'"}]}',
        b'{"manifests": [{"runner": "llamacpp", "digest": "sha256:' + b"0" * 64 + b'"}]}',
        b'{"manifests": [{"runner": 7}], "layers": []}',
        b"[" * 200_000,
        b'{"layers":' + b" " * (2 << 20) + b"[]}",
    ],
)
def test_a_manifest_that_is_wrong_costs_only_itself(home: Path, listed: Listed, manifest: bytes) -> None:
    models = home / ".ollama" / "models"
    put_in_ollama(models, gguf("good"), model="good")
    put(models / "manifests" / "registry.ollama.ai" / "library" / "bad" / "latest", manifest)
    assert [model.name for model in listed().models] == ["good:3b"]


def test_an_unfinished_pull_of_ollama_is_no_model(home: Path, listed: Listed) -> None:
    models = home / ".ollama" / "models"
    blob = put_in_ollama(models, gguf("coming"))
    blob.rename(blob.with_name(blob.name + "-partial"))
    assert listed().models == ()


def test_lm_studio_in_both_default_places_and_where_its_settings_say(
    tmp_path: Path, home: Path, listed: Listed
) -> None:
    put(home / ".lmstudio" / "models" / "org" / "Tiny-GGUF" / "Tiny-Q4_K_M.gguf", gguf("new"))
    put(home / ".cache" / "lm-studio" / "models" / "org" / "Old-GGUF" / "Old-Q8_0.gguf", gguf("old"))
    put(home / ".lmstudio" / "settings.json", json.dumps({"downloadsFolder": str(tmp_path / "disk")}).encode())
    put(tmp_path / "disk" / "org" / "Far-GGUF" / "Far-IQ2_XXS.gguf", gguf("far"))
    put(tmp_path / "disk" / "org" / "Far-GGUF" / "mmproj-Far-F16.gguf", gguf("projector"))
    put(tmp_path / "disk" / "org" / "Far-GGUF" / "downloading_Far-Q8_0.gguf.part", gguf("part"))
    put(home / "pointed" / "models" / "org" / "P-GGUF" / "Pointed.gguf", gguf("pointed"))
    put(home / ".lmstudio-home-pointer", f"{home}/pointed\n".encode())
    found = {model.name: model for model in listed().models}
    assert sorted(found) == ["Far-IQ2_XXS", "Old-Q8_0", "Pointed", "Tiny-Q4_K_M"]
    far = found["Far-IQ2_XXS"]
    assert (far.source, far.repository, far.quantization) == (ModelSource.LM_STUDIO, "org/Far-GGUF", "IQ2_XXS")


@pytest.mark.parametrize("settings", [b"", b"{", b"[]", b'{"downloadsFolder": 7}', b'{"downloadsFolder": "../.."}'])
def test_settings_that_are_wrong_leave_the_defaults(home: Path, listed: Listed, settings: bytes) -> None:
    put(home / ".lmstudio" / "settings.json", settings)
    put(home / ".local" / "share" / "jan.ai.app" / "settings.json", settings)
    put(home / ".lmstudio" / "models" / "org" / "T" / "Tiny.gguf", gguf("new"))
    assert [model.name for model in listed().models] == ["Tiny"]


def test_jan_by_its_ids_with_files_inside_and_elsewhere(tmp_path: Path, home: Path, listed: Listed) -> None:
    folder = home / ".local" / "share" / "Jan" / "data"
    inside = put_in_jan(folder, "janhq/Jan-v1-4B-Q4_K_M", gguf("jan"))
    linked = put(tmp_path / "my models" / "Own-Q8_0.gguf", gguf("own"))
    put_in_jan(folder, "Own-Q8_0", gguf("own"), model_path=str(linked))
    put_in_jan(folder, "gone", gguf("gone"), model_path="llamacpp/models/gone/elsewhere.gguf")
    found = {model.name: model for model in listed().models}
    assert sorted(found) == ["Own-Q8_0", "janhq/Jan-v1-4B-Q4_K_M"]
    assert (found["janhq/Jan-v1-4B-Q4_K_M"].path, found["Own-Q8_0"].path) == (inside, linked)
    assert found["janhq/Jan-v1-4B-Q4_K_M"].quantization == "Q4_K_M"
    assert found["Own-Q8_0"].sha256 == hashlib.sha256(gguf("own")).hexdigest()


def test_jan_where_its_settings_say_and_no_embeddings(tmp_path: Path, home: Path, listed: Listed) -> None:
    put(
        home / ".local" / "share" / "jan.ai.app" / "settings.json",
        json.dumps({"data_folder": str(tmp_path / "jan data")}).encode(),
    )
    put_in_jan(tmp_path / "jan data", "Chat", gguf("chat"))
    put_in_jan(tmp_path / "jan data", "sentence-transformer-mini", gguf("embedding"))
    yml = tmp_path / "jan data" / "llamacpp" / "models" / "sentence-transformer-mini" / "model.yml"
    yml.write_text(yml.read_text().replace("embedding: false", "embedding: true"))
    assert [model.name for model in listed().models] == ["Chat"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("model_path: a/b c.gguf", "a/b c.gguf"),
        ("model_path: 'it''s.gguf'", "it's.gguf"),
        ('model_path: "a\\u00e9\\".gguf"', 'aé".gguf'),
        ("other: 1\nmodel_path:   spaced.gguf   ", "spaced.gguf"),
        ("  model_path: nested.gguf", None),
        ("model_path:", None),
        ("model_path: |\n  block.gguf", "|"),
    ],
)
def test_the_lines_of_a_model_yml(text: str, expected: str | None) -> None:
    assert jan.read_fields(text.encode()).get("model_path") == expected


def test_gpt4all_in_its_default_folder_and_where_its_settings_say(tmp_path: Path, home: Path, listed: Listed) -> None:
    put(home / ".local" / "share" / "nomic.ai" / "GPT4All" / "Llama-3.2-1B-Instruct-Q4_0.gguf", gguf("default"))
    put(home / ".cache" / "gpt4all" / "orca-mini.Q4_0.gguf", gguf("python"))
    put(tmp_path / "big" / "Chosen.gguf", gguf("chosen"))
    put(tmp_path / "big" / "incomplete-Coming.gguf", gguf("coming"))
    put(home / ".config" / "nomic.ai" / "GPT4All.ini", f"[General]\nfontSize=1\nmodelPath={tmp_path}/big/\n".encode())
    found = listed().models
    assert [model.name for model in found] == ["Chosen", "Llama-3.2-1B-Instruct-Q4_0", "orca-mini.Q4_0"]
    assert {model.source for model in found} == {ModelSource.GPT4ALL}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (b"[General]\nmodelPath=/m/\n", "/m"),
        (b'[General]\nmodelPath="/with, comma"\n', "/with, comma"),
        (b"[General]\nmodelPath=/caf\\xe9\n", "/café"),
        (b"[network]\nmodelPath=/wrong\n", None),
        (b"[General]\nmodelPath=relative\n", None),
        (b"[General]\nmodelPath=\n", None),
        (b"\xff\xfe", None),
    ],
)
def test_the_folder_in_gpt4alls_settings(settings: bytes, expected: str | None) -> None:
    assert gpt4all.chosen_folder(settings) == (None if expected is None else Path(expected))


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("darwin", {}, "Library/Application Support"),
        ("win32", {}, "AppData/Roaming"),
        ("linux", {}, ".local/share"),
        ("linux", {"XDG_DATA_HOME": "relative"}, ".local/share"),
    ],
)
def test_each_platform_has_its_place_for_data(
    home: Path, platform: str, environ: dict[str, str], expected: str
) -> None:
    machine = Machine(home=home, environ=environ, platform=platform)
    assert machine.user_data == home / expected
    assert home / expected / "Jan" / "data" in jan.folders(Looker(), machine)


def test_a_file_in_several_places_is_listed_once_and_told_for_each(home: Path, listed: Listed, data: Path) -> None:
    link = put_in_hub(home / "hf" / "hub", "org/Tiny-GGUF", "c" * 40, "Tiny-Q4_K_M.gguf", gguf("tiny"))
    studio = home / ".lmstudio" / "models" / "org" / "Tiny-GGUF" / "Tiny-Q4_K_M.gguf"
    studio.parent.mkdir(parents=True)
    studio.symlink_to(link)
    (data / "models").mkdir()
    os.link(os.path.realpath(link), data / "models" / "mine.gguf")
    listing = listed()
    assert summary(listing) == [("mine", "folder", 64)]
    with_it = [place.source for place in listing.places if place.models]
    assert with_it == [ModelSource.FOLDER, ModelSource.HUB, ModelSource.LM_STUDIO]


def test_the_starter_is_first_wherever_it_sorts(tmp_path: Path, listed: Listed, data: Path) -> None:
    put(data / "models" / "Aaa.gguf", gguf("a"))
    starter = put(tmp_path / "Zzz.gguf", gguf("z"))
    assert [model.name for model in listed(starter=starter).models] == ["Zzz", "Aaa"]
