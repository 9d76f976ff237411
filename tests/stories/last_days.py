"""The second half of the busy week: what goes wrong, and how everything adds up."""

from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.stories.weeks import Week


async def thursday(week: Week, lin: Somebody, mo: Somebody) -> None:
    """Somebody leads no more; a flash deal, and a pause."""
    some = week.neighbours
    await week.until(3, 9, 30)
    week.day("Thursday: somebody leads no more", "周四：有人不再是团长")
    week.tells(
        "Mo is no administrator any more. His next tap is refused; his buyers lose nothing.",
        "老莫不再是管理员。他再点就会被拒绝，买家什么都没少。",
    )
    week.scene.telegram.set_standing(week.group.id, mo.id, "member", by=lin.id)
    await week.scene.settles()
    desk = next(one for one in reversed(mo.told()) if one.button(week.word("button-one-by-one")))
    answer = await mo.taps(week.word("button-one-by-one"), on=desk)
    week.tells(f"Mo reads: {answer.text}", f"老莫看到：{answer.text}")
    week.tells("The bread is Lin's to look after from now on.", "面包团从此归林姐管。")
    await week.scene.clock.moves(minutes=2)
    await lin.says("/deals")
    week.shows(next(one for one in reversed(lin.told()) if week.titles[4] in one.text and one.buttons), lin)
    await week.confirms_all(lin)
    await week.publishes(
        lin,
        "Flash: six boxes of cherries\nalone 15\nteam 3 11\nuntil today 20:00\nstock 6",
        "闪购：樱桃六箱\n单买 15\n成团 3人 11\n截止 今天20:00\n库存 6",
    )
    cherries = week.titles[5]
    await week.until(3, 12)
    week.tells("Nine people want six boxes.", "九个人抢六箱。")
    for person in some[49:58]:
        card: Seen = week.card(cherries)
        label = card.labels[0]
        await person.taps(label, on=card)
    week.shows(week.card(cherries))
    week.tells("Lin looks into the boxes first: a pause, and nobody can order.", "林姐先看看货：一暂停，谁也下不了单。")
    await lin.says("/deals")
    await lin.taps(cherries)
    await lin.taps(week.word("button-pause-deal"))
    week.shows(week.card(cherries))
    await lin.taps(week.word("button-resume-deal"))
    await week.until(3, 17)
    await week.pay(some[49:53])
    await week.confirms_all(lin)


async def friday(week: Week, lin: Somebody) -> None:
    """A late payment, the wizard, and a deleted card."""
    some = week.neighbours
    await week.until(4, 10)
    week.day("Friday: a late payment", "周五：迟到的付款")
    lapsed = next(one for one in some if one.finds(week.lapsed(one)))
    week.tells(
        f"{lapsed.name} did not pay in time, pays anyway, and says so: the money is not lost.",
        f"{lapsed.name}没有按时付款，后来还是付了并说了一声：钱不会丢。",
    )
    week.shows(lapsed.newest, lapsed)
    await lapsed.taps(week.claims(lapsed), on=lapsed.newest)
    asked = next(one for one in reversed(lin.told()) if one.button(week.word("button-credit-buyer")))
    week.shows(asked, lin)
    await lin.taps(week.word("button-credit-buyer"), on=asked)
    week.shows(lapsed.newest, lapsed)
    week.tells("The next deal needs no grammar: the bot asks, Lin answers.", "下一个团购不用记格式：机器人问，林姐答。")
    await week.publishes_step_by_step(lin, week.says("Jasmine tea 500 g", "茉莉花茶 500 克"), "2", "14 18")
    await week.take_part(some[5:10], week.titles[6])
    await week.until(4, 15)
    week.tells(
        "Somebody deletes the card. The orders stay; Lin is asked, and posts it again.",
        "有人删了卡片。订单都在；机器人问林姐，她重新发出。",
    )
    card = week.card(week.titles[6])
    week.scene.provoked.append("message to edit not found")
    week.scene.telegram.delete(week.group.id, card.id, lin.id)
    await week.takes_part_by_link(some[10], card)
    await week.scene.clock.moves(minutes=2)
    gone = next(one for one in reversed(lin.told()) if one.button(week.word("button-post-card-again")))
    week.shows(gone, lin)
    await lin.taps(week.word("button-post-card-again"), on=gone)
    await week.take_part(some[11:14], week.titles[6])
    week.shows(week.card(week.titles[6]))
    await week.until(4, 20)
    await week.pay(some[5:14])
    await week.confirms_all(lin)


async def saturday(week: Week, lin: Somebody, boss: Somebody) -> None:
    """The bot is away for forty minutes."""
    some, scene = week.neighbours, week.scene
    await week.until(5, 10)
    week.day("Saturday: the bot is away", "周六：机器人离开了四十分钟")
    await week.publishes(
        lin,
        "Potatoes 10 kg\nalone 12\nteam 3 9\nuntil today 18:00",
        "土豆 10 公斤\n单买 12\n成团 3人 9\n截止 今天18:00",
    )
    potatoes = week.titles[7]
    await week.take_part(some[20:28], potatoes)
    await week.until(5, 17, 39)
    await some[3].says("/my")
    await week.until(5, 17, 40)
    card = week.card(potatoes)
    await scene.bot_stops()
    scene.clock.standing.moves(minutes=10)
    some[28].presses(card.labels[0], on=card)
    scene.clock.standing.moves(minutes=30)
    week.tells(
        f"From 17:40 to 18:20 the bot is away. {some[28].name}'s tap is lost with it, and the potatoes close late.",
        f"17:40 到 18:20 机器人不在。{some[28].name}点的那一下也丢了，土豆团晚了才截止。",
    )
    await scene.bot_starts()
    await scene.clock.moves(minutes=3)
    week.shows(boss.newest, boss)
    asked = next(one for one in reversed(lin.told()) if one.button(week.word("button-leave-closed")))
    assert potatoes in asked.text
    week.shows(asked, lin)
    await lin.taps("30", on=asked)
    week.tells(
        f"Lin reopens it for half an hour, and {some[28].name} is in.", f"林姐重开半小时，{some[28].name}赶上了。"
    )
    await week.take_part(some[26:29], potatoes)
    week.shows(week.card(potatoes))
    await week.until(5, 19, 30)
    week.shows(week.card(potatoes))
    await week.pay([*some[20:26], *some[26:29]])
    await week.confirms_all(lin)


async def sunday(week: Week, lin: Somebody) -> None:
    """Everything adds up."""
    some = week.neighbours
    await week.until(6, 12)
    week.day("Sunday: everything adds up", "周日：账都对上了")
    await week.pay(some)
    await week.until(6, 19)
    await week.confirms_all(lin)
    await week.until(8, 12)
    paid, ended = await week.counts()
    week.tells(
        f"On Tuesday nobody owes and nobody waits: {paid} orders are paid, {ended} have ended unpaid, "
        "and no deal has posted more than four times in the group.",
        f"到周二，没人欠款，也没人在等：{paid} 单已付，{ended} 单未付结束，每个团购在群里最多四条消息。",
    )
    week.shows(lin.newest, lin)
