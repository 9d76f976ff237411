"""/statement: a bank's file pays what it names exactly, the rest is asked about; whatever is wrong is kept nowhere."""

import re
from typing import Any

import pytest

from bot.domain.errors import DatabaseAway
from bot.services import act
from storage.database import WriteTx
from tests.e2e.test_wrong_hands import FOREIGN, data_of
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

_STATES = "SELECT state, lines FROM statements ORDER BY id"
_READY = "UPDATE orders SET state = 'ready' WHERE number = 1"
HEAD = "Buchungstag;Betrag;Verwendungszweck;Name\n"


async def a_deal_to_pay(scene: Scene, *names: str) -> tuple[Somebody, list[Somebody], list[str]]:
    """A full team whose buyers all have to pay 29.90 €: their leader, they, and their references."""
    people = [await scene.person(name) for name in names]
    card = await scene.a_deal(team=len(names), until="+5d", members=people)
    await scene.a_team(card, *people)
    return scene.groups[0].leader, people, [reference_of(one) for one in people]


def reference_of(buyer: Somebody) -> str:
    """What the payment message says."""
    return next(found[0] for message in reversed(buyer.told()) if (found := re.findall(r"KT\d+", message.text)))


def a_table(*rows: str) -> tuple[str, bytes]:
    """A bank's file."""
    return "umsatz.csv", (HEAD + "".join(f"24.11.2026;{row}\n" for row in rows)).encode("cp1252")


async def brings(lin: Somebody, *rows: str, caption: str | None = "/statement") -> Seen:
    """The leader sends a file of these rows and says that its columns are right."""
    await lin.says(document=a_table(*rows), caption=caption)
    if lin.newest.button("Right, read it"):
        await lin.taps("Right, read it")
    return await lin.sees("📄 Green Lane")


async def test_a_file_pays_what_it_names_exactly_and_says_what_became_of_every_line(scene: Scene) -> None:
    lin, (ana, ben, cem), (one, two, three) = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg", "Cem Can")
    await lin.says(document=a_table(f"29,90;{one} Orangen;ANA MUSTER"), caption="/statement")
    asked = await lin.sees("I haven't seen a table like this before")
    assert "cents behind a comma, day before month" in asked.text
    assert "29.90 € · 2026-11-24 · ANA MUSTER" in asked.text
    await ana.sees_no("✅ Lin has your 29.90 €.")
    await lin.taps("Right, read it")
    await ana.sees("✅ Lin has your 29.90 €.")
    told = await lin.sees("✅ paid 1 · 29.90 €")
    assert told.text.startswith("📄 Green Lane · 1 line")
    told = await brings(
        lin,
        f"29,90;{one} Orangen;ANA MUSTER",  # known
        f"29,90;{two[:4]} {two[4:]};Berg",
        f"28,90;{three};Cem",
        "-5,00;Strom;Stadtwerke",
        "7,77;salary;Employer",
    )
    assert told.text.split("\n") == [
        "📄 Green Lane · 5 lines",
        "✅ paid 1 · 29.90 €",
        "❓ for you to look at 1 · 28.90 €",
        "👀 were there before 1",
        "about no order 1",
        "went out 1",
    ]
    await ben.sees("✅ Lin has your 29.90 €.")
    await cem.sees_no("✅ Lin has your")
    await lin.sees("paid 2 · say paid 0 · waiting 1")


async def test_the_columns_are_asked_once_for_an_account(scene: Scene) -> None:
    lin, _, (one, two) = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg")
    await brings(lin, f"29,90;{one};Ana")
    await lin.says(document=a_table(f"29,90;{two};Ben"), caption="/statement")
    await lin.sees("✅ paid 1 · 29.90 €")
    assert len([each for each in lin.told() if "I haven't seen a table" in each.text]) == 0
    assert len([each for each in lin.told() if each.text == "📄 Read: 1 line. What became of it is below."]) == 1


async def test_a_table_is_read_another_way_when_the_guess_is_wrong(scene: Scene) -> None:
    lin, (ana, _), (one, two) = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg")

    def a_strange_table(said: str) -> bytes:
        return f"Datum;Betrag;Summe;Text\n24.11.2026;100,00;29,90;{said}\n23.11.2026;99,00;1,00;x\n".encode()

    await lin.says(document=("a.csv", a_strange_table(one)), caption="/statement")
    await lin.sees("100.00 € · 2026-11-24")
    await lin.taps("Read it another way")
    await lin.sees("29.90 € · 2026-11-24")
    await lin.taps("Right, read it")
    await ana.sees("✅ Lin has your 29.90 €.")
    await lin.says(document=("b.csv", a_strange_table(two)), caption="/statement")
    await lin.sees("paid 2 · say paid 0")


async def test_lines_are_pasted_below_the_command(scene: Scene) -> None:
    lin, (ana, _), (one, _) = await a_deal_to_pay(scene, "Ana", "Ben")
    await lin.says(f"/statement\n{HEAD}24.11.2026;29,90;{one};Ana\n")
    await lin.taps("Right, read it")
    await ana.sees("✅ Lin has your 29.90 €.")


async def test_near_misses_are_shown_one_by_one(scene: Scene) -> None:
    lin, (ana, ben, _), (one, _, three) = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg", "Cem Can")
    wrong = one[:-2] + one[-1] + one[-2] if one[-1] != one[-2] else one[:-1] + str((int(one[-1]) + 5) % 10)
    await brings(lin, f"29,90;{wrong};X", "29,90;Orangen;BERG, BEN", f"30,90;{three};Cem", "29,90;?;Y")
    await lin.taps("Look at 4")
    shown = await lin.sees("❓ 4 lines to look at")
    assert "It's one digit off a reference." in shown.text
    answer = await lin.taps("This one: 1 · Ana Muster")
    assert answer.text == "Paid. The buyer is told."
    await ana.sees("✅ Lin has your 29.90 €.")
    shown = await lin.sees("❓ 3 lines to look at")
    assert "No reference, but the amount and the name of an order." in shown.text
    await lin.taps("Later")
    shown = await lin.sees("More than the 29.90 € that are owed came for 3 · Cem Can")
    await lin.taps("Later")
    shown = await lin.sees("No reference, but exactly what an order owes.")
    assert (await lin.taps("Not mine")).text == "Not yours: I won't ask again."
    shown = await lin.sees("❓ 2 lines to look at")
    await lin.taps("This one: 2 · Ben Berg")
    await ben.sees("✅ Lin has your 29.90 €.")
    await lin.sees("❓ 1 line to look at")
    await lin.sees("🚫 not yours 1 · 29.90 €")


async def test_a_near_line_that_is_not_exact_is_booked_as_it_came_by_a_second_tap(scene: Scene) -> None:
    lin, (ana, _), _ = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg")
    await brings(lin, "20,00;Orangen;Ana Muster")
    await lin.taps("Look at 1")
    await lin.sees("No reference and another amount, but a buyer's name.")
    assert (await lin.taps("This one: 1 · Ana Muster")).text == "That's its order, but the amount isn't: here is how."
    shown = await lin.sees("Less than the 29.90 € that are owed came for 1 · Ana Muster")
    await ana.sees_no("20.00 € came")
    old = data_of(scene, shown, "Book 20.00 € for 1 · Ana Muster")
    assert (await lin.taps("Book 20.00 €")).text == "Booked as it came. What to do about it is below."
    await ana.sees("💰 20.00 € came, 9.90 € is missing. Lin says what happens now.")
    await lin.sees("✅ No line waits for you.")
    await lin.sees("⚖ another amount than asked 1 · 20.00 €: booked as it came")
    told = await lin.sees("20.00 € came, 9.90 € is missing")
    assert told.labels == ["Ask for the rest", "Accept as paid", "Refund", "One by one"]
    assert (await lin.forges(old, on=shown)).text == "That was decided already."
    await lin.taps("Ask for the rest", on=told)
    await ana.sees("💳 Please pay the rest, 9.90 €")
    await scene.holds_together()


async def test_all_that_was_booked_from_a_statement_is_taken_back_with_it(scene: Scene) -> None:
    lin, (ana, ben, cem), (one, two, three) = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg", "Cem Can")
    await cem.taps("I can't pay")
    await cem.taps("Yes")
    await brings(lin, f"29,90;{one};Ana", f"29,90;{one};Ana", f"30,00;{two};Ben", f"9,00;{three};Cem")
    await lin.taps("Look at 3")
    for who in ("29.90 € for 1 · Ana Muster", "30.00 € for 2 · Ben Berg"):
        answer = await lin.taps(f"Book {who}", on=await lin.sees("to look at"))
        assert answer.text == "Booked as it came. What to do about it is below."
    assert (
        await lin.taps("Book 9.00 €", on=await lin.sees("to look at"))
    ).text == "Late money: you're asked about it below."
    await ben.sees("✅ Lin has your 29.90 €.")
    await lin.sees("💰 9.00 € of Cem Can is here, but they gave the place up.")
    await lin.taps("Take it all back", on=await lin.sees("⚖ another amount than asked 2 · 59.90 €"))
    await lin.sees("4 booked lines (98.80 €) are undone")
    await lin.taps("Yes, take it all back")
    for buyer in (ana, ben):
        await buyer.sees("That was a slip: please pay 29.90 € by ")
    told = await lin.sees("↩ 4 lines are undone")
    assert "moved on" not in told.text
    await lin.sees_no("too little or too much")
    await scene.holds_together()


async def test_a_whole_statement_is_taken_back_and_counts_again(scene: Scene) -> None:
    lin, (ana, ben), (one, two) = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg")
    await ana.taps("I paid")
    rows = (f"29,90;{one};Ana", f"29,90;{two};Ben", "29,90;?;Z")
    await brings(lin, *rows)
    await lin.sees("paid 2 · say paid 0")
    await lin.taps("Take it all back")
    await lin.sees("2 booked lines (59.80 €) are undone: their orders go back to how they stood")
    await lin.taps("Yes, take it all back")
    await ana.sees("↩ I told you that Lin has your 29.90 €. That was a slip.")
    await ana.sees("💬 You said you paid 29.90 €.")
    await lin.sees("paid 0 · say paid 1 · waiting 1")
    told = await lin.sees("· taken back")
    assert "↩ 3 lines are undone" in told.text
    await lin.says(document=a_table(*rows), caption="/statement")
    await lin.sees("paid 2 · say paid 0")
    await ben.sees("✅ Lin has your 29.90 €.")


async def test_what_has_moved_on_stays_and_is_named(scene: Scene) -> None:
    lin, (ana, _), (one, two) = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg")
    await brings(lin, f"29,90;{one};Ana", f"29,90;{two};Ben")
    await lin.taps("Take it all back")
    question = await lin.sees("go back to how they stood")
    await scene.bot.db.write(lambda tx: tx.connection.exec_driver_sql(_READY))
    await lin.taps("Yes, take it all back", on=question)
    told = await lin.sees("⚠️ 1 order has moved on since and stays as it is: 1 · Ana Muster")
    assert "↩ 1 line is undone" in told.text
    await ana.sees_no("That was a slip")


async def test_money_for_an_order_that_has_ended_waits_for_its_leader(scene: Scene) -> None:
    lin, (ana, ben), (one, _) = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg")
    await ana.taps("I can't pay")
    await ana.taps("Yes")
    await brings(lin, f"29,90;{one};Ana")
    await lin.sees("💰 for orders that had ended 1 · 29.90 €")
    late = await lin.sees("29.90 € of Ana Muster is here, but")
    await lin.taps("Credit", on=late)
    await ben.sees_no("✅ Lin has your")


async def test_a_file_without_a_word_is_a_statement_for_who_leads(scene: Scene) -> None:
    lin, (ana, ben), (one, _) = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg")
    await ben.says(document=a_table(f"29,90;{one};Ana"))
    await ben.sees_no("I haven't seen a table")
    await brings(lin, f"29,90;{one};Ana", caption=None)
    await ana.sees("✅ Lin has your 29.90 €.")


async def test_only_who_leads_the_group_brings_statements(scene: Scene) -> None:
    lin, (ana, _), (one, two) = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg")
    await ana.says(document=a_table(f"29,90;{one};Ana"), caption="/statement")
    await ana.sees("You don't lead a group with me yet.")
    await brings(lin, f"29,90;{two};Ben", "29,90;?;X")
    message = await lin.sees("❓ for you to look at 1")
    forged = data_of(scene, message, "Look at 1")
    answer = await ana.forges(forged, on=ana.told()[-1])
    assert answer.text == FOREIGN


async def test_in_a_group_nothing_of_it_is_read(scene: Scene) -> None:
    lin, (ana, _), (one, _) = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg")
    await lin.says(f"/statement\n{HEAD}24.11.2026;29,90;{one};Ana\n", to=scene.groups[0])
    await lin.sees("A statement is nobody else's business")
    await ana.sees_no("✅ Lin has your")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.7", "That's a PDF"),
        ("a.zip", b"PK\x03\x04" + b"\0" * 100, "That's an archive or an Excel file"),
        ("a.csv", (HEAD + "24.11.2026;29,90;x;y\n23.11.2026;1").encode(), "It ends in the middle, at line 3"),
        ("a.csv", (HEAD + "24.11.2026;=1+1;x;y\n24.11.2026;1,00;x;y\n").encode(), "Line 2: “=1+1” is no amount"),
        ("a.csv", b"hello", "I see no statement in it"),
        ("a.csv", b"Datum;Betrag;Text;Ccy\n24.11.2026;1,00;x;USD\n", "It's in USD, and your group's money is in EUR"),
        (
            "a.xml",
            b'<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
            b"<Document><BkToCstmrStmt>&b;</BkToCstmrStmt></Document>",
            "I see no statement in it",
        ),
        ("a.csv", b"x" * (10 * 1024 * 1024 + 1), "Over 10 MB is too much for me"),
        ("a.csv", b"Datum;Betrag;Text\n" + b"24.11.2026;1,00;x\n" * 50_100, "Over 50,000 lines are too many"),
    ],
    ids=["pdf", "zip", "cut", "formula", "none", "currency", "entities", "large", "long"],
)
async def test_what_is_no_statement_is_told_and_not_kept(scene: Scene, name: str, data: bytes, said: str) -> None:
    lin, _, _ = await a_deal_to_pay(scene, "Ana", "Ben")
    await lin.says(document=(name, data), caption="/statement")
    await lin.sees(said)
    assert "Nothing was kept." in lin.newest.text
    if len(data) < 1_000:
        await lin.says("/language zh")
        await lin.says(document=(name, data), caption="/statement")
        await lin.sees("什么都没有保存。")
    kept = await scene.bot.db.read(lambda tx: tx.connection.exec_driver_sql("SELECT COUNT(*) FROM statements").scalar())
    assert kept == 0


async def test_names_of_strangers_turn_no_text_around(scene: Scene) -> None:
    lin, _, _ = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg")
    table = (HEAD + "24.11.2026;29,90;\u202e<b>@all</b> =HYPERLINK(1);\u202eevil\n").encode()
    await lin.says(document=("a.csv", table), caption="/statement")
    await lin.taps("Right, read it")
    await lin.taps("Look at 1")
    shown = await lin.sees("❓ 1 line to look at")
    assert "\u202e" not in shown.html
    assert "<b>@all" not in shown.html


async def test_a_statement_in_chinese(scene: Scene) -> None:
    lin, _, (one, _) = await a_deal_to_pay(scene, "Ana", "Ben")
    await lin.says("/language zh")
    table = f"交易日期,摘要,收入金额,支出金额,对方户名\n20261124,{one},29.90,,ANA\n20261124,{one},29.90,,ANA\n"
    await lin.says(document=("a.csv", table.encode("gb18030")), caption="/statement")
    await lin.sees("这种表格我第一次见")
    await lin.taps("对，就这样读")
    told = await lin.sees("✅ 已付 1 · 29.90 €")
    assert "❓ 等你看的 1 · 29.90 €" in told.text
    await lin.taps("看这 1 行")
    await lin.sees("可它已经付过了。如果付了两次")
    await lin.taps("不是我的")
    await lin.sees("✅ 没有等你看的了。")
    await lin.says(document=("a.pdf", b"%PDF"), caption="/statement")
    await lin.sees("这是 PDF，只能看不能读")


async def test_a_leader_of_several_groups_says_which_one_by_a_button(scene: Scene) -> None:
    lin, (ana, _), (one, _) = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg")
    other = await scene.group(title="Blue Lane", members=[], admins=[lin])
    await lin.says("/lead", to=other)
    await lin.says(document=a_table(f"29,90;{one};Ana"), caption="/statement")
    await lin.sees("Which group's money is it?")
    await lin.taps("Green Lane")
    await lin.taps("Right, read it")
    await ana.sees("✅ Lin has your 29.90 €.")


async def test_a_file_that_was_deleted_meanwhile_can_t_be_read(scene: Scene) -> None:
    lin, (ana, _), (one, _) = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg")
    sent = await lin.says(document=a_table(f"29,90;{one};Ana"), caption="/statement")
    question = lin.newest
    message = scene.telegram.world.messages.find(lin.id, question.id)
    assert message is not None
    scene.telegram.delete(lin.id, sent.id, lin.id)
    message.reply_to = None
    message.changed()
    answer = await lin.taps("Right, read it", on=question)
    assert answer.text.startswith("I can't get at it any more")
    await ana.sees_no("✅ Lin has your")


async def test_a_file_that_telegram_does_not_give_out_is_asked_for_again(scene: Scene) -> None:
    lin, (ana, _), (one, _) = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg")
    scene.telegram.fault("getFile", status=500)
    await lin.says(document=a_table(f"29,90;{one};Ana"), caption="/statement")
    await lin.sees("I can't get at it any more")
    await ana.sees_no("✅ Lin has your")


@pytest.mark.parametrize("fails", ["statements.begin", "statements.add", "statements.start"])
async def test_an_update_that_comes_again_is_read_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    lin, (ana, ben), (one, two) = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg")
    await brings(lin, "7,77;nothing;Nobody")
    run, failed = act._run, []

    def runs(tx: WriteTx, what: Any, *rest: Any) -> Any:
        done = run(tx, what, *rest)
        if what.name == fails and not failed:
            failed.append(what)
            raise DatabaseAway
        return done

    monkeypatch.setattr(act, "_run", runs)
    await lin.says(document=a_table(f"29,90;{one};Ana", f"29,90;{two};Ben"), caption="/statement")
    await scene.clock.moves(minutes=1)
    assert failed
    for buyer in (ana, ben):
        await buyer.sees("✅ Lin has your 29.90 €.")
    found = await scene.bot.db.read(lambda tx: tx.connection.exec_driver_sql(_STATES).all())
    assert [tuple(row) for row in found] == [("done", 1), ("done", 2)]


async def test_a_picture_is_no_statement(scene: Scene, picture: bytes) -> None:
    lin, _, _ = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg")
    await lin.says(photo=picture, caption="/statement")
    await lin.sees("That's a picture")


async def test_a_receipt_sent_as_a_file_is_no_statement(scene: Scene) -> None:
    lin, _, _ = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg")
    await lin.says(document=("receipt.png", b"\x89PNG"))
    await lin.sees_no("That's a picture")


async def test_what_is_booked_on_an_order_of_another_leader_is_theirs_to_settle(scene: Scene) -> None:
    lin, (ana, _), (one, _) = await a_deal_to_pay(scene, "Ana Muster", "Ben Berg")
    mia = await scene.person("Mia")
    scene.telegram.set_standing(scene.groups[0].id, mia.id, "administrator", by=lin.id)
    await mia.says("/lead", to=scene.groups[0])
    await brings(mia, f"20,00;{one};Ana")
    await mia.taps("Look at 1")
    answer = await mia.taps("Book 20.00 €")
    assert answer.text.startswith("Booked as it came. The deal's own leader sees it on their desk")
    await ana.sees("💰 20.00 € came, 9.90 € is missing. Lin says what happens now.")
    await lin.sees("⚖ 1 order got too little or too much money")
    await mia.sees_no("9.90 € is missing")
