"""What the modules of the command line share: the options that every command takes, the exit codes' text, the folder.

Imports nothing that does work, so that --help is immediate.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

EXIT_STATUS = """\b
Exit status:
  0    it worked
  1    it failed; the message says why
  2    the command was not understood, or the prompt is empty
  3    the model could not be loaded
  4    the prompt does not fit into the context
  5    the data folder or the database cannot be used
  130  interrupted by Ctrl+C
  141  the reader of the output went away
"""
SETTINGS: dict[str, Any] = {"max_content_width": 100, "help_option_names": ["-h", "--help"]}

data_dir_option = click.option(
    "--data-dir",
    metavar="FOLDER",
    help="Where conversations are kept, instead of INGLENOOK_DATA_DIR or the platform's own place.",
)
json_option = click.option("--json", "is_json", is_flag=True, help="Print JSON for a program.")


def chosen_dir(ctx: click.Context, data_dir: str | None) -> str | None:
    """--data-dir after the command, else before it."""
    before: str | None = ctx.find_root().obj
    return data_dir if data_dir is not None else before


def located_dir(ctx: click.Context, data_dir: str | None) -> Path:
    """The data folder without touching the disk. Raises DataFolderError."""
    from .paths import locate_data_dir

    return locate_data_dir(chosen_dir(ctx, data_dir))


def made_dir(ctx: click.Context, data_dir: str | None) -> Path:
    """The data folder, made where it is missing. Raises DataFolderError."""
    from .paths import data_dir as made_data_dir

    return made_data_dir(chosen_dir(ctx, data_dir))
