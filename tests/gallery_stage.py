"""What the gallery's chapters play on: whole sessions over scripted engines, and pictures of what stands on the screen.

A picture is the window with every dialog, menu and popup that is open over it, in a frame a little darker than the
window, since there is no desktop around it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fakes_engine import FakeEngine
from inglenook_desktop.app import Session
from inglenook_desktop.starter import STARTER
from inglenook_desktop.state import Idle, Loaded
from inglenook_desktop.store import Store, open_store
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE_S = 90.0
SIZE = (1080, 760)
_AIR = 16

Fill = Callable[[Store], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One way for all pictures to be. scale: of the screen."""

    name: str
    title: str
    scheme: str = "light"
    scale: int = 1
    language: str = "en"
    high_contrast: bool = False


LOOKS = (
    Look(name="light", title="Light"),
    Look(name="dark", title="Dark", scheme="dark"),
    Look(name="light-200", title="Light, 200 %", scale=2),
    Look(name="dark-200", title="Dark, 200 %", scheme="dark", scale=2),
    Look(name="german", title="German", language="de"),
    Look(name="french", title="French", language="fr"),
    Look(name="light-contrast", title="Light, high contrast", high_contrast=True),
    Look(name="dark-contrast", title="Dark, high contrast", scheme="dark", high_contrast=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """States that are reached in one go. pictures: the title of each by its name, in the order they are taken."""

    name: str
    title: str
    pictures: dict[str, str]
    play: Callable[[Stage], None]


@dataclass
class Stage:
    """For one chapter. work: an empty folder of its own. pictures: where they go. taken: names, in order."""

    app: QApplication
    look: Look
    work: Path
    pictures: Path
    taken: list[str] = field(default_factory=list)
    session: Session = field(init=False)
    _sessions: list[Session] = field(default_factory=list)

    def folder(self, fill: Fill | None = None, *, with_models: bool = True) -> Path:
        """A data folder with the look's preferences."""
        folder = self.work / f"data-{len(self._sessions)}"
        (folder / "models").mkdir(parents=True)
        contrast = "on" if self.look.high_contrast else "off"
        (folder / "settings.toml").write_text(
            f'[appearance]\nscheme = "{self.look.scheme}"\nhigh_contrast = "{contrast}"\n', encoding="utf-8"
        )
        if with_models:
            self.stand_in(folder / "models" / "Qwen2.5-1.5B-Instruct-Q4_K_M.gguf", 986_048_768)
        if fill is not None:
            with open_store(folder) as store:
                fill(store)
        return folder

    @staticmethod
    def stand_in(path: Path, size_bytes: int) -> Path:
        """A file whose size is shown and whose bytes are never read."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        os.truncate(path, size_bytes)
        return path

    def starter(self) -> Path:
        path = self.work / "share" / STARTER.filename
        return path if path.exists() else self.stand_in(path, STARTER.size_bytes)

    def open(
        self,
        engine: FakeEngine | None = None,
        *,
        fill: Fill | None = None,
        folder: Path | None = None,
        is_ready: bool = True,
        inspect: Callable[[Sequence[str]], list[str]] | None = None,
    ) -> Session:
        """Another window; the one before is closed."""
        self.close()
        folder = folder or self.folder(fill)
        engine = engine or FakeEngine(self.work / f"engine-{len(self._sessions)}")
        self.session = Session(
            self.app,
            folder,
            command=engine.command,
            inspect=inspect or (lambda _: [sys.executable, "-I", "-S", "-c", ""]),
            scheme=Qt.ColorScheme.Unknown,
            makes_titles=False,
        )
        self._sessions.append(self.session)
        window = self.session.window
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        if is_ready:
            self.wait(lambda: isinstance(self.session.controller.state.engine, Loaded))
        return self.session

    def close(self) -> None:
        if self._sessions and not self._sessions[-1]._is_closed:
            self._sessions[-1].close()
            self.turn()

    def turn(self) -> None:
        for _ in range(5):
            self.app.processEvents()

    def wait(self, condition: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"{self.look.name}: after “{self.taken[-1] if self.taken else 'nothing'}”")
            self.app.processEvents()
            time.sleep(0.002)  # for the child processes

    def pause(self, seconds: float) -> None:
        """For what no condition tells of: a pace needs time, and a child process draws formulas one by one."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.02)

    def ask(self, text: str) -> None:
        """And wait for the answer."""
        session, before = self.session, len(self.session.transcript)
        self.send(text)
        self.wait(lambda: isinstance(session.controller.state.answer, Idle) and len(session.transcript) > before)

    def send(self, text: str) -> None:
        self.session.window.composer.set_text(text)
        self.session.window.composer.submit()

    def trigger(self, command: str) -> None:
        commands = self.session.window.commands
        commands.offering.emit()
        commands[command].action.trigger()
        self.turn()

    def type(self, text: str, widget: QWidget | None = None) -> None:
        target = widget or QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, text)
        self.turn()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """As a keyboard does it."""
        if QGuiApplication.focusWindow() is None:  # there is no window manager here
            self.session.window.activateWindow()
            self.turn()
        window = QGuiApplication.focusWindow()
        assert window is not None
        QTest.keyClick(window, key, modifier)
        self.turn()

    def over(self) -> list[QWidget]:
        """What is open over the window, the lowest first: what was opened from another window lies over it."""
        window = self.session.window
        return sorted((one for one in self.app.topLevelWidgets() if one is not window and one.isVisible()), key=_depth)

    def close_all(self) -> None:
        """Whatever lies over the window."""
        while popup := QApplication.activePopupWidget():
            popup.close()
        for one in self.over():
            one.close()
        self.turn()

    def shot(self, name: str, *, alone: bool = False) -> None:
        """alone: what was opened over the window, without the window."""
        window = self.session.window
        self.turn()
        window.transcript.flush()
        self.turn()
        open_ones = self.over()
        shown: list[QWidget] = open_ones if alone else [window, *open_ones]
        places = [QRect(one.mapToGlobal(QPoint()), one.size()) for one in shown]
        area = places[0]
        for place in places[1:]:
            area = area.united(place)
        area = area.adjusted(-_AIR, -_AIR, _AIR, _AIR)
        ratio = window.devicePixelRatio()
        image = QPixmap(area.size() * ratio)
        image.setDevicePixelRatio(ratio)
        dark = self.session.theme.colors.is_dark
        image.fill(QColor("#0c0c0e" if dark else "#c9ccd2"))
        painter = QPainter(image)
        for one, place in zip(shown, places, strict=True):
            at = place.translated(-area.topLeft())
            painter.setPen(QColor("#5a5a60" if dark else "#8b8f98"))
            painter.drawRect(at.adjusted(-1, -1, 0, 0))
            painter.drawPixmap(at.topLeft(), one.grab())
        painter.end()
        self.pictures.mkdir(parents=True, exist_ok=True)
        saved = image.toImage()
        saved.setDevicePixelRatio(1)
        if not saved.save(str(self.pictures / f"{name}.png")):
            raise OSError(f"{self.pictures / name}.png cannot be written")
        self.taken.append(name)


def _depth(window: QWidget) -> int:
    """How many windows it was opened through."""
    parent = window.parentWidget()
    return 0 if parent is None else 1 + _depth(parent.window())
