"""A busy week of one group: eight deals, sixty neighbours, wrong taps, and a bot that is away for forty minutes."""

from bot.domain.ids import Kind, code_of
from tests.kit.messages import Seen
from tests.kit.people import Somebody
from tests.kit.scenes import IBAN
from tests.stories.neighbours import EVERYBODY
from tests.stories.weeks import Week

#: Who of them has not opened the private chat when the week begins: every tenth.
_HAS_NOT_MET = 10


async def happens(week: Week) -> None:
    """Monday to Monday."""
    lin, mo, boss = await _moves_in(week)
    await _monday(week, lin)
    await _tuesday(week, lin)
    await _wednesday(week, lin, mo)
    await _thursday(week, lin, mo)
    await _friday(week, lin)
    await _saturday(week, lin, boss)
    await _sunday(week, lin)


async def _moves_in(week: Week) -> tuple[Somebody, Somebody, Somebody]:
    scene, language = week.scene, "zh-hans" if week.language == "zh" else "en"
    lin = await scene.person("Lin" if week.language == "en" else "林姐", language=language, username="lin_leads")
    mo = await scene.person("Mo" if week.language == "en" else "老莫", language=language, username="mo_bakes")
    for number, (name, code) in enumerate(EVERYBODY):
        week.neighbours.append(await scene.person(name, language=code, starts=number % _HAS_NOT_MET != 9))
    title = week.says("Green Lane neighbours", "绿荫里邻居群")
    week.group = await scene.group(title, members=[*week.neighbours, mo], admins=[lin, mo])
    week.group.leader = lin
    boss = await scene.person("Jo" if week.language == "en" else "小乔", language=language)
    scene.admins = {boss.id}
    return lin, mo, boss


async def _monday(week: Week, lin: Somebody) -> None:
    group, some = week.group, week.neighbours
    await week.until(0, 9, 30)
    week.day("Monday: the group gets its bot", "周一：群里来了机器人")
    week.tells(
        "Lin adds the bot to the group and says that she leads it. She keeps the account the money goes to.",
        "林姐把机器人拉进群，说自己是团长，并存好收款账户。",
    )
    week.shows(group.greetings[-1])
    await lin.taps(week.word("button-lead-here"), on=group.greetings[-1])
    week.shows(lin.newest, lin)
    for setting in ("currency EUR", "zone Europe/Berlin"):
        await lin.says(f"/community {setting}", to=group)
    await lin.says(f"/payee epc {IBAN} Lin Wang", to=group)
    week.shows(lin.newest, lin)
    await lin.taps(lin.word("button-keep-payee"))
    week.tells("Her first deal has a slip in it; nothing is lost.", "她的第一个团购有笔误，什么都没丢。")
    await lin.says(
        week.says(
            "/deal Navel oranges 5 kg\nalone 39.90\nteam three 29.90\nuntil Wed 21:00",
            "/deal 赣州脐橙 5 公斤\n单买 39.90\n成团 三人 29.90\n截止 周三21:00",
        )
    )
    week.shows(lin.newest, lin)
    await week.publishes(
        lin,
        "Navel oranges 5 kg\nalone 39.90\nteam 3 29.90\nuntil Wed 21:00\nlimit 2\nnote First grade, from Ganzhou",
        "赣州脐橙 5 公斤\n单买 39.90\n成团 3人 29.90\n截止 周三21:00\n限购 2\n备注 一级果，赣州发货",
    )
    oranges = week.titles[0]
    week.shows(week.card(oranges))
    await week.until(0, 11)
    week.tells("By noon the first twenty have tapped.", "到中午，已有二十位邻居点了按钮。")
    await week.take_part(some[:20], oranges)
    week.shows(week.card(oranges))
    week.shows(some[0].newest, some[0])
    week.shows(some[1].newest, some[1])
    await week.publishes(
        lin,
        "Eggs, tray of 30\nalone 10\nteam 2 8.50\nuntil Tue 20:00\npay pickup",
        "鸡蛋一板 30 枚\n单买 10\n成团 2人 8.50\n截止 周二20:00\n付款 自提付",
    )
    await week.until(0, 15)
    await week.take_part(some[20:31], week.titles[1])
    await week.until(0, 19)
    week.tells(
        "In the evening some pay, each with a code of their own; Lin confirms them at her desk.",
        "晚上有人付款，每人都有自己的付款码；林姐在工作台上确认。",
    )
    await week.pay(some[:12])
    await week.until(0, 19, 30)
    week.shows(lin.newest, lin)
    await week.confirms_all(lin)
    week.shows(week.desk(lin), lin)
    week.tells(
        "One tap too soon: Undo takes it back for five minutes, and nobody pays twice.",
        "点早了？五分钟内可以撤销，谁也不会付两次。",
    )
    await lin.taps(week.says("Undo: confirmed", "撤销：已确认"), on=week.desk(lin))
    week.shows(some[0].newest, some[0])
    await week.confirms_all(lin)
    week.shows(next(one for one in some[0].told() if one.photo), some[0])


async def _tuesday(week: Week, lin: Somebody) -> None:
    some = week.neighbours
    await week.until(1, 9, 30)
    week.day("Tuesday: pay first, and wrong taps", "周二：先付款的团，和点错的按钮")
    await week.publishes(
        lin,
        "Olive oil 5 l\nalone 52\nteam 4 44\nuntil Thu 18:00\npay first\nstock 12",
        "橄榄油 5 升\n单买 52\n成团 4人 44\n截止 周四18:00\n付款 先付\n库存 12",
    )
    oil = week.titles[2]
    await week.take_part(some[30:34], oil)
    await week.pay(some[30:33])
    await week.confirms_all(lin)
    week.tells(
        f"{some[33].name} has a place held for half an hour, does not pay, and it is free again; "
        f"{some[34].name} takes it.",
        f"{some[33].name}的名额保留半小时，没有付款，又空出来了；{some[34].name}补上。",
    )
    await week.until(1, 10, 30)
    await week.takes_part(some[34], oil)
    await week.pay([some[34]])
    await week.confirms_all(lin)
    week.shows(week.card(oil))
    await week.publishes(
        lin,
        "手工饺子 2 公斤\nalone 24\nteam 3 19\nuntil Fri 19:00\nlasts 24h",
        "Handmade dumplings 2 kg\n单买 24\n成团 3人 19\n截止 周五19:00\n时限 24小时",
    )
    dumplings = week.titles[3]
    await week.take_part(some[35:43], dumplings)
    week.shows(week.card(dumplings))
    await week.until(1, 14)
    await week.pay(some[35:41])
    week.tells(
        "One of them has sent another amount: Lin says so, and the code comes once more.",
        "有一位付的金额不对：林姐说明原因，付款码再发一次。",
    )
    claims = next(one for one in reversed(lin.told()) if one.button(week.word("button-confirm-all-paid-short")))
    await lin.taps(week.word("button-one-by-one"), on=claims)
    page = next(one for one in reversed(lin.told()) if one.button(week.word("button-reject-paid")))
    await lin.taps(week.word("button-reject-paid"), on=page)
    amount = week.says("Another amount came", "金额不一样")
    asked = next(one for one in reversed(lin.told()) if one.button(amount))
    week.shows(asked, lin)
    await lin.taps(amount, on=asked)
    rejected = next(one for one in some[35:41] if one.qr_messages())
    week.shows(rejected.newest, rejected)
    await week.pay([rejected])
    await week.confirms_all(lin)
    await week.until(1, 16)
    week.tells(
        f"{some[40].name} taps twice, then a friend's button with a forged team, then an old card: "
        "nothing happens twice, and every tap is answered.",
        f"{some[40].name}连点两下，又点了伪造的按钮和旧卡片：什么都不会发生两次，每次点击都有回答。",
    )
    await week.takes_part(some[40], dumplings)
    await some[40].forges(f"tj:{code_of(Kind.TEAM, 987_654)}", on=week.card(dumplings))
    await some[41].forges("zz:1", on=week.card(dumplings))
    await some[41].opens("https://t.me/kaituan_bot?start=t_AAAAAAAAAAAAAAAAAAAAAA")
    week.shows(some[41].newest, some[41])
    await week.until(1, 20, 30)
    week.tells(
        "The eggs have closed: who is in a full team pays at the pickup, the last one is told that it didn't work out.",
        "鸡蛋截止了：成团的自提时付款，最后一位收到没成团的消息。",
    )
    week.shows(week.card(week.titles[1]))
    week.shows(some[30].newest, some[30])


async def _wednesday(week: Week, lin: Somebody, mo: Somebody) -> None:
    some, group = week.neighbours, week.group
    await week.until(2, 10)
    week.day("Wednesday: a second leader", "周三：第二位团长")
    await mo.says("/lead", to=group)
    await week.publishes(
        mo,
        "Sourdough bread\nalone 7\nteam 2 5.50\nuntil Sat 12:00\nstock 10",
        "酸种面包\n单买 7\n成团 2人 5.50\n截止 周六12:00\n库存 10",
    )
    bread = week.titles[4]
    await week.take_part(some[43:49], bread)
    await week.until(2, 11)
    week.tells(
        "The eggs are fetched at Lin's door and paid in cash: she confirms them one by one.",
        "鸡蛋在林姐家门口自提，付现金；她逐个确认。",
    )
    await lin.says("/deals")
    await lin.taps(week.titles[1])
    await lin.taps(week.word("button-one-by-one"))
    week.shows(lin.newest, lin)
    await week.confirms_one_by_one(lin)
    await week.until(2, 12)
    week.tells(
        f"{some[44].name} can't pay after all; the other keeps the price, and the bread is free again.",
        f"{some[44].name}付不了了；同团的价格不变，面包又空出一份。",
    )
    await some[44].taps(some[44].word("button-cannot-pay"))
    await some[44].taps(some[44].word("button-confirm-cannot-pay"))
    week.shows(some[44].newest, some[44])
    await week.pay(some[43:47], unless=lambda one: one is some[44])
    await week.until(2, 18)
    await week.pay(some[12:20])
    await week.confirms_all(lin)
    await week.until(2, 21, 30)
    week.tells("The oranges close at nine in the evening.", "脐橙晚上九点截止。")
    week.shows(week.card(week.titles[0]))


async def _thursday(week: Week, lin: Somebody, mo: Somebody) -> None:
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


async def _friday(week: Week, lin: Somebody) -> None:
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


async def _saturday(week: Week, lin: Somebody, boss: Somebody) -> None:
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


async def _sunday(week: Week, lin: Somebody) -> None:
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
