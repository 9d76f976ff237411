"""Topics of groups that are forums. Nobody can be asked which there are: what service messages say is kept."""

from datetime import datetime

from bot.domain.communities import Topic
from bot.domain.ids import ChatId, CommunityId
from bot.domain.people import Actor, Right
from bot.services.act import Done, act
from storage import communities, topics
from storage.database import ReadTx, WriteTx

#: Topics that are remembered for a group: those heard of last.
TOPICS_KEPT = 30


@act(Right.ITSELF)
def hear(
    tx: WriteTx, by: Actor, now: datetime, chat: ChatId, thread: int, name: str, closed: bool | None
) -> Done[None]:
    """A topic was opened, renamed (`name`), closed, opened again (`closed`), or written in; of a group we serve."""
    community = communities.find_chat(tx, chat)
    if community is not None:
        topics.hear(tx, community.id, thread, name, TOPICS_KEPT, now)
        if closed is not None:
            topics.think_closed(tx, community.id, thread, closed)
    return Done(events=())


def of(tx: ReadTx, community: CommunityId) -> list[Topic]:
    """A group's topics, that heard of last first; closed ones too."""
    return topics.of(tx, community)


def is_closed(tx: ReadTx, community: CommunityId, thread: int) -> bool:
    """Whether we have heard that nothing can be posted in a topic of a group any more."""
    return any(topic.thread_id == thread and topic.is_closed for topic in topics.of(tx, community))


def is_open(tx: ReadTx, community: CommunityId, thread: int) -> bool:
    """Whether something can be posted in a topic of a group, as far as we have heard."""
    return any(topic.thread_id == thread and not topic.is_closed for topic in topics.of(tx, community))
