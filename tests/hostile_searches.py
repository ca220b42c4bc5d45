"""Strings that a person, or a cat on the keyboard, can type into the search box. The tests search for some hundreds of
them; as a program this file searches for as many as wanted and ends with 1 if one of them is an error:

    python tests/hostile_searches.py --count 100000 [--seed 1]
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

from fakes_engine import MODEL, STATS
from inglenook_desktop.store import Hit, Store, open_store
from inglenook_engine.types import FinishReason, GenerateParams

SEEDS = [
    "",
    " ",
    "\0",
    "a\0b",
    '"',
    '""',
    '"""',
    '"a',
    'a"',
    '"a" "b',
    "'",
    "''; DROP TABLE messages; --",
    "-",
    "--",
    "- a",
    "-a",
    '-"a b"',
    '-"',
    "*",
    "a*",
    "* a",
    "^a",
    "+",
    "a + b",
    "(",
    ")",
    "(a",
    "a)",
    "a OR",
    "OR",
    "AND NOT",
    "NOT a",
    "a AND",
    "NEAR(a b, 5)",
    "NEAR",
    "content:a",
    "content : a",
    "{content} : a",
    "- {content} : a",
    "message_words MATCH 'a'",
    "rowid:1",
    ":",
    "model:",
    'model:"',
    'model:"a',
    "model:model:model:",
    "-model:a",
    "role:nobody",
    "role:you role:model",
    "folder:0",
    "tag:",
    "tag:%",
    "before:0000-00-00",
    "before:2026-02-30 a",
    "before:9999-12-31",
    "after:0001-01-01",
    "after:1 a",
    "before:２０２６",
    "?1",
    ":expression",
    "%s %d {} {0}",
    "\\",
    "\\0",
    "a\nb\tc\rd",
    "\u200b",
    "\u202e a",
    "\ufeff",
    "\ufffe\uffff",
    "\ud800",
    "\udfff\ud800",
    "\ud83d\ude00",
    "😀",
    "👩‍👩‍👧‍👦",
    "e\u0301",
    "\u0301",
    "\u0301" * 300,
    "天",
    "天気",
    "天気がいい",
    "天気 lease",
    '"天',
    "-天気",
    "天*",
    "한국어",
    "ภาษาไทย",
    "İ",
    "ß ẞ ſ ŉ ΐ",
    "ﬀ",
    "Ω ω ς",
    "🇩🇪",
    "a" * 5_000,
    "a " * 5_000,
    '"' * 5_000,
    "(" * 5_000,
    "- " * 5_000,
    "天" * 5_000,
    "x" * 1_000_000,
    "word " * 200_000,
    "\x01\x02\x7f\x80\x9f",
    "\U0010ffff",
    "\ue000",
]

_PIECES = [
    *(seed for seed in SEEDS if len(seed) < 40),
    "lease",
    "l",
    "th",
    "and",
    "Café",
    " ",
    "  ",
    "“",
    "”",
    "„",
    "model:Fa",
    "folder:w",
    "tag:t",
    "role:you",
    "before:2026-01-31",
    "after:2020",
]

_RANGES = [
    (0, 0x80),
    (0, 0x300),
    (0x300, 0x370),
    (0x2000, 0x3100),
    (0x4E00, 0x4F00),
    (0xD7A0, 0x10000),
    (0x1F300, 0x1FA00),
]


def hostile_strings(count: int, *, seed: int = 1) -> Iterator[str]:
    """`count` of them, always the same: first SEEDS, then pieces and characters thrown together."""
    source = random.Random(seed)
    for number in range(count):
        if number < len(SEEDS):
            yield SEEDS[number]
        elif number % 3:
            yield "".join(source.choice(_PIECES) for _ in range(source.randint(1, 7)))
        else:
            low, high = source.choice([*_RANGES, (0, 0x110000)])
            yield "".join(chr(source.randrange(low, high)) for _ in range(source.choice([1, 2, 3, 8, 40])))


def fill(store: Store) -> None:
    """Something to find in every part that is searched."""
    for question, answer in (
        ("What is a lease?", "A lease is an agreement; the café and the tenant sign it."),
        ("東京の天気は？", "今日は天気がいい 🎉"),
        ("c++ or c#?", "a\0b, -a, (a), content:a; NEAR and NOT 'quoted' \"words\""),
    ):
        turn = store.begin_turn(conversation_id=None, text=question, model=MODEL, params=GenerateParams())
        store.finish_turn(turn, text=answer, tokens=[1], reason=FinishReason.STOP, stats=STATS)
    with store._db.write() as sql:
        sql.execute("INSERT INTO folders (name, position, created_at) VALUES ('work', 0, '2026')")
        sql.execute("UPDATE conversations SET folder_id = 1 WHERE id = 1")
        sql.execute("INSERT INTO tags VALUES (1, 'tax'), (2, '天気')")
        sql.execute(
            "INSERT INTO attachments (message_id, name, media_type, text, data) VALUES (1, 'lease.pdf', 'a/b', '', x'')"
        )


def problem_of(hits: list[Hit]) -> str:
    """What is wrong with an answer, "" when nothing is."""
    for hit in hits:
        if any(not part for part, _ in hit.snippet):
            return f"an empty part in {hit}"
        if sum(len(part) for part, _ in hit.snippet) > 400:
            return f"a long snippet in {hit}"
    if len(set(hits)) != len(hits):
        return "a hit comes twice"
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    n_errors = n_found = 0
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        fill(store)
        for text in hostile_strings(options.count, seed=options.seed):
            try:
                hits = store.search.find(text)
                problem = problem_of(hits)
            except Exception:
                problem = traceback.format_exc()
                hits = []
            n_found += bool(hits)
            if problem:
                n_errors += 1
                print(f"{text[:80]!r}: {problem}", file=sys.stderr)
    print(
        f"{options.count} searches, {n_found} found something, {n_errors} errors, {time.monotonic() - started:.0f} s "
        f"(seed {options.seed})"
    )
    return 1 if n_errors else 0


if __name__ == "__main__":
    sys.exit(main())
