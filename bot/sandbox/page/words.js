// The page's own words (not the bot's), English and Simplified Chinese. {x} is a fact, **bold** a thing to look for.
const en = {
  tagline: "A local Telegram: nothing leaves this machine",
  clock: "Time machine", plus5: "+5 min", plus60: "+1 h", plusday: "+1 day", language: "Language of this page",
  trythis: "Try this", show: "Show me", doit: "Do it for me", chats: "Chats", lost: "Connection lost. Trying again…",
  step_start: "Start", step_join: "Join", step_pay: "Pay", step_confirm: "Confirm", step_done: "Done",
  do_deal: "No deal is open. As **{who}**, write **/deal** in the group.",
  do_publish: "The preview is in **{who}**'s chat. Tap **{button}**.",
  do_over: "The team expired: nobody owes anything. As **{who}**, write the next **/deal**.",
  do_lapsed: "The time to pay is over: unpaid places are free again. As **{who}**, write the next **/deal**.",
  deal_example: "/deal Navel oranges 5 kg\nalone 39.90\nteam 3 29.90\nuntil +12h",
  do_start: "As **{who}**, tap **{button}** in the group.",
  do_join: "Now as **{who}**: tap **{button}**.",
  do_last: "As **{who}**, tap **{button}**: that makes the team full.",
  do_open: "The bot can't write to **{who}** yet. As {who}, tap **{button}**.",
  do_pay: "The QR code is in **{who}**'s chat. Tap **{button}** there.",
  do_confirm: "**{who}** leads the group: tap **{button}**.",
  do_done: "Paid and confirmed: that was the whole story. As **{who}**, write the next **/deal**.",
  do_expired: "The team expired: nobody owes anything. As **{who}**, tap **{button}** for another try.",
  or_expire: "Or move the clock **+1 day** and see the team expire.",
  or_lapse: "Or move the clock **+1 day** and see who is reminded, and whose place becomes free.",
  group_of: "The group", phone_of: "{name}'s phone", leader: "leader", members: "{count} members", bot: "bot",
  you_are: "You are", turn: "Your turn", turn_of: "{name}'s turn", unread: "{count} unread",
  message: "Message", message_as: "Message as {name}", send: "Send", attach: "Attach a photo or file", document: "File", reply: "Reply", forward: "Forward", forwarded: "Forwarded from {name}", edit: "Edit",
  editing: "Edit message", replying: "Reply to {name}", cancel: "Cancel", photo: "Photo", message_gone: "Deleted message", edited: "edited",
  pinned: "Pinned message", latest: "To the newest message", whatcan: "What can this bot do?", start: "START", empty: "No messages here yet",
  blocked: "{name} has blocked the bot. It can't write here.", unblock: "Unblock", block: "Block the bot", menu: "More",
  copied: "Copied: {what}", elsewhere: "In Telegram this opens a chat with {name}.", web_app: "In Telegram this opens a Mini App.", via: "via @{name}",
  offers: "What the bot offers", no_offers: "Nothing found", which_chat: "Send to which chat?", no_chats: "There is no group to send it to.",
  test: "test", receipt: "Receipt", receipt_of: "Receipt\n{title}\n{amount}, paid", pay_ask: "{title}\n{amount}\nNo money moves here.",
  pay_good: "Pay {amount}", pay_declined: "Try a declined card", paid: "Paid: {amount}",
  paid_late: "The bot didn't answer in time. Nothing was charged.", paid_declined: "The card was declined. Nothing was charged.",
  open_link: "Open this link?", open: "Open", ok: "OK", close: "Close", failed: "That didn't work: {why}", moved: "It is now {when}.",
};

const zh = {
  tagline: "本机上的 Telegram，数据不出这台电脑",
  clock: "时间机器", plus5: "+5 分钟", plus60: "+1 小时", plusday: "+1 天", language: "页面语言",
  trythis: "试一试", show: "在哪里？", doit: "替我点", chats: "聊天", lost: "连接断开，正在重试…",
  step_start: "开团", step_join: "参团", step_pay: "付款", step_confirm: "确认", step_done: "完成",
  do_deal: "现在没有团购。用 **{who}** 的身份在群里发 **/deal**。",
  do_publish: "预览在 **{who}** 的私聊里。点 **{button}**。",
  do_over: "没有成团，谁都不用付钱。用 **{who}** 的身份再发一个 **/deal**。",
  do_lapsed: "付款时间已过，没付款的名额让出来了。用 **{who}** 的身份再发一个 **/deal**。",
  deal_example: "/deal 赣州脐橙 5 公斤\n单买 39.90\n成团 3 29.90\n截止 +12h",
  do_start: "用 **{who}** 的身份，在群里点 **{button}**。",
  do_join: "换成 **{who}**：点 **{button}**。",
  do_last: "换成 **{who}**，点 **{button}**，就满团了。",
  do_open: "机器人还不能私信 **{who}**。用 {who} 的身份点 **{button}**。",
  do_pay: "收款码在 **{who}** 的私聊里。在那里点 **{button}**。",
  do_confirm: "**{who}** 是团长：点 **{button}**。",
  do_done: "已付款，已确认，整个流程走完了。用 **{who}** 的身份再发一个 **/deal**。",
  do_expired: "没有成团，谁都不用付钱。用 **{who}** 的身份点 **{button}** 再来一次。",
  or_expire: "或者把时间拨快 **1 天**，看看没成团会怎样。",
  or_lapse: "或者把时间拨快 **1 天**，看看谁会收到提醒，谁的名额会放出来。",
  group_of: "群聊", phone_of: "{name} 的手机", leader: "团长", members: "{count} 位成员", bot: "机器人",
  you_are: "你是", turn: "轮到你", turn_of: "轮到 {name}", unread: "{count} 条未读",
  message: "消息", message_as: "以 {name} 的身份发消息", send: "发送", attach: "添加图片或文件", document: "文件", reply: "回复", forward: "转发", forwarded: "转发自 {name}", edit: "编辑",
  editing: "编辑消息", replying: "回复 {name}", cancel: "取消", photo: "图片", message_gone: "消息已删除", edited: "已编辑",
  pinned: "置顶消息", latest: "到最新消息", whatcan: "这个机器人能做什么？", start: "开始", empty: "还没有消息",
  blocked: "{name} 屏蔽了机器人，这里收不到消息。", unblock: "取消屏蔽", block: "屏蔽机器人", menu: "更多",
  copied: "已复制：{what}", elsewhere: "在 Telegram 里会打开与 {name} 的聊天。", web_app: "在 Telegram 里会打开小程序。", via: "通过 @{name}",
  offers: "机器人给出的结果", no_offers: "没有找到", which_chat: "发到哪个聊天？", no_chats: "没有可以发送的群。",
  test: "测试", receipt: "收据", receipt_of: "收据\n{title}\n已付 {amount}", pay_ask: "{title}\n{amount}\n这里不会真的扣钱。",
  pay_good: "支付 {amount}", pay_declined: "试一张会被拒的卡", paid: "已付款：{amount}",
  paid_late: "机器人没有及时回应，没有扣款。", paid_declined: "卡被拒绝了，没有扣款。",
  open_link: "打开这个链接？", open: "打开", ok: "好", close: "关闭", failed: "没有成功：{why}", moved: "现在是 {when}。",
};

export const words = { en, zh };
const KEPT = "kaituan.page.language";
let current = "en";

export const tongue = () => current;

export function say(key, facts = {}) {
  return words[current][key].replace(/\{(\w+)\}/g, (_, name) => String(facts[name]));
}

/** An attribute set for `el` whose words follow the page's language; `place`: say, sayLabel or sayPlaceholder. */
export function said(node, key, facts = {}, place = "say") {
  node.dataset[place] = key;
  node.dataset.facts = JSON.stringify(facts);
  relabelOne(node);
  return node;
}

function relabelOne(node) {
  const facts = node.dataset.facts ? JSON.parse(node.dataset.facts) : {};
  if (node.dataset.say) node.textContent = say(node.dataset.say, facts);
  if (node.dataset.sayPlaceholder) node.placeholder = say(node.dataset.sayPlaceholder, facts);
  if (!node.dataset.sayLabel) return;
  node.setAttribute("aria-label", say(node.dataset.sayLabel, facts));
  if (node.tagName === "BUTTON") node.title = say(node.dataset.sayLabel, facts);
}

export function relabel(root = document) {
  root.querySelectorAll("[data-say], [data-say-label], [data-say-placeholder]").forEach(relabelOne);
}

/** The language kept from the last visit, else the browser's, else English. */
export function firstTongue() {
  const kept = localStorage.getItem(KEPT);
  return words[kept] ? kept : navigator.language.startsWith("zh") ? "zh" : "en";
}

export function speak(language) {
  current = language;
  localStorage.setItem(KEPT, language);
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  relabel();
}
