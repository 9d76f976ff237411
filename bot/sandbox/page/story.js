// Where the story stands, told from what stands in the chats; the bot's words in both of its languages.

const KEYS = {
  begin: /^[^\p{L}\p{N}]*(start a team|我要开团)/iu,
  again: /^[^\p{L}\p{N}]*(start again|重新开团)/iu,
  join: /^[^\p{L}\p{N}]*(join |参加)/iu,
  paid: /^[^\p{L}\p{N}]*(i paid|我已付款)/iu,
  confirm: /^[^\p{L}\p{N}]*(confirm|确认|全部确认)/iu,
  publish: /^[^\p{L}\p{N}]*(publish|发布)$/iu,
};
const ENDINGS = {
  finished: /(has your .*number|credit pays for this order|已收到你的|余额付清)/iu,
  expired: /^⌛.*(time's up|时间到)/iu,
  lapsed: /^⌛.*(time to pay is over|付款时间已过)/iu,
};

export const STEPS = ["start", "join", "pay", "confirm", "done"];

/**
 * → {step, key, facts, or, target, waiting}: the chapter, the page's words for it, another way to go on,
 * the button to tap ({chatId, messageId, row, column, userId}) or the deal to write ({chatId, userId, writes}), who else has to act.
 */
export function tell(world) {
  const view = look(world);
  for (const chapter of [publishing, confirming, paying, opening, joining, ending, starting, leading]) {
    const told = chapter(view);
    if (told) return { or: null, target: null, waiting: view.due.map((key) => key.userId), ...told };
  }
  return null;
}

function look(world) {
  const groups = world.groups();
  const leads = (id) => groups.some((chat) => (chat.admins ?? []).includes(id));
  const members = [...new Set(groups.flatMap((chat) => chat.members))].filter((id) => world.users.has(id));
  const people = members.length ? members : [...world.users.keys()];
  const leaders = people.filter(leads);
  const keys = [...world.chats.values()].flatMap((chat) => keysOf(world, chat));
  const ofLeaders = keys.filter((key) => leaders.includes(key.userId));
  return {
    world, leaders, groups, shoppers: people.filter((id) => !leads(id)),
    inGroup: keys.filter((key) => key.userId === null),
    again: keys.filter((key) => key.userId !== null && KEYS.again.test(key.text)),
    // A code that still waits has its picture; what came too late may have the same button.
    due: newestOfEach(keys.filter((key) => key.userId !== null && key.m.photo && KEYS.paid.test(key.text))),
    toConfirm: ofLeaders.filter((key) => KEYS.confirm.test(key.text)),
    toPublish: ofLeaders.filter((key) => KEYS.publish.test(key.text) && isNewest(world, key)),
  };
}

function keysOf(world, chat) {
  const userId = chat.type === "private" ? chat.user_id ?? chat.id : null;
  return world.listOf(chat.id).flatMap((m) => (m.buttons ?? []).flatMap((keys, row) => keys.map(
    (key, column) => ({ chat, userId, m, row, column, text: key.text, kind: key.kind, url: key.url }))));
}

/** The bot has said nothing after it: what was answered may keep its buttons. */
function isNewest(world, { chat, m }) {
  return !world.listOf(chat.id).some((other) => other.from?.is_bot && other.id > m.id);
}

function newestOfEach(keys) {
  return [...new Map(keys.map((key) => [key.userId, key])).values()];
}

function at(view, key, userId = key.userId) {
  return {
    target: { chatId: key.chat.id, messageId: key.m.id, row: key.row, column: key.column, userId },
    facts: { who: view.world.name(userId), button: key.text },
  };
}

/** The leader is to write a deal in the group. */
function write(view) {
  const group = view.groups.find((chat) => view.leaders.some((id) => chat.members.includes(id)));
  const userId = view.leaders.find((id) => group?.members.includes(id));
  if (userId === undefined) return { facts: { who: "…" } };
  return { target: { chatId: group.id, userId, writes: "deal_example" }, facts: { who: view.world.name(userId) } };
}

function publishing(view) {
  const key = view.toPublish.at(-1);
  return key && { step: 0, key: "do_publish", ...at(view, key) };
}

function confirming(view) {
  const key = view.toConfirm.at(-1);
  return key && { step: 3, key: "do_confirm", ...at(view, key) };
}

function paying(view) {
  const [key] = view.due;
  return key && { step: 2, key: "do_pay", or: "or_lapse", ...at(view, key) };
}

/** The group is told that somebody can't be reached: a link button under a reply that names them. */
function opening(view) {
  for (const key of [...view.inGroup].reverse()) {
    if (key.kind !== "url" || !/start=/.test(key.url ?? "") || key.m.reply_to == null) continue;
    const user = view.shoppers.find((id) => !view.world.users.get(id).started && names(key.m, view.world.users.get(id)));
    if (user) return { step: 2, key: "do_open", ...at(view, key, user) };
  }
  return null;
}

function names(m, user) {
  const html = m.html ?? "";
  return html.includes(`id=${user.id}"`) || Boolean(user.username) && html.includes(`t.me/${user.username}"`);
}

function joining(view) {
  const key = view.inGroup.filter((one) => one.kind === "callback" && KEYS.join.test(one.text)).at(-1);
  if (!key) return null;
  const more = Number(key.text.match(/(\d+)(?!.*\d)/u)?.[1] ?? 1);
  const user = next(view, key, more);
  if (user === undefined) return null;
  return { step: 1, key: more === 1 ? "do_last" : "do_join", or: "or_expire", ...at(view, key, user) };
}

/** Who joins next: somebody who isn't named as starter and hasn't tapped here since the team began. */
function next(view, key, more) {
  const taps = view.world.taps.filter((tap) => tap.chatId === key.chat.id && tap.messageId === key.m.id);
  const since = taps.slice(taps.findLastIndex((tap) => KEYS.begin.test(tap.text)) + 1).map((tap) => tap.userId);
  const friends = view.shoppers.filter((id) => !key.text.includes(view.world.name(id)));
  const rest = friends.filter((id) => !since.includes(id));
  return rest[Math.max(0, rest.length - more)] ?? view.leaders.find((id) => !since.includes(id));
}

/** How the last team ended, as its buyers' chats tell it; a card that came after it begins a new story. */
function ending(view) {
  const [told, endedAt] = lastEnding(view);
  if (beginning(view)?.m.date > endedAt) return null;
  if (told === "finished") return { step: 4, key: "do_done", ...write(view) };
  if (told === "lapsed" && !beginning(view)) return { step: 2, key: "do_lapsed", ...write(view) };
  if (told !== "expired") return null;
  const key = view.again.at(-1) ?? beginning(view);
  if (!key) return { step: 0, key: "do_over", ...write(view) };
  return { step: 0, key: "do_expired", ...at(view, key, key.userId ?? view.shoppers[0]) };
}

function lastEnding(view) {
  const said = view.shoppers.flatMap((id) => view.world.listOf(id)).filter((m) => m.from?.is_bot)
    .sort((one, other) => (other.edit_date ?? other.date) - (one.edit_date ?? one.date));
  for (const m of said) {
    const words = m.text ?? m.caption ?? "";
    const found = Object.keys(ENDINGS).find((name) => ENDINGS[name].test(words));
    if (found) return [found, m.edit_date ?? m.date];
  }
  return [null, 0];
}

const beginning = (view) => view.inGroup.filter((key) => key.kind === "callback" && KEYS.begin.test(key.text)).at(-1);

function starting(view) {
  const key = beginning(view);
  const user = view.shoppers[0] ?? view.leaders[0];
  return key && user !== undefined ? { step: 0, key: "do_start", ...at(view, key, user) } : null;
}

function leading(view) {
  return { step: 0, key: "do_deal", ...write(view) };
}
