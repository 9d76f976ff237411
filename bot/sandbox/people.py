"""People on Telegram, as the bot meets them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.refusals import DoorError

#: Past 32 bits, so that a column too narrow for a person shows at once.
FIRST_ID = 5_000_000_001
#: Telegram's stand-in for administrators who write as their group.
GROUP_ANONYMOUS_BOT = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}

#: And for people who write as a channel.
CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}


@dataclass(slots=True, kw_only=True)
class Person:
    """Somebody with a Telegram account."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    #: Pressed START, so that the bot may write to them.
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    #: The bot has seen them somewhere.
    met: bool = False
    _json: dict[str, Any] = field(default_factory=dict, repr=False)

    def json(self) -> dict[str, Any]:
        """The User object of the Bot API; read, never changed."""
        if not self._json:
            facts = {"id": self.id, "is_bot": False, "first_name": self.first_name, "last_name": self.last_name}
            facts |= {"username": self.username, "language_code": self.language_code}
            self._json = {name: value for name, value in facts.items() if value is not None}
        return self._json

    def chat_json(self) -> dict[str, Any]:
        """The Chat object of the private chat with the bot."""
        facts = {"id": self.id, "type": "private", "first_name": self.first_name}
        facts |= {"last_name": self.last_name, "username": self.username}
        return {name: value for name, value in facts.items() if value is not None}

    def sim(self) -> dict[str, Any]:
        """What the people's door tells of them."""
        shown = {name: value for name, value in self.json().items() if name != "is_bot"}
        return shown | {"blocked": self.blocked, "started": self.started}


class People:
    """Everybody there is, by id."""

    def __init__(self) -> None:
        self._by_id: dict[int, Person] = {}
        self._next_id = FIRST_ID

    def __iter__(self) -> Iterator[Person]:
        return iter(self._by_id.values())

    def find(self, person_id: int) -> Person | None:
        """The person, or None."""
        return self._by_id.get(person_id)

    def get(self, person_id: int) -> Person:
        """The person; raises DoorError where there is none."""
        person = self._by_id.get(person_id)
        if person is None:
            raise DoorError(f"there is no user {person_id}")
        return person

    def add(
        self,
        *,
        first_name: str,
        id: int | None = None,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
    ) -> Person:
        """A new person; raises DoorError for a name that is empty, or an id that is taken."""
        if not first_name:
            raise DoorError("first_name must not be empty")
        if id is None:
            id, self._next_id = self._next_id, self._next_id + 1
        if id <= 0 or id in self._by_id:
            raise DoorError(f"the user id {id} is not free")
        self._next_id = max(self._next_id, id + 1)
        person = Person(
            id=id, first_name=first_name, last_name=last_name, username=username, language_code=language_code
        )
        self._by_id[id] = person
        return person
