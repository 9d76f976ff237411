"""What admins decide about leaders: approve, decline, suspend, restore."""

from bot.domain.ids import AccountId, CommunityId
from bot.domain.people import Right
from bot.services import leaderships
from bot.views import leaderships as views
from bot.views.buttons.leaderships import ApproveLeader, DeclineLeader, RestoreLeader, SuspendLeader
from handlers.context import Context


async def approve(context: Context, tap: ApproveLeader) -> None:
    """Let somebody lead who asked for it."""
    await context.act(leaderships.approve, tap.community, tap.leader)
    await _show_decided(context, tap.community, tap.leader)


async def decline(context: Context, tap: DeclineLeader) -> None:
    """Don't let them."""
    await context.act(leaderships.decline, tap.community, tap.leader)
    await _show_decided(context, tap.community, tap.leader)


async def suspend(context: Context, tap: SuspendLeader) -> None:
    """Let a leader lead nothing; asked once more before."""
    if tap.step:
        await context.act(leaderships.suspend, tap.leader)
        await _show_standing(context, tap.leader)
        return
    model = await context.read_as(Right.ADMIN, leaderships.seen_by_admin, tap.leader)
    await context.reply(views.suspend_question(await context.texts(), model))


async def restore(context: Context, tap: RestoreLeader) -> None:
    """Let them lead again; or leave them as they are."""
    await context.act(leaderships.restore, tap.leader)
    await _show_standing(context, tap.leader)


async def _show_decided(context: Context, community: CommunityId, leader: AccountId) -> None:
    model = await context.read(leaderships.in_community, community, leader)
    if model is not None:
        await context.reply(views.decided(await context.texts(), model))


async def _show_standing(context: Context, leader: AccountId) -> None:
    model = await context.read_as(Right.ADMIN, leaderships.seen_by_admin, leader)
    await context.reply(views.standing(await context.texts(), model))
