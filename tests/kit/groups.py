"""A group chat as its members see it."""

from typing import TYPE_CHECKING, Any

from tests.kit.messages import Seen

if TYPE_CHECKING:
    from tests.kit.people import Somebody
    from tests.kit.scenes import Scene


class Group:
    """A group with the bot in it."""

    def __init__(self, scene: "Scene", chat_id: int, title: str) -> None:
        self.scene = scene
        self.id = chat_id
        self.title = title
        self._leader: Somebody | None = None

    @property
    def leader(self) -> "Somebody":
        """Who leads it."""
        assert self._leader is not None, f"nobody leads {self.title}"
        return self._leader

    @leader.setter
    def leader(self, somebody: "Somebody") -> None:
        self._leader = somebody

    def messages(self) -> list[Seen]:
        """Everything that stands in it, newest last."""
        return [Seen(raw) for raw in self.scene.telegram.messages(self.id) if not raw["deleted"]]

    def posts(self) -> list[Seen]:
        """What the bot has posted here beside its greeting, newest last."""
        return [message for message in self.messages() if message.is_bots and not self._greets(message)]

    @property
    def boards(self) -> list[Seen]:
        """What the bot has pinned here, newest last."""
        return [post for post in self.posts() if post.raw["pinned"]]

    @property
    def cards(self) -> list[Seen]:
        """The deals' cards, newest last: what the bot posted with buttons and not as an answer."""
        return [post for post in self.posts() if post.buttons and post.reply_to is None]

    @property
    def greetings(self) -> list[Seen]:
        """What the bot posted when it was added: the messages that ask who leads."""
        return [message for message in self.messages() if message.is_bots and self._greets(message)]

    def _greets(self, message: Seen) -> bool:
        asks = {self.scene.languages.texts(each).plain("button-lead-here") for each in self.scene.languages.known}
        return message.reply_to is None and bool(asks & set(message.labels))

    @property
    def card(self) -> Seen:
        """The newest card."""
        assert self.cards, f"no card stands in {self.title}"
        return self.cards[-1]

    def sends(self, method: str | None = None) -> list[Any]:
        """The bot's calls that were meant for this chat."""
        return [call for call in self.scene.telegram.calls(method) if str(call.params.get("chat_id")) == str(self.id)]
