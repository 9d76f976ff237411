"""Inline mode: a deal in a chat that the bot is not in, told of or not, joined by strangers, kept true."""

from io import BytesIO

import pytest
from PIL import Image

from bot.domain.ids import AccountId, DealId, Kind, Token, code_of
from bot.services import inline_offers
from bot.views.buttons.cards import JoinByLink, JoinTeam, SeeDeal, StartByLink, StartTeam
from bot.views.inline import Shape
from storage import inline_cards as stored
from storage import orders as stored_orders
from tests.kit.groups import Group
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

TITLE = "Navel oranges 5 kg"


async def a_teams_token(scene: Scene, starter: Somebody) -> str:
    """What the link of a person's own team carries, from the button that passes it on."""
    card = await scene.a_deal(members=[starter])
    await scene.a_team(card, starter)
    await starter.opens(card.url("My order"))
    return starter.newest.shared("Share my team").rpartition("=")[2]


def stands(card: Seen, chat: Group) -> Seen:
    """A card as it stands in its chat now."""
    return next(each for each in chat.messages() if each.id == card.id)


async def a_shared_team(scene: Scene, *, feedback: bool = True) -> tuple[Somebody, Somebody, Group, Seen]:
    """Ana's team, sent to her family, where the bot is not; Chen there has never heard of the bot."""
    scene.telegram.bot.inline_feedback = feedback
    ana, chen = await scene.person("Ana"), await scene.person("Chen", starts=False)
    await scene.a_team(await scene.a_deal(team=2, members=[ana]), ana)
    family = await scene.elsewhere(ana, chen)
    return ana, chen, family, await ana.sends(f"Ana's team: {TITLE}", to=family)


@pytest.mark.parametrize("feedback", [True, False], ids=["told", "not told"])
async def test_a_stranger_joins_where_the_bot_is_not_and_pays(database_url: str, feedback: bool) -> None:
    async with Scene(database_url) as scene:
        ana, chen, family, card = await a_shared_team(scene, feedback=feedback)
        assert "1 of 2" in card.text
        answer = await chen.taps("Join Ana", on=card)
        assert answer.url.startswith("https://t.me/kaituan_bot?start=o_")
        assert answer.text == ""
        await scene.clock.moves(seconds=20)
        assert "2 of 2" in stands(card, family).text
        assert stands(card, family).button("Join") is None

        await chen.opens(answer.url)
        assert "29.90" in await chen.sees_qr()
        await chen.taps(chen.word("button-claim-paid"))
        lin = scene.groups[0].leader
        await lin.sees("say paid 1")
        await lin.taps("Confirm")
        await chen.sees("has your 29.90 €")
        assert (await ana.sees("Your team is full")) is not None


async def test_a_deals_card_elsewhere_follows_the_one_in_the_group(database_url: str) -> None:
    async with Scene(database_url) as scene:
        ana, ben = await scene.person("Ana"), await scene.person("Ben")
        group_card = await scene.a_deal(members=[ana, ben])
        await scene.a_team(group_card, ana)
        family = await scene.elsewhere(ana, ben)
        card = await ana.sends(TITLE, to=family)
        await ben.taps("Join Ana (2 more)", on=scene.card(group_card))
        await scene.clock.moves(seconds=20)
        assert stands(card, family).button("Join Ana (1 more)") is not None
        assert stands(card, family).text == scene.card(group_card).text
        kinds = {button["kind"] for button in stands(card, family).buttons}
        assert kinds == {"callback", "url"}


async def test_ten_changes_at_once_are_one_edit_elsewhere(database_url: str) -> None:
    async with Scene(database_url) as scene:
        people = [await scene.person(f"P{n}") for n in range(10)]
        group_card = await scene.a_deal(team=12, members=people)
        await scene.a_team(group_card, people[0])
        family = await scene.elsewhere(people[0])
        card = await people[0].sends(TITLE, to=family)
        await scene.clock.moves(minutes=1)
        edits = len(edits_elsewhere(scene))
        for person in people[1:]:
            person.presses("Join P0", on=scene.card(group_card))
        await scene.settles()
        await scene.clock.moves(minutes=1)
        assert stands(card, family).button("Join P0 (2 more)") is not None
        assert len(edits_elsewhere(scene)) - edits <= 2


async def test_start_a_team_from_a_card_elsewhere(database_url: str) -> None:
    async with Scene(database_url) as scene:
        ana, dora = await scene.person("Ana"), await scene.person("Dora")
        await scene.a_team(await scene.a_deal(members=[ana]), ana)
        family = await scene.elsewhere(ana, dora)
        card = await ana.sends(TITLE, to=family)
        answer = await dora.taps("Start a team", on=card)
        assert answer.text.startswith("Your team is open: 1 of 3.")
        await scene.clock.moves(seconds=20)
        assert stands(card, family).button("Join Dora (2 more)") is not None


async def test_double_tap_elsewhere_changes_nothing(database_url: str) -> None:
    async with Scene(database_url) as scene:
        ana = await scene.person("Ana")
        ben = await scene.person("Ben")
        await scene.a_team(await scene.a_deal(members=[ana]), ana)
        family = await scene.elsewhere(ana, ben)
        card = await ana.sends(f"Ana's team: {TITLE}", to=family)
        first, second = ben.presses("Join Ana", on=card), ben.presses("Join Ana", on=card)
        await scene.settles()
        texts = sorted(str((press.answer or {})["text"]) for press in (first, second))
        assert texts[0].startswith("You're in Ana's team")
        assert texts[1].startswith("You're in this team already")
        await scene.clock.moves(seconds=20)
        assert "2 of 3" in stands(card, family).text


async def test_old_card_is_refused_kindly_and_then_shows_todays_state(database_url: str) -> None:
    async with Scene(database_url) as scene:
        scene.telegram.bot.inline_feedback = False
        ana, ben, chen = [await scene.person(name) for name in ("Ana", "Ben", "Chen")]
        group_card = await scene.a_deal(team=2, members=[ana, ben])
        await scene.a_team(group_card, ana)
        family = await scene.elsewhere(ana, chen)
        card = await ana.sends(f"Ana's team: {TITLE}", to=family)
        await ben.taps("Join Ana", on=scene.card(group_card))
        await scene.clock.moves(minutes=2)
        assert stands(card, family).button("Join Ana") is not None  # nobody has told the bot of it
        answer = await chen.taps("Join Ana", on=card)
        assert answer.alert
        await scene.clock.moves(seconds=20)
        assert stands(card, family).button("Join Ana") is None
        assert stands(card, family).button("Start a team") is not None


async def test_a_photo_deal_is_sent_with_its_picture(database_url: str) -> None:
    async with Scene(database_url) as scene:
        ana, ben = await scene.person("Ana"), await scene.person("Ben")
        group_card = await scene.a_deal(members=[ana], photo=a_picture())
        await scene.a_team(group_card, ana)
        family = await scene.elsewhere(ana, ben)
        card = await ana.sends(TITLE, to=family)
        assert card.photo is not None
        await ben.taps("Join Ana", on=card)
        await scene.clock.moves(seconds=20)
        assert stands(card, family).button("Join Ana (1 more)") is not None
        assert stands(card, family).photo == card.photo


async def test_a_stranger_is_offered_nothing_but_what_they_hold_a_link_to(database_url: str) -> None:
    async with Scene(database_url) as scene:
        ana, eve = await scene.person("Ana"), await scene.person("Eve", starts=False)
        token = await a_teams_token(scene, ana)
        answer = await eve.typed("oranges")
        assert answer.offers == []
        assert answer.button == {"text": eve.word("inline-nothing"), "start_parameter": "hello"}
        for words in (token, f"https://t.me/kaituan_bot?start={token}"):
            assert [offer.title for offer in await eve.types(words)] == [f"Ana's team: {TITLE}", TITLE]
        assert await eve.types(f"t_{token[:1:-1]}") == []
        assert eve.told() == []


async def test_who_guesses_links_is_not_heard_for_a_while(database_url: str) -> None:
    async with Scene(database_url) as scene:
        ana, eve = await scene.person("Ana"), await scene.person("Eve", starts=False)
        token = await a_teams_token(scene, ana)
        for n in range(10):
            assert await eve.types(f"t_{n:022d}") == []
        assert await eve.types(token) == []
        await scene.clock.moves(minutes=11)
        assert len(await eve.types(token)) == 2


async def test_words_find_titles_and_own_teams_come_first(database_url: str) -> None:
    async with Scene(database_url) as scene:
        ana, ben = await scene.person("Ana"), await scene.person("Ben")
        oranges = await scene.a_deal(members=[ana, ben])
        eggs = await scene.a_deal(scene.groups[0], title="Fresh Eggs, 30")
        await scene.a_team(oranges, ana)
        await scene.a_team(eggs, ben)
        titles = [offer.title for offer in await ana.types()]
        assert titles == [f"Ana's team: {TITLE}", TITLE, "Fresh Eggs, 30", "Ben's team: Fresh Eggs, 30"]
        assert [offer.title for offer in await ana.types("EGGS fresh")] == titles[2:]
        assert [offer.title for offer in await scene.groups[0].leader.types("eggs")] == titles[2:]
        assert await ana.types("plums") == []


async def test_card_is_in_its_communitys_language_and_the_list_in_the_readers(database_url: str) -> None:
    async with Scene(database_url) as scene:
        mei = await scene.person("Mei", language="zh")
        card = await scene.a_deal(members=[mei])
        await mei.taps("Start a team", on=card)
        own, deal = await mei.types()
        assert own.title == f"Mei 的团：{TITLE}"
        assert own.description == "3 人团 29.90 €，还差 2 人"
        assert deal.body.text.startswith(f"🛒 {TITLE} · from Lin")


async def test_answers_are_kept_for_their_reader_and_not_long(database_url: str) -> None:
    async with Scene(database_url) as scene:
        ana = await scene.person("Ana")
        await scene.a_deal(members=[ana])
        await ana.types("oranges")
        (call,) = scene.telegram.calls("answerInlineQuery")
        assert call.params["is_personal"] in (True, "True", "true")
        assert int(call.params["cache_time"]) == 5


async def test_a_card_sent_where_the_bot_is_too_is_no_message_to_it(database_url: str) -> None:
    async with Scene(database_url) as scene:
        ana = await scene.person("Ana")
        await scene.a_team(await scene.a_deal(team=2, members=[ana], photo=a_picture()), ana)
        before = len(ana.told())
        offers = await ana.types("oranges")
        scene.telegram.choose_inline(ana.id, ana.id, "oranges", offers[0].id)
        await scene.settles()
        assert len(ana.told()) == before
        group = scene.groups[0]
        posts = len(group.posts())
        scene.telegram.choose_inline(ana.id, group.id, "oranges", offers[1].id)
        await scene.settles()
        assert len(group.posts()) == posts


async def test_a_card_that_is_deleted_is_forgotten_and_nothing_else_is(database_url: str) -> None:
    async with Scene(database_url) as scene:
        scene.provoked.append("MESSAGE_ID_INVALID")
        ana, ben = await scene.person("Ana"), await scene.person("Ben")
        group_card = await scene.a_deal(members=[ana, ben])
        await scene.a_team(group_card, ana)
        family = await scene.elsewhere(ana)
        gone = await ana.sends(TITLE, to=family)
        kept = await ana.sends(f"Ana's team: {TITLE}", to=family)
        deleted = scene.telegram.world.messages.find(family.id, gone.id)
        assert deleted is not None
        deleted.deleted = True
        await ben.taps("Join Ana", on=scene.card(group_card))
        await scene.clock.moves(seconds=30)
        assert "2 of 3" in stands(kept, family).text
        tried = len(edits_elsewhere(scene))
        await ben.opens(scene.card(group_card).url("My order"))
        await ben.taps("Leave")
        await ben.taps(ben.word("button-confirm-leave"))
        await scene.clock.moves(seconds=30)
        assert len(edits_elsewhere(scene)) == tried + 1
        assert "1 of 3" in stands(kept, family).text


async def test_forged_taps_on_a_card_elsewhere_open_nothing(database_url: str) -> None:
    async with Scene(database_url) as scene:
        ana, eve = await scene.person("Ana"), await scene.person("Eve")
        await scene.a_team(await scene.a_deal(members=[ana]), ana)
        secret = await scene.a_deal(scene.groups[0], title="Eggs")
        family = await scene.elsewhere(ana, eve)
        card = await ana.sends(TITLE, to=family)
        eggs = DealId(2)
        forged = [
            StartTeam(code_of(Kind.DEAL, eggs)).pack(),  # a code can be counted through
            SeeDeal(code_of(Kind.DEAL, eggs)).pack(),
            JoinTeam(code_of(Kind.TEAM, 1)).pack(),
            StartByLink(Token("x" * 22), 0).pack(),
            JoinByLink(Token("x" * 22), 999).pack(),
            "ij:short:0",
            "zz",
        ]
        for data in forged:
            assert (await eve.forges(data, on=card)).alert
        assert "✅" not in scene.card(secret).text
        assert await scene.bot.db.read(stored_orders.find_last, eggs, AccountId(eve.id)) is None
        assert await scene.bot.db.read(stored_orders.find_last, DealId(1), AccountId(eve.id)) is None


async def test_a_card_that_is_known_cannot_be_made_another_deals(database_url: str) -> None:
    async with Scene(database_url) as scene:
        ana, eve = await scene.person("Ana"), await scene.person("Eve")
        await scene.a_team(await scene.a_deal(members=[ana]), ana)
        eggs = await scene.a_deal(scene.groups[0], title="Eggs")
        token = Token(eggs.url("My order")[-22:])
        family = await scene.elsewhere(ana, eve)
        card = await ana.sends(TITLE, to=family)
        await eve.forges(StartByLink(token, 0).pack(), on=card)
        await scene.clock.moves(seconds=30)
        assert TITLE in stands(card, family).text


async def test_a_card_known_by_a_forged_tap_is_forgotten_when_it_cannot_be_edited(database_url: str) -> None:
    async with Scene(database_url) as scene:
        scene.telegram.bot.inline_feedback = False
        scene.provoked.append("there is no caption in the message to edit")
        ana, eve = await scene.person("Ana"), await scene.person("Eve")
        token = Token((await a_teams_token(scene, ana)).removeprefix("t_"))
        family = await scene.elsewhere(ana, eve)
        await ana.sends(TITLE, to=family)
        card = await ana.sends(f"Ana's team: {TITLE}", to=family)
        await eve.forges(JoinByLink(token, Shape.PHOTO | Shape.TEAM).pack(), on=card)  # a text, said to be a photo
        await scene.clock.moves(seconds=30)
        assert await scene.bot.db.read(stored.newest, DealId(1), 9) == []
        assert (await ana.taps("Join Ana", on=card)).alert
        await scene.clock.moves(seconds=30)
        assert "2 of 3" in stands(card, family).text


async def test_a_refused_tap_has_the_card_looked_at_again(database_url: str) -> None:
    async with Scene(database_url) as scene:
        ana, dora = await scene.person("Ana"), await scene.person("Dora")
        token = Token((await a_teams_token(scene, ana)).removeprefix("t_"))
        family = await scene.elsewhere(ana, dora)
        card = await ana.sends(f"Ana's team: {TITLE}", to=family)
        old = JoinByLink(token, Shape.TEAM).pack()
        await ana.opens(scene.groups[0].card.url("My order"))
        await ana.taps("Leave")
        await ana.taps(ana.word("button-confirm-leave"))
        await scene.clock.moves(minutes=2)
        (known,) = await scene.bot.db.read(stored.newest, DealId(1), 9)
        await scene.bot.db.write(stored.edited, known.id, "what it never showed", scene.clock.now())
        assert (await dora.forges(old, on=card)).alert
        await scene.clock.moves(seconds=30)
        (again,) = await scene.bot.db.read(stored.newest, DealId(1), 9)
        assert again.shown == known.shown


async def test_a_query_that_breaks_is_answered_emptily_and_nobody_is_written_to(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Scene(database_url) as scene:
        ana = await scene.person("Ana")
        await scene.a_team(await scene.a_deal(members=[ana]), ana)
        told = len(ana.told())
        monkeypatch.setattr(inline_offers, "offers", lambda *args: 1 / 0)
        assert await ana.types("oranges") == []
        assert len(ana.told()) == told


async def test_who_types_fast_may_tap_all_the_same(database_url: str) -> None:
    async with Scene(database_url) as scene:
        ana = await scene.person("Ana")
        card = await scene.a_deal(members=[ana])
        for n in range(25):
            scene.telegram.ask_inline(ana.id, f"o{n}")
        await scene.settles()
        assert (await ana.taps("Start a team", on=card)).text.startswith("Your team is open")
        await scene.clock.moves(seconds=11)
        assert len(await ana.types("oranges")) == 2


async def test_without_inline_mode_a_team_is_passed_on_by_its_link(database_url: str) -> None:
    async with Scene(database_url) as scene:
        await scene.bot_stops()
        scene.telegram.bot.supports_inline_queries = False
        await scene.bot_starts()
        ana = await scene.person("Ana")
        await a_teams_token(scene, ana)
        (share,) = [button for button in ana.newest.buttons if button["text"] == "Share my team"]
        assert share["kind"] == "url"


def edits_elsewhere(scene: Scene) -> list[object]:
    """Edits of cards whose chat the bot doesn't know."""
    calls = [*scene.telegram.calls("editMessageText"), *scene.telegram.calls("editMessageCaption")]
    return [call for call in calls if "inline_message_id" in call.params]


def a_picture() -> bytes:
    """A photo of a deal."""
    out = BytesIO()
    Image.new("RGB", (320, 240), "orange").save(out, "PNG")
    return out.getvalue()
