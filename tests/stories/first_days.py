"""The first half of the busy week: a group gets its bot, its first deals, and a second leader."""

from bot.domain.ids import Kind, code_of
from tests.kit.people import Somebody
from tests.kit.scenes import IBAN
from tests.stories.neighbours import EVERYBODY
from tests.stories.weeks import Week

#: Who of them has not opened the private chat when the week begins: every tenth.
_HAS_NOT_MET = 10


async def moves_in(week: Week) -> tuple[Somebody, Somebody, Somebody]:
    """Who is there when the bot comes."""
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


async def monday(week: Week, lin: Somebody) -> None:
    """The group gets its bot; two deals."""
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


async def tuesday(week: Week, lin: Somebody) -> None:
    """Pay first, rejecting, and wrong taps."""
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


async def wednesday(week: Week, lin: Somebody, mo: Somebody) -> None:
    """A second leader, a pickup, and somebody who can't pay."""
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
