"""Refunds: a buyer leaves an account, the leader pays back by its code, both have the record, nobody else sees it."""

import pytest

from bot.payqr import STANDARDS
from tests.e2e.test_rests import a_buyer, says_amount
from tests.e2e.test_wrong_hands import FOREIGN, data_of
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

IBAN = "FR1420041010050500013M02606"
SHOWN = "FR14 2004 1010 0505 0001 3M02 606"


async def a_refund(scene: Scene, language: str = "en") -> tuple[Somebody, Somebody]:
    """Lin, who owes Ana 20.00 of an underpaid order."""
    lin, ana = await a_buyer(scene, language)
    answer = await says_amount(lin, "20.00")
    await lin.taps(lin.word("button-refund-part"), on=answer)
    await scene.settles()
    return lin, ana


async def leaves(ana: Somebody, line: str = f"epc {IBAN} Ana Weber") -> None:
    """Ana leaves her account."""
    await ana.taps(ana.word("button-leave-account"))
    await ana.scene.settles()
    await ana.says(line, reply_to=ana.newest.id)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_leader_pays_back_by_the_code_of_the_account_left(scene: Scene, language: str) -> None:
    lin, ana = await a_refund(scene, language)
    await leaves(ana)
    shown = ana.newest
    assert SHOWN in shown.text
    assert "Ana Weber" in shown.text
    await lin.says("/refunds")
    listed = lin.newest
    assert "20.00 €" in listed.text
    assert SHOWN not in listed.text
    await lin.taps(lin.word("button-pay-back-amount", number=1, amount="20.00 €"), on=listed)
    code = STANDARDS["epc"].read(await lin.sees_qr())
    assert (code.payee.account, code.payee.name, code.amount.minor) == (IBAN, "Ana Weber", 2000)
    assert code.reference.startswith("KT")
    assert code.reference in lin.newest.text
    await lin.taps(lin.word("button-mark-refunded"), on=lin.newest)
    await ana.sees("↩ Lin has paid you back 20.00 €." if language == "en" else "↩ Lin 已经退给你 20.00 €")
    await lin.sees_no(SHOWN)
    await lin.says("/refunds")
    assert lin.newest.text == lin.word("refunds-none")
    await ana.says("/refunds")
    assert ana.newest.text == ana.word("refunds-none")
    await scene.holds_together()


async def test_a_buyer_is_asked_for_an_account_once_a_day(scene: Scene) -> None:
    lin, ana = await a_refund(scene)
    await lin.says("/refunds")
    await lin.taps("1 · Pay back 20.00 €")
    asks = lin.newest
    assert "Ana hasn't said where to." in asks.text
    assert lin.qr_messages() == []
    for _ in range(2):
        assert (
            await lin.taps("Ask for an account", on=asks)
        ).text == "The buyer is asked where to, once a day at most."
    await scene.settles()
    wanted = [seen for seen in ana.told() if seen.text.startswith("↩ Lin wants to pay you back 20.00 €. Where to?")]
    assert len(wanted) == 1
    await ana.taps("Leave my account", on=wanted[0])
    await scene.settles()
    await ana.says(f"epc {IBAN} Ana Weber", reply_to=ana.newest.id)
    told = await lin.sees("↩ Ana, number 1, has said where their 20.00 € can go.")
    assert SHOWN not in told.text
    await lin.taps("1 · Pay back 20.00 €", on=told)
    assert SHOWN in lin.newest.text


async def test_what_is_no_account_is_refused_with_the_reason_and_nothing_is_kept(scene: Scene) -> None:
    lin, ana = await a_refund(scene)
    await ana.says("/refunds")
    assert "You get back" in ana.newest.text
    assert "Navel oranges 5 kg: 20.00 € from Lin" in ana.newest.text
    await ana.taps(ana.newest.labels[0])
    await ana.taps("Leave my account")
    await scene.settles()
    asked = ana.newest
    assert "epc DE33 1002 0500 0001 1947 00 Anna Schmidt" in asked.text
    for line in ("epc FR1420041010050500013M02607 Ana", "promptpay 0812345678 Ana", "my bank", f"epc {IBAN}"):
        await ana.says(line, reply_to=asked.id)
        assert SHOWN not in ana.newest.text
        assert ana.newest.text != asked.text
    await lin.says("/refunds")
    await lin.taps("1 · Pay back 20.00 €")
    assert lin.qr_messages() == []
    await ana.says(f"epc {IBAN} Ana Weber", reply_to=asked.id)
    assert SHOWN in ana.newest.text
    await ana.taps("Remove")
    assert ana.newest.text == "No account is kept for your 20.00 €."
    await lin.says("/refunds")
    await lin.taps("1 · Pay back 20.00 €", on=lin.newest)
    assert lin.qr_messages() == []


async def test_nobody_but_the_leader_sees_the_account(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    lin, ana = await a_refund(scene)
    await leaves(ana)
    ben = next(one for one in scene.people if one.name == "Ben")
    await lin.says("/refunds")
    data = data_of(scene, lin.newest, "1 · Pay back 20.00 €")
    for thief in (ben, ana):
        assert (await thief.forges(data, on=thief.told()[-1])).text == FOREIGN
        assert thief.qr_messages() == [] or thief is ben
    mine = data_of(scene, next(seen for seen in reversed(ana.told()) if "Remove" in seen.labels), "Remove")
    for thief in (ben, lin):
        assert (await thief.forges(mine, on=thief.told()[-1])).text == FOREIGN
    await ben.sees_no(SHOWN)
    assert IBAN not in caplog.text
    assert all(SHOWN not in seen.text for seen in scene.groups[0].messages())


async def test_a_surplus_goes_back_to_an_account_and_the_order_stands(scene: Scene) -> None:
    lin, ana = await a_buyer(scene)
    await lin.says("/paid 1=40.00")
    await lin.taps("1 · Refund the rest")
    await ana.sees("↩ You've paid 10.10 € more than your order costs.")
    await leaves(ana)
    await lin.says("/refunds")
    await lin.taps("1 · Pay back 10.10 €")
    assert STANDARDS["epc"].read(await lin.sees_qr()).amount.minor == 1010
    old = lin.newest
    data = data_of(scene, old, "I've paid it back")
    await lin.taps("I've paid it back", on=old)
    await ana.sees("↩ Lin has paid you back 10.10 €.")
    again = await lin.forges(data, on=lin.newest)
    assert again.text == "This order is paid. Nothing was changed."
    await lin.sees("✅ You've paid Ana, number 1, back 10.10 €.")
    await scene.holds_together()


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_what_does_not_stand_on_one_page_stands_on_the_next(
    scene: Scene, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.refunds.ONE_PAGE", 1)
    lin, _ = await a_buyer(scene, language)
    await lin.says("/paid 1=40.00 2=50.00")
    answer = lin.newest
    for number in (1, 2):
        await lin.taps(f"{number} · {lin.word('button-refund-surplus')}", on=answer)
    await lin.says("/refunds")
    first = lin.newest
    assert lin.word("refunds-page", page=1, pages=2) in first.text
    assert first.labels == [lin.word("button-pay-back-amount", number=1, amount="10.10 €"), lin.word("button-later")]
    await lin.taps(lin.word("button-later"), on=first)
    second = lin.newest
    assert second.id == first.id
    assert second.labels == [lin.word("button-pay-back-amount", number=2, amount="20.10 €"), lin.word("button-earlier")]
    await lin.taps(lin.word("button-earlier"), on=second)
    assert lin.newest.labels == first.labels


async def test_an_account_stands_in_one_message_however_often_it_is_opened(scene: Scene) -> None:
    lin, ana = await a_refund(scene)
    await leaves(ana)
    await lin.says("/refunds")
    listed = lin.newest
    for _ in range(3):
        await lin.taps("1 · Pay back 20.00 €", on=listed)
        await scene.settles()
        assert [seen.id for seen in lin.told() if SHOWN in seen.text] == [lin.newest.id]
        assert len(lin.qr_messages()) == 1
    over = [seen for seen in lin.told() if "is paid back by the newest code only" in seen.text]
    assert len(over) == 2
    assert over[0].labels == ["1 · Pay back 20.00 €"]
    await lin.taps("I've paid it back", on=lin.newest)
    await scene.settles()
    await lin.sees_no(SHOWN)
    assert lin.qr_messages() == []
    assert (
        len([seen for seen in lin.told() if seen.text.startswith("✅ You've paid Ana, number 1, back 20.00 €.")]) == 1
    )
    assert (await lin.taps("1 · Pay back 20.00 €", on=over[0])).text.startswith("Nothing")
    await scene.holds_together()


async def test_marked_on_the_desk_a_code_that_stands_elsewhere_is_finished_too(scene: Scene) -> None:
    lin, ana = await a_refund(scene)
    await leaves(ana)
    await lin.says("/refunds")
    await lin.taps("1 · Pay back 20.00 €")
    await lin.sees(SHOWN)
    await lin.taps("1 · I've paid it back", on=await lin.sees("gets 20.00 € back"))
    await lin.sees("✅ You've paid Ana, number 1, back 20.00 €.")
    await lin.sees_no(SHOWN)


async def test_a_code_of_an_account_that_was_changed_or_taken_away_is_finished(scene: Scene) -> None:
    lin, ana = await a_refund(scene)
    await leaves(ana)
    mine = ana.newest
    await lin.says("/refunds")
    listed = lin.newest
    await lin.taps("1 · Pay back 20.00 €", on=listed)
    await lin.sees(SHOWN)
    await leaves(ana, "epc DE89 3704 0044 0532 0130 00 Ana Weber")
    await lin.sees_no(SHOWN)
    await lin.taps("1 · Pay back 20.00 €", on=listed)
    assert STANDARDS["epc"].read(await lin.sees_qr()).payee.account == "DE89370400440532013000"
    await ana.taps("Remove", on=ana.newest)
    await lin.sees_no("DE89 3704")
    assert lin.qr_messages() == []
    assert mine is not None


async def test_a_code_to_pay_back_is_finished_when_more_came_for_the_order(scene: Scene) -> None:
    lin, ana = await a_refund(scene)
    await leaves(ana)
    await lin.says("/refunds")
    await lin.taps("1 · Pay back 20.00 €")
    await lin.sees(SHOWN)
    await lin.says("/paid 1=5.00")
    await lin.sees_no(SHOWN)
    await lin.says("/refunds")
    await lin.taps("1 · Pay back 25.00 €")
    assert STANDARDS["epc"].read(await lin.sees_qr()).amount.minor == 2500
