"""`inglenook network`: the commands and their options. Does no work itself; `terminal/network.py` does. Knows no Qt."""

from __future__ import annotations

import click

from .cli_common import EXIT_STATUS, SETTINGS, data_dir_option, json_option, located_dir, made_dir


@click.group(context_settings=SETTINGS)
def network() -> None:
    """What this program asks of the network: the switch, and a ledger of every request.

    Nothing goes out but when you search, show or download a model.
    """


@network.command("status")
@json_option
@data_dir_option
@click.pass_context
def network_status(ctx: click.Context, is_json: bool, data_dir: str | None) -> int:
    """Say whether the network may be used, which hub is asked, and where a login would come from."""
    from .terminal import network as command
    from .terminal.console import standard_console

    return command.run_status(located_dir(ctx, data_dir), standard_console(), is_json=is_json)


@network.command("ledger")
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, help="The newest N; 0 for all.")
@json_option
@data_dir_option
@click.pass_context
def network_ledger(ctx: click.Context, limit: int, is_json: bool, data_dir: str | None) -> int:
    """List the requests that were made: when, to whom, how much came, and why. --json prints one object a line."""
    from .terminal import network as command
    from .terminal.console import standard_console

    return command.run_ledger(located_dir(ctx, data_dir), standard_console(), is_json=is_json, limit=limit)


@network.command("clear")
@data_dir_option
@click.pass_context
def network_clear(ctx: click.Context, data_dir: str | None) -> int:
    """Forget the requests that were made."""
    from .terminal import network as command
    from .terminal.console import standard_console

    return command.run_clear(located_dir(ctx, data_dir), standard_console())


@network.command("offline", epilog=EXIT_STATUS)
@data_dir_option
@click.pass_context
def network_offline(ctx: click.Context, data_dir: str | None) -> int:
    """Turn the network off: searching and downloading are refused until you turn it on."""
    from .terminal import network as command
    from .terminal.console import standard_console

    return command.run_turn(made_dir(ctx, data_dir), standard_console(), is_online=False)


@network.command("online", epilog=EXIT_STATUS)
@data_dir_option
@click.pass_context
def network_online(ctx: click.Context, data_dir: str | None) -> int:
    """Turn the network on. Nothing is asked before you search or download."""
    from .terminal import network as command
    from .terminal.console import standard_console

    return command.run_turn(made_dir(ctx, data_dir), standard_console(), is_online=True)


@network.command("mirror", epilog=EXIT_STATUS)
@click.argument("address", metavar="[URL]", default="")
@click.option("--with-login", "gets_login", is_flag=True, help="Show your login at the hub to the mirror, too.")
@data_dir_option
@click.pass_context
def network_mirror(ctx: click.Context, address: str, gets_login: bool, data_dir: str | None) -> int:
    """Ask the mirror at URL instead of huggingface.co; without URL ask the hub itself again.

    HF_ENDPOINT, where it is set, wins over it.
    """
    from .terminal import network as command
    from .terminal.console import standard_console

    folder = made_dir(ctx, data_dir)
    return command.run_mirror(folder, standard_console(), address=address, gets_login=gets_login)
