"""Import and export of conversations: our own archive (docs/archive.md), Markdown, and the files of other programs."""

from .archive import Archive
from .values import ArchiveError, ExportCount, Format, ImportReport, Problem

__all__ = ["Archive", "ArchiveError", "ExportCount", "Format", "ImportReport", "Problem"]
