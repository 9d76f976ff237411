"""Ephemeral messages (Bot API 10.2 and 10.3): messages in a group that one member sees, if they arrive at all."""

from bot.sandbox.messages import Message

#: They are counted apart from messages, and high, so that nobody takes one number for the other.
_FIRST = 29_000_000


class Ephemerals:
    """Switched off, this is a server from before Bot API 10.2, as most self-hosted ones are."""

    def __init__(self) -> None:
        self.on = False
        #: Nobody is shown what is sent now, and the bot is answered as ever: Telegram promises no delivery.
        self.lost = False
        self._last = _FIRST
        self._messages: dict[tuple[int, int, int], Message] = {}
        self._unseen: set[int] = set()

    def next_id(self) -> int:
        """The ephemeral_message_id of the next one."""
        self._last += 1
        return self._last

    def keep(self, receiver: int, number: int, message: Message) -> None:
        """One was sent; the receiver sees it unless it got lost."""
        self._messages[(message.chat_id, receiver, number)] = message
        if self.lost:
            self._unseen.add(number)

    def find(self, chat_id: int, receiver: int, number: int) -> Message | None:
        """One that the bot can still edit and delete, or None."""
        return self._messages.get((chat_id, receiver, number))

    def drop(self, chat_id: int, receiver: int, number: int) -> bool:
        """One is deleted; whether it was there."""
        return self._messages.pop((chat_id, receiver, number), None) is not None

    def seen_by(self, chat_id: int, receiver: int) -> dict[int, Message]:
        """What a member sees of them in a group, by their numbers, newest last."""
        return {
            number: message
            for (chat, to, number), message in self._messages.items()
            if (chat, to) == (chat_id, receiver) and number not in self._unseen
        }
