"""The bot's own account: its name, and what BotFather and its own calls have set."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, kw_only=True)
class Identity:
    """The bot as Telegram knows it."""

    id: int
    username: str
    first_name: str = "Kaituan"
    can_join_groups: bool = True
    #: Privacy mode off: the bot reads everything in its groups.
    can_read_all_group_messages: bool = False
    supports_inline_queries: bool = True
    #: The bot is told which results people choose.
    inline_feedback: bool = True
    #: By language code; "" for everybody else.
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    #: By scope and language code.
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """The User object other people's messages carry."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}

    def me(self) -> dict[str, Any]:
        """The User object of getMe."""
        return self.json() | {
            "can_join_groups": self.can_join_groups,
            "can_read_all_group_messages": self.can_read_all_group_messages,
            "supports_inline_queries": self.supports_inline_queries,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
