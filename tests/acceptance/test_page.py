"""The demo page in a real browser, over a sandbox that listens: what a visitor sees and does."""

import asyncio
import io
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright, expect

from bot.i18n import Languages
from bot.sandbox import TEST_TOKEN
from bot.sandbox.chats import Chat
from bot.sandbox.people import Person
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.serving import Served, serve

pytestmark = pytest.mark.asyncio(loop_scope="module")

LOCALES = Path(__file__).parents[2] / "locales"
WIDE: ViewportSize = {"width": 1440, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"]  # fmt: skip
HOSTILE = '<img src=x onerror="window.harmed=1">'
JOIN = {"text": "Join Ana (2 more)", "callback_data": "join"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Street:
    """A sandbox with a group of three shoppers and a leader, and the page that shows it."""

    sandbox: Sandbox
    group: Chat
    ana: Person
    ben: Person
    lin: Person
    page: Page
    served: Served

    def phone(self, chat_id: int) -> Locator:
        """The phone that shows a chat."""
        return self.page.locator(f'.phone[data-chat="{chat_id}"]')

    async def bot_does(self, method: str, **params: Any) -> Any:
        """The bot calls a method, and is not refused."""
        files = params.pop("files", None)
        status, answer = await self.sandbox.call(method, params, files)
        assert status == 200, answer
        return answer["result"]

    async def bot_answers(self, **answer: object) -> int:
        """The bot waits for the next tap and answers it; gives who tapped."""
        seen = 0
        while True:
            for update in await self.bot_does("getUpdates", offset=seen + 1, timeout=5):
                seen = update["update_id"]
                if tapped := update.get("callback_query"):
                    await self.bot_does("answerCallbackQuery", callback_query_id=tapped["id"], **answer)
                    return int(tapped["from"]["id"])

    async def bot_is_asked_to_agree(self, **answer: object) -> int:
        """The bot waits for the next checkout and answers it; gives who pays."""
        seen = 0
        while True:
            for update in await self.bot_does("getUpdates", offset=seen + 1, timeout=5):
                seen = update["update_id"]
                if query := update.get("pre_checkout_query"):
                    await self.bot_does("getUpdates", offset=seen + 1)  # the next one to wait is the next one to answer
                    await self.bot_does("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], **answer)
                    return int(query["from"]["id"])

    async def bot_offers(self, query: str, *, title: str = "", text: str = "", button: Any = None) -> None:
        """The bot waits for these words and offers one article, or none."""
        seen = 0
        content = {"message_text": text}
        keyboard = {"inline_keyboard": [[JOIN]]}
        article = {
            "type": "article",
            "id": "1",
            "title": title,
            "input_message_content": content,
            "reply_markup": keyboard,
        }
        answer = {"results": [article] if title else []} | ({"button": button} if button else {})
        while True:
            for update in await self.bot_does("getUpdates", offset=seen + 1, timeout=5):
                seen = update["update_id"]
                asked = update.get("inline_query")
                if asked and asked["query"] == query:
                    await self.bot_does("answerInlineQuery", inline_query_id=asked["id"], **answer)
                    return


def chromium() -> str:
    """The browser of this machine; without one the test fails and says what to install."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.fail("the page is tested in Chromium, and there is none: apt-get install chromium", pytrace=False)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests; each gets a fresh profile."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        yield started
        await started.close()


@asynccontextmanager
async def a_street(browser: Browser, *, screen: ViewportSize = WIDE, bens_name: str = "Ben") -> AsyncIterator[Street]:
    """A street and its open page; leaving it checks that the page had no fault of its own."""
    sandbox = Sandbox()
    ana, ben, chen, lin = (sandbox.add_user(name) for name in ("Ana", bens_name, "Chen", "Lin"))
    group = sandbox.add_chat([ana.id, ben.id, chen.id, lin.id], admins=[lin.id], title="Garden Street")
    served = await serve(0, sandbox=sandbox)
    faults: list[str] = []
    try:
        profile = await browser.new_context(viewport=screen, locale="en-GB", reduced_motion="reduce")
        page = await profile.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        await page.goto(served.url)
        await expect(page.locator(".phone")).to_have_count(5)
        yield Street(sandbox=sandbox, group=group, ana=ana, ben=ben, lin=lin, page=page, served=served)
        await profile.close()
    finally:
        await served.stop()
    assert faults == []


def a_picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (240, 150, 40)).save(out, "PNG")
    return out.getvalue()


async def shown_pixels(picture: Locator) -> list[int]:
    size: list[int] = await picture.evaluate(
        "image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])"
    )
    return size


async def test_the_page_shows_everybodys_phone_with_the_group_in_the_middle(browser: Browser) -> None:
    async with a_street(browser) as street:
        titles = await street.page.locator(".phone .whose b").all_inner_texts()
        assert titles == ["Ana's phone", "Ben's phone", "The group", "Chen's phone", "Lin's phone"]
        await expect(street.phone(street.lin.id).locator(".tag")).to_have_text("leader")
        names = street.phone(street.group.id).locator(".person > span:not(.avatar)")
        assert await names.all_inner_texts() == ["Ana", "Ben", "Chen", "Lin"]


async def test_a_message_through_the_door_appears_at_once_and_is_typed_through_it_too(browser: Browser) -> None:
    async with a_street(browser) as street:
        group = street.phone(street.group.id)
        street.sandbox.send(street.group.id, street.ben.id, "Is anybody buying oranges?")
        await expect(group.locator(".row:not(.own) .text").last).to_contain_text("Is anybody buying oranges?")

        await group.get_by_role("radio", name="Lin").click()
        await group.get_by_role("textbox").fill("Yes, on Sunday")
        await group.get_by_role("button", name="Send").click()
        await expect(group.locator(".row.own .text")).to_contain_text("Yes, on Sunday")
        newest = street.sandbox.messages(street.group.id)[-1]
        assert (newest["from"]["id"], newest["text"]) == (street.lin.id, "Yes, on Sunday")


async def test_somebody_replies_and_corrects_what_they_wrote(browser: Browser) -> None:
    async with a_street(browser) as street:
        group = street.phone(street.group.id)
        asked = street.sandbox.send(street.group.id, street.ben.id, "Oranges?")
        await group.locator(f'.row[data-id="{asked.id}"] .tool').first.click()
        await group.get_by_role("textbox").fill("Yess")
        await group.get_by_role("textbox").press("Enter")
        reply = group.locator(".row.own")
        await expect(reply.locator(".quote")).to_contain_text("Oranges?")

        await reply.hover()
        await reply.get_by_role("button", name="Edit").click()
        await group.get_by_role("textbox").fill("Yes")
        await group.get_by_role("textbox").press("Enter")
        await expect(reply.locator(".edited")).to_have_text("edited")
        newest = street.sandbox.messages(street.group.id)[-1]
        assert (newest["text"], newest["reply_to"]) == ("Yes", asked.id)


async def test_a_tap_is_made_by_the_chosen_person_and_shows_its_toast(browser: Browser) -> None:
    async with a_street(browser) as street:
        group = street.phone(street.group.id)
        await street.bot_does(
            "sendMessage", chat_id=street.group.id, text="Oranges", reply_markup={"inline_keyboard": [[JOIN]]}
        )
        await group.get_by_role("radio", name="Ben").click()
        _, who = await asyncio.gather(
            group.get_by_role("button", name=JOIN["text"]).click(),
            street.bot_answers(text="You're in Ana's team: 2 of 3."),
        )
        assert who == street.ben.id
        await expect(group.get_by_role("status")).to_contain_text("You're in Ana's team: 2 of 3.")


async def test_the_board_is_a_bar_and_its_link_leads_to_the_card(browser: Browser) -> None:
    async with a_street(browser) as street:
        street.sandbox.set_standing(street.group.id, street.sandbox.bot.id, "administrator", by=street.lin.id)
        card = await street.bot_does("sendMessage", chat_id=street.group.id, text="Oranges")
        link = f"https://t.me/c/{-street.group.id - 10**12}/{card['message_id']}"
        text = f'Open now\n<a href="{link}">Oranges</a>'
        board = await street.bot_does("sendMessage", chat_id=street.group.id, text=text, parse_mode="HTML")
        where = {"chat_id": street.group.id, "message_id": board["message_id"]}
        await street.bot_does("pinChatMessage", **where, disable_notification=True)
        group = street.phone(street.group.id)
        await expect(group.locator(".pin")).to_contain_text("Open now")
        await group.get_by_role("link", name="Oranges").click()
        await expect(group.locator(f'.row[data-id="{card["message_id"]}"].found')).to_have_count(1)
        street.sandbox.pin(street.group.id, board["message_id"], street.lin.id, pinned=False)
        await expect(group.locator(".pin")).to_be_hidden()


async def test_a_card_is_forwarded_into_a_second_group_without_its_buttons(browser: Browser) -> None:
    async with a_street(browser) as street:
        other = street.sandbox.add_chat([street.ben.id], admins=[street.ben.id], title="Friends", with_bot=False)
        keyboard = {"inline_keyboard": [[JOIN, {"text": "My order", "url": "https://t.me/kaituan_bot?start=o"}]]}
        card = await street.bot_does("sendMessage", chat_id=street.group.id, text="Oranges", reply_markup=keyboard)
        group = street.phone(street.group.id)
        await group.get_by_role("radio", name="Ben").click()
        row = group.locator(f'.row[data-id="{card["message_id"]}"]')
        await row.hover()
        await row.get_by_role("button", name="Forward").click()
        await group.get_by_role("button", name="Friends").click()
        forwarded = street.phone(other.id).locator(".row").last
        await expect(forwarded.locator(".forwarded")).to_have_text("Forwarded from Kaituan")
        assert await forwarded.locator(".key").all_inner_texts() == ["My order"]


async def test_an_alert_waits_for_ok(browser: Browser) -> None:
    async with a_street(browser) as street:
        group = street.phone(street.group.id)
        await street.bot_does(
            "sendMessage", chat_id=street.group.id, text="Oranges", reply_markup={"inline_keyboard": [[JOIN]]}
        )
        await asyncio.gather(
            group.get_by_role("button", name=JOIN["text"]).click(),
            street.bot_answers(text="Sold out for now.", show_alert=True),
        )
        await expect(group.get_by_role("alertdialog")).to_contain_text("Sold out for now.")
        await group.get_by_role("button", name="OK").click()
        await expect(group.get_by_role("alertdialog")).to_have_count(0)


async def test_a_link_button_opens_the_private_chat_and_presses_start(browser: Browser) -> None:
    async with a_street(browser) as street:
        key = {"text": "My order", "url": "https://t.me/kaituan_bot?start=my_order"}
        await street.bot_does("setMyDescription", description="I collect your group's orders.")
        await street.page.reload()
        ana = street.phone(street.ana.id)
        await expect(ana.locator(".description")).to_contain_text("I collect your group's orders.")
        await expect(ana.get_by_role("button", name="START")).to_be_visible()

        await street.bot_does(
            "sendMessage", chat_id=street.group.id, text="Oranges", reply_markup={"inline_keyboard": [[key]]}
        )
        await street.phone(street.group.id).get_by_role("button", name="My order").click()
        await expect(ana.locator(".row.own .text")).to_contain_text("/start")
        assert street.sandbox.messages(street.ana.id)[0]["text"] == "/start my_order"
        await expect(ana.get_by_role("button", name="START")).to_have_count(0)
        await expect(ana.get_by_role("textbox")).to_be_visible()


async def test_words_behind_the_bots_name_bring_results_and_one_is_sent(browser: Browser) -> None:
    async with a_street(browser) as street:
        elsewhere = street.sandbox.add_chat([street.ana.id, street.ben.id], title="Family", with_bot=False)
        street.sandbox.send(street.ana.id, street.ana.id, "/start")
        share = {"text": "Share", "switch_inline_query_chosen_chat": {"query": "t_1", "allow_group_chats": True}}
        await street.bot_does(
            "sendMessage", chat_id=street.ana.id, text="Team", reply_markup={"inline_keyboard": [[share]]}
        )
        await street.phone(street.ana.id).get_by_role("button", name="Share").click()
        await street.phone(street.ana.id).get_by_role("button", name="Family").click()
        family = street.phone(elsewhere.id)
        await expect(family.get_by_role("textbox")).to_have_value("@kaituan_bot t_1")
        await street.bot_offers("t_1", title="Oranges", text="Oranges 29.90")
        await family.get_by_role("option", name="Oranges").click()
        await expect(family.locator(".row .text").last).to_contain_text("Oranges 29.90")
        await expect(family.locator(".via")).to_have_text("via @kaituan_bot")
        await expect(family.get_by_role("textbox")).to_have_value("")
        await expect(family.get_by_role("listbox")).to_be_hidden()
        assert street.sandbox.messages(elsewhere.id)[-1]["from"]["id"] == street.ana.id


async def test_nothing_found_is_said_with_the_bots_button(browser: Browser) -> None:
    async with a_street(browser) as street:
        group = street.phone(street.group.id)
        await group.get_by_role("textbox").fill("@kaituan_bot plums")
        await street.bot_offers("plums", button={"text": "Open Kaituan", "start_parameter": "hello"})
        await group.get_by_role("button", name="Open Kaituan").click()
        await expect(street.phone(street.ana.id).locator(".row.own .text")).to_contain_text("/start")
        assert street.sandbox.messages(street.ana.id)[0]["text"] == "/start hello"


async def test_a_copy_button_says_what_it_copied(browser: Browser) -> None:
    async with a_street(browser) as street:
        street.sandbox.send(street.ana.id, street.ana.id, "/start")
        key = {"text": "Copy IBAN", "copy_text": {"text": "DE33100205000001194700"}}
        await street.bot_does(
            "sendMessage", chat_id=street.ana.id, text="Please pay", reply_markup={"inline_keyboard": [[key]]}
        )
        ana = street.phone(street.ana.id)
        await ana.get_by_role("button", name="Copy IBAN").click()
        await expect(ana.get_by_role("status")).to_have_text("Copied: DE33100205000001194700")


async def test_an_invoice_is_paid_after_a_refusal_and_shows_its_receipt(browser: Browser) -> None:
    async with a_street(browser) as street:
        street.sandbox.send(street.ana.id, street.ana.id, "/start")
        prices = [{"label": "Oranges", "amount": 2990}]
        asked = {"title": "Oranges", "description": "Your number is 17.", "payload": "17", "currency": "EUR"}
        await street.bot_does(
            "sendInvoice",
            chat_id=street.ana.id,
            prices=prices,
            provider_token=TEST_TOKEN,
            start_parameter="17",
            **asked,
        )
        ana = street.phone(street.ana.id)
        await expect(ana.locator(".invoice")).to_have_text("OrangesYour number is 17.€29.90test")

        async def pays(**answer: object) -> None:
            await ana.get_by_role("button", name="Pay 29.90 EUR").click()
            pay = ana.get_by_role("alertdialog").get_by_role("button", name="Pay €29.90")
            _, payer = await asyncio.gather(pay.click(), street.bot_is_asked_to_agree(**answer))
            assert payer == street.ana.id

        await pays(ok=False, error_message="The deal is closed.")
        await expect(ana.get_by_role("alertdialog")).to_contain_text("The deal is closed.")
        await ana.get_by_role("button", name="OK").click()
        await pays(ok=True)
        await expect(ana.get_by_role("status")).to_have_text("Paid: €29.90")
        await expect(ana.locator(".service").last).to_have_text("Ana paid 29.90 EUR to Kaituan for Oranges")
        await ana.get_by_role("button", name="Receipt").click()
        await expect(ana.get_by_role("alertdialog")).to_contain_text("€29.90, paid")
        await expect(ana.locator(".key.pay")).to_have_count(0)


async def test_a_photo_of_the_bot_is_displayed_and_one_of_a_person_is_sent(browser: Browser, tmp_path: Path) -> None:
    async with a_street(browser) as street:
        group = street.phone(street.group.id)
        picture = a_picture()
        await street.bot_does(
            "sendPhoto", chat_id=street.group.id, photo="attach://card", caption="Oranges", files={"card": picture}
        )
        assert await shown_pixels(group.locator(".photo img").first) == [64, 48]

        (tmp_path / "fruit.png").write_bytes(picture)
        await group.locator("input[type=file]").set_input_files(tmp_path / "fruit.png")
        await group.get_by_role("textbox").fill("Like these?")
        await group.get_by_role("button", name="Send").click()
        await expect(group.locator(".row.own .with-photo .text")).to_contain_text("Like these?")
        assert await shown_pixels(group.locator(".row.own .photo img")) == [64, 48]


async def test_the_clock_moves_a_day(browser: Browser) -> None:
    async with a_street(browser) as street:
        before = street.sandbox.clock.shift
        day = await street.page.locator("#day").inner_text()
        await street.page.get_by_role("button", name="+1 day").click()
        await expect(street.page.locator("#day")).not_to_have_text(day)
        assert street.sandbox.clock.shift - before == 86_400


async def test_the_hint_follows_the_story_and_does_the_step(browser: Browser) -> None:
    async with a_street(browser) as street:
        line = street.page.locator("#line")
        start = {"text": "Start a team", "callback_data": "start"}
        card = await street.bot_does(
            "sendMessage", chat_id=street.group.id, text="Oranges", reply_markup={"inline_keyboard": [[start]]}
        )
        await expect(line).to_have_text("As Ana, tap Start a team in the group.")
        await asyncio.gather(
            street.page.get_by_role("button", name="Do it for me").click(),
            street.bot_answers(text="Your team is open."),
        )
        await street.bot_does(
            "editMessageReplyMarkup", chat_id=street.group.id, message_id=card["message_id"],
            reply_markup={"inline_keyboard": [[JOIN], [start]]},
        )  # fmt: skip
        await expect(line).to_contain_text("Now as Ben: tap Join Ana (2 more).")
        await expect(street.phone(street.group.id).locator(".turn-mark")).to_have_text("Ben's turn")


async def test_a_narrow_screen_has_tabs_with_unread_counts(browser: Browser) -> None:
    async with a_street(browser, screen=NARROW) as street:
        tabs = street.page.get_by_role("tab")
        await expect(tabs).to_have_count(5)
        await expect(street.page.locator(".phone:visible")).to_have_count(1)
        street.sandbox.send(street.ana.id, street.ana.id, "/start")
        for text in ("Hello, Ana", "Your team is full"):
            await street.bot_does("sendMessage", chat_id=street.ana.id, text=text)
        await expect(tabs.first.locator(".badge")).to_have_text("2")

        await tabs.first.click()
        await expect(street.phone(street.ana.id).locator(".text").last).to_be_visible()
        await expect(tabs.first.locator(".badge")).to_be_hidden()
        assert await street.page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


async def test_hostile_names_and_texts_do_nothing(browser: Browser) -> None:
    async with a_street(browser, bens_name=HOSTILE) as street:
        group = street.phone(street.group.id)
        street.sandbox.send(street.group.id, street.ben.id, HOSTILE)
        await expect(group.locator(".text").last).to_contain_text(HOSTILE)
        await expect(group.locator(".row .name").last).to_have_text(HOSTILE)
        assert await street.page.locator('img[src="x"]').count() == 0
        assert await street.page.evaluate("window.harmed") is None


async def test_markup_that_the_door_should_never_give_is_cut_away(browser: Browser) -> None:
    async with a_street(browser) as street:
        made = await street.page.evaluate(
            """async () => {
                const { safe } = await import("/page/safehtml.js");
                const box = document.createElement("div");
                box.append(safe(`<b onclick="x()">bold</b><img src=x onerror="window.harmed=1">` +
                    `<script>window.harmed=2</script><a href="javascript:window.harmed=3">link</a>` +
                    `<svg onload="window.harmed=4"></svg><style>*{}</style>`));
                document.body.append(box);
                return box.innerHTML;
            }"""
        )
        assert made == "<b>bold</b>link"
        assert await street.page.evaluate("window.harmed") is None


async def test_the_page_catches_up_after_the_connection_was_lost(browser: Browser) -> None:
    async with a_street(browser) as street:
        group, lost = street.phone(street.group.id), street.page.locator("#lost")
        await street.served.stop()
        await expect(lost).to_be_visible()
        street.sandbox.send(street.group.id, street.ben.id, "Said while nobody listened")
        again = await serve(int(street.served.url.rpartition(":")[2]), sandbox=street.sandbox)
        await expect(group.locator(".text").last).to_contain_text("Said while nobody listened")
        await expect(lost).to_be_hidden()
        await again.stop()


async def test_the_page_speaks_chinese(browser: Browser) -> None:
    async with a_street(browser) as street:
        await street.page.get_by_role("button", name="中文").click()
        await expect(street.page.locator("html")).to_have_attribute("lang", "zh-Hans")
        await expect(street.phone(street.ana.id).locator(".whose b")).to_have_text("Ana 的手机")
        await expect(street.page.get_by_role("button", name="+1 天")).to_be_visible()


#: A world of one group with Ana, Ben, Chen and their leader Lin, as the page keeps it: `buttons` stand where it says.
TOLD = """async ([buttons, endings]) => {
    const { tell } = await import("/page/story.js");
    const people = [[1, "Ana"], [2, "Ben"], [3, "Chen"], [4, "Lin"]];
    const group = { id: -1, type: "supergroup", members: [1, 2, 3, 4], admins: [4] };
    const own = (id) => ({ id, type: "private", user_id: id, members: [id], admins: [] });
    const from = { id: 9, is_bot: true };
    const shown = (text, photo, date) => ({ id: 1, from, photo, date, buttons: [[{ text, kind: "callback" }]] });
    const messages = [
        ...buttons.map(([chat, text, photo, date]) => [chat, shown(text, photo, date)]),
        ...endings.map(([chat, text]) => [chat, { id: 2, from, date: 100, text, buttons: [] }]),
    ];
    const world = {
        users: new Map(people.map(([id, first_name]) => [id, { id, first_name, started: true }])),
        chats: new Map([group, ...people.map(([id]) => own(id))].map((chat) => [chat.id, chat])),
        taps: [], groups: () => [group], name: (id) => new Map(people).get(id),
        listOf: (chatId) => messages.filter(([chat]) => chat === chatId).map(([, m]) => m),
    };
    const { key, target } = tell(world);
    return [key, target?.userId ?? null];
}"""


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_hint_knows_the_bots_words_in_both_languages(browser: Browser, language: str) -> None:
    texts = Languages(LOCALES).texts(language)
    start = [-1, texts.plain("button-start-team"), None]
    join, last = ([-1, texts.plain("button-join-team", starter="Ana", left=left), None] for left in (2, 1))
    asked = [2, texts.plain("button-claim-paid"), {"url": "", "width": 1, "height": 1}]
    asked_too_late = [2, texts.plain("button-claim-paid"), None]
    confirm_all = [4, texts.plain("button-confirm-all-paid", count=2, amount="59.80 €"), None]
    confirm = [4, texts.plain("button-confirm-paid"), None]
    one_by_one = [4, texts.plain("button-one-by-one"), None]
    publish = [4, texts.plain("button-publish-draft"), None]
    again = [1, texts.plain("button-start-again"), None]
    expired = [1, texts.plain("team-expired", joined=2, target=3)]
    lapsed = [2, texts.plain("payment-finished", state="lapsed", leader="Lin", amount="29.90 €", number=17)]
    finished = [1, texts.plain("payment-finished", state="paid", leader="Lin", amount="29.90 €", number=17)]
    async with a_street(browser) as street:

        async def told(*buttons: Sequence[object], endings: Sequence[object] = ()) -> list[object]:
            chapter: list[object] = await street.page.evaluate(TOLD, [list(buttons), list(endings)])
            return chapter

        assert await told() == ["do_deal", 4]
        assert await told(publish) == ["do_publish", 4]
        assert await told(start) == ["do_start", 1]
        assert await told(join, start) == ["do_join", 2]
        assert await told(last, start) == ["do_last", 3]
        assert await told(start, asked) == ["do_pay", 2]
        assert await told(start, asked_too_late) == ["do_start", 1]
        assert await told(start, asked, confirm_all) == ["do_confirm", 4]
        assert await told(start, confirm) == ["do_confirm", 4]
        assert await told(start, one_by_one) == ["do_start", 1]
        assert await told(start, again, endings=[expired]) == ["do_expired", 1]
        assert await told(endings=[expired]) == ["do_over", 4]
        assert await told(endings=[lapsed]) == ["do_lapsed", 4]
        assert await told(start, endings=[lapsed]) == ["do_start", 1]
        assert await told([*start, 99], endings=[finished]) == ["do_done", 4]
        assert await told([*start, 101], endings=[finished]) == ["do_start", 1]
