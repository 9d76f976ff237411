from itertools import product

import pytest

from bot.domain import people
from bot.domain.errors import NotAllowed, NotFound
from bot.domain.ids import AccountId, ChatId
from bot.domain.people import ITSELF, Actor, Owners, Person, Right

GROUP, ELSEWHERE = ChatId(-5), ChatId(-6)
OWNER, OTHER = AccountId(1), AccountId(2)
OF_A_COMMUNITY = {Right.REPEATS_DEAL, Right.LEADS_STATEMENT}
OF_AN_OWNER = {Right.OWN_ORDER, Right.OWN_DRAFT, Right.OWN_PAYEE, Right.LEADS_DEAL, Right.LEADS_ORDER}


def an_actor(account: int, administers: ChatId | None = None, *, is_admin: bool = False) -> Actor:
    """Somebody of whom Telegram has said something."""
    return Actor(person=Person(id=AccountId(account), name="Ana"), administers=administers, is_admin=is_admin)


#: Everybody who can come, and all that can be said of an object.
ACTORS = [
    ITSELF,
    *(an_actor(*one) for one in product((0, -1, OWNER, OTHER), (None, GROUP, ELSEWHERE))),
    an_actor(OTHER, is_admin=True),
]
OBJECTS = [
    Owners(owner=owner, chat=chat, leads=leads)
    for owner, chat, leads in product((None, OWNER, AccountId(0)), (None, GROUP), (False, True))
]


def wanted(right: Right, by: Actor, of: Owners) -> bool:
    """The table of docs/guide/rights.md in other words."""
    somebody, owns = by.id > 0, by.id == of.owner
    leads = of.leads and of.chat == GROUP and by.administers == GROUP
    return {
        Right.ANYONE: somebody,
        Right.ADMIN: somebody and by.is_admin,
        Right.ITSELF: by is ITSELF,
        Right.OWN_ORDER: somebody and owns,
        Right.OWN_DRAFT: somebody and owns,
        Right.OWN_PAYEE: somebody and owns,
        Right.LEADS_DEAL: somebody and owns and leads,
        Right.LEADS_ORDER: somebody and owns and leads,
        Right.LEADS_COMMUNITY: leads,
        Right.REPEATS_DEAL: leads,
        Right.LEADS_PAYEE: leads,
        Right.LEADS_STATEMENT: leads,
        Right.ADMINISTERS: of.chat == GROUP and by.administers == GROUP,
    }[right]


@pytest.mark.parametrize("right", Right)
def test_who_may_what(right: Right) -> None:
    wrong = [(by, of) for by in ACTORS for of in OBJECTS if people.may(right, by, of) != wanted(right, by, of)]
    assert wrong == []


@pytest.mark.parametrize("right", Right)
def test_what_is_anothers_is_not_there_and_what_is_ones_own_is_not_allowed(right: Right) -> None:
    for by, of in product(ACTORS, OBJECTS):
        if people.may(right, by, of):
            people.require(right, by, of, "an.act")
            continue
        hidden = (right in OF_AN_OWNER and by.id != of.owner) or (right in OF_A_COMMUNITY and not of.leads)
        with pytest.raises(NotFound if hidden else NotAllowed) as refusal:
            people.require(right, by, of, "an.act")
        assert refusal.value.facts == ({} if hidden else {"act": "an.act"})


def test_a_right_that_is_not_in_the_table_is_nobodys() -> None:
    everything = Owners(owner=OWNER, chat=GROUP, leads=True)
    assert not any(people.may("all", by, everything) for by in ACTORS)  # type: ignore[arg-type]


def test_the_bots_number_alone_is_not_the_bot() -> None:
    assert not people.may(Right.ITSELF, Actor(person=ITSELF.person), Owners())
