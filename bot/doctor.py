"""What is wrong with this set-up, and what to do about it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from rich.console import Console

from bot.app import webhook_address
from bot.clock import SystemClock
from bot.config import Settings
from bot.delivery.checkups import Checkup, NotAnswered, check_up
from bot.domain.errors import DatabaseAway
from bot.pictures.fonts import Fonts
from storage import inline_cards, invariants
from storage.locks import AnotherProcess
from storage.migrating import SchemaUnknown, migrate
from storage.opening import open_database, sqlite_path

#: A failure of the webhook that is older, with nothing waiting, is over.
LATELY = timedelta(minutes=10)
#: Letters that posters need, and what lacks where no font has them.
_WRITTEN = {chr(0x8D63): "Chinese", "€": "signs of money", "\N{TANGERINE}": "emoji"}
#: So many cards that nobody told of are no chance.
CARDS_THAT_SHOW = 10
#: By a part of what Telegram says; the first that fits.
_MEND = {
    " 401 ": "every replica needs the same WEBHOOK_SECRET, and a proxy must pass X-Telegram-Bot-Api-Secret-Token on",
    " 404 ": "every replica needs the same WEBHOOK_URL and WEBHOOK_SECRET, and a proxy must pass the path on as it is",
    " 413 ": "a proxy must let a body of 1 MB through",
    " 502 ": "the proxy does not reach the bot: is it running, and at the HTTP_HOST and HTTP_PORT that the proxy has?",
    " 503 ": "the bot could not have its database, or was ending: see its log",
    " 504 ": "the bot did not answer the proxy in time: see its log",
    "": "does the name of WEBHOOK_URL lead here, is the port open, is the certificate good?",
}


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
    yield _fonts(settings)
    yield _replicas(settings)
    yield _gateway("alipay", settings.alipay_app_id, settings.alipay_groups, settings.payments_url)
    yield _gateway("wechat pay", settings.wechat_app_id, settings.wechat_groups, settings.payments_url)
    yield _invoices(settings)
    for finding in await _database(settings):
        yield finding


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
    yield _webhook(settings, found)


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


def _webhook(settings: Settings, found: Checkup) -> Finding:
    """Updates come in the way that the settings say, and nothing failed lately."""
    address = webhook_address(settings)
    if address is None:
        advice = "the bot deletes it when it starts; another program that has set it needs a token of its own"
        seen = "set, though WEBHOOK_URL is empty" if found.webhook_url else "none"
        return Finding(about="webhook", seen=seen, advice=advice if found.webhook_url else "")
    if found.webhook_url != address.url:
        at = urlsplit(found.webhook_url).hostname
        seen = f"set to another address, at {at}" if at else "none, though WEBHOOK_URL is set"
        advice = "start the bot, which sets its own; if it runs, another program with its token has changed it"
        return Finding(about="webhook", seen=seen, advice=advice)
    where = f"set, at {urlsplit(address.url).hostname}"
    if found.failed_at is None:
        return Finding(about="webhook", seen=where)
    failed = f"{where}; the last failure, at {found.failed_at:%Y-%m-%d %H:%M} UTC: {found.failure}"
    if not found.waiting and SystemClock().now() - found.failed_at > LATELY:
        return Finding(about="webhook", seen=failed)
    return Finding(about="webhook", seen=f"{failed}; updates that wait: {found.waiting}", advice=_mend(found.failure))


def _mend(failure: str) -> str:
    """What to do about what Telegram says."""
    return next((advice for part, advice in _MEND.items() if part in failure), _MEND[""])


def _zones() -> Finding:
    """Zone data is there and knows a zone whose rules changed late."""
    return Finding(about="time zones", seen=f"{ZoneInfo('America/Ciudad_Juarez').key} is known")


def _fonts(settings: Settings) -> Finding:
    """Posters can be written in Chinese, and with emoji."""
    fonts = Fonts(folder=settings.font_dir)
    missing = [what for letter, what in _WRITTEN.items() if fonts.draws(letter) is None]
    seen = (
        f"{len(fonts.found) - 1} files, posters lack: {', '.join(missing)}" if missing else "posters have every letter"
    )
    advice = "on Debian: apt-get install fonts-noto-cjk fonts-noto-color-emoji; or name a folder in FONT_DIR"
    return Finding(about="fonts", seen=seen, advice=advice if missing else "")


def _replicas(settings: Settings) -> Finding:
    """How many processes these settings let run at once: nothing is wrong with one."""
    hindered = [
        *(["SQLite's file belongs to one process"] if sqlite_path(settings.database_url) else []),
        *([] if settings.webhook_url else ["without WEBHOOK_URL it polls, and Telegram answers one poller"]),
    ]
    seen = f"one process only ({'; '.join(hindered)})" if hindered else "any number may share the work"
    return Finding(about="replicas", seen=seen)


def _gateway(about: str, app_id: str, named: frozenset[int] | str, reported_to: str) -> Finding:
    """For which groups a gateway is set up, and where it reports payments; nothing is wrong without it."""
    if not app_id:
        return Finding(about=about, seen="not set up")
    groups = "every group in yuan" if isinstance(named, str) else f"groups named: {len(named)}"
    return Finding(about=about, seen=f"{groups}; payments are reported to {urlsplit(reported_to).hostname}")


def _invoices(settings: Settings) -> Finding:
    """For which groups and currencies buyers pay by invoice, and whether that money is real."""
    token = settings.invoice_provider_token.get_secret_value()
    if not token:
        return Finding(about="invoices", seen="not set up")
    named = settings.invoice_groups
    groups = "every group" if isinstance(named, str) else f"groups named: {len(named)}"
    seen = f"{groups}, in {', '.join(sorted(settings.invoice_currencies))}"
    if ":TEST:" not in token:
        return Finding(about="invoices", seen=seen)
    advice = "the provider's token is for tests: @BotFather, /mybots, Payments gives the live one"
    return Finding(about="invoices", seen=f"{seen}; test money only", advice=advice)


async def _database(settings: Settings) -> list[Finding]:
    """It opens, has this version's schema, and every count equals what it counts."""
    kind = settings.database_url.partition(":")[0]
    try:
        await migrate(settings.database_url)
        db = open_database(settings.database_url)
    except AnotherProcess:
        return [Finding(about="database", seen=f"{kind}, in use by a running bot")]
    except (DatabaseAway, SchemaUnknown) as error:
        advice = "check DATABASE_URL, that the file or server is there, and that this program is not the older one"
        return [Finding(about="database", seen=f"{kind}: {type(error).__name__}", advice=advice)]
    try:
        broken = [*await db.read(invariants.damaged), *await db.read(invariants.broken)]
        cards = await db.read(inline_cards.count)
    except DatabaseAway as error:
        return [Finding(about="database", seen=f"{kind}: {error}", advice="check that the file or server stays there")]
    finally:
        await db.close()
    advice = "stop the bot, keep the file, and report these lines" if broken else ""
    counted = Finding(about="database", seen="; ".join(broken) or f"{kind}, every count is right", advice=advice)
    return [counted, feedback(*cards)]


def feedback(kept: int, told: int) -> Finding:
    """Whether Telegram tells which inline results people choose: it can't be asked, but cards show it."""
    if told:
        return Finding(about="inline feedback", seen=f"on: {told} of {kept} cards were told of when they were chosen")
    if kept < CARDS_THAT_SHOW:
        return Finding(about="inline feedback", seen="not known yet: it shows when people have sent some cards")
    advice = "@BotFather, /setinlinefeedback, 100 %: without it a card is kept true from its first tap only"
    return Finding(about="inline feedback", seen=f"off: none of {kept} cards was told of", advice=advice)
