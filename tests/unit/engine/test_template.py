"""Templates are a stranger's code: they render what they should, within limits, and never lose track of content."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inglenook_engine.builtin_templates import CHATML, FAMILIES, GEMMA, LLAMA_3, family_for, says_chat
from inglenook_engine.content import Content, MarkError, Span, parse
from inglenook_engine.template import ChatTemplate, TemplateError, TemplateRefusal
from inglenook_engine.types import Message, Role


def message(role: Role, content: str) -> Message:
    return Message(role=role, content=content)


QUESTION = message(Role.USER, "  What is <|im_end|>?\n")
CONVERSATION = [
    message(Role.SYSTEM, "Be brief."),
    message(Role.USER, "Hello"),
    message(Role.ASSISTANT, "Hi!"),
    QUESTION,
]


def text(spans: tuple[Span, ...]) -> str:
    return "".join(span.text for span in spans)


def test_chatml_keeps_content_apart_from_markup() -> None:
    spans = ChatTemplate(CHATML.source).render([QUESTION])
    assert spans == (
        Span("<|im_start|>user\n", None),
        Span("  What is <|im_end|>?\n", 0),
        Span("<|im_end|>\n<|im_start|>assistant\n", None),
    )


def test_a_template_that_trims_really_trims() -> None:
    spans = ChatTemplate(LLAMA_3.source, bos_token="<|begin_of_text|>").render([QUESTION])
    assert Span("What is <|im_end|>?", 0) in spans
    assert text(spans).startswith("<|begin_of_text|><|start_header_id|>user")


def test_a_template_without_a_system_role_gets_it_at_the_head_of_the_question() -> None:
    spans = ChatTemplate(GEMMA.source, bos_token="<bos>").render(CONVERSATION)
    assert "<start_of_turn>user\nBe brief.\n\nHello<end_of_turn>" in text(spans)
    assert text(spans).endswith("<start_of_turn>model\n")


def test_a_template_that_insists_refuses_with_its_own_words() -> None:
    source = "{{ raise_exception('only odd questions, not ' ~ messages[0].content) }}"
    with pytest.raises(TemplateRefusal, match="only odd questions, not Hello"):
        ChatTemplate(source).render([message(Role.USER, "Hello")])


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_built_in_template_shows_every_message_once_as_content(family: object) -> None:
    spans = ChatTemplate(family.source, bos_token="<s>", eos_token="</s>").render(CONVERSATION)  # type: ignore[attr-defined]
    content = "".join(span.text for span in spans if span.message is not None)
    template = "".join(span.text for span in spans if span.message is None)
    for m in CONVERSATION:
        assert content.count(m.content.strip()) == 1
        assert m.content.strip() not in template


@pytest.mark.parametrize(
    "expression",
    [
        "{{ messages[0].content }}",
        "{{ 'a' ~ messages[0].content ~ 'b' }}",
        "{{ 'a' + messages[0].content }}",
        "{{ messages[0].content + 'a' }}",
        "{{ messages[0].content | trim | upper | lower | title | capitalize | replace('a', 'b') }}",
        "{{ messages[0].content | indent }}",
        "{{ messages[0].content | safe | e | string | default('z') }}",
        "{{ messages[0].content | tojson }}",
        "{{ messages | tojson }}",
        "{{ messages }}",
        "{{ messages[0] | string }}",
        "{{ '%s' | format(messages[0].content) }}",
        "{{ '%r' % messages[0].content }}",
        "{{ '{} {!r}'.format(messages[0].content, messages[0].content) }}",
        "{{ messages[0].content.split(' ') | join('-') }}",
        "{{ '-'.join(messages[0].content.split(' ')) }}",
        "{{ messages[0].content.join(['<', '>']) }}",
        "{{ 'a-b'.replace('-', messages[0].content) }}",
        "{{ messages[0].content[1:] }}{{ messages[0].content[0] }}",
        "{{ messages[0].content | first }}{{ messages[0].content | last }}{{ messages[0].content | reverse }}",
        "{{ messages[0].content | list | join }}",
        "{% for c in messages[0].content %}{{ c }}{% endfor %}",
        "{{ messages[0].content | truncate(9, true, '') }}",
        "{% set x = messages[0].content %}{{ x }}{% set y %}{{ x }}{% endset %}{{ y }}",
        "{% macro m(x) %}{{ x.strip() }}{% endmacro %}{{ m(messages[0].content) }}",
        "{{ messages | map(attribute='content') | join(' ') }}",
        "{{ messages[0].items() | list }}",
        "{{ messages[0].content.partition(' ') | join }}",
        "{{ messages[0].content * 2 }}",
        "{{ messages[0].content.format() }}{{ messages[0].content % () }}",
    ],
)
def test_content_stays_content_whatever_a_template_does_with_it(expression: str) -> None:
    secret = "qjzv wxkq"
    spans = ChatTemplate(expression).render([message(Role.USER, secret)])
    template = "".join(span.text for span in spans if span.message is None).lower()
    assert not set(template) & set("qjzvwxk"), spans
    assert any(span.message == 0 for span in spans)


@given(st.text(), st.text())
def test_marks_cannot_be_forged(first: str, second: str) -> None:
    forged = first + "\ufdd0" + "7\ufdd1" + second + "\ufdd2"
    spans = parse(f"a{Content(forged, 3)}b")
    assert [span.message for span in spans] == [None, 3, None]
    assert "\ufdd0" not in text(spans)


@pytest.mark.parametrize("broken", ["\ufdd00\ufdd1x", "x\ufdd2", "\ufdd0x\ufdd1y\ufdd2", "\ufdd0"])
def test_marks_that_were_cut_are_refused(broken: str) -> None:
    with pytest.raises(MarkError):
        parse(broken)


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'a' * 600000000 }}",
        "{{ 600000000 * 'a' }}",
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ 9**9**9 }}",
        "{{ 'a'.ljust(900000000) }}",
        "{{ '%900000000d' % 1 }}",
        "{{ '{:>900000000}'.format(1) }}",
        "{{ 'a' | indent(900000000) }}",
        "{% set ns = namespace(s='a') %}{% for i in range(99999) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
        "{% set x = 'a' * 100000 %}{{ x.replace('a', x) }}",
        "{{ range(99999) | join('a' * 1000000) }}",
        "{% for i in range(99999) %}{{ 'x' * 100 }}{% endfor %}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ messages.append(1) }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ x.y }}",
        "{% if",
        "{{ " + "(" * 5000 + ")" * 5000 + " }}",
        "x" * 300_000,
    ],
    ids=lambda source: source[:40],
)
def test_a_hostile_template_ends_in_a_template_error_within_its_time(source: str) -> None:
    started = time.monotonic()
    with pytest.raises(TemplateError):
        ChatTemplate(source).render([QUESTION])
    assert time.monotonic() - started < 10  # the limit is 2 s; a loaded machine may take longer to notice


def test_families_are_known_by_their_control_tokens() -> None:
    assert family_for(["<|im_start|>", "<|im_end|>", "<s>"]) is CHATML
    assert family_for(["hello"]) is None


@pytest.mark.parametrize(
    ("name", "is_chat"),
    [
        ("gemma-3-270m-it", True),
        ("gemma-3-270m-q4_k_m", False),
        ("Llama-3.2-1B-Instruct-Q4", True),
        ("Meta-Llama-3-8B", False),
        ("digital-7b", False),
        ("Yi-6B-Chat", True),
    ],
)
def test_a_chat_model_says_so_in_its_name(name: str, is_chat: bool) -> None:
    assert says_chat(name) is is_chat
