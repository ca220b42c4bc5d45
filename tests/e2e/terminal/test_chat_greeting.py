"""What a chat in the terminal says of a model that got less than usual because more did not fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fakes_engine import MODEL, loads
from inglenook_engine.protocol import Ready
from inglenook_engine.types import Choice, KvType

LESS = (
    Choice(setting="context", value="4,096 tokens", reason="More, such as the usual 8,192, does not fit."),
    Choice(setting="KV cache", value="q8_0", reason="About half of f16, which does not fit."),
    Choice(setting="threads", value="2", reason="One for each core."),
)
NARROW = replace(MODEL, n_ctx=4096, n_ctx_train=32768, kv_type=KvType.Q8_0)


@pytest.mark.parametrize("is_asked_for", [False, True])
def test_a_chat_says_once_what_was_cut_and_why(
    with_fake: Callable[..., Any], on_screen: Callable[..., Any], is_asked_for: bool
) -> None:
    program = with_fake(loads=[[*loads()[:-1], Ready(model=NARROW, choices=LESS)]])
    options = ("--context", "4096", "--kv-type", "q8_0") if is_asked_for else ()
    screen = on_screen(program, "chat", "--no-save", "--model", "x.gguf", *options)
    screen.wait_for("Write a message, or /help.")
    assert ("context: 4,096 tokens. More, such as the usual 8,192, does not fit." in screen.text) != is_asked_for
    assert ("KV cache: q8_0. About half of f16, which does not fit." in screen.text) != is_asked_for
    assert "One for each core" not in screen.text
    screen.send("/quit\r")
    assert screen.end() == 0
