// Where the story stands, told from what stands in the chats; the bot's words in both of its languages.

const WORDS = {
  begin: /^[^\p{L}\p{N}]*(start a team|我要开团)/iu,
  again: /^[^\p{L}\p{N}]*(start again|重新开团)/iu,
  join: /^[^\p{L}\p{N}]*(join |参加)/iu,
  paid: /^[^\p{L}\p{N}]*(i paid|我已付款)/iu,
  confirm: /^[^\p{L}\p{N}]*(confirm|确认|全部确认)/iu,
  finished: /(don't pay it again|has your|别再付|不要再付|请勿再付|已收到)/iu,
  tooLate: /(time's up|时间到)/iu,
};

export const STEPS = ["start", "join", "pay", "confirm", "done"];

/** → {step, key, facts, or?, target: {chatId, messageId, row, column, userId} | null, waiting: user ids} */
export function tell(world) {
  const view = look(world);
  return firstOf(view, [confirming, paying, opening, joining, starting, leading]);
}

function firstOf(view, chapters) {
  for (const chapter of chapters) {
    const told = chapter(view);
    if (told) return { or: null, target: null, waiting: view.due.map((key) => key.userId), ...told };
  }
  return { step: 0, key: "do_deal", facts: { who: "" }, or: null, target: null, waiting: [] };
}

function look(world) {
  const groups = world.groups();
  const leads = (id) => groups.some((chat) => (chat.admins ?? []).includes(id));
  const members = [...new Set(groups.flatMap((chat) => chat.members))].filter((id) => world.users.has(id));
  const people = members.length ? members : [...world.users.keys()];
  const leaders = people.filter(leads);
  const keys = [...world.chats.values()].flatMap((chat) => keysOf(world, chat));
  const isPrivate = (key) => key.chat.type === "private";
  return {
    world, leaders, shoppers: people.filter((id) => !leads(id)), inGroup: keys.filter((key) => !isPrivate(key)),
    due: newestOfEach(keys.filter((key) => isPrivate(key) && WORDS.paid.test(key.text)).map(withOwner)),
    toConfirm: keys.filter((key) => isPrivate(key) && leaders.includes(key.chat.id) && WORDS.confirm.test(key.text)).map(withOwner),
  };
}

function keysOf(world, chat) {
  return world.listOf(chat.id).flatMap((m) => (m.buttons ?? []).flatMap((keys, row) => keys.map(
    (key, column) => ({ chat, m, row, column, text: key.text, kind: key.kind, url: key.url }))));
}

const withOwner = (key) => ({ ...key, userId: key.chat.user_id ?? key.chat.id });

function newestOfEach(keys) {
  return [...new Map(keys.map((key) => [key.userId, key])).values()];
}

function at(view, key, userId) {
  return {
    target: { chatId: key.chat.id, messageId: key.m.id, row: key.row, column: key.column, userId },
    facts: { who: view.world.name(userId), button: key.text },
  };
}

function confirming(view) {
  const key = view.toConfirm.at(-1);
  return key && { step: 3, key: "do_confirm", ...at(view, key, key.userId) };
}

function paying(view) {
  const [key] = view.due;
  return key && { step: 2, key: "do_pay", or: "or_lapse", ...at(view, key, key.userId) };
}

/** The group is told that somebody can't be reached: a link button under a message that names them. */
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
  const key = view.inGroup.filter((one) => one.kind === "callback" && WORDS.join.test(one.text)).at(-1);
  if (!key) return null;
  const more = Number(key.text.match(/(\d+)(?!.*\d)/u)?.[1] ?? 1);
  const rest = view.shoppers.filter((id) => !key.text.includes(view.world.name(id)));
  const user = rest[Math.max(0, rest.length - more)] ?? view.leaders[0];
  if (user === undefined) return null;
  return { step: 1, key: more === 1 ? "do_last" : "do_join", or: "or_expire", ...at(view, key, user) };
}

function starting(view) {
  const key = view.inGroup.filter((one) => one.kind === "callback" && WORDS.begin.test(one.text)).at(-1);
  const [user] = view.shoppers.length ? view.shoppers : view.leaders;
  if (!key || user === undefined) return null;
  const told = ending(view, user);
  if (told === "finished") {
    return { step: 4, key: "do_done", ...at(view, key, user), facts: { who: view.world.name(view.leaders[0] ?? user) }, quiet: true };
  }
  return { step: 0, key: told === "expired" ? "do_expired" : "do_start", ...at(view, againOr(view, key, told), user) };
}

function againOr(view, key, told) {
  return told !== "expired" ? key : view.inGroup.filter((one) => one.kind === "callback" && WORDS.again.test(one.text)).at(-1) ?? key;
}

/** How the last team ended, as its buyers' chats tell it. */
function ending(view) {
  const said = view.shoppers.flatMap((id) => view.world.listOf(id)).filter((m) => m.from?.is_bot)
    .sort((one, other) => (one.edit_date ?? one.date) - (other.edit_date ?? other.date));
  for (const m of said.reverse()) {
    if (WORDS.finished.test(m.html ?? "")) return "finished";
    if (WORDS.tooLate.test(m.html ?? "")) return "expired";
  }
  return null;
}

function leading(view) {
  const who = view.leaders[0] ?? view.shoppers[0];
  return { step: 0, key: "do_deal", facts: { who: who === undefined ? "" : view.world.name(who) } };
}
