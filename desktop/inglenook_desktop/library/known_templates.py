"""Chat templates as their publishers had them: sha256 of the text without white space around it, by repository.

From llama.cpp's models/templates, whose README names the command that took each from the publisher's own repository, as
vendored by llama-cpp-python 0.3.36. Only those, and only a model's default template. A publisher may have changed one
since, so a difference is a reason to look, not proof of anything.
"""

from __future__ import annotations

from enum import StrEnum

KNOWN = {
    "deepseek-ai/DeepSeek-R1-Distill-Llama-8B": "dd2675619a64a449cdcdd2b93e605a0a50764cee41e344f244752bc93643936c",
    "deepseek-ai/DeepSeek-R1-Distill-Qwen-32B": "bbe594884b44d740667ee65a70bc8d333a565eab3d63ea59f291ea73ada84ba6",
    "deepseek-ai/DeepSeek-V3.1": "d9f5f351b276cf9e81d009db08830db7d38e94927aecd09a7beb43e2aafee94e",
    "fireworks-ai/llama-3-firefunction-v2": "5f259f602c593bdc4ee6f461bd3d6ebb30f7001cc2826d763e6d4a46656cd4d6",
    "google/gemma-2-2b-it": "ecd6ae513fe103f0eb62e8ab5bfa8d0fe45c1074fa398b089c93a7e70c15cfd6",
    "meetkai/functionary-medium-v3.1": "2fc9dbfaea552f864b4b8cdf9d17401e9a49cbda199498531f137eb0ec5ae1d8",
    "meetkai/functionary-medium-v3.2": "5c7c96c27cfecf3418411d1ebd0d11d691ab6bd2155bb38dacc62250fe47c3c8",
    "meta-llama/Llama-3.1-8B-Instruct": "93c0e9aa3629bbd77e68dbc0f5621f6e6b23aa8d74b932595cdb8d64684526d7",
    "meta-llama/Llama-3.2-3B-Instruct": "d82792f95932f1c9cef5c4bd992f171225e3bf8c7b609b4557c9e1ec96be819f",
    "meta-llama/Llama-3.3-70B-Instruct": "93c0e9aa3629bbd77e68dbc0f5621f6e6b23aa8d74b932595cdb8d64684526d7",
    "microsoft/Phi-3.5-mini-instruct": "78d976a442bcde2f0be15aafbb8e3050e1104f86732266f68403251b89982a90",
    "mistralai/Mistral-Nemo-Instruct-2407": "e7deee034838db2bfc7487788a3013d8a307ab69f72f3c54a85f06fd76007d4e",
    "Qwen/Qwen2.5-7B-Instruct": "55b2f4a26ac9ee719330a61a0c39d9e538b0e9322212f048326318cff4f8674a",
    "Qwen/Qwen3-0.6B": "87a2728cb8dc9fe424d624542f6060ec05a1d285ebbec578bb078900e33396b5",
    "Qwen/QwQ-32B": "94c6035b4f0eb905c95e2b7d8dace8547abca03f7fe3e441ba8a6388b1941272",
}


class TemplateJudgement(StrEnum):
    """PUBLISHED: the very text of a publisher's. OTHER: its model's publisher is known to have had another. FROM_FILE:
    nothing is known to compare it with. NONE: the file has none."""

    PUBLISHED = "published"
    OTHER = "other"
    FROM_FILE = "from_file"
    NONE = "none"


def judge(template_sha256: str, names: tuple[str, ...]) -> tuple[TemplateJudgement, str]:
    """And the repository it was compared with, "" for none. names: what the header calls the model and its bases."""
    if not template_sha256:
        return TemplateJudgement.NONE, ""
    for repository, known in KNOWN.items():
        if known == template_sha256:
            return TemplateJudgement.PUBLISHED, repository
    wanted = {_plain(name.rpartition("/")[2]) for name in names}
    for repository in KNOWN:
        if _plain(repository.rpartition("/")[2]) in wanted:
            return TemplateJudgement.OTHER, repository
    return TemplateJudgement.FROM_FILE, ""


def _plain(name: str) -> str:
    return name.casefold().replace(" ", "-").replace("_", "-").removesuffix("-gguf")
