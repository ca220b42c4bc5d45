"""Asked once before something is gone for ever with what is closed: all of it, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from ..losses import Losses
from ..translating import counted
from ..translating import translated as _tr
from .dialog_looks import dress_dialog

MAX_NAMES = 5
"""Of files, in the question."""


def closing_question(losses: Losses, parent: QWidget) -> tuple[QMessageBox, QPushButton]:
    """The question, and beside it the button that says yes."""
    is_private_alone = losses == Losses(
        n_private_messages=losses.n_private_messages, has_private_text=losses.has_private_text
    )
    question = QMessageBox(parent)
    dress_dialog(question)
    question.setTextFormat(Qt.TextFormat.PlainText)
    if is_private_alone:
        question.setIcon(QMessageBox.Icon.Question)
        question.setText(_tr("Close the private conversation?"))
        names = _tr("Keep it"), _tr("Close and forget it")
    elif losses == Losses(is_unanswered=True):
        question.setIcon(QMessageBox.Icon.Question)
        question.setText(_tr("Close this window without the answer?"))
        names = _tr("Wait for it"), _tr("Close without it")
    else:
        question.setIcon(QMessageBox.Icon.Warning)
        question.setText(_tr("Something would be lost."))
        names = _tr("Go back"), _tr("Close and lose it")
    question.setInformativeText("\n\n".join(_sentences(losses)))
    keep = question.addButton(names[0], QMessageBox.ButtonRole.RejectRole)
    leave = question.addButton(names[1], QMessageBox.ButtonRole.DestructiveRole)
    question.setDefaultButton(keep)
    question.setEscapeButton(keep)
    question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return question, leave


def _sentences(losses: Losses) -> list[str]:
    found = []
    if losses.is_unanswered:
        found.append(
            _tr("What you asked here has no answer yet, and gets none if you close now. The question is kept.")
        )
    if losses.has_answer:
        found.append(_tr("An answer is not saved yet: the disk refuses it. If you close now, its text is lost."))
    if losses.has_text:
        found.append(_tr("What you typed and did not send cannot be saved. If you close now, it is lost."))
    if losses.unsaved_files:
        files = _tr("Attached, not sent, and not kept: %1. If you close now, they are not attached any more.")
        found.append(files.replace("%1", _listed(losses.unsaved_files)))
    if losses.files_being_read:
        files = _tr("Still being read: %1. If you close now, they are not attached after the next start.")
        alone = losses == Losses(files_being_read=losses.files_being_read)
        waits = _tr("The window closes by itself as soon as they are read.")
        found.append(" ".join((files.replace("%1", _listed(losses.files_being_read)), *([waits] if alone else []))))
    if losses.has_session:
        found.append(_tr("You went on without saving. If you close now, everything that was said here is gone."))
    if losses.n_private_messages:
        one = _tr("The message of the private conversation is nowhere else. Nobody can bring it back.")
        many = _tr("The %1 messages of the private conversation are nowhere else. Nobody can bring them back.")
        found.append(counted(losses.n_private_messages, one, many))
    elif losses.has_private_text:
        found.append(_tr("What you typed in the private conversation is nowhere else. Nobody can bring it back."))
    return found


def _listed(names: Sequence[str]) -> str:
    """Some of them where there are many."""
    shown = ", ".join(names[:MAX_NAMES])
    if len(names) <= MAX_NAMES:
        return shown
    return _tr("%1 and %2 more").replace("%2", str(len(names) - MAX_NAMES)).replace("%1", shown)
