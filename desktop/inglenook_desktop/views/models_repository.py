"""One repository of the hub: what it is, its variants, what the chosen one would take, and its card as plain text."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QPlainTextEdit,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..models.variants_model import Index, VariantsModel
from ..models_shown import ActOnModel, CheckFit, Fitting, GetModel, ModelAct, ShownPlan, ShownRepository, ShownVariant
from ..theme import Colors, Theme, style_scroll_bar
from ..translating import translated
from .flow_layout import FlowLayout
from .models_parts import Button, Heading, Table, Words, bytes_text, fitting_text, plain, plain_lines

MAX_DETAILS = 8


class RepositoryPane(QWidget):
    """wished: a CheckFit, a GetModel, or an ActOnModel that loads what is here."""

    wished = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: ShownRepository | None = None
        self._wanted_key = ""
        self._has_chosen = False
        self.title = Heading(self, scale=1.25)
        self.title.setWordWrap(True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts = Words(self)
        self.sentence = Words(self)
        headings = [self.tr("Variant"), self.tr("Size"), self.tr("Quality"), self.tr("This machine")]
        self.model = VariantsModel(headings, self._words_of, self)
        self.table = Table(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Variants of the model"))
        self.table.setItemDelegateForColumn(0, _VariantDelegate(self.model, theme, self.tr("best here"), self.table))
        self.table.setItemDelegateForColumn(3, _FittingDelegate(self.model, theme, self.table))
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.activated.connect(self._on_activated)
        self.plan = _PlanPanel(theme, self)
        self.check_button = Button(self.tr("Check &fit"), self)
        self.check_button.setToolTip(
            self.tr("Read the first bytes of this file at the hub, and reckon what it takes on this machine")
        )
        self.get_button = Button(self.tr("&Download"), self, is_first=True)
        self.check_button.clicked.connect(self._on_check)
        self.get_button.clicked.connect(self._on_get)
        self.note = Words(self)
        self.card = QPlainTextEdit(self)
        self.card.setReadOnly(True)
        self.card.setTabChangesFocus(True)
        self.card.setFrameShape(QFrame.Shape.NoFrame)
        self.card.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.card.setAccessibleName(self.tr("Model card, as plain text"))

        buttons = FlowLayout(spacing=8)
        buttons.addWidget(self.get_button)
        buttons.addWidget(self.check_button)
        self.parts = QWidget(self)
        column = QVBoxLayout(self.parts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.table, 3)
        column.addWidget(self.plan)
        column.addLayout(buttons)
        column.addWidget(self.note)
        column.addWidget(self.card, 2)
        column.addStretch(0)
        self.card.setMinimumHeight(70)
        self._rest = QWidget(self)
        self._is_choosing = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self.title)
        layout.addWidget(self.facts)
        layout.addWidget(self.sentence)
        layout.addSpacing(6)
        layout.addWidget(self.parts, 1)
        layout.addWidget(self._rest, 1)
        theme.changed.connect(self._restyle)
        self.show_repository(None)
        self._restyle(theme.colors)

    @property
    def key(self) -> str:
        """Of the variant that is chosen, "" for none."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.rows[rows[0].row()].key if rows else ""

    def show_repository(self, shown: ShownRepository | None, *, wanted_key: str = "") -> None:
        """None: nothing is chosen yet. wanted_key: the variant to choose at first, else the best one."""
        before, self._shown = self._shown, shown
        is_other = shown is None or before is None or (before.name, before.commit) != (shown.name, shown.commit)
        self.title.setVisible(shown is not None)
        self.parts.setVisible(bool(shown and shown.variants) or bool(shown and shown.card))
        self._rest.setVisible(self.parts.isHidden())
        if shown is None:
            self.facts.say("")
            self.sentence.say(
                self.tr("Choose a model on the left: its files, what each would take here, and its card appear.")
            )
            self.model.set_rows(())
            return
        self.title.setText(plain(shown.name))
        self.facts.say(" · ".join(self._facts_of(shown)))
        self.sentence.say(shown.sentence)
        self.note.say(shown.note)
        if is_other:
            self.plan.show_plan(None)
            self.card.setPlainText(plain_lines(shown.card))
        self.card.setVisible(bool(shown.card))
        self.model.set_rows(shown.variants)
        self.table.fit_rows(len(shown.variants))
        if is_other:
            self._wanted_key, self._has_chosen = wanted_key, False
        if shown.variants and not self._has_chosen:  # which is best may be known a moment after the variants are
            self._choose(self._wanted_key)
        self._show_buttons()
        self._restyle(self._theme.colors)

    def show_plan(self, plan: ShownPlan | None) -> None:
        self.plan.show_plan(plan if plan is not None and plan.key == self.key else None)
        self._show_buttons()

    def _choose(self, wanted_key: str) -> None:
        rows = self.model.rows
        best = next((number for number, row in enumerate(rows) if row.is_best), 0)
        number = self.model.row_of(wanted_key) if wanted_key else None
        self._is_choosing = True
        self.table.selectRow(best if number is None else number)
        self._is_choosing = False
        self.table.scrollTo(self.table.currentIndex())

    def _facts_of(self, shown: ShownRepository) -> list[str]:
        facts = [plain(shown.licence, 60) if shown.licence else self.tr("no licence stated") if shown.commit else ""]
        if shown.base_model:
            facts.append(self.tr("made from %1").replace("%1", plain(shown.base_model)))
        if shown.is_private:
            facts.append(self.tr("private"))
        if shown.is_gated:
            facts.append(self.tr("gated: its terms have to be accepted at the hub"))
        if shown.commit:
            facts.append(self.tr("version %1").replace("%1", shown.commit[:8]))
        return [fact for fact in facts if fact]

    def _words_of(self, row: ShownVariant) -> tuple[str, ...]:
        size = bytes_text(row.size_bytes)
        if row.n_files > 1:
            size = self.tr("%1 in %2 files").replace("%1", size).replace("%2", str(row.n_files))
        here = self.tr("on this machine") if row.is_here else self.tr("being downloaded") if row.is_coming else ""
        fitting = " · ".join(filter(None, (here, fitting_text(row.fitting), row.speed)))
        return plain(row.key, 60), size, translated(row.quality), fitting

    def _variant(self) -> ShownVariant | None:
        number = self.model.row_of(self.key) if self.key else None
        return None if number is None else self.model.rows[number]

    def _show_buttons(self) -> None:
        variant = self._variant()
        text = self.tr("&Download")
        if variant is not None:
            size = bytes_text(variant.size_bytes)
            key = plain(variant.key, 24).replace("&", "&&")
            text = self.tr("&Download %1, %2").replace("%1", key).replace("%2", size)
            if variant.is_here:
                text = self.tr("&Load %1").replace("%1", key)
            elif variant.is_coming:
                text = self.tr("Among the downloads")
        self.get_button.setText(text)
        self.get_button.setEnabled(
            variant is not None and variant.can_get and (variant.is_here or not variant.is_coming)
        )
        self.check_button.setEnabled(variant is not None and variant.can_get and not self.plan.is_asking)

    def _on_selection(self, _chosen: QItemSelection, _left: QItemSelection) -> None:
        self.plan.show_plan(None)
        self._show_buttons()
        if not self._is_choosing:
            self._has_chosen = True
        if self.key and not self._is_choosing:  # nothing goes out for what the person did not choose
            self.wished.emit(CheckFit(key=self.key, is_asked=False))

    def _on_activated(self, _index: QModelIndex) -> None:
        self._on_check()

    def _on_check(self) -> None:
        if self.key:
            self.wished.emit(CheckFit(key=self.key))

    def _on_get(self) -> None:
        variant = self._variant()
        if variant is not None and variant.path is not None:
            self.wished.emit(ActOnModel(path=variant.path, act=ModelAct.LOAD))
        elif variant is not None:
            self.wished.emit(GetModel(key=variant.key))

    def _restyle(self, colors: Colors) -> None:
        self.title.setStyleSheet(f"color: {colors.text};")
        is_error = self._shown is not None and self._shown.is_error
        self.sentence.setStyleSheet(f"color: {colors.error_text if is_error else colors.muted};")
        for label in (self.facts, self.note):
            label.setStyleSheet(f"color: {colors.muted};")
        for button in (self.get_button, self.check_button):
            button.restyle(colors)
        self.table.restyle(colors)
        self.card.setStyleSheet(
            f"QPlainTextEdit {{ background: {colors.panel}; color: {colors.text}; border: 1px solid {colors.panel};"
            " border-radius: 8px; padding: 6px 8px; }"
            f"QPlainTextEdit:focus {{ border: 1px solid {colors.accent}; }}"
        )
        for area in (self.table, self.card):
            style_scroll_bar(area, colors)


class _PlanPanel(QFrame):
    """The verdict, the expected speed, and what it is made of."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("plan")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._theme = theme
        self._plan: ShownPlan | None = None
        self.verdict = Words(self)
        self.speed = Words(self)
        self.details = Words(self)
        self.settings = Words(self)
        self.more = QToolButton(self)
        self.more.setCheckable(True)
        self.more.setCursor(Qt.CursorShape.PointingHandCursor)
        self.more.setText(self.tr("Settings it would be loaded with"))
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.toggled.connect(self._show_settings)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 9, 12, 9)
        layout.setSpacing(4)
        for label in (self.verdict, self.speed, self.details):
            layout.addWidget(label)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.settings)
        theme.changed.connect(self._restyle)
        self.hide()

    @property
    def is_asking(self) -> bool:
        return self._plan is not None and self._plan.is_asking

    def show_plan(self, plan: ShownPlan | None) -> None:
        self._plan = plan
        self.setVisible(plan is not None)
        if plan is None:
            return
        self.verdict.say(plan.verdict)
        self.speed.say(plan.speed)
        self.details.say("\n".join(plan.details[:MAX_DETAILS]))
        self.more.setVisible(bool(plan.settings))
        self._show_settings()
        self.setAccessibleName(f"{self.verdict.text()} {self.speed.text()}")
        self._restyle(self._theme.colors)

    def _show_settings(self) -> None:
        is_open = self.more.isChecked() and not self.more.isHidden()
        self.settings.say("\n".join(self._plan.settings) if is_open and self._plan is not None else "")
        self.more.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)

    def _restyle(self, colors: Colors) -> None:
        plan = self._plan
        is_bad = plan is not None and (plan.is_error or plan.fitting is Fitting.NONE)
        panel = colors.error_panel if is_bad else colors.panel
        words = colors.error_text if is_bad else colors.text
        self.setStyleSheet(f"#plan {{ background: {panel}; border-radius: 8px; }}")
        self.verdict.setStyleSheet(f"color: {words};")
        quiet = words if is_bad else colors.muted
        for label in (self.speed, self.details, self.settings):
            label.setStyleSheet(f"color: {quiet};")
        self.more.setStyleSheet(
            f"QToolButton {{ color: {quiet}; border: 1px solid transparent; border-radius: 6px; padding: 2px 4px; }}"
            f"QToolButton:hover {{ background: {colors.hover}; }}"
            f"QToolButton:focus {{ border: 1px solid {colors.accent}; }}"
        )


class _VariantDelegate(QStyledItemDelegate):
    """The quantization, and beside the one that is right for this machine a mark that says so."""

    def __init__(self, model: VariantsModel, theme: Theme, mark: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._theme, self._mark = model, theme, mark

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        bold = _bold(option.font)
        width = QFontMetrics(bold).horizontalAdvance(str(index.data())) + 24
        if self._model.rows[index.row()].is_best:
            width += QFontMetrics(_small(option.font)).horizontalAdvance(self._mark) + 24
        return QSize(max(hint.width(), width), hint.height())

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        colors, row = self._theme.colors, self._model.rows[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(13, 0, -4, 0)
        painter.setFont(_bold(option.font))
        painter.setPen(QColor(colors.text))
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        if row.is_best:
            left = area.left() + painter.fontMetrics().horizontalAdvance(name) + 10
            painter.setFont(_small(option.font))
            metrics = painter.fontMetrics()
            pill = QRect(left, 0, metrics.horizontalAdvance(self._mark) + 14, metrics.height() + 3)
            pill.moveTop(option.rect.center().y() - pill.height() // 2)
            if pill.right() <= option.rect.right():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colors.accent))
                painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
                painter.setPen(QColor(colors.on_accent))
                painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._mark)
        painter.restore()


class _FittingDelegate(QStyledItemDelegate):
    """What does not fit stands in the colour of errors."""

    def __init__(self, model: VariantsModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(option.fontMetrics.horizontalAdvance(str(index.data())) + 24, hint.height())

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        colors, fitting = self._theme.colors, self._model.rows[index.row()].fitting
        is_bad = fitting in (Fitting.NONE, Fitting.UNLIKELY)
        is_sure = fitting not in (Fitting.LIKELY, Fitting.UNLIKELY, Fitting.UNKNOWN)
        painter.save()
        painter.setPen(QColor(colors.error_text if is_bad else colors.text if is_sure else colors.muted))
        area = option.rect.adjusted(13, 0, -6, 0)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(small.pointSizeF() * 0.82)
    return small
