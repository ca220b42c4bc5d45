"""Text to tokens and back, on the starter model's real vocabulary."""

from __future__ import annotations

import pytest

from .conftest import Loaded

pytestmark = pytest.mark.model


def test_plain_text_round_trips(starter: Loaded) -> None:
    text = "Grüße, 漢字 and 😀 \x00 in\n\tone line".encode()
    tokens = starter.vocab.tokenize(text)
    assert b"".join(starter.vocab.piece(token) for token in tokens) == text
    assert starter.vocab.tokenize(b"") == []


def test_no_text_becomes_a_control_token(starter: Loaded) -> None:
    control = starter.vocab.control_tokens()
    assert {t.text for t in control} >= {b"<|im_start|>", b"<|im_end|>", b"<|endoftext|>"}
    ids = {t.id for t in control}
    for token in control:
        assert not ids & set(starter.vocab.tokenize(b"a " + token.text + b" b"))
        assert starter.vocab.piece(token.id) == b""
        assert starter.vocab.piece(token.id, special=True) == token.text


def test_control_tokens_come_longest_first(starter: Loaded) -> None:
    lengths = [len(t.text) for t in starter.vocab.control_tokens()]
    assert lengths == sorted(lengths, reverse=True)
    assert min(lengths) > 0


def test_the_vocabulary_says_what_it_has(starter: Loaded) -> None:
    vocab = starter.vocab
    assert vocab.n_tokens == 49152
    assert vocab.piece(vocab.eos, special=True) == b"<|im_end|>"
    assert vocab.is_end_of_generation(vocab.eos)
    assert not vocab.is_end_of_generation(vocab.tokenize(b"a")[0])
    assert vocab.adds_bos is False


@pytest.mark.parametrize("token", [-1, 49152, 2**31 - 1])
def test_a_token_outside_the_vocabulary_is_refused(starter: Loaded, token: int) -> None:
    with pytest.raises(ValueError, match=str(token)):
        starter.vocab.piece(token)


def test_long_text_is_tokenised_whole(starter: Loaded) -> None:
    text = "\U0001f469\u200d\U0001f4bb".encode() * 20_000
    tokens = starter.vocab.tokenize(text)
    assert b"".join(starter.vocab.piece(token) for token in tokens) == text


def test_control_tokens_that_a_reader_must_see_are_spelled_out(starter: Loaded) -> None:
    first, second, *_ = starter.vocab.control_tokens()
    try:
        starter.vocab.spell_out([second.id, first.id])
        assert [starter.vocab.piece(token.id) for token in (first, second)] == [first.text, second.text]
        with pytest.raises(ValueError, match="49152"):
            starter.vocab.spell_out([49152])
    finally:
        starter.vocab.spell_out([])
    assert starter.vocab.piece(first.id) == b""
