"""The bar at the top: which model answers, how far its load is, the menu to choose another and its draft model, and the
control of speculation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from inglenook_engine.plan_types import speed_sentence, verdict
from inglenook_engine.types import TemplateOrigin
from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ..chooser_facts import ChooserFacts
from ..library import InstalledModel, ModelSource
from ..load_settings import narrowed
from ..models.tooltips import inert
from ..plan_words import choice_words, reason_words
from ..state import ChatState, EngineDown, Loaded, Loading, NoModel
from ..theme import Colors, Theme
from ..translating import said
from .fonts import scale_icon
from .icons import Icon, icon
from .parts import ElidedLabel, icon_button, size_text, title_of
from .preset_button import PresetButton
from .reasoning_button import ReasoningButton
from .speculation_button import SpeculationButton
from .yielding import YieldingButton, share_out

MODELS_KEYS = "Ctrl+Shift+M"
LEAST_NAME_PX = 56
LEAST_MENU_NAME_PX = 140
MENU_EDGES_EM = 12
"""Of a menu: the mark of the model in use, the gap between the columns, and the margins."""
_FACTS = "inglenook_facts"


class ModelBar(QWidget):
    """list_models: called when the menu opens, so that a model just put into a folder is there.

    draft_chosen: an InstalledModel that is to draft for the one in use, None for none. beside_chosen: one that answers
    every question too, in a second column. settings_requested: how the one
    in use is loaded.
    """

    model_chosen = Signal(object)
    draft_chosen = Signal(object)
    beside_chosen = Signal(object)
    settings_requested = Signal()
    file_requested = Signal()
    models_requested = Signal()
    call_off_requested = Signal()
    sidebar_toggled = Signal()

    def __init__(
        self, theme: Theme, list_models: Callable[[], Sequence[InstalledModel]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._list_models = list_models
        self._facts: ChooserFacts | None = None
        self._facts_beside: ChooserFacts | None = None
        self._models: Sequence[InstalledModel] = ()
        self._beside: InstalledModel | None = None
        self._current_path = self._why = ""
        self._current: Loading | Loaded | EngineDown | None = None
        self.setAccessibleName(self.tr("Model"))

        self.sidebar_button = icon_button(self.tr("Show or hide the conversations"), self, size=20)
        self.sidebar_button.clicked.connect(self.sidebar_toggled)

        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self.fill_menu)
        self.menu.aboutToShow.connect(self._ask)
        self.menu.aboutToHide.connect(self._stop_asking)
        self.beside_menu = QMenu(self.tr("Side by side with"), self)
        self.beside_menu.setToolTipsVisible(True)
        self.beside_menu.aboutToShow.connect(self._ask_beside)
        self.beside_menu.aboutToHide.connect(self._stop_asking_beside)
        self.chooser = YieldingButton(self, least_words_px=LEAST_NAME_PX)
        self.chooser.setObjectName("chooser")
        self.chooser.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.chooser.setMenu(self.menu)
        self.chooser.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.chooser.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the name
        self.menu.setLayoutDirection(QApplication.layoutDirection())  # else it would be turned round as well
        scale_icon(self.chooser, 16)
        self.chooser.setCursor(Qt.CursorShape.PointingHandCursor)
        self.chooser.setToolTip(self.tr("Choose a model"))

        self._detail = ElidedLabel(self)
        self._detail.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._call_off = icon_button(self.tr("Stop loading this model"), self, size=14)
        self._call_off.clicked.connect(self.call_off_requested)
        self.get_models = _ShyButton(self)
        self.get_models.setObjectName("get_models")
        self.get_models.setText(self.tr("Get models"))
        self.get_models.setToolTip(self.tr("Find and download models for this machine"))
        self.get_models.setCursor(Qt.CursorShape.PointingHandCursor)
        self.get_models.clicked.connect(self.models_requested)
        self.progress = ProgressLine(theme, self)
        self.preset = PresetButton(self)
        self.reasoning = ReasoningButton(self)
        self.speculation = SpeculationButton(self)

        row = self._row = QHBoxLayout()
        row.setContentsMargins(10, 8, 16, 7)
        row.setSpacing(8)
        row.addWidget(self.sidebar_button)
        row.addWidget(self.chooser)
        row.addWidget(self._detail)
        row.addWidget(self._call_off)
        row.addWidget(self.get_models)
        row.addStretch(1)
        row.addWidget(self.preset)
        row.addWidget(self.reasoning)
        row.addWidget(self.speculation)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self.progress)
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)

    def show_state(self, state: ChatState) -> None:
        engine = state.engine
        self._current = None if isinstance(engine, NoModel) else engine
        self.speculation.show_choice(state.speculation)
        self.reasoning.setVisible(isinstance(engine, Loaded) and engine.model.can_reason)
        name, detail, fraction = self.tr("Choose a model"), "", -1.0
        why = ""
        match engine:
            case NoModel():
                self._current_path = ""
            case Loading(choice=choice):
                name, self._current_path = title_of(choice), str(choice.path)
                fraction = engine.fraction or 0.0
                detail = self.tr("Loading, %1 %").replace("%1", str(int(fraction * 100)))
            case Loaded(choice=choice, model=model):
                name, self._current_path = title_of(choice), str(choice.path)
                detail = " · ".join(filter(None, (model.quantization, size_text(model.size_bytes))))
                if engine.draft is not None:
                    draft = self._detail.fontMetrics().elidedText(
                        title_of(engine.draft), Qt.TextElideMode.ElideMiddle, 160
                    )
                    detail += " · " + self.tr("draft model %1").replace("%1", draft)
                less = narrowed(model, engine.choices, n_ctx=engine.settings.n_ctx, kv_type=engine.settings.kv_type)
                detail = " · ".join((detail, *map(choice_words, less)))
                why = "\n".join(f"{choice_words(one)}: {reason_words(one)}" for one in less)
                if model.template_origin is TemplateOrigin.NONE:
                    detail = self.tr("base model: plain completion") + " · " + detail
            case EngineDown(choice=choice):
                name, self._current_path = title_of(choice), str(choice.path)
                detail = self.tr("not loaded")
        self.chooser.setText(self.chooser.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, 380))
        self.chooser.setAccessibleName(self.tr("Model: %1").replace("%1", name))
        self._detail.setText(detail)
        self._why = why
        self._detail.setAccessibleDescription(why)
        self._call_off.setVisible(isinstance(engine, Loading))
        has_own = not isinstance(engine, NoModel) and engine.choice.source is not ModelSource.STARTER
        self.get_models.setVisible(not has_own)
        self.progress.show_fraction(fraction)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def use_facts(self, facts: ChooserFacts) -> None:
        """Where the menu has from whether a model fits."""
        self._facts = facts
        facts.told.connect(self._on_told)

    def use_facts_beside(self, facts: ChooserFacts) -> None:
        """As `use_facts`, for a model beside the one in use."""
        self._facts_beside = facts
        facts.told.connect(self._on_told_beside)

    def open_menu(self) -> None:
        self.chooser.showMenu()

    def fill_menu(self) -> None:
        """Read the list of models anew."""
        self.menu.clear()
        models = self._models = self._list_models()
        for model in models:
            action = self.menu.addAction("")
            action.setCheckable(True)
            action.setChecked(str(model.path) == self._current_path)
            action.setEnabled(not model.missing_parts)
            action.setData(model)
            self._describe(action, model, self._facts)
            action.triggered.connect(self._on_chosen)
        if not models:
            self.menu.addAction(self.tr("No model is installed")).setEnabled(False)
        self.menu.addSeparator()
        self._add_drafts(models)
        self._fill_beside()
        self.menu.addMenu(self.beside_menu)
        if self._current is not None:
            self.menu.addAction(self.tr("Load settings…")).triggered.connect(self.settings_requested)
        self.menu.addAction(self.tr("Open a model file…")).triggered.connect(self.file_requested)
        find = self.menu.addAction(self.tr("Models…"))
        find.setShortcut(MODELS_KEYS)
        find.setShortcutVisibleInContextMenu(True)
        find.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown here, heard by the window
        find.triggered.connect(self.models_requested)
        self._fit_menu(self.menu)

    def show_beside(self, choice: InstalledModel | None) -> None:
        """The second model, None without one."""
        self._beside = choice

    def _fill_beside(self) -> None:
        """With the models that could answer in a second column."""
        menu = self.beside_menu
        menu.clear()
        models = [model for model in self._list_models() if not model.missing_parts]
        for model in (None, *models):
            action = menu.addAction(self.tr("None"))
            action.setCheckable(True)
            action.setChecked(model == self._beside)
            action.setData(model)
            action.triggered.connect(self._on_beside_chosen)
            if model is not None:
                self._describe(action, model, self._facts_beside)
        self._fit_menu(menu)

    def _ask_beside(self) -> None:
        """Which of them fit beside the one in use."""
        self._fill_beside()
        if self._facts_beside is not None:
            self._facts_beside.ask([model for model in self._list_models() if not model.missing_parts])

    def _on_beside_chosen(self) -> None:
        if isinstance(action := self.sender(), QAction):
            self.beside_chosen.emit(action.data())

    def _describe(self, action: QAction, model: InstalledModel, known: ChooserFacts | None) -> None:
        """Name at the left; at the right quantization, size, context and whether it fits, as far as it is known."""
        from ..models_shown import FITTING
        from .models_parts import fitting_text

        plan = None if known is None else known.plan_of(model)
        error = "" if known is None else known.error_of(model)
        facts = [model.quantization, size_text(model.size_bytes)]
        lines = [str(model.path)]
        if model.missing_parts:
            facts.append(self.tr("incomplete"))
        elif plan is not None:
            context = self.tr("%1 of %2 tokens") if plan.n_ctx < plan.n_ctx_train else self.tr("%1 tokens")
            numbers = (QLocale().toString(plan.n_ctx), QLocale().toString(plan.n_ctx_train))
            facts.append(context.replace("%1", numbers[0]).replace("%2", numbers[1]))
            facts.append(fitting_text(FITTING[plan.fit]))
            lines += [said(verdict(plan)), said(speed_sentence(plan))]
        elif error:
            facts.append(self.tr("cannot be read"))
            lines.append(said(error))
        action.setProperty(_FACTS, " · ".join(filter(None, facts)))
        action.setToolTip(inert("\n".join(lines)))

    def _fit_menu(self, menu: QMenu) -> None:
        """No wider than the window: a menu gives its widest name and its widest facts a column each."""
        metrics = menu.fontMetrics()
        shown = [(action, model) for action in menu.actions() if isinstance(model := action.data(), InstalledModel)]
        facts = [str(action.property(_FACTS) or "") for action, _ in shown]
        room = self.window().width() - MENU_EDGES_EM * metrics.height()
        keys = [action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) for action in menu.actions()]
        widest = max(map(metrics.horizontalAdvance, (*facts, *keys)), default=0) + 1  # it may round a pixel's part away
        widest = min(widest, room - LEAST_MENU_NAME_PX)
        for (action, model), words in zip(shown, facts, strict=True):
            name = metrics.elidedText(title_of(model), Qt.TextElideMode.ElideMiddle, room - widest)
            told = metrics.elidedText(words, Qt.TextElideMode.ElideRight, widest)
            action.setText(f"{name}\t{told}".replace("&", "&&"))

    def _fit(self) -> None:
        """What can be spared gives way, so that a narrow window needs no more than it has."""
        margins = self._row.contentsMargins()
        fixed = [widget for widget in (self.sidebar_button, self._call_off) if not widget.isHidden()]
        yielding = (
            (self.chooser, True),
            (self.speculation, False),
            (self.reasoning, False),
            (self.preset, False),
            (self.get_models, False),
            (self._detail, True),
        )
        n_shown = len(fixed) + sum(not widget.isHidden() for widget, _ in yielding)
        room = self.width() - margins.left() - margins.right() - n_shown * self._row.spacing()
        share_out(room - sum(widget.sizeHint().width() for widget in fixed), yielding)
        is_cut = self._detail.maximumWidth() < self._detail.sizeHint().width()
        self._detail.setToolTip(inert("\n".join(filter(None, (self._detail.text() if is_cut else "", self._why)))))

    def _ask(self) -> None:
        if self._facts is not None:
            self._facts.ask(self._models)

    def _stop_asking(self) -> None:
        if self._facts is not None:
            self._facts.stop()

    def _stop_asking_beside(self) -> None:
        if self._facts_beside is not None:
            self._facts_beside.stop()

    def _on_told(self, path: str) -> None:
        self._describe_in(self.menu, path, self._facts)

    def _on_told_beside(self, path: str) -> None:
        self._describe_in(self.beside_menu, path, self._facts_beside)

    def _describe_in(self, menu: QMenu, path: str, facts: ChooserFacts | None) -> None:
        """While the menu may be open."""
        for action in menu.actions():
            model = action.data()
            if isinstance(model, InstalledModel) and str(model.path) == path:
                self._describe(action, model, facts)
        self._fit_menu(menu)

    def _add_drafts(self, models: Sequence[InstalledModel]) -> None:
        """A menu of the models that are smaller than the one in use."""
        current = self._current
        if current is None:
            return
        size_bytes = current.choice.size_bytes
        smaller = [model for model in models if 0 < model.size_bytes < size_bytes and not model.missing_parts]
        if not smaller and current.draft is None:
            return
        menu = self.menu.addMenu(self.tr("Draft model"))
        menu.setToolTipsVisible(True)
        alone = menu.addAction(self.tr("None"))
        for action, draft in ((alone, None), *((menu.addAction(_label(model)), model) for model in smaller)):
            action.setCheckable(True)
            action.setChecked(draft == current.draft)
            action.setData(draft)
            action.triggered.connect(self._on_draft_chosen)
            if draft is not None:
                action.setToolTip(inert(str(draft.path)))

    def _on_draft_chosen(self) -> None:
        if isinstance(action := self.sender(), QAction):
            self.draft_chosen.emit(action.data())

    def _on_chosen(self) -> None:
        action = self.sender()
        model = action.data() if action is not None and hasattr(action, "data") else None
        if isinstance(model, InstalledModel):
            self.model_chosen.emit(model)

    def _restyle(self, colors: Colors) -> None:
        self.sidebar_button.setIcon(icon(Icon.SIDEBAR, colors.muted))
        self.chooser.setIcon(icon(Icon.CHEVRON, colors.muted))
        self._call_off.setIcon(icon(Icon.CLOSE, colors.muted))
        self.reasoning.restyle(colors)
        self.speculation.restyle(colors)
        self.preset.restyle(colors)
        self.setStyleSheet(
            "QToolButton { border: none; border-radius: 8px; padding: 5px; }"
            f"QToolButton:hover, QToolButton:focus, QToolButton:pressed {{ background: {colors.hover}; }}"
            f"#chooser {{ color: {colors.text}; font-weight: bold; padding: 6px 8px; }}"
            f"#get_models {{ color: {colors.link}; padding: 6px 8px; }}"
            f"#speculation, #preset, #reasoning {{ color: {colors.muted}; padding: 6px 8px; }}"
            "#chooser::menu-indicator, #speculation::menu-indicator, #preset::menu-indicator,"
            " #reasoning::menu-indicator { image: none; width: 0; }"
            f"QLabel {{ color: {colors.muted}; }}"
        )


def _label(model: InstalledModel) -> str:
    label = "   ".join(filter(None, (title_of(model), size_text(model.size_bytes))))
    return label.replace("&", "&&")


class _ShyButton(QToolButton):
    """Takes no room that others need: in a bar too narrow for all of it, it is not there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)


class ProgressLine(QWidget):
    """A line 2 px high that fills from the left. Nothing moves by itself, so an idle window stays idle."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.fraction = -1.0
        self.setFixedHeight(2)
        self.setAccessibleName(self.tr("Progress of loading"))

    def show_fraction(self, fraction: float) -> None:
        """0.0 to 1.0; negative shows no line."""
        if fraction != self.fraction:
            self.fraction = fraction
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors = self._theme.colors
        painter.fillRect(QRectF(0, 1, self.width(), 1), QColor(colors.border))
        if self.fraction >= 0:
            width = max(24.0, self.width() * min(1.0, self.fraction))
            painter.fillRect(QRectF(0, 0, width, 2), QColor(colors.accent))
