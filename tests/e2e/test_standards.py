"""From `/payee` to the buyer's picture, for each way of paying: what is decoded is what was asked."""

from datetime import timedelta

import pytest

from bot.domain.amounts import write_amount
from bot.domain.money import currency, everyday
from bot.payqr import STANDARDS, Ask, parse_payee
from bot.payqr.fingerprints import fingerprint
from tests.kit.people import Somebody
from tests.kit.scenes import Scene
from tests.unit.payqr import parsers
from tests.unit.payqr.test_round_trips import SAYS

#: Standard → currency, line, prices of the deal, and what stands in the code for account and amount.
WAYS = {
    "paynow": ("SGD", "+65 8123 4567 Tan Ah Kow", "29.90", {"26-02": "+6581234567", "54": "29.90"}),
    "vietqr": ("VND", "VCB 0011001234567 Van An", "180000", {"38-01": "000697043601130011001234567", "54": "180000"}),
    "fps": ("HKD", "6789 1234 陳大文", "29.90", {"26-03": "+852-67891234", "54": "29.90"}),
    "khqr": ("KHR", "jonhsmith@nbcq Jonh Smith, Siem Reap", "12000", {"29-00": "jonhsmith@nbcq", "54": "12000"}),
    "thaibill": ("THB", "010555123456701 Siam Fruit", "299.50", {"30-01": "010555123456701", "54": "299.50"}),
}  # fmt: skip
#: Ways whose codes are no EMV objects, and the currency of the group; the line is the standard's own example.
TEXTS = {
    "upi": "INR", "qrbill": "CHF", "spayd": "CZK", "paybysquare": "EUR", "st00012": "RUB", "ips": "RSD",
    "bitcoin": "BTC", "ton": "TON", "paypal": "GBP",
}  # fmt: skip
#: What stands in a code and is no part of the message, because it does not travel with the money.
SILENT = {"bitcoin", "paypal"}
REFERENCES = {"paynow": "62-01", "vietqr": "62-08", "fps": "62-05", "khqr": "62-01", "thaibill": "30-02"}


async def a_buyer(scene: Scene, standard: str, lines: str = "") -> Somebody:
    """Ana is asked to pay for her place in a team of two, by this standard."""
    unit, line, price, _ = WAYS[standard]
    return await a_buyer_of(scene, unit, f"{standard} {line}", price, lines)


async def a_buyer_of(scene: Scene, unit: str, line: str, price: str, lines: str = "") -> Somebody:
    """Ana is asked to pay this price for her place in a team of two, to the payee of this line."""
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    lin = await scene.person("Lin")
    group = await scene.group(members=[ana, ben], admins=[lin])
    group.leader = lin
    await lin.says("/lead", to=group)
    await lin.says(f"/community currency {unit}", to=group)
    await lin.says(f"/payee {line}", to=group)
    await lin.sees("Is this where the money goes?")
    await lin.taps("Keep")
    card = await scene.a_deal(group, team=2, price=price, alone=None, lines=lines)
    await scene.a_team(card, ana, ben)
    return ana


@pytest.mark.parametrize("standard", WAYS)
async def test_a_buyer_gets_a_code_of_exact_amount_account_and_reference(scene: Scene, standard: str) -> None:
    ana = await a_buyer(scene, standard)
    payload = await ana.sees_qr()
    read = parsers.emv(payload)
    assert WAYS[standard][3].items() <= read.items()
    assert read[REFERENCES[standard]] in ana.qr_messages()[-1].text
    assert read[REFERENCES[standard]] == STANDARDS[standard].read(payload).reference


@pytest.mark.parametrize("standard", TEXTS)
async def test_what_a_buyer_scans_is_what_an_independent_parser_reads(scene: Scene, standard: str) -> None:
    example, unit = STANDARDS[standard].line.example, currency(TEXTS[standard])
    price = everyday(2990, unit)
    ana = await a_buyer_of(scene, unit.code, example, write_amount(price))
    payload = await ana.sees_qr()
    message = ana.qr_messages()[-1]
    reference = STANDARDS[standard].read(payload).reference
    SAYS[standard](payload, Ask(parse_payee(example), price, reference))
    assert ("Reference " in message.text) is (standard not in SILENT)
    assert standard in SILENT or reference in message.text
    assert fingerprint(parse_payee(example)) in message.text


@pytest.mark.parametrize("standard", ["ton", "paypal"])
async def test_a_link_is_opened_by_the_first_button(scene: Scene, standard: str) -> None:
    unit = currency(TEXTS[standard])
    ana = await a_buyer_of(scene, unit.code, STANDARDS[standard].line.example, write_amount(everyday(2990, unit)))
    payload = await ana.sees_qr()
    opened = ana.qr_messages()[-1].buttons[0]
    assert opened["text"] == "Open and pay"
    assert opened["url"] == payload.replace("ton://", "https://app.tonkeeper.com/")


async def test_a_khqr_that_ran_out_is_drawn_anew_by_my_order(scene: Scene) -> None:
    ana = await a_buyer(scene, "khqr", lines="due 5d")
    first = ana.qr_messages()[-1]
    old = STANDARDS["khqr"].read(ana.reads(first))
    assert "This code is good until Sat 12:00" in first.text
    await scene.clock.moves(hours=25)
    assert old.made_at is not None
    assert old.made_at + timedelta(hours=24) < scene.clock.now()
    await ana.says("/my")
    await ana.taps("1 · Navel oranges 5 kg")
    fresh = STANDARDS["khqr"].read(await ana.sees_qr())
    assert fresh.made_at is not None
    assert abs(scene.clock.now() - fresh.made_at) < timedelta(minutes=1)
    assert (fresh.payee, fresh.amount, fresh.reference) == (old.payee, old.amount, old.reference)
    assert "the same payment as before: pay once" in ana.qr_messages()[-1].text
