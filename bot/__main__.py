"""Command line: run · demo · sandbox · migrate · doctor · qr. No logic."""

import asyncio
import errno
import gc
import os
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperCommand

from bot import config, logs
from bot.clock import SystemClock

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="Kaituan: group buying inside a Telegram group.")
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

#: How long a thread that computes keeps the interpreter when another wants it: a fifth of Python's own, so that people
#: don't wait for the writer's thread while a deal of thousands is ended.
TURN_S = 0.001

ClockOption = Annotated[str | None, typer.Option(help="system, or sandbox: follow the clock of a local sandbox.")]
PortOption = Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 takes a free one.")]


@cli.command()
def run(clock: ClockOption = None) -> None:
    """Run the bot with the settings of the environment and .env."""
    settings = _settings(clock=clock)
    logs.set_up(settings.log_level, settings.log_format)
    gc.disable()  # what a start makes stays: looking for garbage in it takes a tenth of the time
    _complete(_run(settings), settings.http_port)


@cli.command()
def demo(port: PortOption = 8088, keep: Annotated[str, typer.Option(help="Keep the demo's data here.")] = "") -> None:
    """A local Telegram, the bot and a page with people: no token, no network."""
    from bot import demo as the_demo  # noqa: PLC0415 the demo's parts are not loaded by a bot in earnest

    logs.set_up("WARNING", "text")
    shown = the_demo.show(port, keep, _stop_signal, lambda url: out.print(f"Open [bold]{url}[/bold]  (Ctrl+C ends)"))
    _complete(shown, port)


@cli.command()
def sandbox(port: PortOption = 8081) -> None:
    """A strict local Telegram alone; it prints the token it accepts."""
    from bot.sandbox import serve  # noqa: PLC0415 a bot in earnest has no sandbox

    async def served() -> None:
        gc.set_threshold(700, 10, 1_000)  # it keeps what is said: a full collection finds nothing, and everybody waits
        up = await serve(port)
        out.print(f"TELEGRAM_API_BASE={up.url}\nBOT_TOKEN={up.token}")
        sys.stdout.flush()
        await _stop_signal().wait()
        await up.stop()

    _complete(served(), port)


@cli.command()
def migrate() -> None:
    """Bring the database to this version's schema."""
    from storage.migrating import migrate as bring  # noqa: PLC0415 Alembic is not needed by every command

    _complete(bring(_settings().database_url))
    out.print("The database has this version's schema.")


@cli.command()
def doctor(clock: ClockOption = None) -> None:
    """Say what is wrong with token, inline mode, privacy, rights, database and zones, and what to do."""
    from bot import doctor as the_doctor  # noqa: PLC0415 as above

    faults = asyncio.run(the_doctor.examine(_settings(clock=clock), out))
    raise typer.Exit(1 if faults else 0)


class _WithForms(TyperCommand):
    """A command whose help lists every payment standard."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # of the click that typer brings along
        """The help, and below it the standards, read from the registry when they are asked for."""
        from bot import qr as the_codes  # noqa: PLC0415 as above

        super().format_help(ctx, formatter)
        out.print(" Standards, what they ask money in, and ACCOUNT NAME[, CITY]:")
        for name, units, form in the_codes.forms():
            out.print(f"  {name:<12} {units:<10} {form}", markup=False)


@cli.command(cls=_WithForms)
def qr(
    standard: Annotated[str, typer.Argument(help="A payment standard of the list below, or: read.")],
    file: Annotated[Path | None, typer.Argument(help="read: the picture with the code.")] = None,
    account: Annotated[str, typer.Option(help="Where the money goes, as the standard writes it.")] = "",
    name: Annotated[str, typer.Option(help="Who is paid.")] = "",
    city: Annotated[str, typer.Option(help="City, address or bank, where the standard wants it.")] = "",
    amount: Annotated[str, typer.Option(help="How much, like 29.90.")] = "",
    currency: Annotated[str, typer.Option(help="Three letters, like EUR.")] = "",
    reference: Annotated[str, typer.Option(help="What travels with the money.")] = "",
    png: Annotated[Path | None, typer.Option(help="Draw the code into this file too.")] = None,
) -> None:
    """Print a payment code for an account, or say in words what a code is: qr read FILE. Exit code 2: refused."""
    from bot import qr as the_codes  # noqa: PLC0415 as above
    from bot.domain.errors import DomainError  # noqa: PLC0415 as above

    texts = the_codes.texts_for(os.environ.get("LC_ALL") or os.environ.get("LANG") or "")
    try:
        if standard == "read":
            lines = [*the_codes.told(texts, the_codes.read(_named(file)))]
        else:
            asked = the_codes.Asked(
                standard=standard, account=account, name=name, city=city, amount=amount, currency=currency,
                reference=reference,
            )  # fmt: skip
            lines = [the_codes.written(asked, SystemClock().now(), png)]
    except (DomainError, OSError) as error:
        err.print(the_codes.why(texts, error), markup=False)
        raise typer.Exit(2) from None
    for line in lines:
        out.print(line, markup=False)


def _named(file: Path | None) -> Path:
    if file is None:
        raise typer.BadParameter("name the picture: qr read FILE")
    return file


async def _run(settings: config.Settings) -> None:
    from bot.app import running  # noqa: PLC0415 so that --help answers at once

    asked = _stop_signal()
    sys.setswitchinterval(TURN_S)
    async with running(settings) as bot:
        gc.enable()
        await bot.until_stopped(asked)


def _complete(main: Coroutine[Any, Any, None], port: int = 0) -> None:
    """Run to the end. What an operator can mend is told in a sentence: exit code 1."""
    from bot.app import DatabaseDamaged, TelegramAway  # noqa: PLC0415 so that --help answers at once
    from bot.delivery.worker import Stopped  # noqa: PLC0415 as above
    from bot.domain.errors import DatabaseAway  # noqa: PLC0415 as above
    from bot.intake.polling import TokenRefused  # noqa: PLC0415 as above
    from bot.intake.webhooks import WebhookRefused  # noqa: PLC0415 as above
    from storage.locks import AnotherProcess  # noqa: PLC0415 as above
    from storage.migrating import SchemaUnknown  # noqa: PLC0415 as above

    try:
        asyncio.run(main)
    except (
        AnotherProcess,
        DatabaseAway,
        DatabaseDamaged,
        OSError,
        SchemaUnknown,
        Stopped,
        TelegramAway,
        TokenRefused,
        WebhookRefused,
    ) as error:
        told = _told(error, port)
        if told is None:
            raise
        err.print(told, markup=False)
        raise typer.Exit(1) from None


def _told(error: Exception, port: int) -> str | None:
    """What to say of it; None for an error of the system that this program knows nothing better about."""
    match type(error).__name__:
        case "AnotherProcess":
            return f"{error} is in use by another process: only one bot may write to it. Is one running already?"
        case "SchemaUnknown":
            return "The database was made by a newer version of this program: install that version."
        case "DatabaseDamaged":
            return f"The database is damaged ({error}): keep its file, and put the last backup in its place."
        case "DatabaseAway" | "DatabaseLate":
            return f"The database can't be had ({error}): check DATABASE_URL, and that the file or server is there."
        case "TokenRefused" | "Stopped":
            return "Telegram does not accept BOT_TOKEN: copy it again from @BotFather."
        case "WebhookRefused":
            return f"Telegram does not take WEBHOOK_URL ({error}): check that its name and certificate are public."
        case "TelegramAway":
            return f"{error} does not answer as Telegram does: check TELEGRAM_API_BASE and the connection."
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return f"The port {port} is taken by another program: name another one (0 takes a free one)."
    return None


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
