"""Presets on the command line: listed, exchanged, and answered by; and a conversation that is gone on with."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS, FakeEngine, loads
from inglenook_desktop import frames
from inglenook_desktop.cli import main
from inglenook_desktop.context_policy import ContextPolicy
from inglenook_desktop.presets import Preset, PresetParams
from inglenook_desktop.prompt_templates import PromptTemplate
from inglenook_desktop.store import open_store
from inglenook_desktop.terminal.template_call import called_template, filled_in
from inglenook_engine.protocol import Generate
from inglenook_engine.types import FinishReason, GenerateParams

Ask = Callable[..., tuple[int, list[Generate]]]
SHORT = Preset(
    name="Short", system_prompt="Be brief.", params=PresetParams(temperature=0.25, top_k=7, seed=5, stop=("\n\n",))
)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """With two presets, and a conversation of two messages."""
    with open_store(tmp_path / "data") as store:
        store.writing.add_preset(SHORT)
        store.writing.add_preset(Preset(name="Ünlike", params=PresetParams(max_tokens=9)))
        turn = store.begin_turn(
            conversation_id=None, text="One?", model=MODEL, params=GenerateParams(), system="Be kind."
        )
        store.finish_turn(turn, text="One.", tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return tmp_path / "data"


@pytest.fixture
def ask(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """The exit status, and what the engine was asked for so far."""
    engine = FakeEngine(tmp_path / "fake", loads=[loads(replace(MODEL, n_ctx=64))])
    monkeypatch.setattr(frames, "engine_command", lambda: engine.command)

    def run(*options: str, prompt: str = "Hello") -> tuple[int, list[Generate]]:
        status = main(["ask", "--data-dir", str(data_dir), "--model", "x.gguf", *options, prompt])
        return status, engine.generations()

    return run


def test_a_preset_counts_and_an_option_counts_before_it(ask: Ask, data_dir: Path) -> None:
    status, (generate,) = ask("--preset", "short", "--temperature", "0.8", "--when-full", "drop")
    assert status == 0
    assert [message.content for message in generate.messages] == ["Be brief.", "Hello"]
    sampler = generate.params.sampler
    assert (sampler.temperature, sampler.top_k, sampler.seed) == (0.8, 7, 5), "0.8 is the usual one, but was asked for"
    assert generate.params.stop == ("\n\n",)
    with open_store(data_dir) as store:
        newest = store.conversations()[0].id
        in_force = store.writing.presets_in_force(newest, folder_id=None, preset_id=None, model_path="")
        assert in_force.conversation is not None
        assert in_force.conversation.name == "Short"
        assert store.context.marks(newest).policy is ContextPolicy.DROP
        assert [message.content for message in store.thread(newest)] == ["Hello", "Good evening."]
    _, (_, unsaved) = ask("--preset", "Short", "--no-save", "--system", "Be long.", "--seed", "8")
    assert [message.content for message in unsaved.messages] == ["Be long.", "Hello"]
    assert (unsaved.params.sampler.top_k, unsaved.params.sampler.seed) == (7, 8)


def test_a_conversation_is_gone_on_with_by_its_own_preset(ask: Ask, data_dir: Path) -> None:
    with open_store(data_dir) as store:
        number = store.conversations()[0].id
    _, generations = ask("-c", str(number))
    assert [message.content for message in generations[-1].messages] == ["Be kind.", "One?", "One.", "Hello"]
    assert generations[-1].params.sampler.top_k != 7
    ask("-c", str(number), "--preset", "Short")
    _, generations = ask("-c", str(number))
    assert generations[-1].messages[0].content == "Be brief."
    assert len(generations[-1].messages) == 8
    assert generations[-1].params.sampler.top_k == 7
    _, generations = ask("-c", str(number), "--system", "Be odd.")
    assert generations[-1].messages[0].content == "Be odd."


def test_a_question_that_does_not_fit_says_which_option_would_help(
    ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "word " * 46  # with 4 words before it and 4 of the template for each message 2 too many
    assert ask("-c", "1", prompt=long) == (4, [])
    told = capsys.readouterr().err
    assert "would have to read 66 tokens" in told
    assert "--when-full drop leaves out" in told
    status, (generate,) = ask("-c", "1", "--when-full", "drop", prompt=long)
    assert (status, len(generate.messages)) == (0, 2)
    assert "The oldest 2 messages no longer fit" in capsys.readouterr().err


def test_what_is_not_there_is_a_sentence(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    for options, status, sentence in (
        (("--preset", "Shrt"), 2, "There is no preset “Shrt”. There are “Short”, “Ünlike”."),
        (("-c", "99"), 1, "There is no conversation 99"),
        (("-c", "1", "--no-save"), 2, "there is no conversation to go on with"),
    ):
        assert ask(*options) == (status, [])
        assert sentence in " ".join(capsys.readouterr().err.split())


def test_presets_are_listed_shown_and_exchanged(
    data_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str, folder: Path = data_dir) -> str:
        assert main(["presets", *arguments, "--data-dir", str(folder)]) == 0
        return capsys.readouterr().out

    listed = run("list").splitlines()
    assert listed[0] == "Short   temperature 0.25 · top_k 7 · stop '\\n\\n' · seed 5 · system prompt"
    assert listed[1] == "Ünlike  max_tokens 9"
    assert run("show", "SHORT").endswith("seed 5\n\nBe brief.\n")
    assert json.loads(run("show", "Short", "--json"))["top_k"] == 7
    path = str(tmp_path / "presets.toml")
    run("export", path, "short")
    other = tmp_path / "other"
    assert run("list", folder=other).startswith("No preset yet.")
    assert run("import", path, folder=other) == "Short\n"
    assert run("import", path, folder=other) == "", "it is here already"
    assert json.loads(run("list", "--json", folder=other)) == [json.loads(run("show", "Short", "--json"))]
    assert main(["presets", "import", str(tmp_path / "none.json")]) == 2


def test_a_template_asks_for_what_it_needs() -> None:
    template = PromptTemplate(name="review", text="On {{date}} review {{what}} as {{who=a friend}}; {{what}}!")
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return ""

    today = date(2026, 11, 2)
    assert filled_in(template, "it all", answer, today=today) == (
        "On 2 November 2026 review it all as a friend; it all!"
    )
    assert asked == ["who [a friend]: "]
    plain = PromptTemplate(name="sum-up", text="Sum this up:")
    assert filled_in(plain, "a text", answer, today=today) == "Sum this up:\n\na text"
    assert called_template("Review", [plain, template]) is template
    assert called_template("rev", [plain, template]) is None
