"""Prompt templates: called up by a slash, filled in blank by blank, made in their dialog."""

from __future__ import annotations

import pytest
from inglenook_desktop.app import Session
from inglenook_desktop.prompt_templates import PromptTemplate, blanks, called, filled, matching, name_problem
from inglenook_desktop.views.composer import Composer
from inglenook_desktop.views.template_popup import TemplatePopup
from inglenook_desktop.views.templates_dialog import TemplatesDialog
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from windows import OpenWindow, delete_chosen, store_of


def make(session: Session, name: str, text: str) -> PromptTemplate:
    return store_of(session).writing.add_template(PromptTemplate(name=name, text=text))


def parts(session: Session, qtbot: QtBot) -> tuple[Composer, TemplatePopup]:
    """With the focus in the composer, as it has in a window that is in front."""
    session.window.activateWindow()
    composer = session.window.composer
    composer.setFocus()
    qtbot.waitUntil(composer.field.hasFocus)
    return composer, session.window.writing.templates


def rows(popup: TemplatePopup) -> list[str]:
    return [popup.list.item(row).text() for row in range(popup.list.count())]


def selected(composer: Composer) -> str:
    return composer.field.textCursor().selectedText()


def test_a_slash_lists_the_templates_and_enter_takes_one(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    make(session, "review", "Review this.")
    make(session, "translate", "Translate\nthis.")
    make(session, "preview", "Preview this.")
    composer, popup = parts(session, qtbot)
    qtbot.keyClicks(composer.field, "/")
    assert popup.isVisible()
    assert rows(popup)[:3] == ["/preview    Preview this.", "/review    Review this.", "/translate    Translate this."]
    qtbot.keyClicks(composer.field, "rev")
    assert rows(popup)[:2] == ["/review    Review this.", "/preview    Preview this."]
    qtbot.keyClick(composer.field, Qt.Key.Key_Down)
    qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    assert (composer.text(), popup.isVisible()) == ("Preview this.", False)
    assert len(session.transcript) == 0


def test_escape_and_other_text_leave_a_slash_alone(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    make(session, "review", "Review this.")
    composer, popup = parts(session, qtbot)
    qtbot.keyClicks(composer.field, "/re")
    qtbot.keyClick(composer.field, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    qtbot.keyClicks(composer.field, "view it")
    assert (composer.text(), popup.isVisible()) == ("/review it", False)
    composer.set_text("")
    qtbot.keyClicks(composer.field, "/")
    assert popup.isVisible()
    qtbot.keyClicks(composer.field, "etc/passwd")
    assert popup.isVisible() is False


def test_blanks_are_filled_in_their_order_and_none_is_sent_by_accident(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    make(session, "letter", "🚢 To {{whom}}, in {{language=German}}: {{what}}")
    composer, _ = parts(session, qtbot)
    qtbot.keyClicks(composer.field, "/letter")
    qtbot.keyClick(composer.field, Qt.Key.Key_Tab)
    assert selected(composer) == "{{whom}}"
    qtbot.keyClicks(composer.field, "Ann")
    qtbot.keyClick(composer.field, Qt.Key.Key_Tab)
    assert selected(composer) == "{{language=German}}"
    with qtbot.assertNotEmitted(composer.submitted):
        qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    assert composer.text() == "🚢 To Ann, in German: {{what}}"
    assert selected(composer) == "{{what}}"
    qtbot.keyClicks(composer.field, "all is well")
    with qtbot.waitSignal(composer.submitted) as sent:
        qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    assert sent.args == ["🚢 To Ann, in German: all is well"]


def test_undo_brings_back_the_slash_of_a_template_and_with_it_the_list(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    make(session, "letter", "To {{whom}}")
    composer, popup = parts(session, qtbot)
    qtbot.keyClicks(composer.field, "/le")
    qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    assert (composer.text(), popup.isVisible()) == ("To {{whom}}", False)
    qtbot.keyClick(composer.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (composer.text(), popup.isVisible()) == ("/le", True)


def test_a_blank_that_is_meant_is_sent_at_the_second_enter(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    make(session, "jinja", "What does {{x}} mean in {{language=German}}?")
    composer, _ = parts(session, qtbot)
    qtbot.keyClicks(composer.field, "/jinja")
    qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(composer.submitted):
        qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    assert selected(composer) == "{{x}}"
    with qtbot.waitSignal(composer.submitted) as sent:
        qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    assert sent.args == ["What does {{x}} mean in German?"]


def test_the_clipboard_fills_its_blank_and_what_is_in_it_is_text(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    template = make(session, "sum", "Sum up:\n{{Clipboard}}")
    composer, popup = parts(session, qtbot)
    QGuiApplication.clipboard().setText("a {{date}} b")
    popup.accept(template)
    assert composer.text() == "Sum up:\na {{date}} b"


def test_templates_are_made_changed_and_deleted_in_their_dialog(open_window: OpenWindow, qtbot: QtBot) -> None:
    session = open_window()
    composer, popup = parts(session, qtbot)
    qtbot.keyClicks(composer.field, "/")
    assert rows(popup) == ["Make a template…"]
    qtbot.keyClick(composer.field, Qt.Key.Key_Return)
    dialog = session.window.findChild(TemplatesDialog)
    assert isinstance(dialog, TemplatesDialog)
    dialog.add_button.click()
    dialog.name.setText("two words")
    dialog.text.setPlainText("Explain {{what}} to {{whom=a child}}")
    assert "what, whom" in dialog.note.text()
    dialog.reject()
    assert (dialog.isVisible(), "letters, digits" in dialog.problem.text()) == (True, True)
    dialog.name.setText("explain")
    dialog.touched()
    dialog.add_button.click()
    assert [one.name for one in session.controller.templates.templates()] == ["explain", "template-1"]
    delete_chosen(dialog)
    dialog.reject()
    (kept,) = store_of(session).writing.templates()
    assert (kept.name, kept.text) == ("explain", "Explain {{what}} to {{whom=a child}}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{a}} {{ b c }}{{d=e f}}{{g=}}", [("a", ""), ("b c", ""), ("d", "e f"), ("g", "")]),
        ("{{}} {{1}} { {a} } {{a{{b}} {{a\n}}", [("b", "")]),
        ("{{größe=XL}}", [("größe", "XL")]),
    ],
)
def test_what_a_blank_is(text: str, found: list[tuple[str, str]]) -> None:
    assert [(blank.name, blank.usual) for blank in blanks(text)] == found
    for blank in blanks(text):
        assert text[blank.start : blank.end].startswith("{{" if " " not in blank.name else "{{ ")


def test_what_is_known_is_filled_and_the_rest_stays() -> None:
    assert filled("{{date}} {{ Date }} {{x=1}}", {"date": "{{x}}"}) == "{{x}} {{x}} {{x=1}}"


@pytest.mark.parametrize(("text", "typed"), [("/", ""), ("/ab-c", "ab-c"), ("/a b", None), ("a/", None), ("", None)])
def test_what_calls_a_template(text: str, typed: str | None) -> None:
    assert called(text) == typed


def test_names_are_one_word_and_different() -> None:
    assert name_problem("ok-1_ä", ["other"]) == ""
    assert "already" in name_problem("OK", ["ok"])
    for bad in ("", "a b", "/a", "x" * 41, "a\n"):
        assert "letters" in name_problem(bad, [])
    templates = [PromptTemplate(name=name, text="") for name in ("b", "ab", "A")]
    assert [one.name for one in matching(templates, "a")] == ["ab", "A"]
