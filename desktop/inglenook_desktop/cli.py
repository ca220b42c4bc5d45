"""The command line: commands, options and exit codes. Does no work itself and imports what does only when it is used,
so that --help is immediate; `terminal/` holds the commands. Knows no Qt."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from .cli_common import EXIT_STATUS, SETTINGS, data_dir_option, json_option, located_dir, made_dir
from .cli_menu_entry import menu_entry
from .cli_models import models
from .cli_network import network
from .cli_presets import presets
from .cli_record import bench, replay
from .context_policy import ContextPolicy
from .terminal.display import has_display
from .terminal.options import generate_params, given_params, load_params, model_options

if TYPE_CHECKING:
    from .terminal.ask import Request
    from .terminal.console import Console
    from .terminal.exit_codes import ExitCode

F = TypeVar("F", bound=Callable[..., Any])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (sys.argv's unless given) and return the exit status. Raises only for a bug."""
    given = None if arguments is None else list(arguments)
    try:
        status = inglenook.main(args=given, prog_name="inglenook", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2 if isinstance(error, click.UsageError) else 1
    except (click.Abort, KeyboardInterrupt):
        return 130
    except Exception as error:
        known = _report(error)
        if known is None:
            raise
        return known
    return int(status) if status is not None else 0


@click.group(invoke_without_command=True, epilog=EXIT_STATUS, context_settings=SETTINGS)
@click.option("--model", "-m", metavar="NAME|PATH", help="The model to open the window with.")
@click.option("--new", "is_new", is_flag=True, help="Open the window with a new conversation.")
@data_dir_option
@click.version_option(package_name="inglenook", message="%(package)s %(version)s")
@click.pass_context
def inglenook(ctx: click.Context, model: str | None, is_new: bool, data_dir: str | None) -> int | None:
    """Private conversation with language models on your own machine.

    Without a command this opens the window. Without a display it starts the chat, and without a terminal it answers
    one prompt to show that everything works.
    """
    ctx.obj = data_dir
    if ctx.invoked_subcommand is not None:
        return None
    if has_display(sys.platform, os.environ):
        return _open_window(data_dir, model, is_new=is_new)
    if sys.stdin is not None and sys.stdin.isatty():
        click.echo("There is no display for the window, so this is the chat in the terminal.", err=True)
        status: int = ctx.invoke(chat, model=model, data_dir=data_dir)
        return status
    from .paths import locate_data_dir
    from .terminal.first_answer import run

    click.echo("There is neither a display nor a terminal, so this answers one prompt and ends.", err=True)
    return run(locate_data_dir(data_dir), model=model)


@inglenook.command(epilog=EXIT_STATUS)
@click.argument("prompt")
@model_options
@json_option
@data_dir_option
@click.pass_context
def ask(ctx: click.Context, /, prompt: str, **options: Any) -> int:
    """Answer PROMPT; - reads it from standard input.

    The answer goes to stdout as it is written, everything else to stderr. --json prints one object with text,
    token_ids, finish_reason, model, stats, seed and conversation_id.
    """
    from .terminal import ask as command
    from .terminal.attaching import read_files
    from .terminal.console import standard_console
    from .terminal.text_input import INVALID_NOTE, read_prompt

    console = standard_console()
    if prompt == "-" and sys.stdin is not None and sys.stdin.isatty():
        console.note("Write the prompt; Ctrl+D on a line of its own ends it.")
    text, had_invalid = read_prompt(prompt)
    if had_invalid:
        console.note(INVALID_NOTE)
    files = read_files(options["attached"], console)
    return _converse(ctx, options, console, lambda request: command.run(request, text, console, files=files))


@inglenook.command(epilog=EXIT_STATUS)
@model_options
@json_option
@data_dir_option
@click.pass_context
def chat(ctx: click.Context, /, **options: Any) -> int:
    """Talk with a model in the terminal.

    From a pipe, each line is a message. --json prints one object for each answer, as ask does.
    """
    from .terminal import chat as command
    from .terminal.attaching import read_files
    from .terminal.console import standard_console

    console = standard_console()
    files = read_files(options["attached"], console)
    return _converse(ctx, options, console, lambda request: command.run(request, console, files=files))


inglenook.add_command(models)
inglenook.add_command(presets)
inglenook.add_command(bench)
inglenook.add_command(replay)
inglenook.add_command(network)
inglenook.add_command(menu_entry)


@inglenook.group(context_settings=SETTINGS)
def history() -> None:
    """The conversations that are kept."""


@history.command("list")
@click.option("--folder", metavar="NAME", default="", help="Only those in this folder.")
@click.option("--tag", metavar="TAG", default="", help="Only those with this tag.")
@click.option("--archived", "is_archived", is_flag=True, help="Those in the archive.")
@click.option("--trash", "is_trash", is_flag=True, help="Those in the trash.")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="The first N; 0 for all.")
@json_option
@data_dir_option
@click.pass_context
def history_list(ctx: click.Context, /, is_json: bool, data_dir: str | None, **which: Any) -> int:
    """List conversations: pinned ones, then the newest first."""
    from .terminal import history as command
    from .terminal.console import standard_console

    return command.run_list(made_dir(ctx, data_dir), standard_console(), command.Which(**which), is_json=is_json)


@history.command("show")
@click.argument("conversation_id", metavar="ID", type=click.IntRange(min=1))
@json_option
@data_dir_option
@click.pass_context
def history_show(ctx: click.Context, conversation_id: int, is_json: bool, data_dir: str | None) -> int:
    """Show a conversation with its figures. ID is the number that list shows."""
    from .terminal import history as command
    from .terminal.console import standard_console

    folder = made_dir(ctx, data_dir)
    return command.run_show(folder, standard_console(), is_json=is_json, conversation_id=conversation_id)


@history.command("search")
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most N hits.")
@json_option
@data_dir_option
@click.pass_context
def history_search(ctx: click.Context, query: tuple[str, ...], limit: int, is_json: bool, data_dir: str | None) -> int:
    """Find QUERY in all messages, titles, tags and names of attachments.

    Words are found as they are, the last one also as the beginning of a longer word. "A phrase" needs its quotes, so
    quote them for the shell too. Filters: model:NAME folder:NAME tag:TAG role:you role:model before:2026-01-31
    after:2026-01. A query that begins with - goes behind --.
    """
    from .terminal import history_search as command
    from .terminal.console import standard_console

    folder = made_dir(ctx, data_dir)
    return command.run_search(folder, standard_console(), query=" ".join(query), limit=limit, is_json=is_json)


@history.command("export", epilog=EXIT_STATUS)
@click.argument("conversation_ids", metavar="[ID]...", nargs=-1, type=click.IntRange(min=1))
@click.option("--output", "-o", metavar="FILE", type=click.Path(path_type=Path), help="Where to, instead of stdout.")
@click.option("--format", "form", type=click.Choice(["json", "markdown"]), default="json", show_default=True)
@click.option("--whole", "is_whole", is_flag=True, help="With markdown: all branches, not only those in view.")
@json_option
@data_dir_option
@click.pass_context
def history_export(
    ctx: click.Context,
    conversation_ids: tuple[int, ...],
    output: Path | None,
    form: str,
    is_whole: bool,
    is_json: bool,
    data_dir: str | None,
) -> int:
    """Write conversations to a file: those named by ID, or all.

    json is the archive that import reads again: everything of them, all branches, the trash too. markdown is for
    reading. --json needs --output, and prints what was written.
    """
    from .terminal import history_archive as command
    from .terminal.console import standard_console

    if is_json and output is None:
        raise click.UsageError("--json prints what was written to a file, so it needs --output FILE.")
    if is_whole and form != "markdown":
        raise click.UsageError("--whole is for --format markdown; json always holds all branches.")
    request = command.ExportRequest(
        conversation_ids=conversation_ids,
        output=output,
        is_markdown=form == "markdown",
        is_whole=is_whole,
        is_json=is_json,
    )
    return command.run_export(made_dir(ctx, data_dir), standard_console(), request)


@history.command("import", epilog=EXIT_STATUS)
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@data_dir_option
@click.pass_context
def history_import(ctx: click.Context, file: Path, is_json: bool, data_dir: str | None) -> int:
    """Add the conversations of FILE, a file, a folder or a .zip.

    It may be an archive of Inglenook, ChatGPT's export, LM Studio's conversations, Jan's threads or Open WebUI's
    export. What is here already is left as it is; records that cannot be read are told and passed over.
    """
    from .terminal import history_archive as command
    from .terminal.console import standard_console

    return command.run_import(made_dir(ctx, data_dir), standard_console(), path=file, is_json=is_json)


@history.command("verify", epilog=EXIT_STATUS)
@json_option
@data_dir_option
@click.pass_context
def history_verify(ctx: click.Context, is_json: bool, data_dir: str | None) -> int:
    """Check the database and its snapshots for damage. Changes nothing."""
    from .terminal import history_care as command
    from .terminal.console import standard_console

    return command.run_verify(made_dir(ctx, data_dir), standard_console(), is_json=is_json)


@history.command("snapshots")
@json_option
@data_dir_option
@click.pass_context
def history_snapshots(ctx: click.Context, is_json: bool, data_dir: str | None) -> int:
    """List the copies of the database that were taken, the newest first."""
    from .terminal import history_care as command
    from .terminal.console import standard_console

    return command.run_snapshots(made_dir(ctx, data_dir), standard_console(), is_json=is_json)


@history.command("restore", epilog=EXIT_STATUS)
@click.argument("name")
@json_option
@data_dir_option
@click.pass_context
def history_restore(ctx: click.Context, name: str, is_json: bool, data_dir: str | None) -> int:
    """Bring back the conversations of a snapshot. NAME is as snapshots shows it.

    Those of now are kept aside; the answer says where.
    """
    from .terminal import history_care as command
    from .terminal.console import standard_console

    return command.run_restore(made_dir(ctx, data_dir), standard_console(), name=name, is_json=is_json)


@inglenook.command()
@click.option(
    "--by",
    type=click.Choice(
        [
            "all",
            "model",
            "quantization",
            "day",
            "conversation",
            "folder",
            "tag",
            "action",
            "context",
            "version",
            "outcome",
            "cause",
        ]
    ),
    default="model",
    show_default=True,
)
@click.option("--since", metavar="WHEN", help="Only runs from this day on, e.g. 2026-11-01; or 7d, 12h, 2w.")
@click.option("--until", metavar="WHEN", help="Only runs up to this day, which is included, or before this moment.")
@click.option(
    "--machine",
    type=click.Choice(["own", "other", "all"]),
    default="own",
    show_default=True,
    help="Whose runs: of this machine, or those that came with archives of others.",
)
@click.option("--wide", "is_wide", is_flag=True, help="Every column, also where the terminal is too narrow for them.")
@click.option("--csv", "is_csv", is_flag=True, help="All figures, as comma-separated values.")
@json_option
@data_dir_option
@click.pass_context
def stats(
    ctx: click.Context,
    by: str,
    since: str | None,
    until: str | None,
    machine: str,
    is_wide: bool,
    is_csv: bool,
    is_json: bool,
    data_dir: str | None,
) -> int:
    """Show how much was generated here, and how fast.

    TTFT is the time to the first token as the engine saw it, seen the one to the first word as the person did, ITL the
    time between tokens, answer that of the whole one: 50, 95 and 99 of 100 were no slower. prefill/s are new tokens of
    prompts read a second, tokens/s those written, accepted the drafted tokens that the model kept. Imported answers do
    not count.
    """
    from .store.figures import Grouping
    from .terminal import stats as command
    from .terminal.console import standard_console

    if is_csv and is_json:
        raise click.UsageError("--csv and --json are two forms of the same; choose one.")
    now = datetime.now().astimezone()
    begin = None if since is None else command.since_of(since, now)
    end = None if until is None else command.until_of(until, now)
    if begin is not None and end is not None and begin >= end:
        raise click.UsageError("--until is not after --since, so there is no time between them.")
    console = standard_console()
    folder = made_dir(ctx, data_dir)
    is_own = {"own": True, "other": False, "all": None}[machine]
    return command.run_stats(
        folder,
        console,
        Grouping(by),
        since=begin,
        until=end,
        is_own=is_own,
        is_json=is_json,
        is_csv=is_csv,
        is_wide=is_wide,
    )


@inglenook.command()
@json_option
@data_dir_option
@click.pass_context
def doctor(ctx: click.Context, is_json: bool, data_dir: str | None) -> int:
    """Look at this installation and this machine, and say what is missing and how to mend it.

    The exit status is 1 when something that is needed is missing.
    """
    from .terminal import doctor as command
    from .terminal.console import standard_console

    return command.run(located_dir(ctx, data_dir), standard_console(), is_json=is_json)


def _open_window(data_dir: str | None, model: str | None, *, is_new: bool) -> int:
    from .paths import locate_data_dir

    folder = locate_data_dir(data_dir)  # the window makes it, and has a page for a folder that cannot be used
    try:
        from .app import run
    except ImportError as error:
        if "PySide6" not in f"{error.name} {error}" and ".so" not in str(error):
            raise
        raise click.ClickException(
            f"The window needs something that this machine lacks: {error}. Run make setup, which installs it or names "
            "it, or talk in the terminal with inglenook chat."
        ) from error
    return run(folder, model, is_new=is_new)


def _converse(
    ctx: click.Context, options: dict[str, Any], console: Console, run: Callable[[Request], ExitCode]
) -> ExitCode:
    """`run` with what the options ask for. That no model is meant by a name is told as when one does not load."""
    from inglenook_engine.protocol import Failed
    from inglenook_engine.types import FailureKind

    from .library import ModelNotFoundError
    from .terminal.ask import report_load_error

    try:
        request = _request(ctx, options)
    except ModelNotFoundError as error:
        failure = Failed(run_id=None, kind=FailureKind.MODEL_LOAD, message=str(error))
        return report_load_error(failure, console, is_json=options["is_json"])
    return run(request)


def _request(ctx: click.Context, options: dict[str, Any]) -> Request:
    """What ask and chat are to do. Raises UserFacingError for an unknown model or an unusable folder."""
    from .library import default_model, find_model, installed_models
    from .paths import made_curves_dir
    from .terminal.ask import Request
    from .terminal.session import random_seed
    from .terminal.text_input import from_argument, read_prediction

    prediction = "" if options["predict"] is None else read_prediction(options["predict"])
    params = generate_params(options, seed=random_seed(), prediction=prediction)
    folder = located_dir(ctx, options["data_dir"])
    installed = installed_models(folder)
    chosen = find_model(options["model"], installed) if options["model"] else default_model(installed, folder)
    draft = find_model(options["draft_model"], installed) if options["draft_model"] else None
    data_dir = None if options["no_save"] else made_dir(ctx, options["data_dir"])
    if options["conversation_id"] is not None and data_dir is None:
        raise click.UsageError("--no-save keeps nothing of what is said, so there is no conversation to go on with.")
    given = [name for name in options if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    return Request(
        load=load_params(
            options,
            str(chosen.path),
            draft_model_path="" if draft is None else str(draft.path),
            curve_dir="" if data_dir is None else made_curves_dir(data_dir),
        ),
        params=params,
        system=from_argument(options["system"])[0] if options["system"] else None,
        data_dir=data_dir,
        folder=folder,
        given=given_params(params, given),
        preset_name=options["preset"] or "",
        conversation_id=options["conversation_id"],
        when_full=ContextPolicy(options["when_full"]) if options["when_full"] else None,
        is_json=options["is_json"],
        has_stats=options["stats"],
    )


def _report(error: Exception) -> int | None:
    """Print what went wrong and return the exit status; None for what is not the person's or the machine's doing."""
    from inglenook_engine.errors import UserFacingError

    from .extracting import ExtractError
    from .hub.reference import BadReferenceError
    from .library import ModelNotFoundError
    from .paths import DataFolderError
    from .presets_file import PresetFileError
    from .terminal.console import OutputClosedError, standard_console
    from .terminal.exit_codes import ExitCode
    from .terminal.opening import PresetNotFoundError
    from .terminal.text_input import InputError

    if isinstance(error, OutputClosedError):
        return ExitCode.OUTPUT_CLOSED
    if not isinstance(error, UserFacingError):
        return None
    standard_console().error(str(error))
    match error:
        case InputError() | BadReferenceError() | ExtractError() | PresetFileError() | PresetNotFoundError():
            return ExitCode.USAGE
        case ModelNotFoundError():
            return ExitCode.MODEL
        case DataFolderError():
            return ExitCode.DATA_FOLDER
    from .store.errors import StoreError

    return ExitCode.DATA_FOLDER if isinstance(error, StoreError) else ExitCode.FAILED


if __name__ == "__main__":
    sys.exit(main())
