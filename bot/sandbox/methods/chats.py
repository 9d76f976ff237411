"""getChat and its kin, sendChatAction, setMessageReaction, leaveChat."""

from typing import Any

from bot.sandbox import membership, rooms
from bot.sandbox.chats import Chat, Standing, member_json
from bot.sandbox.methods import arguments
from bot.sandbox.parameters import (
    NOT_MODELLED,
    Args,
    Method,
    array,
    boolean,
    integer,
    optional,
    record,
    required,
    string,
)
from bot.sandbox.refusals import bad
from bot.sandbox.world import World

ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip
#: The emoji one may react with, without their variation selectors.
EMOJI = (
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 "
    "🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 "
    "🤷\u200d♂ 🤷 🤷\u200d♀ 😡"
)
REACTIONS = frozenset(EMOJI.split())
VARIATION = "\ufe0f"
GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)
PERMISSIONS = (
    "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos", "can_send_video_notes",
    "can_send_voice_notes", "can_send_polls", "can_send_other_messages", "can_add_web_page_previews",
    "can_send_messages",
)  # fmt: skip


def get_chat(world: World, args: Args) -> Any:
    """Everything about a chat."""
    room = rooms.to_read(world, args["chat_id"])
    full = room.json | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": GIFTS}
    if room.group is not None:
        may = dict.fromkeys(PERMISSIONS, room.group.members_may_send)
        full["permissions"] = may | {"can_change_info": False, "can_invite_users": True, "can_pin_messages": False}
    pinned = [message for message in world.messages.of(room.id) if message.pinned and not message.deleted]
    return full | {"pinned_message": pinned[-1].json()} if pinned else full


def _group(world: World, args: Args, refusal: str) -> Chat:
    room = rooms.to_read(world, args["chat_id"])
    if room.group is None:
        raise bad(refusal)
    return room.group


def get_member(world: World, args: Args) -> Any:
    """What somebody is in a chat."""
    room = rooms.to_read(world, args["chat_id"])
    user_id = args["user_id"]
    person = world.people.find(user_id)
    if user_id != world.bot.id and person is None:
        raise bad("user not found")
    user = world.bot.json() if person is None else person.json()
    if room.group is None:
        if user_id not in (room.id, world.bot.id):
            raise bad("member not found")
        return member_json(user, Standing.MEMBER)
    is_admin = room.group.is_admin(world.bot.id)
    if room.group.members_hidden and not is_admin and user_id != world.bot.id:
        raise bad("member list is inaccessible")
    return room.group.bot_json(user) if person is None else member_json(user, room.group.standing(user_id))


def get_administrators(world: World, args: Args) -> Any:
    """The administrators of a group, its creator included; of bots only this one."""
    group = _group(world, args, "there are no administrators in the private chat")
    admins = [user_id for user_id in group.standings if group.is_admin(user_id)]
    users = [
        (user_id, world.bot.json() if user_id == world.bot.id else world.people.get(user_id).json())
        for user_id in admins
    ]
    return [
        group.bot_json(user) if user_id == world.bot.id else member_json(user, group.standing(user_id))
        for user_id, user in users
    ]


def get_member_count(world: World, args: Args) -> Any:
    """How many are in a chat, bots included."""
    room = rooms.to_read(world, args["chat_id"])
    return 2 if room.group is None else sum(room.group.has(user_id) for user_id in room.group.standings)


def leave_chat(world: World, args: Args) -> Any:
    """Leave a group."""
    group = _group(world, args, "chat member status can't be changed in private chats")
    membership.leave(world, group)
    return True


def send_action(world: World, args: Args) -> Any:
    """Show that the bot is typing, or the like."""
    if args["action"] not in ACTIONS:
        raise bad("wrong parameter action in request")
    room = rooms.to_write(world, args["chat_id"])
    rooms.thread_in(room, args.get("message_thread_id"))
    return True


def set_reaction(world: World, args: Args) -> Any:
    """React to a message with one emoji, or take the reaction back."""
    room = rooms.to_read(world, args["chat_id"])
    message = world.messages.find_alive(room.id, args["message_id"])
    if message is None:
        raise bad("message to react not found")
    chosen = [reaction["emoji"].replace(VARIATION, "") for reaction in args.get("reaction", [])]
    if chosen and room.group is not None and not room.group.reactions:
        raise bad("REACTION_INVALID")
    if len(chosen) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(emoji not in REACTIONS for emoji in chosen) or any(
        reaction["type"] != "emoji" for reaction in args.get("reaction", [])
    ):
        raise bad("REACTION_INVALID")
    message.reactions = chosen
    world.tell_message("edit", message)
    return True


REACTION_TROUBLE = "can't parse reaction types JSON object"
REACTION = record(
    {"type": required(string, REACTION_TROUBLE), "emoji": required(string, "REACTION_INVALID")}, REACTION_TROUBLE
)
CHAT = {"chat_id": arguments.CHAT}
METHODS = (
    Method("getChat", CHAT, get_chat),
    Method("getChatMember", CHAT | {"user_id": required(integer(), "invalid user_id specified")}, get_member),
    Method("getChatAdministrators", CHAT | {"return_bots": optional(boolean)}, get_administrators),
    Method("getChatMemberCount", CHAT, get_member_count),
    Method("leaveChat", CHAT, leave_chat),
    Method(
        "sendChatAction",
        CHAT
        | {
            "action": required(string, 'parameter "action" is required'),
            "message_thread_id": optional(integer(1)),
            "business_connection_id": NOT_MODELLED,
        },
        send_action,
    ),
    Method(
        "setMessageReaction",
        CHAT
        | {
            "message_id": arguments.MESSAGE_ID,
            "reaction": optional(array(REACTION, REACTION_TROUBLE)),
            "is_big": optional(boolean),
        },
        set_reaction,
    ),
)
