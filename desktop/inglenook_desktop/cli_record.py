"""`inglenook replay` and `inglenook bench`: the commands and their options. Does no work itself. Knows no Qt."""

from __future__ import annotations

from typing import Any

import click

from .cli_common import EXIT_STATUS, SETTINGS, data_dir_option, json_option, made_dir
from .terminal.options import load_params, loading_options


@click.command(epilog=EXIT_STATUS)
@click.argument("run_id", metavar="[RUN]", type=click.IntRange(min=1), required=False)
@json_option
@data_dir_option
@click.pass_context
def replay(ctx: click.Context, run_id: int | None, is_json: bool, data_dir: str | None) -> int:
    """Make an answer once more, and tell whether it comes out the same.

    The same model file, parameters, seed and prompt are used. RUN is the number of the run that history show --json
    gives; without it, the answer that was finished last is made anew. Where the new one differs, the exit status is 1,
    and the first token that does is told, with what of the record could be why. The old one is left as it is.
    """
    from .terminal import replay as command
    from .terminal.console import standard_console

    return command.run_replay(made_dir(ctx, data_dir), standard_console(), run_id, is_json=is_json)


@click.group(context_settings=SETTINGS)
def bench() -> None:
    """Measure this machine."""


@bench.command("curve", epilog=EXIT_STATUS)
@loading_options
@click.option("--fresh", "is_fresh", is_flag=True, help="Measure anew, also when an earlier measurement was kept.")
@json_option
@data_dir_option
@click.pass_context
def bench_curve(ctx: click.Context, /, **options: Any) -> int:
    """Print how long a pass takes that computes 1, 2, 4, … tokens at once.

    A pass of several tokens checks a draft. It is worth its time when it yields more tokens than the same time of
    one-token passes would. What was measured is kept for the engine's own choice of drafts.
    """
    from .library import default_model, find_model, installed_models
    from .paths import made_curves_dir
    from .terminal import bench as command
    from .terminal.console import standard_console

    folder = made_dir(ctx, options["data_dir"])
    installed = installed_models(folder)
    chosen = find_model(options["model"], installed) if options["model"] else default_model(installed, folder)
    request = command.CurveRequest(
        load=load_params(options, str(chosen.path), curve_dir=made_curves_dir(folder)),
        is_fresh=options["is_fresh"],
        is_json=options["is_json"],
        installed=installed,
    )
    return command.run_curve(request, standard_console())


@bench.command("self", epilog=EXIT_STATUS)
@loading_options
@click.option("--samples", type=click.IntRange(1, 100), default=16, show_default=True, help="How many, at most.")
@json_option
@data_dir_option
@click.pass_context
def bench_self(ctx: click.Context, /, **options: Any) -> int:
    """Measure how fast a model reads and writes here, in less than a minute.

    Each sample is the same small work. All are kept, and held against those of before: what has changed beyond this
    machine's own noise is told, with what changed beside it. The window does the same after an update, when nobody
    needs the machine.
    """
    from .library import default_model, find_model, installed_models
    from .paths import made_curves_dir
    from .terminal import self_bench as command
    from .terminal.console import standard_console

    folder = made_dir(ctx, options["data_dir"])
    installed = installed_models(folder)
    chosen = find_model(options["model"], installed) if options["model"] else default_model(installed, folder)
    load = load_params(options, str(chosen.path), curve_dir=made_curves_dir(folder))
    return command.run_self(folder, standard_console(), load, is_json=options["is_json"], n_samples=options["samples"])
