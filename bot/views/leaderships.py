"""Who may lead: what admins are asked and told, and what a leader hears of what they decide."""

from typing import Any

from bot.domain.communities import Approval
from bot.domain.ids import CommunityId
from bot.domain.people import Account
from bot.i18n import Html, Name, Texts
from bot.services.leaderships import Leadership
from bot.services.memberships import Membership
from bot.views import accounts
from bot.views.buttons.leaderships import ApproveLeader, DeclineLeader, RestoreLeader, SuspendLeader
from bot.views.buttons.taps import label, tap
from bot.views.communities import lead_done
from bot.views.links import Bot
from bot.views.names import mention
from bot.views.screens import Screen, Style, Tap


def leadership_asked(texts: Texts, model: Leadership | None, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """An admin is asked whether somebody may lead; nothing when that is decided."""
    if model is None or model.community is None or model.approval is not Approval.ASKED:
        return None
    told = texts("leadership-asked", leader=_named(texts, model.leader), title=Name(model.community.title))
    return Screen(text=told, keyboard=(_decide(texts, model.community.id, model.leader),))


def decided(texts: Texts, model: Leadership) -> Screen:
    """What an admin has just decided."""
    assert model.community is not None  # noqa: S101 decided about one
    granted = model.approval is Approval.GRANTED
    told = texts(
        "leadership-decided-here",
        granted="yes" if granted else "no",
        leader=_named(texts, model.leader),
        title=Name(model.community.title),
    )
    after = (
        tap(texts, SuspendLeader(model.leader.id, 0), Style.STOP)
        if granted
        else Tap(label(texts, "button-approve-after-all"), ApproveLeader(model.community.id, model.leader.id).pack())
    )
    return Screen(text=told, keyboard=((after,),))


def leader_named(texts: Texts, model: Leadership | None, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """Somebody leads a community now."""
    if model is None or model.community is None or model.is_suspended:
        return None
    told = texts("leader-named", leader=_named(texts, model.leader), title=Name(model.community.title))
    return Screen(text=told, keyboard=((_suspend(texts, model),),))


def first_payee(texts: Texts, model: Leadership, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """A community's first payee counts at once, so admins are told to whom its money goes."""
    if model.community is None or model.payee is None or model.is_suspended:
        return None
    told = texts(
        "first-payee",
        leader=_named(texts, model.leader),
        title=Name(model.community.title),
        name=Name(model.payee.name),
        account=accounts.account(model.payee),
    )
    return Screen(text=told, keyboard=((_suspend(texts, model),),))


def leadership_decided(texts: Texts, model: Membership | None, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """Who asked to lead hears what an admin says."""
    if model is None:
        return None
    if facts["granted"]:
        assert texts.now is not None  # noqa: S101 drawn at a moment
        return lead_done(texts, model.community, texts.now)
    return Screen(text=texts("leadership-declined", title=Name(model.community.title)))


def leader_suspended(texts: Texts, model: Leadership, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """A leader leads nothing for now."""
    return Screen(text=texts("leader-suspended", deals=model.open_deals)) if model.is_suspended else None


def leader_restored(texts: Texts, model: Leadership, facts: dict[str, Any], bot: Bot) -> Screen | None:
    """A leader leads again."""
    return None if model.is_suspended else Screen(text=texts("leader-restored", deals=model.open_deals))


def suspend_question(texts: Texts, model: Leadership) -> Screen:
    """Whether a leader is really to lead nothing: what that means."""
    told = texts("suspend-question", leader=_named(texts, model.leader), deals=model.open_deals)
    sure = Tap(label(texts, "button-confirm-suspend"), SuspendLeader(model.leader.id, 1).pack(), Style.STOP)
    return Screen(text=told, keyboard=((sure,), (tap(texts, RestoreLeader(model.leader.id), suspended="no"),)))


def standing(texts: Texts, model: Leadership) -> Screen:
    """How a leader stands after an admin's tap."""
    state = "suspended" if model.is_suspended else "leads"
    told = texts("leader-standing", state=state, leader=_named(texts, model.leader), deals=model.open_deals)
    after = (
        tap(texts, RestoreLeader(model.leader.id), Style.GO, suspended="yes")
        if model.is_suspended
        else _suspend(texts, model)
    )
    return Screen(text=told, keyboard=((after,),))


def _decide(texts: Texts, community: CommunityId, leader: Account) -> tuple[Tap, Tap]:
    yes = tap(texts, ApproveLeader(community, leader.id), Style.GO)
    return yes, tap(texts, DeclineLeader(community, leader.id), Style.STOP)


def _suspend(texts: Texts, model: Leadership) -> Tap:
    return tap(texts, SuspendLeader(model.leader.id, 0), Style.STOP)


def _named(texts: Texts, leader: Account) -> Html:
    """A name that opens the person, with the username that can be typed."""
    named = mention(texts, leader.id, leader.name)
    return texts("leader-called", name=named, username=leader.username) if leader.username else named
