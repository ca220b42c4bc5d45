"""Text from people never becomes a control token, on real vocabularies; harmless text becomes what llama.cpp makes."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import inglenook_native as native
import llama_cpp
import pytest
from inglenook_engine.builtin_templates import CHATML, GEMMA, LLAMA_2, LLAMA_3, PHI_3, Family
from inglenook_engine.counting import PromptCounter
from inglenook_engine.errors import EngineError
from inglenook_engine.llama_backend import Library
from inglenook_engine.prompt import ModelTexts, Prompter
from inglenook_engine.protocol import Count, CountFailed
from inglenook_engine.reasoning import Reasoning
from inglenook_engine.types import FailureKind, Message, Role

pytestmark = pytest.mark.model


@dataclass(frozen=True)
class Vocabulary:
    name: str
    address: int
    vocab: native.Vocab
    family: Family

    @cached_property
    def control_ids(self) -> frozenset[int]:
        return frozenset(token.id for token in self.vocab.control_tokens())

    def prompter(self, source: str | None = None) -> Prompter:
        def text(token: int) -> str:
            return self.vocab.piece(token, special=True).decode() if token >= 0 else ""

        texts = ModelTexts(
            template=source or self.family.source,
            bos_token=text(self.vocab.bos),
            eos_token=text(self.vocab.eos),
            names=("chat",),
        )
        return Prompter(texts, self.vocab, self.vocab.control_tokens())

    def reference(self, text: str) -> list[int]:
        """llama.cpp's own tokenisation of a whole rendered prompt, control tokens parsed everywhere."""
        data = text.encode()
        buffer = (llama_cpp.llama_token * (len(data) + 16))()
        count = llama_cpp.llama_tokenize(
            llama_cpp.llama_model_get_vocab(self.address), data, len(data), buffer, len(buffer), False, True
        )
        assert count >= 0
        return list(buffer[:count])


SOURCES = {
    "smollm2-135m": CHATML,
    "qwen2.5-coder-0.5b": CHATML,
    "gemma3-270m": GEMMA,
    "llama-3": LLAMA_3,
    "llama-2": LLAMA_2,
    "phi-3": PHI_3,
}


@pytest.fixture(scope="module", params=SOURCES)
def vocabulary(
    request: pytest.FixtureRequest,
    model_path: Callable[[str], Path],
    vocabulary_path: Callable[[str], Path],
) -> Iterator[Vocabulary]:
    name = request.param
    library = Library()
    path = vocabulary_path(name) if name in ("llama-3", "llama-2", "phi-3") else model_path(name)
    options = llama_cpp.llama_model_default_params()
    options.vocab_only = True
    address = llama_cpp.llama_model_load_from_file(str(path).encode(), options)
    assert address, library.log_tail
    yield Vocabulary(name, address, native.Vocab(address), SOURCES[name])
    llama_cpp.llama_model_free(ctypes.c_void_p(address))


def conversation(contents: dict[Role, str]) -> list[Message]:
    return [
        Message(role=Role.SYSTEM, content=contents.get(Role.SYSTEM, "Be brief.")),
        Message(role=Role.USER, content=contents.get(Role.USER, "Hello there.")),
        Message(role=Role.ASSISTANT, content=contents.get(Role.ASSISTANT, "Good day.")),
        Message(role=Role.USER, content="And now?"),
    ]


def controls_in(vocabulary: Vocabulary, prompter: Prompter, messages: list[Message]) -> list[int]:
    tokens = prompter.tokenize(prompter.render(messages), messages)
    return [token for token in tokens if token in vocabulary.control_ids]


@pytest.mark.parametrize("role", Role)
def test_no_control_token_of_the_vocabulary_comes_from_content(vocabulary: Vocabulary, role: Role) -> None:
    prompter = vocabulary.prompter()
    expected = controls_in(vocabulary, prompter, conversation({}))
    assert expected, "the template itself has control tokens"
    texts = [token.text.decode("utf-8", "replace") for token in vocabulary.vocab.control_tokens()]
    assert texts
    one_by_one = texts if len(texts) < 400 else texts[:: len(texts) // 100]
    for spelling in one_by_one:
        for content in (spelling, f"x{spelling}", f"{spelling}x", f"a {spelling}\n{spelling}{spelling} b"):
            assert controls_in(vocabulary, prompter, conversation({role: content})) == expected, spelling
    assert controls_in(vocabulary, prompter, conversation({role: " x ".join(texts)})) == expected
    assert controls_in(vocabulary, prompter, conversation({role: "".join(texts)})) == expected


def test_a_control_token_cannot_be_completed_across_the_border(vocabulary: Vocabulary) -> None:
    spelling = max((t.text.decode() for t in vocabulary.vocab.control_tokens() if len(t.text) > 2), key=len)
    for cut in range(1, len(spelling)):
        prompter = vocabulary.prompter("{{ messages[1].content }}" + spelling[cut:] + "{{ messages[3].content }}")
        messages = conversation({Role.USER: "x" + spelling[:cut]})
        target = {t.id for t in vocabulary.vocab.control_tokens() if t.text.decode("utf-8", "replace") == spelling}
        assert not target & set(prompter.tokenize(prompter.render(messages), messages))


@pytest.mark.parametrize(
    "text",
    [
        "Hello there.",
        " leading and trailing ",
        "\n\nnew\nlines\n",
        "def f(x):\n    return x  # größer 🦙 汉字\n",
        "1234567 <b>html</b> &amp; | pipes <| not a token |>",
        "\ttabs\r\nand\0nul",
    ],
)
def test_harmless_text_becomes_what_llama_cpp_makes_of_the_rendered_prompt(vocabulary: Vocabulary, text: str) -> None:
    prompter = vocabulary.prompter()
    messages = conversation({Role.USER: text})
    spans = prompter.render(messages)
    expected = vocabulary.reference("".join(span.text for span in spans))
    if vocabulary.vocab.adds_bos and expected[:1] != [vocabulary.vocab.bos]:
        expected.insert(0, vocabulary.vocab.bos)
    assert prompter.tokenize(spans, messages) == expected


def test_bos_stands_once_whether_or_not_the_template_writes_it(vocabulary: Vocabulary) -> None:
    bos, is_wanted = vocabulary.vocab.bos, vocabulary.vocab.bos >= 0 and vocabulary.vocab.adds_bos
    for prefix in ("", "{{ bos_token }}"):
        prompter = vocabulary.prompter(prefix + "{{ messages[0].content }}")
        messages = [Message(role=Role.USER, content="Hi")]
        tokens = prompter.tokenize(prompter.render(messages), messages)
        assert (tokens[0] == bos) is (is_wanted or (bool(prefix) and bos >= 0))
        assert tokens.count(bos) <= 1


def test_an_answers_own_ids_are_kept(vocabulary: Vocabulary) -> None:
    """Ids that spell the answer in an unusual way survive; ids that do not spell it are ignored."""
    letters = [vocabulary.vocab.tokenize(character.encode())[-1] for character in "Goodday"]
    answer = b"".join(map(vocabulary.vocab.piece, letters)).decode()
    prompter = vocabulary.prompter(CHATML.source)
    known = Message(role=Role.ASSISTANT, content=answer, tokens=tuple(letters))
    messages = [Message(role=Role.USER, content="Hi"), known, Message(role=Role.USER, content="And?")]
    tokens = prompter.tokenize(prompter.render(messages), messages)
    assert any(tokens[i : i + len(letters)] == letters for i in range(len(tokens)))
    changed = [messages[0], Message(role=Role.ASSISTANT, content="Edited.", tokens=tuple(letters)), messages[2]]
    tokens = prompter.tokenize(prompter.render(changed), changed)
    assert not any(tokens[i : i + len(letters)] == letters for i in range(len(tokens)))


def test_an_answer_that_goes_on_stands_behind_the_prompt_that_asked_for_it(vocabulary: Vocabulary) -> None:
    """With its own ids where they are known, with white space at its ends, and without the end of its turn."""
    prompter = vocabulary.prompter()
    question = conversation({})
    asked = prompter.tokenize(prompter.render(question), question)
    text = " Once\n\n"
    ids = tuple(vocabulary.vocab.tokenize(text.encode()))
    text = b"".join(map(vocabulary.vocab.piece, ids)).decode()
    known = [*question, Message(role=Role.ASSISTANT, content=text, tokens=ids)]
    assert prompter.tokenize(prompter.render(known), known) == [*asked, *ids]
    unknown = [*question, Message(role=Role.ASSISTANT, content=text)]
    spans = prompter.render(unknown)
    assert (spans[:-1], spans[-1].text) == (prompter.render(question), text)
    prompt = prompter.tokenize(spans, unknown)
    controls = [token for token in prompt if token in {control.id for control in vocabulary.vocab.control_tokens()}]
    assert controls == controls_in(vocabulary, prompter, question)
    # Phi-3's control tokens take the white space behind them, in an answer that goes on as everywhere.
    assert b"".join(map(vocabulary.vocab.piece, prompt)).endswith(text.lstrip().encode())


def test_a_template_that_leaves_reasoning_out_still_goes_on_behind_it(vocabulary: Vocabulary) -> None:
    source = (
        "{% for m in messages %}{{ m.role + ': ' }}{{ m.content.split('</think>')[-1] | trim }}{{ eos_token }}"
        "{% endfor %}{% if add_generation_prompt %}{{ 'assistant: <think>' }}{% endif %}"
    )
    prompter = vocabulary.prompter(source)
    messages = [
        Message(role=Role.USER, content="Hi"),
        Message(role=Role.ASSISTANT, content="Hm.</think> Hello"),
        Message(role=Role.USER, content="And?"),
        Message(role=Role.ASSISTANT, content="Let me see.</think> Well, "),
    ]
    rendered = "".join(span.text for span in prompter.render(messages))
    assert rendered.endswith("assistant: <think>Let me see.</think> Well, ")
    assert "Hm." not in rendered


def test_an_answer_to_nothing_cannot_go_on(vocabulary: Vocabulary) -> None:
    with pytest.raises(EngineError, match="beginning of the conversation") as refused:
        vocabulary.prompter().render([Message(role=Role.ASSISTANT, content="Hello")])
    assert refused.value.kind is FailureKind.BAD_REQUEST


def test_a_count_is_the_length_of_the_prompt_and_gives_each_message_its_own(vocabulary: Vocabulary) -> None:
    prompter = vocabulary.prompter()
    counter = PromptCounter(prompter, vocabulary.vocab)
    long = "Grüße, 你好 <|im_end|> x = {1: '\t'}  \n\n" * 40
    ids = tuple(vocabulary.vocab.tokenize(b"Good day."))
    for contents in ({}, {Role.SYSTEM: ""}, {Role.USER: long}, {Role.ASSISTANT: ""}, {Role.USER: " \n "}):
        messages = conversation(contents)
        for asked in (messages, messages[:3], messages[:2], [*messages[:2], Message(role=Role.ASSISTANT, content="")]):
            heard = [m for m in asked if m.content or m.role is not Role.ASSISTANT]
            expected = len(prompter.tokenize(prompter.render(heard), heard))
            total, each = counter.count(asked)
            assert total == expected
            assert counter.count(asked) == (total, each), "known from the count before"
            assert sum(each) < total
            for message, n_tokens in zip(asked, each, strict=True):
                alone = len(vocabulary.vocab.tokenize(message.content.strip().encode()))
                assert abs(n_tokens - alone) <= 3, message
    known = [*conversation({})[:2], Message(role=Role.ASSISTANT, content="Good day.", tokens=ids)]
    known.append(conversation({})[3])
    assert counter.count(known)[0] == len(prompter.tokenize(prompter.render(known), known))
    assert counter.count([]) == (0, ())


def test_a_count_is_of_the_prompt_with_or_without_reasoning(vocabulary: Vocabulary) -> None:
    source = (
        vocabulary.family.source + "{% if enable_thinking is defined and not enable_thinking %} No thinking.{% endif %}"
    )
    prompter = vocabulary.prompter(source)
    counter = PromptCounter(prompter, vocabulary.vocab)
    totals = set()
    for reasoning in Reasoning:
        messages = conversation({Role.ASSISTANT: "<think>Long thoughts.</think>Good day."})
        heard = prompter.heard(messages)
        expected = prompter.tokenize(prompter.render(heard, reasoning=reasoning), heard)
        total, each = counter.count(messages, reasoning)
        assert (total, len(each)) == (len(expected), len(messages))
        totals.add(total)
    assert len(totals) == 2


def test_messages_that_the_template_refuses_are_a_failed_count(vocabulary: Vocabulary) -> None:
    counter = PromptCounter(vocabulary.prompter("{{ raise_exception('never') }}"), vocabulary.vocab)
    answer = counter.answer(Count(request_id=7, messages=tuple(conversation({}))))
    assert isinstance(answer, CountFailed)
    assert (answer.request_id, answer.kind) == (7, FailureKind.TEMPLATE)
    assert "never" in answer.message
