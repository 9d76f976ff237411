"""Screen → Bot API: the one place that sends and edits, for replies and for the outbox.

A payment code is drawn, read back and compared before a byte of it goes out.
"""

import asyncio
import contextlib
from dataclasses import dataclass

from telegram import (
    Bot,
    ChatMemberAdministrator,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LabeledPrice,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
    SwitchInlineQueryChosenChat,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.delivery.limits import Lane, Limits
from bot.delivery.pictures import drawn
from bot.delivery.posters import Painter
from bot.domain.notices import ELSEWHERE
from bot.pictures.fonts import Fonts
from bot.views.screens import (
    Button,
    Chart,
    Copy,
    FinishedMark,
    Invoice,
    Keyboard,
    Link,
    Pay,
    Poster,
    Screen,
    Share,
    StoredPhoto,
    Tap,
)

#: Seconds to wait for Telegram's answer: a person's own answer must not hold up the acknowledgement of what they did;
#: a longer wait for notices makes fewer of them ambiguous.
_OWN_ANSWER_S, _NOTICE_ANSWER_S = 5.0, 25.0
#: And for a file to go up.
_UPLOAD_S = 60.0
_PIN_REFUSED = "not enough rights to manage pinned messages in the chat"
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A message as it stands in a chat after a send or an edit."""

    message_id: int
    has_photo: bool
    #: Pictures uploaded by it: key → file_id.
    pictures: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Picture:
    """What is sent as a message's picture: a file_id, or bytes that Telegram is to keep for us under a key."""

    sent: str | bytes
    key: str | None = None


class MayNotPin(Exception):
    """The bot may not pin in a group. `as_administrator`: it is one, without this right: its leaders should know."""

    def __init__(self, *, as_administrator: bool) -> None:
        super().__init__(_PIN_REFUSED)
        self.as_administrator = as_administrator


class NoProvider(Exception):
    """An invoice can't be sent: no provider's token is set any more."""


class Mouth:
    """Speaks to Telegram, at its pace."""

    def __init__(self, bot: Bot, limits: Limits, fonts: Fonts | None = None, *, provider_token: str = "") -> None:
        self._painter = Painter(bot, fonts or Fonts())
        self._bot = bot
        self._limits = limits
        self._drawing = asyncio.Lock()
        self._provider_token = provider_token

    def limited(self, chat_id: int, after_s: float) -> None:
        """Telegram takes nothing for this chat for a while: notices to it wait too."""
        self._limits.limited(chat_id, after_s)

    def wait_for(self, chat_id: int, lane: Lane) -> float:
        """Seconds until this chat may get its next message, as it looks now."""
        return self._limits.wait_for(chat_id, lane)

    async def post(
        self,
        chat_id: int,
        screen: Screen,
        lane: Lane,
        *,
        stored: str | None = None,
        reply_to: int | None = None,
        thread_id: int | None = None,
        within_s: float | None = None,
    ) -> Put:
        """Post a screen, into a topic if one is named. `stored`: the file_id of its picture, if Telegram keeps it.

        Raises what the call raises.
        """
        if screen.invoice is not None:
            return await self._post_invoice(chat_id, screen, screen.invoice, lane, within_s)
        photo = await self._photo(screen, stored)
        departure = await self._limits.turn(chat_id, lane, within_s=within_s)
        replied = None if reply_to is None else ReplyParameters(reply_to, allow_sending_without_reply=True)
        if photo is None:
            message = await self._bot.send_message(
                chat_id,
                screen.text,
                parse_mode=ParseMode.HTML,
                reply_markup=_asks_reply(screen) or markup(screen.keyboard),
                link_preview_options=_NO_PREVIEW,
                disable_notification=screen.silent,
                reply_parameters=replied,
                message_thread_id=thread_id,
                read_timeout=_patience(lane),
            )
            self._limits.answered(departure)
            return Put(message_id=message.message_id, has_photo=False, pictures={})
        message = await self._bot.send_photo(
            chat_id,
            photo.sent,
            caption=screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=markup(screen.keyboard),
            disable_notification=screen.silent,
            reply_parameters=replied,
            message_thread_id=thread_id,
            read_timeout=_patience(lane),
        )
        self._limits.answered(departure)
        return _put(message, message.message_id, photo)

    async def _post_invoice(
        self, chat_id: int, screen: Screen, invoice: Invoice, lane: Lane, within_s: float | None
    ) -> Put:
        """Raises NoProvider, and what the call raises."""
        if not self._provider_token:
            raise NoProvider
        departure = await self._limits.turn(chat_id, lane, within_s=within_s)
        message = await self._bot.send_invoice(
            chat_id,
            title=invoice.title,
            description=screen.text,
            payload=invoice.payload,
            provider_token=self._provider_token,
            currency=invoice.price.currency.code,
            prices=[LabeledPrice(invoice.says, invoice.price.minor)],
            start_parameter=invoice.start,
            reply_markup=markup(screen.keyboard),
            disable_notification=screen.silent,
            read_timeout=_patience(lane),
        )
        self._limits.answered(departure)
        return Put(message_id=message.message_id, has_photo=False, pictures={})

    async def delete(self, chat_id: int, message_id: int, lane: Lane, *, within_s: float | None = None) -> None:
        """Take a message away. Raises what the call raises."""
        departure = await self._limits.turn(chat_id, lane, within_s=within_s)
        await self._bot.delete_message(chat_id, message_id, read_timeout=_patience(lane))
        self._limits.answered(departure)

    async def post_file(self, chat_id: int, name: str, content: bytes, caption: str) -> None:
        """Post a file that somebody asked for, under its name. Raises what the call raises."""
        departure = await self._limits.turn(chat_id, Lane.OWN)
        await self._bot.send_document(
            chat_id,
            content,
            filename=name,
            caption=caption,
            parse_mode=ParseMode.HTML,
            disable_content_type_detection=True,
            read_timeout=_NOTICE_ANSWER_S,
            write_timeout=_UPLOAD_S,
        )
        self._limits.answered(departure)

    async def post_pinned(self, chat_id: int, screen: Screen, lane: Lane, *, within_s: float | None = None) -> Put:
        """Post a screen and pin it, both in silence; where it can't be pinned it isn't left standing.

        Raises MayNotPin, and what the calls raise.
        """
        member = await self._bot.get_chat_member(chat_id, self._bot.id)
        if not (isinstance(member, ChatMemberAdministrator) and member.can_pin_messages):
            raise MayNotPin(as_administrator=isinstance(member, ChatMemberAdministrator))
        put = await self.post(chat_id, screen, lane, within_s=within_s)
        for is_last in (False, True):
            try:
                await self._bot.pin_chat_message(chat_id, put.message_id, disable_notification=True)
                return put
            except (BadRequest, Forbidden) as error:
                await self._bot.delete_message(chat_id, put.message_id)
                raise MayNotPin(as_administrator=True) from error
            except TelegramError:
                if is_last:
                    return put  # it may be pinned; another message would be worse than one that isn't
        return put

    async def unpin(self, chat_id: int, message_id: int) -> None:
        """Take a message from the pinned ones; where that can't be done, or is done already, nothing follows."""
        with contextlib.suppress(TelegramError):
            await self._bot.unpin_chat_message(chat_id, message_id)

    async def edit(
        self,
        chat_id: int,
        message_id: int,
        screen: Screen,
        lane: Lane,
        *,
        had_photo: bool,
        stored: str | None = None,
        same_photo: bool = False,
        within_s: float | None = None,
    ) -> Put:
        """Make a message show a screen. A message with a picture keeps having one: its caption or media changes.

        One without a picture has no code that a mark would have to replace.
        """
        keeps = same_photo if had_photo else isinstance(screen.photo, FinishedMark)
        photo = None if keeps else await self._photo(screen, stored)
        departure = await self._limits.turn(chat_id, lane, within_s=within_s)
        keyboard = markup(screen.keyboard)
        if photo is not None:
            media = InputMediaPhoto(photo.sent, caption=screen.text, parse_mode=ParseMode.HTML)
            answer = await self._bot.edit_message_media(
                media,
                chat_id=chat_id,
                message_id=message_id,
                reply_markup=keyboard,
                read_timeout=_patience(lane),
            )
            self._limits.answered(departure)
            return _put(answer, message_id, photo)
        if had_photo:
            await self._bot.edit_message_caption(
                chat_id,
                message_id,
                caption=screen.text,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                read_timeout=_patience(lane),
            )
            self._limits.answered(departure)
            return Put(message_id=message_id, has_photo=True, pictures={})
        await self._bot.edit_message_text(
            screen.text,
            chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=_NO_PREVIEW,
            read_timeout=_patience(lane),
        )
        self._limits.answered(departure)
        return Put(message_id=message_id, has_photo=False, pictures={})

    async def edit_inline(
        self, inline_id: str, screen: Screen, *, has_photo: bool, within_s: float | None = None
    ) -> Put:
        """Make a card in a chat that nobody knows show a screen; the picture it was sent with stays."""
        departure = await self._limits.turn(ELSEWHERE, Lane.BULK, within_s=within_s)
        if has_photo:
            await self._bot.edit_message_caption(
                inline_message_id=inline_id,
                caption=screen.text,
                parse_mode=ParseMode.HTML,
                reply_markup=markup(screen.keyboard),
                read_timeout=_patience(Lane.BULK),
            )
        else:
            await self._bot.edit_message_text(
                screen.text,
                inline_message_id=inline_id,
                parse_mode=ParseMode.HTML,
                reply_markup=markup(screen.keyboard),
                link_preview_options=_NO_PREVIEW,
                read_timeout=_patience(Lane.BULK),
            )
        self._limits.answered(departure)
        return Put(message_id=0, has_photo=has_photo, pictures={})

    async def _photo(self, screen: Screen, stored: str | None) -> _Picture | None:
        """The picture's file_id, or the picture: drawn before the turn, which is a moment, and one at a time."""
        photo = screen.photo
        if photo is None:
            return None if stored is None else _Picture(stored)
        if isinstance(photo, StoredPhoto):
            return _Picture(stored or photo.file_id)
        if isinstance(photo, Chart):
            return _Picture(await self._painter.chart(photo.figures))
        if stored is not None:
            return _Picture(stored, photo.key)
        if isinstance(photo, Poster):
            painting = await self._painter.paint(photo)
            return _Picture(painting.jpeg, photo.key if painting.is_whole else None)
        async with self._drawing:
            picture = drawn(photo)
            await asyncio.sleep(0)  # whoever taps meanwhile waits for one drawing, not for all
        return _Picture(picture, photo.key)


def _patience(lane: Lane) -> float:
    return _OWN_ANSWER_S if lane is Lane.OWN else _NOTICE_ANSWER_S


def _asks_reply(screen: Screen) -> ForceReply | None:
    return ForceReply(input_field_placeholder=screen.asks_reply) if screen.asks_reply else None


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """The buttons under a message; None for none."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in keyboard])


def _button(button: Button) -> InlineKeyboardButton:
    match button:
        case Tap():
            return InlineKeyboardButton(button.text, callback_data=button.data, style=button.style)
        case Link():
            return InlineKeyboardButton(button.text, url=button.url, style=button.style)
        case Copy():
            return InlineKeyboardButton(button.text, copy_text=CopyTextButton(button.copied))
        case Share():
            chosen = SwitchInlineQueryChosenChat(
                button.query, allow_user_chats=True, allow_group_chats=True, allow_channel_chats=True
            )
            return InlineKeyboardButton(button.text, switch_inline_query_chosen_chat=chosen, style=button.style)
        case Pay():
            return InlineKeyboardButton(button.text, pay=True)


def _put(answer: Message | bool, message_id: int, picture: _Picture) -> Put:
    pictures: dict[str, str] = {}
    if picture.key is not None and isinstance(answer, Message) and answer.photo:
        pictures[picture.key] = answer.photo[-1].file_id
    return Put(message_id=message_id, has_photo=True, pictures=pictures)
