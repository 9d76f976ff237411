"""Messages of ours that were looked up already: a tap on one of them asks the database no more."""

from bot.domain.ids import ChatId

_MOST = 10_000


class KnownMessages:
    """Chats and numbers of messages."""

    def __init__(self) -> None:
        self._known: set[tuple[ChatId, int]] = set()

    def __contains__(self, message: tuple[ChatId, int]) -> bool:
        return message in self._known

    def add(self, chat: ChatId, message_id: int) -> None:
        """One more; when there are too many, all are looked up anew."""
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known.add((chat, message_id))
