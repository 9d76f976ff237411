"""getMe, the bot's commands and its descriptions."""

import json
import re
from typing import Any

from bot.sandbox.methods import arguments
from bot.sandbox.parameters import Args, Method, array, chat, integer, optional, record, required, string
from bot.sandbox.refusals import bad
from bot.sandbox.world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MOST_COMMANDS, LONGEST_DESCRIPTION, LONGEST_SHORT, LONGEST_COMMAND_TEXT = 100, 512, 120, 256
#: What each scope needs besides its type.
SCOPES: dict[str, frozenset[str]] = {
    "default": frozenset(),
    "all_private_chats": frozenset(),
    "all_group_chats": frozenset(),
    "all_chat_administrators": frozenset(),
    "chat": frozenset({"chat_id"}),
    "chat_administrators": frozenset({"chat_id"}),
    "chat_member": frozenset({"chat_id", "user_id"}),
}


def get_me(world: World, args: Args) -> Any:
    """The bot's own account."""
    return world.bot.me()


def _key(args: Args) -> tuple[str, str]:
    scope = args.get("scope", {"type": "default"})
    needs = SCOPES.get(scope["type"])
    if needs is None or set(scope) - {"type"} != needs:
        raise bad("can't parse BotCommandScope JSON object: unsupported type specified")
    return json.dumps(scope, sort_keys=True), arguments.language(args)


def set_commands(world: World, args: Args) -> Any:
    """Set the commands of a scope and language."""
    for command in args["commands"]:
        if not COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"].strip()) <= LONGEST_COMMAND_TEXT:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.bot.commands[_key(args)] = args["commands"]
    return True


def get_commands(world: World, args: Args) -> Any:
    """The commands of exactly this scope and language."""
    return world.bot.commands.get(_key(args), [])


def delete_commands(world: World, args: Args) -> Any:
    """Forget the commands of a scope and language."""
    world.bot.commands.pop(_key(args), None)
    return True


def set_description(world: World, args: Args) -> Any:
    """Set what stands above START."""
    text = args.get("description", "")
    if len(text) > LONGEST_DESCRIPTION:
        raise bad("description is too long")
    world.bot.descriptions[arguments.language(args)] = text
    return True


def get_description(world: World, args: Args) -> Any:
    """What stands above START; languages without their own have everybody's."""
    texts = world.bot.descriptions
    return {"description": texts.get(arguments.language(args)) or texts.get("", "")}


def set_short_description(world: World, args: Args) -> Any:
    """Set what stands on the bot's profile."""
    text = args.get("short_description", "")
    if len(text) > LONGEST_SHORT:
        raise bad("short description is too long")
    world.bot.short_descriptions[arguments.language(args)] = text
    return True


def get_short_description(world: World, args: Args) -> Any:
    """What stands on the bot's profile; languages without their own have everybody's."""
    texts = world.bot.short_descriptions
    return {"short_description": texts.get(arguments.language(args)) or texts.get("", "")}


COMMAND_TROUBLE = "can't parse commands specified"
SCOPE_TROUBLE = "can't parse BotCommandScope JSON object"
COMMANDS = array(
    record(
        {
            "command": required(string, "command name must be non-empty"),
            "description": required(string, "command description must be non-empty"),
        },
        COMMAND_TROUBLE,
    ),
    COMMAND_TROUBLE,
    MOST_COMMANDS,
    "can't set more than 100 bot commands",
)
SCOPE = record(
    {"type": required(string, SCOPE_TROUBLE), "chat_id": optional(chat), "user_id": optional(integer())}, SCOPE_TROUBLE
)
WHERE = {"scope": optional(SCOPE), "language_code": arguments.LANGUAGE}
LANGUAGE = {"language_code": arguments.LANGUAGE}
METHODS = (
    Method("getMe", {}, get_me),
    Method("setMyCommands", WHERE | {"commands": required(COMMANDS, COMMAND_TROUBLE)}, set_commands),
    Method("getMyCommands", WHERE, get_commands),
    Method("deleteMyCommands", WHERE, delete_commands),
    Method("setMyDescription", LANGUAGE | {"description": optional(string)}, set_description),
    Method("getMyDescription", LANGUAGE, get_description),
    Method("setMyShortDescription", LANGUAGE | {"short_description": optional(string)}, set_short_description),
    Method("getMyShortDescription", LANGUAGE, get_short_description),
)
