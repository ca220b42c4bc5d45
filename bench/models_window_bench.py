"""How long the window of models takes to show what the hub answered, and how long it stands still meanwhile.

    python bench/models_window_bench.py [--searches 20] [--output bench/results/models_window.json]
    python bench/models_window_bench.py --pictures FOLDER

A hub on loopback and the real fetcher, one process for each search. The time runs from the moment in which the hub has
the request (its answer follows within a millisecond) to the moment in which the rows are painted, the end of the
fetcher's process included. Standing still is the longest time between two turns of the window's event loop, while the
window of models opens for the first time and while searches are answered. With --pictures the whole walk from a search
to a chat is done in the real window (tests/e2e/window/test_models_window.py) and a picture of each step is left there.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests"
WALK = TESTS / "e2e" / "window" / "test_models_window.py"
sys.path.insert(0, str(TESTS))

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from inglenook_desktop.app import Session  # noqa: E402
from inglenook_desktop.models_shown import FindShown, SearchHub  # noqa: E402
from inglenook_desktop.state import StorageOpen  # noqa: E402
from loopback_hub import LoopbackHub, Seen, running_hub  # noqa: E402
from PySide6.QtCore import QEvent, Qt  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from search_picture import Pulse  # noqa: E402

N_REPOSITORIES = 30
FIRST_LOOK_S = 3.0


class _Clocked(list[Seen]):
    """Requests, and when each came."""

    def __init__(self) -> None:
        super().__init__()
        self.last_at = 0.0

    def append(self, one: Seen) -> None:
        self.last_at = time.perf_counter()
        super().append(one)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--searches", type=int, default=20)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--pictures", type=Path)
    args = parser.parse_args()
    if args.pictures is not None:
        environ = {**os.environ, "INGLENOOK_SCREENSHOTS": str(args.pictures.absolute())}
        return subprocess.run([sys.executable, "-m", "pytest", "-q", str(WALK)], env=environ, check=False).returncode
    with tempfile.TemporaryDirectory(prefix="inglenook-bench-") as folder, running_hub() as hub:
        figures = measured(Path(folder), hub, args.searches)
    text = json.dumps(figures, indent=1)
    print(text)
    if args.output is not None:
        args.output.write_text(text + "\n", "utf-8")
    return 0


def measured(folder: Path, hub: LoopbackHub, n_searches: int) -> dict[str, float | int]:
    """folder: for the data of the program, and for a hub cache of its own."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy") or name.startswith("HF_")]:
        del os.environ[name]
    os.environ |= {"HF_ENDPOINT": hub.endpoint, "HF_HOME": str(folder / "hf")}
    seen = hub.seen = _Clocked()
    hub.files = {
        f"org{number}/model-{number}-GGUF/model-Q4_K_M.gguf": b"GGUF" * 100 for number in range(N_REPOSITORIES)
    }
    app = QApplication(["models_window_bench"])
    session = Session(app, folder / "data", scheme=Qt.ColorScheme.Light, makes_titles=False)
    session.window.show()
    turn_until(app, lambda: isinstance(session.controller.state.storage, StorageOpen), 30)
    turn_until(app, lambda: False, FIRST_LOOK_S)
    pulse = Pulse()
    pulse.start()
    session.open_models()
    turn_until(app, lambda: False, FIRST_LOOK_S)
    opening_ms = pulse.longest_ms
    window, models = session.models.window, session.models.models
    assert window is not None
    assert models is not None
    shown_ms: list[float] = []

    def on_found(shown: FindShown) -> None:
        if shown.is_asking or not shown.rows:
            return
        app.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        window.repaint()
        window.finding.found.view.viewport().repaint()
        shown_ms.append((time.perf_counter() - seen.last_at) * 1000)

    models.browsing.found.connect(on_found)
    pulse.start()
    for number in range(n_searches):
        models.do(SearchHub(query="model"))
        turn_until(app, partial(_has, shown_ms, number + 1), 60)
    searching_ms = pulse.longest_ms
    n_rows = window.finding.found.model.rowCount()
    session.close()
    ordered = sorted(shown_ms)
    return {
        "searches": len(ordered),
        "rows": n_rows,
        "answer_to_shown_ms_median": round(statistics.median(ordered), 1),
        "answer_to_shown_ms_p95": round(ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))], 1),
        "answer_to_shown_ms_max": round(ordered[-1], 1),
        "longest_stand_still_opening_ms": round(opening_ms, 1),
        "longest_stand_still_searching_ms": round(searching_ms, 1),
        "load_average_1_min": round(os.getloadavg()[0], 1),
    }


def _has(values: list[float], n_values: int) -> bool:
    return len(values) >= n_values


def turn_until(app: QApplication, is_done: Callable[[], bool], limit_s: float) -> None:
    end = time.monotonic() + limit_s
    while not is_done() and time.monotonic() < end:
        app.processEvents()
        time.sleep(0.001)


if __name__ == "__main__":
    sys.exit(main())
