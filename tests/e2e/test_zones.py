"""A new leader is asked what their clock shows; until they say, the guess counts."""

import pytest

from tests.kit.scenes import Scene


@pytest.mark.parametrize(
    ("language", "guess", "tapped", "named"),
    [
        ("en", "12:0", "New York", "those of New York (America/New_York), where it is 06:"),
        ("zh", "19:0", "柏林", "按柏林（Europe/Berlin）的时间算，那里是 12:"),
    ],
)
async def test_a_tapped_clock_is_confirmed_with_its_name(
    scene: Scene, language: str, guess: str, tapped: str, named: str
) -> None:
    lin = await scene.person("Lin", language=language)
    group = await scene.group(admins=[lin])
    await lin.says("/lead", to=group)
    assert guess in lin.newest.text
    assert 4 <= len(lin.newest.labels) <= 6
    await lin.taps(tapped)
    assert named in lin.newest.text
    await lin.says("/lead", to=group)
    assert lin.newest.labels == [], "who has said it is not asked again"


async def test_a_typed_time_is_asked_back_with_the_places_that_show_it(scene: Scene) -> None:
    lin = await scene.person("Lin")
    group = await scene.group(admins=[lin])
    await lin.says("/lead", to=group)
    await lin.says("19:01")
    assert {label.rpartition(" · ")[2] for label in lin.newest.labels} == {"Singapore", "Shanghai", "Perth"}
    await lin.taps("Shanghai")
    await lin.sees("(Asia/Shanghai)")
    await lin.says("19:01")
    assert "Buying" in lin.newest.text, "once it is chosen, a time is just a time"


@pytest.mark.parametrize(("typed", "zone"), [("Bangkok", "Asia/Bangkok"), ("上海", "Asia/Shanghai")])
async def test_a_typed_city_is_taken(scene: Scene, typed: str, zone: str) -> None:
    lin = await scene.person("Lin")
    group = await scene.group(admins=[lin])
    await lin.says("/lead", to=group)
    await lin.says(typed)
    await lin.sees(f"({zone})")


async def test_other_words_are_no_clock_and_nobody_else_is_asked(scene: Scene) -> None:
    lin, ana = await scene.person("Lin"), await scene.person("Ana")
    group = await scene.group(admins=[lin], members=[ana])
    await lin.says("/lead", to=group)
    await lin.says("hello")
    assert "Buying" in lin.newest.text
    await lin.says("12:31")
    assert "I know no place where clocks show 12:31 now." in lin.newest.text
    await ana.says("14:05")
    assert "Buying" in ana.newest.text
    await lin.says("/community")
    assert "Europe/Berlin" in lin.newest.text


async def test_a_command_takes_a_clock_too(scene: Scene) -> None:
    group = await scene.a_led_group()
    await group.leader.says("/community zone 19:01")
    await group.leader.taps("Singapore")
    await group.leader.sees("(Asia/Singapore)")


async def test_a_forged_clock_of_another_group_changes_nothing(scene: Scene) -> None:
    mallory = await scene.person("Mallory")
    group = await scene.a_led_group()
    for data in ("cz:1:29", "cz:1:9999"):
        assert (await mallory.forges(data, on=mallory.newest)).alert
    answer = await group.leader.forges("cz:1:9999", on=group.leader.newest)
    assert "I can't find that" in answer.text
    await group.leader.says("/community")
    assert "Europe/Berlin" in group.leader.newest.text
