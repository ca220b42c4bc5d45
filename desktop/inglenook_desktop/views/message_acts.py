"""From the buttons under a message to what the person wants of it. Owns the menu of a message; does nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ..library import InstalledModel
from ..message_wishes import AskAnew, Continue, Fork, Mark, Regenerate, Rewrite, ShowBranch
from ..models.transcript import MAX_ATTACHMENTS, Speaker, TranscriptItem, TranscriptModel
from ..presets import Preset
from .answer_marks import OUTCOMES, outcome_help, outcome_text
from .copying import CopyWish
from .parts import size_text, title_of
from .piece_widgets import PieceWidgets


class MessageActs(QObject):
    """wished: a value of `message_wishes`. params_wanted: ask with which another answer is wanted beside this message.
    list_models: those that could write it. copy_wanted: a CopyWish. cut_wanted: change what is read instead of all down
    to this message. pin_wanted: whether its turn is always read. details_wanted: of an answer. file_wanted: look into
    what came with a message, by its place among that."""

    wished = Signal(object)
    params_wanted = Signal(int)
    replay_wanted = Signal(int)
    cut_wanted = Signal(int)
    pin_wanted = Signal(int, bool)
    details_wanted = Signal(int)
    file_wanted = Signal(int, int)
    copy_wanted = Signal(object)

    def __init__(
        self,
        model: TranscriptModel,
        widgets: PieceWidgets,
        list_models: Callable[[], Sequence[InstalledModel]],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._model = model
        self._list_models = list_models
        self.list_presets: Callable[[], Sequence[Preset]] = tuple  # given by whoever knows them
        self._window = window
        self.is_busy = self.is_private = False
        self.is_second = False  # another answer with other words or by another model is had in the first column
        widgets.regenerate_requested.connect(self._on_regenerate)
        widgets.continue_requested.connect(self._on_continue)
        widgets.sibling_wanted.connect(self._on_sibling)
        widgets.menu_requested.connect(self.show_menu)
        widgets.context_requested.connect(self._on_cut)
        widgets.files_requested.connect(self.show_files)

    def set_busy(self, is_busy: bool) -> None:
        self.is_busy = is_busy

    def set_private(self, is_private: bool) -> None:
        """Nothing of a private conversation goes into another one."""
        self.is_private = is_private

    def edited(self, row: int, text: str) -> None:
        """The person is done with an edit, which stays open until it is stored."""
        item = self._model.item(row)
        if item.speaker is Speaker.PERSON:
            self.wished.emit(AskAnew(message_id=item.key, text=text))
        else:
            self.wished.emit(Rewrite(message_id=item.key, text=text))

    def show_menu(self, row: int, place: QPoint) -> None:
        """What else can be done with a message, at a place on the screen."""
        menu = self.menu_of(self._model.item(row))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def ask_model(self, row: int, place: QPoint) -> None:
        """Which one is to write another answer, in a menu at a place on the screen."""
        menu = QMenu(self._window)
        self._add_models(menu, self._model.item(row))
        self._open(menu, place)

    def ask_preset(self, row: int, place: QPoint) -> None:
        """With which one another answer is wanted."""
        menu = QMenu(self._window)
        self._add_presets(menu, self._model.item(row))
        self._open(menu, place)

    def _open(self, menu: QMenu, place: QPoint) -> None:
        """Ready for the arrow keys."""
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)
        menu.setActiveAction(next((one for one in menu.actions() if one.isEnabled()), menu.actions()[0]))

    def show_files(self, row: int, place: QPoint) -> None:
        """What came with a message: one alone is looked into at once, of several there is a menu."""
        item = self._model.item(row)
        if len(item.attachments) == 1:
            self.file_wanted.emit(item.key, 0)
            return
        menu = QMenu(self._window)
        self._add_files(menu, item)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu_of(self, item: TranscriptItem) -> QMenu:
        menu = QMenu(self._window)
        menu.setToolTipsVisible(True)
        if item.can_continue and not self.is_second:
            go_on = self._add(menu, self.tr("Continue"), Continue(message_id=item.key))
            go_on.setEnabled(not self.is_busy)
        if item.can_regenerate and not self.is_second:
            self._add_models(menu.addMenu(self.tr("Regenerate with")), item)
            self._add_presets(menu.addMenu(self.tr("Regenerate with the preset")), item)
            other = menu.addAction(self.tr("Regenerate with other parameters…"))
            other.setData(item.key)
            other.setEnabled(not self.is_busy)
            other.triggered.connect(self._on_params)
        if item.can_mark:
            self._add_marks(menu.addMenu(self.tr("Mark as")), item)
            replay = menu.addAction(self.tr("Replay…"))
            replay.setToolTip(self.tr("Make this answer once more, and see whether it comes out the same"))
            replay.setData(item.key)
            replay.setEnabled(not self.is_busy)
            replay.triggered.connect(self._on_replay)
        self._add_copies(menu, item)
        if item.attachments:
            menu.addSeparator()
            self._add_files(menu.addMenu(self.tr("Attached files")), item)
        menu.addSeparator()
        self._add_reading(menu, item)
        fork = self._add(menu, self.tr("Continue in a new conversation"), Fork(message_id=item.key))
        fork.setToolTip(self.tr("A copy of everything down to this message; this conversation stays as it is"))
        fork.setEnabled(not item.is_streaming and not self.is_private)
        return menu

    def _add_marks(self, menu: QMenu, item: TranscriptItem) -> None:
        menu.setToolTipsVisible(True)
        for outcome in OUTCOMES:
            is_marked = item.outcome == outcome
            mark = self._add(
                menu, outcome_text(outcome), Mark(message_id=item.key, outcome="" if is_marked else outcome)
            )
            mark.setToolTip(outcome_help(outcome))
            mark.setCheckable(True)
            mark.setChecked(is_marked)

    def _add_copies(self, menu: QMenu, item: TranscriptItem) -> None:
        if not menu.isEmpty():
            menu.addSeparator()
        for text, is_branch, is_plain in (
            (self.tr("Copy as Markdown"), False, False),
            (self.tr("Copy as plain text"), False, True),
            (self.tr("Copy everything down to here as Markdown"), True, False),
            (self.tr("Copy everything down to here as plain text"), True, True),
        ):
            if not is_branch and not item.text.strip():
                continue
            action = menu.addAction(text)
            action.setData(CopyWish(key=item.key, is_branch=is_branch, is_plain=is_plain))
            action.triggered.connect(self._on_copy)

    def _add_files(self, menu: QMenu, item: TranscriptItem) -> None:
        for place, line in enumerate(item.attachments[:MAX_ATTACHMENTS]):
            action = menu.addAction(line.replace("&", "&&"))
            action.setData((item.key, place))
            action.triggered.connect(self._on_file)

    def _on_file(self) -> None:
        if isinstance(action := self.sender(), QAction):
            self.file_wanted.emit(*action.data())

    def _add_models(self, menu: QMenu, item: TranscriptItem) -> None:
        menu.setEnabled(not self.is_busy)
        for model in self._list_models():
            size = size_text(model.size_bytes)
            title = title_of(model).replace("&", "&&")
            label = f"{title}\t{size}" if size else title
            action = self._add(menu, label, Regenerate(message_id=item.key, model=model))
            action.setEnabled(not model.missing_parts)

    def _add_presets(self, menu: QMenu, item: TranscriptItem) -> None:
        presets = self.list_presets()
        menu.setEnabled(bool(presets) and not self.is_busy)
        for preset in presets:
            self._add(menu, preset.name.replace("&", "&&"), Regenerate(message_id=item.key, preset=preset))

    def _add(self, menu: QMenu, text: str, wish: object) -> QAction:
        action = menu.addAction(text)
        action.setData(wish)
        action.triggered.connect(self._on_chosen)
        return action

    def _on_chosen(self) -> None:
        if isinstance(action := self.sender(), QAction):
            self.wished.emit(action.data())

    def _on_copy(self) -> None:
        if isinstance(action := self.sender(), QAction):
            self.copy_wanted.emit(action.data())

    def _on_params(self) -> None:
        if isinstance(action := self.sender(), QAction):
            self.params_wanted.emit(action.data())

    def _on_cut(self, row: int) -> None:
        self.cut_wanted.emit(self._model.item(row).key)

    def _add_reading(self, menu: QMenu, item: TranscriptItem) -> None:
        """What the model reads of it, and what was measured of an answer."""
        pin = menu.addAction(self.tr("Always read this turn"))
        pin.setToolTip(self.tr("It stays when the oldest messages no longer fit into the context"))
        pin.setCheckable(True)
        pin.setChecked(item.is_pinned)
        pin.setEnabled(not item.is_streaming)
        pin.setData(item.key)
        pin.toggled.connect(self._on_pin)
        if item.speaker is Speaker.MODEL and not item.is_streaming:
            details = menu.addAction(self.tr("Details of this answer…"))
            details.setData(item.key)
            details.triggered.connect(self._on_details)

    def _on_pin(self, is_pinned: bool) -> None:
        if isinstance(action := self.sender(), QAction):
            self.pin_wanted.emit(action.data(), is_pinned)

    def _on_details(self) -> None:
        if isinstance(action := self.sender(), QAction):
            self.details_wanted.emit(action.data())

    def _on_replay(self) -> None:
        if isinstance(action := self.sender(), QAction):
            self.replay_wanted.emit(action.data())

    def _on_regenerate(self, row: int) -> None:
        self.wished.emit(Regenerate(message_id=self._model.item(row).key))

    def _on_continue(self, row: int) -> None:
        self.wished.emit(Continue(message_id=self._model.item(row).key))

    def _on_sibling(self, key: int) -> None:
        self.wished.emit(ShowBranch(message_id=key))
