"""Two windows that import the same file at the same time: every conversation is there once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from fakes_engine import MODEL, STATS
from inglenook_desktop.store import Store, open_store
from inglenook_desktop.store.archive import own_import
from inglenook_engine.types import FinishReason, GenerateParams

IMPORTS = Path(__file__).parents[2] / "data" / "imports"


def own_archive(folder: Path) -> Path:
    with open_store(folder / "source") as store:
        shelf = store.shelf.create_folder("Work")
        for index in range(40):
            turn = store.begin_turn(
                conversation_id=None, text=f"q{index}", model=MODEL, params=GenerateParams(), folder_id=shelf.id
            )
            store.finish_turn(turn, text="a " * 500, tokens=[1], reason=FinishReason.STOP, stats=STATS)
            store.shelf.set_tags(turn.conversation_id, ["one", f"t{index}"])
        path = folder / "all.json"
        with path.open("wb") as out:
            store.archive.export(out)
    return path


def counts(store: Store) -> tuple[int, int, int]:
    with store._db.read() as sql:
        tables = ("conversations", "messages", "folders")
        one, two, three = (sql.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)
    return one, two, three


@pytest.mark.parametrize("kind", ["inglenook", "chatgpt", "open-webui", "lm-studio"])
def test_each_conversation_is_imported_once(tmp_path: Path, kind: str) -> None:
    path = own_archive(tmp_path) if kind == "inglenook" else IMPORTS / kind
    with open_store(tmp_path / "alone") as alone:
        alone.archive.import_from(path)
        expected = counts(alone)
    for attempt in range(3):
        data_dir = tmp_path / str(attempt)
        open_store(data_dir).close()
        gate = threading.Barrier(2)
        n_imported = []

        def bring(data_dir: Path = data_dir, gate: threading.Barrier = gate, n: list[int] = n_imported) -> None:
            with open_store(data_dir) as store:
                gate.wait()
                n.append(len(store.archive.import_from(path).conversation_ids))

        threads = [threading.Thread(target=bring) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with open_store(data_dir) as store:
            assert counts(store) == expected
        assert sum(n_imported) == expected[0]


def test_what_another_window_imports_between_two_conversations_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one instant in which it used to be missed, made certain: behind the look at what is here."""
    path = own_archive(tmp_path)
    with open_store(tmp_path / "copy") as store, open_store(tmp_path / "copy") as other:
        run = own_import.OwnImport.run

        def later(self: own_import.OwnImport) -> None:
            with monkeypatch.context() as once:
                once.setattr(own_import.OwnImport, "run", run)
                assert len(other.archive.import_from(path).conversation_ids) == 40
            run(self)

        monkeypatch.setattr(own_import.OwnImport, "run", later)
        report = store.archive.import_from(path)
        assert (len(report.conversation_ids), report.n_present) == (0, 40)
        assert counts(store) == (40, 80, 1)


def test_copies_of_an_answer_keep_its_attachments(tmp_path: Path) -> None:
    """An answer edited in its place, and one that goes on beside what followed it."""
    with open_store(tmp_path) as store:
        turn = store.begin_turn(conversation_id=None, text="Draw", model=MODEL, params=GenerateParams())
        store.finish_turn(turn, text="Here", tokens=[1], reason=FinishReason.STOP, stats=STATS)
        answer = turn.assistant_message_id
        with store._db.write() as sql:
            sql.execute(
                "INSERT INTO attachments (message_id, name, media_type, text, data)"
                " VALUES (?, 'a.png', 'image/png', 'an otter', x'00ff')",
                (answer,),
            )
        more = store.begin_turn(conversation_id=turn.conversation_id, text="And?", model=MODEL, params=GenerateParams())
        store.finish_turn(more, text="Yes", tokens=[1], reason=FinishReason.STOP, stats=STATS)
        edited = store.tree.edit_answer(answer, "There")
        continued = store.continue_turn(answer, model=MODEL, params=GenerateParams()).assistant_message_id
        assert len({answer, edited, continued}) == 3
        with store._db.read() as sql:
            rows = sql.execute("SELECT message_id, name, text, data FROM attachments ORDER BY message_id").fetchall()
        assert rows == [(id_, "a.png", "an otter", b"\x00\xff") for id_ in sorted((answer, edited, continued))]
