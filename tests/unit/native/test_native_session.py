"""The loop on the real starter model, and on a real model with a sliding window."""

from __future__ import annotations

import ctypes
import threading
from dataclasses import dataclass, field

import inglenook_native as native
import llama_cpp
import pytest

from .conftest import Loaded

pytestmark = pytest.mark.model

GREEDY = {"temperature": 0.0}


@dataclass
class Answer:
    tokens: list[int] = field(default_factory=list)
    text: bytes = b""
    finish: native.Finish = native.Finish.NONE
    cached: int = 0
    n_rounds: int = 0


def config(**changes: float) -> native.SamplerConfig:
    values: dict[str, float] = {
        "temperature": 0.7,
        "top_k": 40,
        "top_p": 0.95,
        "min_p": 0.05,
        "typical_p": 1.0,
        "repetition_penalty": 1.0,
        "presence_penalty": 0.0,
        "penalty_last_n": 64,
        "seed": 1,
    }
    return native.SamplerConfig(**(values | changes))  # type: ignore[arg-type]  # ints are among the floats


def chat(loaded: Loaded, question: str) -> list[int]:
    by_text = {t.text: t.id for t in loaded.vocab.control_tokens()}
    start, end = by_text[b"<|im_start|>"], by_text[b"<|im_end|>"]
    vocab = loaded.vocab
    user = vocab.tokenize(f"user\n{question}".encode())
    return [start, *user, end, *vocab.tokenize(b"\n"), start, *vocab.tokenize(b"assistant\n")]


def prefill(session: native.Session, prompt: list[int]) -> None:
    while session.prefill() < len(prompt):
        pass


def prefill_when_free(session: native.Session) -> None:
    """A chunk on a thread of its own: whoever looks at the session in the moment before keeps it out just as well."""
    while True:
        try:
            session.prefill()
        except native.NativeError as error:
            if "another thread" not in str(error):
                raise
        else:
            return


def ask(
    session: native.Session,
    prompt: list[int],
    sampler: native.SamplerConfig,
    *,
    max_tokens: int = 40,
    stop: list[bytes] | None = None,
) -> Answer:
    answer = Answer(cached=session.begin(prompt, sampler, max_tokens=max_tokens, stop=stop or []))
    prefill(session, prompt)
    while answer.finish == native.Finish.NONE:
        outcome = session.decode_round()
        outcome.text.decode()  # always whole characters
        answer.tokens += outcome.tokens
        answer.text += outcome.text
        answer.finish = outcome.finish
        answer.n_rounds += 1
    return answer


def pos_max(context: int) -> int:
    return int(llama_cpp.llama_memory_seq_pos_max(llama_cpp.llama_get_memory(context), 0))


def test_greedy_is_the_arg_max_of_a_bare_llama_decode(starter: Loaded) -> None:
    prompt = chat(starter, "What is the capital of France?")
    answer = ask(starter.session(), prompt, config(**GREEDY), max_tokens=24)

    context = starter.context()
    expected: list[int] = []
    batch = prompt
    while len(expected) < 24:
        tokens = (ctypes.c_int32 * len(batch))(*batch)
        assert llama_cpp.llama_decode(context, llama_cpp.llama_batch_get_one(tokens, len(batch))) == 0
        logits = llama_cpp.llama_get_logits_ith(context, -1)
        token = max(range(starter.vocab.n_tokens), key=logits.__getitem__)
        if starter.vocab.is_end_of_generation(token):
            break
        expected.append(token)
        batch = [token]
    assert answer.tokens == expected
    assert answer.text == b"".join(starter.vocab.piece(t) for t in expected)
    assert b"Paris" in answer.text


def test_a_seed_gives_the_same_text_again_and_another_seed_another(starter: Loaded) -> None:
    prompt = chat(starter, "Tell me a story.")
    texts = [ask(starter.session(), prompt, config(seed=seed, temperature=1.0)).text for seed in (5, 5, 6)]
    assert texts[0] == texts[1]
    assert texts[0] != texts[2]


def test_the_answer_ends_with_the_end_token_which_is_nowhere(starter: Loaded) -> None:
    session = starter.session()
    prompt = chat(starter, "Say only the word yes.")
    answer = ask(session, prompt, config(**GREEDY), max_tokens=0)
    assert answer.finish == native.Finish.STOP_TOKEN
    assert not any(starter.vocab.is_end_of_generation(t) for t in answer.tokens)
    assert session.cached_tokens == prompt + answer.tokens


def test_a_stop_string_ends_before_it(starter: Loaded) -> None:
    prompt = chat(starter, "What is the capital of France?")
    whole = ask(starter.session(), prompt, config(**GREEDY))
    cut = ask(starter.session(), prompt, config(**GREEDY), stop=[b"never", b"Paris"])
    assert cut.finish == native.Finish.STOP_STRING
    assert cut.text == whole.text[: whole.text.index(b"Paris")]
    assert cut.tokens == whole.tokens[: len(cut.tokens)]
    assert b"".join(starter.vocab.piece(t) for t in cut.tokens) in (cut.text, cut.text[:-1])


def test_a_follow_up_prefills_only_its_new_tokens(starter: Loaded) -> None:
    context = starter.context()
    session = native.Session(context, starter.vocab)
    prompt = chat(starter, "Name a colour.")
    first = ask(session, prompt, config(**GREEDY), max_tokens=8)
    assert first.cached == 0
    # the newest token is chosen, not decoded
    assert session.cached_tokens == prompt + first.tokens[:-1]
    assert pos_max(context) + 1 == len(session.cached_tokens)

    second = [*prompt, *first.tokens, *starter.vocab.tokenize(b" and another one")]
    answer = ask(session, second, config(**GREEDY), max_tokens=8)
    assert answer.cached == len(prompt) + len(first.tokens) - 1
    assert session.cached_tokens == second + answer.tokens[:-1]


def test_a_rewound_cache_answers_like_a_fresh_one(starter: Loaded) -> None:
    # counting is far from any near-tie, so another batch shape cannot change it
    counting = starter.vocab.tokenize(" ".join(str(i) for i in range(1, 40)).encode())
    other = starter.vocab.tokenize(b" " + " ".join(str(i) for i in range(100, 180)).encode())
    used = starter.session()
    ask(used, counting[:30] + other, config(**GREEDY), max_tokens=10)
    rewound = ask(used, counting, config(**GREEDY), max_tokens=20)
    fresh = ask(starter.session(), counting, config(**GREEDY), max_tokens=20)
    assert rewound.cached == 30
    assert rewound.tokens == fresh.tokens


def test_the_length_is_exact_and_a_full_context_ends_the_answer(starter: Loaded) -> None:
    prompt = chat(starter, "Write a long story.")
    session = starter.session(n_ctx=256, chunk=7)
    assert len(ask(session, prompt, config(seed=3), max_tokens=1).tokens) == 1
    answer = ask(session, prompt, config(seed=3, temperature=1.4), max_tokens=0)
    assert answer.finish in (native.Finish.LENGTH, native.Finish.STOP_TOKEN)
    while answer.finish != native.Finish.LENGTH:  # some seed writes on until the context is full
        seed = answer.n_rounds
        answer = ask(session, prompt, config(seed=seed, temperature=1.4), max_tokens=0)
    assert len(prompt) + len(answer.tokens) == 256 + 1


def test_a_prompt_that_just_fits_gives_one_token(starter: Loaded) -> None:
    prompt = (starter.vocab.tokenize(b" and") * 256)[:256]
    session = starter.session(n_ctx=256)
    answer = ask(session, prompt, config(**GREEDY), max_tokens=0)
    assert (len(answer.tokens), answer.finish) == (1, native.Finish.LENGTH)
    with pytest.raises(ValueError, match="257 tokens; the context holds 256"):
        session.begin([*prompt, prompt[0]], config(), max_tokens=1, stop=[])


def test_cancel_from_another_thread_stops_decoding(starter: Loaded) -> None:
    session = starter.session()
    prompt = chat(starter, "Write a long story.")
    session.begin(prompt, config(), max_tokens=0, stop=[])
    prefill(session, prompt)
    session.decode_round()
    canceller = threading.Thread(target=session.cancel)
    canceller.start()
    canceller.join()
    assert session.cancelled
    last = session.decode_round()
    assert last.finish == native.Finish.CANCELLED
    with pytest.raises(native.NativeError, match="ended"):
        session.decode_round()


def test_cancel_in_the_middle_of_a_chunk_keeps_the_books_true(starter: Loaded) -> None:
    context = starter.context(n_ctx=4096, n_batch=2048)
    session = native.Session(context, starter.vocab, prefill_chunk_tokens=2048)
    prompt = starter.vocab.tokenize(b"The quick brown fox jumps over the lazy dog. " * 190)[:1900]
    was_cut = False
    for _ in range(20):
        session.begin(prompt[::-1], config(**GREEDY), max_tokens=4, stop=[])
        assert not session.cancelled
        worker = threading.Thread(target=prefill_when_free, args=[session])
        worker.start()
        while worker.is_alive():
            try:
                session.cached_tokens  # noqa: B018  # refused exactly while the other thread computes
            except native.NativeError:
                session.cancel()
                break
        worker.join()
        cached = session.cached_tokens
        assert pos_max(context) + 1 == len(cached)
        assert cached == prompt[::-1][: len(cached)]
        if len(cached) < len(prompt):
            was_cut = True
            break
        session.begin(prompt, config(**GREEDY), max_tokens=4, stop=[])
    assert was_cut
    assert session.decode_round().finish == native.Finish.CANCELLED
    answer = ask(session, prompt[:300], config(**GREEDY), max_tokens=4)
    assert answer.finish == native.Finish.LENGTH


def test_a_second_thread_is_refused_while_one_computes(starter: Loaded) -> None:
    session = starter.session(n_ctx=4096, n_batch=2048, chunk=2048)
    prompt = starter.vocab.tokenize(b"One two three. " * 400)[:1500]
    session.begin(prompt, config(**GREEDY), max_tokens=4, stop=[])
    worker = threading.Thread(target=prefill_when_free, args=[session])
    worker.start()
    refusals = 0
    while worker.is_alive() and refusals == 0:
        try:
            session.cached_tokens  # noqa: B018
        except native.NativeError as error:
            assert "another thread" in str(error)  # noqa: PT017
            refusals += 1
    session.cancel()
    worker.join()
    assert refusals == 1  # and this thread ran at all: the GIL was free


def test_freeing_the_context_before_the_session_is_harmless(starter: Loaded) -> None:
    params = llama_cpp.llama_context_default_params()
    params.n_ctx = 256
    context = llama_cpp.llama_init_from_model(starter.model, params)
    session = native.Session(context, starter.vocab)
    prompt = chat(starter, "Hi")
    ask(session, prompt, config(), max_tokens=2)
    llama_cpp.llama_free(context)
    del session


def test_a_context_serves_one_session_after_another(starter: Loaded) -> None:
    context = starter.context()
    prompt = chat(starter, "Hi")
    answers = []
    for _ in range(2):
        session = native.Session(context, starter.vocab)
        assert session.cached_tokens == []
        answers.append(ask(session, prompt, config(), max_tokens=5))
        session.cancel()
        del session
    assert answers[0] == answers[1]


def test_threads_can_change_between_rounds(starter: Loaded) -> None:
    session = starter.session()
    prompt = chat(starter, "Count to ten.")
    session.begin(prompt, config(**GREEDY), max_tokens=6, stop=[])
    prefill(session, prompt)
    for n_threads in (1, 2, 1):
        session.set_threads(n_threads)
        assert session.decode_round().tokens
    with pytest.raises(ValueError, match="n_threads is 0"):
        session.set_threads(0)


def test_bad_requests_are_value_errors_and_misuse_is_a_native_error(starter: Loaded) -> None:
    session = starter.session()
    for prompt, message in (([], "no tokens"), ([49152], "token 49152"), ([-1], "token -1")):
        with pytest.raises(ValueError, match=message):
            session.begin(prompt, config(), max_tokens=1, stop=[])
    with pytest.raises(ValueError, match="stop string is empty"):
        session.begin([1], config(), max_tokens=1, stop=[b""])
    with pytest.raises(ValueError, match=r"top_p is 1\.5"):
        config(top_p=1.5)
    session.begin([1, 2, 3], config(), max_tokens=1, stop=[])
    with pytest.raises(native.NativeError, match="call prefill") as raised:
        session.decode_round()
    assert raised.value.code == 0
    assert isinstance(raised.value, RuntimeError)


def test_a_sliding_window_rewinds_only_as_far_as_it_reaches(sliding: Loaded) -> None:
    numbers = " ".join(str(i) for i in range(1, 500)).encode()
    prompt = [sliding.vocab.bos, *sliding.vocab.tokenize(numbers)][:1100]
    session = sliding.session(n_ctx=2048)
    first = ask(session, prompt, config(**GREEDY), max_tokens=8)
    # going on, and back by a little, is in the window
    again = ask(session, [*prompt, *first.tokens[:4]], config(**GREEDY), max_tokens=4)
    assert again.cached == len(prompt) + 3
    assert again.tokens == first.tokens[4:]
    # a long way back is not: everything is decoded again, and right
    short = prompt[:560]
    answer = ask(session, short, config(**GREEDY), max_tokens=8)
    assert answer.cached == 0
    assert answer.tokens == ask(sliding.session(n_ctx=2048), short, config(**GREEDY), max_tokens=8).tokens
