"""Chat templates: a model's own Jinja source, rendered in a sandbox with limits, and the built-in ones.

Owns the way from messages to marked text (`content`). Knows no tokens and no model. A template is code from a
stranger: it sees plain values only, runs for at most `TIME_LIMIT_S`, may not take more than `MEMORY_LIMIT_BYTES`
beyond what the process has, and whatever it does wrong becomes `TemplateError`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import jinja2
import jinja2.ext
import jinja2.sandbox
from jinja2.exceptions import SecurityError

from .content import Content, MarkError, Span, parse, unmarked
from .types import Message, Role

TIME_LIMIT_S = 2.0
MEMORY_LIMIT_BYTES = 512 << 20
SOURCE_LIMIT_CHARS = 256 << 10
OVERHEAD_LIMIT_CHARS = 64 << 10
"""How much longer than its messages a rendered prompt may be, for each message."""

_INT_LIMIT = 1_000_000


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
            trim_blocks=True, lstrip_blocks=True, optimized=False, extensions=[jinja2.ext.loopcontrols]
        )
        environment.globals["raise_exception"] = _raise_exception
        environment.globals["strftime_now"] = lambda form: now().strftime(str(form))
        self._tokens = {"bos_token": bos_token, "eos_token": eos_token}
        with _limits():
            self._template = environment.from_string(source)

    def render(self, messages: Sequence[Message]) -> tuple[Span, ...]:
        """The prompt that asks for the next assistant message, as spans. Raises TemplateError.

        A template that refuses a system message, or two messages of one role in a row, is given the same text once
        more with the system message at the head of the first question and neighbours joined.
        """
        turns = [(m.role.value, Content(m.content, i)) for i, m in enumerate(messages)]
        try:
            return self._render(turns)
        except TemplateRefusal:
            folded = _fold(turns)
            if folded == turns:
                raise
            return self._render(folded)

    def _render(self, turns: Sequence[tuple[str, str]]) -> tuple[Span, ...]:
        limit = sum(len(content) + OVERHEAD_LIMIT_CHARS for _, content in turns)
        with _limits():
            rendered = self._template.render(
                messages=[{"role": role, "content": content} for role, content in turns],
                add_generation_prompt=True,
                tools=None,
                documents=None,
                **self._tokens,
            )
        if len(rendered) > limit:
            raise TemplateError(f"the template made {len(rendered)} characters of its messages, more than {limit}")
        try:
            return parse(rendered)
        except MarkError as error:
            raise TemplateError(f"the template cuts messages apart: {error}") from error


def _fold(turns: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same text for a template that knows only alternating user and assistant turns."""
    folded: list[tuple[str, str]] = []
    for role, content in turns:
        as_role = Role.USER.value if role == Role.SYSTEM.value else role
        if folded and folded[-1][0] == as_role:
            folded[-1] = (as_role, _Joined((folded[-1][1], content)))
        else:
            folded.append((as_role, content))
    return folded


class _Joined(Content):
    """Several contents under one role, each keeping its own mark."""

    _marked: str

    def __new__(cls, parts: Sequence[str]) -> _Joined:
        origin = parts[0].origin if isinstance(parts[0], Content) else 0
        bare = "\n\n".join(part.bare if isinstance(part, Content) else part for part in parts)
        self = str.__new__(cls, bare)
        self.origin = origin
        self._marked = "\n\n".join(map(str, parts))
        return self

    @property
    def marked(self) -> str:
        return self._marked


class _Environment(jinja2.sandbox.ImmutableSandboxedEnvironment):
    """The sandbox, less what grows without bound or would lose the marks of content."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for name in ("lipsum", "cycler"):
            self.globals.pop(name, None)
        for name in ("urlize", "xmlattr", "striptags", "pprint", "wordwrap", "urlencode", "filesizeformat", "random"):
            self.filters.pop(name, None)
        for name in ("e", "escape", "forceescape", "safe"):
            self.filters[name] = lambda value: value
        self.filters["title"] = lambda value: value.title()
        self.filters["center"] = lambda value, width=80: value.center(min(int(width), 1000))
        self.filters["tojson"] = _tojson

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        sizes = [len(v) if isinstance(v, (str, list, tuple)) else abs(v) for v in (left, right) if not _is_odd(v)]
        if operator == "**" and (len(sizes) < 2 or sizes[0] > 1000 or sizes[1] > 64):
            raise SecurityError("the template computes too large a power")
        if operator == "*" and len(sizes) == 2 and sizes[0] * sizes[1] > 1 << 64:
            raise SecurityError("the template computes too large a product")
        repeats = operator == "*" and any(isinstance(v, (str, list, tuple)) for v in (left, right))
        if repeats and (len(sizes) < 2 or sizes[0] * sizes[1] > _INT_LIMIT):
            raise SecurityError("the template repeats a text too often")
        if operator == "%" and isinstance(left, str) and any(len(d) > 4 for d in _digit_runs(left)):
            raise SecurityError("the template formats a text too wide")
        return super().call_binop(context, operator, left, right)

    def call(self, context: Any, callee: Any, /, *args: Any, **kwargs: Any) -> Any:
        owner = getattr(callee, "__self__", None)
        if isinstance(owner, str):
            if any(isinstance(a, int) and abs(a) > _INT_LIMIT for a in (*args, *kwargs.values())):
                raise SecurityError("the template makes a text too long")
            if not isinstance(owner, Content):
                args = tuple(_marked_argument(callee.__name__, a) for a in args)
                if callee.__name__ == "replace" and len(args) >= 2:
                    _check_replacement(owner, str(args[0]), str(args[1]))
        return super().call(context, callee, *args, **kwargs)


def _is_odd(value: object) -> bool:
    return not isinstance(value, (int, float, str, list, tuple))


def _digit_runs(text: str) -> list[str]:
    return "".join(c if c.isdecimal() else " " for c in text).split()


def _marked_argument(method: str, argument: Any) -> Any:
    """C code reads a str subclass's raw text; a plain string's method must see the marks where it writes them."""
    if method == "join" and not isinstance(argument, str):
        return [str(part) for part in argument]
    if method in ("join", "replace", "ljust", "rjust", "center", "removeprefix", "removesuffix"):
        return str(argument) if isinstance(argument, Content) else argument
    return argument


def _check_replacement(text: str, old: str, new: str) -> None:
    times = text.count(old) if old else len(text) + 1
    if times * len(new) > 16 * _INT_LIMIT:
        raise SecurityError("the template makes a text too long")


def _raise_exception(message: Any) -> NoReturn:
    raise TemplateRefusal(unmarked(str(message)))


def _tojson(value: Any, indent: int | None = None, **_options: Any) -> str:
    def plain(item: Any) -> Any:
        if isinstance(item, Content):
            return item.marked
        if isinstance(item, Mapping):
            return {str(key): plain(member) for key, member in item.items()}
        if isinstance(item, (list, tuple)):
            return [plain(member) for member in item]
        return item

    return json.dumps(plain(value), ensure_ascii=False, indent=indent)


@contextlib.contextmanager
def _limits() -> Iterator[None]:
    """Run template code under the time and memory limits; every failure leaves as TemplateError.

    Time is checked at each line of Python that runs on this thread, so a loop ends however it is written; single
    operations in C are kept short by `_Environment` and by the memory limit, which exists on POSIX alone.
    """
    deadline = time.monotonic() + TIME_LIMIT_S
    previous = sys.gettrace()

    def check(_frame: FrameType, _event: str, _argument: Any) -> Any:
        if time.monotonic() > deadline:
            raise TemplateError(f"the template ran for more than {TIME_LIMIT_S:g} seconds")
        return check

    try:
        with _memory_limit():
            sys.settrace(check)
            try:
                yield
            finally:
                sys.settrace(previous)
    except (TemplateError, KeyboardInterrupt):
        raise
    except MemoryError as error:
        raise TemplateError("the template needs too much memory") from error
    except RecursionError as error:
        raise TemplateError("the template calls itself without end") from error
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(f"line {error.lineno} of the template: {unmarked(error.message or '')}") from error
    except Exception as error:  # template code can raise anything
        raise TemplateError(f"{type(error).__name__}: {unmarked(str(error))}") from error


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
