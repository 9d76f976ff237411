"""Command line: run · demo · sandbox · migrate · doctor. No logic."""

import asyncio
import signal
import sys
from typing import Annotated

import typer
from rich.console import Console

from bot import config, logs

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="Kaituan: group buying inside a Telegram group.")
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

ClockOption = Annotated[str | None, typer.Option(help="system, or sandbox: follow the clock of a local sandbox.")]
PortOption = Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 takes a free one.")]


@cli.command()
def run(clock: ClockOption = None) -> None:
    """Run the bot with the settings of the environment and .env."""
    settings = _settings(clock=clock)
    logs.set_up(settings.log_level, settings.log_format)
    asyncio.run(_run(settings))


@cli.command()
def demo(port: PortOption = 8088, keep: Annotated[str, typer.Option(help="Keep the demo's data here.")] = "") -> None:
    """A local Telegram, the bot and a page with people: no token, no network."""
    from bot import demo as the_demo  # noqa: PLC0415 the demo's parts are not loaded by a bot in earnest

    logs.set_up("WARNING", "text")
    asyncio.run(
        the_demo.show(port, keep, _stop_signal, lambda url: out.print(f"Open [bold]{url}[/bold]  (Ctrl+C ends)"))
    )


@cli.command()
def sandbox(port: PortOption = 8081) -> None:
    """A strict local Telegram alone; it prints the token it accepts."""
    from bot.sandbox import serve  # noqa: PLC0415 a bot in earnest has no sandbox

    async def served() -> None:
        up = await serve(port)
        out.print(f"TELEGRAM_API_BASE={up.url}\nBOT_TOKEN={up.token}")
        sys.stdout.flush()
        await _stop_signal().wait()
        await up.stop()

    asyncio.run(served())


@cli.command()
def migrate() -> None:
    """Bring the database to this version's schema."""
    from storage.migrating import migrate as bring  # noqa: PLC0415 Alembic is not needed by every command

    asyncio.run(bring(_settings().database_url))
    out.print("The database has this version's schema.")


@cli.command()
def doctor(clock: ClockOption = None) -> None:
    """Say what is wrong with token, inline mode, privacy, rights, database and zones, and what to do."""
    from bot import doctor as the_doctor  # noqa: PLC0415 as above

    faults = asyncio.run(the_doctor.examine(_settings(clock=clock), out))
    raise typer.Exit(1 if faults else 0)


async def _run(settings: config.Settings) -> None:
    from bot.app import running  # noqa: PLC0415 so that --help answers at once

    asked = _stop_signal()
    async with running(settings) as bot:
        await bot.until_stopped(asked)


def _stop_signal() -> asyncio.Event:
    """Set by SIGTERM or Ctrl+C; a second one ends the program at once."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()

    def ask() -> None:
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(each)
        asked.set()

    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, ask)
    return asked


def _settings(clock: str | None = None) -> config.Settings:
    try:
        return config.load(clock=clock)
    except config.SettingsWrong as wrong:
        err.print("[bold]The settings are not right:[/bold]")
        for fault in wrong.faults:
            err.print(f"  {fault}", markup=False)
        raise typer.Exit(2) from None


if __name__ == "__main__":
    cli()
