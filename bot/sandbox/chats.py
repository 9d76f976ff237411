"""Groups, supergroups and channels: who is in them, and what the bot may do there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.sandbox.refusals import DoorError

FIRST_GROUP_ID = -4_000_000_001
FIRST_SUPERGROUP_ID = -1_002_000_000_001
FIRST_CHANNEL_ID = -1_003_000_000_001

#: What an administrator of a group may do; of these the sandbox can take away the right to pin.
ADMIN_RIGHTS = dict.fromkeys(
    (
        "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
        "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
        "can_delete_stories", "can_pin_messages",
    ),
    True,
)  # fmt: skip


#: What somebody who is restricted may do, beside writing and sending photos.
RESTRICTED = dict.fromkeys(
    (
        "can_send_audios", "can_send_documents", "can_send_videos", "can_send_video_notes", "can_send_voice_notes",
        "can_send_polls", "can_send_other_messages", "can_add_web_page_previews", "can_invite_users",
        "can_edit_tag", "can_react_to_messages",
    ),
    True,
) | dict.fromkeys(("can_change_info", "can_pin_messages", "can_manage_topics"), False)  # fmt: skip


class ChatType(StrEnum):
    """The kinds of chat several people share."""

    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Standing(StrEnum):
    """What somebody is in a chat, in the Bot API's words."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"


IN_CHAT = frozenset({Standing.CREATOR, Standing.ADMINISTRATOR, Standing.MEMBER})
ADMINS = frozenset({Standing.CREATOR, Standing.ADMINISTRATOR})


@dataclass(slots=True, kw_only=True)
class Topic:
    """One thread of a forum."""

    id: int
    name: str
    closed: bool = False
    deleted: bool = False

    def sim(self) -> dict[str, Any]:
        """What the people's door tells of it."""
        state = "deleted" if self.deleted else "closed" if self.closed else "open"
        return {"id": self.id, "name": self.name, "state": state}


@dataclass(slots=True, kw_only=True)
class Chat:
    """A group, supergroup or channel."""

    id: int
    type: ChatType
    title: str
    #: Standing by user id; the bot's too.
    standings: dict[int, Standing] = field(default_factory=dict)
    is_forum: bool = False
    topics: dict[int, Topic] = field(default_factory=dict)
    migrated_to: int | None = None
    deleted: bool = False
    #: Everybody who is no administrator may write here.
    members_may_send: bool = True
    #: What the bot by itself may do: write and send photos (taken from a member), pin (from an administrator).
    bot_may_send: bool = True
    bot_may_send_photos: bool = True
    bot_may_pin: bool = True
    #: Whether people and bots may react to messages.
    reactions: bool = True
    #: Administrators hide the member list from everybody else.
    members_hidden: bool = False

    def standing(self, user_id: int) -> Standing:
        """What somebody is here."""
        return self.standings.get(user_id, Standing.LEFT)

    def has(self, user_id: int) -> bool:
        """Whether somebody is in the chat."""
        return self.standing(user_id) in IN_CHAT

    def is_admin(self, user_id: int) -> bool:
        """Whether somebody is an administrator here, its creator included."""
        return self.standing(user_id) in ADMINS

    def json(self) -> dict[str, Any]:
        """The Chat object of the Bot API."""
        chat: dict[str, Any] = {"id": self.id, "title": self.title, "type": str(self.type)}
        if self.is_forum:
            chat["is_forum"] = True
        return chat

    @property
    def bot_is_restricted(self) -> bool:
        """Whether something that every member may do was taken from the bot."""
        return not (self.bot_may_send and self.bot_may_send_photos)

    def bot_json(self, user: dict[str, Any]) -> dict[str, Any]:
        """The ChatMember object of the bot, with the rights it has here."""
        standing = self.standing(user["id"])
        if standing is Standing.MEMBER and self.bot_is_restricted:
            given = {"can_send_messages": self.bot_may_send, "can_send_photos": self.bot_may_send_photos}
            member = {"user": user, "status": "restricted", "is_member": True, "until_date": 0}
            return member | RESTRICTED | given
        member = member_json(user, standing)
        if standing is Standing.ADMINISTRATOR:
            member["can_pin_messages"] = self.bot_may_pin
        return member

    def sim(self, bot_id: int) -> dict[str, Any]:
        """What the people's door tells of it; the bot is no member there."""
        return {
            "id": self.id,
            "type": str(self.type),
            "title": self.title,
            "members": [user_id for user_id in self.standings if self.has(user_id) and user_id != bot_id],
            "admins": [user_id for user_id in self.standings if self.is_admin(user_id)],
            "has_bot": self.has(bot_id),
            "migrated_to": self.migrated_to,
            "topics": [topic.sim() for topic in self.topics.values()],
        }


def member_json(user: dict[str, Any], standing: Standing) -> dict[str, Any]:
    """The ChatMember object of the Bot API."""
    member: dict[str, Any] = {"user": user, "status": str(standing)}
    if standing is Standing.CREATOR:
        member["is_anonymous"] = False
    if standing is Standing.ADMINISTRATOR:
        member |= {"can_be_edited": False, "is_anonymous": False} | ADMIN_RIGHTS
    if standing is Standing.KICKED:
        member["until_date"] = 0
    return member


class Chats:
    """All groups, supergroups and channels, by id."""

    def __init__(self) -> None:
        self._by_id: dict[int, Chat] = {}
        self._next_ids = {
            ChatType.GROUP: FIRST_GROUP_ID,
            ChatType.SUPERGROUP: FIRST_SUPERGROUP_ID,
            ChatType.CHANNEL: FIRST_CHANNEL_ID,
        }

    def __iter__(self) -> Iterator[Chat]:
        return iter(self._by_id.values())

    def find(self, chat_id: int) -> Chat | None:
        """The chat, or None."""
        return self._by_id.get(chat_id)

    def get(self, chat_id: int) -> Chat:
        """The chat; raises DoorError where there is none."""
        chat = self._by_id.get(chat_id)
        if chat is None:
            raise DoorError(f"there is no group {chat_id}")
        return chat

    def add(self, type: ChatType, title: str, *, id: int | None = None, is_forum: bool = False) -> Chat:
        """A new, empty chat; raises DoorError for an id that is taken or has the wrong shape."""
        if id is None:
            id = self._next_ids[type]
            self._next_ids[type] = id - 1
        if id in self._by_id or id >= 0:
            raise DoorError(f"the chat id {id} is not free, or not negative")
        if is_forum and type is not ChatType.SUPERGROUP:
            raise DoorError("only a supergroup can have topics")
        chat = Chat(id=id, type=type, title=title, is_forum=is_forum)
        self._by_id[id] = chat
        return chat
