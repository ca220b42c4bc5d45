"""What a person does with the store, act by act, the same for the same seed; and what the store then holds.

Every act is one transaction. After any fault the store must hold exactly what it held after one of the acts: the last
acknowledged one, or the one that was under way. That is a stronger claim than that each message is there: nothing is
lost, nothing is half there, and nothing is there that nobody wrote.
"""

from __future__ import annotations

import random
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from fakes_engine import MODEL, STATS
from inglenook_desktop.store import Conversation, MessageStatus, Store, StoredMessage, StoreError, Turn, open_store
from inglenook_engine.protocol import Failed
from inglenook_engine.types import FailureKind, FinishReason, GenerateParams, Role, Speculation

Act = Callable[[], None]
State = dict[str, list[tuple[Any, ...]]]
"""The rows of each table. What a crash may change is left out: who writes an answer, that it was interrupted, and that
a purge goes on at the next start."""

PRAGMAS: Final = ("wal_autocheckpoint = 40",)
"""So few pages that the log is folded into the file many times in a short session."""

ACTS_A_DAY: Final = 30
"""After so many the program is closed and started again, on the next day."""

_MOMENT: Final = datetime(2026, 1, 31, 12, tzinfo=UTC)
_WORDS: Final = (
    "pine",
    "ash",
    "smoke",
    "fire",
    "wind",
    "rain",
    "stone",
    "moss",
    "fern",
    "kettle",
    "wool",
    "candle",
    "ember",
    "north",
    "letter",
    "ünder",
    "暖炉",
    "ярко",
)


class Clock:
    """Stands still during an act, so that an act that is tried again writes the same."""

    def __init__(self) -> None:
        self.moment = _MOMENT

    def __call__(self) -> datetime:
        return self.moment


class Session:
    """A person at a store of `data_dir`. `next_act` gives what they do next; calling it does it, all or nothing.

    An act that raised StoreError can be called again.
    """

    def __init__(
        self, data_dir: Path, *, seed: int, pragmas: Sequence[str] = PRAGMAS, syncs_later: bool = False
    ) -> None:
        """Opens the store, which raises StoreError. pragmas: set on its connection afterwards. syncs_later: as in a
        window, `Store.sync_later`."""
        self._data_dir: Final = data_dir
        self._pragmas: Final = pragmas
        self._syncs_later: Final = syncs_later
        self._random: Final = random.Random(seed)
        self._clock: Final = Clock()
        self._n_acts = 0
        self._turn: Turn | None = None
        self._text = ""
        self._trash: list[int] = []
        self.store = self._open()

    @property
    def is_idle(self) -> bool:
        """No answer is in progress."""
        return self._turn is None

    def close(self) -> None:
        self.store.close()

    def next_act(self) -> Act:
        """Reads the store to choose; deterministic. The one before must have succeeded."""
        self._n_acts += 1
        self._clock.moment = _MOMENT + timedelta(days=self._n_acts // ACTS_A_DAY, minutes=self._n_acts)
        if self._n_acts % ACTS_A_DAY == 0:
            return self._reopen
        if self._turn is not None and self._random.random() < 0.85:
            return self._of_answer(self._turn)
        return self._of_person()

    def _open(self) -> Store:
        store = open_store(self._data_dir, now=self._clock)
        if self._syncs_later:
            store.sync_later(lambda: None)
        for pragma in self._pragmas:
            store._db._sql.execute(f"PRAGMA {pragma}")
        damage: list[str] = []
        store.care.start(damage.append)  # the day's check and snapshot
        store.care.wait()
        if damage:
            raise RuntimeError(f"damage was found in {self._data_dir}")
        return store

    def _reopen(self) -> None:
        """An answer in progress stays behind, interrupted."""
        self.store.close()
        self.store = self._open()
        self._turn = None

    def _of_answer(self, turn: Turn) -> Act:
        text = self._text + self._words(30)
        tokens = range(len(text) // 4)
        choice = self._random.random()

        def checkpoint() -> None:
            self.store.checkpoint(turn, text, tokens)
            self._text = text

        def finish() -> None:
            reason = FinishReason.CANCELLED if choice > 0.95 else FinishReason.STOP
            self.store.finish_turn(turn, text=text, tokens=tokens, reason=reason, stats=STATS)
            self._turn = None

        def fail() -> None:
            failure = Failed(run_id=turn.run_id, kind=FailureKind.BUG, message="It broke.", detail="somewhere")
            self.store.fail_turn(turn, text=text, tokens=tokens, failure=failure)
            self._turn = None

        if choice < 0.65:
            return checkpoint
        return fail if choice < 0.7 else finish

    def _of_person(self) -> Act:
        """Only in conversations in which nothing is being answered, except for names and views."""
        choose = self._random
        conversations = self.store.conversations()
        idle = [c for c in conversations if self._turn is None or c.id != self._turn.conversation_id]
        if self._turn is None and (not conversations or choose.random() < 0.45):
            return self._asks(choose.choice([*conversations, None, None]))
        if not idle:
            return self._creates()
        conversation = choose.choice(idle)
        messages = self.store.tree.whole(conversation.id)
        questions = [m for m in messages if m.role is Role.USER]
        answers = [m for m in messages if m.role is Role.ASSISTANT]
        acts = [self._renames(conversation), self._deletes(conversation), self._creates()]
        acts += [self._shelves(conversation) for _ in range(4)]
        if self._trash:
            acts += [self._restores(choose.choice(self._trash)), self._purges(choose.choice(self._trash))]
        if answers:
            acts += [self._edits(choose.choice(answers)), self._forks(choose.choice(answers))]
            acts.append(self._shows(choose.choice(messages)))
        if self._turn is None and answers:
            acts += [
                self._asks(conversation, instead_of=choose.choice(questions)),
                self._asks_again(conversation, choose.choice(answers)),
                self._continues(choose.choice(answers)),
            ]
        return choose.choice(acts)

    def _asks(self, conversation: Conversation | None, *, instead_of: StoredMessage | None = None) -> Act:
        text = self._words(self._random.choice([5, 20, 20, 20, 400, 2000]))
        return self._begins(
            lambda: self.store.begin_turn(
                conversation_id=None if conversation is None else conversation.id,
                text=text,
                model=MODEL,
                params=GenerateParams(),
                system="Be brief.",
                instead_of=None if instead_of is None else instead_of.id,
            )
        )

    def _asks_again(self, conversation: Conversation, answer: StoredMessage) -> Act:
        return self._begins(
            lambda: self.store.begin_turn(
                conversation_id=conversation.id,
                text=None,
                model=MODEL,
                params=GenerateParams(),
                instead_of=answer.id,
            )
        )

    def _continues(self, answer: StoredMessage) -> Act:
        return self._begins(lambda: self.store.continue_turn(answer.id, model=MODEL, params=GenerateParams()))

    def _begins(self, begin: Callable[[], Turn]) -> Act:
        def act() -> None:
            self._turn = begin()
            self._text = self._turn.text

        return act

    def _creates(self) -> Act:
        title = self._words(3)
        return lambda: _discard(self.store.create_conversation(title))

    def _renames(self, conversation: Conversation) -> Act:
        title = self._words(4)
        return lambda: self.store.rename_conversation(conversation.id, title)

    def _shelves(self, conversation: Conversation) -> Act:
        """What a person orders conversations with."""
        choose, shelf, id = self._random, self.store.shelf, conversation.id
        folders = shelf.folders()
        text, yes = self._words(6), choose.random() < 0.6
        acts: list[Act] = [
            lambda: _discard(shelf.create_folder(f"{text}{self._n_acts}")),
            lambda: shelf.set_tags(id, text.split()),
            lambda: shelf.set_pinned(id, yes),
            lambda: shelf.set_archived(id, yes),
            lambda: shelf.set_draft(id if yes else None, text),
            lambda: self.store.set_speculation(id, Speculation.DRAFT, is_strict=yes),
        ]
        if folders:
            folder_id = choose.choice(folders).id
            acts += [
                lambda: shelf.move(id, folder_id if yes else None),
                lambda: shelf.move(id, folder_id),
                lambda: shelf.set_system_prompt(folder_id, text),
                lambda: shelf.delete_folder(folder_id),
            ]
        return choose.choice(acts)

    def _deletes(self, conversation: Conversation) -> Act:
        def act() -> None:
            self.store.delete_conversation(conversation.id)
            self._trash.append(conversation.id)

        return act

    def _restores(self, conversation_id: int) -> Act:
        def act() -> None:
            self.store.restore_conversation(conversation_id)
            self._trash.remove(conversation_id)

        return act

    def _purges(self, conversation_id: int) -> Act:
        def act() -> None:
            self.store.shelf.purge(conversation_id)
            self._trash.remove(conversation_id)

        return act

    def _edits(self, answer: StoredMessage) -> Act:
        text = self._words(25)
        return lambda: _discard(self.store.tree.edit_answer(answer.id, text))

    def _forks(self, answer: StoredMessage) -> Act:
        return lambda: _discard(self.store.tree.fork(answer.id))

    def _shows(self, message: StoredMessage) -> Act:
        return lambda: self.store.tree.show(message.id)

    def _words(self, n_words: int) -> str:
        return " ".join(self._random.choices(_WORDS, k=n_words)) + " "


def history(data_dir: Path, *, seed: int, n_acts: int) -> list[State]:
    """Let it all happen without a fault: what the store holds after it was opened, and after each act."""
    session = Session(data_dir, seed=seed)
    try:
        states = [state_of(session.store)]
        for _ in range(n_acts):
            session.next_act()()
            states.append(state_of(session.store))
    finally:
        session.close()
    return states


def open_again(data_dir: Path) -> Store:
    """As the program does at its next start, some days after any session."""
    clock = Clock()
    clock.moment += timedelta(days=10)
    return open_store(data_dir, now=clock)


def state_of(store: Store) -> State:
    """Raises StoreError."""
    state: State = {}
    cells: dict[int, tuple[Any, ...]] = {}
    with store._db.read() as sql:
        tables = sql.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            " AND name NOT GLOB 'sqlite_*' AND name <> '_sqlite_migrations' ORDER BY name"
        ).fetchall()
        for (table,) in tables:
            columns = [row[1] for row in sql.execute(f"PRAGMA table_info({table})").fetchall()]
            rows = sql.execute(f"SELECT * FROM {table} ORDER BY {'1, 2' if len(columns) > 1 else '1'}").fetchall()
            if "cell_id" in columns:
                rows = [_with_its_cell(row, columns.index("cell_id"), cells) for row in rows]
            if table == "figure_cells":  # before those that name one, by the alphabet
                cells = {row[0]: row[1:] for row in rows}
                rows = sorted(cells.values(), key=repr)
            state[table] = [_without_ends(table, columns, row) for row in rows if not _is_note(table, row)]
    return state


def _with_its_cell(row: tuple[Any, ...], at: int, cells: dict[int, tuple[Any, ...]]) -> tuple[Any, ...]:
    """An act that was refused and done again may have made a cell twice, which has another number then."""
    return (*row[:at], cells.get(row[at]), *row[at + 1 :])


def _is_note(table: str, row: tuple[Any, ...]) -> bool:
    """That a purge has yet to be finished in other files is the store's own affair, and the number of the machine is
    drawn by chance for each folder."""
    return table == "remembered" and row[0] in ("purged", "machine")


def _without_ends(table: str, columns: list[str], row: tuple[Any, ...]) -> tuple[Any, ...]:
    values = list(row)
    if table == "messages":
        at = columns.index("status")
        if values[at] == MessageStatus.STREAMING.value:
            values[at] = MessageStatus.INTERRUPTED.value
    if table == "runs":
        values[columns.index("owner")] = None
    return tuple(values)


def unsound(store: Store) -> list[str]:
    """What is wrong with the file, its references, its indexes, or with an answer that nobody writes any more."""
    wrong: list[str] = []
    with store._db.write() as sql:  # a full-text index is examined by a statement that looks like a write
        for pragma, fine in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
            found = sql.execute(f"PRAGMA {pragma}").fetchall()
            if found != fine:
                wrong.append(f"{pragma}: {found[:3]}")
        for question in (
            "SELECT count(*) FROM messages WHERE status = 'streaming'",
            "SELECT count(*) FROM runs WHERE owner IS NOT NULL",
            "SELECT count(*) FROM conversations AS c"
            " WHERE message_count <> (SELECT count(*) FROM messages WHERE conversation_id = c.id)",
        ):
            (n_rows,) = sql.execute(question).fetchone()
            if n_rows:
                wrong.append(f"{n_rows}: {question}")
        for (index,) in sql.execute("SELECT name FROM sqlite_schema WHERE sql LIKE '%USING fts5(%'").fetchall():
            try:
                sql.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
            except Exception as error:  # of whichever SQLite this is; its text says what is wrong
                wrong.append(f"{index}: {error}")
    return wrong


def verdict(data_dir: Path, states: list[State], *, n_done: int, n_begun: int = 0) -> str:
    """What is wrong after a fault: "" if nothing is. n_done: how many acts were acknowledged before it. n_begun: how
    many had begun, where that is known to be more than one beyond."""
    try:
        with open_again(data_dir) as store:
            state = state_of(store)
            wrong = unsound(store)
            _discard(store.create_conversation("It goes on"))
    except StoreError as error:
        return f"refused: {error} ({error.detail})"
    except Exception:  # that there is none is what is to be shown
        return f"refused: {traceback.format_exc()}"
    if wrong:
        return f"unsound: {'; '.join(wrong)}"
    if state in states[n_done : max(n_done + 1, n_begun) + 1]:
        return ""
    if state in states[:n_done]:
        return f"lost: the store is where it was after act {states.index(state)} of {n_done} acknowledged ones"
    different = [table for table, rows in states[n_done].items() if state.get(table) != rows]
    return f"mixed: after act {n_done}, {', '.join(different)} are as after no act"


def _discard(_value: object) -> None:
    """An act returns nothing."""
