"""An answer once more, watched: how far it is, whether it came out the same, and what could be why where it did not."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from ..markdown_display import visible
from ..replay import NOTHING_DIFFERS, Cause, Compared
from ..replaying import Replaying, ReplayState
from ..translating import filled, in_words, said, said_value, translated
from .dialog_looks import dress_dialog


class ReplayDialog(QDialog):
    """Shows the replay that runs. Closing it stops what still runs."""

    def __init__(self, replaying: Replaying, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress_dialog(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Replay"))
        self._replaying = replaying
        self.sentence = self._label()
        self.sentence.setAccessibleName(self.tr("Result"))
        font = self.sentence.font()
        font.setWeight(QFont.Weight.DemiBold)
        self.sentence.setFont(font)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.progress.setAccessibleName(self.tr("Progress of the replay"))
        self.parted = self._label()
        self.causes = self._label()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        for widget in (self.sentence, self.progress, self.parted, self.causes):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        replaying.changed.connect(self.show_state)
        self.finished.connect(self._on_finished)

    def sizeHint(self) -> QSize:
        return QSize(520, max(190, super().sizeHint().height()))

    def show_state(self, state: ReplayState) -> None:
        self.progress.setVisible(not state.is_over)
        self.progress.setMaximum(max(1, state.total))
        self.progress.setValue(state.done)
        self.parted.clear()
        self.causes.clear()
        if state.problem:
            self.sentence.setText(said(state.problem))
        elif state.compared is None:
            text = self.tr("%1 writes the answer once more: %2 of %3 tokens")
            self.sentence.setText(_filled(text, state.model_name, state.done, state.total))
        else:
            self._show_compared(state.compared, state.parted)
        for label in (self.parted, self.causes):
            label.setVisible(bool(label.text()))
        self.adjustSize()

    def _show_compared(self, compared: Compared, parted: tuple[str, str, str]) -> None:
        causes = [_cause_text(cause) for cause in compared.causes]
        if compared.first is None:
            self.sentence.setText(_filled(self.tr("Identical: all %1 tokens came again."), compared.n_tokens))
            head = self.tr("This made no difference:")
        else:
            text = self.tr("Different from token %1 of %2 on.")
            self.sentence.setText(_filled(text, compared.first + 1, compared.n_tokens))
            shown = [visible(" ".join(one.split())) for one in parted]
            common, then, now = (one or "–" for one in shown)
            self.parted.setText(_filled(self.tr("After “…%1”\nthen: “%2”\nnow: “%3”"), common, then, now))
            head = self.tr("It may be because of this:")
            causes = causes or [translated(NOTHING_DIFFERS)]
        if compared.n_untold:
            rest = self.tr(
                "The rest of it was not compared (tokens: %1): another model wrote it, or a run without an end."
            )
            self.sentence.setText(f"{self.sentence.text()} {_filled(rest, compared.n_untold)}")
        if causes:
            self.causes.setText("\n".join((head, *(f"•  {cause}" for cause in causes))))

    def _on_finished(self) -> None:
        self._replaying.changed.disconnect(self.show_state)
        self._replaying.stop()

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label


def _cause_text(cause: Cause) -> str:
    return visible(translated(cause.why, said_value(cause.then), said_value(cause.now)))


def _filled(text: str, *values: object) -> str:
    return filled(text, [in_words(value) for value in values])
