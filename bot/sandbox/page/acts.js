// What the people of this page do: tap, write, follow links, press START; and what the bot answers them.
import * as door from "./door.js";
import { avatar, el } from "./elements.js";
import { checkOut, receipt, send } from "./invoices.js";
import { meaning } from "./links.js";
import { say } from "./words.js";

const SAME_ANSWER_MS = 1500;
const PRESSED_MS = 450;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Acts {
  #answers = new Map(); // user id → {print, at}: the door and the stream both tell an answer; it is shown once
  #tapping = new Map(); // user id → the phone where this page tapped for them

  /** `look(url)` shows a photo large, `chosen()` is told when a group's phone changes hands. */
  constructor({ world, look, chosen }) { Object.assign(this, { world, look, chosen }); }

  async #try(phone, act) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof door.DoorError)) throw error;
      phone.notes.toast(say("failed", { why: error.message }), "bad");
      return null;
    }
  }

  send(phone, what) { return this.#try(phone, () => door.send(phone.chat.id, phone.personId, what)); }

  correct(phone, m, text) {
    const what = m.text == null ? { caption: text } : { text };
    return this.#try(phone, () => door.edit(phone.chat.id, m.id, phone.personId, what));
  }

  block(phone, blocked) { return this.#try(phone, () => door.block(phone.personId, blocked)); }

  start(phone) { return this.send(phone, { text: "/start" }); }

  async press(phone, m, row, column) {
    const key = m.buttons[row][column];
    if (key.kind === "copy" && key.copy) return this.#copy(phone, key.copy);
    if (key.kind === "url" && key.url) return this.open(phone, key.url);
    if (key.kind === "switch_inline") return this.#switch(phone, key);
    if (key.kind === "receipt") return receipt(phone, m);
    if (key.kind === "pay") return checkOut(phone, m, (card) => this.#pay(phone, m, card, phone.key(m.id, row, column)));
    if (key.kind === "web_app") return phone.notes.toast(say("web_app"));
    return this.#tap(phone, m, row, column);
  }

  async #tap(phone, m, row, column) {
    const user = phone.personId;
    const node = phone.key(m.id, row, column);
    node?.classList.add("busy");
    this.#tapping.set(user, phone);
    this.world.taps.push({ chatId: phone.chat.id, messageId: m.id, userId: user, text: m.buttons[row][column].text });
    const got = await this.#try(phone, () => door.tap(phone.chat.id, m.id, user, [row, column]));
    node?.classList.remove("busy");
    if (got?.copy) return this.#copy(phone, got.copy);
    if (got?.url) return this.open(phone, got.url);
    if (got?.answer) this.answer({ user_id: user, ...got.answer });
  }

  async #pay(phone, m, card, key) {
    key?.classList.add("busy");
    const got = await this.#try(phone, () => send(phone, m, card));
    key?.classList.remove("busy");
    return got;
  }

  /** The bot's answer to a tap, once, on the phone where the person tapped. */
  answer({ user_id: user, text, show_alert: isAlert, url }) {
    const print = JSON.stringify([text ?? "", Boolean(isAlert), url ?? ""]);
    const before = this.#answers.get(user);
    if (before?.print === print && Date.now() - before.at < SAME_ANSWER_MS) return;
    this.#answers.set(user, { print, at: Date.now() });
    const here = this.#tapping.get(user);
    const phone = here && this.stage.phones.has(here.chat.id) ? here : this.stage.phones.get(user);
    if (!phone) return;
    if (text && isAlert) phone.notes.alert(phone.screen, text);
    else if (text) phone.notes.toast(text, "", phone.isGroup ? avatar(user, this.world.name(user)) : null);
    if (url && here) {
      this.#tapping.delete(user);
      this.open(phone, url, user);
    }
  }

  async #copy(phone, text) {
    if (navigator.clipboard) await navigator.clipboard.writeText(text).catch(() => copyBySelection(text));
    else copyBySelection(text);
    phone.notes.toast(say("copied", { what: text }), "copied");
  }

  async open(phone, url, user = phone.personId) {
    const link = meaning(url, this.world);
    if (link.kind === "start") return this.#pressStart(user, url);
    if (link.kind === "bot") return this.stage.focus(this.stage.phones.get(user) ?? phone);
    if (link.kind === "startgroup") return this.#try(phone, () => door.link(user, url, this.world.groups()[0]?.id));
    if (link.kind === "message") return this.#reveal(link);
    if (link.kind === "person") return phone.notes.toast(say("elsewhere", { name: link.name }));
    if (link.kind === "share") return this.#share(user, link.text);
    return phone.notes.ask(phone.screen, `${say("open_link")}\n${link.url}`, [
      { key: "open", main: true, act: () => window.open(link.url, "_blank", "noopener,noreferrer") }, { key: "cancel" },
    ]);
  }

  #reveal({ chatId, messageId }) {
    const there = this.stage.phones.get(chatId);
    if (!there) return;
    this.stage.focus(there);
    there.reveal(messageId);
  }

  /** Into a chat of the same person, chosen first where there are several. */
  forward(phone, m) {
    const into = (chatId) => this.#try(phone, () => door.forward(phone.chat.id, m.id, phone.personId, chatId));
    const chats = [phone.personId, ...this.world.groups().filter((chat) => chat.members.includes(phone.personId)).map((chat) => chat.id)]
      .filter((id) => id !== phone.chat.id);
    if (chats.length === 1) return into(chats[0]);
    const name = (id) => this.stage.phones.get(id)?.title() ?? String(id);
    return phone.notes.ask(phone.screen, say("which_chat"), [
      ...chats.map((id) => ({ text: name(id), act: () => into(id) })), { key: "cancel" },
    ]);
  }

  async #pressStart(user, url) {
    const phone = this.stage.phones.get(user);
    if (!phone) return;
    this.stage.focus(phone);
    phone.element.classList.add("called");
    phone.foot.querySelector(".start")?.classList.add("pressed");
    await pause(PRESSED_MS);
    await this.#try(phone, () => door.link(user, url));
    phone.element.classList.remove("called");
    phone.list.toEnd();
  }

  inline(phone, query) {
    return this.#try(phone, () => door.inline(phone.personId, query, phone.isGroup ? phone.chat.type : "sender"));
  }

  async choose(phone, query, result) {
    const sent = await this.#try(phone, () => door.choose(phone.personId, phone.chat.id, query, result.id));
    if (sent) phone.composer.clear();
  }

  /** The button above the results. */
  openBot(phone, parameter) { return this.open(phone, `https://t.me/${this.world.bot.username}?start=${parameter}`); }

  /** A button that types behind the bot's name: here, or in a chat that is chosen first. */
  #switch(phone, key) {
    const text = `@${this.world.bot.username} ${key.query}`;
    if (key.here) return phone.composer.write(text);
    const [user, chats] = [phone.personId, this.world.groups().filter((chat) => chat.members.includes(phone.personId))];
    if (!chats.length) return phone.notes.toast(say("no_chats"));
    if (chats.length === 1) return this.#writeIn(chats[0], user, text);
    return phone.notes.ask(phone.screen, say("which_chat"), [
      ...chats.map((chat) => ({ text: chat.title, main: true, act: () => this.#writeIn(chat, user, text) })), { key: "cancel" },
    ]);
  }

  #writeIn(chat, user, text) {
    const group = this.stage.phones.get(chat.id);
    if (!group) return;
    this.stage.focus(group);
    group.become(user);
    group.composer.write(text);
  }

  #share(user, text) {
    const [chat] = this.world.groups();
    if (chat) this.#writeIn(chat, user, text);
  }
}

function copyBySelection(text) {
  const area = el("textarea", { class: "offscreen" });
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
