"""Set-up as a program, and the steps' memory of what is finished."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_set_up import environment, project
from inglenook_set_up.console import SetUpError
from inglenook_set_up.stamps import Stamps
from set_up_site import Site

Programs = Callable[..., Path]


@pytest.fixture
def clone(tmp_path: Path, repository: Path) -> Path:
    """As much of a clone as set-up reads before it makes anything, in a folder that anyone may enter."""
    root = tmp_path / "a clone"
    shutil.copytree(repository / "packaging", root / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(repository / "pyproject.toml", root)
    for folder in (*tmp_path.parents[:3], tmp_path, root):
        if folder.stat().st_uid == os.getuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    return root


OLD_PYTHON = [
    sys.executable,
    "-c",
    "import sys, runpy; sys.version_info = (3, 9, 2); sys.argv = sys.argv[1:]; "
    "runpy.run_path(sys.argv[0], run_name='__main__')",
]


def set_up(
    clone: Path, *arguments: str, python: list[str] | None = None, **environ: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*(python or [sys.executable, "-B"]), str(clone / "packaging/set_up.py"), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **environ},
        check=False,
    )


def test_a_backend_that_cannot_be_compiled_here_stops_at_once_and_makes_nothing(
    clone: Path, programs: Programs
) -> None:
    folder = programs("dpkg-query", "printf 'installed\\tg++\\t\\n'")
    (clone / "packaging/system-packages.txt").write_text("[build]\ng++\n", encoding="utf-8")
    impossible = "hip" if sys.platform == "darwin" else "metal"
    done = set_up(clone, f"--backend={impossible}", PATH=str(folder))
    assert done.returncode == 1
    assert f"BACKEND={impossible} cannot be compiled here: " in done.stderr
    assert "Traceback" not in done.stderr
    assert not (clone / ".venv").exists()


def test_an_unknown_backend_is_named(clone: Path) -> None:
    done = set_up(clone, "--backend=gpu")
    assert done.returncode == 1
    assert "There is no backend 'gpu'" in done.stderr
    assert not (clone / ".venv").exists()


def test_a_clone_that_cannot_be_written_is_a_sentence(clone: Path) -> None:
    """As another user where this one may write everywhere."""
    clone.chmod(0o555)
    python = "/usr/bin/python3" if os.getuid() == 0 and Path("/usr/bin/python3").exists() else sys.executable
    kwargs = {"user": 65534, "group": 65534, "extra_groups": []} if os.getuid() == 0 else {}
    done = subprocess.run(
        [python, "-B", str(clone / "packaging/set_up.py")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **kwargs,  # type: ignore[call-overload]
    )
    clone.chmod(0o755)
    assert done.returncode == 1, done.stderr
    assert "cannot be written (Permission denied)" in done.stderr
    assert "clone to a folder of your own" in done.stderr


def test_an_old_python_says_which_one_is_needed(clone: Path) -> None:
    done = set_up(clone, python=OLD_PYTHON, PATH="/nowhere")
    assert done.returncode == 1
    assert "Inglenook needs Python 3.11 or newer" in done.stderr
    assert "make setup PYTHON=" in done.stderr


def test_an_old_python_hands_over_to_a_newer_one_on_the_path(clone: Path, programs: Programs) -> None:
    folder = programs("python3.12", 'echo "taken over: $*"')
    done = set_up(clone, "--backend=cpu", python=OLD_PYTHON, PATH=str(folder))
    assert done.stdout.startswith("taken over: ")
    assert "--backend=cpu" in done.stdout


def test_stamps_survive_and_damage_counts_as_nothing_done(tmp_path: Path) -> None:
    path = tmp_path / "stamps.json"
    stamps = Stamps(path)
    stamps.set("a", "1")
    stamps.set("b", "2")
    assert Stamps(path).is_current("a", "1")
    assert not Stamps(path).is_current("a", "2")
    Stamps(path).clear("a")
    assert Stamps(path).get("a") is None
    assert Stamps(path).get("b") == "2"
    for damaged in ("", "[1, 2]", '{"a": '):
        path.write_text(damaged, encoding="utf-8")
        assert Stamps(path).get("b") is None


def test_a_folder_that_is_no_environment_is_left_alone(site: Site) -> None:
    site.environment.folder.mkdir()
    precious = site.environment.folder / "precious"
    precious.touch()
    with pytest.raises(SetUpError, match="is no Python environment"):
        site.environment.ensure_venv()
    assert precious.exists()


@pytest.mark.slow
def test_a_moved_clone_gets_a_new_environment_and_a_still_one_keeps_it(site: Site) -> None:
    site.environment.ensure_venv()
    marker = site.environment.folder / "marker"
    marker.touch()
    site.environment.ensure_venv()
    assert marker.exists()
    moved = site.root.with_name("moved clone")
    site.root.rename(moved)
    (moved / "build/set-up").mkdir(parents=True, exist_ok=True)
    other = environment.Environment(
        moved,
        type(site.commands)(site.console, environ=site.environ, log_folder=moved / "build/set-up", cwd=moved),
        site.console,
    )
    other.ensure_venv()
    assert not (moved / ".venv/marker").exists()


def test_requirements_come_from_pyproject_and_every_pin_is_one(repository: Path) -> None:
    wanted = environment.read_requirements(repository / "pyproject.toml")
    assert not any(item.startswith("llama-cpp-python") for item in wanted)
    assert {"cmake", "ninja"} <= set(wanted)
    constraints = repository / "packaging/constraints.txt"
    names = [item.split(";")[0].split("==")[0].split(">")[0].split("<")[0].strip() for item in wanted]
    for name in names:
        assert environment.pinned_version(constraints, name.lower().replace("_", "-"))


def test_the_pinned_engine_library_is_the_one_pyproject_asks_for(repository: Path) -> None:
    version = environment.pinned_version(repository / "packaging/constraints.txt", environment.ENGINE_LIBRARY)
    assert f'"llama-cpp-python=={version}"' in (repository / "pyproject.toml").read_text(encoding="utf-8")


def test_no_pin_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "constraints.txt"
    path.write_text("a==1\n", encoding="utf-8")
    with pytest.raises(SetUpError, match="no version of b"):
        environment.pinned_version(path, "b")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    for name in (
        "native/src/loop.cpp",
        "native/CMakeLists.txt",
        "native/tests/t.cpp",
        "engine/e/a.py",
        "engine/inglenook_engine/version.py",
        "desktop/d/b.py",
        "desktop/inglenook_desktop/translations/inglenook_de.ts",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("1", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "native/src/loop.cpp",
        "native/src/new.h",
        "native/CMakeLists.txt",
        "pyproject.toml",
        "engine/inglenook_engine/version.py",
        "engine/e/new.py",
        "desktop/inglenook_desktop/translations/inglenook_de.ts",
    ],
)
def test_the_project_is_built_again_when_what_it_is_made_of_changes(sources: Path, name: str) -> None:
    before = project.project_fingerprint(sources)
    (sources / name).write_text("2", encoding="utf-8")
    assert project.project_fingerprint(sources) != before


@pytest.mark.parametrize(
    "name",
    [
        "engine/e/a.py",
        "native/tests/t.cpp",
        "native/inglenook_native/_core.pyi",
        "native/build-x/a.cpp",
        "README.md",
    ],
)
def test_the_project_is_not_built_again_for_anything_else(sources: Path, name: str) -> None:
    before = project.project_fingerprint(sources)
    (sources / name).parent.mkdir(parents=True, exist_ok=True)
    (sources / name).write_text("2", encoding="utf-8")
    assert project.project_fingerprint(sources) == before
