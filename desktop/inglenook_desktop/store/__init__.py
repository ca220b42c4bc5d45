"""Conversations on disk: SQLite, one file in the data folder. Knows no Qt, and no model beyond the engine's types."""

from . import sqlite_utils_alone  # noqa: F401  # first, before anything here imports sqlite-utils
from .errors import StoreError, StoreProblem
from .places import FILE_NAME
from .records import Conversation, Folder, MessageStatus, Outcome, Run, RunAction, StoredMessage, Turn
from .search import Hit, Search
from .search_query import Filters
from .store import Store, open_private_store, open_store

__all__ = [
    "FILE_NAME",
    "Conversation",
    "Filters",
    "Folder",
    "Hit",
    "MessageStatus",
    "Outcome",
    "Run",
    "RunAction",
    "Search",
    "Store",
    "StoreError",
    "StoreProblem",
    "StoredMessage",
    "Turn",
    "open_private_store",
    "open_store",
]
