// The phones side by side, the tabs of a narrow screen, and what people do on them.
import * as door from "./door.js";
import { avatar, button, el } from "./elements.js";
import { meaning } from "./links.js";
import { Phone } from "./phones.js";
import { showMoments } from "./times.js";
import { said, say } from "./words.js";

const SAME_ANSWER_MS = 1500;
const PRESSED_MS = 450;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Stage {
  phones = new Map();
  #answers = new Map(); // user id → {print, at}: the door and the stream both tell an answer; it is shown once
  #tapping = new Map(); // user id → the phone where this page tapped for them

  constructor({ world, element, tabs, look }) {
    Object.assign(this, { world, element, tabs, look });
    this.current = null;
  }

  /** Private chats around the groups: half of the people left, half right; leaders last. */
  #inOrder() {
    const groups = this.world.groups();
    const leads = (id) => groups.some((chat) => (chat.admins ?? []).includes(id));
    const people = [...this.world.users.values()].sort((one, other) => leads(one.id) - leads(other.id));
    const left = people.splice(0, Math.ceil(people.length / 2)).map((user) => user.id);
    return [...left, ...groups.map((chat) => chat.id), ...people.map((user) => user.id)];
  }

  /** Makes the phones equal to the world's chats; drawn again only where something changed. */
  sync() {
    const order = this.#inOrder().filter((id) => this.world.chats.has(id));
    for (const [id, phone] of this.phones) {
      if (!order.includes(id)) { phone.element.remove(); this.phones.delete(id); }
    }
    const isNew = this.phones.size === 0;
    order.forEach((id, at) => this.#place(id, at));
    this.#tabsFor(order);
    if (!this.phones.has(this.current)) this.#open(this.world.groups()[0]?.id ?? order[0]);
    if (isNew) this.#toMiddle();
  }

  #place(id, at) {
    const known = this.phones.get(id);
    const phone = known ?? new Phone(this.world.chats.get(id), this.world, this);
    if (known) known.refresh();
    this.phones.set(id, phone);
    if (this.element.children[at] !== phone.element) this.element.insertBefore(phone.element, this.element.children[at] ?? null);
    phone.sync(this.world.listOf(id));
    phone.tick(this.world.now());
  }

  #toMiddle() {
    const group = this.phones.get(this.world.groups()[0]?.id)?.element;
    if (group) this.element.scrollLeft = group.offsetLeft - (this.element.clientWidth - group.offsetWidth) / 2;
  }

  #tabsFor(order) {
    this.tabs.replaceChildren(...order.map((id) => {
      const phone = this.phones.get(id);
      const face = phone.isGroup ? avatar(id, phone.title(), "of-group") : avatar(id, this.world.name(id));
      const name = phone.isGroup ? said(el("span"), "group_of") : el("span", { text: this.world.name(id), dir: "auto" });
      return button({ class: "tab", role: "tab", data: { chat: id }, on: { click: () => this.#open(id) } },
        face, name, el("span", { class: "badge", hidden: true }));
    }));
    this.phones.forEach((phone) => this.counted(phone));
    this.#mark();
  }

  /** Where it is somebody's turn, also seen from another tab. */
  markTurn(id, isTurn) { this.#tab(id)?.classList.toggle("turn", isTurn); }

  #tab(id) { return this.tabs.querySelector(`[data-chat="${id}"]`); }

  #open(id) {
    this.current = id;
    this.#mark();
    const phone = this.phones.get(id);
    if (!phone) return;
    if (this.isNarrow()) phone.seen();
    if (this.isNarrow()) phone.list.toEnd(false);
    this.#tab(id)?.scrollIntoView({ block: "nearest", inline: "center" });
  }

  #mark() {
    for (const phone of this.phones.values()) phone.element.classList.toggle("current", phone.chat.id === this.current);
    for (const tab of this.tabs.children) tab.setAttribute("aria-selected", String(Number(tab.dataset.chat) === this.current));
  }

  isNarrow() { return getComputedStyle(this.tabs).display !== "none"; }

  /** Brings a phone before the eyes: its tab, or its place on the stage. */
  focus(phone) {
    if (this.isNarrow()) return this.#open(phone.chat.id);
    phone.element.scrollIntoView({ behavior: "smooth", block: "nearest", inline: "nearest" });
    phone.seen();
  }

  tick(isMoved) {
    const now = this.world.now();
    for (const phone of this.phones.values()) phone.tick(now);
    showMoments(this.element, now, !isMoved);
  }

  // What the phones ask for.

  seen(phone) { if (!this.isNarrow() || phone.chat.id === this.current) phone.seen(); }

  counted(phone) {
    const badge = this.#tab(phone.chat.id)?.querySelector(".badge");
    if (!badge) return;
    badge.textContent = String(phone.unread);
    badge.hidden = !phone.unread;
  }

  chosen() { this.onchosen?.(); }

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
    if (key.kind === "switch_inline" || key.kind === "web_app") return phone.notes.toast(say("inline"));
    return this.#tap(phone, m, row, column);
  }

  async #tap(phone, m, row, column) {
    const user = phone.personId;
    const node = phone.key(m.id, row, column);
    node?.classList.add("busy");
    this.#tapping.set(user, phone);
    const got = await this.#try(phone, () => door.tap(phone.chat.id, m.id, user, [row, column]));
    node?.classList.remove("busy");
    if (got && "switch_inline" in got) return phone.notes.toast(say("inline"));
    if (got?.copy) return this.#copy(phone, got.copy);
    if (got?.url) return this.open(phone, got.url);
    if (got?.answer) this.answer({ user_id: user, ...got.answer });
  }

  /** The bot's answer to a tap, once, on the phone where the person tapped. */
  answer({ user_id: user, text, show_alert: isAlert, url }) {
    const print = JSON.stringify([text ?? "", Boolean(isAlert), url ?? ""]);
    const before = this.#answers.get(user);
    if (before?.print === print && Date.now() - before.at < SAME_ANSWER_MS) return;
    this.#answers.set(user, { print, at: Date.now() });
    const here = this.#tapping.get(user);
    const phone = here && this.phones.has(here.chat.id) ? here : this.phones.get(user);
    if (!phone) return;
    if (text && isAlert) phone.notes.alert(phone.screen, text);
    else if (text) phone.notes.toast(text, "", phone.isGroup ? avatar(user, this.world.name(user)) : null);
    if (url && here) this.open(phone, url, user);
  }

  async #copy(phone, text) {
    await navigator.clipboard?.writeText(text).catch(() => copyBySelection(text));
    phone.notes.toast(say("copied", { what: text }), "copied");
  }

  async open(phone, url, user = phone.personId) {
    const link = meaning(url, this.world);
    if (link.kind === "start") return this.#pressStart(user, url);
    if (link.kind === "bot") return this.focus(this.phones.get(user) ?? phone);
    if (link.kind === "startgroup") return this.#try(phone, () => door.link(user, url, this.world.groups()[0]?.id));
    if (link.kind === "person") return phone.notes.toast(say("elsewhere", { name: link.name }));
    if (link.kind === "share") return this.#share(user, link.text);
    return phone.notes.ask(phone.screen, `${say("open_link")}\n${link.url}`, [
      { key: "open", main: true, act: () => window.open(link.url, "_blank", "noopener,noreferrer") }, { key: "cancel" },
    ]);
  }

  async #pressStart(user, url) {
    const phone = this.phones.get(user);
    if (!phone) return;
    this.focus(phone);
    phone.element.classList.add("called");
    phone.foot.querySelector(".start")?.classList.add("pressed");
    await pause(PRESSED_MS);
    await this.#try(phone, () => door.link(user, url));
    phone.element.classList.remove("called");
    phone.list.toEnd();
  }

  #share(user, text) {
    const group = this.phones.get(this.world.groups()[0]?.id);
    if (!group) return;
    this.focus(group);
    group.become(user);
    group.composer.write(text);
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
