"""`inglenook menu-entry`: the commands and their options. Does no work itself. Knows no Qt."""

from __future__ import annotations

import sys

import click

from .cli_common import EXIT_STATUS, SETTINGS, data_dir_option, located_dir


@click.group("menu-entry", context_settings=SETTINGS)
def menu_entry() -> None:
    """Inglenook in the applications' menu of the desktop, for you alone.

    A desktop that knows the program by its entry shows its icon and can give it a key from anywhere.
    """


@menu_entry.command("add", epilog=EXIT_STATUS)
@data_dir_option
@click.pass_context
def menu_entry_add(ctx: click.Context, data_dir: str | None) -> int:
    """Write the entry and its icon; once more after this program was moved."""
    from .terminal import menu_entry as command
    from .terminal.console import standard_console

    return command.run_add(located_dir(ctx, data_dir), standard_console(), sys.platform)


@menu_entry.command("remove", epilog=EXIT_STATUS)
def menu_entry_remove() -> int:
    """Remove what add wrote, and nothing else."""
    from .terminal import menu_entry as command
    from .terminal.console import standard_console

    return command.run_remove(standard_console(), sys.platform)
