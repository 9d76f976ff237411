"""The one place that wires: settings → database → acts → handlers → intake, delivery, ticks."""

import asyncio
import contextlib
import gc
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp
import structlog
from aiohttp import web
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application, ContextTypes
from telegram.request import BaseRequest

import handlers.registry
from bot import metrics
from bot.clock import Clock, FollowedClock, ShiftedClock, SystemClock
from bot.config import Settings
from bot.delivery.limits import Limits
from bot.delivery.outcomes import Stop, outcome
from bot.delivery.request import AiohttpRequest
from bot.delivery.telegram import Mouth
from bot.delivery.worker import Worker
from bot.domain.errors import DatabaseAway
from bot.domain.ids import AccountId, ChatId
from bot.domain.trades import Provider
from bot.gateways.calls import Calls
from bot.gateways.cashier import Cashier
from bot.i18n import LOCALES, Languages
from bot.intake import webhooks
from bot.intake.allowed import ALLOWED_UPDATES
from bot.intake.doors import Door
from bot.intake.fetches import fetch_from
from bot.intake.polling import Polling, TokenRefused
from bot.intake.webhooks import Address, Webhook
from bot.pictures.fonts import Fonts
from bot.scheduler import Chore, Ticks
from bot.services import deadlines, gateways, invoices
from bot.services.act import Acts
from bot.services.gateways import Counter
from bot.tasks import Nursery
from bot.views.notices import Bot
from bot.web import health, payments
from bot.web import webhooks as pushes
from bot.web.sites import Site, serve
from handlers import commands, floods, kept
from handlers.administrators import Administrators
from handlers.clerks import Clerk
from handlers.context import Context, KaituanApplication, Wiring
from storage import invariants
from storage.database import Database
from storage.migrating import migrate
from storage.opening import open_database

if TYPE_CHECKING:
    from bot.gateways.opening import Opened

log = structlog.get_logger(__name__)

#: Connections to Telegram: as many as there may be lanes in a batch, and a few for delivery.
CONNECTIONS = 160
#: The last poll of Telegram that still counts as being connected.
FRESH_S = 120.0
#: How long the last batch may take to be finished and confirmed.
STOP_WITHIN_S = 8.0


class TelegramAway(Exception):
    """TELEGRAM_API_BASE does not answer, or not as Telegram does."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class DatabaseDamaged(Exception):
    """The database's file is damaged: nothing is started on it; a backup is to be put in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seams:
    """What a test or the demo puts in place of the real thing."""

    clock: Clock | None = None
    request: Callable[[], BaseRequest] | None = None
    #: How to wait for a turn or a moment, in seconds of the clock.
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    #: Texts that are read already.
    languages: Languages | None = None
    loads_menu: bool = True
    #: Whether start-up's objects leave the garbage collector's sight: for a program, not for many bots in one.
    freezes: bool = True


class _Wakes:
    """Whom a commit wakes; they are made after the acts that wake them."""

    def __init__(self) -> None:
        self.delivery: Callable[[], None] = lambda: None
        self.ticks: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A bot that runs: its parts, for the command line, the demo and tests."""

    db: Database
    acts: Acts
    clock: Clock
    application: KaituanApplication
    wiring: Wiring
    intake: Polling | Webhook
    worker: Worker
    ticks: Ticks
    cashier: Cashier
    door: Door
    nursery: Nursery
    site: Site | None

    @property
    def web_port(self) -> int:
        """The port it listens on, 0 when it listens nowhere."""
        return self.site.port if self.site else 0

    async def until_stopped(self, asked: asyncio.Event) -> None:
        """Run until asked to stop, or until a part fails; then raises what it failed with."""
        waits = asyncio.ensure_future(asked.wait())  # noqa: TID251 awaited here, never left behind
        fails = asyncio.ensure_future(self.nursery.failed())  # noqa: TID251 awaited here, never left behind
        done, waiting = await asyncio.wait({waits, fails}, return_when=asyncio.FIRST_COMPLETED)
        for each in waiting:
            each.cancel()
        if fails in done:
            raise fails.result()


@contextlib.asynccontextmanager
async def running(settings: Settings, seams: Seams | None = None) -> AsyncIterator[Running]:
    """A bot from its settings, started; at the end it finishes what it has begun.

    Raises AnotherProcess, DatabaseAway, DatabaseDamaged, SchemaUnknown, TelegramAway, TokenRefused, WebhookRefused, and
    OSError where a port is taken.
    """
    seams = seams or Seams()
    await migrate(settings.database_url)
    async with Nursery() as nursery, contextlib.AsyncExitStack() as stack:
        clock = await _clock(settings, seams, nursery)
        db = open_database(settings.database_url, on_group=metrics.group_committed)
        stack.push_async_callback(db.close)
        await _sound(db)
        application, asking = _application(settings, seams)
        await _meet_telegram(application, settings)
        stack.push_async_callback(application.shutdown)
        bot = await _wire(settings, seams, clock, db, application, asking, nursery, stack)
        if seams.freezes:
            gc.collect()
            gc.freeze()  # what start-up made is never looked at again: fewer and shorter pauses
        log.info("bot.ready", username=bot.wiring.bot.username)
        try:
            yield bot
        finally:
            await _finish(bot)
            await nursery.cancel_all()  # before the database is closed: nobody is asking it any more
            gc.unfreeze()


async def _wire(
    settings: Settings,
    seams: Seams,
    clock: Clock,
    db: Database,
    application: KaituanApplication,
    asking: BaseRequest,
    nursery: Nursery,
    stack: contextlib.AsyncExitStack,
) -> Running:
    limits = Limits(monotonic=clock.monotonic, sleep=seams.sleep, jitter=lambda: random.uniform(0.1, 0.6))  # noqa: S311 not a secret
    provider_token = settings.invoice_provider_token.get_secret_value()
    mouth = Mouth(application.bot, limits, Fonts(folder=settings.font_dir), provider_token=provider_token)
    languages = seams.languages or Languages(LOCALES)
    wakes = _Wakes()
    acts = Acts(db, clock, wake_delivery=lambda: wakes.delivery(), wake_ticks=lambda: wakes.ticks())
    me = Bot(username=application.bot.username, has_inline=bool(application.bot.supports_inline_queries))
    wiring = Wiring(
        db=db,
        acts=acts,
        clock=clock,
        languages=languages,
        mouth=mouth,
        administrators=Administrators(application.bot, clock.monotonic),
        bot=me,
        admins=settings.admin_ids,
        leading_is_open=settings.leadership == "open",
        clerk=Clerk(nursery),
    )
    application.wiring = wiring
    handlers.registry.register(application, by_invoice=bool(provider_token) or await db.read(invoices.any_ever))
    worker = Worker(
        db, clock, mouth, limits, languages, me, nursery, on_unreachable=lambda account: acts.forget(AccountId(account))
    )
    opened, calls = _gateways(settings)
    counters = (*(each.counter for each in opened), *_invoice_counters(settings))
    stack.push_async_callback(calls.close)
    cashier = Cashier(
        db,
        acts,
        clock,
        {each.way.provider: each.way for each in opened},
        counters,
        nursery,
        admins=tuple(map(AccountId, sorted(settings.admin_ids))),
        on_last_word=lambda: wakes.ticks(),
    )
    door = _door(application, clock)
    intake = _intake(settings, seams, clock, application, asking, door, nursery)
    ticks = Ticks(
        db,
        acts,
        clock,
        sleep=seams.sleep,
        is_connected=lambda: _is_connected(intake, clock),
        admins=settings.admin_ids,
        chores=[
            Chore(name=f"keys of {each.way.provider}", do=each.look_after_keys)
            for each in opened
            if each.look_after_keys is not None
        ],
    )
    is_paid_through = await _is_paid_through(db, counters)
    wakes.delivery = _both(worker.wake, cashier.wake) if is_paid_through else worker.wake
    wakes.ticks = _both(ticks.wake, cashier.wake) if is_paid_through else ticks.wake
    _follow_shifts(clock, ticks, worker, cashier)
    notices = payments.routes({each.way.provider: each.path for each in opened}, cashier.notice, clock.monotonic)
    site = await _serve(settings, db, intake, clock, stack, notices)
    await _agree(intake, settings, seams, application, clock)
    if seams.loads_menu:
        nursery.start(commands.announce(application.bot, languages), name="menus", vital=False)
    await db.write(deadlines.redraw, clock.now())
    nursery.start(_count(db), name="count", vital=False)
    if is_paid_through:
        nursery.start(cashier.run(), name="cashier")
    for part, name in ((ticks.run(), "ticks"), (worker.run(), "delivery"), (intake.run(), "intake")):
        nursery.start(part, name=name)
    return Running(
        db=db,
        acts=acts,
        clock=clock,
        application=application,
        wiring=wiring,
        intake=intake,
        worker=worker,
        ticks=ticks,
        cashier=cashier,
        door=door,
        nursery=nursery,
        site=site,
    )


async def _sound(db: Database) -> None:
    """Look at what the database holds before anything is built on it. Raises DatabaseDamaged."""
    damage = await db.read(invariants.damaged)
    if damage:
        raise DatabaseDamaged("; ".join(damage))


async def _count(db: Database) -> None:
    """Count once, beside the work: a number that isn't what it counts is a bug, and the operator is told."""
    found = await db.read(invariants.miscounted)
    after: int | None = 0
    while after is not None:  # slice by slice, so that nobody waits for it
        torn, after = await db.read(invariants.unsealed, after)
        found += torn
    for wrong in found:
        log.error("database.miscounted", what=wrong)


async def _finish(bot: Running) -> None:
    """Take in nothing more, finish and confirm what is there, let sends end."""
    if bot.site is not None:
        await bot.site.stop_listening(within_s=STOP_WITHIN_S)
    bot.intake.stop()
    bot.ticks.stop()
    await bot.cashier.stop()
    await bot.worker.stop()
    await bot.nursery.settled("intake", within_s=STOP_WITHIN_S)
    log.info("bot.stopped")


def _application(settings: Settings, seams: Seams) -> tuple[KaituanApplication, BaseRequest]:
    """The library's application over our request class, and the request that asks for updates."""
    calling = seams.request() if seams.request else AiohttpRequest(connections=CONNECTIONS)
    asking = seams.request() if seams.request else AiohttpRequest(connections=8)
    built = (
        Application.builder()
        .application_class(KaituanApplication)
        .token(settings.bot_token.get_secret_value())
        .base_url(f"{settings.telegram_api_base}/bot")
        .base_file_url(f"{settings.telegram_api_base}/file/bot")
        .request(calling)
        .get_updates_request(asking)
        .context_types(ContextTypes(context=Context))
        .updater(None)
        .job_queue(None)
        .build()
    )
    assert isinstance(built, KaituanApplication)  # noqa: S101 as asked two lines above
    return built, asking


def _door(application: KaituanApplication, clock: Clock) -> Door:
    return Door(
        parse=lambda raw: Update.de_json(raw, application.bot),
        process=application.process_update,
        fail=lambda update, error: application.process_error(update, error),
        warn=lambda update: floods.warn(update, application.wiring),
        keep=lambda update: kept.tell(update, application.wiring),
        monotonic=clock.monotonic,
    )


async def _meet_telegram(application: KaituanApplication, settings: Settings) -> None:
    """Ask Telegram who we are. Raises TelegramAway, TokenRefused."""
    try:
        await application.initialize()
    except TelegramError as error:
        await application.bot.shutdown()  # the application thinks that nothing was opened
        if isinstance(outcome(error), Stop):
            raise TokenRefused from None  # the library's text may hold the token
        raise TelegramAway(settings.telegram_api_base) from None


def webhook_address(settings: Settings) -> Address | None:
    """Where Telegram pushes updates to; None: the bot polls."""
    if not settings.webhook_url:
        return None
    secret, token = settings.webhook_secret.get_secret_value(), settings.bot_token.get_secret_value()
    return webhooks.address_of(settings.webhook_url, secret, token)


def _intake(
    settings: Settings,
    seams: Seams,
    clock: Clock,
    application: KaituanApplication,
    asking: BaseRequest,
    door: Door,
    nursery: Nursery,
) -> Polling | Webhook:
    """How updates come in: pushed where there is an address for it, else asked for."""
    address = webhook_address(settings)
    if address is not None:
        return Webhook(application.bot, address, door, monotonic=clock.monotonic, sleep=seams.sleep)
    fetch = fetch_from(application.bot, asking, ALLOWED_UPDATES)
    return Polling(fetch, door, nursery=nursery, monotonic=clock.monotonic, sleep=seams.sleep)


async def _agree(
    intake: Polling | Webhook, settings: Settings, seams: Seams, application: KaituanApplication, clock: Clock
) -> None:
    """Agree with Telegram on how updates come in. Raises TelegramAway, TokenRefused, WebhookRefused."""
    try:
        if isinstance(intake, Webhook):
            await intake.set_up()
        else:
            await webhooks.remove(application.bot, seams.sleep)
    except TelegramError:
        raise TelegramAway(settings.telegram_api_base) from None
    intake.answered_at = clock.monotonic()  # the first long poll of a quiet bot takes longer


async def _clock(settings: Settings, seams: Seams, nursery: Nursery) -> Clock:
    """The clock of the seams, the sandbox's, or this machine's. Raises TelegramAway."""
    if seams.clock is not None:
        return seams.clock
    if settings.clock == "system":
        return SystemClock()
    followed = FollowedClock(settings.telegram_api_base)
    try:
        await followed.catch_up()
    except (aiohttp.ClientError, TimeoutError):
        raise TelegramAway(settings.telegram_api_base) from None
    nursery.start(followed.follow(), name="clock", vital=False)
    return followed


def _gateways(settings: Settings) -> tuple[list["Opened"], Calls]:
    """The gateways that are set up, and how they are called."""
    calls = Calls()
    if not settings.alipay_app_id and not settings.wechat_app_id:
        return [], calls
    from bot.gateways import opening  # noqa: PLC0415 its library is an extra, loaded only where a gateway is set up

    token, url = settings.bot_token.get_secret_value(), settings.payments_url
    opened = []
    if settings.alipay_app_id:
        alipay = opening.AlipaySetup(
            app_id=settings.alipay_app_id,
            seller_id=settings.alipay_seller_id,
            name=settings.alipay_name,
            private_key=settings.alipay_private_key.get_secret_value(),
            public_key=settings.alipay_public_key.get_secret_value(),
            chats=_chats(settings.alipay_groups),
            base=settings.alipay_api_base,
        )
        opened.append(opening.alipay(alipay, url, token, calls))
    if settings.wechat_app_id:
        wechat = opening.WeChatSetup(
            app_id=settings.wechat_app_id,
            merchant_id=settings.wechat_merchant_id,
            name=settings.wechat_name,
            serial=settings.wechat_serial,
            private_key=settings.wechat_private_key.get_secret_value(),
            public_key_id=settings.wechat_public_key_id,
            public_key=settings.wechat_public_key.get_secret_value(),
            api_key=settings.wechat_api_key.get_secret_value(),
            chats=_chats(settings.wechat_groups),
            base=settings.wechat_api_base,
        )
        opened.append(opening.wechat(wechat, url, token, calls))
    return opened, calls


def _chats(named: frozenset[int] | str) -> frozenset[ChatId] | None:
    """The groups that a gateway is set up for; None: every group."""
    return None if isinstance(named, str) else frozenset(map(ChatId, named))


def _invoice_counters(settings: Settings) -> list[Counter]:
    """Whom buyers pay by invoice, one for each currency that the provider takes."""
    token, chats = settings.invoice_provider_token.get_secret_value(), _chats(settings.invoice_groups)
    if not token:
        return []
    provider = token.partition(":")[0]
    return [
        Counter(provider=Provider.TELEGRAM, account=provider, name=settings.invoice_name, currency=code, chats=chats)
        for code in sorted(settings.invoice_currencies)
    ]


async def _is_paid_through(db: Database, counters: tuple[Counter, ...]) -> bool:
    """Whether gateways are to be called: one is set up, or was, and payees or payments are left of it."""
    return bool(counters) or not await db.read(gateways.is_agreed, ()) or await db.read(gateways.any_open)


def _both(one: Callable[[], None], other: Callable[[], None]) -> Callable[[], None]:
    def wake() -> None:
        one()
        other()

    return wake


def _follow_shifts(clock: Clock, ticks: Ticks, worker: Worker, cashier: Cashier) -> None:
    """A clock that is moved wakes whoever waits for a moment."""
    if isinstance(clock, ShiftedClock):
        clock.on_shift(ticks.clock_moved)
        clock.on_shift(worker.wake)
        clock.on_shift(cashier.wake)


async def _serve(
    settings: Settings,
    db: Database,
    intake: Polling | Webhook,
    clock: Clock,
    stack: contextlib.AsyncExitStack,
    notices: list[web.RouteDef],
) -> Site | None:
    """Serve /healthz, /readyz, /metrics, the webhook and payment notices; None when switched off."""
    if settings.http_port == 0:
        return None

    async def ready() -> dict[str, bool]:
        return {"database": await _answers(db), "telegram": _is_connected(intake, clock)}

    routes = health.routes(ready) + notices
    if isinstance(intake, Webhook):
        routes += pushes.routes(intake.address.path, intake.address.secret, intake.admit)
    site = await serve(settings.http_host, settings.http_port, routes)
    stack.push_async_callback(site.close)
    return site


def _is_connected(intake: Polling | Webhook, clock: Clock) -> bool:
    """Whether Telegram has answered lately."""
    asked = intake.answered_at
    return asked is not None and clock.monotonic() - asked < FRESH_S


async def _answers(db: Database) -> bool:
    try:
        await db.read(deadlines.earliest)
    except DatabaseAway:
        return False
    return True
