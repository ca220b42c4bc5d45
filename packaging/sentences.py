"""The sentences of modules without Qt, as patterns that can be translated: what errors, events and reports say; and the
pieces that some of those modules put into sentences, such as why a file is refused.

They are written in English where they arise, so that the log, the database and the terminal have one language, and the
window translates them when it shows them (`inglenook_desktop.translating`). `f"{name} is damaged"` becomes the pattern
"%1 is damaged".
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

CONTEXT = "sentences"
FRAGMENTS = "fragments"
"""What stands inside of those as a value, or alone in a column."""

FOR_OTHERS = (
    *("/terminal/", "/cli", "/titles.py", "/summaries.py", "/self_bench.py"),
    *("/curve.py", "/schema.py", "/starter.py", "/__main__.py"),
)
"""The terminal, and texts for a model or a database. __main__: of the engine; the fetcher's is read."""
READ_ALL_THE_SAME = ("fetcher/__main__.py",)

WITH_FRAGMENTS = (
    *("fetcher/looking.py", "fetcher/names.py", "fetcher/network.py", "hub/login.py"),
    *("library/details.py", "library/importing.py", "library/moving.py", "library/naming.py"),
    *("statistics/prices.py", "store/salvage.py", "store/archive/importing.py", "store/archive/json_stream.py"),
    *(
        "gguf.py",
        "gguf_header.py",
        "header_facts.py",
        "model_file.py",
        "model_shape.py",
        "plan_types.py",
        "template.py",
    ),
    *("generate.py", "llama_backend.py", "prompt.py"),
)
"""Modules whose texts of several words all reach the window so, but for those of the log and of bugs."""
NATIVE = ("native/src/llama_vocab.cpp", "native/src/sampler.cpp")
"""Those whose texts reach the window: why a model cannot draft for another, and what a number must be."""
RECOMMENDED = "desktop/inglenook_desktop/hub/recommended.toml"

_LOOKED_UP = {"tr", "translate", "N_", "_tr", "QT_TRANSLATE_NOOP"}
_LOGS = {"_log", "log", "logger"}
_LOG_METHODS = {"debug", "info", "warning", "error", "exception", "critical"}
_SENTENCE = re.compile(r"""["“‘(]?(?:[A-ZÄÖÜ]|%\d).* .*[.!?](?:[")”’]| %\d)?\s*""", re.DOTALL)
"""A value at the end is what to do about it, sentences themselves."""
_FRAGMENT = re.compile(r"(?=.*[a-z]{3})[a-z%\d-][^=]* [^=]*[^\s.:,=]")
_BUGS = {"ValueError", "TypeError", "RuntimeError", "AssertionError", "RemoteProtocolError"}
_NATIVE_TEXT = re.compile(r"""(?:\breturn|\b(?:check|refuse)\([^;]*,)\s*("[^;]*?"(?:\s*\+[^;]*)?)\)?;""")
_NATIVE_PART = re.compile(r"""\s*\+?\s*(?:"([^"]*)"|std::to_string\([^)]*\))""")
_SQL = re.compile(
    r"(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|VACUUM|WITH|%1 = \?)\b|.*(?:= \?|LIMIT \?|WHERE )",
    re.DOTALL,
)

_WITHOUT_PARTS = (ast.expr_context, ast.Name, ast.operator, ast.cmpop, ast.boolop, ast.unaryop)


@lru_cache(maxsize=1)
def all_sentences(root: Path) -> tuple[str, ...]:
    """Of both packages, each once, in order. root: of the repository."""
    found: set[str] = set()
    for package in ("desktop/inglenook_desktop", "engine/inglenook_engine"):
        for path in sorted((root / package).rglob("*.py")):
            name = path.relative_to(root / package).as_posix()
            if name in READ_ALL_THE_SAME or not any(part in f"/{name}" for part in FOR_OTHERS):
                found.update(sentences_of(path.read_text(encoding="utf-8")))
    found.update(text for text in _native(root) if _SENTENCE.fullmatch(text))
    return tuple(sorted(found))


@lru_cache(maxsize=1)
def all_fragments(root: Path) -> tuple[str, ...]:
    """Of both packages and of the list of recommended models, each once, in order. root: of the repository."""
    models = tomllib.loads((root / RECOMMENDED).read_text(encoding="utf-8"))["model"]
    found = {model["good_for"] for model in models}
    for package in ("desktop/inglenook_desktop", "engine/inglenook_engine"):
        for name in WITH_FRAGMENTS:
            if (path := root / package / name).exists():
                found.update(fragments_of(path.read_text(encoding="utf-8")))
    found.update(text for text in _native(root) if _FRAGMENT.fullmatch(text))
    return tuple(sorted(found))


def _native(root: Path) -> Iterator[str]:
    for name in NATIVE:
        yield from native_texts((root / name).read_text(encoding="utf-8"))


def native_texts(source: str) -> Iterator[str]:
    """Of a C++ module: what its functions return as text, and the ranges that its checks name."""
    for found in _NATIVE_TEXT.finditer(source):
        text, n_values = "", 0
        for part in _NATIVE_PART.finditer(found[1]):
            if part[1] is None:
                n_values += 1
            text += f"%{n_values}" if part[1] is None else part[1]
        yield text


def fragments_of(source: str) -> Iterator[str]:
    """Of one module: texts of several words that are no sentence."""
    nodes = _nodes(source)
    skipped = {id(one) for node in nodes for one in (*_not_shown(node), *_of_bugs(node))}
    for node in nodes:
        text = _pattern(node) if id(node) not in skipped else ""
        if _FRAGMENT.fullmatch(text) and not _SENTENCE.fullmatch(text):
            yield text


def _of_bugs(node: ast.AST) -> Iterator[ast.AST]:
    """What the window never shows: texts of exceptions that are bugs, and details for the log."""
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        function = node.exc.func
        if (function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")) in _BUGS:
            yield from ast.walk(node)
    elif isinstance(node, ast.keyword) and node.arg == "detail":
        yield from ast.walk(node)


def _nodes(source: str) -> list[ast.AST]:
    """All that may hold a text, in order: looked for once, and not below what has no parts."""
    found: list[ast.AST] = [ast.parse(source)]
    for node in found:
        for name in node._fields:
            part = getattr(node, name)
            for one in part if isinstance(part, list) else (part,):
                if isinstance(one, ast.AST) and not isinstance(one, _WITHOUT_PARTS):
                    found.append(one)
    return found


def sentences_of(source: str) -> Iterator[str]:
    """Of one module, without its docstrings, its log lines and what is translated already."""
    nodes = _nodes(source)
    skipped = {id(one) for node in nodes for one in _not_shown(node)}
    for node in nodes:
        if id(node) not in skipped:
            text = _pattern(node).strip()
            if _SENTENCE.fullmatch(text) and not _SQL.match(text):
                yield text


def _not_shown(node: ast.AST) -> Iterator[ast.AST]:
    """A text that stands alone is a docstring."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from node.values
    elif isinstance(node, ast.Call):
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        owner = getattr(function.value, "id", "") if isinstance(function, ast.Attribute) else ""
        if name in _LOOKED_UP or (owner in _LOGS and name in _LOG_METHODS) or owner == "re":
            yield from ast.walk(node)


def _pattern(node: ast.AST) -> str:
    """ "" for what is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return ""
    text, n_values = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        else:
            n_values += 1
            text += f"%{n_values}"
    return text
