"""Each language alone: a whole story in Chinese shows no English word, and the other way round; names stay harmless."""

import asyncio
import html
import json
import re
from collections.abc import Iterator

from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import IBAN, Scene

#: What is the same in every language: links, commands, codes, references, currencies, names of standards.
_SHARED = re.compile(
    r"/payee .+|(https://)?t\.me/\S+|@\w+|/[a-z]+|\b[A-Z]{2}\d[\dA-Z ]+\b|\bKT\d+\b|\b[2-9A-HJ-NP-Z]{4,}\b"
    r"|\b(EUR|IBAN|English|[A-Z][a-z]+/[A-Z][a-z_]+|epc|pix|promptpay)\b"
)
_LATIN = re.compile(r"[A-Za-z]{2,}")
_HAN = re.compile(r"[一-鿿]")
_TAG = re.compile(r"<[^>]+>")
_OWN_NAMES = {"中文"}
#: A code of a language, the names of two standards, and what the leader mistyped.
_NO_WORDS = {"zh", "Pix", "PromptPay", "QRIS", "DuitNow", "QR", "Ph", "PAY", "by", "square", "PayPal", "Me", "ab"}


def words(scene: Scene) -> Iterator[str]:
    """Everything the bot has ever said here: texts, captions, labels, toasts."""
    for call in scene.telegram.calls():
        given = call.params
        media = given.get("media")
        for part in (given, json.loads(media) if isinstance(media, str) else media or {}):
            yield from (html.unescape(_TAG.sub("", str(part[name]))) for name in ("text", "caption") if part.get(name))
        markup = given.get("reply_markup") or {}
        keyboard = json.loads(markup) if isinstance(markup, str) else markup
        yield from (str(button["text"]) for row in keyboard.get("inline_keyboard", ()) for button in row)


async def the_whole_story(scene: Scene, language: str, names: tuple[str, str, str], deal: str) -> list[str]:
    """A deal, a team, two payments, a lapse, an expiry, /my and the help, in one language."""
    lin_name, ana_name, ben_name = names
    lin = await scene.person(lin_name, language=language, username="leader")
    ana, ben = await scene.person(ana_name, language=language), await scene.person(ben_name, language=language)
    late = await scene.person(ana_name, language=language, starts=False)
    group = await scene.group("1 2 3", members=[ana, ben, late], admins=[lin])

    async def taps(person: Somebody, key: str, *, on: Seen | None = None) -> None:
        await person.taps(person.word(key), on=on)

    await lin.says("/lead", to=group)
    await lin.says("/community currency EUR", to=group)
    await lin.says("/community zone Europe/Berlin", to=group)
    await lin.says(f"/payee epc {IBAN} {lin_name}", to=group)
    await taps(lin, "button-keep-payee")
    await lin.says(deal.replace("29", "ab"))
    await lin.says(deal)
    await taps(lin, "button-publish-draft")
    await taps(ana, "button-start-team", on=group.card)
    await ana.opens(group.card.url(ana.word("button-my-order")))
    await ben.taps(ana_name, on=group.card)
    await taps(ben, "button-start-team", on=group.card)
    await taps(ana, "button-claim-paid")
    await ben.says("/my")
    await taps(ben, "button-cannot-pay")
    await taps(late, "button-start-team", on=group.card)
    await taps(ana, "button-all-teams", on=group.card)
    await taps(lin, "button-one-by-one")
    page = next(label for label in lin.newest.labels if label.startswith("1 · "))
    await lin.taps(page)
    await scene.clock.moves(hours=30)
    for command in ("/my", "/help", "/language", "/deals", "/payee", "/deal", "/community", "/paid", "/start"):
        await ana.says(command)
        await lin.says(command)
        await scene.clock.moves(seconds=20)
    await late.opens("https://t.me/kaituan_bot?start=hello")
    await scene.clock.moves(days=3)
    return list(words(scene))


async def test_a_whole_story_in_chinese_shows_no_english_word(scene: Scene) -> None:
    deal = "/deal 赣州脐橙 5 公斤\n单买 39.90\n成团 2 人 29.90\n截止 +2d\n限购 2"
    said = await the_whole_story(scene, "zh-hans", ("林", "安娜", "本"), deal)
    assert {found for text in said for found in _LATIN.findall(_SHARED.sub("", text))} <= _NO_WORDS
    assert any("成团" in text for text in said)


async def test_a_whole_story_in_english_shows_no_chinese_word(scene: Scene) -> None:
    deal = "/deal Oranges\nalone 39.90\nteam 2 29.90\nuntil +2d\nlimit 2"
    said = await the_whole_story(scene, "en", ("Lin", "Ana", "Ben"), deal)
    assert [text for text in said if _HAN.search(text) and text not in _OWN_NAMES] == []
    assert any("Your team is full" in text for text in said)


async def test_each_person_reads_their_own_language_and_the_group_its_own(scene: Scene) -> None:
    ana, mei = await scene.person("Ana"), await scene.person("美", language="zh-hans")
    card = await scene.a_deal(team=2, members=[ana, mei])
    assert (await ana.taps("Start a team")).text.startswith("Your team is open")
    assert (await mei.taps("Join Ana")).text.startswith("已加入")
    await ana.sees("Your team is full")
    assert mei.finds("Your team is full") is None
    assert _HAN.search(mei.qr_messages()[0].text)
    await mei.says("/language en")
    await mei.opens(card.url("My order"))
    await mei.sees("It's the same payment as before: pay once.")
    await scene.groups[0].leader.says("/community language zh", to=scene.groups[0])
    ben = await scene.person("Ben")
    await ben.opens(card.shared("Share"))
    await ben.taps("Start a team", on=ben.newest)
    assert "参加 Ben" in " ".join(scene.card(card).labels)


async def test_menus_and_descriptions_are_set_in_each_language(scene: Scene) -> None:
    await scene.bot_stops()
    await scene.bot_starts(loads_menu=True)
    async with asyncio.timeout(5):
        while len(scene.telegram.calls("setMyShortDescription")) < 2:  # noqa: ASYNC110 it is set aside from the rest
            await asyncio.sleep(0.001)
    menus = [call.params for call in scene.telegram.calls("setMyCommands")]
    assert len(menus) == 8
    for menu in menus:
        said = json.dumps(menu["commands"], ensure_ascii=False)
        assert bool(_HAN.search(said)) == (menu.get("language_code") == "zh")


HOSTILE = "<b>Eve</b> &amp; \u202e@admin\nhttps://evil.example \u200b\u2066"


async def test_a_name_full_of_markup_and_invisible_signs_is_only_a_name(scene: Scene) -> None:
    eve = await scene.person(HOSTILE, last_name="</a><a href='https://evil.example'>x")
    ben = await scene.person("Ben")
    lin = await scene.person("Lin <i>", username="lin_leads")
    group = await scene.a_led_group("<u>Green</u> & Co", leader=lin, members=[eve, ben])
    card = await scene.a_deal(group, title="Oranges <script> & [x](y) \u202e", team=2)
    await eve.taps("Start a team")
    shown = scene.card(card)
    for sign in ("\u202e", "\u200b", "\u2066", "\n@", "https://evil"):
        assert sign not in shown.text.replace("Share:", ""), repr(sign)
    assert "<b>Eve" in shown.text
    assert "<script>" in shown.text
    assert 'href="https://evil' not in shown.html
    starter = next(label for label in shown.labels if label.startswith("Join"))
    await ben.taps(starter)
    for person in (eve, ben, lin):
        for message in person.told():
            assert "evil.example'>" not in message.html
            assert "<script" not in message.html
    assert len(eve.qr_messages()) == len(ben.qr_messages()) == 1
