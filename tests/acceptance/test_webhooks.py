"""The webhook as an operator runs it: the command line, Telegram pushing over HTTP, ends in good order and kills."""

import asyncio
import sqlite3
from contextlib import closing
from typing import Any

import aiohttp

from tests.acceptance.test_commands import a_deal, a_team_buys, a_town, assert_kind, ends_clean
from tests.acceptance.test_commands import settings as polling
from tests.kit.ports import a_free_port
from tests.kit.programs import Program, Programs
from tests.kit.towns import Town

SECRET = "canary-secret-of-the-webhook-0123456789"
DATABASE = "sqlite:///kaituan.db"


def settings(town: Town, port: int, database_url: str = DATABASE, **more: str) -> dict[str, str]:
    """Pushed to at this port of this machine."""
    webhook = {"HTTP_PORT": str(port), "WEBHOOK_URL": f"http://127.0.0.1:{port}", "WEBHOOK_SECRET": SECRET}
    return polling(town, database_url) | webhook | more


async def a_bot(programs: Programs, town: Town, port: int) -> Program:
    """`run` with the webhook, ready."""
    bot = programs.bot("run", "--clock", "sandbox", **settings(town, port))
    await bot.says("bot.ready")
    return bot


async def info(town: Town) -> dict[str, Any]:
    """What Telegram says of the webhook."""
    async with town.session.get(f"/bot{town.token}/getWebhookInfo") as answer:
        told: dict[str, Any] = (await answer.json())["result"]
        return told


async def statuses(town: Town) -> list[int]:
    """What came back for each push."""
    return [push["status"] for push in (await town.ask("pushes"))["pushes"]]


async def nothing_waits(town: Town) -> bool:
    """Whether Telegram has handed everything over."""
    return await town.waiting() == 0


async def test_a_purchase_is_pushed_and_the_end_is_clean(programs: Programs) -> None:
    async with await Town.of(programs.bot("sandbox", "--port", "0")) as town:
        port = a_free_port()
        bot = await a_bot(programs, town, port)
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session, session.get("/readyz") as answer:
            assert await answer.json() == {"database": True, "telegram": True}
        await a_team_buys(town)
        assert await bot.stops() == 0
        await ends_clean(bot, town)
        assert set(await statuses(town)) == {200}
        assert (await town.ask("calls", method="getUpdates"))["calls"] == []
        where = (await info(town))["url"]
        for private in (SECRET, where.rpartition("/")[2]):
            assert private not in bot.complained + bot.said
        assert where.startswith(f"http://127.0.0.1:{port}/telegram/"), "left set at the end"


async def test_sigterm_finishes_the_tap_that_is_being_worked_off(programs: Programs) -> None:
    async with a_town() as town:
        bot = await a_bot(programs, town, a_free_port())
        ana = await town.person("Ana", language_code="en")
        await ana.opens("https://t.me/kaituan_bot?start=hello")
        await ana.sees("Hello!")
        _, group = await a_deal(town, ana)
        card = await ana.sees("Navel oranges 5 kg", on=group)
        await town.until(lambda: nothing_waits(town), "a quiet bot")
        before = len(await statuses(town))
        await town.post("faults", method="answerCallbackQuery", delay_s=1.5)
        async with asyncio.TaskGroup() as tasks:
            pressing = tasks.create_task(
                town.post("taps", chat_id=group, message_id=card.id, user_id=ana.id, button="Start a team", wait_s=10)
            )
            await asyncio.sleep(0.5)  # the handler waits for Telegram now
            assert await bot.stops() == 0
        assert pressing.result()["answer"]["text"].startswith("Your team is open: 1 of 3.")
        assert (await statuses(town))[before:] == [200]
        await ends_clean(bot, town)


async def test_kills_in_the_middle_lose_no_tap_and_do_none_twice(programs: Programs) -> None:
    async with a_town() as town:
        port = a_free_port()
        bot = await a_bot(programs, town, port)
        people = [await town.person(f"P{number}", language_code="en") for number in range(24)]
        _, group = await a_deal(town, *people)
        card = await people[0].sees("Navel oranges 5 kg", on=group)
        await town.until(lambda: nothing_waits(town), "a quiet bot")
        before = len(await statuses(town))
        for start in range(0, len(people), 8):
            for one in people[start : start + 8]:
                fields = {"chat_id": group, "message_id": card.id, "user_id": one.id}
                await town.post("taps", **fields, button="Start a team", wait_s=0)
            done = before + start + 3

            async def some(done: int = done) -> bool:
                return (await statuses(town)).count(200) >= done

            await town.until(some, "some of them")
            bot.is_killed()
            bot = await a_bot(programs, town, port)
        await town.moves(seconds=20)
        await town.until(lambda: nothing_waits(town), "everything handed over")
        assert await bot.stops() == 0
        with closing(sqlite3.connect(programs.folder / "kaituan.db")) as data:
            orders = data.execute("SELECT count(*), count(DISTINCT buyer_id) FROM orders").fetchone()
            acts = data.execute("SELECT count(*) FROM audit WHERE act = 'teams.start'").fetchone()
        assert (orders, acts) == ((24, 24), (24,))


async def test_a_bot_that_polls_again_removes_the_webhook(programs: Programs) -> None:
    async with a_town() as town:
        bot = await a_bot(programs, town, a_free_port())
        assert await bot.stops() == 0
        ana = await town.person("Ana", language_code="en")
        await ana.opens("https://t.me/kaituan_bot?start=hello")
        bot = programs.bot("run", "--clock", "sandbox", **polling(town, DATABASE))
        await bot.says("bot.ready")
        await ana.sees("Hello!")
        assert (await info(town))["url"] == ""
        assert await bot.stops() == 0


async def test_an_address_that_telegram_refuses_is_told_kindly(programs: Programs) -> None:
    async with a_town() as town:
        bot = programs.bot("run", **settings(town, a_free_port(), WEBHOOK_URL="https://bot.example.org"))
        assert await bot.ends() == 1
        assert_kind(bot, "Telegram does not take WEBHOOK_URL (Bad webhook: the sandbox pushes to this machine only")
        assert SECRET not in bot.complained


async def test_doctor_is_content_with_a_webhook_that_works(programs: Programs) -> None:
    async with a_town() as town:
        port = a_free_port()
        await a_bot(programs, town, port)
        assert await line_of(programs, settings(town, port)) == ["✓ webhook: set, at 127.0.0.1"]


async def test_doctor_says_that_the_webhook_is_not_set_or_not_ours(programs: Programs) -> None:
    async with a_town() as town:
        ours = settings(town, a_free_port())
        not_set = await line_of(programs, ours)
        assert not_set[0] == "✗ webhook: none, though WEBHOOK_URL is set"
        assert not_set[1].startswith("    → start the bot, which sets its own")
        await set_to(town, "http://localhost:9/secret-path")
        assert (await line_of(programs, ours))[0] == "✗ webhook: set to another address, at localhost"
        left = await line_of(programs, polling(town, DATABASE))
        assert left[0] == "✗ webhook: set, though WEBHOOK_URL is empty"
        assert left[1].startswith("    → the bot deletes it when it starts")


async def test_doctor_says_what_failed_and_what_to_do(programs: Programs) -> None:
    async with a_town() as town:
        port = a_free_port()
        bot = await a_bot(programs, town, port)
        assert await bot.stops() == 0
        ana = await town.person("Ana", language_code="en")
        await ana.opens("https://t.me/kaituan_bot?start=hello")
        await town.until(lambda: statuses(town), "a push in vain")
        failed, advice = await line_of(programs, settings(town, port))
        assert failed.startswith("✗ webhook: set, at 127.0.0.1; the last failure, at 20")
        assert failed.endswith(" UTC: Connection refused; updates that wait: 1")
        assert advice.startswith("    → does the name of WEBHOOK_URL lead here")


async def test_doctor_names_a_secret_that_differs(programs: Programs) -> None:
    async with a_town() as town:
        port = a_free_port()
        await a_bot(programs, town, port)
        await set_to(town, (await info(town))["url"], secret_token="somebody-elses")
        ana = await town.person("Ana", language_code="en")
        await ana.opens("https://t.me/kaituan_bot?start=hello")
        await town.until(lambda: statuses(town), "a push in vain")
        failed, advice = await line_of(programs, settings(town, port))
        assert "Wrong response from the webhook: 401 Unauthorized; updates that wait: 1" in failed
        assert advice.startswith("    → every replica needs the same WEBHOOK_SECRET")


async def set_to(town: Town, url: str, **more: str) -> None:
    """Somebody else with the token sets the webhook."""
    await asyncio.sleep(1)  # Telegram takes one a second
    async with town.session.post(f"/bot{town.token}/setWebhook", json={"url": url, **more}) as answer:
        assert answer.status == 200, await answer.text()


async def line_of(programs: Programs, given: dict[str, str]) -> list[str]:
    """What doctor says of the webhook: the line, and the advice if there is one."""
    doctor = programs.bot("doctor", **given)
    await doctor.ends()
    lines = doctor.said.splitlines()
    at = next(number for number, line in enumerate(lines) if line[2:].startswith("webhook: "))
    assert SECRET not in doctor.said + doctor.complained
    return lines[at : at + 2] if lines[at].startswith("✗") else lines[at : at + 1]
