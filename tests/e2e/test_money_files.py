"""The files and the chart of /money: what comes, what stands in it, and who gets none."""

import csv
import io
from decimal import Decimal

import pytest

from bot.domain.ids import CommunityId
from bot.views.buttons.money import MoneyBook, MoneyChart, MoneyTable
from tests.e2e.test_reckonings import a_paid_team, asks
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import Scene

LANGUAGES = ["en", "zh"]


def file_of(scene: Scene, message: Seen) -> tuple[str, bytes]:
    """A document's name and bytes."""
    document = message.raw["document"]
    assert document is not None, message
    found = scene.telegram.world.files.find_any(document["file_id"])
    assert found is not None
    return document["name"], found.content()


async def asks_for(scene: Scene, lin: Somebody, label: str) -> tuple[str, bytes]:
    told = await asks(lin)
    await lin.taps(label, on=told)
    await scene.settles()
    return file_of(scene, lin.newest)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_table_of_orders_adds_up_to_what_money_says(scene: Scene, language: str) -> None:
    lin, _ = await a_paid_team(scene, language)
    name, content = await asks_for(scene, lin, lin.word("button-money-table", what=0))
    assert name.startswith("kaituan-orders-EUR-2026-")
    assert name.endswith(".csv")
    heading, *rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    columns = {head: at for at, head in enumerate(heading)}
    asked, paid = (columns[lin.word("sheet-column", what=what)] for what in ("asked", "paid"))
    assert sum(Decimal(row[asked]) for row in rows) == Decimal("89.70")
    assert sum(Decimal(row[paid]) for row in rows) == Decimal("29.90")
    assert [row[2] for row in rows] == ["Ana", "Ben", "Chen"]


async def test_a_table_of_months_and_a_workbook_come_too(scene: Scene) -> None:
    lin, _ = await a_paid_team(scene)
    name, content = await asks_for(scene, lin, "CSV: months")
    assert name.startswith("kaituan-months-EUR-")
    assert b"89.70" in content
    name, content = await asks_for(scene, lin, "XLSX")
    assert name.endswith(".xlsx")
    assert content.startswith(b"PK")


async def test_the_chart_is_a_picture_of_the_months(scene: Scene) -> None:
    lin, _ = await a_paid_team(scene)
    told = await asks(lin)
    await lin.taps("📊 Chart", on=told)
    assert lin.newest.photo is not None
    assert "Green Lane" in lin.newest.text


@pytest.mark.parametrize("what", ["table", "book", "chart"])
async def test_nobody_but_its_leaders_gets_a_file_or_a_chart(scene: Scene, what: str) -> None:
    _, people = await a_paid_team(scene)
    mallory = people[0]
    forged = {
        "table": MoneyTable(CommunityId(1), "EUR", 0),
        "book": MoneyBook(CommunityId(1), "EUR"),
        "chart": MoneyChart(CommunityId(1), "EUR", 0),
    }[what]
    before = len(mallory.told())
    answer = await mallory.forges(forged.pack(), on=mallory.newest)
    assert answer.text
    assert len(mallory.told()) == before
    assert not any(message.raw["document"] for message in mallory.told())
