"""A chart of months: every bar is seen, told by its pattern, and long names break nothing."""

import io

import pytest
from PIL import Image

from bot.pictures.charts import SIZE, Bar, Figures, Group, draw
from tests.unit.pictures.machines import BARE, HERE, needs_chinese

NAMES = ("asked", "paid", "owed back")


def figures(*months: tuple[int, int, int], title: str = "Green Lane · EUR", names: tuple[str, ...] = NAMES) -> Figures:
    """So many minor units each month."""
    groups = tuple(
        Group(label=f"{n + 1:02} 2026", bars=tuple(Bar(minor=minor, written=f"{minor / 100:.2f} €") for minor in month))
        for n, month in enumerate(months)
    )
    return Figures(title=title, names=names, groups=groups)


def picture(made: Figures, *, bare: bool = True) -> Image.Image:
    return Image.open(io.BytesIO(draw(made, BARE if bare else HERE))).convert("RGB")


def colours(shown: Image.Image, top: int, bottom: int) -> set[tuple[int, int, int]]:
    """The three inks of the bars that are seen between two lines."""
    wanted = {(58, 86, 190), (28, 122, 90), (178, 58, 12)}
    part = shown.crop((290, top, SIZE[0], bottom))
    return wanted & {colour for _, colour in part.getcolors(1 << 24) or []}  # type: ignore[misc]


def test_three_bars_of_a_month_are_seen_each_in_its_pattern() -> None:
    shown = picture(figures((8970, 5980, 2990)))
    assert shown.size == SIZE
    assert len(colours(shown, 212, 916)) == 3


def test_nothing_has_no_bar_and_little_has_one() -> None:
    assert colours(picture(figures((0, 0, 0))), 212, 916) == set()
    assert (58, 86, 190) not in colours(picture(figures((0, 5980, 0))), 212, 916)


def test_a_longer_bar_is_more_money() -> None:
    shown = picture(figures((10_000, 5_000, 0)))
    widths = [sum(shown.getpixel((x, y)) != (255, 255, 255) for x in range(300, 1000)) for y in (240, 300)]
    assert widths[0] > widths[1] > 0


@pytest.mark.parametrize(
    "title",
    ["", "W" * 300, "שלום " * 40, "=1+1\u202e<b>", "🍊" * 50],
    ids=["none", "long", "hebrew", "markup", "emoji"],
)
def test_any_title_is_drawn(title: str) -> None:
    months = [(10**14, 5, 1)] * 6
    assert picture(figures(*months, title=title, names=("x" * 100, "y", ""))).size == SIZE


def test_no_month_is_an_empty_chart() -> None:
    assert picture(figures()).size == SIZE


@needs_chinese
def test_chinese_names_are_drawn() -> None:
    empty = picture(figures((1, 1, 1), title=""), bare=False)
    assert picture(figures((1, 1, 1), title="绿巷的账"), bare=False).tobytes() != empty.tobytes()
