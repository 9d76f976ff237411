"""A community's week: 60 orders, three payees, a file of 55 lines of which 49 match alone; then the money foots."""

from datetime import timedelta

from bot.domain.ids import CommunityId, OrderId, PayeeId
from bot.domain.money import currency
from bot.domain.statements.imports import LineState
from bot.domain.statements.matching import Found
from bot.payqr import STANDARDS
from bot.services import orders, payees, payments, reckonings, statements
from bot.statements.reading import read
from storage import invariants
from tests.integration.services.test_statements import account, matched, order_of, reference_of, taken_in, worked
from tests.kit.builders import Stage, a_community, a_deal, a_leader, a_person, a_team

LEA = a_leader()
ACCOUNTS = ("FR1420041010050500013M02606", "NL91ABNA0417164300")
DEALS = (2990, 1500, 850)
IN_A_DEAL = 20


async def three_payees(stage: Stage) -> tuple[CommunityId, list[PayeeId]]:
    """Lea's group with an account of its own, and two more that count a day later."""
    community = await a_community(stage)
    kept = []
    for iban in ACCOUNTS:
        checked = STANDARDS["epc"].check(iban, "Lea Leader", "")
        shown = await stage.does(LEA, payees.show, community, checked)
        await stage.does(LEA, payees.add, PayeeId(shown.subject))
        kept.append(PayeeId(shown.subject))
    stage.clock.moves(hours=25)
    return community, kept


async def sixty_orders(stage: Stage, community: CommunityId, others: list[PayeeId]) -> list[tuple[OrderId, str, int]]:
    """Three full teams of twenty; some buyers pay to another account. Each order with its reference and amount."""
    found = []
    for price in DEALS:
        deal = await a_deal(
            stage, community, target=IN_A_DEAL, team_minor=price, solo_minor=None, due_for=timedelta(days=6)
        )
        await a_team(stage, deal, buyers=IN_A_DEAL)
        for n in range(1, IN_A_DEAL + 1):
            order = await order_of(stage, deal, n)
            if n % 3:
                await stage.does(a_person(n), payments.pay_otherwise, order, others[n % 3 - 1])
            found.append((order, await reference_of(stage, order), price))
    return found


def a_file(rows: list[tuple[str, int, str]]) -> bytes:
    """As a German savings bank writes it, newest first."""
    head = '"Buchungstag";"Verwendungszweck";"Beguenstigter/Zahlungspflichtiger";"Betrag";"Waehrung"\n'
    lines = [
        f'"{24 - at % 5}.11.26";"SVWZ+{said}";"{name}";"{minor // 100},{minor % 100:02}";"EUR"\n'
        for at, (said, minor, name) in enumerate(rows)
    ]
    return (head + "".join(lines)).encode("cp1252")


async def test_a_week_of_a_community_adds_up(stage: Stage) -> None:
    community, others = await three_payees(stage)
    asked = await sixty_orders(stage, community, others)
    exact = [(f"{said[:6]} {said[6:]} danke", minor, "Müller") for _, said, minor in asked[:48]]
    gone, said_of_gone, price_of_gone = asked[48]
    await stage.does(a_person(9), orders.leave, gone)
    rest = [
        (said_of_gone, price_of_gone, "Zu Spät"),  # late, and sure
        (asked[49][1], asked[49][2] - 100, "Zu Wenig"),
        (asked[50][1], asked[50][2] + 100, "Zu Viel"),
        (asked[0][1], asked[0][2], "Doppelt"),
        (f"{asked[51][1]}7", asked[51][2], "Vertippt"),
        ("Orangen", 850, "Ohne Nummer"),
        ("Miete", 71234, "Mieter"),
    ]
    reading = read(a_file(exact + rest), currency("EUR"))
    lines = reading.statement.lines
    assert len(lines) == 55
    alone = [each for each in await matched(stage, community, list(lines)) if each.found in (Found.PAID, Found.LATE)]
    assert len(alone) == 49
    done = await taken_in(stage, community, *lines)
    found = await account(stage, done)
    assert found.counts == {LineState.PAID: 48, LineState.LATE: 1, LineState.NEAR: 5}
    assert found.statement.counted.unknown == 1
    came = sum(line.amount.minor for line in lines)
    assert sum(found.sum(state).minor for state in found.counts) == came - 71234
    for line in range(50, 55):
        near = await stage.db.read(statements.own_near, LEA, done, 0)
        assert near is not None, line
        alike = [order.id for asked_of, order, _ in near.offers if asked_of.owed == near.line.amount]
        if alike:
            await stage.does(LEA, statements.accept, done, near.line.id, alike[0])
        else:
            assert near.named is not None
            assert near.why is not None
            await stage.does(LEA, statements.book, done, near.line.id, near.named.id, near.why)
    after = await account(stage, done)
    assert after.counts == {LineState.PAID: 50, LineState.LATE: 1, LineState.BOOKED: 3}
    whole = (await stage.db.read(reckonings.overview, LEA, community)).total.whole
    assert whole.paid == sum(after.sum(state).minor for state in after.counts) == came - 71234
    assert whole.asked == sum(minor for _, _, minor in asked) - price_of_gone
    assert whole.owed_back == price_of_gone + 100 + asked[0][2], "late, too much, twice"
    assert whole.waiting == whole.asked - whole.paid + whole.owed_back
    assert await stage.db.read(invariants.broken) == []
    await stage.does(LEA, statements.take_back, done)
    await worked(stage, done)
    undone = (await stage.db.read(reckonings.overview, LEA, community)).total.whole
    assert (undone.paid, undone.waiting) == (0, whole.asked)
    assert await stage.db.read(invariants.broken) == []
