"""One module of ours imports what could open a connection; import-linter cannot name submodules of other packages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NETWORK = ROOT / "desktop" / "inglenook_desktop" / "fetcher" / "network.py"
FOLDERS = ("desktop", "engine", "native/inglenook_native")
SOURCES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py") if path != NETWORK)
FORBIDDEN = ("PySide6.QtNetwork", "PySide6.QtWebSockets", "urllib.request", "http", "socket", "ssl", "asyncio")
HUB = ("huggingface_hub", "httpx", "httpx2", "httpcore2", "requests", "urllib3", "hf_xet")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_nothing_that_opens_connections(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imported |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    assert not [name for name in imported if any(name == f or name.startswith(f + ".") for f in FORBIDDEN + HUB)]
