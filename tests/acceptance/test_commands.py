"""The command lines as an operator types them: processes, settings from the environment, stories over HTTP alone."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from bot.sandbox import serve
from tests.kit.programs import Program, Programs
from tests.kit.towns import Resident, Town

IBAN = "DE33100205000001194700"
DEAL = "/deal Navel oranges 5 kg\nalone 39.90\nteam 3 29.90\nuntil +2d\nlasts 24h"
CODE = "BCD\n002\n1\nSCT\n\nLin Wang\n{iban}\nEUR29.90\n\n\n{reference}"
SOME_TOKEN = "123456789:" + "A" * 35


@asynccontextmanager
async def a_town() -> AsyncIterator[Town]:
    """A town of this process, where no whole story is played."""
    served = await serve(0)
    async with Town(served.url, served.token) as town:
        yield town
    await served.stop()


async def a_bot(programs: Programs, town: Town, database_url: str) -> Program:
    """`run` on the clock of the town, ready."""
    bot = programs.bot("run", "--clock", "sandbox", **settings(town, database_url))
    await bot.says("bot.ready")
    return bot


def settings(town: Town, database_url: str) -> dict[str, str]:
    return {
        "TELEGRAM_API_BASE": town.url,
        "BOT_TOKEN": town.token,
        "DATABASE_URL": database_url,
        "HTTP_PORT": "0",
    }


async def a_deal(town: Town, *shoppers: Resident) -> tuple[Resident, int]:
    """A group led by Lin with a payee and a published deal: said and tapped through the door."""
    lin = await town.person("Lin", username="lin_leads", language_code="en")
    await lin.opens("https://t.me/kaituan_bot?start=hello")
    group = await town.group([*shoppers, lin], [lin])
    await lin.says("/lead", to=group)
    await lin.sees("/payee")
    await lin.says(f"/payee epc {IBAN} Lin Wang")
    await lin.taps("Keep")
    await lin.says(DEAL)
    await lin.taps("Publish")
    await lin.sees("Navel oranges 5 kg", on=group)
    return lin, group


async def a_team_buys(town: Town) -> None:
    """Three join (two taps, one link), the team forms, each reads an own code, one pays and is confirmed."""
    ana, ben, chen = [await town.person(name, language_code="en") for name in ("Ana", "Ben", "Chen")]
    for buyer in (ana, ben):
        await buyer.opens("https://t.me/kaituan_bot?start=hello")
        await buyer.sees("Hello!")
    lin, group = await a_deal(town, ana, ben)

    assert (await ana.taps("Start a team", on=group)).startswith("Your team is open: 1 of 3.")
    assert (await ben.taps("Join Ana (2 more)", on=group)).startswith("You're in Ana's team: 2 of 3.")
    await ana.opens((await ana.sees("Navel oranges", on=group)).url("My order"))
    await chen.opens((await ana.sees("your number 1")).shared("Share my team"))
    await chen.taps("Join Ana (1 more)")
    await lin.sees("✅ 1 team, 3 orders", on=group)

    references = []
    for number, buyer in enumerate((ana, ben, chen), start=1):
        code = await buyer.sees_qr()
        reference = (await buyer.sees(f"your number {number}")).copied("Copy reference")
        assert code == CODE.format(iban=IBAN, reference=reference)
        references.append(reference)
    assert len(set(references)) == 3

    assert (await ana.taps("I paid")).startswith("Thank you!")
    await lin.taps("Confirm")
    finished = await ana.sees("✅ Lin has your 29.90 €. You are number 1.")
    assert finished.buttons == []
    await lin.sees("paid 1 · say paid 0")


async def one_buyer_is_too_few(town: Town) -> None:
    """One starts a team, a day goes by: told, nothing owed."""
    ana = await town.person("Ana", language_code="en")
    await ana.opens("https://t.me/kaituan_bot?start=hello")
    _, group = await a_deal(town, ana)
    await ana.taps("Start a team", on=group)
    await town.moves(hours=23)
    assert not [text for text in await ana.told() if "Time's up" in text]
    await town.moves(hours=1, seconds=5)
    told = await ana.sees("⌛ Time's up with 1 of 3: no order, nothing to pay.")
    assert told.photo is None
    assert [seen for seen in await town.messages(ana.id) if seen.photo] == []


async def test_a_purchase_is_played_through_the_peoples_door(programs: Programs) -> None:
    async with await Town.of(programs.bot("sandbox", "--port", "0")) as town:
        bot = await a_bot(programs, town, "sqlite:///kaituan.db")
        await a_team_buys(town)
        assert await bot.stops() == 0
        await ends_clean(bot, town)
        rows = sqlite3.connect(programs.folder / "kaituan.db")
        states = rows.execute("SELECT state, count(*) FROM orders GROUP BY state ORDER BY state").fetchall()
        rows.close()
        assert states == [("due", 2), ("paid", 1)]


async def test_one_buyer_too_few_is_told_and_owes_nothing(programs: Programs) -> None:
    async with await Town.of(programs.bot("sandbox", "--port", "0")) as town:
        bot = await a_bot(programs, town, "sqlite:///kaituan.db")
        await one_buyer_is_too_few(town)
        assert await bot.stops() == 0
        await ends_clean(bot, town)


async def test_both_stories_are_played_on_postgresql(programs: Programs, postgres_url: str) -> None:
    async with await Town.of(programs.bot("sandbox", "--port", "0")) as town:
        bot = await a_bot(programs, town, postgres_url)
        await a_team_buys(town)
        await one_buyer_is_too_few(town)
        assert await bot.stops() == 0
        await ends_clean(bot, town)


async def ends_clean(bot: Program, town: Town) -> None:
    """Everything confirmed, nothing but the log on the error output, no token in it."""
    assert await town.waiting() == 0
    lines = bot.complained.splitlines()
    assert [line for line in lines if not line.startswith("{")] == []
    assert [line for line in lines if '"level": "error"' in line] == []
    assert lines[-1].find("bot.stopped") > 0
    assert town.token.partition(":")[2] not in bot.complained + bot.said


async def test_the_demo_is_furnished_and_ends_cleanly(programs: Programs) -> None:
    demo = programs.bot("demo", "--port", "0")
    url = (await demo.says("Open ")).split()[1]
    async with aiohttp.ClientSession(url) as visitor:
        async with visitor.get("/") as page:
            assert page.status == 200
            assert "<html" in await page.text()
        async with visitor.get("/sim/world") as answer:
            world = await answer.json()
        group, friends = (chat for chat in world["chats"] if chat["type"] == "supergroup")
        async with visitor.get(f"/sim/chats/{group['id']}/messages") as answer:
            messages = (await answer.json())["messages"]
        async with visitor.get(f"/sim/chats/{friends['id']}/messages") as answer:
            forwarded = (await answer.json())["messages"][-1]
    assert {user["first_name"] for user in world["users"]} == {"Lin", "Ana", "Ben", "陈晨"}
    card, board, pinned = messages[-3:]
    assert "Navel oranges 5 kg" in card["caption"]
    assert card["buttons"][0][0]["text"] == "Start a team"
    assert (board["pinned"], pinned["service"]) == (True, "Kaituan pinned a message")
    assert (forwarded["caption"], forwarded["forwarded_from"]) == (card["caption"], "Kaituan")
    assert [key["kind"] for row in forwarded["buttons"] for key in row] == ["url", "url"]
    assert await demo.stops() == 0
    assert "Traceback" not in demo.complained


async def test_wrong_settings_are_all_named_at_once(programs: Programs) -> None:
    wrong = {"BOT_TOKEN": "secret", "DATABASE_URL": "mysql://x", "HTTP_PORT": "70000", "LOG_LEVEL": "loud"}
    bot = programs.bot("run", **wrong)
    assert await bot.ends() == 2
    for name in wrong:
        assert f"  {name}: " in bot.complained
    assert "secret" not in bot.complained
    assert "Traceback" not in bot.complained


async def test_a_missing_token_is_named(programs: Programs) -> None:
    bot = programs.bot("run")
    assert await bot.ends() == 2
    assert "BOT_TOKEN: is missing" in bot.complained


async def test_a_second_bot_on_the_same_file_is_told_kindly(programs: Programs) -> None:
    async with a_town() as town:
        await a_bot(programs, town, "sqlite:///kaituan.db")
        second = programs.bot("run", **settings(town, "sqlite:///kaituan.db"))
        assert await second.ends() == 1
        assert_kind(second, "kaituan.db is in use by another process")


async def test_a_port_that_is_taken_is_told_kindly(programs: Programs) -> None:
    async with a_town() as town:
        port = town.url.rpartition(":")[2]
        for command in (["sandbox", "--port", port], ["demo", "--port", port]):
            second = programs.bot(*command)
            assert await second.ends() == 1
            assert_kind(second, f"The port {port} is taken")
        health = programs.bot("run", **{**settings(town, "sqlite:///kaituan.db"), "HTTP_PORT": port})
        assert await health.ends() == 1
        assert_kind(health, f"The port {port} is taken")


async def test_a_token_that_telegram_refuses_is_told_kindly(programs: Programs) -> None:
    async with a_town() as town:
        wrong = {**settings(town, "sqlite:///kaituan.db"), "BOT_TOKEN": SOME_TOKEN}
        bot = programs.bot("run", **wrong)
        assert await bot.ends() == 1
        assert_kind(bot, "Telegram does not accept BOT_TOKEN")
        assert "A" * 35 not in bot.complained


async def test_a_telegram_that_is_away_is_told_kindly(programs: Programs) -> None:
    nowhere = {"TELEGRAM_API_BASE": "http://127.0.0.1:9", "BOT_TOKEN": SOME_TOKEN, "HTTP_PORT": "0"}
    for options in ([], ["--clock", "sandbox"]):
        bot = programs.bot("run", *options, **nowhere)
        assert await bot.ends() == 1
        assert_kind(bot, "http://127.0.0.1:9 does not answer as Telegram does")


async def test_a_database_that_is_away_is_told_kindly(programs: Programs) -> None:
    async with a_town() as town:
        (programs.folder / "plain").write_text("a file, no folder")
        for url in ("sqlite:///plain/kaituan.db", "postgresql://somebody:hidden@127.0.0.1:9/kaituan"):
            bot = programs.bot("run", **settings(town, url))
            assert await bot.ends() == 1
            assert_kind(bot, "The database can't be had")
            assert "hidden" not in bot.complained


async def test_a_newer_database_is_told_kindly(programs: Programs) -> None:
    migrated = programs.bot("migrate", BOT_TOKEN=SOME_TOKEN, DATABASE_URL="sqlite:///kaituan.db")
    assert await migrated.ends() == 0
    assert migrated.said == "The database has this version's schema.\n"
    rows = sqlite3.connect(programs.folder / "kaituan.db")
    rows.execute("UPDATE alembic_version SET version_num = 'from the future'")
    rows.commit()
    rows.close()
    again = programs.bot("migrate", BOT_TOKEN=SOME_TOKEN, DATABASE_URL="sqlite:///kaituan.db")
    assert await again.ends() == 1
    assert_kind(again, "newer version")


def assert_kind(program: Program, part: str) -> None:
    """One sentence on the error output beside the log, no traceback."""
    said = [line for line in program.complained.splitlines() if line and not line.startswith("{")]
    assert part in " ".join(said), program.complained
    assert "Traceback" not in program.complained
    assert "leaked" not in program.complained
    assert "Unclosed" not in program.complained


async def test_doctor_finds_nothing_wrong_with_a_good_set_up(programs: Programs) -> None:
    async with a_town() as town:
        doctor = programs.bot("doctor", **settings(town, "sqlite:///kaituan.db"))
        assert await doctor.ends() == 0
        assert doctor.said.splitlines() == [
            "✓ token: @kaituan_bot",
            "✓ groups: may be added to groups",
            "✓ inline mode: on",
            "✓ group privacy: on: commands and replies only",
            "✓ webhook: none",
            "✓ time zones: America/Ciudad_Juarez is known",
            "✓ fonts: posters have every letter",
            "✓ replicas: one process only (SQLite's file belongs to one process;"
            " without WEBHOOK_URL it polls, and Telegram answers one poller)",
            "✓ alipay: not set up",
            "✓ wechat pay: not set up",
            "✓ invoices: not set up",
            "✓ database: sqlite, every count is right",
            "✓ inline feedback: not known yet: it shows when people have sent some cards",
        ]


async def test_doctor_says_what_is_wrong_and_what_to_do(programs: Programs) -> None:
    async with a_town() as town:
        await town.post("bot", can_join_groups=False, can_read_all_group_messages=True, supports_inline_queries=False)
        (programs.folder / "plain").write_text("a file, no folder")
        doctor = programs.bot("doctor", **settings(town, "sqlite:///plain/kaituan.db"))
        assert await doctor.ends() == 1
        assert [line for line in doctor.said.splitlines() if line.startswith("✗")] == [
            "✗ groups: can't be added to groups",
            "✗ inline mode: off",
            "✗ group privacy: off: it is sent every message of its groups",
            "✗ database: sqlite: DatabaseAway",
        ]
        assert "@BotFather, /setprivacy" in doctor.said
        assert town.token.partition(":")[2] not in doctor.said + doctor.complained


async def test_doctor_says_when_the_token_is_refused(programs: Programs) -> None:
    async with a_town() as town:
        doctor = programs.bot("doctor", **{**settings(town, "sqlite:///kaituan.db"), "BOT_TOKEN": SOME_TOKEN})
        assert await doctor.ends() == 1
        assert "✗ token: no answer" in doctor.said
        assert "@BotFather" in doctor.said
