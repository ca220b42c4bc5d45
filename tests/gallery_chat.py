"""Chapters of the gallery: the start, answers, messages and their branches, writing, the context."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from documents import word, write_report
from fakes_engine import MODEL, STATS, FakeEngine, Step, Wait, chunk, loads, prefill, says
from gallery_stage import Chapter, Stage
from inglenook_desktop import library
from inglenook_desktop.message_wishes import Regenerate
from inglenook_desktop.presets import Preset, PresetParams
from inglenook_desktop.prompt_templates import PromptTemplate
from inglenook_desktop.starter import STARTER
from inglenook_desktop.state import Idle, Loaded, StorageChanged, StorageOpening, Writing
from inglenook_desktop.store import Store, forecast
from inglenook_desktop.views.message_end import MessageEnd
from inglenook_desktop.views.reasoning_head import ReasoningHead
from inglenook_engine.protocol import Finished, LoadProgress
from inglenook_engine.types import DrafterStats, FinishReason, GenerateParams
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

STARTER_MODEL = replace(MODEL, name=STARTER.title, size_bytes=STARTER.size_bytes, n_ctx=8192, n_ctx_train=8192)
FULL_STATS = replace(
    STATS, prompt_tokens=412, cached_tokens=380, output_tokens=498, ttft_ms=184.0, prefill_ms=160.0, decode_ms=9_800.0,
    total_ms=10_012.0, load_ms=1.0, queue_ms=0.4, template_ms=0.8, tokenize_ms=1.9, restore_ms=4.0, finish_ms=11.0,
    rounds=330, draft_rounds=96, drafted_tokens=240, accepted_tokens=212, saved_ms=4_200.0,
    drafters=(DrafterStats(name="lookup", rounds=96, drafted_tokens=240, accepted_tokens=212),),
    reasoning_tokens=61, reasoning_ms=2_100.0,
)  # fmt: skip
QUESTION = "What is an inglenook, and how many people fit into one?"
ANSWER = """An inglenook is the recess beside a large open fireplace, where people sit to keep warm.[^1]

| Part | Purpose | Usual size |
|:---|:---|---:|
| Hearth | Carries the fire | 120 cm |
| Settle | A bench with a high back | 55 cm a person |
| Mantel | Keeps smoke out of the room | 40 cm |

Its depth decides how warm it is. A rule of thumb, in Python:

```python
def seats(depth_cm: int, width_cm: int) -> int:
    \"\"\"How many people fit beside the fire.\"\"\"
    return max(0, (width_cm - 120) // 55) if depth_cm >= 90 else 0
```

1. Measure the width of the opening.
2. Leave **120 cm** for the fire itself.
3. Divide the rest by the width of a chair.

[^1]: From Scots *ingle*, a fire, and *nook*.
"""
MATHS = (Path(__file__).parent / "unit" / "transcript" / "reading.md").read_text(encoding="utf-8")
REASONED = (
    "<think>\nThe person asks for two things.\n\n1. What the word means.\n2. How many people fit, which depends on the "
    "width.\n\nA rule of thumb is enough.\n</think>\n\n" + ANSWER
)
SHORT = "At least 90 cm, or the settle stands in the smoke."


def pieces(text: str) -> list[Step]:
    return [chunk(text[start : start + 12], start) for start in range(0, len(text), 12)]


def answer(text: str) -> list[Step]:
    return [prefill(), *pieces(text), Finished(run_id=0, reason=FinishReason.STOP, stats=FULL_STATS)]


def cut_off(text: str, gate: str = "never") -> list[Step]:
    return [prefill(), *pieces(text), Wait(gate=gate)]


def usual(stage: Stage, name: str, *answers: list[Step]) -> FakeEngine:
    return FakeEngine(stage.work / name, loads=[loads(STARTER_MODEL)], answers=answers or None)


def is_idle(stage: Stage) -> bool:
    return isinstance(stage.session.controller.state.answer, Idle)


def text_so_far(stage: Stage) -> str:
    transcript = stage.session.transcript
    return transcript.item(len(transcript) - 1).text if len(transcript) else ""


def add(store: Store, question: str, text: str) -> int:
    turn = store.begin_turn(conversation_id=None, text=question, model=MODEL, params=GenerateParams())
    store.finish_turn(turn, text=text, tokens=[1], reason=FinishReason.STOP, stats=STATS)
    return turn.conversation_id


def start(stage: Stage) -> None:
    with patch.object(library, "starter_path", lambda: stage.work / "nowhere"):
        session = stage.open(folder=stage.folder(with_models=False), is_ready=False)
        stage.wait(session.window.notice_bar.isVisible)
        stage.shot("no-model")
    engine = FakeEngine(
        stage.work / "first", loads=[[LoadProgress(fraction=0.62), Wait(gate="load"), *loads(STARTER_MODEL)]]
    )
    session = stage.open(engine, folder=stage.folder(with_models=False), is_ready=False)
    stage.wait(lambda: session.window.model_bar.progress.fraction > 0.6)
    stage.shot("loading")
    engine.release("load")
    stage.wait(lambda: isinstance(session.controller.state.engine, Loaded))
    stage.shot("first-run")
    was = session.controller.state.storage
    with patch.object(forecast, "forecast", lambda _folder: forecast.Work.UPDATE):
        message = session.controller.storage._outlook(stage.work)
    session.controller.desk.apply(StorageChanged(storage=StorageOpening(message=message)))
    stage.shot("opening")
    session.controller.desk.apply(StorageChanged(storage=was))
    (stage.work / "blocked").write_text("a file where the folder should be")
    session.window.folder_chosen.emit(stage.work / "blocked")
    stage.turn()
    stage.shot("no-folder")


def reading(stage: Stage) -> None:
    slow: list[Step] = [prefill(0, 6_000, 0), prefill(512, 6_000, 0), Wait(gate="more"), prefill(1_900, 6_000, 0)]
    engine = usual(
        stage,
        "reading",
        [*slow, Wait(gate="read"), *pieces("<think>\nThe person asks for"), Wait(gate="half"),
         *pieces(REASONED[len("<think>\nThe person asks for"):300]), Wait(gate="end"), *pieces(REASONED[300:]),
         Finished(run_id=0, reason=FinishReason.STOP, stats=FULL_STATS)],
        answer(MATHS),
    )  # fmt: skip
    session = stage.open(engine, fill=lambda store: add(store, "Chimney draught in winter", SHORT))
    window = session.window
    stage.send(QUESTION)
    stage.wait(lambda: any("512" in label.text() for label in window.status_line.findChildren(QLabel)))
    stage.pause(1.0)
    engine.release("more")
    stage.wait(lambda: any("1" in label.text() and "900" in label.text() for label in window.findChildren(QLabel)))
    stage.shot("prompt-read")
    engine.release("read")
    stage.wait(lambda: "asks" in text_so_far(stage))
    stage.shot("reasoning")
    engine.release("half")
    stage.wait(lambda: len(text_so_far(stage)) > 290)
    stage.shot("streaming")
    engine.release("end")
    stage.wait(lambda: is_idle(stage))
    window.transcript._widgets.set_near_row(1)
    stage.shot("answered")
    window.transcript.verticalScrollBar().setValue(0)
    heads = [head for head in window.transcript.viewport().findChildren(ReasoningHead) if not head.isHidden()]
    if heads:
        heads[0].click()
    stage.shot("reasoning-open")
    menu = window.transcript.acts.menu_of(session.transcript.item(1))
    menu.popup(window.mapToGlobal(window.rect().center()))
    stage.shot("message-menu")
    stage.close_all()
    stage.trigger("answer.details")
    stage.shot("answer-details")
    stage.close_all()
    stage.ask("Show me mathematics.")
    stage.pause(2.0)
    stage.shot("mathematics")
    window.reading.zoom(1)
    window.reading.zoom(1)
    window.reading.zoom(1)
    stage.shot("zoomed")


def ends(stage: Stage) -> None:
    failing = Finished(run_id=0, reason=FinishReason.LENGTH, stats=FULL_STATS)
    engine = usual(stage, "ends", cut_off("Seats inside the hearth itself, with"), [prefill(), *pieces(SHORT), failing])

    def interrupted(store: Store) -> None:
        turn = store.begin_turn(conversation_id=None, text=QUESTION, model=MODEL, params=GenerateParams())
        store.checkpoint(turn, ANSWER[:88], [1, 2, 3])

    session = stage.open(engine, fill=interrupted)
    session.controller.open_conversation(session.conversations.index(0).data(Qt.ItemDataRole.UserRole))
    stage.wait(lambda: len(session.transcript) == 2)
    stage.shot("interrupted")
    session.controller.new_conversation()
    stage.send(QUESTION)
    stage.wait(lambda: isinstance(session.controller.state.answer, Writing) and "with" in text_so_far(stage))
    session.controller.stop()
    stage.wait(lambda: is_idle(stage))
    stage.shot("stopped")
    stage.ask("And how deep?")
    stage.shot("out-of-room")


def branches(stage: Stage) -> None:
    engine = usual(stage, "branches", says(SHORT), answer(ANSWER), says("A third one."))
    session = stage.open(engine)
    window = session.window
    stage.ask(QUESTION)
    view = window.transcript
    session.controller.branching.do(Regenerate(message_id=session.transcript.item(1).key))
    stage.wait(lambda: is_idle(stage) and "Mantel" in text_so_far(stage))
    view._widgets.set_near_row(1)
    stage.shot("versions")

    def end_of(row: int) -> MessageEnd:
        widget = view._widgets.widget(view._row(row).end)
        assert isinstance(widget, MessageEnd)
        return widget

    view.verticalScrollBar().setValue(0)
    view._widgets.set_near_row(0)
    stage.turn()
    end_of(0).edit.click()
    stage.shot("editing")
    view.end_edit(session.transcript.item(0).key)
    stage.trigger("answer.replay")
    stage.shot("replay")
    stage.close_all()
    window.ask_for_params(session.transcript.item(1).key)
    stage.shot("parameters")
    stage.close_all()


PRESETS = (
    Preset(name="Precise", params=PresetParams(temperature=0.1, top_k=20), system_prompt="Answer in one sentence."),
    Preset(name="Story teller", params=PresetParams(temperature=1.1, min_p=0.05)),
)
TEMPLATES = (
    PromptTemplate(name="review", text="Review this text for tone and clarity:\n\n{{text}}"),
    PromptTemplate(name="translate", text="Translate into {{language=German}}: {{text}}"),
    PromptTemplate(name="explain", text="Explain {{what}} to {{whom=a child}}."),
)


def writing(stage: Stage) -> None:
    def fill(store: Store) -> None:
        for template in TEMPLATES:
            store.writing.add_template(template)

    session = stage.open(usual(stage, "writing", cut_off(ANSWER[:300]), says("Done.")), fill=fill)
    for preset in PRESETS:
        session.controller.presets.save(preset)
    window, composer = session.window, session.window.composer
    composer.setFocus()
    stage.type("/", composer.field)
    stage.shot("template-popup")
    composer.set_text("")
    stage.trigger("templates.edit")
    stage.shot("templates")
    stage.close_all()
    stage.trigger("presets.edit")
    stage.shot("presets")
    stage.close_all()
    session.controller.presets.choose_for_conversation(session.controller.presets.presets()[0].id)
    window.model_bar.preset.fill_menu()
    window.model_bar.preset.own_menu.popup(
        window.model_bar.preset.mapToGlobal(window.model_bar.preset.rect().bottomLeft())
    )
    stage.shot("preset-menu")
    stage.close_all()
    report = stage.work / "report.docx"
    report.write_bytes(word(write_report))
    table = stage.work / "Yields of the last ten years, by field.csv"
    table.write_text("field,rye\nnorth,12\nsouth,9\n")
    broken = stage.work / "holiday.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0" + bytes(2_000))
    attaching = session.controller.attaching
    attaching.add_paths([report, table, broken])
    stage.wait(lambda: len(attaching.files) == 2 and not attaching.is_reading)
    stage.wait(
        lambda: "tokens" in next(iter(composer.chips.chips.values())).facts.text() or stage.look.language != "en"
    )
    composer.set_text("Compare these, please.")
    stage.shot("attached")
    item = attaching.items[0]
    composer.chips.chips[item.key].opened.emit(item.key)
    preview = window.attaching.preview
    assert preview is not None
    preview.show_next_hidden()
    stage.shot("attachment-preview")
    stage.close_all()
    composer.submit()
    stage.wait(lambda: "Hearth" in text_so_far(stage))
    stage.send("And what does the mantel do?")
    stage.send(
        "Write it as a letter to a builder, in the tone of someone who has lived with open fires for all their life."
    )
    stage.shot("queue")
    session.controller.stop()
    stage.wait(lambda: is_idle(stage))
    stage.shot("queue-held")


def context(stage: Stage) -> None:
    small = replace(MODEL, name="Qwen2.5 1.5B Instruct", n_ctx=2048)
    engine = FakeEngine(stage.work / "context", loads=[loads(small)], answers=[says(SHORT), says(ANSWER)])
    session = stage.open(engine)
    window = session.window
    for text in (QUESTION, "And the chimney?", "Who invented it?"):
        stage.ask(text)
    window.composer.set_text("one more question")
    stage.wait(lambda: window.context.meter.use is not None and window.context.meter.use.typed)
    window.status_line.gauge.click()
    stage.shot("context-panel")
    stage.close_all()
    window.composer.set_text(("word " * 85 + "\n") * 21)
    stage.wait(lambda: window.context.meter.use is not None and window.context.meter.use.over)
    stage.shot("context-over")
    window.composer.submit()
    stage.wait(window.notice_bar.isVisible)
    stage.shot("context-full")
    session.controller.remedies.dismiss()
    window.composer.set_text("")
    stage.wait(lambda: window.context.meter.use is not None and not window.context.meter.use.over)
    key = session.transcript.item(3).key
    store = session.controller.desk.store
    assert store is not None
    store.context.cut(key, "")
    session.controller.shown.read_again()
    stage.pause(0.3)
    window.transcript.verticalScrollBar().setValue(600)
    stage.shot("context-cut")
    store.context.cut(key, "The person asked what an inglenook is, how many fit into it, and about its chimney.")
    session.controller.shown.read_again()
    stage.shot("context-summary")
    window.context.change_cut(key)
    stage.shot("summary-dialog")
    stage.close_all()


def private(stage: Stage) -> None:
    session = stage.open(
        usual(stage, "private", says(SHORT)), fill=lambda store: add(store, "Notes on the lease", SHORT)
    )
    session.controller.open_private()
    stage.shot("private-empty")
    stage.ask("Something that is nobody's business")
    stage.shot("private")
    session.window.close_private()
    stage.shot("private-closing")
    stage.close_all()
    session.controller.new_conversation()
    stage.shot("private-elsewhere")
    session.controller.close_private()


CHAPTERS = (
    Chapter(
        name="start",
        title="The start",
        play=start,
        pictures={
            "no-model": "No model on this machine",
            "loading": "A model is loading",
            "first-run": "The first run, with the starter model",
            "opening": "Conversations are being opened",
            "no-folder": "The data folder cannot be used",
        },
    ),
    Chapter(
        name="reading",
        title="Answers",
        play=reading,
        pictures={
            "prompt-read": "The prompt is read, with the time left",
            "reasoning": "The model reasons",
            "streaming": "An answer streams",
            "answered": "A finished answer: table, code, list, footnote",
            "reasoning-open": "Its reasoning, unfolded",
            "message-menu": "The menu of a message",
            "answer-details": "Details of an answer",
            "mathematics": "Mathematics",
            "zoomed": "Larger text",
        },
    ),
    Chapter(
        name="ends",
        title="Answers that ended early",
        play=ends,
        pictures={
            "interrupted": "Interrupted",
            "stopped": "Stopped",
            "out-of-room": "Ended at its limit",
        },
    ),
    Chapter(
        name="branches",
        title="Branches",
        play=branches,
        pictures={
            "versions": "Two versions of an answer",
            "editing": "A question is edited",
            "replay": "Replay of an answer",
            "parameters": "Again with other parameters",
        },
    ),
    Chapter(
        name="writing",
        title="Writing",
        play=writing,
        pictures={
            "template-popup": "Prompt templates, by a slash",
            "templates": "Templates are edited",
            "presets": "Presets are edited",
            "preset-menu": "The menu of presets",
            "attached": "Files that go with a message",
            "attachment-preview": "What hides in a document",
            "queue": "Messages that wait",
            "queue-held": "Held messages",
        },
    ),
    Chapter(
        name="context",
        title="The context",
        play=context,
        pictures={
            "context-panel": "What is in the context",
            "context-over": "Too much is typed",
            "context-full": "It does not fit: three ways",
            "context-cut": "The oldest messages are left out",
            "context-summary": "They are summed up",
            "summary-dialog": "The summary is changed",
        },
    ),
    Chapter(
        name="private",
        title="Private conversations",
        play=private,
        pictures={
            "private-empty": "A new one",
            "private": "One in progress",
            "private-closing": "Closing asks",
            "private-elsewhere": "Another conversation beside it",
        },
    ),
)
