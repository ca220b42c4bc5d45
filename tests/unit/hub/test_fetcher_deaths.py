"""What the end of a fetcher means, in words."""

from __future__ import annotations

import pytest
from inglenook_desktop.fetcher.protocol import PROTOCOL_VERSION, FetchFailureKind, Hello
from inglenook_desktop.hub.fetcher_child import check_fetcher_hello, describe_fetcher_exit


@pytest.mark.parametrize(
    ("returncode", "stderr", "words"),
    [
        (-9, "", "SIGKILL"),
        (-77, "", "signal 77"),
        (1, "", "by itself"),
        (None, "", "by itself"),
        (1, "No module named huggingface_hub", "Install"),
    ],
)
def test_an_end_without_a_last_word_has_a_sentence(returncode: int | None, stderr: str, words: str) -> None:
    failure = describe_fetcher_exit(returncode, stderr)

    assert failure.kind is FetchFailureKind.CRASHED
    assert words in failure.message


def test_only_the_same_protocol_is_spoken() -> None:
    assert check_fetcher_hello(Hello(protocol_version=PROTOCOL_VERSION)) is None
    assert check_fetcher_hello(Hello(protocol_version=PROTOCOL_VERSION + 1)) is not None
