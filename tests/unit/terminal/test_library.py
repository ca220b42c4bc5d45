"""Which models are found, and which one a name means."""

from __future__ import annotations

from pathlib import Path

import pytest
from inglenook_desktop import library
from inglenook_desktop.library import (
    InstalledModel,
    ModelNotFoundError,
    ModelSource,
    default_model,
    find_model,
    hub_cache_dir,
    installed_models,
)


@pytest.fixture
def starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "share" / "Zebra-starter.gguf"
    monkeypatch.setattr(library, "starter_path", lambda: path)
    return path


@pytest.fixture
def data(tmp_path: Path, starter: Path) -> Path:
    (tmp_path / "data" / "models").mkdir(parents=True)
    return tmp_path / "data"


def put(path: Path, n_bytes: int = 10) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"g" * n_bytes)
    return path


def put_in_hub(cache: Path, repository: str, commit: str, name: str, *, blob: str, n_bytes: int = 10) -> Path:
    folder = cache / ("models--" + repository.replace("/", "--"))
    put(folder / "blobs" / blob, n_bytes)
    link = folder / "snapshots" / commit / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(folder / "blobs" / blob)
    return link


def test_the_starter_comes_first_and_the_rest_by_name(data: Path, starter: Path) -> None:
    put(starter)
    put(data / "models" / "beta.gguf", 20)
    put(data / "models" / "Alpha.GGUF", 30)
    models = installed_models(data, {})
    assert [(model.name, model.size_bytes, model.source) for model in models] == [
        ("Zebra-starter", 10, ModelSource.STARTER),
        ("Alpha", 30, ModelSource.FOLDER),
        ("beta", 20, ModelSource.FOLDER),
    ]


def test_what_is_no_chat_model_is_left_out(data: Path) -> None:
    put(data / "models" / "notes.txt")
    put(data / "models" / "mmproj-model-f16.gguf")
    (data / "models" / "folder.gguf").mkdir()
    (data / "models" / "gone.gguf").symlink_to(data / "nowhere")
    assert installed_models(data, {}) == []


def test_a_split_model_is_one_and_says_how_many_parts_are_missing(data: Path) -> None:
    put(data / "models" / "big-00001-of-00003.gguf", 5)
    put(data / "models" / "big-00002-of-00003.gguf", 7)
    put(data / "models" / "headless-00002-of-00002.gguf", 7)
    (model,) = installed_models(data, {})
    assert (model.name, model.size_bytes, model.missing_parts) == ("big", 12, 1)
    assert model.path.name == "big-00001-of-00003.gguf"


def test_the_hub_cache_is_read_once_a_blob_with_the_snapshot_of_main_first(data: Path, tmp_path: Path) -> None:
    cache = tmp_path / "hub"
    put_in_hub(cache, "org/name", "old", "sub/model.gguf", blob="aaa", n_bytes=1)
    new = put_in_hub(cache, "org/name", "new", "sub/model.gguf", blob="bbb", n_bytes=2)
    put_in_hub(cache, "org/name", "new", "copy.gguf", blob="bbb", n_bytes=2)
    put(cache / "models--org--name" / "refs" / "main").write_text("new")
    put(cache / "datasets--org--data" / "snapshots" / "x" / "not-a-model.gguf")
    models = installed_models(data, {"HF_HUB_CACHE": str(cache)})
    assert len(models) == 1
    assert (models[0].repository, models[0].size_bytes, models[0].source) == ("org/name", 2, ModelSource.HUB)
    assert models[0].path.resolve() == new.resolve()


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"HF_HUB_CACHE": "/a", "HF_HOME": "/b"}, "/a"),
        ({"HUGGINGFACE_HUB_CACHE": "/c", "HF_HOME": "/b"}, "/c"),
        ({"HF_HOME": "/b", "XDG_CACHE_HOME": "/d"}, "/b/hub"),
        ({"XDG_CACHE_HOME": "/d"}, "/d/huggingface/hub"),
        ({"HF_HOME": "~no-such-user/x"}, "~no-such-user/x/hub"),
    ],
)
def test_the_hub_cache_is_where_the_hub_says(environ: dict[str, str], expected: str) -> None:
    assert hub_cache_dir(environ) == Path(expected)


def test_without_variables_the_hub_cache_is_under_home(private_home: Path) -> None:
    assert hub_cache_dir({}) == private_home / ".cache" / "huggingface" / "hub"


def named(*names: str) -> list[InstalledModel]:
    return [
        InstalledModel(name=name, path=Path(f"/m/{name}.gguf"), size_bytes=1, source=ModelSource.FOLDER)
        for name in names
    ]


def test_a_model_is_found_by_its_exact_name_even_when_it_is_part_of_another() -> None:
    models = named("qwen", "qwen-coder")
    assert find_model("QWEN", models).name == "qwen"
    assert find_model("qwen.gguf", models).name == "qwen"
    assert find_model("coder", models).name == "qwen-coder"


def test_a_model_is_found_by_its_repository() -> None:
    model = InstalledModel(
        name="model-Q4", path=Path("/m/x.gguf"), size_bytes=1, source=ModelSource.HUB, repository="org/Tiny-GGUF"
    )
    assert find_model("org/tiny", [*named("other"), model]) is model


def test_an_ambiguous_name_lists_what_it_fits() -> None:
    with pytest.raises(ModelNotFoundError, match="fits 2 models: qwen-a, qwen-b"):
        find_model("qwen", named("qwen-a", "qwen-b", "llama"))


@pytest.mark.parametrize("name", ["", "  ", "nothing-like-it", "nu\0l"])
def test_an_unknown_name_gets_a_sentence(name: str) -> None:
    with pytest.raises(ModelNotFoundError):
        find_model(name, named("a"))


def test_a_path_is_taken_even_when_nothing_is_there_so_that_the_engine_can_explain(tmp_path: Path) -> None:
    missing = find_model(str(tmp_path / "missing.gguf"), [])
    assert (missing.path, missing.size_bytes, missing.source) == (tmp_path / "missing.gguf", 0, ModelSource.FILE)
    there = put(tmp_path / "there.bin", 4)
    assert find_model(str(there), []).size_bytes == 4


def test_the_path_of_an_installed_model_is_that_model(data: Path) -> None:
    put(data / "models" / "a-00001-of-00002.gguf")
    put(data / "models" / "a-00002-of-00002.gguf")
    models = installed_models(data, {})
    assert find_model(str(data / "models" / "a-00001-of-00002.gguf"), models) is models[0]


def test_the_default_is_the_first_whole_model_or_a_sentence(data: Path) -> None:
    put(data / "models" / "a-00001-of-00002.gguf")
    with pytest.raises(ModelNotFoundError, match="make setup"):
        default_model(installed_models(data, {}), data)
    put(data / "models" / "b.gguf")
    assert default_model(installed_models(data, {}), data).name == "b"


def test_a_model_is_found_by_the_name_that_pull_uses() -> None:
    models = [
        InstalledModel(
            name=f"T-{quantization}",
            path=Path(f"/h/{quantization}.gguf"),
            size_bytes=1,
            source=ModelSource.HUB,
            repository="Org/T-GGUF",
            quantization=quantization,
        )
        for quantization in ("Q4_K_M", "Q8_0")
    ]
    assert find_model("org/t-gguf:q8_0", models) is models[1]
    assert find_model("Org/T-GGUF:Q4_K_M@main", models) is models[0]
    with pytest.raises(ModelNotFoundError, match="fits 2 models"):
        find_model("org/t-gguf", models)


def test_a_model_is_found_by_another_of_its_names() -> None:
    model = InstalledModel(
        name="llama3.2:3b",
        path=Path("/o/sha256-0"),
        size_bytes=1,
        source=ModelSource.OLLAMA,
        also_named=("llama3.2:latest",),
    )
    assert find_model("llama3.2:latest", [*named("llama"), model]) is model
    assert find_model("LLAMA3.2:3B", [model]) is model


def test_of_copies_the_one_in_the_models_folder_is_meant_and_others_are_told_apart() -> None:
    copies = [
        InstalledModel(name="tiny", path=Path(f"/{source}/tiny.gguf"), size_bytes=5, source=source)
        for source in (ModelSource.OLLAMA, ModelSource.ADDED, ModelSource.FOLDER)
    ]
    assert find_model("tiny", copies).source is ModelSource.FOLDER
    other = InstalledModel(name="tiny", path=Path("/other/tiny.gguf"), size_bytes=6, source=ModelSource.ADDED)
    with pytest.raises(ModelNotFoundError, match=r"tiny \(/folder\), tiny \(/other\)"):
        find_model("tiny", [copies[2], other])


def test_the_default_is_one_of_ours_before_one_of_another_program() -> None:
    theirs = InstalledModel(name="aaa", path=Path("/o/a"), size_bytes=1, source=ModelSource.OLLAMA)
    assert default_model([theirs, *named("zzz")], Path("/data")).name == "zzz"
    assert default_model([theirs], Path("/data")) is theirs
