"""The version that is told is the one that was installed."""

from __future__ import annotations

import importlib.metadata

from inglenook_engine.version import VERSION


def test_the_metadata_of_the_package_says_the_same() -> None:
    assert importlib.metadata.version("inglenook") == VERSION
