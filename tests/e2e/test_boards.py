"""The board: one pinned message in a group, and the answer to /deals there."""

import asyncio

import pytest

from bot.views.links import message_link
from tests.kit.groups import Group
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene


async def a_group(scene: Scene, **facts: object) -> tuple[Group, Somebody]:
    """A group that Lin leads, in which the bot may pin; Ana is in it."""
    ana = await scene.person("Ana")
    return await scene.a_led_group(members=[ana], **{"bot_is_admin": True, **facts}), ana


async def delivers(scene: Scene) -> None:
    """What can be sent at this instant is sent; time does not flow to what waits for later."""
    scene.bot.worker.wake()
    while scene.bot.worker.is_busy:  # noqa: ASYNC110 the worker's own
        await asyncio.sleep(0.001)


def services(group: Group) -> list[str]:
    return [message.raw["service"] for message in group.messages() if message.raw["service"]]


async def test_the_first_card_brings_a_board_pinned_in_silence(scene: Scene) -> None:
    group, _ = await a_group(scene)
    card = await scene.a_deal(group, until="22:00", lines="stock 42")
    (board,) = group.boards
    assert board.text == (
        "📌 Open now in Green Lane\n🛒 Navel oranges 5 kg · team of 3: 29.90 €\n⏰ until Fri 22:00 · 42 left"
    )
    assert f'href="{message_link(group.id, card.id)}"' in board.html
    assert board.raw["silent"]
    assert services(group)[-1] == "Kaituan pinned a message"
    (pin,) = group.sends("pinChatMessage")
    assert pin.params["disable_notification"]
    assert group.leader.finds("pin") is None


async def test_the_board_is_one_message_edited_as_deals_open_fill_and_close(scene: Scene) -> None:
    group, ana = await a_group(scene)
    oranges = await scene.a_deal(group, until="18:00", lines="stock 42")
    await scene.a_deal(group, title="Eggs", until="22:00")
    await ana.taps("Start a team", on=oranges)
    (board,) = group.boards
    assert board.text.split("\n")[1:] == [
        "🛒 Navel oranges 5 kg · team of 3: 29.90 €",
        "⏰ until Fri 18:00 · 39 left",
        "🛒 Eggs · team of 3: 29.90 €",
        "⏰ until Fri 22:00",
    ]
    await scene.clock.moves(hours=6, minutes=5)
    assert "oranges" not in group.boards[0].text
    await scene.clock.moves(hours=4)
    assert group.boards[0].text == "📌 No deal is open in Green Lane right now. The next one will stand here."
    await scene.a_deal(group, title="Figs")
    assert [board.id for board in group.boards] == [board.id]
    assert len(group.sends("pinChatMessage")) == 1


async def test_many_joins_are_one_edit_of_the_board(scene: Scene) -> None:
    people = [await scene.person(f"Buyer {n}") for n in range(6)]
    group = await scene.a_led_group(members=people, bot_is_admin=True)
    card = await scene.a_deal(group, team=2, until="22:00", lines="stock 42")
    board = group.boards[0]
    for one in people:
        one.presses("Start a team", on=card)
        await scene.works_off()
        scene.clock.standing.moves(seconds=4)
        await delivers(scene)
    await scene.settles()
    assert len([call for call in group.sends("editMessageText") if int(call.params["message_id"]) == card.id]) > 1
    edits = [call for call in group.sends("editMessageText") if int(call.params["message_id"]) == board.id]
    assert len(edits) == 1
    assert "30 left" in group.boards[0].text


async def test_in_a_chinese_group_the_board_is_chinese(scene: Scene) -> None:
    group, _ = await a_group(scene)
    await group.leader.says("/community language zh", to=group)
    await scene.a_deal(group, until="22:00", lines="stock 42")
    assert (
        group.boards[0].text
        == "📌 Green Lane 正在团购\n🛒 Navel oranges 5 kg · 3 人团 29.90 €\n⏰ 周五 22:00 截止 · 还剩 42 份"
    )


async def test_without_the_right_to_pin_there_is_no_board(scene: Scene) -> None:
    group, _ = await a_group(scene, bot_is_admin=False)
    await scene.a_deal(group)
    assert len(group.posts()) == 1
    assert group.sends("pinChatMessage") == []


async def test_an_administrator_without_the_right_to_pin_tells_the_leader_once(scene: Scene) -> None:
    group, _ = await a_group(scene)
    scene.telegram.set_rights(group.id, by=group.leader.id, pin=False)
    scene.provoked.append("not enough rights to manage pinned messages")
    for title in ("Oranges", "Eggs"):
        await scene.a_deal(group, title=title)
    assert len(group.posts()) == 2
    assert sum("pin" in text for text in group.leader.texts()) == 1
    scene.telegram.set_rights(group.id, by=group.leader.id, pin=True)
    await scene.settles()
    assert "Oranges" in group.boards[0].text


async def test_a_bot_that_becomes_administrator_begins_its_board(scene: Scene) -> None:
    group, _ = await a_group(scene, bot_is_admin=False)
    await scene.a_deal(group)
    scene.telegram.set_standing(group.id, scene.telegram.bot.id, "administrator", by=group.leader.id)
    await scene.settles()
    assert len(group.boards) == 1


async def test_a_pin_that_is_refused_leaves_no_message_behind(scene: Scene) -> None:
    group, _ = await a_group(scene)
    reason = "not enough rights to manage pinned messages in the chat"
    scene.provoked.append(reason)
    scene.telegram.fault("pinChatMessage", status=400, description=f"Bad Request: {reason}")
    await scene.a_deal(group)
    assert len(group.posts()) == 1
    await scene.a_deal(group, title="Eggs")
    assert len(group.boards) == 1, "the next card tries again"


async def test_a_pin_whose_answer_was_lost_is_asked_for_again_and_stays(scene: Scene) -> None:
    group, _ = await a_group(scene)
    scene.telegram.fault("pinChatMessage", drop="after")
    await scene.a_deal(group)
    assert len(group.boards) == 1
    assert len(group.posts()) == 2


async def test_a_board_that_is_deleted_is_not_posted_again_for_a_day(scene: Scene) -> None:
    group, ana = await a_group(scene)
    scene.provoked.append("message to edit not found")
    card = await scene.a_deal(group, until="+20d")
    await group.leader.deletes(group.boards[0])
    await ana.taps("Start a team", on=card)
    await scene.a_deal(group, title="Eggs")
    assert group.boards == []
    await scene.clock.moves(days=1)
    await scene.a_deal(group, title="Figs")
    assert "Figs" in group.boards[0].text


async def test_a_board_that_is_unpinned_stays_unpinned_and_true(scene: Scene) -> None:
    group, _ = await a_group(scene)
    await scene.a_deal(group, until="+20d")
    board = group.boards[0]
    await group.leader.pins(board, pinned=False)
    await scene.a_deal(group, title="Eggs", until="+20d")
    await scene.clock.moves(days=2)
    await scene.a_deal(group, title="Figs", until="+20d")
    assert group.boards == []
    assert "Figs" in scene.card(board).text
    assert len(group.sends("pinChatMessage")) == 1


async def test_a_leader_switches_the_board_off_and_on(scene: Scene) -> None:
    group, _ = await a_group(scene)
    await scene.a_deal(group)
    board = group.boards[0]
    await group.leader.says("/community board off", to=group)
    assert "board of open deals, pinned in the group: off" in group.leader.texts()[-1].lower()
    assert group.boards == []
    assert scene.card(board).text == "📌 This board is switched off."
    await scene.a_deal(group, title="Eggs")
    assert (group.boards, scene.card(board).text) == ([], "📌 This board is switched off.")
    await group.leader.says("/community 看板 开", to=group)
    (again,) = group.boards
    assert again.id > board.id
    assert "Eggs" in again.text


async def test_switching_on_what_is_unpinned_pins_it_anew(scene: Scene) -> None:
    group, _ = await a_group(scene)
    await scene.a_deal(group)
    await group.leader.pins(group.boards[0], pinned=False)
    await group.leader.says("/community board on", to=group)
    assert len(group.boards) == 1
    assert len(group.sends("pinChatMessage")) == 2


async def test_a_word_that_is_neither_on_nor_off_changes_nothing(scene: Scene) -> None:
    group, _ = await a_group(scene)
    await group.leader.says("/community board maybe", to=group)
    await group.leader.sees("“maybe” is neither on nor off")


async def test_in_a_basic_group_the_board_links_to_the_deal_in_private(scene: Scene) -> None:
    group, ana = await a_group(scene, type="group")
    card = await scene.a_deal(group)
    assert f'href="{card.shared("Share")}"' in group.boards[0].html
    await ana.opens(card.shared("Share"))
    await ana.sees("Navel oranges 5 kg")


async def test_a_supergroup_that_a_group_becomes_has_its_own_board(scene: Scene) -> None:
    group, _ = await a_group(scene, type="group")
    await scene.a_deal(group)
    group.id = scene.telegram.migrate(group.id).id
    await scene.settles()
    assert len(group.boards) == 1
    assert f'href="{message_link(group.id, group.card.id)}"' in group.boards[0].html


# /deals in a group


async def asks(who: Somebody, group: Group) -> list[Seen]:
    """What the group is answered."""
    before = len(group.posts())
    await who.says("/deals@kaituan_bot", to=group)
    return group.posts()[before:]


async def test_anybody_is_told_in_the_group_what_is_open_once_in_a_while(scene: Scene) -> None:
    group, ana = await a_group(scene, bot_is_admin=False)
    await group.leader.says("/community language zh", to=group)
    card = await scene.a_deal(group, until="22:00")
    (told,) = await asks(ana, group)
    assert told.text == "📌 Green Lane 正在团购\n🛒 Navel oranges 5 kg · 3 人团 29.90 €\n⏰ 周五 22:00 截止"
    assert f'href="{message_link(group.id, card.id)}"' in told.html
    assert await asks(ana, group) == []
    assert group.messages()[-1].raw["reactions"] == ["👀"]
    assert ana.texts()[-1].startswith("📌 Open now in Green Lane"), "in private, in her language"
    await scene.clock.moves(minutes=3)
    assert len(await asks(group.leader, group)) == 1


@pytest.mark.parametrize(
    ("language", "said"), [("en", "No deal is open in Green Lane right now."), ("zh", "Green Lane 现在没有团购。")]
)
async def test_where_nothing_is_open_it_says_so(scene: Scene, language: str, said: str) -> None:
    group, ana = await a_group(scene)
    await group.leader.says(f"/community language {language}", to=group)
    (told,) = await asks(ana, group)
    assert told.text == said


async def test_in_private_a_leader_sees_the_own_deals_still(scene: Scene) -> None:
    group, _ = await a_group(scene)
    await scene.a_deal(group)
    await group.leader.says("/deals")
    assert group.leader.texts()[-1].startswith("Your deals")


async def test_my_in_a_group_is_answered_in_private(scene: Scene) -> None:
    group, ana = await a_group(scene)
    card = await scene.a_deal(group)
    await ana.taps("Start a team", on=card)
    before = len(group.posts())
    await ana.says("/my@kaituan_bot", to=group)
    assert len(group.posts()) == before
    assert "Navel oranges" in ana.texts()[-1]
