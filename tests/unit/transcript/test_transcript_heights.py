from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from inglenook_desktop.views.transcript_layout import Heights

HEIGHTS = st.lists(st.integers(0, 50), min_size=1, max_size=400)


@given(HEIGHTS, st.data())
def test_heights_agree_with_a_plain_sum(values: list[int], data: st.DataObject) -> None:
    heights = Heights()
    half = len(values) // 2
    heights.set_all(values[:half])
    for value in values[half:]:
        heights.append(value)
    for _ in range(5):
        index = data.draw(st.integers(0, len(values) - 1))
        heights[index] = values[index] = data.draw(st.integers(0, 90))
    assert heights.total == sum(values)
    for index in (0, half, len(values) - 1, len(values)):
        assert heights.offset(index) == sum(values[:index])
    y = data.draw(st.integers(0, max(0, sum(values) - 1)))
    index, below = heights.locate(y)
    assert sum(values[:index]) + below == y
    assert 0 <= below < max(1, values[index]) or y >= sum(values)


def test_a_place_beyond_the_end_is_in_the_last() -> None:
    heights = Heights()
    heights.set_all([10, 10])
    assert heights.locate(35) == (1, 25)
