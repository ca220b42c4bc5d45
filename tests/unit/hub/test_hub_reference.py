"""What a person writes or pastes to name a model."""

from __future__ import annotations

import pytest
from hostile_hub_names import HOSTILE_HUB_NAMES
from hypothesis import given
from hypothesis import strategies as st
from inglenook_desktop.hub.reference import BadReferenceError, ModelReference, parse_reference

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def parsed(text: str) -> tuple[ModelReference | None, str]:
    """What it means, or the sentence with which it is refused."""
    try:
        return parse_reference(text), ""
    except BadReferenceError as error:
        return None, str(error)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("org/name", ModelReference(repository="org/name")),
        (" org/name \n", ModelReference(repository="org/name")),
        ("org/name:Q4_K_M", ModelReference(repository="org/name", quantization="Q4_K_M")),
        ("org/name@v1.0", ModelReference(repository="org/name", revision="v1.0")),
        ("org/name@refs/pr/3", ModelReference(repository="org/name", revision="refs/pr/3")),
        ("org/name:UD-Q4_K_XL@v1", ModelReference(repository="org/name", quantization="UD-Q4_K_XL", revision="v1")),
        (f"org/name@{COMMIT}", ModelReference(repository="org/name", revision=COMMIT)),
        ("hf.co/org/name", ModelReference(repository="org/name")),
        ("hf.co/org/name:q4_k_m", ModelReference(repository="org/name", quantization="q4_k_m")),
        ("huggingface.co/org/name:Q8_0@main", ModelReference(repository="org/name", quantization="Q8_0")),
        ("hf://org/name", ModelReference(repository="org/name")),
        ("https://huggingface.co/org/name", ModelReference(repository="org/name")),
        ("https://huggingface.co/org/name/", ModelReference(repository="org/name")),
        ("HTTPS://HuggingFace.co/org/name?library=x#top", ModelReference(repository="org/name")),
        ("https://huggingface.co/org/name/tree/main", ModelReference(repository="org/name")),
        ("https://huggingface.co/org/name/tree/v2/UD-Q4_K_XL", ModelReference(repository="org/name", revision="v2")),
        ("https://huggingface.co/org/name/discussions/3", ModelReference(repository="org/name")),
        (
            "https://huggingface.co/org/name/tree/refs%2Fpr%2F1",
            ModelReference(repository="org/name", revision="refs/pr/1"),
        ),
        (
            "https://huggingface.co/org/name/blob/main/UD-Q4_K_XL/m-00001-of-00002.gguf",
            ModelReference(repository="org/name", filename="UD-Q4_K_XL/m-00001-of-00002.gguf"),
        ),
        (
            "https://huggingface.co/org/name/resolve/v2/m%20Q8_0.gguf?download=true",
            ModelReference(repository="org/name", revision="v2", filename="m Q8_0.gguf"),
        ),
        (
            "https://huggingface.co/org/name?show_file_info=m-Q4_K_M.gguf",
            ModelReference(repository="org/name", filename="m-Q4_K_M.gguf"),
        ),
        ("org/name/sub/m-Q4_K_M.gguf", ModelReference(repository="org/name", filename="sub/m-Q4_K_M.gguf")),
        ("http://127.0.0.1:8080/org/name:Q4_0", ModelReference(repository="org/name", quantization="Q4_0")),
    ],
)
def test_what_people_write(text: str, expected: ModelReference) -> None:
    assert parse_reference(text, hosts=["127.0.0.1:8080"]) == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "lacks its author"),
        ("name", "lacks its author"),
        ("llama3.2:3b", "lacks its author"),
        ("org/name:", "names no model"),
        ("org/name@", "names no model"),
        ("org/name:Q4:Q5", "names no model"),
        ("org/name/other", "too many parts"),
        ("..org/x", "is not the name of a repository"),
        ("../..", "a path on this machine"),
        ("org/na me", "is not the name of a repository"),
        ("org/name@../../x", "revision"),
        ("https://example.org/org/name", "not the hub"),
        ("https://huggingface.co.example.org/org/name", "not the hub"),
        ("https://user:secret@huggingface.co/org/name", "not the hub"),
        ("https://huggingface.co/datasets/org/name", "a data set"),
        ("https://huggingface.co/spaces/org/name", "a space"),
        ("https://huggingface.co/org", "lacks its author"),
        ("https://huggingface.co/org/name/resolve/main/../../x.gguf", "cannot be kept"),
        ("https://[::1/org/name", "no address"),
        ("file:///etc/passwd", "no address of the hub"),
        ("C:\\models\\x.gguf", "lacks its author"),
        ("/home/me/x.gguf", "a path on this machine"),
        ("~/x.gguf", "a path on this machine"),
        ("/name", "a path on this machine"),
        ("x" * 5000, "too long"),
    ],
)
def test_what_is_none_is_told_with_what_would_be(text: str, says: str) -> None:
    with pytest.raises(BadReferenceError) as refused:
        parse_reference(text)

    assert says in str(refused.value)
    assert "org/name:Q4_K_M" in str(refused.value)


def test_another_hub_is_none_until_it_is_the_one_that_is_asked() -> None:
    address = "https://hub.example.org/org/name"
    with pytest.raises(BadReferenceError, match="HF_ENDPOINT"):
        parse_reference(address)

    assert parse_reference(address, hosts=["hub.example.org"]).repository == "org/name"


@pytest.mark.parametrize("name", HOSTILE_HUB_NAMES, ids=ascii)
def test_a_hostile_name_behind_a_repository_is_refused_in_a_sentence_that_can_be_shown(name: str) -> None:
    for text in (f"https://huggingface.co/org/name/resolve/main/{name}", f"org/name/{name}"):
        reference, refusal = parsed(text)
        assert refusal.isprintable()
        if reference is not None:
            assert reference.repository == "org/name"
            assert ".." not in reference.filename.split("/")
            assert reference.filename.isprintable()


@given(st.text(max_size=200))
def test_no_text_does_more_than_name_a_model_or_be_refused(text: str) -> None:
    reference, refusal = parsed(text)

    assert refusal.isprintable()
    assert reference is None or reference.repository.count("/") == 1


def test_a_reference_is_written_as_it_is_read() -> None:
    for text in ("org/name", "org/name:Q4_K_M", "org/name@v1", "org/name:Q4_K_M@v1"):
        assert str(parse_reference(text)) == text
