"""What the apps show of the bot: command menus by scope and language, and the text above START."""

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from bot.i18n import FALLBACK, Languages, Texts

log = structlog.get_logger(__name__)

MENUS: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
    (
        BotCommandScopeAllPrivateChats(),
        (
            "my",
            "deal",
            "deals",
            "payee",
            "community",
            "paid",
            "statement",
            "money",
            "refunds",
            "quiet",
            "language",
            "help",
        ),
    ),
    (BotCommandScopeDefault(), ("my", "help")),
    (BotCommandScopeAllGroupChats(), ("deal", "deals", "my")),
    (BotCommandScopeAllChatAdministrators(), ("lead", "deal", "deals", "my", "payee", "money", "community")),
)


async def announce(bot: Bot, languages: Languages) -> None:
    """Set menus and descriptions where they differ. The bot works without them, so a refusal is only logged."""
    try:
        for language in languages.known:
            await _announce(bot, languages.texts(language))
    except TelegramError as error:
        log.warning("menus.not-set", reason=type(error).__name__)


async def _announce(bot: Bot, texts: Texts) -> None:
    code = None if texts.language == FALLBACK else texts.language
    for scope, names in MENUS:
        commands = tuple(BotCommand(name, texts.plain(f"command-{name}")) for name in names)
        if await bot.get_my_commands(scope=scope, language_code=code) != commands:
            await bot.set_my_commands(commands, scope=scope, language_code=code)
    text, short = texts.plain("bot-description"), texts.plain("bot-short-description")
    if (await bot.get_my_description(language_code=code)).description != text:
        await bot.set_my_description(text, language_code=code)
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short, language_code=code)
