"""Every button's meaning, and reading the data of a tap.

Callback data is the attacker's text: a record says what is asked, never who asks or whether they may.
"""

from dataclasses import dataclass

from bot.domain.errors import Stale
from bot.domain.ids import (
    AccountId,
    Code,
    CommunityId,
    DraftId,
    LateCloseId,
    OutageId,
    PayeeId,
    StatementId,
    StatementLineId,
    Token,
)
from bot.domain.statements.matching import Why
from bot.i18n import Fact, Texts
from bot.views.lengths import shortened
from bot.views.packing import ButtonData
from bot.views.screens import Style, Tap


def unpack(data: str) -> ButtonData:
    """What a tap asks. Raises Stale: a kind we no longer have; NotFound: forged, cut or mistyped."""
    prefix, *values = data.split(":")
    kind = ButtonData.kinds.get(prefix)
    if kind is None:
        raise Stale()
    return kind.read(values)


def tap(texts: Texts, data: ButtonData, style: Style | None = None, **facts: Fact) -> Tap:
    """The button of this meaning; its label is the text `button-<kind>`."""
    return Tap(label(texts, f"button-{data.name}", **facts), data.pack(), style)


def label(texts: Texts, key: str, **facts: Fact) -> str:
    """A text short enough for a button."""
    return shortened(texts.plain(key, **facts))


@dataclass(frozen=True)
class _OfDeal(ButtonData):
    deal: Code


@dataclass(frozen=True)
class _OfTeam(ButtonData):
    team: Code


@dataclass(frozen=True)
class _OfOrder(ButtonData):
    order: Code


@dataclass(frozen=True)
class _OfDraft(ButtonData):
    draft: DraftId


@dataclass(frozen=True)
class _OfPayee(ButtonData):
    payee: PayeeId


# A deal's card and screen


class SeeDeal(_OfDeal, prefix="ds"):
    """Show a deal: prices, teams, buying alone."""


class ReadNote(_OfDeal, prefix="dn"):
    """Read the whole note of a deal, where a screen shows only its beginning."""


class StartTeam(_OfDeal, prefix="ts"):
    """Start a team, with the one who taps as its first buyer."""


class JoinTeam(_OfTeam, prefix="tj"):
    """Join this team with one unit."""


@dataclass(frozen=True)
class JoinByLink(ButtonData, prefix="ij"):
    """Join a team from a card in a chat of anybody's. It holds the link's token, which is the right to join."""

    token: Token
    shape: int  #: of the card: `Shape`


@dataclass(frozen=True)
class StartByLink(ButtonData, prefix="is"):
    """Start a team from a card in a chat of anybody's, by the token of the deal's link."""

    token: Token
    shape: int


class AllTeams(_OfDeal, prefix="ta"):
    """List the open teams of a deal."""


class MoveToTeam(_OfTeam, prefix="tm"):
    """Leave the team one is in and join this one."""


class StayInTeam(_OfTeam, prefix="tk"):
    """Stay in this team after all."""


class ShareTeam(_OfTeam, prefix="th"):
    """Get a team's link, to be passed on."""


@dataclass(frozen=True)
class TeamPoster(ButtonData, prefix="tp"):
    """Get a team's poster. It shows the team's link, so the button holds the token: a code can be guessed."""

    token: Token


@dataclass(frozen=True)
class DealPoster(ButtonData, prefix="dp"):
    """Get a deal's poster, by the token of its link."""

    token: Token


class BuyAlone(_OfDeal, prefix="da"):
    """Ask for the solo price; asks once more."""


class ConfirmAlone(_OfDeal, prefix="db"):
    """Buy alone, at the solo price."""


@dataclass(frozen=True)
class PostCardAgain(_OfDeal, prefix="pa"):
    """Have a card posted again that no longer stands; `turn` is how often that was done before."""

    turn: int


class LeaveCardGone(_OfDeal, prefix="pl"):
    """Let a card be gone."""


# The buyer's own order


class ShowOrder(_OfOrder, prefix="os"):
    """Show one's own order."""


class KeepOrder(_OfOrder, prefix="ok"):
    """Give nothing up after all: the order as it stands."""


class ClaimPaid(_OfOrder, prefix="op"):
    """Say that one has paid: claimed, never paid."""


class AnotherWay(_OfOrder, prefix="oy"):
    """Ask to which of the group's accounts one may pay."""


@dataclass(frozen=True)
class PayBy(_OfOrder, prefix="oz"):
    """Pay to this account of the group."""

    payee: PayeeId


class CannotPay(_OfOrder, prefix="on"):
    """Ask to give the place up; asks once more."""


class ConfirmCannotPay(_OfOrder, prefix="oN"):
    """Give the place up at once."""


class Leave(_OfOrder, prefix="ol"):
    """Ask to leave; asks once more."""


class ConfirmLeave(_OfOrder, prefix="oL"):
    """Leave the deal."""


class AskLeader(_OfOrder, prefix="aq"):
    """Ask who leads the deal about one's own order."""


class AskBuyer(_OfOrder, prefix="ab"):
    """Ask a buyer about an order of a deal that one leads."""


@dataclass(frozen=True)
class SetQuantity(_OfOrder, prefix="oq"):
    """Take this many units."""

    quantity: int


# The leader's drafts and payees


@dataclass(frozen=True)
class PublishDraft(_OfDraft, prefix="fp"):
    """Publish the draft as it stands in this preview."""

    version: int


class EditDraft(_OfDraft, prefix="fe"):
    """Ask how a draft is changed."""


@dataclass(frozen=True)
class DiscardDraft(_OfDraft, prefix="fd"):
    """Throw the draft away."""

    version: int


@dataclass(frozen=True)
class ChooseCommunity(_OfDraft, prefix="fc"):
    """Say which group a draft is for."""

    community: CommunityId


@dataclass(frozen=True)
class AskDraft(_OfDraft, prefix="fa"):
    """Go to a question about a draft, by the number of its step; 0 leads to the preview."""

    version: int
    step: int


@dataclass(frozen=True)
class AnswerDraft(_OfDraft, prefix="fs"):
    """Answer a question about a draft: the step's number and, 16 times, what was chosen of its answers."""

    version: int
    answer: int


class DealHelp(ButtonData, prefix="fh"):
    """Read how a whole deal is written in one message."""


class AskGroup(_OfDraft, prefix="fg"):
    """Ask which of the leader's groups a draft is for."""


class AskTopic(_OfDraft, prefix="ft"):
    """Ask in which topic of its group a draft's card is to stand."""


@dataclass(frozen=True)
class ChooseTopic(_OfDraft, prefix="fo"):
    """Say in which topic it is to stand; 0: in General."""

    topic: int


@dataclass(frozen=True)
class PayTo(_OfDraft, prefix="fy"):
    """Say to which of the group's accounts a draft's buyers pay."""

    payee: PayeeId


class KeepPayee(_OfPayee, prefix="pk"):
    """Keep the payee just checked: the group's first, or in place of the only one."""


@dataclass(frozen=True)
class ReplacePayee(_OfPayee, prefix="pw"):
    """Keep the payee just checked in place of this one."""

    instead: PayeeId


class AddPayee(_OfPayee, prefix="pb"):
    """Keep the payee just checked beside the others."""


class DiscardPayee(_OfPayee, prefix="pd"):
    """Throw the payee away."""


@dataclass(frozen=True)
class OwnAmounts(_OfPayee, prefix="po"):
    """Ask each buyer of this account an amount of their own, or no more."""

    on: int


class CountsNow(_OfPayee, prefix="pc"):
    """Say as a second leader that a change of payee counts now."""


class StopPayee(_OfPayee, prefix="px"):
    """Stop a change of payee that doesn't count yet."""


@dataclass(frozen=True)
class ChooseZone(ButtonData, prefix="cz"):
    """Say what one's clock shows: the zone at this place of the common ones is the community's."""

    community: CommunityId
    zone: int


class LeadHere(ButtonData, prefix="lh"):
    """Say that one leads this group; Telegram is asked."""


# The leader's desk


@dataclass(frozen=True)
class MyDeals(ButtonData, prefix="ld"):
    """List one's own deals."""

    page: int


@dataclass(frozen=True)
class ShowMoney(ButtonData, prefix="mo"):
    """Show what a community's money adds up to in a currency: a page of its months, and one of its deals."""

    community: CommunityId
    currency: str
    months: int
    page: int


class DealMoney(_OfDeal, prefix="md"):
    """Show what a deal's money adds up to."""


@dataclass(frozen=True)
class MonthMoney(ButtonData, prefix="mm"):
    """Show what a month's money adds up to: 202611 is November 2026."""

    community: CommunityId
    currency: str
    month: int


@dataclass(frozen=True)
class MoneyChart(ButtonData, prefix="mp"):
    """Draw a page of a community's months."""

    community: CommunityId
    currency: str
    months: int


@dataclass(frozen=True)
class MoneyBook(ButtonData, prefix="mx"):
    """Send what a community's money adds up to as a workbook."""

    community: CommunityId
    currency: str


@dataclass(frozen=True)
class MoneyTable(ButtonData, prefix="mt"):
    """Send a community's orders (0) or months (1) as a table."""

    community: CommunityId
    currency: str
    what: int


class ShowDesk(_OfDeal, prefix="dd"):
    """Show a deal's desk."""


class ConfirmPaid(_OfOrder, prefix="cp"):
    """Say that the money of an order is there."""


class RejectPaid(_OfOrder, prefix="cr"):
    """Say that the money of a claimed order isn't there: asks what the buyer is told."""


@dataclass(frozen=True)
class RejectFor(_OfOrder, prefix="cw"):
    """Say so for a reason: its place among those offered."""

    reason: int


class RejectInWords(_OfOrder, prefix="cx"):
    """Say so in own words: asks for them."""


class OtherAmount(_OfOrder, prefix="cn"):
    """Say that another amount came than was asked for: asks which."""


class ShowReceipt(_OfOrder, prefix="cv"):
    """See the picture that the buyer sent as proof."""


@dataclass(frozen=True)
class TakeBack(_OfDeal, prefix="cu"):
    """Take back what was said of money in a deal, from one undo to another."""

    first: int
    last: int


@dataclass(frozen=True)
class ConfirmAllPaid(_OfDeal, prefix="ca"):
    """Confirm every claimed order, if there are still as many as the button said."""

    seen: int


@dataclass(frozen=True)
class OneByOne(_OfDeal, prefix="co"):
    """Go through claimed orders one by one."""

    page: int


@dataclass(frozen=True)
class CloseNow(_OfDeal, prefix="dc"):
    """Close a deal early: step 0 asks, step 1 does."""

    step: int


class RemindDue(_OfDeal, prefix="rd"):
    """Remind buyers who still have to pay."""


class CallBuyers(_OfDeal, prefix="rc"):
    """Call buyers in the group who have to pay and can't be written to."""


class UndoClose(_OfDeal, prefix="du"):
    """Open a deal again that was closed early."""


class PauseDeal(_OfDeal, prefix="pz"):
    """Let nobody order in a deal for now."""


class ResumeDeal(_OfDeal, prefix="pr"):
    """Let people order in a deal again."""


@dataclass(frozen=True)
class ExtendDeal(_OfDeal, prefix="de"):
    """Move a deal's close by hours; 0 asks by how many."""

    hours: int


class RepeatDeal(_OfDeal, prefix="dg"):
    """Make a new draft of an ended deal."""


@dataclass(frozen=True)
class CancelDeal(_OfDeal, prefix="dx"):
    """Cancel a deal: step 0 asks, step 1 does."""

    step: int


# After an outage


@dataclass(frozen=True)
class ReopenDeal(_OfDeal, prefix="dr"):
    """Open a deal again that closed in an outage."""

    late: LateCloseId


@dataclass(frozen=True)
class LeaveClosed(_OfDeal, prefix="dl"):
    """Leave a deal closed that closed in an outage."""

    late: LateCloseId


@dataclass(frozen=True)
class ShowUnknown(ButtonData, prefix="au"):
    """Show an admin the sends of which nobody knows whether they arrived."""

    outage: OutageId


# Too little or too much money, money that came late or is owed back


class AskRest(_OfOrder, prefix="ra"):
    """Ask the buyer of an underpaid order for what is missing."""


class AcceptPart(_OfOrder, prefix="rt"):
    """Take what came for an underpaid order as enough."""


class RefundPart(_OfOrder, prefix="rp"):
    """End an underpaid order and owe its money back."""


class CreditSurplus(_OfOrder, prefix="rs"):
    """Keep what came too much as the buyer's credit."""


class RefundSurplus(_OfOrder, prefix="rf"):
    """Owe back what came too much."""


@dataclass(frozen=True)
class MyRefunds(ButtonData, prefix="rb"):
    """See what one has to pay back, and gets back: a page of it."""

    page: int


class PayBack(_OfOrder, prefix="ry"):
    """See how to pay an order's money back."""


class WantAccount(_OfOrder, prefix="rw"):
    """Ask the buyer where to pay it back to."""


class LeaveAccount(_OfOrder, prefix="rl"):
    """Leave an account for one's refund: asks which."""


class RemoveAccount(_OfOrder, prefix="rx"):
    """Take the account away again."""


class GiveStock(_OfOrder, prefix="mg"):
    """Give the late payer stock that is free."""


class CreditBuyer(_OfOrder, prefix="mc"):
    """Keep the money as the buyer's credit."""


class RefundBuyer(_OfOrder, prefix="mr"):
    """Owe the money back."""


class MarkRefunded(_OfOrder, prefix="mb"):
    """Say that the money was paid back."""


# Statements of banks


@dataclass(frozen=True)
class StatementFor(ButtonData, prefix="sf"):
    """Read the statement that this message answers for one of several groups."""

    community: CommunityId


@dataclass(frozen=True)
class _OfTable(ButtonData):
    community: CommunityId
    look: int  #: which of the ways to read it


class ColumnsRight(_OfTable, prefix="sc"):
    """Read the table that this message answers by the columns that are shown."""


class ColumnsWrong(_OfTable, prefix="so"):
    """See how else the table could be read: in this way."""


@dataclass(frozen=True)
class NearLines(ButtonData, prefix="sn"):
    """Look at lines that may be about an order, from this one on."""

    statement: StatementId
    line: int


@dataclass(frozen=True)
class _OfLine(ButtonData):
    statement: StatementId
    line: StatementLineId


@dataclass(frozen=True)
class ThisOrder(_OfLine, prefix="st"):
    """Say that a line is this order's money."""

    order: Code


@dataclass(frozen=True)
class BookLine(_OfLine, prefix="sk"):
    """Say that a line of another amount is this order's money all the same."""

    order: Code
    why: Why  #: how it differed when that was shown


class NotMine(_OfLine, prefix="sx"):
    """Say that a line is no order's money."""


class LaterLine(_OfLine, prefix="sw"):
    """Leave a line for later, and see the next."""


@dataclass(frozen=True)
class TakeStatementBack(ButtonData, prefix="sb"):
    """Take a whole statement back: step 0 asks, step 1 does, step 2 leaves it."""

    statement: StatementId
    step: int


# What admins decide


@dataclass(frozen=True)
class _OfLeadership(ButtonData):
    community: CommunityId
    leader: AccountId


class ApproveLeader(_OfLeadership, prefix="ga"):
    """Let somebody lead a community who asked for it."""


class DeclineLeader(_OfLeadership, prefix="gd"):
    """Don't let them."""


@dataclass(frozen=True)
class SuspendLeader(ButtonData, prefix="gs"):
    """Let somebody lead nothing: step 0 asks, step 1 does."""

    leader: AccountId
    step: int


@dataclass(frozen=True)
class RestoreLeader(ButtonData, prefix="gr"):
    """Let somebody lead again."""

    leader: AccountId


# A person's settings


@dataclass(frozen=True)
class SwitchQuiet(ButtonData, prefix="sq"):
    """Be disturbed at any hour from now on (0), or only for money at quiet hours (1)."""

    on: int


@dataclass(frozen=True)
class ChooseLanguage(ButtonData, prefix="sl"):
    """Speak this language from now on."""

    language: str
