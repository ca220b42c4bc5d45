"""The window never stands still for a download, but at its very end."""

from __future__ import annotations

import ast
import inspect
from types import ModuleType

import pytest
from inglenook_desktop import download_queue, download_transfer, hub_link

AT_THE_END = ("shut_down", "close")
BLOCKS = {
    *("waitForStarted", "waitForFinished", "waitForReadyRead", "waitForBytesWritten", "waitForDone"),
    *("sleep", "processEvents", "exec"),
}


@pytest.mark.parametrize("module", [download_queue, download_transfer, hub_link], ids=lambda module: module.__name__)
def test_nothing_between_the_window_and_the_fetcher_waits(module: ModuleType) -> None:
    functions = [node for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.FunctionDef)]
    called = {
        node.attr
        for function in functions
        if function.name not in AT_THE_END
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute)
    }
    assert "start" in called
    assert not called & BLOCKS
