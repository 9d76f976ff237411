"""Somebody with a phone: what they do, and what they see in their private chat with the bot."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.payqr.reading import read_qr
from bot.sandbox import Checkout, Message, Tap
from bot.sandbox.inline import Offer, Offers
from tests.kit.groups import Group
from tests.kit.messages import Seen

if TYPE_CHECKING:
    from tests.kit.scenes import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a press of a button showed: a toast, an alert, or a link that opens."""

    text: str = ""
    alert: bool = False
    url: str = ""


class Somebody:
    """A person in a scene."""

    def __init__(self, scene: "Scene", user_id: int, name: str, language: str) -> None:
        self.scene = scene
        self.id = user_id
        self.name = name
        self.language = language

    # What they do

    async def says(
        self,
        text: str | None = None,
        *,
        to: Group | None = None,
        photo: bytes | None = None,
        document: tuple[str, bytes] | None = None,
        caption: str | None = None,
        reply_to: int | None = None,
        anonymous: bool = False,
    ) -> Message:
        """They write, in private unless a group is named."""
        self._a_moment_later()
        message = self.scene.telegram.send(
            self.id if to is None else to.id,
            self.id,
            text,
            photo=photo,
            document=document,
            caption=caption,
            reply_to=reply_to,
            anonymous=anonymous,
        )
        await self.scene.settles()
        return message

    async def changes(self, message: Message, text: str) -> None:
        """They edit what they wrote."""
        self._a_moment_later()
        words = {"caption": text} if message.has_caption else {"text": text}
        self.scene.telegram.edit(message.chat_id, message.id, self.id, **words)
        await self.scene.settles()

    async def deletes(self, seen: Seen) -> None:
        """They delete a message, as administrators may."""
        self._a_moment_later()
        self.scene.telegram.delete(seen.chat_id, seen.id, self.id)
        await self.scene.settles()

    async def pins(self, seen: Seen, *, pinned: bool = True) -> None:
        """They pin a message, or unpin it, as administrators may."""
        self._a_moment_later()
        self.scene.telegram.pin(seen.chat_id, seen.id, self.id, pinned=pinned)
        await self.scene.settles()

    async def opens(self, url: str) -> None:
        """They open a link to the bot and press START."""
        self._a_moment_later()
        self.scene.telegram.open_link(self.id, url)
        await self.scene.settles()

    async def taps(self, label: str, *, on: Seen | None = None) -> Answer:
        """They press a button of the newest message that has it, in private or in a group."""
        shown = on or self._newest_with(label)
        pressed = shown.button(label)
        assert pressed is not None, f"no button {label!r} on {shown}"
        self._a_moment_later()
        return await self._answered(self.scene.telegram.tap(shown.chat_id, shown.id, self.id, pressed))

    async def forges(self, data: str, *, on: Seen) -> Answer:
        """They press what no honest client shows: any data, on any message they can see."""
        self._a_moment_later()
        return await self._answered(self.scene.telegram.tap(on.chat_id, on.id, self.id, data=data))

    async def pays(self, on: Seen | None = None, *, card: str = "good") -> Checkout:
        """They press Pay under an invoice (their newest that can be paid, unless one is named) and confirm."""
        shown = on or self._newest_to_pay()
        self._a_moment_later()
        checkout = self.scene.telegram.pay(shown.chat_id, shown.id, self.id, card=card)
        await self.scene.settles()
        return checkout

    async def is_charged(self, checkout: Checkout, *, declined: bool = False) -> None:
        """The provider of a slow card charges it at last, or declines it."""
        self.scene.telegram.charge(checkout.id, declined=declined)
        await self.scene.settles()

    async def forwards(self, seen: Seen, *, to: Group) -> Seen:
        """They forward a message into a group; the copy as it stands there."""
        self._a_moment_later()
        copy = self.scene.telegram.forward(seen.chat_id, seen.id, self.id, to.id)
        await self.scene.settles()
        return next(each for each in to.messages() if each.id == copy.id)

    def presses(self, label: str, *, on: Seen) -> Tap:
        """They press and don't wait: for two at the same time."""
        pressed = on.button(label)
        assert pressed is not None, f"no button {label!r} on {on}"
        return self.scene.telegram.tap(on.chat_id, on.id, self.id, pressed)

    async def types(self, words: str = "", *, chat_type: str = "group") -> list[Offer]:
        """They type words behind the bot's name, in whatever chat: what they are offered."""
        return list((await self.typed(words, chat_type=chat_type)).offers)

    async def typed(self, words: str = "", *, chat_type: str = "group") -> Offers:
        """The same with the button above the results."""
        self._a_moment_later()
        asked = self.scene.telegram.ask_inline(self.id, words, chat_type=chat_type)
        await self.scene.works_off()
        answer = await asked.wait(1)
        assert answer is not None, f"{self.name} types {words!r}, and nobody answers"
        return answer

    async def sends(self, title: str, *, to: Group, words: str = "") -> Seen:
        """They type words and send the result with this title into a chat; the message as it stands there."""
        offers = await self.types(words)
        found = next((each for each in offers if each.title == title), None)
        assert found is not None, f"no {title!r} among {[each.title for each in offers]}"
        message = self.scene.telegram.choose_inline(self.id, to.id, words, found.id)
        await self.scene.settles()
        return next(each for each in to.messages() if each.id == message.id)

    # What they see

    def messages(self) -> list[Seen]:
        """Their private chat, newest last."""
        return [Seen(raw) for raw in self.scene.telegram.messages(self.id) if not raw["deleted"]]

    def told(self) -> list[Seen]:
        """What the bot wrote to them, newest last."""
        return [message for message in self.messages() if message.is_bots]

    def texts(self) -> list[str]:
        """The words of it."""
        return [message.text for message in self.told()]

    async def sees(self, part: str) -> Seen:
        """The newest message of the bot that says so."""
        await self.scene.settles()
        found = self.finds(part)
        assert found is not None, f"{self.name} does not see {part!r} but:\n{self._shown()}"
        return found

    async def sees_no(self, part: str) -> None:
        """Nothing of the bot says so."""
        await self.scene.settles()
        assert self.finds(part) is None, f"{self.name} sees {part!r}:\n{self._shown()}"

    def finds(self, part: str) -> Seen | None:
        """The newest message of the bot with these words, if there is one."""
        return next((message for message in reversed(self.told()) if part in message.text), None)

    @property
    def newest(self) -> Seen:
        """The newest message of the bot."""
        return self.told()[-1]

    async def sees_qr(self) -> str:
        """What the newest payment code says to a bank's app."""
        await self.scene.settles()
        for message in reversed(self.told()):
            if message.photo is not None and any(button["kind"] == "copy" for button in message.buttons):
                return self.reads(message)
        raise AssertionError(f"{self.name} has no payment code but:\n{self._shown()}")

    def qr_messages(self) -> list[Seen]:
        """Messages with a payment code that still asks."""
        return [
            message
            for message in self.told()
            if message.photo and any(each["kind"] == "copy" for each in message.buttons)
        ]

    def invoices(self) -> list[Seen]:
        """The invoices that the bot sent them, newest last."""
        return [message for message in self.told() if message.is_invoice]

    def word(self, key: str, **facts: Any) -> str:
        """What a button or text says in their language."""
        return self.scene.languages.texts(self.language).plain(key, **facts)

    # How

    def reads(self, message: Seen) -> str:
        photo = self.scene.telegram.world.files.find(message.photo or "")
        assert photo is not None
        return read_qr(photo.content())

    async def _answered(self, tap: Tap) -> Answer:
        await self.scene.settles()
        if tap.data:
            assert tap.answer is not None, f"the bot did not answer {self.name}'s tap {tap.data!r}"
            said = tap.answer
            return Answer(text=said.get("text") or "", alert=bool(said.get("show_alert")), url=said.get("url") or "")
        return Answer(url=tap.url or "")

    def _newest_with(self, label: str) -> Seen:
        places = [self.messages(), *(group.messages() for group in self._groups())]
        with_it = [message for place in places for message in place if message.is_bots and message.button(label)]
        exact = [message for message in with_it if label in message.labels]
        assert with_it, f"{self.name} finds no button {label!r}; private chat:\n{self._shown()}"
        return max(exact or with_it, key=lambda message: (message.raw["date"], message.chat_id > 0, message.id))

    def _newest_to_pay(self) -> Seen:
        for message in reversed(self.invoices()):
            if any(button["kind"] == "pay" for button in message.buttons):
                return message
        raise AssertionError(f"{self.name} has nothing to pay but:\n{self._shown()}")

    def _groups(self) -> list[Group]:
        chats = self.scene.telegram.world.chats
        return [group for group in self.scene.groups if chats.get(group.id).has(self.id)]

    def _a_moment_later(self) -> None:
        self.scene.clock.standing.moves(seconds=3)

    def _shown(self) -> str:
        return "\n".join(f"  {message!r}" for message in self.messages()) or "  nothing"
