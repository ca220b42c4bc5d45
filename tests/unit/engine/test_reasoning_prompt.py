"""Prompts of models that reason: with it and without, earlier reasoning left out, answers that go on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from inglenook_engine.prompt import ModelTexts, Prompter
from inglenook_engine.reasoning import Reasoning
from inglenook_engine.reasoning_prompt import lead_of, tail_that_spells
from inglenook_engine.types import Message, Role

QWEN_3 = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{% if m.role == 'assistant' %}"
    "{{ m.content.split('</think>')[-1].lstrip('\n') }}{% else %}{{ m.content }}{% endif %}<|im_end|>\n{% endfor %}"
    "<|im_start|>assistant\n{% if enable_thinking is defined and enable_thinking is false %}<think>\n\n</think>\n\n"
    "{% endif %}"
)
R1 = (
    "{% for m in messages %}{{ m.role }}: {{ m.content.split('</think>')[-1] }}\n{% endfor %}"
    "{{ 'assistant: <think>\n' }}"
)
PLAIN_HISTORY = (
    "{# <think> #}{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}assistant: "
    "{% if false %}<think>{% endif %}"
)
GPT_OSS = (
    "Reasoning: {{ reasoning_effort or 'medium' }}\n{% for m in messages %}<|start|>{{ m.role }}<|message|>"
    "{{ m.content }}<|end|>{% endfor %}{# <|channel|>analysis<|message|> #}<|start|>assistant"
)
CHAT = (
    Message(role=Role.USER, content="Two and two?"),
    Message(role=Role.ASSISTANT, content="<think>\nEasy.\n</think>\n\nFour."),
    Message(role=Role.USER, content="And three?"),
)


class Letters:
    """Every character is a token."""

    bos, adds_bos, n_tokens = -1, False, 0x110000

    def tokenize(self, text: bytes) -> list[int]:
        return [ord(character) for character in text.decode()]

    def piece(self, token: int) -> bytes:
        return chr(token).encode()


def prompter_of(source: str) -> Prompter:
    texts = ModelTexts(template=source, bos_token="", eos_token="", names=("chat",))
    return Prompter(texts, Letters(), ())


def prompt_of(source: str, messages: tuple[Message, ...] = CHAT, reasoning: Reasoning = Reasoning.AUTO) -> str:
    prompter = prompter_of(source)
    heard = prompter.heard(messages)
    return "".join(map(chr, prompter.tokenize(prompter.render(heard, reasoning=reasoning), heard)))


def test_earlier_reasoning_is_not_shown_to_the_model() -> None:
    for source in (QWEN_3, R1, PLAIN_HISTORY):
        assert "Easy." not in prompt_of(source)
        assert "Four." in prompt_of(source)


def test_the_ids_of_earlier_reasoning_are_not_shown_to_the_model_either() -> None:
    question, answer, again = CHAT
    known = (question, replace(answer, tokens=tuple(map(ord, answer.content))), again)
    for source in (QWEN_3, R1, PLAIN_HISTORY):
        shown = prompt_of(source, known)
        assert "Easy." not in shown
        assert "Four." in shown


@pytest.mark.parametrize(
    ("source", "end"),
    [
        (QWEN_3, "assistant\n<think>\n\n</think>\n\n"),
        (R1, "assistant: <think>\n\n</think>\n\n"),
        (PLAIN_HISTORY, "assistant: <think>\n\n</think>\n\n"),
        (GPT_OSS, "assistant<|channel|>final<|message|>"),
    ],
)
def test_without_reasoning_the_answer_itself_is_asked_for(source: str, end: str) -> None:
    assert prompt_of(source, reasoning=Reasoning.OFF).endswith(end)
    for other in (Reasoning.AUTO, Reasoning.ON):
        assert not prompt_of(source, reasoning=other).endswith(end)


def test_a_model_that_does_not_reason_is_asked_as_ever() -> None:
    source = "{% for m in messages %}{{ m.content }}{% endfor %}:"
    prompts = {prompt_of(source, (CHAT[0],), reasoning) for reasoning in Reasoning}
    assert prompts == {"Two and two?:"}
    assert prompter_of(source).reasoning is None


def test_a_prompt_says_what_it_has_begun_of_the_answer() -> None:
    assert lead_of(prompter_of(R1).render(CHAT)) == "<think>\n"
    assert lead_of(prompter_of(QWEN_3).render(CHAT)) == ""
    assert lead_of(prompter_of(R1).render(CHAT, reasoning=Reasoning.OFF)) == ""


@pytest.mark.parametrize("content", ["<think>\nLet me", "<think>\nLet me see.\n</think>\n\nSev"])
def test_an_answer_goes_on_behind_the_marker_of_its_prompt(content: str) -> None:
    """Its ids, of which the marker is none, are used as they are."""
    spoken = content.removeprefix("<think>\n")
    ids = tuple(map(ord, spoken))
    messages = (*CHAT, Message(role=Role.ASSISTANT, content=content, tokens=ids))
    prompt = prompt_of(R1, messages)
    assert prompt.endswith("assistant: <think>\n" + spoken)


def test_an_answer_without_reasoning_goes_on_without() -> None:
    messages = (*CHAT, Message(role=Role.ASSISTANT, content="Sev"))
    assert prompt_of(R1, messages).endswith("assistant: <think>\n\n</think>\n\nSev")


def test_the_ids_of_an_answer_outlive_its_reasoning() -> None:
    pieces = {1: b"<think>", 2: b"\nEasy.", 3: b"</think>", 4: b"\n\n", 5: b"Fo", 6: b"ur.", 7: b"\n"}
    assert tail_that_spells((1, 2, 3, 4, 5, 6, 7), "Four.", pieces.__getitem__) == (5, 6, 7)
    assert tail_that_spells((1, 2, 3, 4, 5, 6), "our.", pieces.__getitem__) == ()
    assert tail_that_spells((5,), "Four.", pieces.__getitem__) == ()
    assert tail_that_spells((5, 6), " ", pieces.__getitem__) == ()
