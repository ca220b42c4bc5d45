"""`inglenook history search`: where a text stands, with the hits marked."""

from __future__ import annotations

from pathlib import Path

from ..store import Hit
from .console import Console
from .exit_codes import ExitCode
from .figures import moment
from .history import SPEAKERS, opened


def run_search(data_dir: Path, console: Console, *, query: str, limit: int, is_json: bool) -> ExitCode:
    """query: as in the window's search box; any text is one. limit: how many hits at most."""
    with opened(data_dir, console) as store:
        hits = store.search.find(query, limit=limit)
    if is_json:
        console.json(
            [
                {
                    "conversation_id": hit.conversation_id,
                    "message_id": hit.message_id,
                    "title": hit.title,
                    "role": None if hit.role is None else hit.role.value,
                    "created_at": hit.created_at,
                    "snippet": [{"text": text, "is_match": is_match} for text, is_match in hit.snippet],
                }
                for hit in hits
            ]
        )
        return ExitCode.OK
    if not hits:
        console.line("Nothing was found.")
    width = max((len(str(hit.conversation_id)) for hit in hits), default=0)
    for hit in hits:
        title = hit.title or "Untitled"
        console.line(f"{hit.conversation_id:>{width}}  {moment(hit.created_at)}  {title}", is_dim=True)
        console.marked_line(_snippet(hit, indent=width + 2))
    if len(hits) == limit:
        console.note(f"There may be more than {limit}; --limit shows more of them.")
    return ExitCode.OK


def _snippet(hit: Hit, *, indent: int) -> list[tuple[str, bool]]:
    """On one line, behind who said it."""
    speaker = "" if hit.role is None else f"{SPEAKERS[hit.role]}: "
    shown = [(" ".join(text.split("\n")), is_match) for text, is_match in hit.snippet]
    return [(" " * indent + speaker, False), *shown]
