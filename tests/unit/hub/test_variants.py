"""Files of a repository as what a person chooses between, as real publishers name them."""

from __future__ import annotations

import pytest
from hostile_hub_names import HOSTILE_HUB_NAMES
from hypothesis import given
from hypothesis import strategies as st
from inglenook_desktop.fetcher.protocol import HubFile
from inglenook_desktop.hub.quality import WORDS, Quality, place_of, quality_of
from inglenook_desktop.hub.variants import (
    AsideKind,
    Contents,
    FreeMemory,
    NoVariantError,
    Variant,
    contents_of,
    nothing_here,
    pick,
    pick_file,
    quantization_in,
    right_one,
)

GB = 1_000_000_000


def files(*names: str, size_bytes: int = GB) -> list[HubFile]:
    return [HubFile(name=name, size_bytes=size_bytes, digest="0" * 64) for name in names]


def sized(**sizes: float) -> Contents:
    """A repository with these quantizations, in GB."""
    made = [HubFile(name=f"m-{kind}.gguf", size_bytes=int(gb * GB), digest="0" * 64) for kind, gb in sizes.items()]
    return contents_of(made)


def tags(contents: Contents) -> list[str]:
    return [one.tag for one in contents.variants]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Qwen3-8B-Q4_K_M", "Q4_K_M"),  # most
        ("Qwen3-8B-UD-Q4_K_XL", "UD-Q4_K_XL"),  # unsloth
        ("UD-IQ2_XXS/DeepSeek-R1-UD-IQ2_XXS", "UD-IQ2_XXS"),
        ("BF16/Qwen3-235B-A22B-BF16", "BF16"),
        ("Qwen3-8B-UD-TQ1_0", "UD-TQ1_0"),
        ("Qwen3-4B-Q2_K_L", "Q2_K_L"),
        ("Llama-3.2-3B-Instruct-Q3_K_XL", "Q3_K_XL"),  # bartowski
        ("Llama-3.2-3B-Instruct-Q4_0_4_8", "Q4_0_4_8"),
        ("google_gemma-3-12b-it-bf16", "BF16"),
        ("Meta-Llama-3.1-8B-Instruct-f32", "F32"),
        ("gpt-oss-20b-mxfp4", "MXFP4"),  # ggml-org
        ("gpt-oss-20b-MXFP4_MOE", "MXFP4_MOE"),
        ("stories15M-q4_0", "Q4_0"),
        ("qwen2.5-7b-instruct-fp16", "F16"),  # Qwen
        ("Phi-3-mini-4k-instruct-q4", "Q4"),  # Microsoft
        ("llama-2-7b-chat.Q5_K_S", "Q5_K_S"),  # TheBloke
        ("Mistral-Nemo.i1-IQ3_XXS", "IQ3_XXS"),  # mradermacher
        ("Model-IQ4_NL", "IQ4_NL"),
        ("Model-IQ4_KS", "IQ4_KS"),  # ik_llama.cpp
        ("L3-8B-Stheno-v3.2-Q4_K_M-imat", "Q4_K_M"),
        ("Q8_0/model", "Q8_0"),
        ("model", ""),
        ("Qwen3-8B", ""),
        ("IQ-test-model", ""),
        ("SQ4_K_Mx", ""),
    ],
)
def test_the_quantization_in_a_name(path: str, expected: str) -> None:
    assert quantization_in(path) == expected


def test_one_variant_a_file_the_best_first() -> None:
    contents = contents_of(
        files("M-Q2_K.gguf", "M-Q8_0.gguf", "M-BF16.gguf", "M-Q4_K_M.gguf", "M-IQ1_S.gguf", "M-Q6_K.GGUF")
    )

    assert tags(contents) == ["BF16", "Q8_0", "Q6_K", "Q4_K_M", "Q2_K", "IQ1_S"]
    assert not contents.aside


def test_the_parts_of_a_split_model_are_one_variant_in_their_order() -> None:
    names = [f"BF16/M-BF16-0000{number}-of-00003.gguf" for number in (3, 1, 2)]
    (variant,) = contents_of(files(*names)).variants

    assert [file.name[-15] for file in variant.files] == ["1", "2", "3"]
    assert variant.is_split
    assert variant.is_usable
    assert variant.size_bytes == 3 * GB
    assert variant.tag == "BF16"


def test_a_split_model_with_a_part_missing_is_said_and_not_downloaded() -> None:
    contents = contents_of(files("M-Q4_K_M-00001-of-00003.gguf", "M-Q4_K_M-00003-of-00003.gguf"))

    (variant,) = contents.variants
    assert variant.missing_parts == 1
    assert not variant.is_usable
    with pytest.raises(NoVariantError, match="only 2 of the 3 parts"):
        pick(contents, "Q4_K_M", "org/name")
    assert right_one(contents, FreeMemory(ram_bytes=100 * GB)) is None


@pytest.mark.parametrize("shard", ["00000-of-00002", "00003-of-00002", "00001-of-00000"])
def test_a_part_beyond_its_count_is_a_file_of_its_own(shard: str) -> None:
    (variant,) = contents_of(files(f"M-Q4_K_M-{shard}.gguf")).variants

    assert not variant.missing_parts


def test_two_sets_of_parts_of_one_quantization_stay_apart() -> None:
    two = [f"M-Q4_K_M-0000{n}-of-00002.gguf" for n in (1, 2)]
    three = [f"M-Q4_K_M-0000{n}-of-00003.gguf" for n in (1, 2, 3)]
    contents = contents_of(files(*two, *three))

    assert sorted(len(one.files) for one in contents.variants) == [2, 3]
    assert len(set(tags(contents))) == 2
    for one in contents.variants:
        assert pick(contents, one.tag, "org/name") is one


def test_two_models_of_one_quantization_are_named_by_their_files() -> None:
    contents = contents_of(files("small/M-1B-Q4_K_M.gguf", "large/M-7B-Q4_K_M.gguf", "large/M-7B-Q8_0.gguf"))

    assert set(tags(contents)) == {"M-1B-Q4_K_M", "M-7B-Q4_K_M", "Q8_0"}
    with pytest.raises(NoVariantError, match="means 2 models of org/name: M-"):
        pick(contents, "q4_k_m", "org/name")
    assert pick(contents, "m-7b-q4_k_m", "org/name").files[0].name == "large/M-7B-Q4_K_M.gguf"


def test_what_is_no_model_of_its_own_is_set_aside() -> None:
    contents = contents_of(
        files(
            "M-Q4_K_M.gguf",
            *("mmproj-BF16.gguf", "mmproj-google_gemma-3-12b-it-f16.gguf", "M.mmproj-f16.gguf"),
            *("imatrix_unsloth.dat", "imatrix_unsloth.gguf_file", "M-imatrix.gguf", "M.imatrix.gguf"),
            *("M-180b.Q4_K_M.gguf-split-a", "M.i1-Q6_K.gguf.part1of2"),
            *("ggml-vocab-llama.gguf", "README.md", ".gitattributes", "config.json", "M-Q4_K_M.gguf.sha256"),
        )
    )

    assert tags(contents) == ["Q4_K_M"]
    assert len(contents.projectors) == 3
    assert len(contents.files_aside(AsideKind.IMATRIX)) == 4
    assert len(contents.files_aside(AsideKind.CUT)) == 2
    assert len(contents.files_aside(AsideKind.VOCABULARY)) == 1
    assert len(contents.files_aside(AsideKind.OTHER)) == 4


def test_a_model_quantized_with_an_imatrix_is_a_model() -> None:
    assert tags(contents_of(files("Mistral-7B-imatrix-Q4_K_S.gguf"))) == ["Q4_K_S"]


@pytest.mark.parametrize("name", HOSTILE_HUB_NAMES, ids=ascii)
def test_a_hostile_name_is_set_aside_or_harmless(name: str) -> None:
    contents = contents_of(files(name, "M-Q8_0.gguf"))

    assert "Q8_0" in tags(contents)
    for variant in contents.variants:
        for file in variant.files:
            assert ".." not in file.name.split("/")
            assert not file.name.startswith(("/", "\\"))
            assert variant.tag.isprintable()


def test_most_of_the_hostile_names_are_refused() -> None:
    aside = contents_of(files(*HOSTILE_HUB_NAMES)).files_aside(AsideKind.BAD_NAME)

    assert len(HOSTILE_HUB_NAMES) == 60
    assert len(aside) >= 50


@given(st.lists(st.text(max_size=60), max_size=8, unique=True), st.booleans())
def test_no_names_break_the_grouping(names: list[str], has_ending: bool) -> None:
    given_files = files(*(f"{name}.gguf" if has_ending else name for name in names))
    contents = contents_of(given_files)

    in_variants = sum(len(one.files) for one in contents.variants)
    assert in_variants + len(contents.aside) == len(given_files)
    assert len(set(tags(contents))) == len(contents.variants)


SHARDS = st.builds(
    "{}{}-{:05d}-of-{:05d}.gguf".format,
    st.sampled_from(["", "a/", "b/"]),
    st.sampled_from(["M", "M-Q4_K_M", "M-Q8_0"]),
    st.integers(0, 4),
    st.integers(0, 4),
)


@given(st.lists(SHARDS, max_size=20, unique=True))
def test_every_tag_leads_to_its_variant(names: list[str]) -> None:
    contents = contents_of(files(*names))

    assert len({one.tag.casefold() for one in contents.variants}) == len(contents.variants)
    for one in contents.variants:
        if one.is_usable:
            assert pick(contents, one.tag, "org/name") is one


def test_a_variant_is_picked_by_tag_file_or_case() -> None:
    contents = contents_of(files("M-Q4_K_M.gguf", "M-UD-Q4_K_XL.gguf"))

    for wanted in ("Q4_K_M", "q4_k_m", "M-Q4_K_M", "m-q4_k_m.gguf"):
        assert pick(contents, wanted, "org/name").tag == "Q4_K_M"
    assert pick_file(contents, "M-UD-Q4_K_XL.gguf", "org/name").tag == "UD-Q4_K_XL"


def test_names_that_differ_in_case_alone_are_picked_as_they_are_written() -> None:
    contents = contents_of(files("m.gguf", "M.gguf"))

    assert {pick(contents, tag, "org/name").files[0].name for tag in ("m", "M")} == {"m.gguf", "M.gguf"}


def test_what_is_not_there_is_told_with_what_is() -> None:
    contents = contents_of(files("M-Q4_K_M.gguf", "M-Q8_0.gguf", "mmproj-F16.gguf"))

    with pytest.raises(NoVariantError, match=r"has no Q5_K_M\. It has Q8_0, Q4_K_M\."):
        pick(contents, "Q5_K_M", "org/name")
    with pytest.raises(NoVariantError, match="no model that could be downloaded"):
        pick_file(contents, "mmproj-F16.gguf", "org/name")
    assert "no GGUF file" in nothing_here(contents_of(files("model.safetensors")), "org/name")


@pytest.mark.parametrize("kind", ["IQ4_KS", "IQ3_K", "Q4_0_4_8", "Q8_K_R8", "FP8"])
def test_what_was_made_for_another_program_is_shown_and_not_downloaded(kind: str) -> None:
    contents = contents_of(files(f"M-{kind}.gguf"))

    assert contents.variants[0].quality is Quality.BROKEN
    with pytest.raises(NoVariantError, match="another program"):
        pick(contents, kind, "org/name")


def test_an_empty_file_is_not_downloaded() -> None:
    with pytest.raises(NoVariantError, match="is empty"):
        pick(contents_of(files("M-Q4_K_M.gguf", size_bytes=0)), "Q4_K_M", "org/name")


@pytest.mark.parametrize(
    ("kind", "quality"),
    [
        ("BF16", Quality.ORIGINAL),
        ("Q8_0", Quality.NEAR_ORIGINAL),
        ("UD-Q8_K_XL", Quality.NEAR_ORIGINAL),
        ("Q6_K_L", Quality.NEAR_ORIGINAL),
        ("Q5_K_M", Quality.VERY_GOOD),
        ("Q4_K_M", Quality.GOOD),
        ("UD-Q4_K_XL", Quality.GOOD),
        ("MXFP4", Quality.GOOD),
        ("IQ4_XS", Quality.GOOD),
        ("Q4_0", Quality.WORSE),
        ("Q3_K_M", Quality.WORSE),
        ("Q3_K_XL", Quality.WORSE),
        ("Q2_K", Quality.MUCH_WORSE),
        ("UD-IQ1_S", Quality.POOR),
        ("", Quality.UNKNOWN),
        ("Q7_X", Quality.UNKNOWN),
    ],
)
def test_what_a_quantization_costs_in_quality(kind: str, quality: Quality) -> None:
    assert quality_of(kind) is quality


def test_every_quality_has_words() -> None:
    assert set(WORDS) == set(Quality)


def test_the_order_within_a_quality_is_that_of_the_measured_perplexity() -> None:
    order = [
        "Q8_0",
        "Q6_K",
        "Q5_K_M",
        "Q5_K_S",
        "Q5_0",
        "Q4_K_M",
        "Q4_K_S",
        "Q4_0",
        "Q3_K_L",
        "Q3_K_M",
        "Q3_K_S",
        "Q2_K",
    ]

    assert sorted(order, key=place_of, reverse=True) == order


LADDER = {"BF16": 16.4, "Q8_0": 8.7, "Q6_K": 6.7, "Q5_K_M": 5.9, "Q4_K_M": 5.0, "Q3_K_M": 4.1, "Q2_K": 3.3}


@pytest.mark.parametrize(
    ("ram_gb", "gpus_gb", "expected"),
    [
        (64, (24,), "Q8_0"),  # never the original where nearly the original is there
        (64, (10,), "Q6_K"),
        (64, (8,), "Q5_K_M"),
        (64, (6.4,), "Q4_K_M"),
        (64, (4, 4), "Q5_K_M"),  # two GPUs together
        (64, (2,), "Q4_K_M"),  # does not fit the GPU: as without one
        (64, (), "Q4_K_M"),  # without a GPU the usual one: a larger one is slower
        (6, (), "Q3_K_M"),
        (4.7, (), "Q2_K"),
        (2, (), None),
        (0, (), None),
    ],
)
def test_the_one_for_a_machine(ram_gb: float, gpus_gb: tuple[float, ...], expected: str | None) -> None:
    memory = FreeMemory(ram_bytes=int(ram_gb * GB), gpus=tuple(int(gb * GB) for gb in gpus_gb))
    chosen = right_one(sized(**LADDER), memory)

    assert (chosen.tag if chosen else None) == expected


def test_a_small_model_is_taken_at_its_best_without_a_gpu() -> None:
    chosen = right_one(sized(F16=2.5, Q8_0=1.3, Q4_K_M=0.8), FreeMemory(ram_bytes=8 * GB))

    assert chosen is not None
    assert chosen.tag == "Q8_0"


def test_the_original_is_taken_where_there_is_nothing_else() -> None:
    chosen = right_one(sized(F16=2.5), FreeMemory(ram_bytes=8 * GB))

    assert chosen is not None
    assert chosen.tag == "F16"


def test_a_better_figure_than_the_size_decides_where_there_is_one() -> None:
    def long_context(one: Variant) -> int:
        return one.size_bytes + 10 * GB

    memory = FreeMemory(ram_bytes=16 * GB)
    assert right_one(sized(**LADDER), memory, needed_bytes=long_context).tag == "Q3_K_M"  # type: ignore[union-attr]


def test_what_is_not_judged_is_never_chosen() -> None:
    assert right_one(contents_of(files("model.gguf")), FreeMemory(ram_bytes=64 * GB)) is None
