"""A dialog over a list of named things: all of them at the left, the chosen one at the right.

What was changed of one is kept when another is chosen and when the dialog is closed; what cannot be kept stays in view
with the reason.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..translating import said
from .dialog_looks import dress_dialog

T = TypeVar("T")
USUAL_SIZE = QSize(680, 560)
_LIST = """
QListWidget { background: palette(base); border: 1px solid palette(mid); border-radius: 6px; padding: 3px; }
QListWidget:focus { border: 1px solid palette(highlight); }
QListWidget::item { padding: 5px 7px; border-radius: 4px; }
QListWidget::item:selected { background: palette(highlight); color: palette(highlighted-text); }
"""


class ListEditor(QDialog, Generic[T]):
    """A subclass says what the things are.

    name: the subclass's field for it.
    """

    name: QLineEdit

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress_dialog(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._things: list[T] = []
        self._row = -1
        self._is_dirty = self._is_filling = False
        self.list = QListWidget(self)
        self.list.setAccessibleName(title)
        self.list.setFixedWidth(190)
        self.list.setStyleSheet(_LIST)
        self.list.currentRowChanged.connect(self._on_row)
        self.add_button = QPushButton(self.tr("New"), self)
        self.add_button.clicked.connect(self.add)
        self.remove_button = QPushButton(self.tr("Delete"), self)
        self.remove_button.clicked.connect(self.remove)
        self.problem = QLabel(self)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.setStyleSheet("color: palette(bright-text);")
        self.problem.hide()
        self.empty = QLabel(self)
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setForegroundRole(self.empty.palette().ColorRole.PlaceholderText)
        self.form = QWidget(self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        self.buttons.rejected.connect(self.reject)

    def lay_out(self, *more: QPushButton) -> None:
        """Called once the subclass has filled `form`. more: buttons below, beside Close."""
        for button in (self.add_button, self.remove_button, *more):
            button.setAutoDefault(False)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        below = QHBoxLayout()
        below.addWidget(self.add_button)
        below.addWidget(self.remove_button)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        left.addLayout(below)
        right = QVBoxLayout()
        right.addWidget(self.empty, 1)
        right.addWidget(self.form, 1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left)
        columns.addLayout(right, 1)
        last = QHBoxLayout()
        for button in more:
            last.addWidget(button)
        last.addStretch(1)
        last.addWidget(self.buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(columns, 1)
        layout.addWidget(self.problem)
        layout.addLayout(last)
        em = self.fontMetrics().height()
        wanted = USUAL_SIZE.expandedTo(QSize(38 * em, 30 * em))
        self.resize(wanted.boundedTo(self.screen().availableSize()).expandedTo(USUAL_SIZE))
        # a hint would not do: Qt takes the height of the wrapped sentences in its place

    # --- what a subclass says; Qt's metaclass checks nothing, the type checker does

    @abstractmethod
    def name_of(self, thing: T) -> str:
        """For the list."""

    @abstractmethod
    def new_thing(self, others: Sequence[T]) -> T:
        """One to begin with, beside these."""

    @abstractmethod
    def show_thing(self, thing: T) -> None:
        """In the form."""

    @abstractmethod
    def read_thing(self, before: T) -> T:
        """What the form holds. Raises ValueError with a sentence."""

    @abstractmethod
    def keep(self, thing: T) -> tuple[T | None, str]:
        """As it is kept now, or why it is not."""

    @abstractmethod
    def forget(self, thing: T) -> str:
        """Why not, "" when it is gone."""

    # --- what it does

    @property
    def current(self) -> T | None:
        """As it is kept."""
        return self._things[self._row] if 0 <= self._row < len(self._things) else None

    @property
    def things(self) -> Sequence[T]:
        return tuple(self._things)

    def show_all(self, things: Sequence[T], *, row: int = 0) -> None:
        """row: chosen, if there is one."""
        self._things = list(things)
        self._is_filling = True
        self.list.clear()
        for thing in things:
            self.list.addItem(QListWidgetItem(self.name_of(thing)))
        self._is_filling = False
        self.list.setCurrentRow(min(row, len(self._things) - 1))
        self._show(self.list.currentRow())

    def touched(self) -> None:
        """Something in the form was changed."""
        if not self._is_filling:
            self._is_dirty = True
            self.say("")

    def say(self, problem: str) -> None:
        self.problem.setText(said(problem))
        self.problem.setVisible(bool(problem))

    def save(self) -> bool:
        """What was changed. False when it cannot be kept, which is told."""
        before = self.current
        if before is None or not self._is_dirty:
            return True
        try:
            kept, problem = self.keep(self.read_thing(before))
        except ValueError as error:
            kept, problem = None, str(error)
        self.say(problem)
        if kept is None:
            return False
        self._is_dirty = False
        self._things[self._row] = kept
        item = self.list.item(self._row)
        if item is not None:
            item.setText(self.name_of(kept))
        return True

    def add(self) -> None:
        if not self.save():
            return
        kept, problem = self.keep(self.new_thing(self._things))
        self.say(problem)
        if kept is not None:
            self.show_all([*self._things, kept], row=len(self._things))
            self.name.setFocus()
            self.name.selectAll()

    def remove(self) -> None:
        """After a question: a long text may be gone with it."""
        if self.current is None:
            return
        question = QMessageBox(self)
        dress_dialog(question)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.setIcon(QMessageBox.Icon.Question)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(self.tr("Delete “%1”?").replace("%1", self.name_of(self.current)))
        question.setInformativeText(self.tr("It cannot be brought back."))
        keep = question.addButton(QMessageBox.StandardButton.Cancel)
        delete = question.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        delete.clicked.connect(self._remove)
        question.setDefaultButton(keep)
        question.open()

    def _remove(self) -> None:
        thing = self.current
        if thing is not None:
            problem = self.forget(thing)
            if not problem:
                self._is_dirty = False
                self.show_all([other for other in self._things if other is not thing], row=max(0, self._row - 1))
                if not self._things:  # not Close, which the next Space would press
                    self.add_button.setFocus()
            self.say(problem)

    def reject(self) -> None:
        """Closing keeps what was changed."""
        if self.save():
            super().reject()

    # --- how it is done

    def _on_row(self, row: int) -> None:
        if self._is_filling or row == self._row:
            return
        if self.save():
            self._show(row)
        else:
            self.list.setCurrentRow(self._row)

    def _show(self, row: int) -> None:
        self._row = row
        thing = self.current
        self.form.setVisible(thing is not None)
        self.empty.setVisible(thing is None)
        self.remove_button.setEnabled(thing is not None)
        if thing is not None:
            self._is_filling = True
            self.show_thing(thing)
            self._is_filling = False
        self._is_dirty = False
