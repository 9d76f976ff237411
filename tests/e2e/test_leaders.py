"""Leaders: drafts read and read again, faults named, the wrong place, several groups, close, extend, cancel."""

import io

import pytest
from PIL import Image

from tests.kit.people import Answer
from tests.kit.scenes import IBAN, Scene


def a_picture(size: tuple[int, int] = (320, 320)) -> bytes:
    """A photo of the goods."""
    picture = io.BytesIO()
    Image.new("RGB", size).save(picture, "PNG")
    return picture.getvalue()


DEAL = "/deal Navel oranges 5 kg\nalone 39.90\nteam 3 29.90\nuntil +2d"


async def test_an_edited_deal_is_read_again_until_it_is_published(scene: Scene) -> None:
    group = await scene.a_led_group()
    lin = group.leader
    written = await lin.says(DEAL)
    await lin.sees("29.90 €")
    await lin.changes(written, DEAL.replace("29.90", "27.90"))
    await lin.sees("27.90 €")
    await lin.taps("Publish")
    assert "Team of 3: 27.90 €" in group.card.text
    await lin.changes(written, DEAL.replace("29.90", "1.00"))
    assert "Team of 3: 27.90 €" in group.card.text
    assert len(group.posts()) == 1


async def test_a_deal_typed_in_the_group_is_answered_in_private(scene: Scene) -> None:
    group = await scene.a_led_group()
    lin = group.leader
    written = await lin.says(DEAL, to=group)
    assert group.posts() == []
    assert scene.telegram.messages(group.id)[-1]["reactions"] == ["👀"]
    assert written.id == scene.telegram.messages(group.id)[-1]["id"]
    await lin.taps("Publish")
    assert "Navel oranges 5 kg" in group.card.text


async def test_a_discarded_deal_is_gone(scene: Scene) -> None:
    group = await scene.a_led_group()
    lin = group.leader
    await lin.says(DEAL)
    preview = lin.newest
    await lin.taps("Discard")
    assert group.posts() == []
    assert lin.newest.button("Publish") is None
    assert preview.id == lin.newest.id, "in its place"


@pytest.mark.parametrize(
    ("line", "wrong", "says"),
    [
        ("team 3 29.90", "team three 29.90", "write the number as a digit"),
        ("team 3 29.90", "team 3 29.905", "EUR has 2 decimals at most"),
        ("team 3 29.90", "team 1 29.90", "a team has 2 people at least"),
        ("team 3 29.90", "team 3", "the price is missing after the number of people"),
        ("team 3 29.90", "team 3 49.90", "the team price 49.90 € is above the price alone, 39.90 €"),
        ("until +2d", "until 2020-01-01 12:00", "is past already"),
        ("until +2d", "until someday", "isn't a day and time I can read"),
        ("until +2d", "until +2d\nstock 2", "a stock of 2 can't fill a team of 3"),
        ("until +2d", "until +2d\nsotck 9", "did you mean “stock”?"),
        ("until +2d", "", "one line says until when"),
    ],
)
async def test_a_fault_is_named_with_its_line_and_nothing_is_published(
    scene: Scene, line: str, wrong: str, says: str
) -> None:
    group = await scene.a_led_group()
    lin = group.leader
    written = await lin.says(DEAL.replace(line, wrong), to=group)
    told = await lin.sees("Nothing is published")
    assert says in told.text
    assert told.button("Publish") is None
    assert group.posts() == []
    await lin.changes(written, DEAL)
    await lin.taps("Publish")
    assert "Team of 3: 29.90 €" in group.card.text


async def test_every_fault_of_a_deal_is_named_at_once(scene: Scene) -> None:
    group = await scene.a_led_group()
    await group.leader.says("/deal Oranges\nteam three 29.90\nuntil someday\nsotck 9")
    told = await group.leader.sees("Nothing is published")
    for part in ("Line 2", "Line 3", "Line 4", "team 3 29.90"):
        assert part in told.text


async def test_a_deal_that_is_paid_by_code_needs_a_payee(scene: Scene) -> None:
    lin = await scene.person("Lin", username="lin")
    group = await scene.group(admins=[lin])
    await lin.says("/lead", to=group)
    await lin.says(DEAL)
    if lin.newest.button("Publish"):
        answer = await lin.taps("Publish")
        assert "/payee" in answer.text
    else:
        assert "/payee" in lin.newest.text
    assert group.posts() == []


@pytest.mark.parametrize("photo", [None, a_picture()])
async def test_a_preview_without_payee_is_drawn_anew_when_one_is_kept(scene: Scene, photo: bytes | None) -> None:
    lin = await scene.person("Lin", username="lin")
    group = await scene.group(admins=[lin])
    group.leader = lin
    await lin.says("/lead", to=group)
    await (lin.says(DEAL) if photo is None else lin.says(photo=photo, caption=DEAL))
    preview = lin.newest
    assert "I don't know where to. Tell me with /payee, then publish." in preview.text
    await lin.says(f"/payee epc {IBAN} Lin Wang")
    await lin.taps("Keep")
    preview = next(message for message in lin.told() if message.id == preview.id)
    assert "Pay when your team is full, to Lin Wang …4700" in preview.text
    assert "/payee" not in preview.text
    await lin.taps("Publish", on=preview)
    assert "Navel oranges 5 kg" in group.card.text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/payee epc DE33100205000001194701 Lin Wang", "its check digits don't fit"),
        ("/payee epc DE331002050000011947 Lin Wang", "has 20 characters, an IBAN of"),
        ("/payee cash Lin", "I don't know “cash”"),
        ("/payee pix not-a-key Lin, Rio", "isn't a Pix key"),
        ("/payee promptpay 08123 Lin", "PromptPay takes a phone (10)"),
    ],
)
async def test_a_payee_with_a_fault_is_not_kept(scene: Scene, line: str, says: str) -> None:
    group = await scene.a_led_group()
    lin = group.leader
    before = len(lin.told())
    await lin.says(line, to=group)
    assert says in lin.newest.text
    assert lin.newest.button("Keep") is None
    assert len(lin.told()) == before + 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/community zone Europe/Atlantis", "Atlantis"),
        ("/community currency XYZ", "XYZ"),
        ("/community language xx", "xx"),
    ],
)
async def test_an_unknown_setting_is_refused_kindly(scene: Scene, line: str, says: str) -> None:
    group = await scene.a_led_group()
    await group.leader.says(line)
    assert says in group.leader.newest.text
    await group.leader.says("/community")
    assert "Europe/Berlin" in group.leader.newest.text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (f"/payee\nepc {IBAN} Lin Wang", "Is this where the money goes?"),
        (f"/payee\n\nepc\n{IBAN}\nLin Wang", "Is this where the money goes?"),
        ("/payee\tpromptpay 0812345678 Lin Wang", "this group pays in EUR"),
        ("/paid\nK7Q29XMF", "K7Q29XMF"),
        ("/paid\nK7Q29XMF\nK7Q29XMG", "K7Q29XMG"),
        ("/community\nzone\nAsia/Bangkok", "Asia/Bangkok"),
        ("/language\nen", "I write to you in English now."),
        (DEAL.replace("/deal ", "/deal\n"), "Team of 3: 29.90 €"),
    ],
)
async def test_what_stands_below_a_command_belongs_to_it(scene: Scene, line: str, says: str) -> None:
    group = await scene.a_led_group()
    await group.leader.says(line)
    assert says in group.leader.newest.text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/community zone bangkok", "Clocks: Asia/Bangkok"),
        ("/community zone new york", "Clocks: America/New_York"),
        ("/community 时区 上海", "Clocks: Asia/Shanghai"),
        ("/community zone central", "Write one of them: Canada/Central, US/Central."),
        ("/community zone +2", "Write a city, like Berlin or Bangkok."),
        ("/community zone Atlantis", "Write a city like Berlin or Bangkok, or the whole name: Europe/Berlin."),
    ],
)
async def test_a_zone_is_set_by_its_city(scene: Scene, line: str, says: str) -> None:
    group = await scene.a_led_group()
    await group.leader.says(line)
    assert says in group.leader.newest.text


@pytest.mark.parametrize("command", ["/lead", "/payee", "/deal", "/deals", "/community", "/paid K7Q2"])
async def test_a_command_in_the_wrong_place_has_its_own_kind_answer(scene: Scene, command: str) -> None:
    ana = await scene.person("Ana")
    group = await scene.a_led_group(members=[ana])
    await ana.says(command)
    assert len(ana.told()) == 2
    assert "Something broke" not in ana.newest.text
    await ana.says(command, to=group)
    if command == "/deals":  # what is open in a group is told to everybody there
        assert [post.text for post in group.posts()] == ["No deal is open in Green Lane right now."]
    else:
        assert (group.posts(), len(ana.told())) == ([], 3)


async def test_only_an_administrator_becomes_leader(scene: Scene) -> None:
    ana, lin = await scene.person("Ana"), await scene.person("Lin")
    group = await scene.group(members=[ana], admins=[lin])
    await ana.says("/lead", to=group)
    await ana.sees("administrator")
    await ana.says(DEAL, to=group)
    await ana.sees_no("Publish")
    assert group.posts() == []


async def test_an_anonymous_administrator_is_asked_to_write_as_themselves(scene: Scene) -> None:
    lin = await scene.person("Lin")
    group = await scene.group(admins=[lin])
    await lin.says("/lead", to=group, anonymous=True)
    (answer,) = group.posts()
    assert "You write as the group, so I can't see who you are." in answer.text
    await lin.taps("I'm the leader", on=answer)
    await lin.sees("You lead Green Lane with me now.")


async def test_a_leader_of_several_groups_is_asked_which(scene: Scene) -> None:
    lin = await scene.person("Lin", username="lin")
    north = await scene.a_led_group("North", leader=lin)
    south = await scene.a_led_group("South", leader=lin)
    await lin.says(DEAL)
    asked = lin.newest
    assert {"North", "South"} <= set(asked.labels)
    await lin.taps("South")
    await lin.taps("Publish")
    assert north.posts() == []
    assert "Navel oranges 5 kg" in south.card.text


async def test_closing_early_ends_open_teams_five_minutes_later(scene: Scene) -> None:
    ana, ben, chen = [await scene.person(name) for name in ("Ana", "Ben", "Chen")]
    card = await scene.a_deal(team=2, members=[ana, ben, chen])
    lin = scene.groups[0].leader
    await scene.a_team(card, ana, ben)
    await chen.taps("Start a team")
    await lin.taps("Close now")
    assert "Join Chen (1 more)" in scene.card(card).labels, "asked first"
    await lin.taps("Yes, close now")
    assert scene.card(card).labels == ["My order"]
    await chen.sees_no("Time's up")
    await scene.clock.moves(minutes=5)
    await chen.sees("⌛ Time's up with 1 of 2: no order, nothing to pay.")
    assert len(ana.qr_messages()) == 1
    answer = await chen.taps("My order", on=scene.card(card))
    assert answer.url == card.url("My order")


async def test_an_extended_deal_closes_later(scene: Scene) -> None:
    ana = await scene.person("Ana")
    card = await scene.a_deal(team=2, until="+2h", members=[ana])
    lin = scene.groups[0].leader
    await lin.says("/deals")
    await lin.taps("Navel oranges 5 kg")
    await lin.taps("Extend")
    await lin.taps("+6 hours")
    await scene.clock.moves(hours=7)
    assert "Start a team" in scene.card(card).labels
    await scene.clock.moves(hours=2)
    assert scene.card(card).labels == ["My order"]


async def test_a_cancelled_deal_owes_back_what_came_and_voids_the_rest(scene: Scene) -> None:
    ana, ben, chen, dora = [await scene.person(name) for name in ("Ana", "Ben", "Chen", "Dora")]
    card = await scene.a_deal(team=2, members=[ana, ben, chen, dora])
    lin = scene.groups[0].leader
    await scene.a_team(card, ana, ben)
    await chen.taps("Start a team")
    await ana.taps("I paid")
    await lin.taps("Confirm all 1")
    await lin.taps("Cancel the deal")
    assert "you owe 29.90 € back" in lin.newest.text
    await lin.taps("Yes, cancel it")
    await ana.sees("↩ 29.90 € goes back to you.")
    await ben.sees("🚫 The deal was called off: no order, nothing to pay.")
    await chen.sees("🚫 The deal was called off: no order, nothing to pay.")
    assert ben.qr_messages() == []
    assert len(dora.told()) == 1
    assert "🚫 Called off. Nothing to pay." in scene.card(card).text
    await lin.sees("↩ 1 refund for you to make")


async def test_a_scheduled_deal_opens_at_its_time(scene: Scene) -> None:
    group = await scene.a_led_group()
    lin = group.leader
    await lin.says(DEAL + "\nopens +3h")
    await lin.taps("Publish")
    assert group.posts() == []
    await scene.clock.moves(hours=2, minutes=59)
    assert group.posts() == []
    await scene.clock.moves(minutes=2)
    assert group.card.labels == ["Start a team", "All teams", "My order", "Share"]


async def test_a_changed_payee_never_changes_what_was_asked_for(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    lin = scene.groups[0].leader
    await scene.a_team(card, ana, ben)
    asked = await ana.sees_qr()
    assert IBAN.replace(" ", "") in asked
    await lin.says("/payee epc DE89370400440532013000 Mallory")
    await lin.taps("In place of …4700")
    await lin.sees("that leaves a day to notice a mistake or a thief")
    await scene.clock.moves(hours=2)
    await ana.opens(card.url("My order"))
    assert await ana.sees_qr() == asked


async def test_a_deal_typed_in_the_groups_name_is_asked_for_again_by_a_person(scene: Scene) -> None:
    group = await scene.a_led_group()
    await group.leader.says(DEAL, to=group, anonymous=True)
    (answer,) = group.posts()
    assert "Stop being anonymous for a moment and send it again." in answer.text


async def test_the_desk_lives_where_it_was_opened_last(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    lin = scene.groups[0].leader
    await scene.a_team(card, ana, ben)
    first = await lin.sees("paid 0 · say paid 0 · waiting 2")
    await lin.says("/deals")
    await lin.taps("Navel oranges 5 kg")
    second = lin.newest
    assert second.id != first.id
    left = next(message for message in lin.told() if message.id == first.id)
    assert left.text == "🛒 Navel oranges 5 kg: you have the desk open in another message now."
    assert left.labels == []
    await ana.taps("I paid")
    desk = await lin.sees("say paid 1")
    assert desk.id == second.id
    await lin.taps("Confirm all 1", on=desk)
    assert (await lin.sees("paid 1 · say paid 0")).id == second.id
    assert len([text for text in lin.texts() if "say paid" in text]) == 1, "one desk"


async def test_a_question_below_the_desk_becomes_the_desk_when_it_is_answered(scene: Scene) -> None:
    ana, ben = await scene.person("Ana"), await scene.person("Ben")
    card = await scene.a_deal(team=2, members=[ana, ben])
    lin = scene.groups[0].leader
    await scene.a_team(card, ana, ben)
    desk = await lin.sees("waiting 2")
    await lin.taps("Close now", on=desk)
    question = lin.newest
    await lin.taps("No, go on")
    assert (await lin.sees("waiting 2")).id == question.id
    await ben.taps("I paid")
    assert (await lin.sees("say paid 1")).id == question.id
    left = next(message for message in lin.told() if message.id == desk.id)
    assert left.labels == []


async def test_who_leads_no_more_reads_no_desk(scene: Scene) -> None:
    ana, ben, boss = [await scene.person(name) for name in ("Ana", "Ben", "Boss")]
    lin = await scene.person("Lin", username="lin_leads")
    group = await scene.group(members=[ana, ben], admins=[boss, lin])
    group.leader = lin
    await lin.says("/lead", to=group)
    await lin.says(f"/payee epc {IBAN} Lin Wang", to=group)
    await lin.taps("Keep")
    card = await scene.a_deal(group, team=2)
    await scene.a_team(card, ana, ben)
    await lin.says("/deals")
    listed = lin.newest
    scene.telegram.set_standing(group.id, lin.id, "member", by=boss.id)
    await scene.clock.moves(minutes=2)
    desk = await lin.sees("waiting 2")
    for label, message in (("Navel oranges 5 kg", listed), ("One by one", desk), ("Close now", desk)):
        answer = await lin.taps(label, on=message)
        assert answer == Answer(text="That isn't yours to do here.", alert=True), label
    await lin.says("/deals")
    await lin.sees("You don't lead a group with me yet.")
