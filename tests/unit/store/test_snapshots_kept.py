"""Which snapshots are kept: a week of days, a month of weeks, the last migrations, no more than there is room for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from inglenook_desktop.store.snapshots import DAILY, ROOM_BYTES, Snapshot, superfluous

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def snapshot(days_ago: float, *, reason: str = DAILY, size_bytes: int = 1) -> Snapshot:
    name = f"{days_ago:09.4f}-{reason}"
    return Snapshot(
        name=name, path=Path(name), taken_at=NOW - timedelta(days=days_ago), reason=reason, size_bytes=size_bytes
    )


def kept_days(snapshots: list[Snapshot]) -> list[float]:
    removed = superfluous(snapshots)
    return [(NOW - one.taken_at) / timedelta(days=1) for one in snapshots if one not in removed]


def test_a_week_of_days_and_a_month_of_weeks_are_kept() -> None:
    days = kept_days([snapshot(day) for day in range(60)])
    assert days[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len(days) <= 7 + 4
    assert days[-1] >= 14


def test_taking_one_each_day_always_leaves_some_of_every_age() -> None:
    """As it happens: what was removed does not come back."""
    present: list[Snapshot] = []
    for day in range(100):
        present.insert(0, snapshot(100 - day))
        removed = superfluous(present)
        present = [one for one in present if one not in removed]
    ages = [(NOW - one.taken_at).days for one in present]
    assert ages[:7] == [1, 2, 3, 4, 5, 6, 7]
    assert 21 <= ages[-1] <= 31


def test_several_of_one_day_are_one() -> None:
    assert kept_days([snapshot(hour / 24) for hour in range(12)]) == [0, 1 / 24]  # two are always kept


def test_those_before_migrations_do_not_take_the_place_of_the_others() -> None:
    before = [snapshot(200 + n, reason=f"before-m00{n}") for n in range(5)]
    assert kept_days([snapshot(0), snapshot(1), snapshot(2), *before]) == [0, 1, 2, 200, 201, 202]


def test_snapshots_of_a_large_database_are_fewer_but_never_less_than_two() -> None:
    assert kept_days([snapshot(day, size_bytes=2 * ROOM_BYTES) for day in range(20)]) == [0, 1, 2]
    assert kept_days([snapshot(day, size_bytes=ROOM_BYTES // 4) for day in range(20)]) == [0, 1, 2, 3]
    grown = [snapshot(0, size_bytes=10), snapshot(1, size_bytes=9 * ROOM_BYTES), snapshot(2, size_bytes=10)]
    assert kept_days(grown) == [0, 1]


def test_nothing_is_removed_where_nothing_is() -> None:
    assert superfluous([]) == []
