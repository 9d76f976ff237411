// What a Telegram link means, told apart before anything is done.

const SUPERGROUPS = 1e12; // Telegram writes a supergroup's number with this added, and below zero

/** → {kind: "start" | "startgroup" | "bot" | "share" | "person" | "message" | "other", …} */
export function meaning(url, world) {
  let parsed;
  try { parsed = new URL(url); } catch { return { kind: "other", url }; }
  const query = parsed.searchParams;
  if (parsed.protocol === "tg:") return tgLink(parsed, query, world, url);
  if (!["t.me", "telegram.me", "www.t.me"].includes(parsed.hostname)) return { kind: "other", url };
  const [name, rest] = parsed.pathname.split("/").filter(Boolean);
  if (name === "share" && rest === "url") return { kind: "share", text: [query.get("text"), query.get("url")].filter(Boolean).join("\n") };
  if (name === "c") return message(parsed.pathname, world, url);
  return named(name ?? "", query, world, url);
}

/** t.me/c/<group>/<message>, with a topic between them in a forum. */
function message(path, world, url) {
  const [, group, ...numbers] = path.split("/").filter(Boolean).map(Number);
  const chatId = -(SUPERGROUPS + group);
  return world.chats.has(chatId) ? { kind: "message", chatId, messageId: numbers.at(-1), url } : { kind: "other", url };
}

function tgLink(parsed, query, world, url) {
  const what = parsed.hostname || parsed.pathname.replaceAll("/", "");
  if (what === "user") return { kind: "person", name: world.name(Number(query.get("id"))) };
  if (what === "resolve") return named(query.get("domain") ?? "", query, world, url);
  if (what === "msg_url") return { kind: "share", text: [query.get("text"), query.get("url")].filter(Boolean).join("\n") };
  return { kind: "other", url };
}

function named(name, query, world, url) {
  if (name.toLowerCase() === (world.bot.username ?? "").toLowerCase()) {
    return { kind: query.has("startgroup") ? "startgroup" : query.has("start") ? "start" : "bot", url };
  }
  const person = [...world.users.values()].find((user) => user.username?.toLowerCase() === name.toLowerCase());
  return person ? { kind: "person", name: person.first_name } : { kind: "other", url };
}
