"""Names from a hub: which may become names of files here."""

from __future__ import annotations

import pytest
from inglenook_desktop.fetcher.errors import FetchError
from inglenook_desktop.fetcher.names import checked_path, checked_repository, shown
from inglenook_desktop.fetcher.protocol import FetchFailureKind

PLAIN = [
    "model.gguf",
    "Q4_K_M/model-00001-of-00003.gguf",
    ".gitattributes",
    "a b (c) [d] {e} + = , ; ' ~ # % & @ ! $.gguf",
    "模型.gguf",
    "модель.gguf",
    "דגם.gguf",
    "é.gguf",
    "console.gguf",
    "x" * 255,
]
HOSTILE = [
    *("", ".", "..", "../x", "a/../x", "a/..", "./x", "a/./x", "/x", "//x", "a//x", "a/", "/", "..\\x", "a\\..\\x"),
    *("C:", "C:x", "C:/x", "C:\\x", "c:\\windows\\x", "\\\\host\\share\\x", "//host/share/x", "\\\\?\\C:\\x", "\\x"),
    *("x:stream", "x::$DATA", "con", "CON", "con.gguf", "Con.tar.gz", "nul", "aux.gguf", "prn", "com1", "COM1.gguf"),
    *("lpt9", "com¹", "conin$", "a/nul/b", "nul .gguf", "x\0", "\0", "x\ny", "x\ry", "x\ty", "x\x1b[2J", "x\x7f"),
    *("x\x85y", "x\u202egnp.gguf", "x\u2066y", "x\u200by", "x\u200fy", "\ufeffx", "x\u2028y", "\ud800x", "x\U000e0041"),
    *("x.", "x ", " x", "a /b", "a./b", "x" * 256, "x" * 300, "é" * 128, "/".join(["x" * 100] * 11)),
    *("e\u0301.gguf", "a<b", "a>b", 'a"b', "a|b", "a?b", "a*b"),
]


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_name_is_taken_as_it_is(name: str) -> None:
    assert checked_path(name, "file") == name


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_hostile_name_is_refused_with_a_sentence_that_can_be_shown(name: str) -> None:
    with pytest.raises(FetchError) as refused:
        checked_path(name, "file")

    assert refused.value.kind is FetchFailureKind.BAD_NAME
    assert refused.value.message.isprintable()
    assert len(refused.value.message) < 300


@pytest.mark.parametrize("name", ["gpt2", "org/name", "org/name-GGUF", "a_b/c.d", "org/Qwen2.5-1.5B-Instruct-GGUF"])
def test_a_repository_by_its_name(name: str) -> None:
    assert checked_repository(name) == name


@pytest.mark.parametrize(
    "name", ["", "/", "org/", "/name", "a/b/c", "../x", "org/..", "a--b/c", "org/na me", "org/näme", "x" * 97, "o/n\n"]
)
def test_what_is_no_name_of_a_repository(name: str) -> None:
    with pytest.raises(FetchError):
        checked_repository(name)


def test_a_name_in_a_sentence_cannot_act_on_what_shows_it() -> None:
    assert shown("a\x1b]0;x\u202e") == '"a\\u001b]0;x\\u202e"'
    assert len(shown("x" * 5000)) == 62
