"""The gallery of pictures is made by hand (`make gallery`); here, that what it plays can still be played at all."""

from __future__ import annotations

from pathlib import Path

import gallery
from gallery_stage import LOOKS, Stage
from gallery_states import CHAPTERS
from inglenook_desktop.theme import LIGHT
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication


def test_every_picture_has_one_place_and_a_page_that_shows_it(tmp_path: Path) -> None:
    names = [name for chapter in CHAPTERS for name in chapter.pictures]
    assert len(names) == len(set(names))
    for look in LOOKS:
        (tmp_path / look.name).mkdir()
        for name in names:
            (tmp_path / look.name / f"{name}.png").touch()
    page = gallery.page(tmp_path)
    assert page.count("<img") == len(names) * len(LOOKS)
    assert "<script" not in page
    assert "http" not in page


def test_a_chapter_takes_the_pictures_that_it_names(qapp: QApplication, data_dir: Path, tmp_path: Path) -> None:
    chapter = next(one for one in CHAPTERS if one.name == "private")
    stage = Stage(app=qapp, look=LOOKS[0], work=tmp_path / "work", pictures=tmp_path / "pictures")
    try:
        chapter.play(stage)
    finally:
        stage.close()
    assert stage.taken == list(chapter.pictures)
    image = QImage(str(tmp_path / "pictures" / "private.png"))
    colors = {image.pixelColor(x, image.height() // 2).name() for x in range(0, image.width(), 4)}
    assert {QColor(LIGHT.window).name(), QColor(LIGHT.sidebar).name()} <= colors
