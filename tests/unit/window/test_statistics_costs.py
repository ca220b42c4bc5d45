"""What the panel of costs says: no day where only a decade is known, and no more than the file of prices gave."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from inglenook_desktop.statistics.cost import Range, Work
from inglenook_desktop.statistics.costing import costs
from inglenook_desktop.statistics.prices import read_prices
from inglenook_desktop.statistics.question import Figures
from inglenook_desktop.views.statistics_costs import CostsPanel
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

TODAY = date(2026, 11, 1)
NO_PRICES = "No prices are written down yet."


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def panel(path: Path, text: str, holder: QWidget, figures: Figures | None = None) -> CostsPanel:
    path.write_text(text)
    prices = read_prices(path)
    found = CostsPanel(holder)
    found.show_costs(costs(figures or Figures(), prices, n_days=30, today=TODAY), prices)
    return found


@pytest.mark.parametrize("text", ["[machine", "[machine]\ncurrency = 7\n", "hosted = 3"])
def test_what_is_written_but_wrong_is_not_called_unwritten(tmp_path: Path, holder: QWidget, text: str) -> None:
    words = panel(tmp_path / "prices.toml", text, holder).words.text()
    assert "prices.toml" in words
    assert NO_PRICES not in words
    assert panel(tmp_path / "prices.toml", "", holder).words.text().startswith(NO_PRICES)


@pytest.mark.parametrize(
    ("hardware_price", "told"),
    [(5, "1 Dec 2026"), (100, "Jun 2028"), (2000, "2059")],
)
def test_the_farther_away_the_coarser(tmp_path: Path, holder: QWidget, hardware_price: int, told: str) -> None:
    """A million tokens in 30 days at 5 a million, and no energy: paid for after 30 days, 600 days, 32.9 years."""
    work = Work(
        prompt_tokens=0, cached_tokens=0, output_tokens=1_000_000, busy_s=1.0,
        energy_j=Range(low=0.0, high=0.0), idle_energy_j=Range(low=0.0, high=0.0),
    )  # fmt: skip
    figures = Figures(runs=1, measured_runs=1, output_tokens=1_000_000, busy_ms=1000.0, measured=work)
    text = (
        f'[machine]\ncurrency = "EUR"\nprice_per_kwh = 0.3\nhardware_price = {hardware_price}\n[[hosted]]\nname = "X"\n'
        'currency = "EUR"\ninput = 0\noutput = 5\nas_of = 2026-11-01\n'
    )
    table = panel(tmp_path / "prices.toml", text, holder, figures).table
    assert table.model().index(1, 4).data() == told
