"""`inglenook models`: the commands and their options. Does no work itself; `terminal/models_*.py` do. Knows no Qt."""

from __future__ import annotations

import click

from .cli_common import SETTINGS, data_dir_option, json_option, located_dir


@click.group(context_settings=SETTINGS)
def models() -> None:
    """The models on this machine."""


@models.command("list")
@json_option
@data_dir_option
@click.pass_context
def models_list(ctx: click.Context, is_json: bool, data_dir: str | None) -> int:
    """List the starter, GGUF files in the models folder, and those in the Hugging Face cache."""
    from .terminal import models as command
    from .terminal.console import standard_console

    return command.run_list(located_dir(ctx, data_dir), standard_console(), is_json=is_json)
