"""Conversations on disk: SQLite, one file in the data folder. Knows no Qt, and no model beyond the engine's types."""

from .errors import StoreError, StoreProblem
from .records import Conversation, MessageStatus, Run, RunAction, StoredMessage, Turn
from .store import FILE_NAME, Store, open_store

__all__ = [
    "FILE_NAME",
    "Conversation",
    "MessageStatus",
    "Run",
    "RunAction",
    "Store",
    "StoreError",
    "StoreProblem",
    "StoredMessage",
    "Turn",
    "open_store",
]
