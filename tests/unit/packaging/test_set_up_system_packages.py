"""The list of system packages, and what is said and done about missing ones."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_set_up import system_packages
from inglenook_set_up.console import SetUpError
from inglenook_set_up.system_packages import Missing, find_missing, installed_packages, parse_list
from set_up_site import Site

LIST = "# a comment\n[build]\ng++\nmake\n\n[python]\npython3-venv\n[window]\nlibgl1   # a remark\nlibglib2.0-0\n"

Programs = Callable[..., Path]


def test_the_list_has_sections_and_comments() -> None:
    assert parse_list(LIST) == {
        "build": ("g++", "make"),
        "python": ("python3-venv",),
        "window": ("libgl1", "libglib2.0-0"),
    }


def test_a_package_before_any_section_is_an_error_with_its_line() -> None:
    with pytest.raises(SetUpError, match="line 2"):
        parse_list("\ng++\n")


def test_the_real_list_names_what_qt_needs(repository: Path) -> None:
    sections = parse_list((repository / "packaging/system-packages.txt").read_text(encoding="utf-8"))
    assert {"build", "python", "window"} <= sections.keys()
    assert {"libegl1", "libxcb-cursor0", "libxkbcommon-x11-0"} <= set(sections["window"])
    assert all(name == name.lower() and " " not in name for names in sections.values() for name in names)


def test_a_renamed_package_counts_through_what_it_provides() -> None:
    listing = (
        "installed\tlibglib2.0-0t64\tlibglib2.0-0 (= 2.80.0), other\n"
        "config-files\tlibgl1\t\n"
        "installed\tg++\tc++-compiler\n"
    )
    names = installed_packages(listing)
    assert {"libglib2.0-0t64", "libglib2.0-0", "other", "g++", "c++-compiler"} <= names
    assert "libgl1" not in names, "removed, only its settings are left"


def test_the_python_section_counts_only_where_python_lacks_something() -> None:
    sections = parse_list(LIST)
    installed = {"g++", "make", "libgl1"}
    assert find_missing(sections, installed, python_is_complete=True) == Missing((), ("libglib2.0-0",))
    assert find_missing(sections, installed, python_is_complete=False) == Missing(("python3-venv",), ("libglib2.0-0",))


@pytest.fixture
def ensure(
    site: Site, programs: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, int], Callable[[], None]]:
    """ensure(dpkg listing, user id), on a machine whose apt-get writes down what it was asked."""

    def run(listing: str, uid: int) -> Callable[[], None]:
        programs("dpkg-query", f"printf '{listing}'")
        folder = programs("apt-get", f'echo "$*" >> "{tmp_path}/apt"; [ -e "{tmp_path}/offline" ] && exit 100; exit 0')
        path = f"{folder}{os.pathsep}{os.environ['PATH']}"
        monkeypatch.setenv("PATH", path)
        monkeypatch.setattr(os, "geteuid", lambda: uid)
        commands = type(site.commands)(
            site.console, environ={**site.environ, "PATH": path}, log_folder=site.log_folder, cwd=site.root
        )
        packages = tmp_path / "packages.txt"
        packages.write_text("[build]\ng++\n[window]\nlibgl1\n", encoding="utf-8")
        return system_packages.ensure(packages, site.environment, commands, site.console)

    return run


Ensure = Callable[[str, int], Callable[[], None]]


def test_without_root_the_one_line_is_said(ensure: Ensure, tmp_path: Path) -> None:
    with pytest.raises(SetUpError, match=r"sudo apt-get install g\+\+ libgl1"):
        ensure("", 1000)
    assert not (tmp_path / "apt").exists()


def test_without_root_missing_window_libraries_do_not_stop_set_up(ensure: Ensure, site: Site) -> None:
    note = ensure(r"installed\tg++\t\n", 1000)
    assert "sudo apt-get install libgl1" in site.printed
    site.environment.folder.mkdir()
    note()
    assert site.environment.stamps.get(system_packages.STAMP) is None, "it is to be said again next time"


def test_root_installs_what_is_missing_and_nothing_else(ensure: Ensure, tmp_path: Path) -> None:
    ensure(r"installed\tg++\t\n", 0)
    update, install = (tmp_path / "apt").read_text(encoding="utf-8").splitlines()
    assert update == "update"
    assert install.endswith("libgl1")
    assert "g++" not in install


def test_when_nothing_is_missing_apt_is_not_asked_and_it_is_noted(ensure: Ensure, site: Site, tmp_path: Path) -> None:
    note = ensure(r"installed\tg++\t\ninstalled\tlibgl1\t\n", 0)
    assert not (tmp_path / "apt").exists()
    site.environment.folder.mkdir()
    note()
    assert site.environment.stamps.get(system_packages.STAMP) is not None


def test_root_without_network_goes_on_when_only_the_window_is_concerned(
    ensure: Ensure, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "offline").touch()
    ensure(r"installed\tg++\t\n", 0)
    assert "the window may not start" in site.printed
    with pytest.raises(SetUpError, match="apt-get update failed"):
        ensure(r"installed\tlibgl1\t\n", 0)
