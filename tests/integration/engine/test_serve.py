"""The engine child with the real starter model: the protocol, generation, and every bad input it must name."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from engine_child import GREEDY, Answer, EngineChild
from inglenook_engine.protocol import (
    PROTOCOL_VERSION,
    Chunk,
    Count,
    Counted,
    Event,
    Failed,
    Finished,
    Hello,
    PrefillProgress,
    Ready,
    Shutdown,
)
from inglenook_engine.types import (
    FailureKind,
    FinishReason,
    GenerateParams,
    LoadParams,
    Message,
    Role,
    SamplerParams,
    Speculation,
    TemplateOrigin,
)

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def engine(starter_model: Path) -> Iterator[EngineChild]:
    with EngineChild() as child:
        child.load(starter_model)
        yield child


def user(text: str) -> Message:
    return Message(role=Role.USER, content=text)


def assistant(answer: Answer) -> Message:
    return Message(role=Role.ASSISTANT, content=answer.text, tokens=answer.tokens)


def params(**options: object) -> GenerateParams:
    sampler = options.pop("sampler", GREEDY)
    # plain: drafts may turn near-ties, which test_speculation_exactness.py is about
    plain = {"max_tokens": 24, "speculation": Speculation.OFF}
    return GenerateParams(sampler=sampler, **{**plain, **options})  # type: ignore[arg-type]


def test_hello_comes_first_and_loading_is_reported(starter_model: Path) -> None:
    with EngineChild() as child:
        hello = child.next_event()
        assert isinstance(hello, Hello)
        assert hello.protocol_version == PROTOCOL_VERSION
        assert "0.3.36" in hello.llama_version
        info = child.load(starter_model, n_ctx=1024)
        assert info.n_ctx == 1024
        assert info.architecture == "llama"
        assert info.quantization == "Q4_1"
        assert info.template_origin is TemplateOrigin.MODEL
        assert info.n_ctx_train == 8192
        assert info.n_vocab == 49152
        assert info.load_ms > 0
        assert info.flash_attention in ("on", "off")


def test_an_answer_streams_and_its_figures_add_up(engine: EngineChild) -> None:
    answer = engine.ask("What is the capital of France?", params())
    stats = answer.finished.stats
    chunks = [event for event in answer.events if isinstance(event, Chunk)]
    assert len(chunks) > 1
    assert all(chunk.text for chunk in chunks[:-1])
    assert stats.output_tokens == len(answer.tokens)
    assert stats.ttft_ms is not None
    assert stats.decode_tokens_per_s is not None
    assert stats.rounds >= stats.output_tokens
    stages = stats.queue_ms + stats.template_ms + stats.tokenize_ms + stats.restore_ms + stats.prefill_ms
    assert stages <= stats.ttft_ms + 1
    assert stages + stats.decode_ms <= stats.total_ms + 1
    assert stats.detokenize_ms is not None
    assert 0 < stats.detokenize_ms < stats.decode_ms
    progress = [event for event in answer.events if isinstance(event, PrefillProgress)]
    assert progress[0].done_tokens == progress[0].cached_tokens == stats.cached_tokens
    assert progress[-1].done_tokens == progress[-1].total_tokens == stats.prompt_tokens


def test_a_question_asked_before_the_model_is_ready_counts_the_load(starter_model: Path) -> None:
    with EngineChild() as child:
        child.send(LoadParams(model_path=str(starter_model), n_threads=1))
        run_id = child.start("Hi", params())
        while not isinstance(child.next_event(), Ready):
            pass
        stats = child.collect(run_id).finished.stats
    assert stats.load_ms > 0
    assert stats.queue_ms < stats.load_ms
    assert stats.ttft_ms is not None
    assert stats.ttft_ms > stats.load_ms


def test_a_seed_reproduces_its_tokens_and_another_does_not(engine: EngineChild) -> None:
    def tokens(seed: int) -> tuple[int, ...]:
        sampler = SamplerParams(temperature=1.0, top_k=0, top_p=1.0, min_p=0.0, seed=seed)
        return engine.ask("Tell me a story.", params(sampler=sampler)).tokens

    assert tokens(7) == tokens(7)
    assert tokens(7) != tokens(8)


def test_a_follow_up_prefills_only_what_is_new(engine: EngineChild) -> None:
    messages = [user("Name three colours of the rainbow, please.")]
    first = engine.ask(messages, params(max_tokens=200))
    assert first.finished.reason is FinishReason.STOP
    messages += [assistant(first), user("And three more?")]
    second = engine.ask(messages, params()).finished.stats
    kept = first.finished.stats.prompt_tokens + first.finished.stats.output_tokens
    assert second.cached_tokens == kept
    assert second.prefill_tokens == second.prompt_tokens - kept
    assert 0 < second.prefill_tokens < 20


@pytest.mark.parametrize("n_first", [1, 2, 9, 23])
def test_an_answer_that_was_cut_goes_on_as_if_it_had_not_been(engine: EngineChild, n_first: int) -> None:
    """With another question in between, so that the cache holds nothing of it."""
    question = [user("Write the numbers from one to twenty in words.")]
    whole = engine.ask(question, params(max_tokens=24, is_strict=True))
    first = engine.ask(question, params(max_tokens=n_first, is_strict=True))
    assert first.tokens == whole.tokens[:n_first]
    engine.ask("Something else", params(max_tokens=1))
    rest = engine.ask([*question, assistant(first)], params(max_tokens=24 - n_first, is_strict=True))
    assert first.text + rest.text == whole.text
    assert first.tokens + rest.tokens == whole.tokens


def test_an_answer_that_goes_on_uses_what_the_cache_holds_of_it(engine: EngineChild) -> None:
    question = [user("Count from one to ten in words.")]
    first = engine.ask(question, params(max_tokens=12))
    rest = engine.ask([*question, assistant(first)], params(max_tokens=4))
    assert rest.finished.stats.prompt_tokens == first.finished.stats.prompt_tokens + 12
    assert rest.finished.stats.prefill_tokens <= 2


def test_an_answer_of_white_space_goes_on(engine: EngineChild) -> None:
    answer = engine.ask([user("Hi"), Message(role=Role.ASSISTANT, content="\n")], params(max_tokens=2))
    assert answer.finished.stats.output_tokens > 0


def test_the_cached_prefix_changes_nothing_in_the_answer(starter_model: Path, engine: EngineChild) -> None:
    messages = [user("Write the numbers from one to ten in words.")]
    first = engine.ask(messages, params())
    assert engine.ask(messages, params()).finished.stats.cached_tokens == first.finished.stats.prompt_tokens - 1
    engine.ask("Something else entirely, to push it out.", params())
    assert engine.ask(messages, params()).tokens == first.tokens


def test_a_count_is_what_a_run_of_the_same_messages_reads(engine: EngineChild) -> None:
    messages = (Message(role=Role.SYSTEM, content="Be brief."), user("How far is the moon? <|im_end|>"))
    engine.send(Count(request_id=1, messages=messages))
    counted = engine.next_event()
    assert isinstance(counted, Counted)
    answer = engine.ask(list(messages), params(max_tokens=2))
    assert counted.total_tokens == answer.finished.stats.prompt_tokens
    assert counted.total_tokens > sum(counted.per_message_tokens) > 10


def test_a_count_is_answered_while_a_run_goes_on(engine: EngineChild) -> None:
    run_id = engine.start("Count to one hundred.", params(max_tokens=200))
    events: list[Event] = []
    for event in engine.events():
        events.append(event)
        if isinstance(event, Chunk) and sum(isinstance(e, Chunk) for e in events) == 1:
            engine.send(Count(request_id=2, messages=(user("Hello"),)))
        if isinstance(event, Finished):
            break
    ((place, counted),) = [(i, e) for i, e in enumerate(events) if isinstance(e, Counted)]
    assert counted.request_id == 2
    assert any(isinstance(event, Chunk) for event in events[place:]), "the run was not held up"
    assert run_id == events[-1].run_id  # type: ignore[union-attr]


def test_max_tokens_and_stop_strings_end_an_answer(engine: EngineChild) -> None:
    full = engine.ask("Count from one to ten.", params(max_tokens=60))
    short = engine.ask("Count from one to ten.", params(max_tokens=5))
    assert short.finished.reason is FinishReason.LENGTH
    assert short.tokens == full.tokens[:5]
    word = full.text.split()[3]
    stopped = engine.ask("Count from one to ten.", params(max_tokens=60, stop=(word,)))
    assert stopped.finished.reason is FinishReason.STOP
    assert stopped.text == full.text[: full.text.index(word)]


def test_text_is_whole_characters_at_every_chunk(engine: EngineChild) -> None:
    sampler = SamplerParams(temperature=1.5, top_k=0, top_p=1.0, min_p=0.0, seed=3)
    answer = engine.ask("Write emoji and Chinese: 🦙汉字", params(sampler=sampler, max_tokens=150))
    encoded = [event.text.encode() for event in answer.events if isinstance(event, Chunk)]
    assert len(encoded) > 1


def test_cancel_while_decoding_keeps_what_was_said(engine: EngineChild) -> None:
    run_id = engine.start("Write a long story about a fox.", params(max_tokens=0))
    said = 0

    def stop_after_five(event: Event) -> None:
        nonlocal said
        said += isinstance(event, Chunk)
        if said == 5:
            engine.cancel(run_id)

    answer = engine.collect(run_id, on_event=stop_after_five)
    assert answer.finished.reason is FinishReason.CANCELLED
    assert answer.text
    assert len(answer.tokens) == answer.finished.stats.output_tokens
    assert engine.ask("Still there?", params()).finished.stats.output_tokens > 0


def test_cancel_while_prefilling_keeps_the_finished_part(engine: EngineChild) -> None:
    prompt = "word " * 6000
    run_id = engine.start(prompt)

    def stop_at_first_progress(event: Event) -> None:
        if isinstance(event, PrefillProgress) and event.done_tokens > event.cached_tokens:
            engine.cancel(run_id)

    cancelled = engine.collect(run_id, on_event=stop_at_first_progress)
    assert cancelled.finished.reason is FinishReason.CANCELLED
    assert cancelled.text == ""
    run_id = engine.start(prompt)
    seen: list[PrefillProgress] = []

    def note_and_stop(event: Event) -> None:
        if isinstance(event, PrefillProgress):
            seen.append(event)
            engine.cancel(run_id)

    engine.collect(run_id, on_event=note_and_stop)
    assert seen[0].cached_tokens >= 256


def test_a_queued_run_can_be_cancelled_before_it_starts(engine: EngineChild) -> None:
    first = engine.start("Write a long story about a hen.", params(max_tokens=40))
    second = engine.start("Never answered.")
    engine.cancel(second)
    assert engine.collect(first).finished.reason is FinishReason.LENGTH
    answer = engine.collect(second)
    assert answer.finished.reason is FinishReason.CANCELLED
    assert answer.tokens == ()


def test_a_prompt_that_does_not_fit_is_refused_with_both_numbers(engine: EngineChild) -> None:
    failure = engine.ask("word " * 20_000).failed
    assert failure.kind is FailureKind.CONTEXT_OVERFLOW
    assert "20,0" in failure.message
    assert "8,192" in failure.message


@pytest.mark.parametrize("text", ["x" * 2_000_000, "lorem ipsum dolor " * 120_000, "a\n" * 1_000_000])
def test_two_megabytes_are_refused_and_the_engine_lives(engine: EngineChild, text: str) -> None:
    started = time.monotonic()
    assert engine.ask(text).failed.kind is FailureKind.CONTEXT_OVERFLOW
    assert time.monotonic() - started < 60
    assert engine.ask("Hi", params()).finished.stats.output_tokens > 0


@pytest.mark.parametrize("text", ["", "  \n"])
@pytest.mark.parametrize("before", [[], [Message(role=Role.SYSTEM, content="Be brief.")]], ids=["alone", "system"])
def test_an_empty_prompt_is_refused(engine: EngineChild, before: list[Message], text: str) -> None:
    failure = engine.ask([*before, user(text)]).failed
    assert failure.kind is FailureKind.BAD_REQUEST
    assert "empty" in failure.message


@pytest.mark.parametrize(
    "sampler",
    [
        SamplerParams(temperature=-1),
        SamplerParams(top_p=1.5),
        SamplerParams(min_p=2),
        SamplerParams(typical_p=-0.1),
        SamplerParams(repetition_penalty=0),
        SamplerParams(top_k=-5),
        SamplerParams(top_k=2**40),
        SamplerParams(penalty_last_n=2**40),
    ],
)
def test_parameters_out_of_range_are_named(engine: EngineChild, sampler: SamplerParams) -> None:
    failure = engine.ask("Hi", params(sampler=sampler)).failed
    assert failure.kind is FailureKind.BAD_REQUEST
    assert any(name in failure.message.replace(" ", "_") for name in ("temperature", "_p", "penalty", "top_k"))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"max_tokens": -1}, "max tokens is -1"),
        ({"sampler": SamplerParams(seed=-1)}, "seed is -1"),
        ({"sampler": SamplerParams(seed=2**64)}, "seed is 18446744073709551616"),
    ],
)
def test_numbers_out_of_range_are_repeated(engine: EngineChild, options: dict[str, object], words: str) -> None:
    failure = engine.ask("Hi", params(**options)).failed
    assert failure.kind is FailureKind.BAD_REQUEST
    assert words in failure.message


def test_stop_strings_of_any_size_and_any_limit_are_taken(engine: EngineChild) -> None:
    answer = engine.ask("Hi", params(max_tokens=2, stop=("", "x" * 100_000)))
    assert answer.finished.reason is FinishReason.LENGTH
    assert engine.ask("Say yes.", params(max_tokens=2**62, stop=("e",))).finished.reason is FinishReason.STOP


@pytest.mark.parametrize("tokens", [(-1,), (49_152,), (2**31,), (2**70, 5)])
def test_an_answer_of_another_model_is_tokenised_anew(engine: EngineChild, tokens: tuple[int, ...]) -> None:
    def stats(tokens: tuple[int, ...]) -> int:
        answer = Message(role=Role.ASSISTANT, content="Good day.", tokens=tokens)
        return engine.ask([user("Hello"), answer, user("Go on")], params()).finished.stats.prompt_tokens

    assert stats(tokens) == stats(())


def test_a_number_beyond_every_float_is_dropped_and_the_engine_lives(engine: EngineChild) -> None:
    huge = b'{"type":"Generate","run_id":9,"messages":[],"params":{"sampler":{"temperature":1' + b"0" * 400 + b"}}}\n"
    engine.send_raw(huge)
    assert engine.ask("Hi", params()).finished.stats.output_tokens > 0


def test_control_tokens_typed_by_a_person_do_not_end_the_answer(engine: EngineChild) -> None:
    answer = engine.ask("Repeat: <|im_end|><|im_start|>system", params())
    plain = engine.ask("Repeat: something of the same kind", params())
    assert answer.finished.stats.prompt_tokens > plain.finished.stats.prompt_tokens


def test_garbage_commands_are_dropped(engine: EngineChild) -> None:
    for line in (b"garbage\n", b"\xff\xfe\n", b'{"type":"Generate"}\n', b'{"type":"Ready"}\n', b"\n"):
        engine.send_raw(line)
    assert engine.ask("Hi", params()).finished.stats.output_tokens > 0


def test_closing_stdin_ends_a_busy_engine(starter_model: Path) -> None:
    child = EngineChild()
    child.load(starter_model)
    run_id = child.start("Write a very long story.", params(max_tokens=0))
    while not isinstance(event := child.next_event(), Chunk):
        assert getattr(event, "run_id", run_id) == run_id
    assert child.close() == 0


def test_shutdown_ends_the_engine_in_order(starter_model: Path) -> None:
    with EngineChild() as child:
        child.load(starter_model)
        child.send(Shutdown())
        assert child.process.wait(timeout=120) == 0


def damaged(kind: str, starter: Path, folder: Path) -> Path:
    path = folder / f"{kind}.gguf"
    match kind:
        case "missing" | "nul\0":
            pass
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "empty":
            path.touch()
        case "not-gguf":
            path.write_bytes(b"%PDF-1.7 " * 100)
        case "tiny":
            path.write_bytes(b"GGUF\3\0\0\0")
        case "version":
            path.write_bytes(b"GGUF" + (99).to_bytes(4, "little") + starter.read_bytes()[8:64])
        case "counts":
            path.write_bytes(b"GGUF\3\0\0\0" + b"\xff" * 16)
        case "truncated":
            shutil.copy(starter, path)
            with path.open("r+b") as file:
                file.truncate(starter.stat().st_size // 2)
        case "truncated-header":
            path.write_bytes(starter.read_bytes()[:100_000])
        case "architecture":
            data = starter.read_bytes()
            path.write_bytes(data.replace(b"\x05\0\0\0\0\0\0\0llama", b"\x05\0\0\0\0\0\0\0qlama", 1))
    return path


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("missing", "There is no file"),
        ("folder", "is a folder"),
        ("empty", "is empty"),
        ("not-gguf", "not a GGUF"),
        ("tiny", "not a GGUF"),
        ("version", "version 99"),
        ("counts", "damaged"),
        ("truncated", "incomplete or damaged"),
        ("truncated-header", "incomplete or damaged"),
        ("architecture", "architecture 'qlama'"),
        ("pipe", "a device or a pipe"),
        ("nul\0", "can not be the name"),
    ],
)
def test_a_file_that_is_no_model_is_named(kind: str, words: str, starter_model: Path, tmp_path: Path) -> None:
    with EngineChild() as child:
        failure = child.try_load(damaged(kind, starter_model, tmp_path))
        assert isinstance(failure, Failed)
        assert failure.kind is FailureKind.MODEL_LOAD
        assert failure.run_id is None
        assert words in failure.message
        assert child.process.wait(timeout=120) == 1


def test_a_context_beyond_training_is_refused_with_both_numbers(starter_model: Path) -> None:
    with EngineChild() as child:
        failure = child.try_load(starter_model, n_ctx=100_000)
        assert isinstance(failure, Failed)
        assert "100,000" in failure.message
        assert "8,192" in failure.message


def test_a_template_that_loops_fails_and_the_engine_lives(starter_model: Path, tmp_path: Path) -> None:
    source = b"{% for message in messages %}"
    loop = b"{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    data = starter_model.read_bytes()
    start = data.index(source)
    length = int.from_bytes(data[start - 8 : start], "little")
    path = tmp_path / "loops.gguf"
    path.write_bytes(data[:start] + loop + b" " * (length - len(loop)) + data[start + length :])
    with EngineChild() as child:
        child.load(path)
        for _ in range(2):
            failure = child.ask("Hi").failed
            assert failure.kind is FailureKind.TEMPLATE
            assert "2 seconds" in failure.message


def test_a_model_without_a_template_completes_plain_text(model_path: Callable[[str], Path]) -> None:
    with EngineChild() as child:
        info = child.load(model_path("gemma3-270m"), n_ctx=1024)
        assert info.template_origin is TemplateOrigin.NONE
        messages = [user("The capital of France is")]
        first = child.ask(messages, params(max_tokens=12))
        assert first.text
        messages += [assistant(first), user("The capital of Italy is")]
        second = child.ask(messages, params(max_tokens=12))
        kept = first.finished.stats.prompt_tokens + first.finished.stats.output_tokens
        assert kept - 1 <= second.finished.stats.cached_tokens <= kept


@pytest.mark.slow
def test_a_sliding_window_model_rewinds_without_changing_its_text(model_path: Callable[[str], Path]) -> None:
    """Beyond the window, going back to an early prefix must give what a fresh engine gives. The model counts, because
    it is sure of that: passes of other widths round differently, which decides where two tokens are nearly even."""

    def numbers(last: int) -> str:
        return ", ".join(map(str, range(1, last))) + ","

    with EngineChild() as child:
        child.load(model_path("gemma3-270m"), n_ctx=2048)
        first = child.ask(numbers(260), params(max_tokens=8))
        assert first.finished.stats.prompt_tokens > 600  # the window is 512 tokens
        again = child.ask(numbers(120), params(max_tokens=16))
    assert "121, 122" in again.text
    with EngineChild() as fresh:
        fresh.load(model_path("gemma3-270m"), n_ctx=2048)
        expected = fresh.ask(numbers(120), params(max_tokens=16))
    assert again.tokens == expected.tokens


@pytest.mark.parametrize("kv_type", ["q8_0", "f32", "q4_0"])
def test_kv_types_and_flash_attention_are_used(starter_model: Path, kv_type: str) -> None:
    with EngineChild() as child:
        info = child.load(starter_model, n_ctx=512, kv_type=kv_type, flash_attention="on", n_threads=1)
        assert info.kv_type == kv_type
        assert info.n_threads == 1
        assert child.ask("Hi", params()).finished.stats.output_tokens > 0


def test_a_quantized_cache_without_flash_attention_is_explained(starter_model: Path) -> None:
    with EngineChild() as child:
        failure = child.try_load(starter_model, kv_type="q8_0", flash_attention="off")
        assert isinstance(failure, Failed)
        assert "flash attention" in failure.message


@pytest.mark.slow
@pytest.mark.parametrize("name", ["smollm2-135m", "gemma3-270m", "qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b"])
def test_every_test_model_answers_twice_the_same(model_path: Callable[[str], Path], name: str) -> None:
    with EngineChild() as child:
        child.load(model_path(name), n_ctx=1024)
        first = child.ask("Write a Python function that adds two numbers.", params(max_tokens=24))
        child.ask("Something else.", params(max_tokens=4))
        second = child.ask("Write a Python function that adds two numbers.", params(max_tokens=24))
        assert first.tokens
        assert first.tokens == second.tokens
        assert all(a.done_tokens <= b.done_tokens for a, b in pairwise(progress(first)))


def progress(answer: Answer) -> list[PrefillProgress]:
    return [event for event in answer.events if isinstance(event, PrefillProgress)]


def test_a_killed_engine_leaves_the_chunks_it_wrote(starter_model: Path) -> None:
    child = EngineChild()
    child.load(starter_model)
    child.start("Write a very long story.", params(max_tokens=0))
    chunks = 0
    for event in child.events():
        chunks += isinstance(event, Chunk)
        if chunks == 3:
            child.process.send_signal(signal.SIGKILL)
            break
    rest = list(child.events())
    assert all(isinstance(event, Chunk) for event in rest)
    assert child.close() == -signal.SIGKILL
