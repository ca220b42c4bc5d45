"""`inglenook models`: the commands and their options. Does no work itself; `terminal/models_*.py` do. Knows no Qt."""

from __future__ import annotations

from typing import Any

import click

from .cli_common import EXIT_STATUS, SETTINGS, data_dir_option, json_option, located_dir, made_dir
from .cli_library import LIBRARY_COMMANDS
from .terminal.options import plan_request, planning_options


@click.group(context_settings=SETTINGS)
def models() -> None:
    """The models on this machine."""


for _command in LIBRARY_COMMANDS:
    models.add_command(_command)


@models.command("plan", epilog=EXIT_STATUS)
@click.argument("name")
@planning_options
@json_option
@data_dir_option
@click.pass_context
def models_plan(ctx: click.Context, /, name: str, **options: Any) -> int:
    """Say whether a model fits into the memory that is free, what it takes, and how it would be loaded.

    NAME is an installed model, a GGUF file, or ORG/NAME[:QUANT] of the hub: then a few requests bring the first bytes
    of the file. Nothing is loaded. The exit status is 1 for a model that does not fit.
    """
    from .library import InstalledModel, find_model, installed_models
    from .paths import curves_dir
    from .terminal import models_plan as command
    from .terminal.console import standard_console
    from .terminal.models_plan_hub import here_or_at_hub, run_hub_plan

    folder = located_dir(ctx, options["data_dir"])
    installed = installed_models(folder)
    meant = here_or_at_hub(name, installed, folder)
    draft = find_model(options["draft_model"], installed) if options["draft_model"] else None
    request = plan_request(
        options,
        str(meant.path) if isinstance(meant, InstalledModel) else "",
        draft_model_path="" if draft is None else str(draft.path),
        curve_dir=str(curves_dir(folder)) if folder.is_dir() else "",
    )
    if not isinstance(meant, InstalledModel):
        folder = made_dir(ctx, options["data_dir"])
        return run_hub_plan(folder, meant, request, standard_console(), is_json=options["is_json"])
    return command.run_plan(request, standard_console(), is_json=options["is_json"])


@models.command("search", epilog=EXIT_STATUS)
@click.argument("query", nargs=-1)
@click.option("--author", metavar="NAME", default="", help="Only of this organization or person.")
@click.option("--limit", type=click.IntRange(min=1, max=100), default=30, show_default=True, help="At most N.")
@click.option("--sort", type=click.Choice(["downloads", "trending", "updated"]), default="downloads", show_default=True)
@json_option
@data_dir_option
@click.pass_context
def models_search(
    ctx: click.Context,
    query: tuple[str, ...],
    author: str,
    limit: int,
    sort: str,
    is_json: bool,
    data_dir: str | None,
) -> int:
    """Find models at the hub whose names have the words of QUERY.

    Without words it prints the short list that came with the program, and asks nobody. --json prints one object a line.
    """
    from .fetcher.protocol import SearchOrder
    from .terminal import models_search as command
    from .terminal.console import standard_console

    words = " ".join(query).strip()
    if not words and not author:
        return command.run_recommended(standard_console(), is_json=is_json)
    request = command.SearchRequest(query=words, author=author, limit=limit, sort=SearchOrder(sort), is_json=is_json)
    return command.run_search(made_dir(ctx, data_dir), standard_console(), request)


@models.command("show", epilog=EXIT_STATUS)
@click.argument("name", metavar="ORG/NAME[:QUANT]")
@click.option("--card", "has_card", is_flag=True, help="Print the model card, too.")
@json_option
@data_dir_option
@click.pass_context
def models_show(ctx: click.Context, name: str, has_card: bool, is_json: bool, data_dir: str | None) -> int:
    """Show what a repository of the hub holds: its quantizations, their sizes, and what each costs in quality.

    ORG/NAME may have @REVISION behind it, or be the address of its page. With :QUANT, of a variant that is here and
    another one at the hub, it says what changed; that takes two requests for the first bytes of the file.
    """
    from .terminal import models_show as command
    from .terminal.console import standard_console

    folder = made_dir(ctx, data_dir)
    return command.run_show(folder, standard_console(), name=name, is_json=is_json, has_card=has_card)


@models.command("pull", epilog=EXIT_STATUS)
@click.argument("name", metavar="ORG/NAME[:QUANT]")
@click.option("--revision", metavar="NAME", default="", help="A branch, a tag or a commit, instead of the newest.")
@click.option(
    "--yes", "-y", "is_sure", is_flag=True, help="Do not ask before the quantization chosen here is downloaded."
)
@json_option
@data_dir_option
@click.pass_context
def models_pull(
    ctx: click.Context, name: str, revision: str, is_sure: bool, is_json: bool, data_dir: str | None
) -> int:
    """Download a model from the hub into the Hugging Face cache, which other programs share.

    Without QUANT the one that is right for this machine is taken. Ctrl+C stops it and keeps what has come; the same
    command goes on from there. The path of the model is printed at the end; --json prints one object a line.
    """
    import sys

    from .terminal import models_pull as command
    from .terminal.console import standard_console

    def asks(question: str) -> bool:
        return click.confirm(question, default=True, err=True)

    can_answer = sys.stdin is not None and sys.stdin.isatty() and not is_json and not is_sure
    request = command.PullRequest(name=name, revision=revision, asks=asks if can_answer else None, is_json=is_json)
    return command.run_pull(made_dir(ctx, data_dir), standard_console(), request)
