"""The window's listing: at once also when a disk does not answer, and fresh when all do."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from inglenook_desktop import library
from inglenook_desktop.library import cached, open_library
from inglenook_desktop.library.cached import CachedLibrary
from inglenook_desktop.library.entries import InstalledModel, Listing, ModelSource
from inglenook_desktop.library.looking import Looker
from model_trees import gguf, put


def model(name: str) -> InstalledModel:
    return InstalledModel(name=name, path=Path(f"/m/{name}.gguf"), size_bytes=1, source=ModelSource.FOLDER)


def listing(*names: str) -> Listing:
    return Listing(models=tuple(map(model, names)))


def names(models: list[InstalledModel]) -> list[str]:
    return [one.name for one in models]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(library, "starter_path", lambda: tmp_path / "no-starter.gguf")
    (tmp_path / "data" / "models").mkdir(parents=True)
    for patience in ("PATIENCE_S", "FIRST_PATIENCE_S"):
        monkeypatch.setattr(cached, patience, 60.0)  # a look on a busy machine
    return tmp_path / "data"


def test_a_file_that_comes_is_in_the_next_list(data: Path) -> None:
    kept = open_library(data, {})
    assert kept.models() == []
    put(data / "models" / "New.gguf", gguf("new"))
    assert names(kept.models()) == ["New"]
    (data / "models" / "New.gguf").unlink()
    assert kept.models() == []


class Stuck:
    """A look of which one folder does not answer until it is told to."""

    def __init__(self) -> None:
        self.answers = [listing("Starter")]
        self.final = listing("Starter", "Far")
        self.goes_on = threading.Event()
        self.n_looks = 0

    def __call__(self, looker: Looker, *, on_place: Callable[[Listing], None]) -> Listing:
        self.n_looks += 1
        for answer in self.answers:
            on_place(answer)
        assert self.goes_on.wait(120)
        return self.final


def test_a_folder_that_does_not_answer_holds_up_nobody_and_looks_do_not_pile_up() -> None:
    look = Stuck()
    kept = CachedLibrary(look)
    began = time.monotonic()
    while names(list(kept.listing(wait_s=0.01).models)) != ["Starter"]:
        assert time.monotonic() - began < 60
    for _ in range(5):
        kept.listing(wait_s=0.01)
    assert time.monotonic() - began < 60
    assert look.n_looks == 1
    look.goes_on.set()
    assert names(list(kept.listing(wait_s=30).models)) == ["Starter", "Far"]


def test_a_look_that_takes_long_is_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    look = Stuck()
    kept = CachedLibrary(look)
    while not kept.models():  # the first: a second at most
        pass
    waits: list[float] = []

    def wait(wait_s: float) -> bool:
        waits.append(wait_s)
        return False

    with monkeypatch.context() as patched:
        patched.setattr(kept._done, "wait", wait)
        for _ in range(20):
            assert names(kept.models()) == ["Starter"]
    assert waits == [0.0] * 20
    look.goes_on.set()
    assert names(list(kept.listing(wait_s=30).models)) == ["Starter", "Far"]


def test_what_was_known_stays_in_view_while_a_later_look_is_stuck() -> None:
    look = Stuck()
    look.goes_on.set()
    kept = CachedLibrary(look)
    assert names(kept.models()) == ["Starter", "Far"]
    look.goes_on.clear()
    look.final = listing("Starter")
    assert names(list(kept.listing(wait_s=0.05).models)) == ["Starter", "Far"]
    look.goes_on.set()
    assert names(list(kept.listing(wait_s=30).models)) == ["Starter"]


def test_a_look_that_fails_keeps_the_list_and_says_so_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    answers = [listing("A")]

    def look(looker: Looker, *, on_place: Callable[[Listing], None]) -> Listing:
        return answers.pop()

    kept = CachedLibrary(look)
    assert names(kept.models()) == ["A"]
    assert names(kept.models()) == ["A"]
    assert "looking for models" in caplog.text


def test_two_names_of_a_listing_are_never_mixed(data: Path) -> None:
    """The listing is one value: a reader on another thread has the old one or the new one."""
    kept = open_library(data, {})
    put(data / "models" / "A.gguf", gguf("a"))
    first = kept.listing()
    assert replace(first) == first
    assert names(list(first.models)) == ["A"]
