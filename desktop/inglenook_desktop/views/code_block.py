"""A block of code: a panel with the language, its buttons, and text that scrolls sideways or is wrapped."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from ..markdown import SegmentKind
from .parts import ElidedLabel
from .quiet_button import QuietButton, set_text_color
from .rich_text import TextStyle
from .text_piece import TextPiece
from .transcript_layout import Piece

_RADIUS = 8.0
_SIDE = 14
_TOP = 8
_BOTTOM = 6


class CodeBlock(QWidget):
    """Shows one piece of a code block. Only the first piece of a long block has the header; the panels join.

    wrap_requested: whether its long lines are to be wrapped.
    """

    copy_requested = Signal()
    save_requested = Signal()
    wrap_requested = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style: TextStyle | None = None
        self._is_first = self._is_last = True
        self._header_height = 0
        self.language = ElidedLabel(self)
        self.copy_button = QuietButton(self.tr("Copy"), self.tr("Copied"), self, side=Qt.AlignmentFlag.AlignRight)
        self.copy_button.setAccessibleName(self.tr("Copy code"))
        self.copy_button.setToolTip(self.tr("Copy the whole block"))
        self.copy_button.clicked.connect(self._on_copy)
        self.save_button = QuietButton(self.tr("Save…"), "", self, side=Qt.AlignmentFlag.AlignRight)
        self.save_button.setAccessibleName(self.tr("Save code as a file"))
        self.save_button.setToolTip(self.tr("Save the whole block as a file"))
        self.save_button.clicked.connect(self.save_requested)
        self.wrap_button = QuietButton(self.tr("Wrap"), "", self, side=Qt.AlignmentFlag.AlignRight)
        self.wrap_button.setCheckable(True)
        self.wrap_button.setAccessibleName(self.tr("Wrap long lines of the code"))
        self.wrap_button.setToolTip(self.tr("Wrap long lines"))
        self.wrap_button.clicked.connect(self.wrap_requested)
        self._buttons = (self.wrap_button, self.save_button, self.copy_button)
        self.text = TextPiece(self)
        self.setFocusProxy(self.text)

    def show_piece(
        self, piece: Piece, style: TextStyle, width: int, accessible_name: str, *, keeps_selection: bool
    ) -> int:
        """Of a part that has its document. Returns the height in pixels at `width`."""
        segment, document = piece.segment, piece.document
        assert segment is not None
        assert document is not None
        if style is not self._style:
            self.dress(style)
        self._is_first, self._is_last = not segment.continues, not segment.is_cut
        wraps = style.wraps_code if piece.wraps is None else piece.wraps
        self.wrap_button.setChecked(wraps)
        for button in self._buttons:
            button.rest()
            button.setVisible(self._is_first)
        self.language.setText(segment.language or self.tr("code"))
        self.text.setAccessibleName(accessible_name)
        self.setAccessibleName(accessible_name)
        self.language.setVisible(self._is_first)
        inner = width - 2 * _SIDE
        text_height = self.text.show_document(
            document, SegmentKind.CODE, style, inner, keeps_selection=keeps_selection, wraps=wraps
        )
        y = 0
        self._header_height = 0
        if self._is_first:
            right = width - 6
            for button in reversed(self._buttons):
                size = button.sizeHint()
                right -= size.width()
                button.setGeometry(right, 3, size.width(), size.height())
                self._header_height = size.height() + 6
            self.language.setGeometry(_SIDE, 0, max(0, right - _SIDE), self._header_height)
            y = self._header_height + _TOP
        self.text.setGeometry(_SIDE, y, inner, text_height)
        self.update()
        return y + text_height + (_BOTTOM if self._is_last else 0)

    def dress(self, style: TextStyle) -> None:
        """What is the same of every block."""
        self._style = style
        small = style.small
        self.language.setFont(small)
        set_text_color(self.language, style.colors.quiet)
        for button in self._buttons:
            button.setFont(small)
            button.set_colors(style.colors)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._style is None:
            return
        colors = self._style.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        rect = QRectF(self.rect())
        outer = QRectF(rect)
        if not self._is_first:
            outer.setTop(-2 * _RADIUS)
        if not self._is_last:
            outer.setBottom(rect.bottom() + 2 * _RADIUS)
        path = QPainterPath()
        path.addRoundedRect(outer, _RADIUS, _RADIUS)
        painter.fillPath(path, colors.code_panel)
        if self._header_height:
            painter.save()
            painter.setClipRect(QRectF(0, 0, rect.width(), self._header_height))
            painter.fillPath(path, colors.code_header)
            painter.restore()

    def _on_copy(self) -> None:
        self.copy_requested.emit()
        self.copy_button.show_done()
