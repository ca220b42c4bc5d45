"""Trees that other programs change at random while they are looked through: no look raises, and a looker that was kept
over all of it sees in the end what a new one sees."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_desktop.library.entries import Listing
from inglenook_desktop.library.looking import Looker
from model_trees import gguf, put, put_in_hub, put_in_jan, put_in_ollama

Listed = Callable[..., Listing]
CHANGES = 400


def change(home: Path, data: Path, source: random.Random) -> None:
    number = source.randrange(30)
    match source.randrange(9):
        case 0:
            commit = source.choice("ab") * 40
            put_in_hub(home / "hf" / "hub", f"org/R{number}", commit, f"M{number}.gguf", gguf(str(source.random())))
        case 1:
            put_in_ollama(home / ".ollama" / "models", gguf(str(number)), model=f"m{number}")
        case 2:
            put_in_jan(home / ".local" / "share" / "Jan" / "data", f"j{number}", gguf(str(number)))
        case 3:
            put(data / "models" / f"d{number % 5}" / f"x{number}.gguf", gguf(str(number)))
        case kind:
            path = source.choice([*home.rglob("*"), *data.rglob("*")])
            if path.is_dir() and not path.is_symlink():
                if kind == 4:
                    path.rename(path.with_name(f"r{source.random()}"))
                elif kind == 5:
                    (path / f"loop{number}").symlink_to(path.parent)
            elif kind == 6:
                path.unlink()
            elif kind == 7:
                path.write_bytes(source.randbytes(50))
            else:
                os.truncate(path, source.randrange(100))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_no_look_at_a_changing_tree_raises(home: Path, data: Path, listed: Listed, seed: int) -> None:
    def churn() -> None:
        source = random.Random(seed)
        for _ in range(CHANGES):
            try:
                change(home, data, source)
            except (OSError, IndexError):  # what it wanted to change had gone, or there was nothing yet
                continue

    thread = threading.Thread(target=churn)
    thread.start()
    kept = Looker()
    counts = []
    while thread.is_alive():
        counts.append(len(listed(looker=kept).models))
    thread.join()
    assert max(counts) > 5
    assert listed(looker=kept) == listed(looker=Looker())
