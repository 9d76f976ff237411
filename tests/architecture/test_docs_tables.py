"""Tables in the docs are the code's tables."""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import time, timedelta
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from sqlalchemy import CheckConstraint
from typer.main import get_command

import bot.services
import handlers.communities
from bot import metrics
from bot.__main__ import cli
from bot.domain import deal_terms
from bot.domain import events as e
from bot.domain.communities import Ability
from bot.domain.deal_words import CHINESE, ENGLISH, PAY_WORDS, Keyword
from bot.domain.deals import DEAL_MOVES, PayMoment
from bot.domain.durations import write_duration
from bot.domain.ids import AccountId, ChatId, DealId, OrderId, PayeeId, TeamId
from bot.domain.notices import GROUP_POSTS, POLICIES, Lost, NoticeKind, Post, notices
from bot.domain.orders import ORDER_MOVES
from bot.domain.payments import Entry, LedgerRow
from bot.domain.people import Right
from bot.domain.receiving import Came
from bot.domain.rejections import Rejection
from bot.domain.teams import TEAM_MOVES
from bot.domain.trades import TRADE_MOVES
from bot.domain.undos import UndoKind
from bot.services.act import ACTS
from storage.tables import metadata
from tests.architecture.pages import Page, quoted
from tests.architecture.sources import ROOT

LEADER = Page("docs/guide/leader.md")
NOTICES = Page("docs/guide/notices.md")
OPERATOR = Page("docs/guide/operator.md")
RIGHTS = Page("docs/guide/rights.md")
STATES = Page("docs/guide/states.md")
NUMBERS = Page("docs/guide/numbers.md")
LAST_PLACE = Page("docs/algorithms/last-place.md")

for module in iter_modules(bot.services.__path__):
    import_module(f"bot.services.{module.name}")  # each registers its acts

# States

Moves = Mapping[Any, frozenset[Any]]
MOVES: list[tuple[str, Moves]] = [
    ("Deals", DEAL_MOVES),
    ("Teams", TEAM_MOVES),
    ("Orders", ORDER_MOVES),
    ("Trades", TRADE_MOVES),
]


def pairs(moves: Moves) -> list[tuple[str, str]]:
    """Every move there is, sorted."""
    return sorted((str(before), str(after)) for before, reached in moves.items() for after in reached)


@pytest.mark.parametrize(("heading", "moves"), MOVES)
def test_the_table_of_states_has_every_move_once(heading: str, moves: Moves) -> None:
    assert sorted((row[0], row[1]) for row in STATES.rows(heading)) == pairs(moves)


@pytest.mark.parametrize(("heading", "moves"), MOVES)
def test_the_diagram_of_states_has_every_move_once(heading: str, moves: Moves) -> None:
    (diagram,) = STATES.fences("mermaid", heading)
    drawn = re.findall(r"^    (\S+) --> (\S+)$", diagram, re.MULTILINE)
    assert len(drawn) == len(diagram.splitlines()) - 1
    assert sorted(pair for pair in drawn if "[*]" not in pair) == pairs(moves)
    assert {before for before, after in drawn if after == "[*]"} == {str(each) for each, to in moves.items() if not to}


# Rights


def test_the_table_of_rights_has_every_act_with_its_right() -> None:
    written = {quoted(act)[0]: quoted(right)[0] for act, right, _ in RIGHTS.rows("Acts")}
    assert written == {name: str(act.right) for name, act in ACTS.items()}


def test_every_right_is_explained() -> None:
    assert [quoted(right)[0] for right, _ in RIGHTS.rows("Rights")] == [str(right) for right in Right]


# Notices

LOST = {Lost.AGAIN: "again", Lost.NEVER: "never again", Lost.EDIT: "edited again"}
GROUP, LEADER_ID, BUYER, STARTER, FRIEND, OTHER_LEADER, ADDER, ADMIN = (
    ChatId(-1),
    *map(AccountId, (2, 3, 4, 5, 6, 7, 8)),
)
WHO = {
    GROUP: "group", LEADER_ID: "leader", BUYER: "buyer", STARTER: "starter", FRIEND: "each buyer",
    OTHER_LEADER: "every leader", ADDER: "who added it", ADMIN: "every admin",
}  # fmt: skip
FACTS: dict[str, Any] = {
    "deal_id": DealId(1), "team_id": TeamId(1), "order_id": OrderId(1), "payee_id": PayeeId(1), "into": TeamId(2),
    "reason": Rejection.NOTHING_CAME, "words": "",
    "chat_id": GROUP, "leader_id": LEADER_ID, "buyer_id": BUYER, "starter_id": STARTER, "leaders": (OTHER_LEADER,),
    "buyers": ((OrderId(1), FRIEND),), "account_id": BUYER, "community_id": 1, "draft_id": 1, "round": 1,
    "statement_id": 1, "lines": 2,
    "first": True, "pay": PayMoment.CLOSE, "by_qr": True, "covered": False, "by_gateway": False, "by": "",
    "told": False, "rows": (),
    "left": TeamId(2), "ability": Ability.PIN, "title": "News", "added_by": ADDER, "admins": (ADMIN,),
    "granted": True, "said": UndoKind.CONFIRM, "came": Came.SHORT, "surplus": False,
}  # fmt: skip
ASKED = LedgerRow(
    order_id=OrderId(1), entry=Entry.CHARGED, amount_minor=-2990, currency="EUR", actor_id=BUYER, source="deal"
)
#: Events of which one fact decides who is told: as the page calls them.
VARIANTS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "PayeeKept": [(", the first", {}), (", a change", {"first": False})],
    "TeamFormed": [("", {}), (", paid first", {"pay": PayMoment.FIRST})],
    "OrderDue": [
        (", by code", {}),
        (", by a gateway", {"by_gateway": True}),
        (", at pickup", {"by_qr": False}),
        (", covered by credit", {"covered": True}),
    ],
    "OrderLeft": [(", nothing asked yet", {}), (", asked for money", {"rows": (ASKED,)})],
    "MoneyCame": [
        (", too little", {}),
        (", too much, or to be paid back", {"came": Came.OVER}),
        (", too much, or to be paid back", {"came": Came.BACK}),
        (", late", {"came": Came.LATE}),
    ],
    "PaymentTakenBack": [("", {}), (", that an amount came", {"said": UndoKind.RECEIVE})],
    "RefundOwed": [("", {}), (", what came too much", {"surplus": True})],
    "OrderVoided": [
        (", with its team", {}),
        (", by itself", {"told": True}),
        (", asked for money", {"rows": (ASKED,)}),
    ],
}


def every_event() -> dict[str, e.Event]:
    """One of each kind, by the name the page gives it."""
    kinds = [
        kind
        for kind in vars(e).values()
        if isinstance(kind, type) and issubclass(kind, e.Event) and not kind.__subclasses__()
    ]
    return {
        f"`{kind.__name__}`{named}": kind(**{each.name: (FACTS | given)[each.name] for each in fields(kind)})
        for kind in kinds
        for named, given in VARIANTS.get(kind.__name__, [("", {})])
    }


def test_the_table_of_notices_says_how_each_kind_is_sent() -> None:
    written = {quoted(kind)[0]: (lost, first, live == "yes") for kind, _, lost, first, live in NOTICES.rows("Kinds")}
    assert list(written) == [str(kind) for kind in NoticeKind]
    assert written == {
        str(kind): (LOST[policy.lost], policy.priority.name.lower(), policy.live) for kind, policy in POLICIES.items()
    }


def test_the_table_of_events_says_who_is_told() -> None:
    written = {row[0]: row[1] for row in NOTICES.rows("Who is told of what")}
    happen = {
        named: ", ".join(f"`{each.kind}` {WHO[each.chat_id]}" for each in notices(event, "r")) or "nobody"
        for named, event in every_event().items()
    }
    assert written == happen


def test_the_table_of_posts_is_the_rules() -> None:
    written = {quoted(post)[0]: quoted(kind) for post, kind in NOTICES.rows("What is posted in a group")}
    posted = {str(post): [str(kind) for kind, of in GROUP_POSTS.items() if of is post] for post in Post}
    assert written == posted


# What leaders type


def test_the_table_of_lines_has_every_word() -> None:
    rows = LEADER.rows("Every line")
    assert [row[0] for row in rows] == [str(keyword) for keyword in Keyword]
    for keyword, english, chinese, *_ in rows:
        assert quoted(english) == [word for word, meant in ENGLISH.items() if meant == keyword]
        assert quoted(chinese) == [word for word, meant in CHINESE.items() if meant == keyword]


def test_the_table_of_lines_has_the_bounds_of_the_rules() -> None:
    bounds = {row[0]: row[-2:] for row in LEADER.rows("Every line")}
    assert bounds["team"] == [f"{deal_terms.TARGET_AT_LEAST} buyers", f"{deal_terms.TARGET_AT_MOST} buyers"]
    assert bounds["until"][1] == f"{deal_terms.CLOSES_WITHIN.days} days ahead"
    assert bounds["lasts"] == [
        write_duration(deal_terms.TEAM_FOR_AT_LEAST),
        write_duration(deal_terms.TEAM_FOR_AT_MOST),
    ]
    assert bounds["due"] == [write_duration(deal_terms.DUE_FOR_AT_LEAST), write_duration(deal_terms.DUE_FOR_AT_MOST)]
    assert bounds["stock"][1] == f"{deal_terms.UNITS_AT_MOST} units"
    assert bounds["note"][1] == f"{deal_terms.NOTE_AT_MOST} characters"
    assert f"The title has at most {deal_terms.TITLE_AT_MOST} characters" in LEADER.text


def test_the_table_of_payment_has_every_word_for_each_moment() -> None:
    written = {moment: quoted(typed) for moment, typed, _ in LEADER.rows("When buyers pay")}
    assert written == {
        str(moment): [word for word, meant in PAY_WORDS.items() if meant is moment] for moment in PayMoment
    }


def test_the_table_of_a_community_has_every_word() -> None:
    rows = LEADER.rows("/community")
    written = {word: setting for setting, english, chinese, *_ in rows for word in quoted(english) + quoted(chinese)}
    assert written == {word: act.name.partition(".set_")[2] for word, act in handlers.communities._SETTINGS.items()}
    for _, english, _, example, _ in rows:
        assert quoted(example)[0].split()[:2] == ["/community", quoted(english)[0]]


# What operators set, run and watch


def test_the_table_of_settings_has_each_with_its_default() -> None:
    example = dict(re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    written = {quoted(name)[0]: "".join(quoted(default)) for name, default, _ in OPERATOR.rows("Settings")}
    assert written == example
    assert list(written) == list(example)


def test_the_table_of_commands_has_each_with_its_options() -> None:
    commands: Any = get_command(cli)
    written = {quoted(command)[0]: quoted(options) for command, options, _ in OPERATOR.rows("Commands")}
    assert written == {
        f"python -m bot {name}": [option.opts[0] for option in command.params if option.name != "help"]
        for name, command in commands.commands.items()
    }


def test_the_table_of_metrics_has_each_with_its_labels() -> None:
    ours = [each for each in metrics.registry._collector_to_names if hasattr(each, "_labelnames")]
    written = {quoted(name)[0]: tuple(quoted(labels)) for name, labels, _ in OPERATOR.rows("Watching it")}
    assert written == {
        each._name + ("_total" if each._type == "counter" else ""): each._labelnames  # type: ignore[attr-defined]
        for each in ours
    }


# Numbers


def constant(name: str) -> Any:
    """The value of `package.module.NAME`."""
    module, _, word = name.rpartition(".")
    return getattr(import_module(module), word)


def shown(value: Any) -> str:
    """A constant as the page shows it, without its unit."""
    match value:
        case timedelta() if value < timedelta(minutes=2):
            return f"{value.total_seconds():g}"
        case timedelta():
            return write_duration(value)
        case time():
            return f"{value.hour}:{value:%M}"
        case _:
            return f"{value:g}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize(("value", "name"), [(value, quoted(name)[0]) for _, value, name in NUMBERS.rows()])
def test_each_number_is_the_constant_it_names(value: str, name: str) -> None:
    assert value.partition(" ")[0] == shown(constant(name))


# The schema


def rules() -> dict[tuple[str, str], str]:
    """Every check and every partial unique index, by table and name."""
    found: dict[tuple[str, str], str] = {}
    for table in metadata.sorted_tables:
        for check in table.constraints:
            if isinstance(check, CheckConstraint):
                found[table.name, str(check.name).removeprefix(f"ck_{table.name}_")] = str(check.sqltext)
        for index in table.indexes:
            if index.unique and index.dialect_options["sqlite"]["where"] is not None:
                found[table.name, str(index.name)] = str(index.dialect_options["sqlite"]["where"])
    return found


def test_the_constraints_that_guard_the_last_place_are_the_schemas() -> None:
    rows = LAST_PLACE.rows("The last word is the database's")
    assert len(rows) == 6
    written = {(quoted(table)[0], quoted(name)[0]): quoted(rule)[0] for table, name, rule in rows}
    assert {key: rules().get(key) for key in written} == written


def test_states_are_words_of_the_schema() -> None:
    """The states that the page draws are those that can be stored."""
    for heading, moves in MOVES:
        table = heading.lower()
        stored = re.findall(r"'(\w+)'", rules()[table, "state_known"])
        assert [str(state) for state in moves if isinstance(state, StrEnum)] == stored
