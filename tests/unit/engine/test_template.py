"""Templates are a stranger's code: they render what they should, within limits, and never lose track of content."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import jinja2
import jinja2.ext
import pytest
from hypothesis import given
from hypothesis import strategies as st
from inglenook_engine import template
from inglenook_engine.builtin_templates import CHATML, FAMILIES, GEMMA, LLAMA_3, family_for, says_chat
from inglenook_engine.content import Content, MarkError, Span, parse
from inglenook_engine.template import REASON_LIMIT_CHARS, ChatTemplate, TemplateError, TemplateRefusal
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
        "{{ messages[0].content.encode().decode() }}",
        "{{ messages | map(attribute='content') | map('replace', 'z', '!') | list }}",
        "{{ 'a-b' | replace('-', messages[0].content) }}",
        "{{ messages[0].content.replace(' ', '\\n') | indent(2, true, true) }}",
        "{% filter upper %}a{{ messages[0].content }}b{% endfilter %}",
        "{% set x = 'a' ~ messages[0].content + 'b' %}{{ x.split(' ')[0] }}{{ x[3:] }}{{ x.partition('z')[2] }}",
        "{{ ('a' + messages[0].content).encode().decode().strip() }}",
        "{{ 'a'.center(9, messages[0].content[0]) }}{{ 'a'.join(messages[0].content) }}",
    ],
)
def test_content_stays_content_whatever_a_template_does_with_it(expression: str) -> None:
    secret = "qjzv wxkq"
    spans = ChatTemplate(expression).render([message(Role.USER, secret)])
    template = "".join(span.text for span in spans if span.message is None).lower()
    assert not set(template) & set("qjzvwxk"), spans
    assert any(span.message == 0 for span in spans)


@pytest.mark.parametrize(
    "expression",
    [
        "{{ '%c' % messages[0].content[0] }}",
        "{{ '%a' % messages[0].content }}",
        "{{ '%-3a' | format(messages[0].content) }}",
        "{{ '{!a}'.format(messages[0].content) }}",
        "{{ 'x'.translate({120: messages[0].content}) }}",
        "{% autoescape true %}{{ 'b' + messages[0].content ~ 'a' }}{% endautoescape %}",
    ],
)
def test_what_would_read_content_behind_its_origin_is_refused(expression: str) -> None:
    with pytest.raises(TemplateError):
        ChatTemplate(expression).render([message(Role.USER, "qjzv wxkq")])


IDIOMS = [
    # Gemma 4, Qwen3.5, MiniMax M2: a macro shows the content, and what it shows is stripped, split or tested
    "{% macro show(x) %}{{ x }}{% endmacro %}{{ show(TEXT) | trim }}{{ show(TEXT).strip() }}",
    "{% macro show(x) %}{{ x }}{% endmacro %}{% set c = show(TEXT) %}"
    "{% if '</think>' in c %}{{ c.split('</think>')[-1].lstrip('\\n') }}{% endif %}"
    "{{ c.split('</think>')[0].split('<think>')[-1] }}",
    "{% macro show(x) %}{{ x }}{% endmacro %}{% if show(TEXT) %}said{% else %}silent{% endif %}",
    # Bielik, Nemotron: text is put together, then cut
    "{% set c = '<think>' ~ TEXT + '!' %}{{ c.split('<think>')[1:] }}{{ c | length }}{{ c.rsplit('e', 1) }}",
    "{% set c %}  [{{ TEXT }}]  {% endset %}{{ c | trim }}|{{ c[3:-3] }}|{{ c == '  [Hello]  ' }}",
    "{{ ('a\\n' + TEXT + '\\nb') | indent(2) }}{{ (' ' + TEXT).splitlines() }}",
    "{{ ('a ' + TEXT).title() }}{{ ('a' ~ TEXT) | replace('e', 'EE') | upper }}",
    "{{ ('x' ~ TEXT).partition('l') }}{{ ('x' ~ TEXT).rpartition('l')[0] }}",
    "{{ '%s-%5d' % (TEXT, 3) }}{{ '{}'.format(TEXT).strip() }}",
    "{{ [TEXT, 'b'] | join(' ') | length }}{{ {'a': TEXT} | tojson(separators=(',', ':')) }}",
    "{{ 'Hello you'.replace(TEXT, 'Bye') }}{{ TEXT.removeprefix('He').removesuffix('o') }}",
    "{% generation %}{{ TEXT }}{% endgeneration %}",
]


class _Generation(jinja2.ext.Extension):
    tags = {"generation"}

    def parse(self, parser: jinja2.parser.Parser) -> list[jinja2.nodes.Node]:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


@pytest.mark.parametrize("source", IDIOMS)
@pytest.mark.parametrize("content", ["Hello", "", " lead \n", "<think>a\nb</think>\n\nc", "größer 🦙\r\n<b>&\"'</b>"])
def test_harmless_text_is_rendered_as_plain_jinja_renders_it(source: str, content: str) -> None:
    source = source.replace("TEXT", "messages[0].content")
    extensions = [jinja2.ext.loopcontrols, _Generation]
    plain = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, extensions=extensions)
    plain.filters["tojson"] = lambda value, **options: json.dumps(value, ensure_ascii=False, **options)
    expected = plain.from_string(source).render(messages=[{"role": "user", "content": content}])
    assert text(ChatTemplate(source).render([message(Role.USER, content)])) == expected


@given(st.text(alphabet="ab \n\r", max_size=12), st.text(alphabet="ab \n\r", max_size=12))
def test_every_character_keeps_its_origin_in_what_is_cut(own: str, theirs: str) -> None:
    """Own text in lower case, theirs in upper case: after any cutting the case tells the origin."""
    mixed = own + Content(theirs.upper(), 0) + own
    assert isinstance(mixed, Content)
    cut = [
        mixed.strip(),
        *mixed.split(),
        *mixed.split("a"),
        *mixed.split("B", 1),
        *mixed.rsplit(None, 1),
        *mixed.rsplit("A", 1),
        *mixed.splitlines(),
        *mixed.splitlines(keepends=True),
        *mixed.partition("a"),
        *mixed.rpartition("B"),
        *mixed,
        mixed[::-1],
        mixed.replace("a", "b"),
        mixed.join(["a", "b"]),
        mixed * 2,
    ]
    plain = own + theirs.upper() + own
    assert [str.__str__(c) for c in cut[1:]] == [
        *plain.split(),
        *plain.split("a"),
        *plain.split("B", 1),
        *plain.rsplit(None, 1),
        *plain.rsplit("A", 1),
        *plain.splitlines(),
        *plain.splitlines(keepends=True),
        *plain.partition("a"),
        *plain.rpartition("B"),
        *plain,
        plain[::-1],
        plain.replace("a", "b"),
        plain.join(["a", "b"]),
        plain * 2,
    ]
    for span in (span for piece in cut for span in parse(piece)):
        assert span.message == 0 or not set(span.text) & set("AB")
        assert span.message is None or not set(span.text) & set("ab")


def test_a_template_can_not_name_a_message_that_is_not_there() -> None:
    for index in ("1", "999999", "9" * 5000):
        with pytest.raises(TemplateError):
            ChatTemplate(f"{{{{ '\\ufdd0{index}\\ufdd1x\\ufdd2' }}}}").render([QUESTION])


def test_a_templates_own_words_are_kept_short() -> None:
    with pytest.raises(TemplateRefusal) as caught:
        ChatTemplate("{{ raise_exception('é' * 1000000) }}").render([QUESTION])
    assert len(str(caught.value)) == REASON_LIMIT_CHARS


def test_a_template_that_no_limit_reaches_ends_the_process() -> None:
    """Comparing lists inside `sort` is one call in C: it holds the GIL, and nothing in Python could stop it."""
    source = "{% set a = [0] * 1000000 %}{% set a = a + a + a + a %}{{ ([a, a + []] * 9999) | sort | length }}"
    program = (
        "import inglenook_engine.template as t; from inglenook_engine.types import Message, Role; t.HARD_LIMIT_S = 3\n"
        f"t.ChatTemplate({source!r}).render([Message(role=Role.USER, content='Hi')])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert b"Timeout" in ended.stderr


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
        "{{ 1.5 | round(30000000, 'ceil') }}",
        "{{ ([[1, 1, 1, 1, 1, 1]] * 90000) | sum(start=[]) }}",
        "{{ ('x' * 1000000) | replace('x', 'y' * 4000) }}",
        "{% if",
        "{{ " + "(" * 5000 + ")" * 5000 + " }}",
        "x" * 300_000,
    ],
    ids=lambda source: source[:40],
)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the limit met a generator's end
def test_a_hostile_template_ends_in_a_template_error_within_its_time(
    monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.setattr(template, "HARD_LIMIT_S", 250)  # on a busy machine the other would end the tests
    started = time.monotonic()
    with pytest.raises(TemplateError):
        ChatTemplate(source).render([QUESTION])
    assert time.monotonic() - started < 120  # the limit is 2 s; a loaded machine may take longer to notice


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


def test_beside_a_thread_that_computes_a_template_has_a_limit_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template, "MEMORY_LIMIT_BYTES", 64 << 20)
    if sys.platform == "linux":
        monkeypatch.setattr(template, "TIME_LIMIT_S", 60)  # the memory is to be first, also on a busy machine
        monkeypatch.setattr(template, "HARD_LIMIT_S", 250)
    greedy = (
        "{% set ns = namespace(a=[]) %}{% for i in range(9000) %}{% set ns.a = ns.a + ['y' * 990000] %}{% endfor %}"
    )
    with pytest.raises(TemplateError, match="memory" if sys.platform == "linux" else "seconds"):
        ChatTemplate(greedy).render([QUESTION], is_alone=False)
    expected = ChatTemplate(CHATML.source).render(CONVERSATION)
    assert ChatTemplate(CHATML.source).render(CONVERSATION, is_alone=False) == expected


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_two_threads_that_render_leave_the_limit_of_memory_as_it_was() -> None:
    import resource
    from concurrent.futures import ThreadPoolExecutor

    chatml = ChatTemplate(CHATML.source)
    before = resource.getrlimit(resource.RLIMIT_AS)
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda alone: chatml.render(CONVERSATION, is_alone=alone), [True, False, True] * 40))
    assert len(set(made)) == 1
    assert resource.getrlimit(resource.RLIMIT_AS) == before
