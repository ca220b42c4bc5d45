"""`inglenook presets`: the commands and their options. Does no work itself. Knows no Qt."""

from __future__ import annotations

from pathlib import Path

import click

from .cli_common import EXIT_STATUS, SETTINGS, data_dir_option, json_option, made_dir


@click.group(context_settings=SETTINGS)
def presets() -> None:
    """Parameters and system prompts that are kept under names."""


@presets.command("list")
@json_option
@data_dir_option
@click.pass_context
def presets_list(ctx: click.Context, is_json: bool, data_dir: str | None) -> int:
    """List the presets, and what they say."""
    from .terminal import presets as command
    from .terminal.console import standard_console

    return command.run_list(made_dir(ctx, data_dir), standard_console(), is_json=is_json)


@presets.command("show", epilog=EXIT_STATUS)
@click.argument("name")
@json_option
@data_dir_option
@click.pass_context
def presets_show(ctx: click.Context, name: str, is_json: bool, data_dir: str | None) -> int:
    """Show what the preset NAME says."""
    from .terminal import presets as command
    from .terminal.console import standard_console

    return command.run_show(made_dir(ctx, data_dir), standard_console(), name, is_json=is_json)


@presets.command("export", epilog=EXIT_STATUS)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("names", metavar="[NAME]...", nargs=-1)
@data_dir_option
@click.pass_context
def presets_export(ctx: click.Context, file: Path, names: tuple[str, ...], data_dir: str | None) -> int:
    """Write the presets of these names to FILE, or all.

    It is JSON, or TOML where the name ends so; import and the window read both.
    """
    from .terminal import presets as command
    from .terminal.console import standard_console

    return command.run_export(made_dir(ctx, data_dir), standard_console(), file, names)


@presets.command("import", epilog=EXIT_STATUS)
@click.argument("file", type=click.Path(path_type=Path))
@data_dir_option
@click.pass_context
def presets_import(ctx: click.Context, file: Path, data_dir: str | None) -> int:
    """Add the presets of FILE. One that is here already is left out; one whose name is taken gets a number."""
    from .terminal import presets as command
    from .terminal.console import standard_console

    return command.run_import(made_dir(ctx, data_dir), standard_console(), file)
