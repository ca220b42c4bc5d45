"""Figures, prompts, options and conversations: the pure parts of the terminal."""

from __future__ import annotations

import io
from dataclasses import replace

import click
import pytest
from fakes_engine import MODEL, STATS
from hypothesis import given
from hypothesis import strategies as st
from inglenook_desktop.terminal.display import has_display
from inglenook_desktop.terminal.exit_codes import ExitCode, of_run
from inglenook_desktop.terminal.figures import duration, figures_line, model_line, moment, size
from inglenook_desktop.terminal.line_input import LineInput
from inglenook_desktop.terminal.options import Number, Shares, generate_params, load_params, model_options
from inglenook_desktop.terminal.text_input import InputError, from_argument, from_stream, read_prompt
from inglenook_engine.protocol import Failed
from inglenook_engine.types import (
    FailureKind,
    FlashAttention,
    GenerateParams,
    GenerationStats,
    KvType,
    LoadParams,
    Message,
    Role,
    TemplateOrigin,
)


def user(text: str) -> Message:
    return Message(role=Role.USER, content=text)


def test_the_figures_of_an_answer_are_one_line() -> None:
    stats = GenerationStats(prompt_tokens=34, output_tokens=128, ttft_ms=84.2, decode_ms=127 / 61.3 * 1000)
    assert figures_line(stats) == "TTFT 84 ms · 61.3 tokens/s · prompt 34 (cached 0) · output 128"


def test_what_is_not_known_is_not_available() -> None:
    assert figures_line(GenerationStats()) == (
        "TTFT not available · tokens/s not available · prompt 0 (cached 0) · output 0"
    )


def test_the_line_of_a_model_says_when_it_is_a_base_model() -> None:
    assert model_line(MODEL) == "Fake 1M Instruct · Q4_1 · context 2048 · 1 thread · CPU"
    base = replace(MODEL, template_origin=TemplateOrigin.NONE, n_threads=4, quantization="")
    assert model_line(base) == ("Fake 1M Instruct · context 2048 · 4 threads · CPU · base model: plain completion")


def test_numbers_as_a_person_reads_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [duration(ms) for ms in (None, 3.6, 999.4, 1234.0)] == ["not available", "4 ms", "999 ms", "1.23 s"]
    assert [size(n) for n in (12, 98_362_432, 1_117_320_768)] == ["12 bytes", "98 MB", "1.1 GB"]
    assert moment("not a date") == "not a date"
    assert len(moment("2026-11-21T04:00:00.000Z")) == len("2026-11-21 04:00")


@given(st.binary())
def test_any_bytes_make_valid_text(data: bytes) -> None:
    from_bytes, had_invalid = from_stream(io.BytesIO(data))
    from_bytes.encode("utf-8")
    argument, argument_had_invalid = from_argument(data.decode("utf-8", "surrogateescape"))
    argument.encode("utf-8")
    assert had_invalid == argument_had_invalid
    if not had_invalid:
        assert argument == data.decode()


def test_invalid_bytes_become_replacement_characters() -> None:
    assert from_stream(io.BytesIO(b"a\xffb")) == ("a\N{REPLACEMENT CHARACTER}b", True)
    assert from_argument("a\udcffb") == ("a\N{REPLACEMENT CHARACTER}b", True)
    assert from_stream(io.BytesIO("\N{BOM}ü".encode())) == ("ü", False)


@pytest.mark.parametrize("prompt", ["", "   ", "\n\t\n"])
def test_an_empty_prompt_is_refused(prompt: str) -> None:
    with pytest.raises(InputError, match="empty"):
        read_prompt(prompt)


def test_a_prompt_without_end_is_refused() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert size > 0
            return b"x" * size

    with pytest.raises(InputError, match="16,777,216"):
        from_stream(Endless())  # type: ignore[arg-type]  # only read() is used


@pytest.mark.parametrize("value", ["-0.1", "nan", "inf", "1e999", "warm", "", "101"])
def test_a_number_out_of_range_gets_the_range_and_its_meaning(value: str) -> None:
    with pytest.raises(click.BadParameter, match=r"from 0 to 100 \(0 is greedy\)"):
        Number(float, 0, 100, meaning="0 is greedy").convert(value, None, None)


@pytest.mark.parametrize("value", ["1.5", "9" * 5000, "-1", "9223372036854775808"])
def test_a_whole_number_is_checked_too(value: str) -> None:
    with pytest.raises(click.BadParameter, match="whole number from 0 to 9223372036854775807"):
        Number(int, 0, (1 << 63) - 1).convert(value, None, None)


def parse(*arguments: str) -> dict[str, object]:
    seen: dict[str, object] = {}

    @click.command()
    @model_options
    def command(**options: object) -> None:
        seen.update(options)

    command.main(list(arguments), standalone_mode=False)
    return seen


def test_without_options_everything_has_its_default() -> None:
    options = parse()
    assert generate_params(options, seed=0) == GenerateParams()
    assert load_params(options, "/m.gguf") == LoadParams(model_path="/m.gguf")


def test_every_option_reaches_the_engine() -> None:
    options = parse(
        *("--max-tokens", "9", "--temperature", "0.1", "--top-k", "2", "--top-p", "0.3", "--min-p", "0.4"),
        *("--typical-p", "0.5", "--repetition-penalty", "1.6", "--presence-penalty", "-0.7", "--seed", "8"),
        *("--stop", "END", "--stop", "\n\n", "--context", "512", "--threads", "3", "--gpu-layers", "4"),
        *("--kv-type", "Q8_0", "--flash-attention", "on", "--speculation", "off"),
    )
    params = generate_params(options, seed=99)
    assert (params.max_tokens, params.stop) == (9, ("END", "\n\n"))
    sampler = params.sampler
    assert (sampler.temperature, sampler.top_k, sampler.top_p, sampler.min_p) == (0.1, 2, 0.3, 0.4)
    assert (sampler.typical_p, sampler.repetition_penalty, sampler.presence_penalty) == (0.5, 1.6, -0.7)
    assert sampler.seed == 8
    load = load_params(options, "/m.gguf")
    assert (load.model_path, load.n_ctx, load.n_threads, load.n_gpu_layers) == ("/m.gguf", 512, 3, 4)
    assert (load.kv_type, load.flash_attention) == (KvType.Q8_0, FlashAttention.ON)


def test_an_empty_stop_string_is_refused() -> None:
    with pytest.raises(click.UsageError, match="--stop"):
        generate_params(parse("--stop", ""), seed=0)


def test_only_a_context_overflow_has_its_own_exit_code() -> None:
    codes = {kind: of_run(Failed(run_id=1, kind=kind, message="")) for kind in FailureKind}
    assert {kind for kind, code in codes.items() if code is ExitCode.PROMPT_TOO_LONG} == {FailureKind.CONTEXT_OVERFLOW}
    assert set(codes.values()) == {ExitCode.PROMPT_TOO_LONG, ExitCode.FAILED}


def test_a_display_is_known_by_the_environment() -> None:
    assert has_display("darwin", {})
    assert has_display("linux", {"WAYLAND_DISPLAY": "wayland-0"})
    assert has_display("linux", {"QT_QPA_PLATFORM": "offscreen"})
    assert not has_display("linux", {"DISPLAY": ""})


def test_a_pipe_is_read_line_by_line() -> None:
    lines = LineInput(io.StringIO("one\r\ntwo\n\nlast"), is_terminal=False, has_color=False)
    assert [lines.read() for _ in range(4)] == ["one", "two", "", "last"]
    with pytest.raises(EOFError):
        lines.read()


def test_the_stats_of_the_fake_have_a_rate() -> None:
    assert "100.0 tokens/s" in figures_line(STATS)


@pytest.mark.parametrize(("text", "shares"), [("", ()), ("3,1", (3.0, 1.0)), (" 0.5 , 0 ", (0.5, 0.0)), ("1", (1.0,))])
def test_shares_of_gpus_are_read(text: str, shares: tuple[float, ...]) -> None:
    assert Shares().convert(text, None, None) == shares


@pytest.mark.parametrize("text", ["0,0", "-1,2", "nan,1", "inf,1", "a,b", "1,,2", ","])
def test_what_are_no_shares_is_named(text: str) -> None:
    with pytest.raises(click.BadParameter, match="a share for each GPU"):
        Shares().convert(text, None, None)
