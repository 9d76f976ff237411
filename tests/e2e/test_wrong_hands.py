"""Buttons and links in the wrong hands, old ones, and double ones: nothing changes, nothing of others is told."""

from typing import Any

from sqlalchemy import text

from storage.database import ReadTx
from tests.kit.messages import Seen
from tests.kit.people import Answer, Somebody
from tests.kit.scenes import Scene

FOREIGN = "I can't find that. The code or link may be mistyped, or it isn't yours to open."
NOT_YOURS = "That isn't yours to do here."
OLD = "That button is from earlier. Here is how it stands now."


async def rows(scene: Scene) -> dict[str, Any]:
    """Everything that a forbidden tap could have changed; a card may be looked at again."""

    def read(tx: Any) -> dict[str, Any]:
        tables = ("deals", "teams", "orders", "drafts", "payees", "ledger", "leaders", "outbox")
        return {
            table: [tuple(row) for row in tx.execute(text(f"SELECT * FROM {table} ORDER BY 1")) if "card" not in row]
            for table in tables
        }

    return await scene.bot.db.read(read)


def data_of(scene: Scene, message: Seen, label: str) -> str:
    """What an honest button sends."""
    stored = scene.telegram.world.messages.find(message.chat_id, message.id)
    assert stored is not None
    wanted = message.button(label)
    return next(str(button["callback_data"]) for row in stored.rows() for button in row if button["text"] == wanted)


async def test_what_is_a_leaders_or_anothers_to_tap_is_refused_to_everybody_else(scene: Scene) -> None:
    ana, ben, mallory = [await scene.person(name) for name in ("Ana", "Ben", "Mallory")]
    card = await scene.a_deal(team=2, until="+5d", members=[ana, ben, mallory])
    lin = scene.groups[0].leader
    await scene.a_team(card, ana, ben)
    await ana.taps("I paid")
    desk = await lin.sees("say paid 1")
    forged = {
        label: data_of(scene, desk, label) for label in ("Confirm all", "One by one", "Close now", "Extend", "Cancel")
    }
    await lin.taps("One by one")
    page = lin.newest
    forged |= {label: data_of(scene, page, label) for label in ("1 · Confirm", "1 · Reject", "2 · Confirm")}
    forged["reject for a reason"] = "cw" + forged["1 · Reject"][2:] + ":0"
    forged["see the receipt"] = "cv" + forged["1 · Reject"][2:]
    asked = ben.qr_messages()[-1]
    forged |= {label: data_of(scene, asked, label) for label in ("I paid", "I can't pay")}
    forged["close for good"] = forged["Close now"].removesuffix(":0") + ":1"
    forged["cancel for good"] = forged["Cancel"].removesuffix(":0") + ":1"
    forged["extend by a day"] = forged["Extend"].removesuffix(":0") + ":24"
    forged["give up for good"] = "oN" + forged["I can't pay"][2:]
    forged["leave for good"] = "oL" + forged["I can't pay"][2:]
    forged["take two"] = "oq" + forged["I can't pay"][2:] + ":2"
    forged["give stock"] = "mg" + forged["I can't pay"][2:]
    forged["credit"] = "mc" + forged["I can't pay"][2:]
    forged["refund"] = "mr" + forged["I can't pay"][2:]
    forged["refunded"] = "mb" + forged["I can't pay"][2:]
    before = await rows(scene)
    for label, data in forged.items():
        answer = await mallory.forges(data, on=card)
        assert answer == Answer(text=FOREIGN, alert=True), label
        await scene.clock.moves(seconds=5)
    assert await rows(scene) == before
    assert len(mallory.told()) == 1, "only the greeting"


async def test_a_draft_and_a_payee_are_only_their_writers_to_publish_and_keep(scene: Scene) -> None:
    mallory = await scene.person("Mallory")
    group = await scene.a_led_group(members=[mallory])
    lin = group.leader
    await lin.says("/payee epc DE89370400440532013000 Lin Wang", to=group)
    shown = await lin.sees("Is this where the money goes?")
    forged = [data_of(scene, shown, label) for label in ("In place of …4700", "Beside the others", "Discard")]
    await lin.says("/deal Navel oranges\nteam 2 29.90\nuntil +2d")
    preview = lin.newest
    forged += [data_of(scene, preview, label) for label in ("Publish", "Edit", "Discard")]
    card = await scene.a_deal(group, title="Eggs")
    before = await rows(scene)
    for data in forged:
        assert (await mallory.forges(data, on=card)).text == FOREIGN, data
    assert await rows(scene) == before
    await mallory.sees_no("DE89")
    await mallory.sees_no("Navel")


async def test_unknown_foreign_and_ended_orders_answer_the_same_byte_for_byte(scene: Scene) -> None:
    ana, mallory = await scene.person("Ana"), await scene.person("Mallory")
    card = await scene.a_deal(team=2, members=[ana, mallory])
    await ana.taps("Start a team")
    await ana.opens(card.url("My order"))
    alive = data_of(scene, ana.newest, "Leave")
    await ana.taps("Leave")
    await ana.taps("Yes, leave")
    await ana.taps("Start a team")
    answers: set[Answer] = set()
    foreign, unknown, ended = "ol" + data_of(scene, await own_order(ana, card), "Leave")[2:], "ol:K7Q29XMF", alive
    for data in (foreign, unknown, ended, "ol:'); DROP", "os" + foreign[2:], "oq" + foreign[2:] + ":2"):
        answers.add(await mallory.forges(data, on=card))
    assert answers == {Answer(text=FOREIGN, alert=True)}


async def own_order(buyer: Somebody, card: Seen) -> Seen:
    """The buyer's own order's screen."""
    await buyer.opens(card.url("My order"))
    return buyer.newest


async def test_links_that_name_nothing_are_told_the_same_way(scene: Scene) -> None:
    ana = await scene.person("Ana")
    await scene.a_deal(members=[ana])
    told = []
    for payload in ("t_" + "A" * 22, "d_" + "B" * 22, "o_" + "C" * 22, "c_" + "D" * 22, "zzz", "t_1"):
        await ana.opens(f"https://t.me/kaituan_bot?start={payload}")
        told.append(ana.newest.text)
    assert set(told) == {FOREIGN}


async def test_tapping_twice_is_joining_once(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=3, members=[ana, ben])
    await ana.taps("Start a team")
    card = scene.card(card)
    taps = [ben.presses("Join Ana (2 more)", on=card) for _ in range(3)]
    await scene.settles()
    said = [str((tap.answer or {}).get("text")) for tap in taps]
    assert said[0].startswith("You're in Ana's team: 2 of 3.")
    assert said[1:] == ["You're in this team already, with number 2. Nothing was changed."] * 2
    assert "Join Ana (1 more)" in scene.card(card).labels
    again = await ana.taps("Start a team")
    assert "already, with number 1." in again.text


async def test_the_last_place_goes_to_one_of_two_who_tap_at_once(scene: Scene) -> None:
    ana, ben, chen = [await scene.person(name) for name in ("Ana", "Ben", "Chen")]
    card = await scene.a_deal(team=2, lines="stock 2", members=[ana, ben, chen])
    await ana.taps("Start a team")
    card = scene.card(card)
    taps = [buyer.presses("Join Ana (1 more)", on=card) for buyer in (ben, chen)]
    await scene.settles()
    said = [str((tap.answer or {}).get("text")) for tap in taps]
    assert len([text for text in said if text.startswith("You're in, and Ana's team is full!")]) == 1
    assert len(ben.qr_messages()) + len(chen.qr_messages()) == 1
    assert "0 left" in scene.card(card).text or "none left" in scene.card(card).text


async def test_an_old_preview_publishes_nothing(scene: Scene) -> None:
    group = await scene.a_led_group()
    lin = group.leader
    written = await lin.says("/deal Navel oranges\nteam 2 29.90\nuntil +2d")
    old = lin.newest
    await lin.changes(written, "/deal Navel oranges\nteam 2 28.90\nuntil +2d")
    newer = lin.newest
    if newer.id == old.id:
        stale = data_of(scene, newer, "Publish").rpartition(":")[0] + ":1"
        answer = await lin.forges(stale, on=newer)
    else:
        answer = await lin.taps("Publish", on=old)
    assert "from earlier" in answer.text or "changed" in answer.text
    assert group.cards == []
    await lin.taps("Publish", on=lin.newest)
    assert "28.90 €" in group.card.text


async def test_buttons_of_ended_things_change_nothing(scene: Scene) -> None:
    ana, ben, chen = [await scene.person(name) for name in ("Ana", "Ben", "Chen")]
    card = await scene.a_deal(team=2, until="+1d", members=[ana, ben, chen])
    await ana.taps("Start a team")
    join, start = data_of(scene, scene.card(card), "Join Ana"), data_of(scene, scene.card(card), "Start a team")
    await scene.clock.moves(hours=25)
    before = await rows(scene)
    for data in (join, start):
        answer = await chen.forges(data, on=card)
        assert answer.alert
        assert answer.text == "This deal is closed. Nothing was ordered. What is open now: /deals in the group."
    assert await rows(scene) == before


async def test_a_button_we_never_had_is_told_to_be_old(scene: Scene) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(members=[ana])
    assert (await ana.forges("zz:1:2:3", on=card)).text.startswith("That button is from earlier.")


async def test_who_is_no_administrator_any_more_leads_no_more(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    boss = await scene.person("Boss")
    lin = await scene.person("Lin", username="lin_leads")
    group = await scene.group(members=[ana, ben], admins=[boss, lin])
    group.leader = lin
    await lin.says("/lead", to=group)
    await lin.says("/payee epc DE89370400440532013000 Lin Wang", to=group)
    await lin.taps("Keep")
    card = await scene.a_deal(group, team=2)
    await scene.a_team(card, ana, ben)
    await ana.taps("I paid")
    desk = await lin.sees("say paid 1")
    scene.telegram.set_standing(group.id, lin.id, "member", by=boss.id)
    await scene.clock.moves(minutes=2)
    assert await lin.taps("Confirm all 1", on=desk) == Answer(text=NOT_YOURS, alert=True)
    await ana.sees("💬 You said you paid 29.90 €.")
    await lin.says("/deal More oranges\nteam 2 19.90\nuntil +2d", to=group)
    await lin.sees_no("19.90")


async def test_a_deals_code_alone_opens_nothing_outside_its_group(scene: Scene) -> None:
    ana, mallory = await scene.person("Ana"), await scene.person("Mallory")
    card = await scene.a_deal(team=3, members=[ana])
    await ana.taps("Start a team")
    start, join = data_of(scene, scene.card(card), "Start a team"), data_of(scene, scene.card(card), "Join Ana")
    deal, team = start.partition(":")[2], join.partition(":")[2]
    greeting, before = mallory.newest, await rows(scene)
    for data in (
        f"ds:{deal}",
        start,
        f"ta:{deal}",
        f"da:{deal}",
        f"db:{deal}",
        join,
        f"th:{team}",
        f"tm:{team}",
        "ds:2222",
    ):
        answer = await mallory.forges(data, on=greeting)
        assert answer in (Answer(text=FOREIGN, alert=True), Answer(text=OLD, alert=True)), data
        await scene.clock.moves(seconds=5)
    assert await rows(scene) == before
    assert len(mallory.told()) == 1


async def test_an_older_button_of_a_card_still_tells_how_it_stands(scene: Scene) -> None:
    ana, ben, chen = [await scene.person(name) for name in ("Ana", "Ben", "Chen")]
    card = await scene.a_deal(team=2, members=[ana, ben, chen])
    await ana.taps("Start a team")
    join = data_of(scene, scene.card(card), "Join Ana")
    await ben.taps("Join Ana")
    assert "full" in (await chen.forges(join, on=card)).text


def drawings(tx: ReadTx) -> tuple[int, int]:
    """How often cards were to be drawn, and how often a refused tap has written something."""
    drawn = int(tx.value(text("SELECT sum(generation) FROM outbox WHERE kind = 'card'")))
    return drawn, int(tx.value(text("SELECT count(*) FROM requests WHERE id LIKE '%cards.redraw%'")))


async def test_a_refused_tap_on_a_card_that_shows_the_past_has_it_drawn_again(scene: Scene) -> None:
    ana, ben, chen = [await scene.person(name) for name in ("Ana", "Ben", "Chen")]
    card = await scene.a_deal(team=2, members=[ana, ben, chen])
    await ana.taps("Start a team")
    scene.provoked.append("no rights")
    scene.telegram.fault(
        "editMessageText", chat_id=card.chat_id, status=400, description="Bad Request: no rights", times=1
    )
    await ben.taps("Join Ana", on=scene.card(card))
    await scene.clock.moves(minutes=2)
    assert "Join Ana (1 more)" in scene.card(card).labels, "the edit was refused: the card shows the past"
    answer = await chen.taps("Join Ana", on=scene.card(card))
    assert answer.text == "That team is full already. Start a team, or join another one."
    assert scene.card(card).labels == ["Start a team", "All teams", "My order", "Share"]
    assert "✅ 1 team, 2 orders" in scene.card(card).text


async def test_hammering_an_old_button_edits_nothing_and_looks_at_the_card_once_a_minute(scene: Scene) -> None:
    ana, ben, mallory = [await scene.person(name) for name in ("Ana", "Ben", "Mallory")]
    card = await scene.a_deal(team=2, members=[ana, ben, mallory])
    await ana.taps("Start a team")
    join = data_of(scene, scene.card(card), "Join Ana")
    await ben.taps("Join Ana")
    await scene.clock.moves(minutes=2)
    edits, (drawn, written) = len(scene.telegram.calls("editMessageText")), await scene.bot.db.read(drawings)
    for _ in range(12):
        assert "full" in (await mallory.forges(join, on=card)).text
        await scene.clock.moves(seconds=7)
    assert len(scene.telegram.calls("editMessageText")) == edits
    assert await scene.bot.db.read(drawings) == (drawn + 2, written + 2), "two minutes of hammering"


async def test_an_old_button_costs_one_small_read(scene: Scene) -> None:
    ana, ben, mallory = [await scene.person(name) for name in ("Ana", "Ben", "Mallory")]
    card = await scene.a_deal(team=2, members=[ana, ben, mallory])
    await ana.taps("Start a team")
    join = data_of(scene, scene.card(card), "Join Ana")
    await ben.taps("Join Ana")
    cards: list[str] = []
    read = scene.bot.db.read

    async def noted(fn: Any, *args: Any, **named: Any) -> Any:
        cards.append(fn.__name__)
        return await read(fn, *args, **named)

    scene.bot.db.read = noted  # type: ignore[method-assign]
    await mallory.forges(join, on=card)
    assert not {"team_page", "card"} & set(cards)
