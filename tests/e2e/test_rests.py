"""Another amount came: said by button or `/paid`, settled by the leader, and told to the buyer in their language."""

import pytest

from bot.payqr import STANDARDS
from tests.e2e.test_wrong_hands import FOREIGN, data_of
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene


async def a_buyer(scene: Scene, language: str = "en") -> tuple[Somebody, Somebody]:
    """Lin, and Ana, who is number 1 and owes 29.90 in a team with Ben."""
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, until="+5d", members=[ana, ben])
    await scene.a_team(card, ana, ben)
    lin = scene.groups[0].leader
    for one in (lin, ana) if language != "en" else ():
        await one.says(f"/language {language}")
        one.language = language
    return lin, ana


async def says_amount(lin: Somebody, amount: str) -> Seen:
    """The leader says by button how much of number 1's money came; the answer."""
    await lin.says("/deals")
    await lin.taps("Navel oranges 5 kg")
    await lin.taps(lin.word("button-one-by-one"))
    await lin.taps(f"1 · {lin.word('button-other-amount')}")
    await lin.scene.settles()
    await lin.says(amount, reply_to=lin.newest.id)
    return lin.newest


async def test_a_part_is_asked_about_and_the_rest_has_a_code_of_its_own(scene: Scene) -> None:
    lin, ana = await a_buyer(scene)
    first = await ana.sees_qr()
    answer = await says_amount(lin, "20.00")
    assert "20.00 € came, 9.90 € is missing" in answer.text
    assert answer.labels == ["Ask for the rest", "Accept as paid", "Refund", "Undo: amount", "One by one"]
    await ana.sees("💰 20.00 € came, 9.90 € is missing. Lin says what happens now.")
    assert ana.qr_messages() == [], "no code asks for money that is here"
    await lin.sees("⚖ 1 order got too little or too much money")
    button = data_of(scene, answer, "Ask for the rest")
    await lin.taps("Ask for the rest", on=answer)
    told = await ana.sees("💳 Please pay the rest, 9.90 €, by ")
    assert "20.00 € of it came already; this is for the rest only." in told.text
    rest, whole = (STANDARDS["epc"].read(payload) for payload in (await ana.sees_qr(), first))
    assert (rest.amount.minor, whole.amount.minor) == (990, 2990)
    assert (rest.reference, rest.payee) == (whole.reference, whole.payee)
    await lin.forges(button, on=answer)
    assert len(ana.qr_messages()) == 1
    await ana.taps("I paid")
    await lin.taps("Confirm all 1 (9.90 €)")
    await ana.sees("✅ Lin has your 29.90 €.")
    assert ana.qr_messages() == []
    await scene.holds_together()


async def test_in_chinese_a_part_is_enough(scene: Scene) -> None:
    lin, ana = await a_buyer(scene, "zh")
    answer = await says_amount(lin, "29,00 €")
    assert "到账 29.00 €，还差 0.90 €" in answer.text
    await ana.sees("💰 收到 29.00 €，还差 0.90 €。怎么处理由 Lin 决定。")
    button = data_of(scene, answer, "请补差额")
    toast = await lin.taps("算付清", on=answer)
    assert toast.text == "已按付清算，买家会收到通知。"
    await ana.sees("✅ Lin 已收到你的 29.00 €")
    late = await lin.forges(button, on=answer)
    assert late.text.startswith("这笔钱已经处理过了")


async def test_a_part_goes_back_and_both_have_the_record(scene: Scene) -> None:
    lin, ana = await a_buyer(scene)
    answer = await says_amount(lin, "20")
    await lin.taps("Refund", on=answer)
    await ana.sees("↩ 20.00 € goes back to you. Lin, your leader, pays it back.")
    await lin.taps("1 · I've paid it back")
    await ana.sees("↩ Lin has paid you back 20.00 €.")
    await lin.sees_no("1 refund for you to make")
    await scene.holds_together()


@pytest.mark.parametrize(
    ("button", "told"),
    [
        ("1 · Credit the rest", "💰 You've paid 10.10 € more than your order costs. Lin keeps it as your credit"),
        ("1 · Refund the rest", "↩ You've paid 10.10 € more than your order costs. Lin, your leader, pays it back"),
    ],
)
async def test_what_came_too_much_is_settled_once(scene: Scene, button: str, told: str) -> None:
    lin, ana = await a_buyer(scene)
    await lin.says("/paid 1=40.00 2")
    answer = lin.newest
    assert "✅ Confirmed: 2" in answer.text
    assert "paid, and 10.10 € came too much." in answer.text
    await ana.sees("✅ Lin has your 29.90 €.")
    data = data_of(scene, answer, "1 · Credit the rest")
    await lin.taps(button, on=answer)
    await ana.sees(told)
    again = await lin.forges(data, on=answer)
    assert again.text.startswith("That is settled already")
    await scene.holds_together()


async def test_a_slip_is_taken_back(scene: Scene) -> None:
    lin, ana = await a_buyer(scene)
    first = await ana.sees_qr()
    answer = await says_amount(lin, "2.00")
    await lin.taps("Undo: amount", on=answer)
    await ana.sees("↩ I told you that money of yours came. That was a slip: please pay 29.90 € by ")
    assert await ana.sees_qr() == first
    await lin.sees_no("too little or too much")


async def test_what_is_no_amount_books_nothing_and_may_be_said_again(scene: Scene) -> None:
    lin, ana = await a_buyer(scene)
    answer = await says_amount(lin, "a lot")
    assert answer.text.startswith("“a lot” isn't an amount I can read")
    await lin.says("/paid 1=25,8")
    assert "“25,8”: is that an amount, or two things? Write it like 29.90" in lin.newest.text
    await lin.says("/paid 1=1 200.00")
    assert lin.newest.text.startswith("“1 200”: write amounts without spaces")
    await lin.says("/paid 1=5.00 1=6.00")
    assert "You've said two amounts for this order." in lin.newest.text
    await ana.sees("💰 5.00 € came, 24.90 € is missing.")


async def test_a_second_reply_books_nothing(scene: Scene) -> None:
    lin, ana = await a_buyer(scene)
    await says_amount(lin, "20.00")
    asked = next(seen for seen in reversed(lin.told()) if seen.text.startswith("✏️"))
    await scene.clock.moves(seconds=1)
    await lin.says("20.00", reply_to=asked.id)
    assert lin.newest.text.startswith("This order has moved on since I asked")
    await ana.sees("💰 20.00 € came, 9.90 € is missing.")


async def test_nobody_else_says_what_came(scene: Scene) -> None:
    lin, ana = await a_buyer(scene)
    answer = await says_amount(lin, "20.00")
    for label in ("Ask for the rest", "Accept as paid", "Refund"):
        assert (await ana.forges(data_of(scene, answer, label), on=ana.told()[-1])).text == FOREIGN
    code = ana.newest
    await ana.says("/paid 1=29.90")
    await ana.sees_no("✅ Lin has your")
    assert code is not None


async def test_an_underpaid_order_that_lapses_waits_as_late_money(scene: Scene) -> None:
    lin, ana = await a_buyer(scene)
    await says_amount(lin, "20.00")
    await scene.clock.moves(days=2)
    told = await lin.sees("💰 20.00 € of Ana is here, but the time to pay is over.")
    assert told.labels == ["Give free stock", "Credit", "Refund"]
    await ana.sees("⌛ The time to pay is over")
    answer = await lin.taps("Give free stock", on=told)
    assert answer.text.startswith("That buys nothing: 9.90 € is missing.")
    await lin.taps("Credit", on=told)
    await ana.sees("💰 Your 20.00 € came too late for this order.")
    await scene.holds_together()
