"""What is wrong with this set-up, and what to do about it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from rich.console import Console

from bot.config import Settings
from bot.delivery.checkups import Checkup, NotAnswered, check_up
from bot.domain.errors import DatabaseAway
from storage import invariants
from storage.locks import AnotherProcess
from storage.migrating import SchemaUnknown, migrate
from storage.opening import open_database


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at: `advice` is empty when it is well."""

    about: str
    seen: str
    advice: str = ""


async def examine(settings: Settings, out: Console) -> int:
    """Look at everything and print it; how many things are wrong."""
    wrong = 0
    async for finding in _findings(settings):
        out.print(f"{'✗' if finding.advice else '✓'} {finding.about}: {finding.seen}", markup=False)
        if finding.advice:
            wrong += 1
            out.print(f"    → {finding.advice}", markup=False)
    return wrong


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    async for finding in _telegram(settings):
        yield finding
    yield _zones()
    yield await _database(settings)


async def _telegram(settings: Settings) -> AsyncIterator[Finding]:
    """Token, groups, inline mode, privacy, webhook."""
    try:
        found = await check_up(settings.bot_token.get_secret_value(), settings.telegram_api_base)
    except NotAnswered as error:
        advice = "check BOT_TOKEN with @BotFather, TELEGRAM_API_BASE, and that this machine reaches it"
        yield Finding(about="token", seen=f"no answer ({error.why})", advice=advice)
        return
    yield Finding(about="token", seen=f"@{found.username}")
    for finding in _identity(found):
        yield finding
    yield _webhook(found)


def _identity(found: Checkup) -> list[Finding]:
    """What @BotFather has set."""
    groups = Finding(
        about="groups",
        seen="may be added to groups" if found.joins_groups else "can't be added to groups",
        advice="" if found.joins_groups else "@BotFather, /setjoingroups, Enable",
    )
    inline = Finding(
        about="inline mode",
        seen="on" if found.inline else "off",
        advice="" if found.inline else "@BotFather, /setinline, then /setinlinefeedback with 100 %",
    )
    privacy = Finding(
        about="group privacy",
        seen="off: it is sent every message of its groups" if found.reads_all else "on: commands and replies only",
        advice="@BotFather, /setprivacy, Enable, then add the bot anew" if found.reads_all else "",
    )
    return [groups, inline, privacy]


def _webhook(found: Checkup) -> Finding:
    """A webhook keeps polling from being answered."""
    advice = "another program has set it; it must be deleted before this bot can poll" if found.has_webhook else ""
    return Finding(about="webhook", seen="set" if found.has_webhook else "none", advice=advice)


def _zones() -> Finding:
    """Zone data is there and knows a zone whose rules changed late."""
    return Finding(about="time zones", seen=f"{ZoneInfo('America/Ciudad_Juarez').key} is known")


async def _database(settings: Settings) -> Finding:
    """It opens, has this version's schema, and every count equals what it counts."""
    kind = settings.database_url.partition(":")[0]
    try:
        await migrate(settings.database_url)
        db = open_database(settings.database_url)
    except AnotherProcess:
        return Finding(about="database", seen=f"{kind}, in use by a running bot")
    except (DatabaseAway, SchemaUnknown) as error:
        advice = "check DATABASE_URL, that the file or server is there, and that this program is not the older one"
        return Finding(about="database", seen=f"{kind}: {type(error).__name__}", advice=advice)
    try:
        broken = [*await db.read(invariants.damaged), *await db.read(invariants.broken)]
    except DatabaseAway as error:
        return Finding(about="database", seen=f"{kind}: {error}", advice="check that the file or server stays there")
    finally:
        await db.close()
    advice = "stop the bot, keep the file, and report these lines" if broken else ""
    return Finding(about="database", seen="; ".join(broken) or f"{kind}, every count is right", advice=advice)
