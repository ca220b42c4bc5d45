"""Chat templates: a model's own Jinja source, rendered in a sandbox with limits, and the built-in ones.

Owns the way from messages to marked text (`content`). Knows no tokens and no model. A template is code from a
stranger: it sees plain values only, runs for at most `TIME_LIMIT_S`, may not take more than `MEMORY_LIMIT_BYTES`
beyond what the process has, and whatever it does wrong becomes `TemplateError`. One that hides in C code, where no
limit of Python's reaches it, ends the process after `HARD_LIMIT_S`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import faulthandler
import functools
import json
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import jinja2
import jinja2.compiler
import jinja2.ext
import jinja2.sandbox
from jinja2 import nodes
from jinja2.exceptions import SecurityError

from .content import Content, Span, concat, parse, template_text, tracked, unmarked
from .types import Message, Role

TIME_LIMIT_S = 2.0
HARD_LIMIT_S = 6.0
MEMORY_LIMIT_BYTES = 512 << 20
SOURCE_LIMIT_CHARS = 256 << 10
OVERHEAD_LIMIT_CHARS = 64 << 10
"""How much longer than its messages a rendered prompt may be, for each message."""

LINES_PER_LOOK = 64
"""Of Python, between two looks at the memory in use."""

REASON_LIMIT_CHARS = 2000
"""What is kept of a template's own words when it fails."""

NO_VARIABLES: Mapping[str, Any] = {}
_INT_LIMIT = 1_000_000
_UNTRACKABLE = re.compile(r"%(?:\([^)]*\))?[-#0 +]*[\d*]*(?:\.[\d*]*)?[hlL]?[ac]")
"""Conversions that read a text behind its marks."""


class TemplateError(Exception):
    """The template is not valid, refuses the messages, or exceeds a limit. str(error): what happened."""


class TemplateRefusal(TemplateError):
    """The template itself called `raise_exception`, for example because it knows no system role."""


class ChatTemplate:
    """A compiled template. Raises TemplateError when `source` does not compile within the limits.

    bos_token, eos_token: their text, as templates write them.
    """

    def __init__(
        self,
        source: str,
        *,
        bos_token: str = "",
        eos_token: str = "",
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now().astimezone(),
    ) -> None:
        if len(source) > SOURCE_LIMIT_CHARS:
            raise TemplateError(f"the template is {len(source)} characters long, more than {SOURCE_LIMIT_CHARS}")
        environment = _Environment(
            trim_blocks=True, lstrip_blocks=True, optimized=False, extensions=[jinja2.ext.loopcontrols, _Generation]
        )
        environment.globals["raise_exception"] = _raise_exception
        environment.globals["strftime_now"] = lambda form: now().strftime(str(form))
        self._tokens = {"bos_token": bos_token, "eos_token": eos_token}
        with _limits():
            self._template = environment.from_string(source)

    def render(
        self, messages: Sequence[Message], *, is_alone: bool = True, variables: Mapping[str, Any] = NO_VARIABLES
    ) -> tuple[Span, ...]:
        """The prompt that asks for the next assistant message, as spans. Raises TemplateError.

        variables: what the template may ask for besides, `enable_thinking` for instance. is_alone: no other thread of
        this process computes in the meantime; the limit of memory is the process's.

        A template that refuses a system message, or two messages of one role in a row, is given the same text once
        more with the system message at the head of the first question and neighbours joined.
        """
        turns = [(m.role.value, Content(m.content, i)) for i, m in enumerate(messages)]
        try:
            return self._render(turns, len(turns), variables, is_alone=is_alone)
        except TemplateRefusal:
            folded = _fold(turns)
            if folded == turns:
                raise
            return self._render(folded, len(turns), variables, is_alone=is_alone)

    def _render(
        self, turns: Sequence[tuple[str, str]], n_messages: int, variables: Mapping[str, Any], *, is_alone: bool
    ) -> tuple[Span, ...]:
        limit = sum(len(content) + OVERHEAD_LIMIT_CHARS for _, content in turns)
        with _limits(is_alone=is_alone):
            rendered = self._template.render(
                messages=[{"role": role, "content": content} for role, content in turns],
                add_generation_prompt=True,
                tools=None,
                documents=None,
                **variables,
                **self._tokens,
            )
        if len(rendered) > limit:
            raise TemplateError(f"the template made {len(rendered)} characters of its messages, more than {limit}")
        spans = parse(rendered)
        if any(span.message is not None and span.message >= n_messages for span in spans):
            raise TemplateError("the template wrote a mark of its own")
        return spans


def _fold(turns: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same text for a template that knows only alternating user and assistant turns."""
    folded: list[tuple[str, str]] = []
    for role, content in turns:
        as_role = Role.USER.value if role == Role.SYSTEM.value else role
        if folded and folded[-1][0] == as_role:
            folded[-1] = (as_role, concat((folded[-1][1], "\n\n", content)))
        else:
            folded.append((as_role, content))
    return folded


class _Generation(jinja2.ext.Extension):
    """`{% generation %}` of Hugging Face's templates, which marks answers for training: just its body."""

    tags = {"generation"}

    def parse(self, parser: jinja2.parser.Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        return nodes.Scope(parser.parse_statements(("name:endgeneration",), drop_needle=True), lineno=line)


class _CodeGenerator(jinja2.compiler.CodeGenerator):
    """Jinja's, with `~` joining content as everything else does, and without autoescape, whose C code loses it."""

    def visit_Concat(self, node: nodes.Concat, frame: jinja2.compiler.Frame) -> None:
        self.write("environment.concat((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_ScopedEvalContextModifier(
        self,
        node: nodes.ScopedEvalContextModifier,
        frame: jinja2.compiler.Frame,  # noqa: ARG002  # Jinja's signature
    ) -> None:
        self.fail("autoescape is not for chat templates", node.lineno)


class _Environment(jinja2.sandbox.ImmutableSandboxedEnvironment):
    """The sandbox, less what grows without bound or would lose the origin of content."""

    intercepted_binops = frozenset(("*", "**", "%"))
    code_generator_class = _CodeGenerator
    concat = staticmethod(concat)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for name in ("lipsum", "cycler"):
            self.globals.pop(name, None)
        for name in ("urlize", "xmlattr", "striptags", "pprint", "wordwrap", "urlencode", "filesizeformat", "random"):
            self.filters.pop(name, None)
        for name in ("round", "sum"):  # one call can take for ever
            self.filters.pop(name, None)
        for name in ("e", "escape", "forceescape", "safe"):
            self.filters[name] = lambda value: value
        self.filters["title"] = lambda value: value.title()
        self.filters["center"] = lambda value, width=80: value.center(min(int(width), 1000))
        self.filters["tojson"] = _tojson
        self.filters["string"] = lambda value: value if isinstance(value, str) else tracked(str(value))
        self.filters["replace"] = _replace
        self.filters["indent"] = _indent
        self.filters["format"] = lambda value, *args, **named: self.call_binop(None, "%", value, named or args)
        self.filters["join"] = _tracking(self.filters["join"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        sizes = [len(v) if isinstance(v, (str, list, tuple)) else abs(v) for v in (left, right) if not _is_odd(v)]
        if operator == "**" and (len(sizes) < 2 or sizes[0] > 1000 or sizes[1] > 64):
            raise SecurityError("the template computes too large a power")
        if operator == "*" and len(sizes) == 2 and sizes[0] * sizes[1] > 1 << 64:
            raise SecurityError("the template computes too large a product")
        # no generator: given up half way, one that is traced swallows the error of the time limit
        repeats = operator == "*" and (isinstance(left, (str, list, tuple)) or isinstance(right, (str, list, tuple)))
        if repeats and (len(sizes) < 2 or sizes[0] * sizes[1] > _INT_LIMIT):
            raise SecurityError("the template repeats a text too often")
        if operator == "%" and isinstance(left, str):
            if any(len(d) > 4 for d in _digit_runs(left)):
                raise SecurityError("the template formats a text too wide")
            if _UNTRACKABLE.search(left):
                raise SecurityError("the template formats with %a or %c")
        result = super().call_binop(context, operator, left, right)
        return tracked(result) if isinstance(result, str) else result

    def call(self, context: Any, callee: Any, /, *args: Any, **kwargs: Any) -> Any:
        method = getattr(callee, "__wrapped__", callee)  # the sandbox wraps `format`
        owner = getattr(method, "__self__", None)
        if isinstance(owner, str):
            if any(isinstance(a, int) and abs(a) > _INT_LIMIT for a in (*args, *kwargs.values())):
                raise SecurityError("the template makes a text too long")
            match method.__name__:
                case "replace":
                    return _replace(owner, *args)
                case "join" | "center" | "ljust" | "rjust":
                    callee = getattr(template_text(owner), method.__name__)
                case "translate":
                    raise SecurityError("the template translates characters")
                case "format" | "format_map" if "!a" in owner:
                    raise SecurityError("the template formats with !a")
        result = super().call(context, callee, *args, **kwargs)
        return tracked(result) if isinstance(result, str) else result


def _is_odd(value: object) -> bool:
    return not isinstance(value, (int, float, str, list, tuple))


def _digit_runs(text: str) -> list[str]:
    return "".join(c if c.isdecimal() else " " for c in text).split()


def _tracking(function: Callable[..., str]) -> Callable[..., str]:
    """A filter of Jinja's, what it makes in C code being content again."""

    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> str:
        return tracked(function(*args, **kwargs))

    return wrapper


def _replace(text: Any, old: Any, new: Any, count: int | None = None) -> str:
    text, old, new = (part if isinstance(part, str) else str(part) for part in (text, old, new))
    times = text.count(old) if old else len(text) + 1
    if times * len(new) > 16 * _INT_LIMIT:
        raise SecurityError("the template makes a text too long")
    return template_text(text).replace(old, new, -1 if count is None else count)


def _indent(text: str, width: int | str = 4, first: bool = False, blank: bool = False) -> str:
    if isinstance(width, int) and width > _INT_LIMIT:
        raise SecurityError("the template indents too far")
    margin = width if isinstance(width, str) else " " * width
    head, *rest = (template_text(text) + "\n").splitlines()
    indented = (part for line in rest for part in ("\n", margin if line or blank else "", line))
    return concat((margin if first else "", head, *indented))


def _raise_exception(message: Any) -> NoReturn:
    raise TemplateRefusal(_reason(message))


def _reason(words: object) -> str:
    return unmarked(str(words))[:REASON_LIMIT_CHARS]


def _tojson(
    value: Any,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,
    **_options: Any,
) -> str:
    """Hugging Face's. It never escapes: an escaped mark would be lost."""

    def plain(item: Any) -> Any:
        if isinstance(item, Content):
            return str(item)
        if isinstance(item, Mapping):
            return {str(key): plain(member) for key, member in item.items()}
        if isinstance(item, (list, tuple)):
            return [plain(member) for member in item]
        return item

    made = json.dumps(plain(value), ensure_ascii=False, indent=indent, separators=separators, sort_keys=sort_keys)
    return tracked(made)


@contextlib.contextmanager
def _limits(*, is_alone: bool = True) -> Iterator[None]:
    """Run template code under the time and memory limits; every failure leaves as TemplateError. One thread at a time.

    Time is checked at each line of Python that runs on this thread, so a loop ends however it is written; single
    operations in C are kept short by `_Environment` and by the memory limit, which exists on POSIX alone. The last
    resort is a thread of C that ends the process, because C code may hold the GIL for as long as it runs.

    Beside a thread that computes, the process's limit could fail an allocation of llama.cpp's or of a driver, which
    ends the process. There the memory in use is looked at now and then instead.
    """
    previous = sys.gettrace()
    deadline, n_lines, in_use = 0.0, 0, 0

    def check(_frame: FrameType, _event: str, _argument: Any) -> Any:
        nonlocal n_lines
        if time.monotonic() > deadline:
            raise TemplateError(f"the template ran for more than {TIME_LIMIT_S:g} seconds")
        n_lines += 1
        if not is_alone and n_lines % LINES_PER_LOOK == 0 and _private_bytes() - in_use > MEMORY_LIMIT_BYTES:
            raise MemoryError
        return check

    try:
        with _one_at_a_time, _memory_limit() if is_alone else contextlib.nullcontext():
            deadline, n_lines, in_use = time.monotonic() + TIME_LIMIT_S, 0, 0 if is_alone else _private_bytes()
            faulthandler.dump_traceback_later(HARD_LIMIT_S, exit=True, file=2)
            sys.settrace(check)
            try:
                yield
            finally:
                sys.settrace(previous)
                faulthandler.cancel_dump_traceback_later()
    except (TemplateError, KeyboardInterrupt):
        raise
    except MemoryError as error:
        raise TemplateError("the template needs too much memory") from error
    except RecursionError as error:
        raise TemplateError("the template calls itself without end") from error
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(f"line {error.lineno} of the template: {_reason(error.message)}") from error
    except Exception as error:  # template code can raise anything
        raise TemplateError(f"{type(error).__name__}: {_reason(error)}") from error


_one_at_a_time = threading.Lock()
"""Its holder's are the process's limit of memory and the timer of faulthandler."""


def _private_bytes() -> int:
    """What this process has for itself of the memory; 0 where the kernel does not tell."""
    try:
        _, resident, shared, *_ = Path("/proc/self/statm").read_bytes().split()
    except OSError:
        return 0
    import resource

    return (int(resident) - int(shared)) * resource.getpagesize()


@contextlib.contextmanager
def _memory_limit() -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    in_use = _address_space_bytes()
    if in_use is None:
        yield
        return
    wanted = in_use + MEMORY_LIMIT_BYTES
    if soft != resource.RLIM_INFINITY:
        wanted = min(wanted, soft)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _address_space_bytes() -> int | None:
    """None where the kernel does not tell (macOS); there the limit is left out."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
    except OSError:
        return None
    import resource

    return pages * resource.getpagesize()
