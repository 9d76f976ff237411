// One phone: a chat, its people, what can be typed and tapped in it.
import { firstLine } from "./bubbles.js";
import { Composer } from "./composer.js";
import { avatar, button, el, icon, pace } from "./elements.js";
import { Offers } from "./inline.js";
import { MessageList } from "./lists.js";
import { Notes } from "./notes.js";
import { Picker } from "./pickers.js";
import { hour } from "./times.js";
import { said, say } from "./words.js";

export class Phone {
  unread = 0;

  /** `stage`: where it stands, with the world it shows and the acts of its people. */
  constructor(chat, stage) {
    const { world, acts } = stage;
    Object.assign(this, { chat, stage, world, acts });
    this.isGroup = chat.type !== "private";
    this.personId = this.isGroup ? null : chat.user_id ?? chat.id;
    this.notes = new Notes();
    this.list = new MessageList({
      world, chat, person: () => this.personId,
      press: (m, row, column) => acts.press(this, m, row, column),
      reply: (m) => this.composer.reply(m), forward: (m) => acts.forward(this, m), edit: (m) => this.composer.edit(m),
      jump: (id) => this.reveal(id), look: (url) => acts.look(url),
    });
    this.offers = new Offers({
      ask: (query) => acts.inline(this, query), choose: (query, result) => acts.choose(this, query, result),
      open: (parameter) => acts.openBot(this, parameter), username: () => world.bot.username,
    });
    this.composer = new Composer({
      send: (what) => acts.send(this, what), correct: (m, text) => acts.correct(this, m, text),
      typed: (text) => this.offers.typed(text),
    });
    this.#build();
    this.refresh();
  }

  #build() {
    this.whose = el("span", { class: "whose" });
    this.turn = el("span", { class: "turn-mark" });
    this.label = el("div", { class: "label" }, this.whose, this.turn);
    this.badge = el("span", { class: "badge", hidden: true });
    this.clock = el("time", { class: "hour" });
    this.head = el("div", { class: "head" });
    this.picker = new Picker({ choose: (userId) => this.become(userId) });
    this.picker.element.hidden = !this.isGroup;
    this.pin = button({ class: "pin", hidden: true });
    this.down = said(button({ class: "down", hidden: true, on: { click: () => this.list.toEnd() } }, icon("down")), "latest", {}, "sayLabel");
    this.foot = el("div", { class: "foot" });
    this.chatbox = el("div", { class: "chatbox" }, this.list.element, this.down, this.notes.element);
    this.screen = el("div", { class: "screen" },
      el("div", { class: "bar", "aria-hidden": "true" }, this.clock, icon("battery")),
      this.head, this.picker.element, this.pin, this.chatbox, this.foot);
    this.element = el("section", { class: `phone ${this.isGroup ? "group" : "private"}`, id: `chat${this.chat.id}`, data: { chat: this.chat.id } },
      el("header", { class: "above" }, this.label, this.badge), el("div", { class: "frame" }, this.screen));
    this.list.element.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.list.element.addEventListener("click", (event) => this.#clicked(event));
    this.list.element.addEventListener("keydown", (event) => event.key === "Enter" && this.#unveil(event));
    for (const sign of ["pointerdown", "focusin", "pointerenter"]) this.element.addEventListener(sign, () => this.stage.seen(this));
  }

  title() { return this.isGroup ? this.chat.title ?? say("group_of") : this.world.bot.first_name; }

  /** The only group is simply the group. */
  shortTitle(tag) {
    return this.world.groups().length === 1 ? said(el(tag), "group_of") : el(tag, { text: this.title(), dir: "auto" });
  }

  /** Leaders last: most people of a group are shoppers. */
  people() {
    const leads = (user) => (this.chat.admins ?? []).includes(user.id);
    return this.chat.members.map((id) => this.world.users.get(id)).filter(Boolean).sort((one, other) => leads(one) - leads(other));
  }

  /** Draws again what is around the messages: who it is, who is chosen, whether one can type. */
  refresh() {
    this.chat = this.world.chats.get(this.chat.id) ?? this.chat;
    this.list.place.chat = this.chat;
    if (this.isGroup && !this.people().some((user) => user.id === this.personId)) this.personId = this.people()[0]?.id ?? null;
    this.#labels();
    this.#header();
    if (this.isGroup) this.picker.show(this.people(), this.personId, this.chat.admins ?? []);
    this.#footer();
  }

  become(userId) {
    if (!this.isGroup || this.personId === userId) return;
    this.personId = userId;
    this.composer.clear();
    this.refresh();
    this.list.arrangeAll();
    this.acts.chosen();
  }

  #labels() {
    const name = this.isGroup ? null : this.world.name(this.personId);
    const title = this.isGroup ? this.shortTitle("b") : said(el("b", { dir: "auto" }), "phone_of", { name });
    const leads = !this.isGroup && this.world.groups().some((chat) => (chat.admins ?? []).includes(this.personId));
    this.whose.replaceChildren(...[
      this.isGroup ? null : avatar(this.personId, name, "small"), title, leads ? said(el("span", { class: "tag" }), "leader") : null,
    ].filter(Boolean));
    this.element.setAttribute("aria-label", this.isGroup ? this.title() : say("phone_of", { name }));
  }

  #header() {
    const under = this.isGroup ? said(el("span"), "members", { count: new Set([...this.chat.members, ...(this.chat.has_bot ? [this.world.bot.id] : [])]).size }) : said(el("span"), "bot");
    const face = this.isGroup ? avatar(this.chat.id, this.title(), "of-group") : avatar(this.world.bot.id, this.title(), "of-bot");
    this.head.replaceChildren(
      el("span", { class: "back", "aria-hidden": "true" }, icon("back")), face,
      el("div", { class: "who" }, el("b", { text: this.title(), dir: "auto" }), under), ...(this.isGroup ? [] : [this.#menu()]),
    );
  }

  #menu() {
    const blocked = this.world.users.get(this.personId)?.blocked;
    const choice = said(button({ class: "choice", on: { click: () => this.acts.block(this, !blocked) } }), blocked ? "unblock" : "block");
    const summary = said(el("summary", {}, icon("more")), "menu", {}, "sayLabel");
    return el("details", { class: "menu", on: { focusout: (event) => {
      if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false;
    } } }, summary, choice);
  }

  isWaitingForStart() {
    const user = this.world.users.get(this.personId);
    return !this.isGroup && !user?.started && !user?.blocked;
  }

  #footer() {
    const user = this.world.users.get(this.personId);
    const name = user?.first_name ?? "";
    const kind = !this.isGroup && user?.blocked ? "blocked" : this.isWaitingForStart() ? "start" : "type";
    this.composer.as(name);
    if (this.footKind !== kind || kind === "blocked") this.foot.replaceChildren(...this.#foot(kind, name));
    this.footKind = kind;
    this.#description(kind === "start");
  }

  #foot(kind, name) {
    if (kind === "type") return [this.offers.element, this.composer.element];
    if (kind === "start") return [said(button({ class: "start", on: { click: () => this.acts.start(this) } }), "start")];
    return [said(el("p", { class: "blocked" }), "blocked", { name }),
      said(button({ class: "start", on: { click: () => this.acts.block(this, false) } }), "unblock")];
  }

  #description(shown) {
    const lines = this.world.description(this.personId);
    this.about?.remove();
    if (!shown || !lines) return;
    this.about = el("div", { class: "description" }, avatar(this.world.bot.id, this.title(), "of-bot large"),
      said(el("b"), "whatcan"), el("p", { text: lines, dir: "auto" }));
    this.list.element.prepend(this.about);
  }

  sync(messages) {
    const first = !this.synced;
    const end = first || this.list.sticks;
    this.list.sync(messages);
    this.synced = true;
    this.#pinned();
    if (end) this.list.toEnd(false);
  }

  /** One message came or changed; the phone stays at the end if it was there. */
  put(m, isNew) {
    const end = this.list.sticks || m.from?.id === this.personId && isNew;
    this.list.put(m);
    this.#pinned();
    if (end) this.list.toEnd();
    else if (isNew) this.down.hidden = false;
    if (isNew && !m.service && m.from?.id !== this.personId) this.#count();
  }

  gone(m) {
    this.list.remove(m.id);
    this.#pinned();
  }

  #count() {
    if (this.element.matches(":hover, :focus-within") && this.element.offsetParent) return;
    this.#unread(this.unread + 1);
  }

  seen() { if (this.unread) this.#unread(0); }

  #unread(count) {
    this.unread = count;
    this.badge.textContent = String(count);
    this.badge.hidden = !count;
    said(this.badge, "unread", { count }, "sayLabel");
    this.stage.counted(this);
  }

  #pinned() {
    const pinned = this.world.listOf(this.chat.id).filter((m) => m.pinned).at(-1);
    this.pin.hidden = !pinned;
    if (!pinned) return;
    this.pin.onclick = () => this.reveal(pinned.id);
    this.pin.replaceChildren(icon("pin"), el("span", {}, said(el("b"), "pinned"), el("span", { text: firstLine(pinned), dir: "auto" })));
  }

  reveal(id) {
    const row = this.list.row(id);
    if (!row) return;
    const list = this.list.element;
    const [box, view] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
    const fits = box.height < view.height;
    const top = list.scrollTop + (fits ? box.top - view.top - (view.height - box.height) / 2 : box.bottom - view.bottom + 12);
    list.scrollTo({ top, behavior: pace() });
    row.classList.remove("found");
    requestAnimationFrame(() => row.classList.add("found"));
  }

  key(messageId, row, column) {
    return this.list.row(messageId)?.querySelector(`.key[data-row="${row}"][data-column="${column}"]`) ?? null;
  }

  tick(now) { this.clock.textContent = hour(now); }

  #scrolled() { if (this.list.atEnd()) this.down.hidden = true; }

  #clicked(event) {
    if (this.#unveil(event)) return;
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.command) this.acts.send(this, { text: link.dataset.command });
    else this.acts.open(this, link.dataset.url);
  }

  #unveil(event) {
    const veil = event.target.closest(".spoiler:not(.seen), blockquote.folded");
    veil?.classList.add("seen");
    veil?.classList.remove("folded");
    return Boolean(veil);
  }
}
