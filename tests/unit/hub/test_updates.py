"""What changed at the hub since a model was fetched, the ref that remembers it, and the built-in list."""

from __future__ import annotations

from pathlib import Path

import pytest
from inglenook_desktop.fetcher.protocol import HubFile, Shown
from inglenook_desktop.hub.quality import Quality, quality_of
from inglenook_desktop.hub.recommended import read_recommended, recommended_list, suited
from inglenook_desktop.hub.refs import read_ref, write_ref
from inglenook_desktop.hub.updates import Change, LocalFile, compare, sentence, with_headers
from inglenook_desktop.library.details import HeaderFacts
from inglenook_desktop.library.known_templates import KNOWN

OLD, NEW = "a" * 40, "b" * 40
MINE = LocalFile(name="m-Q4_K_M.gguf", size_bytes=5, digest="1" * 64)


def shown(*files: HubFile, commit: str = NEW) -> Shown:
    return Shown(
        repository="org/name",
        commit=commit,
        licence="",
        is_gated=False,
        is_private=False,
        card="",
        base_model="",
        files=files,
    )


def hub_file(name: str = "m-Q4_K_M.gguf", digest: str = "1" * 64, size_bytes: int = 5) -> HubFile:
    return HubFile(name=name, size_bytes=size_bytes, digest=digest)


def test_the_same_is_no_update_though_the_repository_has_changed() -> None:
    same = compare([MINE], OLD, shown(hub_file()))

    assert same.files[0].change is Change.SAME
    assert not same.is_update
    assert "not this model" in sentence(same)
    assert sentence(compare([MINE], NEW, shown(hub_file()))) == "This is the newest."


def facts(
    template: str = "1", quantization: str = "Q4_K_M", n_ctx: int = 4_096, error: str | None = None
) -> HeaderFacts:
    return HeaderFacts(
        path="",
        name="Qwen3-0.6B",
        full_name="",
        architecture="qwen3",
        quantization=quantization,
        licence="",
        publisher="",
        base_models=(),
        n_ctx_train=n_ctx,
        template_sha256=template,
        template_bytes=1,
        error=error,
    )


@pytest.mark.parametrize(
    ("was", "now", "size_bytes", "says"),
    [
        (facts(), facts(), 5, "; the chat template, quantization, context length and size are the same."),
        (
            facts(),
            facts(),
            6,
            ": it is 1 byte larger; the chat template, quantization and context length are the same.",
        ),
        (facts(), facts("2"), 5, ": the chat template is another one, and not the one known from Qwen/Qwen3-0.6B; "),
        (facts(), facts(KNOWN["Qwen/Qwen3-0.6B"]), 5, "is another one, as Qwen/Qwen3-0.6B published it; "),
        (facts(""), facts("2"), 5, ": it has a chat template now, and not "),
        (facts(), facts(""), 5, ": the chat template is gone; the quantization, "),
        (facts(), facts(quantization="Q4_0"), 5, ": the quantization is Q4_0, it was Q4_K_M; the chat template, "),
        (facts(quantization=""), facts(quantization=""), 5, "; the chat template, context length and size are the"),
        (facts(), facts(quantization="", n_ctx=0), 5, "; the chat template and size are the same."),
        (facts(), facts(n_ctx=32_768), 5, ": the context length is 32,768 tokens, it was 4,096; the chat template, "),
        (facts(), facts("2", "Q8_0", 8), 7_000_000, " was 4,096; the size is 7 MB, it was 0 MB."),
        (facts(), facts(error="x"), 6, "since this was downloaded."),
        (None, facts(), 6, "since this was downloaded."),
        (facts(), None, 6, "since this was downloaded."),
    ],
)
def test_another_file_under_the_name_is_an_update_and_says_what_of_it(
    was: HeaderFacts | None, now: HeaderFacts | None, size_bytes: int, says: str
) -> None:
    update = with_headers(compare([MINE], OLD, shown(hub_file(digest="2" * 64, size_bytes=size_bytes))), was, now)

    assert update.is_update
    assert update.header_change == update.files[0]
    assert update.files[0].change is Change.CHANGED
    assert sentence(update).startswith("1 file of org/name changed at the hub since this was downloaded")
    assert says in sentence(update)
    assert sentence(update).endswith(". What is here stays until you download it again.")


def test_one_part_of_several_that_changed_is_an_update() -> None:
    parts = [LocalFile(name=f"m-{n}", size_bytes=5, digest=str(n) * 64) for n in (1, 2)]
    update = compare(parts, OLD, shown(hub_file("m-1", "1" * 64), hub_file("m-2", "3" * 64)))

    assert update.is_update
    assert [file.change for file in update.files] == [Change.SAME, Change.CHANGED]
    assert update.header_change is None  # the header of the first part is what it was: nothing is asked for it


def test_gone_and_renamed_are_no_updates() -> None:
    gone = compare([MINE], OLD, shown(hub_file("other.gguf", "2" * 64)))
    renamed = compare([MINE], OLD, shown(hub_file("other.gguf")))

    assert gone.files[0].change is Change.GONE
    assert "does not offer" in sentence(gone)
    assert renamed.files[0].change is Change.RENAMED
    assert not gone.is_update
    assert not renamed.is_update


def test_without_a_checksum_another_size_tells_and_the_same_size_tells_nothing() -> None:
    mine = LocalFile(name="m-Q4_K_M.gguf", size_bytes=5)

    assert compare([mine], OLD, shown(hub_file(size_bytes=6))).is_update
    unknown = compare([mine], OLD, shown(hub_file()))
    assert unknown.files[0].change is Change.UNKNOWN
    assert "cannot be told" in sentence(unknown)


def test_new_quantizations_are_those_that_were_not_there() -> None:
    now = shown(hub_file(), hub_file("m-Q8_0.gguf", "3" * 64))

    assert [one.tag for one in compare([MINE], OLD, now, known_names=["m-Q4_K_M.gguf"]).new_variants] == ["Q8_0"]
    assert compare([MINE], OLD, now).new_variants == ()


def test_a_ref_is_written_as_the_hubs_own_library_does(tmp_path: Path) -> None:
    write_ref(tmp_path, "org/name", "main", OLD)
    write_ref(tmp_path, "org/name", "refs/pr/1", NEW)

    assert (tmp_path / "models--org--name/refs/main").read_text() == OLD
    assert read_ref(tmp_path, "org/name", "main") == OLD
    assert read_ref(tmp_path, "org/name", "refs/pr/1") == NEW
    write_ref(tmp_path, "org/name", "main", NEW)
    assert read_ref(tmp_path, "org/name", "main") == NEW
    assert sorted(path.name for path in (tmp_path / "models--org--name/refs").iterdir()) == ["main", "refs"]


@pytest.mark.parametrize(
    ("repository", "revision", "commit"),
    [("org/name", OLD, OLD), ("org/name", "../../x", OLD), ("../x", "main", OLD), ("org/name", "main", "x")],
)
def test_what_is_no_ref_writes_nothing(tmp_path: Path, repository: str, revision: str, commit: str) -> None:
    write_ref(tmp_path, repository, revision, commit)

    assert list(tmp_path.iterdir()) == []
    assert read_ref(tmp_path, repository, revision) == ""


def test_the_built_in_list_is_whole() -> None:
    known = recommended_list()

    assert known.date == "2026-11-21"
    assert {model.memory_gb for model in known.models} == {4, 8, 16, 24, 48, 80}
    for model in known.models:
        assert model.licence
        assert quality_of(model.reference.quantization) > Quality.WORSE
        assert model.size_bytes * 1.125 + 600_000_000 < model.memory_gb * 1e9 * 0.9, model.title
    assert len({str(model.reference) for model in known.models}) == len(known.models)


@pytest.mark.parametrize(
    ("memory_gb", "expected"), [(1, 4), (3.9, 4), (8, 8), (14.5, 16), (16, 16), (33, 24), (47, 48), (64, 48), (500, 80)]
)
def test_the_class_of_a_machine(memory_gb: float, expected: int) -> None:
    fit = suited(recommended_list().models, int(memory_gb * 1e9))

    assert fit
    assert {model.memory_gb for model in fit} == {expected}


def test_a_list_with_a_bad_name_is_found_by_its_test() -> None:
    with pytest.raises(Exception, match="lacks its author"):
        read_recommended(
            'date="x"\nwas_checked_online=false\n[[model]]\nrepository="x"\nquantization="Q4_K_M"\ntitle=""\npublisher=""\n'
        )
