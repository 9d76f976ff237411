"""Topics: heard of by what Telegram says in a group; a draft's card is for one of them."""

from telegram import Message, Update

from bot.domain.communities import DraftGone, TopicGone
from bot.domain.ids import ChatId
from bot.services import drafts, topics
from bot.views import drafts as views
from bot.views.buttons.drafts import AskTopic, ChooseTopic
from handlers import previews
from handlers.context import Context


async def told(update: Update, context: Context) -> None:
    """A topic was opened, renamed, closed, or opened again."""
    message = update.effective_message
    assert isinstance(message, Message)  # noqa: S101 registered for messages only
    opened = message.forum_topic_created
    named = opened or message.forum_topic_edited
    closed = True if message.forum_topic_closed else False if message.forum_topic_reopened or opened else None
    await _hear(context, message, (named.name or "") if named else "", closed)


async def heard(context: Context) -> int | None:
    """The topic that a command was typed in, remembered; None: General, or a chat without topics.

    What Telegram calls the message replied to is the topic's first one, which has its name.
    """
    message = context.incoming.effective_message
    if context.topic is None or not isinstance(message, Message):
        return None
    first = message.reply_to_message
    opened = None if first is None else first.forum_topic_created
    await _hear(context, message, opened.name if opened else "", None)
    return context.topic


async def ask(context: Context, tap: AskTopic) -> None:
    """In which topic of its group a draft's card is to stand, of those one has heard of."""
    draft = await previews.own(context, tap.draft)
    if draft.state != "shown":
        raise DraftGone()
    known = [] if draft.community_id is None else await context.read(topics.of, draft.community_id)
    await context.reply(views.which_topic(await context.texts(), draft, known))


async def choose(context: Context, tap: ChooseTopic) -> None:
    """Let it stand there."""
    try:
        await context.act(drafts.set_topic, tap.draft, tap.topic or None)
    except TopicGone as refusal:
        await previews.show(context, tap.draft, refusal=refusal)
        return
    await previews.show(context, tap.draft)


async def _hear(context: Context, message: Message, name: str, closed: bool | None) -> None:
    if context.topic is not None:
        await context.act_as_bot(topics.hear, ChatId(message.chat.id), context.topic, name, closed)
