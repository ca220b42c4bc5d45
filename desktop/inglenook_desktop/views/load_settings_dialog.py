"""How a model is loaded: one row for each setting with what the plan chooses and why, and what all of it takes.

Shows plans and emits what the person chose; makes no plan itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from inglenook_engine.plan_types import MemoryPlan, gigabytes, latest_sentence, speed_sentence, verdict
from inglenook_engine.types import FlashAttention, KvType
from PySide6.QtCore import QLocale, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..load_settings import LoadSettings
from ..state import Loaded
from ..theme import Colors, Theme, set_background, style_bar_across, style_scroll_bar
from ..translating import said
from .models_parts import Button, Heading, Words, plain
from .models_parts import Choice as Chooser
from .scroll_page import ScrollForm

WIDTH = 720
CONTEXTS = tuple(1024 << i for i in range(11))
BATCHES = tuple(32 << i for i in range(7))
KV_TYPES = (KvType.F16, KvType.BF16, KvType.Q8_0, KvType.Q5_1, KvType.Q5_0, KvType.Q4_1, KvType.Q4_0, KvType.F32)

V = TypeVar("V")


class LoadSettingsDialog(QDialog):
    """changed: the LoadSettings as they are now, after each change by the person. chosen: when they said OK to them."""

    changed = Signal(object)
    chosen = Signal(object)

    def __init__(
        self, title: str, settings: LoadSettings, loaded: Loaded | None, theme: Theme, parent: QWidget | None = None
    ) -> None:
        """title: the model's name. loaded: the model if it is the one in use."""
        super().__init__(parent)
        self._theme = theme
        self._loaded = loaded
        self._plan: MemoryPlan | None = None
        self._usual: MemoryPlan | None = None
        self._is_refused = False
        self._is_stale = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Load settings"))
        self.heading = Heading(self)
        self.heading.setText(plain(title, 70))
        self.heading.setToolTip(plain(title))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        self.context = self._row(self.tr("&Context"), "context", 0)
        self.kv_type: Row[KvType | None] = self._row(self.tr("&KV cache"), "KV cache", None)
        self.gpu_layers = self._row(self.tr("&GPU layers"), "GPU layers", -1)
        self.experts = self._row(self.tr("&Experts in RAM"), "experts in RAM", -1)
        no_shares: tuple[float, ...] = ()
        self.gpus = self._row(self.tr("GP&Us"), "GPUs", no_shares)
        self.flash = self._row(self.tr("&Flash attention"), "flash attention", FlashAttention.AUTO)
        self.batch = self._row(self.tr("&Batch"), "batch", 0)
        self.threads = self._row(self.tr("&Threads"), "threads", 0)
        self.panel = QFrame(self)
        self.panel.setObjectName("plan")
        self.verdict = Words(self.panel)
        self.speed = Words(self.panel)
        self.taken = Words(self.panel)
        self.anew = Words(self)
        self.automatic_button = Button(self.tr("&All automatic"), self)
        self.automatic_button.clicked.connect(self.choose_automatic)
        self.cancel_button = Button(self.tr("Cancel"), self)
        self.cancel_button.clicked.connect(self.reject)
        self.ok_button = Button(self.tr("OK"), self, is_first=True)
        self.ok_button.setDefault(True)
        self.ok_button.clicked.connect(self._on_ok)
        self._lay_out()
        self._offer()
        self._choose(settings)
        self.show_planning()
        self.setMinimumWidth(560)
        self.resize(self.sizeHint())
        theme.changed.connect(self._restyle)
        self._restyle(theme.colors)
        self.context.chooser.setFocus()

    @property
    def settings(self) -> LoadSettings:
        return LoadSettings(
            n_ctx=self.context.value,
            kv_type=self.kv_type.value,
            n_gpu_layers=self.gpu_layers.value,
            n_expert_layers_in_ram=self.experts.value,
            n_batch=self.batch.value,
            n_threads=self.threads.value,
            flash_attention=self.flash.value,
            gpu_shares=self.gpus.value,
        )

    @property
    def rows(self) -> tuple[Row[int] | Row[KvType | None] | Row[FlashAttention] | Row[tuple[float, ...]], ...]:
        return (
            *(self.context, self.kv_type, self.gpu_layers, self.experts),
            *(self.gpus, self.flash, self.batch, self.threads),
        )

    def show_usual(self, plan: MemoryPlan | None) -> None:
        """The plan with nothing fixed: what "Automatic" means where the person fixed something. None: not known."""
        self._usual = plan
        self._show_values()

    def show_planning(self) -> None:
        """A plan is being made; the one before stays there, pale."""
        if self._plan is None and not self._is_refused:
            self.verdict.setText(self.tr("Planning…"))
        self._is_stale = self._plan is not None
        self._show_buttons()
        self._restyle(self._theme.colors)

    def show_loaded(self, loaded: Loaded | None) -> None:
        """loaded: the model if it is the one in use now."""
        self._loaded = loaded
        if not self._is_refused:
            self.taken.say(self._taken())
        self._show_buttons()

    def show_plan(self, plan: MemoryPlan) -> None:
        """Of `settings` as they are."""
        self._plan, self._is_refused = plan, False
        if self.settings.is_automatic:
            self._usual = plan
        self._offer()
        self._show_values()
        self._say(verdict(plan), speed_sentence(plan))

    def show_refusal(self, sentence: str) -> None:
        """What is chosen cannot be had together, or no plan could be made."""
        self._is_refused = True
        for row in self.rows:
            row.say("")
        self._say(sentence, "")

    def choose_automatic(self) -> None:
        self._choose(LoadSettings())
        self._on_changed()

    def sizeHint(self) -> QSize:
        return self.area.dialog_size(WIDTH)

    def _row(self, label: str, setting: str, automatic: V) -> Row[V]:
        row = Row(label, setting, automatic, self)
        row.chosen.connect(self._on_changed)
        number = self._grid.rowCount()
        self._grid.addWidget(row.label, number, 0)
        self._grid.addWidget(row.chooser, number, 1)
        self._grid.addWidget(row.reason, number, 2)
        return row

    def _lay_out(self) -> None:
        panel = QVBoxLayout(self.panel)
        panel.setContentsMargins(12, 9, 12, 9)
        panel.setSpacing(4)
        for words in (self.verdict, self.speed, self.taken):
            panel.addWidget(words)
        self.taken.say(self._taken())
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.automatic_button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.ok_button)
        inner = QWidget(self)
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(14)
        inside.addWidget(self.heading)
        inside.addLayout(self._grid)
        inside.addWidget(self.panel)
        inside.addWidget(self.anew)
        inside.addStretch(1)
        self.area = ScrollForm(inner, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        layout.addWidget(self.area, 1)
        layout.addLayout(buttons)

    def _choose(self, settings: LoadSettings) -> None:
        self.context.choose(settings.n_ctx)
        self.kv_type.choose(settings.kv_type)
        self.gpu_layers.choose(settings.n_gpu_layers)
        self.experts.choose(settings.n_expert_layers_in_ram)
        self.gpus.choose(settings.gpu_shares)
        self.flash.choose(settings.flash_attention)
        self.batch.choose(settings.n_batch)
        self.threads.choose(settings.n_threads)
        self._show_rows()
        self._show_values()

    def _offer(self) -> None:
        """What can be chosen of each; more is known with a plan."""
        plan = self._plan
        n_layers = 0 if plan is None else plan.n_layers
        n_ctx_train = 0 if plan is None else plan.n_ctx_train
        contexts = {n for n in CONTEXTS if not n_ctx_train or n <= n_ctx_train} | ({n_ctx_train} - {0})
        self.context.offer((n, self.tr("%1 tokens").replace("%1", _number(n))) for n in sorted(contexts))
        self.kv_type.offer((kind, kind.value) for kind in KV_TYPES)
        self.gpu_layers.offer((n, self._layers_text(n)) for n in range(n_layers + 1 if n_layers else 0))
        self.experts.offer((n, self._experts_text(n)) for n in range(n_layers))
        self.gpus.offer(self._divisions())
        self.flash.offer(((FlashAttention.ON, self.tr("on")), (FlashAttention.OFF, self.tr("off"))))
        self.batch.offer((n, self.tr("%1 tokens").replace("%1", _number(n))) for n in BATCHES)
        self.threads.offer((n, _number(n)) for n in range(1, (os.cpu_count() or 1) + 1))
        self._show_rows()

    def _show_rows(self) -> None:
        """What no model or machine of this kind has is not asked about, unless it was chosen once."""
        plan = self._plan
        has_gpu = plan is None or len(plan.pools) > 1
        self.gpu_layers.chooser.setEnabled(has_gpu or self.gpu_layers.value >= 0)
        has_experts = plan is not None and any(choice.setting == "experts in RAM" for choice in plan.choices)
        if has_experts or self.experts.value >= 0:
            self.experts.set_visible(True)
        elif plan is None:
            self.experts.set_visible(False)
        self.gpus.set_visible(len(self._gpu_names()) > 1 or bool(self.gpus.value))

    def _show_values(self) -> None:
        """The automatic value and the reason of each row."""
        plan = self._plan
        choices = () if plan is None or self._is_refused else plan.choices
        reasons = {one.setting: one.reason for one in choices}
        for row in self.rows:
            source = plan if row.is_automatic and not self._is_refused else self._usual
            row.say_automatic("" if source is None else self._value_of(row.setting, source))
            reason = reasons.get(row.setting, "") if row.is_automatic else self.tr("As you chose.")
            row.say(reason)

    def _value_of(self, setting: str, plan: MemoryPlan) -> str:
        match setting:
            case "context":
                return self.tr("%1 tokens").replace("%1", _number(plan.n_ctx))
            case "KV cache":
                return plan.kv_type.value
            case "GPU layers":
                return self._layers_text(plan.n_gpu_layers, plan)
            case "experts in RAM":
                return self._experts_text(plan.n_expert_layers_in_ram)
            case "GPUs":
                return next((one.value for one in plan.choices if one.setting == "GPUs"), "")
            case "flash attention":
                return self.tr("on") if plan.flash_attention else self.tr("off")
            case "batch":
                return self.tr("%1 tokens").replace("%1", _number(plan.n_batch))
            case _:
                return _number(plan.n_threads)

    def _gpu_names(self) -> list[str]:
        return [] if self._plan is None else [pool.memory.name for pool in self._plan.pools[1:]]

    def _divisions(self) -> Iterator[tuple[tuple[float, ...], str]]:
        """Evenly, or one GPU alone; what else was chosen elsewhere is an entry of its own."""
        names = self._gpu_names()
        if len(names) > 1:
            yield (1.0,) * len(names), self.tr("evenly")
            for at, name in enumerate(names):
                yield tuple(float(index == at) for index in range(len(names))), self.tr("%1 alone").replace("%1", name)

    def _layers_text(self, n: int, plan: MemoryPlan | None = None) -> str:
        known = plan or self._plan
        if known is None:
            return _number(n)
        return self.tr("%1 of %2").replace("%1", _number(n)).replace("%2", _number(known.n_layers))

    def _experts_text(self, n: int) -> str:
        return self.tr("of 1 layer") if n == 1 else self.tr("of %1 layers").replace("%1", _number(n))

    def _say(self, sentence: str, speed: str) -> None:
        self._is_stale = False
        self.verdict.say(sentence)
        self.speed.say(speed)
        self.taken.say("" if self._is_refused else self._taken())
        self.panel.setAccessibleName(
            " ".join(filter(None, (self.verdict.text(), self.speed.text(), self.taken.text())))
        )
        self._show_buttons()
        self._restyle(self._theme.colors)
        if self.height() < self.sizeHint().height():  # it grows, and never shrinks under the person's pointer
            self.resize(self.width(), self.sizeHint().height())

    def _taken(self) -> str:
        """What the load in use took beside its plan; of another model, what its latest load took."""
        memory = None if self._loaded is None else self._loaded.memory
        if memory is None:
            return "" if self._plan is None else latest_sentence(self._plan)
        sentence = self.tr("As it is loaded now, its process took %1 of the %2 planned (%3 %).")
        if not memory.is_process:
            sentence = self.tr(
                "As it is loaded now, its weights, context and working space took %1 of the %2 planned (%3 %)."
            )
        error = QLocale().toString(round(memory.error_percent, 1) + 0.0, "f", 1)  # no -0.0
        parts = gigabytes(memory.taken_bytes), gigabytes(memory.planned_bytes), error
        for place, part in zip(("%1", "%2", "%3"), parts, strict=True):
            sentence = sentence.replace(place, part, 1)
        return sentence

    def _show_buttons(self) -> None:
        settings = self.settings
        self.automatic_button.setEnabled(not settings.is_automatic)
        self.ok_button.setEnabled(not self._is_refused)
        is_new = self._loaded is not None and self._loaded.settings != settings
        is_new = is_new and not self._is_refused
        self.anew.setText(self.tr("OK loads the model anew; an answer in progress ends first.") if is_new else "")

    def _on_changed(self) -> None:
        self._is_refused = False
        self._show_values()
        self.show_planning()
        self.changed.emit(self.settings)

    def _on_ok(self) -> None:
        self.chosen.emit(self.settings)
        self.accept()

    def _restyle(self, colors: Colors) -> None:
        set_background(self, colors.window)
        style_scroll_bar(self.area, colors)
        style_bar_across(self.area, colors)
        is_bad = self._is_refused or (self._plan is not None and not self._plan.fits and not self._is_stale)
        words = colors.error_text if is_bad else colors.faint if self._is_stale else colors.text
        quiet = colors.error_text if is_bad else colors.faint if self._is_stale else colors.muted
        self.panel.setStyleSheet(
            f"#plan {{ background: {colors.error_panel if is_bad else colors.panel}; border-radius: 8px; }}"
        )
        self.verdict.setStyleSheet(f"color: {words};")
        self.speed.setStyleSheet(f"color: {quiet};")
        self.taken.setStyleSheet(f"color: {colors.error_text if is_bad else colors.muted};")
        self.anew.setStyleSheet(f"color: {colors.muted};")
        for row in self.rows:
            row.restyle(colors)
        for button in (self.automatic_button, self.cancel_button, self.ok_button):
            button.restyle(colors)


class Row(QObject, Generic[V]):
    """One setting. setting: the plan's name for it. automatic: the value that leaves it to the plan; it is the first
    entry. chosen: the person took another entry."""

    chosen = Signal()

    def __init__(self, label: str, setting: str, automatic: V, parent: QWidget) -> None:
        super().__init__(parent)
        self.setting = setting
        self._automatic = automatic
        self._values: list[V] = [automatic]
        self._offered: tuple[tuple[V, str], ...] = ()
        self.label = QLabel(label, parent)
        self.chooser = Chooser(parent)
        self.chooser.setMinimumWidth(220)
        self.chooser.setMaxVisibleItems(14)
        self.chooser.setAccessibleName(label.replace("&", ""))
        self.chooser.addItem(self.tr("Automatic"))
        self.chooser.activated.connect(self._on_activated)
        self.label.setBuddy(self.chooser)
        self.reason = Words(parent)

    @property
    def value(self) -> V:
        return self._values[max(0, self.chooser.currentIndex())]

    @property
    def is_automatic(self) -> bool:
        return self.value == self._automatic

    def offer(self, entries: Iterable[tuple[V, str]]) -> None:
        """Beside the automatic one. What is chosen stays chosen."""
        self._offered = tuple(entries)
        self._fill(self.value)

    def choose(self, value: V) -> None:
        """A value that is not offered becomes an entry too: it stood in the file."""
        self._fill(value)

    def say_automatic(self, value: str) -> None:
        """value: what the plan takes, "" where that is not known."""
        text = self.tr("Automatic (%1)").replace("%1", value) if value else self.tr("Automatic")
        if self.chooser.itemText(0) != text:
            self.chooser.setItemText(0, text)

    def say(self, reason: str) -> None:
        self.reason.setText(said(reason))
        self.chooser.setAccessibleDescription(said(reason))
        self.chooser.setToolTip(said(reason))

    def set_visible(self, is_visible: bool) -> None:
        for widget in (self.label, self.chooser, self.reason):
            widget.setVisible(is_visible)

    def restyle(self, colors: Colors) -> None:
        self.chooser.restyle(colors)
        self.reason.setStyleSheet(f"color: {colors.muted};")

    def _fill(self, value: V) -> None:
        entries = list(self._offered)
        if value != self._automatic and value not in [one for one, _ in entries]:
            entries.append((value, str(value)))
        values = [self._automatic, *(one for one, _ in entries)]
        texts: Sequence[str] = [self.chooser.itemText(0), *(text for _, text in entries)]
        if values != self._values or texts != [self.chooser.itemText(i) for i in range(self.chooser.count())]:
            self._values = values
            self.chooser.clear()
            self.chooser.addItems(texts)
        self.chooser.setCurrentIndex(values.index(value))

    def _on_activated(self, _index: int) -> None:
        self.chosen.emit()


def _number(n: int) -> str:
    return QLocale().toString(n)
