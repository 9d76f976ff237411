// What stands in the chats: people, chats, messages, the clock. Changed by the door's events, told to its watchers.
import * as door from "./door.js";

const RELOAD_MS = 60;

export class World {
  users = new Map();
  chats = new Map();
  messages = new Map();
  /** What was tapped on this page, oldest first: {chatId, messageId, userId, text}. */
  taps = [];
  bot = { id: 0, first_name: "", username: "", description: "" };
  #ahead = 0;
  #watchers;
  #waiting = null;
  #early = null;
  #reload = null;

  /** `watchers`: people(), person(user), message(m, isNew), gone(m), clock(), answer(event), each called after the change. */
  constructor(watchers) { this.#watchers = watchers; }

  now() { return Date.now() / 1000 + this.#ahead; }

  name(userId) {
    if (userId === this.bot.id) return this.bot.first_name;
    return this.users.get(userId)?.first_name ?? String(userId);
  }

  /** What stands above START, in the person's language where the bot has it. */
  description(userId) {
    const language = (this.users.get(userId)?.language_code ?? "").split("-")[0];
    return this.bot.descriptions?.[language] || this.bot.description || "";
  }

  groups() { return [...this.chats.values()].filter((chat) => chat.type !== "private"); }

  listOf(chatId) { return [...(this.messages.get(chatId)?.values() ?? [])]; }

  /** Everything anew; events that arrive meanwhile are applied after it, in their order. */
  async load() {
    if (this.#waiting) return this.#waiting;
    this.#early = [];
    this.#waiting = this.#loadNow().finally(() => { this.#waiting = null; });
    return this.#waiting;
  }

  async #loadNow() {
    const world = await door.world();
    const chats = world.chats.filter((chat) => chat.migrated_to == null);
    const lists = await Promise.all(chats.map(async ({ id }) => [id, await door.messages(id)]));
    this.#ahead = world.now - Date.now() / 1000;
    this.bot = world.bot;
    this.users = new Map(world.users.filter((user) => !user.is_bot).map((user) => [user.id, user]));
    this.chats = new Map(chats.map((chat) => [chat.id, chat]));
    for (const user of this.users.values()) {
      if (!this.chats.has(user.id)) this.chats.set(user.id, { id: user.id, type: "private", user_id: user.id, members: [user.id], admins: [] });
    }
    const found = new Map(lists);
    this.messages = new Map([...this.chats.keys()].map((id) => [id, byId(found.get(id) ?? [])]));
    this.#watchers.people();
    this.#watchers.clock();
    const early = this.#early;
    this.#early = null;
    early.forEach((event) => this.hear(event));
  }

  hear(event) {
    if (this.#early) return void this.#early.push(event);
    if (event.type === "clock") this.#clockMoved(event.now);
    else if (event.type === "answer") this.#watchers.answer(event);
    else if (event.type === "chat" || event.type === "user") this.#loadSoon();
    else if (event.message) this.#put(event);
  }

  clockIs(now) { this.#clockMoved(now); }

  #clockMoved(now) {
    this.#ahead = now - Date.now() / 1000;
    this.#watchers.clock();
  }

  #put({ type, chat_id: chatId, message }) {
    const list = this.messages.get(chatId);
    if (!list) return void this.#loadSoon();
    this.#begins(chatId, message);
    if (type === "delete" || message.deleted) {
      list.delete(message.id);
      this.#watchers.gone(message);
    } else {
      const isNew = !list.has(message.id);
      list.set(message.id, message);
      this.#watchers.message(message, isNew);
    }
  }

  /** Whoever writes in their private chat has started the bot; no event of its own says so. */
  #begins(chatId, message) {
    const user = this.users.get(chatId);
    if (!user || user.started || message.from?.id !== chatId) return;
    user.started = true;
    this.#watchers.person(user);
  }

  #loadSoon() {
    clearTimeout(this.#reload);
    this.#reload = setTimeout(() => this.load(), RELOAD_MS);
  }
}

function byId(list) {
  return new Map(list.filter((message) => !message.deleted).map((message) => [message.id, message]));
}
