"""Who somebody is, and the one table of who may do what."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import NotAllowed, NotFound
from bot.domain.ids import AccountId, ChatId, CommunityId
from bot.domain.quiet_hours import THE_NIGHT, QuietHours


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What Telegram says of somebody: all of it their own text, to be cleaned before it is shown."""

    id: AccountId
    name: str
    username: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person on Telegram known to us."""

    id: AccountId
    name: str
    username: str
    #: Chosen by /language; else what Telegram said last; else empty.
    language: str
    #: False until they open the private chat, and again when they block the bot.
    can_write: bool
    #: Set by /quiet.
    quiet: QuietHours = THE_NIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, as the update says it; what only Telegram knows was fetched before the transaction."""

    person: Person
    is_admin: bool = False
    #: The group whose administrator Telegram says this person is, asked within the last minute.
    administers: ChatId | None = None

    @property
    def id(self) -> AccountId:
        """The account that acts."""
        return self.person.id


#: The bot itself: ticks act as nobody.
ITSELF = Actor(person=Person(id=AccountId(0), name=""))


class Right(StrEnum):
    """What an act asks of its actor. The first argument of the act is the object the right is about."""

    ANYONE = "anyone"  #: any person
    OWN_ORDER = "own-order"  #: the order's buyer
    LEADS_DEAL = "leads-deal"  #: the deal's leader, still a leader of its community and administrator of its group
    REPEATS_DEAL = "repeats-deal"  #: a leader of the deal's community, still administrator of its group
    LEADS_ORDER = "leads-order"  #: the leader of the order's deal, likewise
    LEADS_COMMUNITY = "leads-community"  #: a leader of the community, still administrator of its group
    OWN_DRAFT = "own-draft"  #: who wrote the draft
    OWN_PAYEE = "own-payee"  #: who typed the payee
    LEADS_PAYEE = "leads-payee"  #: a leader of the payee's community, still administrator of its group
    LEADS_STATEMENT = "leads-statement"  #: a leader of the statement's community, still administrator of its group
    ADMINISTERS = "administers"  #: an administrator of the group, by Telegram's word
    ADMIN = "admin"  #: somebody whom the operator has named
    ITSELF = "itself"  #: a tick of the bot


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """Whose an object is, as far as rights ask."""

    owner: AccountId | None = None
    community: CommunityId | None = None
    chat: ChatId | None = None
    #: Whether the actor is an active leader of the community.
    leads: bool = False


def may(right: Right, by: Actor, of: Owners) -> bool:
    """Whether the actor has the right over an object of these owners. What is not listed is refused."""
    match right:
        case Right.ANYONE:
            return by.id > 0
        case Right.ITSELF:
            return by is ITSELF
        case Right.ADMIN:
            return by.id > 0 and by.is_admin
        case Right.OWN_ORDER | Right.OWN_DRAFT | Right.OWN_PAYEE:
            return by.id > 0 and by.id == of.owner
        case Right.LEADS_DEAL | Right.LEADS_ORDER:
            return by.id > 0 and by.id == of.owner and of.leads and by.administers == of.chat is not None
        case Right.LEADS_COMMUNITY | Right.LEADS_PAYEE | Right.LEADS_STATEMENT | Right.REPEATS_DEAL:
            return of.leads and by.administers == of.chat is not None
        case Right.ADMINISTERS:
            return by.administers == of.chat is not None


#: Rights over things that somebody else must not even learn to exist.
_OF_AN_OWNER = frozenset({Right.OWN_ORDER, Right.OWN_DRAFT, Right.OWN_PAYEE, Right.LEADS_DEAL, Right.LEADS_ORDER})


#: Likewise for who doesn't lead the community.
_OF_A_COMMUNITY = frozenset({Right.REPEATS_DEAL, Right.LEADS_STATEMENT})


def require(right: Right, by: Actor, of: Owners, act: str) -> None:
    """Raise NotAllowed unless the actor has the right; NotFound for what is another's, as if it were not there."""
    if may(right, by, of):
        return
    if (right in _OF_AN_OWNER and by.id != of.owner) or (right in _OF_A_COMMUNITY and not of.leads):
        raise NotFound()
    raise NotAllowed(act=act)
