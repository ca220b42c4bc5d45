"""The few icons of the window, drawn as strokes on a 24 x 24 grid, so that they take any colour and any resolution."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from ..menu_entry import MARK
from .fonts import scaled

GRID = 24


class Icon(Enum):
    PLUS = auto()
    SEND = auto()
    STOP = auto()
    CLOSE = auto()
    SIDEBAR = auto()
    CHEVRON = auto()
    PAPER = auto()
    WARNING = auto()
    BOLT = auto()
    SEARCH = auto()
    FILTER = auto()
    FOLDER = auto()
    PIN = auto()
    MORE = auto()
    BACK = auto()
    UP = auto()
    PRIVATE = auto()
    EDIT = auto()
    SLIDERS = auto()
    CLIP = auto()
    BULB = auto()


def icon(which: Icon, color: str, *, disabled: str | None = None) -> QIcon:
    """Strokes in `color`; for a disabled button in `disabled`, or as the style greys it."""
    result = QIcon()
    _add(result, which, color, QIcon.Mode.Normal)
    if disabled is not None:
        _add(result, which, disabled, QIcon.Mode.Disabled)
    return result


def hearth(size: int, device_pixel_ratio: float = 1.0) -> QPixmap:
    """The program's mark: a fire in its nook. size: device-independent pixels."""
    pixmap = _blank(size, device_pixel_ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _mark().render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


@lru_cache(maxsize=1)
def _mark() -> QSvgRenderer:
    """Given its bytes: for a path, Qt reads all that the system knows of file types first, in 70 ms."""
    return QSvgRenderer(QByteArray(MARK.read_bytes()))


def app_icon() -> QIcon:
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(hearth(size))
    return result


def _add(target: QIcon, which: Icon, color: str, mode: QIcon.Mode) -> None:
    """As large as text of the person's size wants it: an icon is never drawn larger than its largest picture."""
    large = scaled(GRID)
    for size, ratio in ((GRID, 1.0), (GRID, 2.0), (GRID, 3.0), *(((large, 1.0), (large, 2.0)) if large > GRID else ())):
        target.addPixmap(_picture(which, color, size, ratio), mode)


def _picture(which: Icon, color: str, size: int, ratio: float) -> QPixmap:
    """Drawn once, and kept by Qt: a window has some of them many times."""
    key = f"inglenook {which.name} {color} {size} {ratio}"
    picture = QPixmap()
    if QPixmapCache.find(key, picture):
        return picture
    picture = _blank(size, ratio)
    painter = QPainter(picture)
    painter.scale(size / GRID, size / GRID)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(color), 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    _DRAWERS[which](painter)
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture


def _blank(size: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _lines(painter: QPainter, *points: tuple[float, float]) -> None:
    painter.drawPolyline([QPointF(x, y) for x, y in points])


def _plus(painter: QPainter) -> None:
    _lines(painter, (12, 5.5), (12, 18.5))
    _lines(painter, (5.5, 12), (18.5, 12))


def _send(painter: QPainter) -> None:
    _lines(painter, (12, 19), (12, 5.5))
    _lines(painter, (6, 11), (12, 5), (18, 11))


def _stop(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    painter.drawRoundedRect(QRectF(7.5, 7.5, 9, 9), 1.5, 1.5)


def _close(painter: QPainter) -> None:
    _lines(painter, (7, 7), (17, 17))
    _lines(painter, (17, 7), (7, 17))


def _sidebar(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(4, 5, 16, 14), 3, 3)
    _lines(painter, (9.5, 5), (9.5, 19))


def _chevron(painter: QPainter) -> None:
    _lines(painter, (8, 10.5), (12, 14.5), (16, 10.5))


def _paper(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(6, 4, 12, 16), 2, 2)
    for y in (9.0, 12.5, 16.0):
        _lines(painter, (9, y), (15, y))


def _warning(painter: QPainter) -> None:
    _lines(painter, (12, 4.5), (20.5, 19), (3.5, 19), (12, 4.5))
    _lines(painter, (12, 10), (12, 13.5))
    _lines(painter, (12, 16.2), (12, 16.3))


def _bolt(painter: QPainter) -> None:
    _lines(painter, (13.5, 3.5), (6.5, 13.5), (11.5, 13.5), (10.5, 20.5), (17.5, 10.5), (12.5, 10.5), (13.5, 3.5))


def _search(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(10.5, 10.5), 5.5, 5.5)
    _lines(painter, (14.6, 14.6), (19.5, 19.5))


def _filter(painter: QPainter) -> None:
    _lines(painter, (4.5, 7.5), (19.5, 7.5))
    _lines(painter, (7.5, 12), (16.5, 12))
    _lines(painter, (10.5, 16.5), (13.5, 16.5))


def _folder(painter: QPainter) -> None:
    _lines(painter, (4, 18.5), (4, 6), (9.5, 6), (11.5, 8.5), (20, 8.5), (20, 18.5), (4, 18.5))


def _pin(painter: QPainter) -> None:
    _lines(painter, (9, 4.5), (15, 4.5))
    _lines(painter, (10, 4.5), (10, 10), (7.5, 13.5), (16.5, 13.5), (14, 10), (14, 4.5))
    _lines(painter, (12, 13.5), (12, 19.5))


def _more(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    for x in (6.0, 12.0, 18.0):
        painter.drawEllipse(QPointF(x, 12), 0.7, 0.7)


def _back(painter: QPainter) -> None:
    _lines(painter, (14, 7), (9, 12), (14, 17))


def _up(painter: QPainter) -> None:
    _lines(painter, (8, 13.5), (12, 9.5), (16, 13.5))


def _private(painter: QPainter) -> None:
    """An eye, struck out."""
    lids = QPainterPath(QPointF(3.5, 12))
    lids.cubicTo(7, 5.5, 17, 5.5, 20.5, 12)
    lids.cubicTo(17, 18.5, 7, 18.5, 3.5, 12)
    painter.drawPath(lids)
    painter.drawEllipse(QPointF(12, 12), 2.6, 2.6)
    _lines(painter, (5.5, 19), (18.5, 5))


def _edit(painter: QPainter) -> None:
    """A pencil."""
    _lines(painter, (5, 19), (5.8, 15.2), (15.6, 5.4), (18.6, 8.4), (8.8, 18.2), (5, 19))
    _lines(painter, (13.4, 7.6), (16.4, 10.6))


def _sliders(painter: QPainter) -> None:
    for x, y in ((8.0, 14.5), (16.0, 9.5)):
        _lines(painter, (x, 4.5), (x, y - 2.4))
        _lines(painter, (x, y + 2.4), (x, 19.5))
        painter.drawEllipse(QPointF(x, y), 2.4, 2.4)


def _clip(painter: QPainter) -> None:
    """A paper clip, leaning."""
    path = QPainterPath(QPointF(8.6, 14.8))
    path.lineTo(14.5, 8.9)
    path.cubicTo(16.6, 6.8, 13.7, 3.9, 11.6, 6.0)
    path.lineTo(5.6, 12.0)
    path.cubicTo(1.8, 15.8, 7.2, 21.2, 11.0, 17.4)
    path.lineTo(18.2, 10.2)
    painter.drawPath(path)


def _bulb(painter: QPainter) -> None:
    path = QPainterPath(QPointF(9.5, 16.2))
    path.cubicTo(9.3, 14.2, 6.6, 13.2, 6.6, 9.7)
    path.cubicTo(6.6, 6.6, 9.0, 4.2, 12.0, 4.2)
    path.cubicTo(15.0, 4.2, 17.4, 6.6, 17.4, 9.7)
    path.cubicTo(17.4, 13.2, 14.7, 14.2, 14.5, 16.2)
    path.closeSubpath()
    painter.drawPath(path)
    painter.drawLine(QPointF(10.2, 19.2), QPointF(13.8, 19.2))


_DRAWERS: dict[Icon, Callable[[QPainter], None]] = {
    Icon.PLUS: _plus,
    Icon.SEND: _send,
    Icon.STOP: _stop,
    Icon.CLOSE: _close,
    Icon.SIDEBAR: _sidebar,
    Icon.CHEVRON: _chevron,
    Icon.PAPER: _paper,
    Icon.WARNING: _warning,
    Icon.BOLT: _bolt,
    Icon.SEARCH: _search,
    Icon.FILTER: _filter,
    Icon.FOLDER: _folder,
    Icon.PIN: _pin,
    Icon.MORE: _more,
    Icon.BACK: _back,
    Icon.UP: _up,
    Icon.PRIVATE: _private,
    Icon.EDIT: _edit,
    Icon.SLIDERS: _sliders,
    Icon.CLIP: _clip,
    Icon.BULB: _bulb,
}
