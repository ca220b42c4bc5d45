"""Which snapshots are kept: a week of days, a month of weeks, the last migrations, no more than there is room for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from inglenook_desktop.store.snapshots import DAILY, MOVED, ROOM_BYTES, SETTLED, Snapshot, newest_first, superfluous

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def snapshot(days_ago: float, *, reason: str = DAILY, size_bytes: int = 1) -> Snapshot:
    name = f"{days_ago:09.4f}-{reason}"
    return Snapshot(
        name=name, path=Path(name), taken_at=NOW - timedelta(days=days_ago), reason=reason, size_bytes=size_bytes
    )


def kept_days(snapshots: list[Snapshot]) -> list[float]:
    removed = superfluous(snapshots, now=NOW)
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
        removed = superfluous(present, now=NOW)
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


def test_a_database_that_is_suddenly_small_does_not_cost_the_large_snapshots() -> None:
    """That is when they are wanted."""
    large = [snapshot(day, size_bytes=3 * ROOM_BYTES) for day in range(1, 4)]
    small = [snapshot(hour / 24, size_bytes=10) for hour in range(2)]
    assert kept_days([*small, *large]) == [0, 1 / 24, 1, 2]


def test_snapshots_from_the_future_are_neither_the_newest_nor_in_the_way() -> None:
    """They were taken while the clock was wrong, and would be the newest for ever."""
    future = [snapshot(-400 - day, size_bytes=ROOM_BYTES // 4) for day in range(3)]
    past = [snapshot(day, size_bytes=ROOM_BYTES // 4) for day in range(20)]
    assert newest_first([*future, *past], now=NOW)[0] == past[0]
    assert kept_days([*future, *past]) == [0, 1, 2, 3]
    a_little = snapshot(-0.01)  # another process's, taken just after the look at the clock
    assert newest_first([a_little, *past], now=NOW)[0] == a_little


def test_what_a_start_has_not_dealt_with_is_never_removed_and_later_only_for_newer_ones() -> None:
    """What is in it may be nowhere else."""
    daily = [snapshot(day, size_bytes=ROOM_BYTES) for day in range(30)]
    moved = snapshot(40, reason=MOVED, size_bytes=ROOM_BYTES)
    assert 40 in kept_days([*daily, moved])
    settled = [snapshot(day, reason=MOVED + SETTLED) for day in range(50, 55)]
    assert kept_days([snapshot(0), snapshot(1), *settled]) == [0, 1, 50, 51, 52]


def test_nothing_is_removed_where_nothing_is() -> None:
    assert superfluous([], now=NOW) == []
