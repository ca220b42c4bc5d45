"""Damage: each page of a database is spoiled in turn, in several ways, and fresh processes open and read it all."""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fakes_engine import MODEL, STATS
from inglenook_desktop.store import FILE_NAME
from inglenook_engine.types import FinishReason, GenerateParams
from store_writers import Writer, Writers

from .kills import server
from .outcome import Outcome, some_of
from .script import history, open_again, state_of

PAGE_BYTES = 4096
N_ACTS = 50
"""The newest snapshot is 20 acts old."""

PATIENCE_S = 60.0
KINDS = ("zeros", "noise", "a flipped bit", "cut off")
FRAGMENT_BYTES = 32
FRAGMENTS_APART_BYTES = 2_000
N_LONG = 800
LONG_WORDS = 1_000


@dataclass(frozen=True, slots=True)
class Whole:
    """A database before it is damaged. texts: of its messages, by the pages that hold a part of them. ever: every text
    that a message ever had, also halfway through an answer."""

    content: bytes
    texts: tuple[tuple[str, frozenset[int]], ...]
    ever: frozenset[str]


def each_page(folder: Path, *, n_damages: int | None, seed: int, is_large: bool = False) -> Outcome:
    """Lost are messages no part of which was on a spoiled page, and any that are gone without a word to the person.

    There are no checksums in a page: a bit that flips inside a text makes another text of it, and zeros in the last
    page of a long one are the end of a text too. They are counted, and judged by what can come of them: one text for a
    bit, and for zeros a text that somebody wrote, with zeros where the page had its end and nowhere else.

    n_damages: None for every page in every way. is_large: a file of which a start looks at a part only.
    """
    outcome = Outcome(f"a damaged page of a {'large' if is_large else 'small'} database")
    whole = _make(folder / "whole", seed=seed, is_large=is_large)
    noise = random.Random(seed)
    places = [(start, kind) for start in range(0, len(whole.content), PAGE_BYTES) for kind in KINDS]
    outcome.figures["pages"] = len(whole.content) // PAGE_BYTES
    with server(folder) as writers:
        for start, kind in some_of(places, n_damages, seed=seed):
            data_dir = folder / "damaged"
            shutil.copytree(folder / "whole", data_dir)
            (data_dir / FILE_NAME).write_bytes(spoil(whole.content, start, kind, noise))
            where = f"page {start // PAGE_BYTES + 1}, {kind}"
            outcome.judge(where, _wrong_with(outcome, where, writers, data_dir, whole, start, kind))
            shutil.rmtree(data_dir)
    return outcome


def spoil(content: bytes, start: int, kind: str, source: random.Random) -> bytes:
    """The same file with one page changed, or without it and all that follow."""
    before, page, after = content[:start], bytearray(content[start : start + PAGE_BYTES]), content[start + PAGE_BYTES :]
    match kind:
        case "zeros":
            page[:] = bytes(len(page))
        case "noise":
            page[:] = source.randbytes(len(page))
        case "a flipped bit":
            page[source.randrange(len(page))] ^= 1 << source.randrange(8)
        case "cut off":
            return before
        case _:
            raise ValueError(kind)
    return before + bytes(page) + after


def _make(folder: Path, *, seed: int, is_large: bool) -> Whole:
    states = history(folder, seed=seed, n_acts=N_ACTS)
    with open_again(folder) as store:
        if is_large:
            words = random.Random(seed)
            conversation_id = None
            for _ in range(N_LONG):
                text = " ".join(f"{words.randrange(100_000)}" for _ in range(LONG_WORDS))
                turn = store.begin_turn(
                    conversation_id=conversation_id, text="More", model=MODEL, params=GenerateParams()
                )
                store.finish_turn(turn, text=text, tokens=[1], reason=FinishReason.STOP, stats=STATS)
                conversation_id = turn.conversation_id
        rows = state_of(store)["messages"]
    content = (folder / FILE_NAME).read_bytes()
    texts = tuple((row[6], _pages_with(content, row[6])) for row in rows)
    ever = {row[6] for state in states for row in state["messages"]} | {row[6] for row in rows}
    return Whole(content, texts, frozenset(ever))


def _pages_with(content: bytes, text: str) -> frozenset[int]:
    """Where pieces of a text are in the file, as numbers of pages from 0; also those where only another text has the
    same piece."""
    data = text.encode()
    pages = set()
    for start in range(0, max(1, len(data) - FRAGMENT_BYTES), FRAGMENTS_APART_BYTES):
        at = -1
        while (at := content.find(data[start : start + FRAGMENT_BYTES], at + 1)) >= 0:
            pages |= {at // PAGE_BYTES, (at + FRAGMENT_BYTES) // PAGE_BYTES}
    return frozenset(pages)


def _wrong_with(
    outcome: Outcome, where: str, writers: Writers, data_dir: Path, whole: Whole, start: int, kind: str
) -> str:
    """After the first start, or after the second one where the first or its check of the day met the damage."""
    reports = _reports(writers.start("read_everything", data_dir))
    if any("refused" in report for report in reports):
        outcome.count(f"{kind}: told while reading, put right by the next start")
        reports = _reports(writers.start("read_everything", data_dir))
    elif any(report.get("damage") for report in reports):
        outcome.count(f"{kind}: told by the check of the day, put right by the next start")
        reports = _reports(writers.start("read_everything", data_dir))
    for report in reports:
        if "error" in report:
            outcome.fail(where, report["error"])
        if "refused" in report:
            return f"refused: {report['sentence']}"
    if not any("complete" in report for report in reports):
        return f"refused: the process ended, or was ended after {PATIENCE_S:.0f} s, without a word"
    is_told = any(report.get("notes") for report in reports)
    outcome.count(f"{kind}: {'rescued' if is_told else 'harmless or not seen'}")

    read = Counter(report["content"] for report in reports if "content" in report)
    page = start // PAGE_BYTES
    truth = Counter(text for text, _ in whole.texts)
    spoiled = Counter(
        text for text, pages in whole.texts if page in pages or (kind == "cut off" and max(pages, default=0) > page)
    )
    changed_texts = [text for text in read if text not in whole.ever]
    beginnings = [text for text in changed_texts if is_told and _is_beginning(text, whole.ever)]
    outcome.count("messages of which the beginning is left", len(beginnings))
    spoiled_page = whole.content[start : start + PAGE_BYTES]
    zeroed = [text for text in changed_texts if kind == "zeros" and _is_zeroed(text, whole.ever, spoiled_page)]
    outcome.count("messages that end in zeros, which nothing can notice", len(zeroed))
    changed = len(set(changed_texts).difference(beginnings, zeroed))
    outcome.count("messages read whole", sum((truth & read).values()))
    outcome.count("messages that could not be read whole", n_gone := sum((truth - read).values()))
    if kind == "a flipped bit" and changed == 1:
        outcome.count(f"messages with {kind} in their text, which nothing can notice")
    elif changed:
        return f"unsound: {changed} texts that nobody wrote"
    if n_gone > changed + len(zeroed) and not is_told:  # a changed text is missing too
        return f"lost: {n_gone} messages are gone without a word"
    if n_unspoiled := sum((truth - read - spoiled).values()):
        return f"lost: {n_unspoiled} messages of {n_gone} that are gone were on no spoiled page"
    return ""


def _is_beginning(text: str, ever: frozenset[str]) -> bool:
    """Of another; its last letter may have been cut in two."""
    start = text.rstrip("\ufffd")
    return any(whole.startswith(start) for whole in ever)


def _is_zeroed(text: str, ever: frozenset[str], page: bytes) -> bool:
    """Whether it is another one whose end, which was on this page, is zeros now; the letter before may have been cut in
    two."""
    start = text.rstrip("\0")
    n_zeros = len(text) - len(start)
    beginning = start.rstrip("\ufffd").encode()
    n_cut = 3 if start.endswith("\ufffd") else 0
    for whole in ever:
        data = whole.encode()
        n_rest = len(data) - len(beginning)
        if data.startswith(beginning) and 0 < n_zeros <= n_rest <= n_zeros + n_cut and data[-n_zeros:] in page:
            return True
    return False


def _reports(writer: Writer) -> list[dict[str, Any]]:
    """All that the process says. One that does not end is killed, and then has not said that it was through."""
    watchdog = threading.Timer(PATIENCE_S, os.kill, [writer.pid, signal.SIGKILL])
    watchdog.start()
    try:
        return writer.rest()
    finally:
        watchdog.cancel()
