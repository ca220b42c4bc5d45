"""`inglenook models list|verify|import|rm|move|folders`: the commands about models that are on this machine.

Does no work itself; `terminal/models_*.py` do. `cli_models` adds these to its group. Knows no Qt.
"""

from __future__ import annotations

from pathlib import Path

import click

from .cli_common import EXIT_STATUS, SETTINGS, data_dir_option, json_option, located_dir, made_dir


@click.command("list")
@click.option("--details", "has_details", is_flag=True, help="With licence, publisher and origin of the chat template.")
@click.option(
    "--all-sources", "has_all_sources", is_flag=True, help="Every place that is looked through, and all in it."
)
@json_option
@data_dir_option
@click.pass_context
def list_models(
    ctx: click.Context, has_details: bool, has_all_sources: bool, is_json: bool, data_dir: str | None
) -> int:
    """List the models on this machine: size, last use, tokens a second measured here, and where each lies.

    Looked through are the models folder, the Hugging Face cache, folders that you add, and what LM Studio, Ollama, Jan
    and GPT4All keep, in place. A file that is there in two ways appears once. --details reads headers in a child.
    """
    from .terminal import models_list as command
    from .terminal.console import standard_console

    return command.run_list(
        located_dir(ctx, data_dir),
        standard_console(),
        is_json=is_json,
        has_details=has_details,
        has_all_sources=has_all_sources,
    )


@click.command("verify", epilog=EXIT_STATUS)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@json_option
@data_dir_option
@click.pass_context
def verify(ctx: click.Context, names: tuple[str, ...], is_json: bool, data_dir: str | None) -> int:
    """Read models whole, and compare their hashes with those they were published with.

    Without a name all are read of which a hash is known: the starter, files of the Hugging Face cache and of Ollama,
    and what was imported. Nothing is changed. The exit status is 1 when one is damaged.
    """
    from .terminal import models_verify as command
    from .terminal.console import standard_console

    return command.run_verify(located_dir(ctx, data_dir), standard_console(), names=names, is_json=is_json)


@click.command("import", epilog=EXIT_STATUS)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", default="", metavar="NAME", help="Another name than the file's own.")
@click.option("--link", "wants_link", is_flag=True, help="A second name for the same file, on the same disk.")
@json_option
@data_dir_option
@click.pass_context
def import_file(
    ctx: click.Context, file: Path, name: str, wants_link: bool, is_json: bool, data_dir: str | None
) -> int:
    """Bring the GGUF file FILE into the models folder, and note its hash.

    It is copied, without taking room where the disk can share blocks. Of a split model any part brings all. A file can
    also stay where it is: models folders add looks through its folder.
    """
    from .terminal import models_import as command
    from .terminal.console import standard_console

    return command.run_import(
        made_dir(ctx, data_dir), standard_console(), path=file, name=name, wants_link=wants_link, is_json=is_json
    )


@click.command("rm", epilog=EXIT_STATUS)
@click.argument("name")
@click.option("--yes", "-y", "is_sure", is_flag=True, help="Do not ask.")
@json_option
@data_dir_option
@click.pass_context
def remove(ctx: click.Context, name: str, is_sure: bool, is_json: bool, data_dir: str | None) -> int:
    """Remove a model that Inglenook downloaded or imported, after saying how much room that makes.

    Files of other programs, and those that you put somewhere yourself, are never removed.
    """
    from .terminal import models_rm as command
    from .terminal.console import standard_console

    return command.run_rm(located_dir(ctx, data_dir), standard_console(), name=name, is_sure=is_sure, is_json=is_json)


@click.command("move", epilog=EXIT_STATUS)
@click.argument("folder")
@json_option
@data_dir_option
@click.pass_context
def move(ctx: click.Context, folder: str, is_json: bool, data_dir: str | None) -> int:
    """Move the models folder to FOLDER, on another disk for instance.

    Every file is copied and read back before the old one is deleted. Stopped in the middle, the old folder counts, and
    the same command goes on from there.
    """
    from .terminal import models_move as command
    from .terminal.console import standard_console

    return command.run_move(made_dir(ctx, data_dir), standard_console(), folder=folder, is_json=is_json)


@click.group("folders", context_settings=SETTINGS)
def folders() -> None:
    """Folders that you add to what is looked through. Nothing in them is ever changed."""


@folders.command("list")
@json_option
@data_dir_option
@click.pass_context
def folders_list(ctx: click.Context, is_json: bool, data_dir: str | None) -> int:
    """List them, and how many models are in each."""
    from .terminal import models_folders as command
    from .terminal.console import standard_console

    return command.run_folders_list(located_dir(ctx, data_dir), standard_console(), is_json=is_json)


@folders.command("add")
@click.argument("folder")
@data_dir_option
@click.pass_context
def folders_add(ctx: click.Context, folder: str, data_dir: str | None) -> int:
    """Look through FOLDER, too."""
    from .terminal import models_folders as command
    from .terminal.console import standard_console

    return command.run_folders_add(made_dir(ctx, data_dir), standard_console(), folder=folder)


@folders.command("rm")
@click.argument("folder")
@data_dir_option
@click.pass_context
def folders_rm(ctx: click.Context, folder: str, data_dir: str | None) -> int:
    """Look through FOLDER no longer. Nothing in it is touched."""
    from .terminal import models_folders as command
    from .terminal.console import standard_console

    return command.run_folders_rm(made_dir(ctx, data_dir), standard_console(), folder=folder)


LIBRARY_COMMANDS: tuple[click.Command, ...] = (list_models, verify, import_file, remove, move, folders)
