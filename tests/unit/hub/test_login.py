"""Where a login at the hub comes from. The keyring is a real program on the path, that answers as the real one does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from inglenook_desktop.hub.login import describe_login, keyring_token, token_file

CANARY = "hf_canary_of_the_tests"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-in for the program is a script")


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `keyring` program that prints what is in the file beside it, and fails without one."""
    monkeypatch.setitem(sys.modules, "keyring", None)  # the library, where a machine has it, would be asked first
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "keyring"
    program.write_text(
        '#!/bin/sh\n[ "$1 $2 $3" = "get inglenook huggingface" ] || exit 2\ncat "$(dirname "$0")/secret"\n', "ascii"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return folder / "secret"


def test_the_token_of_the_keyring(keyring: Path) -> None:
    keyring.write_text(CANARY + "\n", "ascii")

    assert keyring_token() == CANARY


@pytest.mark.parametrize("text", ["", "\n", "two words", "a\nb", "x" * 5000, "tökén", "a\x1b[2J"])
def test_what_is_no_token_is_none(keyring: Path, text: str) -> None:
    keyring.write_text(text, "utf-8")

    assert keyring_token() is None


def test_a_keyring_without_one_or_none_at_all(keyring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert keyring_token() is None
    monkeypatch.setenv("PATH", "/nonexistent")
    assert keyring_token() is None


def test_where_hf_keeps_its_login() -> None:
    assert token_file({"HF_TOKEN_PATH": "/t/token"}) == Path("/t/token")
    assert token_file({"HF_HOME": "/hf"}) == Path("/hf/token")
    assert token_file({"XDG_CACHE_HOME": "/cache"}) == Path("/cache/huggingface/token")
    assert token_file({}) == Path.home() / ".cache/huggingface/token"


def test_a_login_is_described_and_never_shown(tmp_path: Path, keyring: Path) -> None:
    keyring.write_text(CANARY, "ascii")
    (tmp_path / "token").write_text(CANARY, "ascii")
    described = [
        describe_login({"HF_TOKEN": CANARY}),
        describe_login({"HF_HOME": str(tmp_path)}),
        describe_login({"HF_HOME": str(tmp_path / "other")}),
    ]

    assert [one.split(",")[0] for one in described] == ["the variable HF_TOKEN", "hf's own login", "the keyring"]
    assert not any(CANARY in one for one in described)


def test_no_login(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert describe_login({"HF_HOME": str(tmp_path)}) == "none"
