"""What a handler has at hand: who acts, their texts, acts, reads, and the ways to answer."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

import structlog
from telegram import Message, Update, User
from telegram.error import TelegramError
from telegram.ext import Application, CallbackContext, ExtBot

from bot.clock import Clock
from bot.delivery.limits import Lane, NoTurn
from bot.delivery.outcomes import Dead, NotModified, RetryLater, Unreachable, outcome
from bot.delivery.telegram import Mouth, Put
from bot.domain.communities import Community, StandingUnknown
from bot.domain.errors import DatabaseAway
from bot.domain.ids import AccountId, ChatId
from bot.domain.people import ITSELF, Account, Actor, Person, Right
from bot.i18n import Languages, Texts
from bot.services import communities, deliveries, memberships, people, rights
from bot.services.act import Act, Acts, Result
from bot.trouble import answered_before
from bot.views.communities import no_private_chat
from bot.views.links import Bot, start_link
from bot.views.refusals import answered_late_screen
from bot.views.screens import FinishedMark, PaymentCode, Poster, Screen, Toast, as_it_stands
from handlers.administrators import Administrators, Standing
from handlers.clerks import Clerk
from handlers.known import KnownMessages
from handlers.listings import Listings
from handlers.misses import Misses
from storage.database import Database, ReadTx

log = structlog.get_logger(__name__)

P = ParamSpec("P")
S = TypeVar("S")
T = TypeVar("T")
About = TypeVar("About", bound=int)

#: A direct answer is given up when its turn is further away: it must not hold up the acknowledgement.
ANSWER_WITHIN_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """Everything handlers reach, wired in bot/app.py."""

    db: Database
    acts: Acts
    clock: Clock
    languages: Languages
    mouth: Mouth
    administrators: Administrators
    bot: Bot
    admins: frozenset[int]
    #: Whether any administrator of a group may lead its community, or an admin is asked first.
    leading_is_open: bool
    clerk: Clerk
    misses: Misses = field(default_factory=Misses)
    known: KnownMessages = field(default_factory=KnownMessages)
    listings: Listings = field(default_factory=Listings)

    @property
    def told_admins(self) -> tuple[AccountId, ...]:
        """The admins, in an order of their own."""
        return tuple(AccountId(admin) for admin in sorted(self.admins))


class KaituanApplication(Application[Any, Any, Any, Any, Any, Any]):
    """The library's application, with our wiring."""

    wiring: Wiring


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """One update's context."""

    incoming: Update
    account: Account | None = None
    answered: bool = False
    #: Whether it is /lead: the one command that is answered in a group that nobody leads.
    asks_to_lead: bool = False
    #: The tapped message shows already what was asked for: the tap itself must say so.
    unchanged: bool = False
    #: Something was done for this update now that had not been done when it came before.
    has_acted: bool = False
    #: The message of the private chat that shows the last screen; None: there is none yet, or it was lost.
    shows_in: int | None = None

    @classmethod
    def from_update(cls, update: object, application: Any) -> "Context":
        """The library makes one for each update."""
        context = super().from_update(update, application)
        assert isinstance(update, Update)  # noqa: S101 we process nothing else
        context.incoming = update
        return context

    @property
    def wiring(self) -> Wiring:
        """What bot/app.py has wired."""
        application = self.application
        assert isinstance(application, KaituanApplication)  # noqa: S101 built so in bot/app.py
        return application.wiring

    # Who acts

    @property
    def user(self) -> User:
        """Who sent the update: never taken from a button or a text."""
        user = self.incoming.effective_user
        assert user is not None  # noqa: S101 no handler is registered for updates without a person
        return user

    @property
    def actor(self) -> Actor:
        """The person as the update says."""
        user = self.user
        person = Person(
            id=AccountId(user.id),
            name=user.full_name,
            username=user.username or "",
            language=user.language_code or "",
        )
        return Actor(person=person, is_admin=user.id in self.wiring.admins)

    @property
    def is_private(self) -> bool:
        """Whether the update comes from the person's private chat."""
        chat = self.incoming.effective_chat
        return chat is not None and chat.id > 0

    @property
    def topic(self) -> int | None:
        """The topic in which this update's message stands; None: General, or a chat without topics."""
        message = self.incoming.effective_message
        return message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None

    @property
    def tapped_picture(self) -> bool:
        """Whether the button that was tapped stands under a picture."""
        query = self.incoming.callback_query
        return query is not None and isinstance(query.message, Message) and bool(query.message.photo)

    @property
    def tapped_words(self) -> int | None:
        """The message of the private chat whose button was tapped, where it can be made to say something else."""
        query = self.incoming.callback_query
        tapped = None if query is None else query.message
        if not isinstance(tapped, Message) or tapped.chat.id != self.user.id or tapped.photo or tapped.invoice:
            return None
        return tapped.message_id

    # Acting and reading

    async def act(self, what: Act[P, S], *args: P.args, **kwargs: P.kwargs) -> Result[S]:
        """Run an act as this person, once for this update. Raises what the act raises."""
        return await self._act("", what, *args, **kwargs)

    async def act_part(self, part: int, what: Act[P, S], *args: P.args, **kwargs: P.kwargs) -> Result[S]:
        """The same for one part of many of what this update brings: each once."""
        return await self._act(f":{part}", what, *args, **kwargs)

    async def _act(self, part: str, what: Act[P, S], *args: P.args, **kwargs: P.kwargs) -> Result[S]:
        about = args[0] if args and isinstance(args[0], int) else None
        by = await self._with_rights(what.right, about or 0)
        request = f"u{self.incoming.update_id}:{what.name}:{'' if about is None else about}{part}"
        result = await self.wiring.acts(what, by, request, *args, **kwargs)
        self.account = result.account or self.account
        self.has_acted = self.has_acted or result.fresh
        return result

    async def act_as_bot(self, what: Act[P, S], *args: P.args, **kwargs: P.kwargs) -> Result[S]:
        """Run an act that Telegram's own word asks for, once for this update."""
        return await self.wiring.acts(what, ITSELF, f"u{self.incoming.update_id}:{what.name}", *args, **kwargs)

    async def read(self, fn: Callable[Concatenate[ReadTx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Read one snapshot."""
        return await self.wiring.db.read(fn, *args, **kwargs)

    async def read_as(
        self,
        right: Right,
        fn: Callable[Concatenate[ReadTx, Actor, About, P], T],
        about: About,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Read what only somebody with a right about the object is shown. Raises NotFound, NotAllowed."""
        by = await self._with_rights(right, about)
        return await self.wiring.db.read(fn, by, about, *args, **kwargs)

    async def _with_rights(self, right: Right, about: int) -> Actor:
        """The actor with what only Telegram knows: whether they administer the group that the object belongs to."""
        by = self.actor
        chat = await self.read(rights.chat_of, right, about) if right in rights.ASKED else None
        if chat is None:
            return by
        standing = await self.wiring.administrators.standing(chat, by.id)
        if standing is Standing.ADMINISTRATOR:
            return replace(by, administers=chat)
        if standing is Standing.OTHER:
            await self.end_leadership(chat, by.id)
        elif right in rights.WITHOUT_GROUP and await self.read(memberships.was_removed, chat):
            return replace(by, administers=chat)  # nobody can be asked any more: who led then ends what is begun
        return by

    async def look_who_leads(self, community: Community) -> None:
        """Ask Telegram whether each leader of a community still administers its group; who doesn't leads no more."""
        for leader in await self.read(communities.leaders_of, community.id):
            try:
                standing = await self.wiring.administrators.standing(community.chat_id, leader)
            except StandingUnknown:  # asked again the next time: what one leads is shown all the same
                return
            if standing is Standing.OTHER:
                await self.end_leadership(community.chat_id, leader)

    async def end_leadership(self, chat: ChatId, account: AccountId) -> None:
        """Who stops being a group's administrator stops being its leader."""
        community = await self.read(communities.of_chat, chat)
        if community is not None and await self.read(communities.leads, community.id, account):
            await self.wiring.acts(communities.end_leadership, ITSELF, None, community.id, account)

    # Answering

    async def texts(self, zone: ZoneInfo | None = None) -> Texts:
        """Texts in this person's language, by the clocks of a community."""
        if self.account is None:
            self.account = await self.read(people.account, self.actor.id)
        wanted = self.user.language_code if self.account is None else self.account.language
        return self.wiring.languages.texts(wanted, zone, self.wiring.clock.now())

    async def reply(self, screen: Screen, toast: Toast | None = None, *, decided: bool = False) -> None:
        """Answer with a screen in private. `decided`: the message that asked says so itself, under its picture.
        Tapped in a group by one who can't be written to: the private chat opens.

               A command typed in a group is answered in private too; who has no private chat is told so in the group,
               unless nobody leads it: there the bot is silent.
        """
        if await self.show(screen, decided=decided):
            await self.answer(toast or (as_it_stands(await self.texts()) if self.unchanged else None))
        elif self.incoming.callback_query is not None:
            await self.answer(Toast(url=start_link(self.wiring.bot.username)))
        elif self.incoming.effective_message is not None and not self.is_private:
            message = self.incoming.effective_message
            if self.asks_to_lead or await self.read(communities.is_led, ChatId(message.chat.id)):
                hint = no_private_chat(await self.texts(), self.wiring.bot)
                await self.post(message.chat.id, hint, reply_to=message.message_id)

    async def can_write(self) -> bool:
        """Whether we may write to this person in private."""
        if self.account is None:
            self.account = await self.read(people.account, self.actor.id)
        return self.account is not None and self.account.can_write

    async def answer(self, toast: Toast | None = None) -> None:
        """Answer the tap, once: best effort, never repeated; each tap is answered, if only emptily.

        Where its answer was that it is kept, or it is too late for one, what came of it is said in private.
        """
        query = self.incoming.callback_query
        if query is None or self.answered:
            return
        self.answered = True
        shown = toast or Toast()
        if answered_before.get():
            await self._say(shown)
            return
        try:
            await query.answer(
                shown.text or None, show_alert=shown.alert or None, url=shown.url, read_timeout=ANSWER_WITHIN_S
            )
        except TelegramError as error:
            what = outcome(error)
            log.info("answer.lost", update_id=self.incoming.update_id, outcome=type(what).__name__)
            if self.has_acted and isinstance(what, Dead) and what.is_query_gone:
                await self._say(shown)

    async def _say(self, toast: Toast) -> None:
        """Say in private what a toast would have said, to who can be written to; what shows screens stays the same."""
        if toast.text and await self.can_write():
            shows_in = self.shows_in
            await self.post(self.user.id, answered_late_screen(await self.texts(), toast.text))
            self.shows_in = shows_in

    async def show(self, screen: Screen, *, decided: bool = False) -> bool:
        """Show a screen to this person in private: in place of the message whose button they tapped, else as a new one.

        An invoice can't be made to say something else. False: they can't be written to.
        """
        query = self.incoming.callback_query
        tapped = query.message if query is not None else None
        if isinstance(tapped, Message) and tapped.chat.id == self.user.id and tapped.invoice is None:
            return await self._edit(tapped, screen, decided=decided)
        return await self.post(self.user.id, screen)

    async def post(self, chat_id: int, screen: Screen, *, reply_to: int | None = None) -> bool:
        """Post a direct answer; what must arrive is an outbox row instead. False: it can't be written there."""
        self.shows_in = None
        try:
            put = await self._put(chat_id, screen, reply_to)
        except (TelegramError, NoTurn) as error:
            return self._lost(error, chat_id)
        if chat_id == self.user.id:
            self.shows_in = put.message_id
        return True

    def _topic(self, chat_id: int) -> int | None:
        """The topic in which this update's message stands, for an answer in the same chat."""
        message = self.incoming.effective_message
        return self.topic if message is not None and message.chat.id == chat_id else None

    async def _put(self, chat_id: int, screen: Screen, reply_to: int | None) -> Put:
        """Post a screen; a poster that Telegram keeps goes by its file_id, and a new one is remembered."""
        post = functools.partial(
            self.wiring.mouth.post,
            chat_id,
            screen,
            Lane.OWN,
            reply_to=reply_to,
            thread_id=self._topic(chat_id),
            within_s=ANSWER_WITHIN_S,
        )
        if not isinstance(screen.photo, Poster):
            return await post()
        stored = await self.read(deliveries.picture, screen.photo.key)
        if stored is not None:
            try:
                return await post(stored=stored)
            except TelegramError as error:
                what = outcome(error)
                if not (isinstance(what, Dead) and what.is_picture_refused):
                    raise
        put = await post()
        try:
            await self.wiring.db.write(deliveries.keep_pictures, put.pictures, self.wiring.clock.now())
        except DatabaseAway:
            log.info("poster.not-kept", update_id=self.incoming.update_id)  # it is sent: drawn anew the next time
        return put

    async def edit(self, message_id: int, screen: Screen) -> None:
        """Make an older message of the private chat show a screen, under the picture it has: best effort."""
        try:
            await self.wiring.mouth.edit(
                self.user.id,
                message_id,
                screen,
                Lane.OWN,
                had_photo=screen.photo is not None,
                same_photo=True,
                within_s=ANSWER_WITHIN_S,
            )
        except (TelegramError, NoTurn) as error:
            if not isinstance(outcome(error), NotModified):
                self._lost(error, self.user.id)

    async def _edit(self, message: Message, screen: Screen, *, decided: bool) -> bool:
        had_photo = bool(message.photo)
        self.shows_in = None
        if screen.photo is None and had_photo and not decided:
            return await self.post(message.chat.id, screen)
        try:
            await self.wiring.mouth.edit(
                message.chat.id,
                message.message_id,
                screen,
                Lane.OWN,
                had_photo=had_photo,
                same_photo=not isinstance(screen.photo, PaymentCode | FinishedMark),
                within_s=ANSWER_WITHIN_S,
            )
        except (TelegramError, NoTurn) as error:
            if not isinstance(outcome(error), NotModified):
                return self._lost(error, message.chat.id)
            self.unchanged = True
        self.shows_in = message.message_id
        return True

    def _lost(self, error: TelegramError | NoTurn, chat_id: int) -> bool:
        what = outcome(error)
        if isinstance(what, RetryLater):
            self.wiring.mouth.limited(chat_id, what.after_s)
        log.info("reply.lost", update_id=self.incoming.update_id, outcome=type(what).__name__, reason=str(error)[:200])
        return not isinstance(what, Unreachable)
