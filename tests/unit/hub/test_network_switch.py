"""The switch for the network, and the hub's address."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from inglenook_desktop.hub.switch import (
    FILE_NAME,
    PUBLIC_ENDPOINT,
    NetworkSettings,
    NetworkState,
    NetworkSwitchError,
    admit,
    checked_mirror,
    endpoint,
    host_of,
    judge,
    offline_variable,
    read_network,
    turn,
    write_network,
)


def test_before_the_first_act_nothing_is_written_and_nothing_was_asked(tmp_path: Path) -> None:
    assert read_network(tmp_path).state is NetworkState.NEVER_ASKED
    assert read_network(tmp_path / "missing").state is NetworkState.NEVER_ASKED
    assert list(tmp_path.iterdir()) == []


def test_the_first_act_goes_out_says_whom_it_asks_and_is_the_last_to_say_so(tmp_path: Path) -> None:
    first = admit(tmp_path, {})
    second = admit(tmp_path, {})

    assert first.is_allowed
    assert "huggingface.co" in first.sentence
    assert read_network(tmp_path).state is NetworkState.ONLINE
    assert second.is_allowed
    assert not second.sentence


def test_judging_turns_nothing(tmp_path: Path) -> None:
    assert judge(read_network(tmp_path), {}).is_first
    assert read_network(tmp_path).state is NetworkState.NEVER_ASKED


def test_offline_refuses_and_says_how_to_turn_it_on(tmp_path: Path) -> None:
    turn(tmp_path, NetworkState.OFFLINE)
    refused = admit(tmp_path, {})

    assert not refused.is_allowed
    assert "inglenook network online" in refused.sentence
    assert read_network(tmp_path).state is NetworkState.OFFLINE
    turn(tmp_path, NetworkState.ONLINE)
    assert admit(tmp_path, {}).is_allowed


@pytest.mark.parametrize("name", ["INGLENOOK_OFFLINE", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"])
@pytest.mark.parametrize("state", list(NetworkState))
def test_a_variable_of_the_environment_forbids_in_every_state(tmp_path: Path, name: str, state: NetworkState) -> None:
    write_network(tmp_path, NetworkSettings(state=state))
    refused = admit(tmp_path, {name: "1"})

    assert not refused.is_allowed
    assert name in refused.sentence or state is NetworkState.OFFLINE
    assert read_network(tmp_path).state is state


@pytest.mark.parametrize(("value", "forbids"), [("1", True), ("yes", True), ("TRUE", True), ("0", False), ("", False)])
def test_what_is_true_is_by_the_hubs_own_rule(value: str, forbids: bool) -> None:
    assert bool(offline_variable({"HF_HUB_OFFLINE": value})) is forbids


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"state": "perhaps"}',
        b'{"state": 1}',
        b'{"other": 1}',
        b"\xff",
        b"[" * 100_000,
        b" " * 70_000,
    ],
    ids=range(9),
)
def test_a_switch_that_cannot_be_read_is_off_until_it_is_turned(tmp_path: Path, data: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(data)

    assert read_network(tmp_path).state is NetworkState.OFFLINE
    assert not admit(tmp_path, {}).is_allowed
    assert (tmp_path / FILE_NAME).read_bytes() == data
    turn(tmp_path, NetworkState.ONLINE)
    assert admit(tmp_path, {}).is_allowed


def test_a_switch_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(NetworkSwitchError, match="could not be turned"):
        turn(tmp_path, NetworkState.OFFLINE)

    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    turn(tmp_path, NetworkState.ONLINE)

    if os.name == "posix":
        assert (tmp_path / FILE_NAME).stat().st_mode & 0o077 == 0


def test_turning_the_switch_keeps_the_mirror(tmp_path: Path) -> None:
    write_network(tmp_path, NetworkSettings(mirror="https://mirror.example.org"))
    turn(tmp_path, NetworkState.OFFLINE)

    assert read_network(tmp_path).mirror == "https://mirror.example.org"


def test_whose_address_is_asked() -> None:
    mirrored = NetworkSettings(mirror="https://mirror.example.org")

    assert endpoint(NetworkSettings(), {}) == PUBLIC_ENDPOINT
    assert endpoint(mirrored, {}) == "https://mirror.example.org"
    assert endpoint(mirrored, {"HF_ENDPOINT": "http://127.0.0.1:1234/"}) == "http://127.0.0.1:1234"
    assert endpoint(mirrored, {"HF_ENDPOINT": "  "}) == "https://mirror.example.org"
    assert judge(mirrored, {}).host == "mirror.example.org"
    assert host_of("https://user:secret@hub.example.org:8443/x") == "hub.example.org:8443"
    assert host_of("https://[::1") == "https://[::1"


@pytest.mark.parametrize("address", ["https://hub.example.org", "http://10.0.0.7:8080", "https://hub.example.org/path"])
def test_a_mirror(address: str) -> None:
    assert checked_mirror(f" {address}/ ") == address


@pytest.mark.parametrize(
    "address",
    [
        *("", "hub.example.org", "ftp://hub.example.org", "https://", "file:///etc/passwd", "https://hub:99999"),
        *("https://user:secret@hub.example.org", "https://hub.example.org?x=1", "https://[::1", "javascript:alert(1)"),
    ],
)
def test_what_is_no_mirror(address: str) -> None:
    with pytest.raises(NetworkSwitchError) as refused:
        checked_mirror(address)

    assert "secret" not in str(refused.value)
