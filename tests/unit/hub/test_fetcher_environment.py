"""What a fetcher child gets of this process's environment, and to whom a login is shown."""

from __future__ import annotations

import sys

import pytest
from inglenook_desktop.hub.environment import fetcher_command, fetcher_environment, withheld_login
from inglenook_desktop.hub.switch import NetworkSettings, NetworkState

PLAIN = NetworkSettings(state=NetworkState.ONLINE)
MIRROR = NetworkSettings(state=NetworkState.ONLINE, mirror="https://mirror.example.org")
CANARY = "hf_canary_of_the_tests"


def test_it_gets_what_says_where_the_hub_is_and_nothing_of_others() -> None:
    given = {
        "PATH": "/bin",
        "HOME": "/home/x",
        "HF_HOME": "/hf",
        "HF_HUB_CACHE": "/cache",
        "https_proxy": "http://proxy:3128",
        "HTTPS_PROXY": "http://proxy:3128",
        "no_proxy": "localhost",
        "SSL_CERT_FILE": "/ca.pem",
        "LC_ALL": "C.UTF-8",
        "HF_TOKEN": CANARY,
    }
    others = {
        "PYTHONPATH": "/evil",
        "PYTHONSTARTUP": "/evil.py",
        "LD_PRELOAD": "/evil.so",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "OPENAI_API_KEY": "secret",
        "HF_DEBUG": "1",
        "SSLKEYLOGFILE": "/keys",
        "HF_OIDC_RESOURCE": "x",
        "HUGGINGFACE_CO_STAGING": "1",
        "INGLENOOK_DATA_DIR": "/data",
    }

    assert fetcher_environment({**given, **others}, PLAIN) == {**given, "HF_ENDPOINT": "https://huggingface.co"}


def test_the_address_is_that_of_the_switch() -> None:
    assert fetcher_environment({}, MIRROR)["HF_ENDPOINT"] == "https://mirror.example.org"
    assert fetcher_environment({"HF_ENDPOINT": "http://127.0.0.1:1/"}, MIRROR)["HF_ENDPOINT"] == "http://127.0.0.1:1"


def test_the_switch_reaches_the_child() -> None:
    offline = NetworkSettings(state=NetworkState.OFFLINE)

    assert fetcher_environment({}, offline)["INGLENOOK_OFFLINE"] == "1"
    assert "INGLENOOK_OFFLINE" not in fetcher_environment({}, PLAIN)
    assert fetcher_environment({"HF_HUB_OFFLINE": "1"}, PLAIN)["HF_HUB_OFFLINE"] == "1"


def test_the_certificates_of_a_companys_network_are_found_where_other_programs_have_them() -> None:
    assert fetcher_environment({"REQUESTS_CA_BUNDLE": "/corp.pem"}, PLAIN)["SSL_CERT_FILE"] == "/corp.pem"
    both = {"REQUESTS_CA_BUNDLE": "/corp.pem", "SSL_CERT_FILE": "/own.pem"}
    assert fetcher_environment(both, PLAIN)["SSL_CERT_FILE"] == "/own.pem"


@pytest.mark.parametrize("name", ["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"])
@pytest.mark.parametrize(
    ("settings", "address", "is_shown"),
    [
        (PLAIN, "", True),
        (PLAIN, "https://hub.example.org", True),
        (PLAIN, "http://127.0.0.1:8080", True),
        (PLAIN, "http://hub.example.org", False),
        (MIRROR, "", False),
        (MIRROR, "https://hub.example.org", True),
        (NetworkSettings(mirror="https://mirror.example.org", mirror_gets_token=True), "", True),
        (NetworkSettings(mirror="http://mirror.example.org", mirror_gets_token=True), "", False),
    ],
)
def test_to_whom_a_login_is_shown(name: str, settings: NetworkSettings, address: str, is_shown: bool) -> None:
    given = {name: CANARY, "HF_ENDPOINT": address}
    environment = fetcher_environment(given, settings)

    assert (CANARY in environment.values()) is is_shown
    assert ("HF_HUB_DISABLE_IMPLICIT_TOKEN" in environment) is not is_shown  # hf's own file is not read either
    assert bool(withheld_login(given, settings)) is not is_shown


def test_the_command_is_this_python_without_its_variables_and_working_folder() -> None:
    assert fetcher_command() == [sys.executable, "-I", "-m", "inglenook_desktop.fetcher"]
