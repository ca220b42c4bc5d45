"""The hub's answers about repositories: true ones, odd ones, hostile ones."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inglenook_desktop.fetcher import listing
from inglenook_desktop.fetcher.protocol import MAX_FILES, Found, HubFile, Search, SearchOrder, Shown
from inglenook_desktop.fetcher.wire import MAX_LINE_BYTES, encode

COMMIT = "c" * 40
SHA256 = "d" * 64
SHA1 = "e" * 40

REAL = {
    "_id": "66e6d0d0a1",
    "id": "Qwen/Qwen2.5-1.5B-Instruct-GGUF",
    "private": False,
    "gated": False,
    "downloads": 123456,
    "likes": 78,
    "lastModified": "2024-09-20T06:29:27.000Z",
    "pipeline_tag": "text-generation",
    "tags": ["gguf", "chat", "base_model:quantized:Qwen/Qwen2.5-1.5B-Instruct", "license:apache-2.0", "region:us"],
    "cardData": {"license": "apache-2.0", "base_model": ["Qwen/Qwen2.5-1.5B-Instruct"], "language": ["en"]},
    "gguf": {"total": 1777088000, "architecture": "qwen2", "context_length": 32768, "chat_template": "{{ x }}"},
    "usedStorage": 15600000000,
}


def sibling(name: object, **fields: object) -> dict[str, Any]:
    return {
        "rfilename": name,
        "size": 5,
        "blobId": SHA1,
        "lfs": {"sha256": SHA256, "size": 5, "pointerSize": 134},
        **fields,
    }


def test_a_real_answer_to_a_search() -> None:
    (one,) = listing.found([REAL], 30).repositories

    assert one.name == "Qwen/Qwen2.5-1.5B-Instruct-GGUF"
    assert (one.downloads, one.likes, one.size_bytes) == (123456, 78, 15600000000)
    assert (one.licence, one.base_model) == ("apache-2.0", "Qwen/Qwen2.5-1.5B-Instruct")
    assert (one.architecture, one.n_context, one.n_parameters) == ("qwen2", 32768, 1777088000)
    assert (one.updated_at, one.is_gated, one.is_private) == ("2024-09-20T06:29:27Z", False, False)


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"cardData": {"license": "other", "license_name": "qwen-research"}}, "qwen-research"),
        ({"cardData": {"license": "other"}}, "other"),
        ({"cardData": {"license": ["mit", "bsd"]}}, "mit"),
        ({"cardData": None}, "apache-2.0"),
        ({"cardData": {}, "tags": []}, ""),
        ({"cardData": {"license": {"x": 1}}, "tags": "license:mit"}, ""),
    ],
)
def test_where_a_licence_is_found(fields: dict[str, Any], licence: str) -> None:
    (one,) = listing.found([{**REAL, **fields}], 30).repositories

    assert one.licence == licence


@pytest.mark.parametrize("gated", ["auto", "manual", True])
def test_what_is_gated_is_told(gated: object) -> None:
    (one,) = listing.found([{**REAL, "gated": gated}], 30).repositories

    assert one.is_gated


def test_what_a_search_asks_for() -> None:
    asked = listing.parameters(Search(query=" qwen\x1b\n2.5 ", author="Qwen", sort=SearchOrder.TRENDING), 20)

    assert {**asked, "expand": ()} == {
        "filter": "gguf",
        "search": "qwen 2.5",
        "author": "Qwen",
        "sort": "trendingScore",
        "limit": 20,
        "expand": (),
    }


@pytest.mark.parametrize("name", ["../../etc", "a/b/c", "org/na\x1bme", "org/\u202ename", "", None, 5, "o" * 200])
def test_a_repository_that_cannot_be_named_is_left_out_and_counted(name: object) -> None:
    found = listing.found([{**REAL, "id": name}, REAL, "no object"], 30)

    assert [one.name for one in found.repositories] == [REAL["id"]]
    assert found.n_left_out == 2


def test_files_with_their_sizes_and_checksums() -> None:
    siblings = [sibling("sub/model.gguf"), {"rfilename": "README.md", "size": 3, "blobId": SHA1}]

    shown = listing.shown({**REAL, "sha": COMMIT, "siblings": siblings}, "org/name")

    assert shown.repository == "org/name"
    assert shown.files == (
        HubFile(name="sub/model.gguf", size_bytes=5, digest=SHA256),
        HubFile(name="README.md", size_bytes=3, digest=SHA1),
    )


@pytest.mark.parametrize(
    "bad",
    [
        sibling("../evil"),
        sibling("x" * 300),
        sibling("a\x00b"),
        sibling("\u202egnp.gguf"),
        sibling(None),
        sibling("a", lfs={"sha256": "../../x", "size": 5}),
        sibling("a", lfs={"sha256": SHA256, "size": -1}),
        sibling("a", lfs={"sha256": SHA256}),
        sibling("a", lfs=None, size=None),
        sibling("a", lfs=None, blobId=7),
        "no object",
        None,
    ],
    ids=ascii,
)
def test_a_file_that_cannot_be_fetched_is_left_out_and_counted(bad: object) -> None:
    shown = listing.shown({**REAL, "sha": COMMIT, "siblings": [bad, sibling("good.gguf")]}, "org/name")

    assert [file.name for file in shown.files] == ["good.gguf"]
    assert shown.n_left_out == 1


def test_a_file_named_twice_counts_once() -> None:
    shown = listing.shown({"sha": COMMIT, "siblings": [sibling("a"), sibling("a", lfs=None, size=9)]}, "org/name")

    assert [file.size_bytes for file in shown.files] == [5]


@pytest.mark.parametrize(
    "answer", [[], None, "x", {}, {"sha": "main", "siblings": []}, {"sha": COMMIT}, {"sha": COMMIT, "siblings": {}}]
)
def test_what_describes_no_repository(answer: object) -> None:
    with pytest.raises(listing.NotAnAnswerError):
        listing.shown(answer, "org/name")


def test_the_largest_answer_fits_into_a_line_of_the_wire() -> None:
    names = [f"{i:05}/" + "模" * 80 + "/" + "型" * 80 for i in range(5000)]
    tags = ["模" * 200] * 500
    shown = listing.shown(
        {**REAL, "sha": COMMIT, "tags": tags, "siblings": [sibling(name) for name in names]}, "org/name"
    )
    found = listing.found([{**REAL, "tags": tags, "pipeline_tag": "模" * 500}] * 100, 100)

    assert 0 < len(shown.files) < MAX_FILES
    assert shown.n_left_out == 5000 - len(shown.files)
    assert len(encode(shown)) + 3 * 200_000 < MAX_LINE_BYTES
    assert len(encode(found)) < MAX_LINE_BYTES


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(sorted(REAL)), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(entry=st.dictionaries(st.sampled_from([*sorted(REAL), "sha", "siblings"]), ANY), sibling_of=ANY)
def test_no_answer_of_any_shape_does_more_than_be_refused(entry: dict[str, Any], sibling_of: object) -> None:
    found = listing.found([entry], 30)
    assert isinstance(found, Found)
    json.loads(encode(found))
    try:
        shown = listing.shown({"sha": COMMIT, "siblings": [sibling_of], **entry}, "org/name")
    except listing.NotAnAnswerError:
        return
    assert isinstance(shown, Shown)
    json.loads(encode(shown))
