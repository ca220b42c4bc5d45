"""What headers say, read by a real child, kept while the file is the same; and what is said of templates."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import gguf as gguf_package
import gguf_bytes
import pytest
from inglenook_desktop.library.details import (
    HeaderFacts,
    facts_from,
    headers_command,
    keep_facts,
    known_facts,
    unknown,
)
from inglenook_desktop.library.entries import Listing
from inglenook_desktop.library.known_templates import KNOWN, TemplateJudgement, judge
from inglenook_engine.header_facts import template_digest
from model_trees import put

Listed = Callable[..., Listing]


def write(path: Path, **texts: str) -> Path:
    """A GGUF file without tensors, written by the gguf package."""
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = gguf_package.GGUFWriter(path, "llama")
    template = texts.pop("template", "")
    bases = texts.pop("base_repository", "")
    for name, text in texts.items():
        writer.add_string(f"general.{name}", text)
    if bases:
        writer.add_uint32("general.base_model.count", 1)
        writer.add_string("general.base_model.0.repo_url", bases)
    if template:
        writer.add_string("tokenizer.chat_template", template)
    writer.add_uint32("llama.context_length", 4096)
    writer.add_file_type(15)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    return path


def ask(*paths: Path) -> list[HeaderFacts]:
    done = subprocess.run(headers_command([str(path) for path in paths]), capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return facts_from(done.stdout)


def test_a_child_tells_licence_publisher_base_and_template(tmp_path: Path) -> None:
    path = write(
        tmp_path / "T.gguf",
        name="Tiny",
        license="apache-2.0",
        organization="Org",
        base_repository="https://huggingface.co/Org/Tiny-Instruct",
        template="  {{ messages }}\n",
    )
    (facts,) = ask(path)
    assert (facts.name, facts.licence, facts.publisher, facts.quantization) == ("Tiny", "apache-2.0", "Org", "Q4_K_M")
    assert (facts.base_models, facts.n_ctx_train) == (("Org/Tiny-Instruct",), 4096)
    assert facts.template_sha256 == template_digest("{{ messages }}")
    assert facts.template_sentence == "chat template from the file"
    assert facts.error is None


def test_the_first_bytes_of_a_file_that_is_not_here_say_the_same_as_the_whole(tmp_path: Path) -> None:
    whole = gguf_bytes.described(template="{{ messages }}", n_ctx=8_192)
    head = whole[: len(whole) - 400_000]
    (tmp_path / "whole.gguf").write_bytes(whole)
    (tmp_path / "aa.gguf-head").write_bytes(head)
    (tmp_path / "head.gguf").write_bytes(head)
    (tmp_path / "cut.gguf-head").write_bytes(head[:150])
    here, there, broken, cut = ask(
        *(tmp_path / name for name in ("whole.gguf", "aa.gguf-head", "head.gguf", "cut.gguf-head"))
    )
    assert here.error is None
    assert replace(there, path="") == replace(here, path="")
    assert here.n_ctx_train == 8_192
    assert broken.error is not None  # for a file that should be whole its size still counts
    assert cut.error is not None
    assert "only the first 150 bytes" in cut.error


def test_a_damaged_file_costs_its_own_line_alone(tmp_path: Path) -> None:
    good = write(tmp_path / "good.gguf", name="Good")
    files = [
        put(tmp_path / "text.gguf", b"not a model"),
        put(tmp_path / "cut.gguf", good.read_bytes()[:40]),
        put(tmp_path / "lies.gguf", b"GGUF\x03\x00\x00\x00" + b"\xff" * 16),
        tmp_path / "missing.gguf",
        good,
    ]
    facts = ask(*files)
    assert [one.path for one in facts] == list(map(str, files))
    assert [one.error is None for one in facts] == [False, False, False, False, True]
    assert all(one.error.isprintable() for one in facts if one.error)


def test_hostile_text_of_a_header_is_short_and_visible(tmp_path: Path) -> None:
    path = write(tmp_path / "H.gguf", name="a\x1b[2J\u202e" + "x" * 5000, license="two\nlines")
    (facts,) = ask(path)
    assert len(facts.name) <= 200
    assert facts.name.isprintable()
    assert facts.licence == "two lines"


def test_facts_are_kept_until_the_file_changes(data: Path, listed: Listed) -> None:
    path = write(data / "models" / "T.gguf", name="First")
    models = listed().models
    assert unknown(models, known_facts(data, models)) == [[str(path)]]
    keep_facts(data, ask(path))
    known = known_facts(data, models)
    assert known[path].name == "First"
    assert unknown(models, known) == []
    write(path, name="Second, which is longer")
    assert known_facts(data, listed().models) == {}


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"files": [{"size_bytes": 1}]}', b"\xff" * 10])
def test_damaged_kept_facts_are_read_again(data: Path, listed: Listed, damage: bytes) -> None:
    write(data / "models" / "T.gguf", name="T")
    put(data / "model_facts.json", damage)
    assert known_facts(data, listed().models) == {}


def test_lines_that_are_wrong_are_dropped() -> None:
    texts = ("path", "name", "full_name", "architecture", "quantization", "licence", "publisher", "template_sha256")
    good: dict[str, object] = {**dict.fromkeys(texts, ""), "base_models": [], "n_ctx_train": 0, "template_bytes": 0}
    wrong = [b"", b"{}", b"nonsense", b"[" * 9999, json.dumps({**good, "evil": 1}).encode(), b"x" * 70_000]
    (facts,) = facts_from(b"\n".join([*wrong, json.dumps(good).encode()]))
    assert (facts.name, facts.base_models, facts.error) == ("", (), None)


@pytest.mark.parametrize(
    ("sha256", "names", "expected"),
    [
        ("", ("Llama-3.1-8B-Instruct",), (TemplateJudgement.NONE, "")),
        (KNOWN["Qwen/Qwen3-0.6B"], ("anything",), (TemplateJudgement.PUBLISHED, "Qwen/Qwen3-0.6B")),
        ("0" * 64, ("Qwen/Qwen3-0.6B",), (TemplateJudgement.OTHER, "Qwen/Qwen3-0.6B")),
        ("0" * 64, ("Qwen3 0.6B",), (TemplateJudgement.OTHER, "Qwen/Qwen3-0.6B")),
        ("0" * 64, ("someone/Qwen3-0.6B-GGUF",), (TemplateJudgement.OTHER, "Qwen/Qwen3-0.6B")),
        ("0" * 64, ("Qwen3-0.6B-abliterated", ""), (TemplateJudgement.FROM_FILE, "")),
        ("0" * 64, (), (TemplateJudgement.FROM_FILE, "")),
    ],
)
def test_a_template_is_judged_only_by_what_is_known(
    sha256: str, names: tuple[str, ...], expected: tuple[TemplateJudgement, str]
) -> None:
    assert judge(sha256, names) == expected


def test_what_is_known_of_templates_are_digests() -> None:
    assert all(len(sha256) == 64 and not set(sha256) - set("0123456789abcdef") for sha256 in KNOWN.values())


@pytest.mark.model
def test_real_models_say_where_they_come_from(model_path: Callable[[str], Path]) -> None:
    """The template of the 0.5B is, to the letter, the one that llama.cpp recorded from Qwen/Qwen2.5-7B-Instruct."""
    starter, qwen = ask(model_path("smollm2-135m"), model_path("qwen2.5-coder-0.5b"))
    assert (starter.licence, starter.publisher) == ("apache-2.0", "HuggingFaceTB")
    assert qwen.template == (TemplateJudgement.PUBLISHED, "Qwen/Qwen2.5-7B-Instruct")
    assert qwen.architecture == "qwen2"
    assert os.path.basename(qwen.path).startswith("qwen2.5")  # noqa: PTH119
