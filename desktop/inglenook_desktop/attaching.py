"""The files that go with the next message of each conversation: read by the inspector, kept in the store while they are
not sent, and handed over with the message.

Owns the inspector's child and which files belong to which conversation. A paste is never refused: where the inspector
cannot say what hides in it, it goes as it is. Everything happens on the GUI thread; nothing waits.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from inglenook_engine.errors import UserFacingError
from inglenook_engine.extract_types import ExtractAnswer, Passage
from inglenook_engine.protocol import Counted, CountFailed
from inglenook_engine.types import Message, Role
from PySide6.QtCore import QObject, Signal

from .attachments import MAX_FILES, AttachedFile, framed, text_of, tidy_name
from .desk import Desk
from .extracting import Extracted, extract_command, file_from, sentence
from .inspecting import Inspected, Inspecting, Inspection
from .state import ChatState, NoticeGone
from .submissions import Send, Submission
from .token_counting import TokenCounting

if TYPE_CHECKING:
    from .store import Store

MAX_COUNTED_CHARS = 2_000_000
"""A longer text is beyond any context here, and its count would keep the engine from counting what is typed."""

_REFUSALS = "attaching "
"""What the keys of its notices begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedItem:
    """A file as it is shown. key: of this window. file: None while it is read. answer: what the inspector said, None
    while nobody asked it in this session. with_hidden: what a reader does not see of it goes to the model too.
    n_tokens: of the text in its frame, None where nobody counts."""

    key: int
    name: str
    file: AttachedFile | None = None
    answer: ExtractAnswer | None = None
    with_hidden: bool = False
    n_tokens: int | None = None
    is_paste: bool = False

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The whole text in order, what is hidden too."""
        if self.answer is not None:
            return self.answer.passages
        return () if self.file is None else (Passage(text=self.file.text),)

    @property
    def n_hidden(self) -> int:
        return sum(passage.hidden is not None for passage in self.passages)


class Attaching(QObject):
    """changed: the AttachedItems of the conversation in view. removed: those that were taken away, and may be put back;
    none when that is over. looked: an AttachedItem whose hidden passages are known now, as `look` wanted. all_read:
    nothing is being read any more; True where some of it was refused."""

    changed = Signal(object)
    removed = Signal(object)
    looked = Signal(object)
    all_read = Signal(bool)

    def __init__(
        self,
        desk: Desk,
        counting: TokenCounting,
        *,
        command: Callable[..., list[str]] = extract_command,
        environ: Mapping[str, str] = os.environ,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._counting = counting
        self._keys = count(1)
        self._number: int | None = None
        self._is_open = False
        self._items: dict[int | None, list[AttachedItem]] = {}
        self._removed: tuple[AttachedItem, ...] = ()
        self._refusals: list[str] = []  # of what is being read
        self._refusals_key = ""
        self._looks: set[int] = set()  # keys of those whose hidden passages alone are wanted
        self._inspecting = Inspecting(command, environ, self)
        self._inspecting.inspected.connect(self._on_inspected)
        self._inspecting.idle.connect(self._on_idle)
        counting.available_changed.connect(self._count_all)
        desk.changed.connect(self._on_state)
        self._private_id: int | None = None

    # --- of the conversation in view

    @property
    def items(self) -> Sequence[AttachedItem]:
        return tuple(self._items.get(self._number, ()))

    @property
    def files(self) -> tuple[AttachedFile, ...]:
        """Those that can go with a message, in their order."""
        return tuple(item.file for item in self.items if item.file is not None)

    def files_without(self, keys: Collection[int]) -> tuple[AttachedFile, ...]:
        """As `files`, but for those of the items with these keys."""
        return tuple(item.file for item in self.items if item.file is not None and item.key not in keys)

    @property
    def is_reading(self) -> bool:
        return any(item.file is None for item in self.items)

    @property
    def unsaved(self) -> str:
        """Pastes that would be lost with the window, after trying to save them once more. Nothing of a private
        conversation."""
        return "\n\n".join(item.file.text for item in self._unsaved() if item.file is not None and item.is_paste)

    @property
    def unsaved_names(self) -> tuple[str, ...]:
        """Of files that are read and would not be attached after the next start; as `unsaved`."""
        return tuple(item.name for item in self._unsaved() if not item.is_paste)

    @property
    def names_being_read(self) -> tuple[str, ...]:
        """In all conversations but the private one."""
        others = (items for number, items in self._items.items() if number is None or number != self._private_id)
        return tuple(item.name for items in others for item in items if item.file is None)

    @property
    def reads_in_private(self) -> bool:
        """A file of the private conversation is not read yet, and so not in its store."""
        items = self._items.get(self._private_id, ()) if self._private_id is not None else ()
        return any(item.file is None for item in items)

    def has_any(self, conversation_id: int) -> bool:
        """Also one that is still being read."""
        return bool(self._items.get(conversation_id))

    def add_paths(self, paths: Sequence[Path]) -> None:
        """What cannot be read of these is told, each with its name, in one notice, and not attached."""
        n_more = MAX_FILES - len(self.items)
        jobs = []
        for place, path in enumerate(paths):
            name = tidy_name(path.name or os.fspath(path))
            if place >= n_more:
                most = self.tr("A message can have %1 files; %2 was left out.")
                self._refuse(sentence(most, (str(MAX_FILES), name)))
                continue
            item = AttachedItem(key=next(self._keys), name=name)
            self._items.setdefault(self._number, []).append(item)
            jobs.append(Inspection(key=item.key, name=name, path=os.fspath(path)))
        self._tell()
        for job in jobs:
            self._inspecting.ask(job)
        if not self.names_being_read and not self.reads_in_private:
            self._refusals.clear()

    def refuse_picture(self) -> None:
        """One that was pasted; of one in a file the inspector says it."""
        message = self.tr("A picture cannot be attached. Text, code, CSV, PDF and Word files can.")
        self._desk.notice(message, key=f"{_REFUSALS}picture", is_kept=True, is_of_view=True)

    def add_text(self, text: str) -> None:
        """A large paste. It is in the store when this returns, unless that refuses."""
        number = self._number
        n_pastes = sum(item.is_paste for item in self.items)
        name = self.tr("Pasted text") if not n_pastes else self.tr("Pasted text %1").replace("%1", str(n_pastes + 1))
        file = AttachedFile(name=f"{name}.txt", media_type="text/plain", text=text, data=b"")
        item = AttachedItem(key=next(self._keys), name=name, file=file, is_paste=True)
        self._items.setdefault(number, []).append(item)
        self._save(number, item)
        self._tell()
        self._inspecting.ask(Inspection(key=item.key, name=name, data=text.encode("utf-8", "replace")))

    def remove(self, key: int) -> None:
        """It can be put back until something is sent or another one is removed."""
        item = self._find(self._number, key)
        if item is not None:
            self._remove((item,))

    def remove_all(self) -> None:
        """Also those that are still being read; the others can be put back as one."""
        self._remove(self.items)

    def remove_last_paste(self, is_text_now: bool) -> None:  # as the signal has it
        """It was undone. is_text_now: what was pasted stands in the message itself, so there is nothing to put back."""
        pastes = [item for item in self.items if item.is_paste]
        if pastes:
            self.remove(pastes[-1].key)
            if is_text_now:
                self._forget_removed()

    def put_back(self) -> None:
        items = self._removed
        self._forget_removed()
        if items:
            self.give_back(items)

    def include_hidden(self, key: int, wanted: bool) -> None:
        """Whether what a reader of the document does not see goes to the model too."""
        item = self._find(self._number, key)
        if item is None or item.file is None or item.answer is None:
            return
        text = text_of(item.answer.passages, with_hidden=wanted)
        self._set(self._number, replace(item, with_hidden=wanted, file=replace(item.file, text=text), n_tokens=None))
        unsent_id = item.file.unsent_id
        if unsent_id is not None:
            self._desk.attempt(self._number, lambda store: store.unsent_files.set_text(unsent_id, text))
        self._tell()
        self._count(self._number, key)

    def take_all(self) -> tuple[AttachedItem, ...]:
        """Those of the conversation in view, for another one; its store forgets them."""
        items = tuple(self.items)
        self._items[self._number] = []
        for item in items:
            if item.file is not None and item.file.unsent_id is not None:
                self._desk.attempt(self._number, partial(_forget_row, unsent_id=item.file.unsent_id))
        self._forget_removed()
        self._tell()
        return items

    def give_back(self, items: Sequence[AttachedItem]) -> None:
        """To the conversation in view now. Also one that is still being read."""
        for item in items:
            fresh = item if item.file is None else replace(item, file=replace(item.file, unsent_id=None))
            self._items.setdefault(self._number, []).append(fresh)
            if fresh.file is not None:
                self._save(self._number, fresh)
        self._tell()

    def look(self, key: int) -> None:
        """Answered by `looked`: at once where the hidden passages are known, else when the inspector has said them."""
        item = self._find(self._number, key)
        if item is None or item.file is None:
            return
        if item.answer is not None or not item.file.data:
            self.looked.emit(item)
            return
        self._looks.add(key)
        self._inspecting.ask(Inspection(key=key, name=item.name, data=item.file.data))

    # --- what happens

    def switch(self, conversation_id: int | None) -> None:
        """It is in view from now on, None: the page of one that is to begin. What was attached before there was any
        goes to it."""
        if self._is_open and conversation_id == self._number:
            return
        early = [] if self._is_open else self._items.pop(self._number, [])
        self._is_open = True
        self._number = conversation_id
        self._forget_removed()
        if conversation_id not in self._items:
            self._items[conversation_id] = self._kept(conversation_id)
        self._items[conversation_id] += early
        for item in self.items:
            if item.file is not None and item.file.unsent_id is None:  # such as what was read while it was in the trash
                self._save(conversation_id, item)
        self._tell()
        self._count_all()

    def sent(self, submission: Submission) -> None:
        """Its files are stored with a message now. A new conversation has got its id by this time."""
        if not isinstance(submission, Send) or not submission.is_composed:
            return
        self._drop(submission.conversation_id, submission.files)
        if submission.conversation_id is None and self._number is None:
            self._number = self._desk.state.conversation_id
            if self._number is not None:
                self._items.setdefault(self._number, [])
        self._tell()

    def taken(self, files: Sequence[AttachedFile]) -> None:
        """They wait with a message of the conversation in view."""
        self._drop(self._number, files)
        self._tell()

    def read_again(self) -> None:
        """A message that waited was taken back: its files are among those of the conversation in view."""
        known = {item.file.unsent_id for item in self.items if item.file is not None}
        kept = [item for item in self._kept(self._number) if item.file and item.file.unsent_id not in known]
        self._items.setdefault(self._number, []).extend(kept)
        self._tell()
        self._count_all()

    def release(self) -> None:
        """The store is about to be closed. What it does not have, or is not read yet, goes to the next one."""
        private = {number: items for number, items in self._items.items() if number == self._private_id is not None}
        ours = [item for number, items in self._items.items() if number not in private for item in items]
        left = [item for item in ours if item.file is None or item.file.unsent_id is None]
        for item in ours:
            if item not in left:
                self._inspecting.drop(item.key)
        self._items = {**private, None: left}
        self._number = None
        self._is_open = False
        self._forget_removed()
        self._tell()

    def shut_down(self) -> None:
        """For the end of the program: no child outlives it."""
        self._inspecting.shut_down()

    # --- how it is done

    def _on_state(self, state: ChatState) -> None:
        """A private conversation leaves nothing behind."""
        if self._private_id is not None and state.private_id != self._private_id:
            self._items.pop(self._private_id, None)
        self._private_id = state.private_id

    def _remove(self, items: Sequence[AttachedItem]) -> None:
        for item in reversed(items):  # what waits first: no child begins to read what is dropped next
            self._items[self._number].remove(item)
            self._inspecting.drop(item.key)
            if item.file is not None and item.file.unsent_id is not None:
                self._desk.attempt(self._number, partial(_forget_row, unsent_id=item.file.unsent_id))
        self._removed = tuple(item for item in items if item.file is not None)
        if not self.items:  # what was told of these files is over with them
            for notice in self._desk.state.notices:
                if notice.key.startswith(_REFUSALS):
                    self._desk.apply(NoticeGone(notice=notice))
        self._tell()
        self.removed.emit(self._removed)

    def _on_inspected(self, told: Inspected) -> None:
        for number, items in self._items.items():
            for item in items:
                if item.key == told.asked.key:
                    self._take(number, item, told)
                    return

    def _take(self, number: int | None, item: AttachedItem, told: Inspected) -> None:
        if item.key in self._looks:
            self._looks.discard(item.key)
            self._on_look(number, item, told.found)
        elif item.file is not None:
            self._on_paste(number, item, told)
        else:
            self._on_file(number, item, told)

    def _on_file(self, number: int | None, item: AttachedItem, told: Inspected) -> None:
        if told.found is None:
            self._items[number].remove(item)
            self._refuse(told.refusal)
        else:
            item = replace(item, file=file_from(told.found, item.name), answer=told.found.answer)
            self._set(number, item)
            self._save(number, item)
            self._count(number, item.key)
        self._tell()

    def _on_paste(self, number: int | None, item: AttachedItem, told: Inspected) -> None:
        """The original is kept beside the text only where that says something else."""
        if told.found is not None and item.file is not None:
            file, text = item.file, text_of(told.found.answer.passages, with_hidden=False)
            if text != file.text:
                unsent_id = file.unsent_id
                if unsent_id is not None:
                    self._desk.attempt(number, lambda store: store.unsent_files.remove(unsent_id))
                file = replace(file, text=text, data=told.asked.data, unsent_id=None)
            item = replace(item, answer=told.found.answer, file=file)
            self._set(number, item)
            self._save(number, item)
            self._tell()
        self._count(number, item.key)

    def _on_look(self, number: int | None, item: AttachedItem, found: Extracted | None) -> None:
        if found is not None and item.file is not None:
            whole = text_of(found.answer.passages, with_hidden=True)
            seen = text_of(found.answer.passages, with_hidden=False)
            if item.file.text in (whole, seen):  # else another version of the program made it
                item = replace(item, answer=found.answer, with_hidden=item.file.text == whole != seen)
                self._set(number, item)
                self._tell()
        self.looked.emit(item)

    def _refuse(self, why: str) -> None:
        """Told at once, in one notice with what else is refused until all is read."""
        if not self._refusals:
            self._refusals_key = f"{_REFUSALS}{next(self._keys)}"
        self._refusals.append(why)
        first, *others = self._refusals
        if others:
            more = self.tr("%1 And %2 more could not be attached.")
            message, detail = sentence(more, (first, str(len(others)))), "\n".join(self._refusals)
        else:
            message, detail = first, ""
        self._desk.notice(message, detail=detail, key=self._refusals_key, is_kept=True, is_of_view=True)

    def _on_idle(self) -> None:
        has_refused = bool(self._refusals)
        self._refusals.clear()
        self.all_read.emit(has_refused)

    def _unsaved(self) -> list[AttachedItem]:
        """Read, and refused by the store once more."""
        ours = [
            (number, items) for number, items in self._items.items() if number is None or number != self._private_id
        ]
        return [
            item
            for number, items in ours
            for item in tuple(items)
            if item.file is not None and self._saved(number, item).unsent_id is None
        ]

    def _kept(self, number: int | None) -> list[AttachedItem]:
        found: list[AttachedFile] = []
        if number is not None or self._desk.keeps_new:
            self._desk.attempt(number, lambda store: found.extend(store.unsent_files.of(number)))
        return [AttachedItem(key=next(self._keys), name=file.name, file=file, is_paste=not file.data) for file in found]

    def _save(self, number: int | None, item: AttachedItem) -> None:
        self._saved(number, item, tell=self._desk.refused)

    def _saved(
        self, number: int | None, item: AttachedItem, *, tell: Callable[[UserFacingError], None] | None = None
    ) -> AttachedFile:
        """Its file with the id of its row, which it has from now on if the store takes it."""
        file = item.file
        assert file is not None  # what is still read is not saved
        if file.unsent_id is not None or not self._is_open or (number is None and not self._desk.keeps_new):
            return file
        kept, ids = file, list[int]()
        self._desk.attempt(
            number,
            lambda store: ids.append(store.unsent_files.add(number, kept)),
            tell=tell or (lambda _error: None),
        )
        if ids:
            file = replace(file, unsent_id=ids[0])
            self._set(number, replace(item, file=file))
        return file

    def _find(self, number: int | None, key: int) -> AttachedItem | None:
        return next((item for item in self._items.get(number, ()) if item.key == key), None)

    def _set(self, number: int | None, item: AttachedItem) -> None:
        self._items[number] = [item if one.key == item.key else one for one in self._items[number]]

    def _drop(self, number: int | None, files: Sequence[AttachedFile]) -> None:
        ids = {file.unsent_id for file in files if file.unsent_id is not None}
        kept = [
            item
            for item in self._items.get(number, ())
            if item.file is None or (item.file.unsent_id not in ids and not any(item.file is file for file in files))
        ]
        self._items[number] = kept
        self._forget_removed()

    def _forget_removed(self) -> None:
        if self._removed:
            self._removed = ()
            self.removed.emit(())

    def _tell(self) -> None:
        self.changed.emit(self.items)

    def _count_all(self) -> None:
        for item in self.items:
            self._count(self._number, item.key)

    def _count(self, number: int | None, key: int) -> None:
        """Ask for the tokens of one, if it is still there and in view."""
        item = self._find(number, key)
        if item is None or item.file is None or number != self._number or len(item.file.text) > MAX_COUNTED_CHARS:
            return

        def counted(answer: Counted | CountFailed | None) -> None:
            now = self._find(number, key)
            if now is None:
                return
            n_tokens = answer.per_message_tokens[0] if isinstance(answer, Counted) else None
            if n_tokens != now.n_tokens:
                self._set(number, replace(now, n_tokens=n_tokens))
                self._tell()

        message = Message(role=Role.USER, content=framed(item.file.name, item.file.text))
        self._counting.count(("attachment", key), (message,), counted)


def _forget_row(store: Store, unsent_id: int) -> None:
    store.unsent_files.remove(unsent_id)
