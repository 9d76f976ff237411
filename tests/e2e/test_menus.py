"""What the apps show of the bot: menus by scope and language, set only where they differ."""

import json

from tests.kit.scenes import Scene

SETS = ("setMyCommands", "setMyDescription", "setMyShortDescription")


def sets(scene: Scene) -> int:
    """How often the bot has set something of it."""
    return sum(len(scene.telegram.calls(method)) for method in SETS)


async def started(scene: Scene) -> None:
    """The bot starts anew, and shows its menu."""
    await scene.bot_stops()
    await scene.bot_starts(loads_menu=True)
    await scene.bot.nursery.settled("menus", within_s=5)


async def test_menus_are_set_once_and_again_only_where_they_differ(scene: Scene) -> None:
    await started(scene)
    once = sets(scene)
    assert once == 2 * (4 + 2), "four scopes and two descriptions, in two languages"
    await started(scene)
    assert sets(scene) == once
    scene.telegram.bot.commands[json.dumps({"type": "all_group_chats"}), "zh"] = []
    scene.telegram.bot.descriptions["zh"] = "old"
    await started(scene)
    assert sets(scene) == once + 2


async def test_a_group_is_offered_what_belongs_there_in_its_readers_language(scene: Scene) -> None:
    await started(scene)
    shown = {
        (json.loads(scope)["type"], language): [each["command"] for each in commands]
        for (scope, language), commands in scene.telegram.bot.commands.items()
    }
    for language in ("", "zh"):
        assert shown["all_group_chats", language] == ["deal", "deals", "my"]
        assert {"lead", "deal"} <= set(shown["all_chat_administrators", language])
        assert "help" in shown["all_private_chats", language]
    assert "kept" in scene.telegram.bot.descriptions[""]
    assert "留好" in scene.telegram.bot.descriptions["zh"]


async def test_what_other_bots_know_too_is_heard_in_a_group_only_by_name(scene: Scene) -> None:
    group = await scene.a_led_group()
    ana = await scene.person("Ana", starts=False)
    scene.telegram.set_standing(group.id, ana.id, "member", by=group.leader.id)
    for command in ("/start", "/help", "/language", "/quiet"):
        await ana.says(command, to=group)
    assert group.posts() == []
    await ana.says("/help@kaituan_bot", to=group)
    assert len(group.posts()) == 1
