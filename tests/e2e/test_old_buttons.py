"""Every button there is, tapped on an old message: today's state and a way on, in the person's words, never silence."""

import re
from dataclasses import dataclass, fields
from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.ids import Kind, code_of
from bot.domain.wizards import Step
from bot.views.buttons.cards import (
    AllTeams,
    BuyAlone,
    ConfirmAlone,
    DealPoster,
    JoinTeam,
    MoveToTeam,
    ReadNote,
    SeeDeal,
    ShareTeam,
    StartTeam,
    StayInTeam,
    TeamPoster,
)
from bot.views.buttons.claims import ConfirmPaid
from bot.views.buttons.communities import LeadHere
from bot.views.buttons.desks import CancelDeal, CloseNow, RepeatDeal
from bot.views.buttons.drafts import AnswerDraft, DiscardDraft, EditDraft
from bot.views.buttons.money import MoneyBook, MoneyTable
from bot.views.buttons.orders import (
    AnotherWay,
    AskLeader,
    CannotPay,
    ClaimPaid,
    ConfirmCannotPay,
    ConfirmLeave,
    KeepOrder,
    Leave,
    PayBy,
    SetQuantity,
    ShowOrder,
)
from bot.views.buttons.payees import CountsNow, StopPayee
from bot.views.buttons.people import ChooseLanguage, SwitchQuiet
from bot.views.buttons.rests import LeaveAccount, RemoveAccount
from bot.views.packing import ButtonData
from bot.views.wizards import number_of
from storage.database import ReadTx
from tests.kit.groups import Group
from tests.kit.messages import Seen
from tests.kit.people import Answer, Somebody
from tests.kit.scenes import IBAN, Scene

HAN = re.compile(r"[一-鿿]")
#: What people, goods and groups are called here, in letters of neither language alone.
NAMES = re.compile(r"Lin|Ana|Ben|Wang|Oranges|Green Lane|kaituan_bot|IBAN|QR|DE89|EUR|START|[A-Z]{2}\d+")
ENDS = ("closed", "cancelled", "expired")
#: Buttons that buyers are shown; the others are their leader's.
_BUYERS = (
    SeeDeal, ReadNote, StartTeam, JoinTeam, AllTeams, MoveToTeam, StayInTeam, ShareTeam, TeamPoster,
    DealPoster, BuyAlone, ConfirmAlone, ShowOrder, KeepOrder, ClaimPaid, CannotPay, ConfirmCannotPay,
    AnotherWay, PayBy, Leave, ConfirmLeave, AskLeader, SetQuantity, SwitchQuiet, ChooseLanguage,
    LeaveAccount, RemoveAccount,
)  # fmt: skip
#: Buttons of the card: tapped there, in the group.
_ON_CARDS = (StartTeam, JoinTeam, AllTeams, LeadHere)


@dataclass(frozen=True)
class Past:
    """A deal that is over, its people, and what its buttons were about."""

    scene: Scene
    lin: Somebody
    ana: Somebody
    card: Seen
    facts: dict[str, Any]

    def data(self, kind: type[ButtonData]) -> str:
        """The button of this kind, as it stood on an old message."""
        facts = self.facts | {"token": self.facts["team_token" if kind is TeamPoster else "deal_token"]}
        if kind is AnswerDraft:
            facts |= {"answer": number_of(Step.TEAM) + 16 * 3}
        return kind(**{field.name: facts.get(field.name, 1) for field in fields(kind)}).pack()

    def has_all(self, kind: type[ButtonData]) -> bool:
        """Whether what this kind of button is about has happened here; of what hasn't, more is told where it has."""
        return {field.name for field in fields(kind)} <= {*self.facts, "token", "answer"}


async def a_group_of(scene: Scene, lin: Somebody, *members: Somebody) -> Group:
    """A led group with a payee in euros, whatever language its leader speaks."""
    group = await scene.group(members=members, admins=[lin])
    await lin.says("/lead", to=group)
    await lin.says("/community currency EUR", to=group)
    await lin.says("/community zone Berlin", to=group)
    await lin.says(f"/payee epc {IBAN} Lin Wang", to=group)
    await lin.taps(lin.word("button-keep-payee"))
    group.leader = lin
    return group


async def a_past(scene: Scene, end: str, language: str) -> Past:
    """Ana's team of two in a deal of Lin's: closed and paid, called off, or never full."""
    lin = await scene.person("Lin", language=language, username="lin_leads")
    ana, ben = [await scene.person(name, language=language) for name in ("Ana", "Ben")]
    group = await a_group_of(scene, lin, ana, ben)
    card = await scene.a_deal(group, title="Oranges", team=2, until="+30h", lines="stock 20")
    await ana.taps(ana.word("button-start-team"), on=card)
    if end == "closed":
        await ben.forges(JoinTeam(code_of(Kind.TEAM, 1)).pack(), on=card)
        await ana.forges(ClaimPaid(code_of(Kind.ORDER, 1)).pack(), on=ana.newest)
        await lin.forges(ConfirmPaid(code_of(Kind.ORDER, 1)).pack(), on=lin.newest)
        await ben.forges(ConfirmCannotPay(code_of(Kind.ORDER, 2)).pack(), on=ben.newest)
        await lin.forges(CloseNow(code_of(Kind.DEAL, 1), 1).pack(), on=lin.newest)
    elif end == "cancelled":
        await lin.forges(CancelDeal(code_of(Kind.DEAL, 1), 1).pack(), on=lin.newest)
    await lin.says("/deal Figs\nteam 2 1.00\nuntil +2d")
    draft = await scene.bot.db.read(_last, "drafts")
    await lin.forges(DiscardDraft(draft, 1).pack(), on=lin.newest)
    await scene.clock.moves(days=2)
    facts = {
        "deal_token": await scene.bot.db.read(_token, "deals"), "team_token": await scene.bot.db.read(_token, "teams"),
        "deal": code_of(Kind.DEAL, 1), "team": code_of(Kind.TEAM, 1), "order": code_of(Kind.ORDER, 1), "draft": draft,
        "payee": await scene.bot.db.read(_last, "payees"), "community": 1, "version": 1, "page": 7, "seen": 4,
        "step": 1, "topic": 5, "hours": 1, "why": "underpaid", "turn": 0, "on": 1, "language": language, "quantity": 2,
        "currency": "EUR", "month": 202611, "months": 0,
    }  # fmt: skip
    return Past(scene, lin, ana, card, facts)


def _last(tx: ReadTx, table: str) -> int:
    return int(tx.value(text(f"SELECT max(id) FROM {table}")))


def _token(tx: ReadTx, table: str) -> str:
    return str(tx.value(text(f"SELECT token FROM {table} WHERE id = 1")))


def stands(somebody: Somebody) -> dict[int, str]:
    return {seen.id: f"{seen.text} {seen.labels}" for seen in somebody.told()}


async def taps_again(past: Past, kind: type[ButtonData]) -> tuple[Answer, list[str]]:
    """What a tap answers, and what stands in the person's chat since."""
    about = {field.name for field in fields(kind)}
    who = past.ana if kind in _BUYERS else past.lin
    before = stands(who)
    shown = next(one for one in reversed(who.told()) if one.buttons)
    on = past.card if issubclass(kind, _ON_CARDS) else shown
    if {"deal", "team"} & about and who is past.ana:
        on = past.card  # what anybody may tap who sees it is asked for where it stands
    answer = await who.forges(past.data(kind), on=on)
    await past.scene.settles()
    after = stands(who)
    changed = [said for message, said in after.items() if before.get(message) != said]
    if answer.text == who.word("toast-as-it-stands"):
        changed.append(after[on.id])  # nothing changed where it was tapped, and the tap says so
    return answer, changed


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("end", ENDS)
async def test_old_buttons_answer_with_todays_state(scene: Scene, end: str, language: str) -> None:
    past = await a_past(scene, end, language)
    for kind in ButtonData.kinds.values():
        answer, shown = await taps_again(past, kind)
        said = [one for one in (answer.text, *shown) if one]
        assert said or answer.url, f"{kind.__name__} is met with silence"
        for one in said:
            assert is_in(language, one), f"{kind.__name__} says {one!r} to who reads {language}"
            assert kind is RepeatDeal or not promises_what_is_past(one), f"{kind.__name__} says {one!r}"
        way_on = not past.has_all(kind) or has_a_way_on(past.scene, language, kind, said)
        assert way_on, f"{kind.__name__} leaves off at {said}"


def is_in(language: str, said: str) -> bool:
    return bool(HAN.search(NAMES.sub("", said))) is (language == "zh")


#: What is true only while a deal is open.
_OPEN_ONLY = (
    "Start one!",
    "来开一个吧",
    "Pay when your team is full",
    "成团后才付款",
    "buy one alone",
    "单买 39.90 €，确定吗",
    "A place here",
)


def promises_what_is_past(said: str) -> bool:
    return any(part in said for part in _OPEN_ONLY)


#: Texts that end what was asked, and need nothing after them: a switch, a word to the leader, a state that is final.
_FINAL = (SwitchQuiet, ChooseLanguage, LeadHere, EditDraft, CountsNow, StopPayee, MoneyBook, MoneyTable)


def has_a_way_on(scene: Scene, language: str, kind: type[ButtonData], said: list[str]) -> bool:
    """A button, a command, or the state itself where nothing is left to do."""
    if issubclass(kind, _FINAL):
        return True
    return any("['" in one or "/" in one or says_a_state(scene, language, one) for one in said)


def says_a_state(scene: Scene, language: str, said: str) -> bool:
    texts = scene.languages.texts(language)
    states = [
        texts.plain("error-order-settled", state=state) for state in ("left", "void", "lapsed", "claimed", "paid")
    ]
    states += [texts.plain("error-deal-over", state=state) for state in ("closed", "cancelled")]
    states += [texts.plain("error-already-in", same_team="yes"), texts.plain("error-nothing-to-move")]
    return (
        any(state in said for state in states) or "🏁" in said or "🚫" in said or "number 1" in said or "1 号" in said
    )
