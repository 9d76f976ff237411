// The phones side by side, and the tabs of a narrow screen.
import { avatar, button, el, pace } from "./elements.js";
import { Phone } from "./phones.js";
import { showMoments } from "./times.js";
import { said } from "./words.js";

export class Stage {
  phones = new Map();

  constructor({ world, element, tabs, acts }) {
    Object.assign(this, { world, element, tabs, acts });
    acts.stage = this;
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
    const phone = known ?? new Phone(this.world.chats.get(id), this);
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
      const name = phone.isGroup ? phone.shortTitle("span") : el("span", { text: this.world.name(id), dir: "auto" });
      return button({ class: "tab", role: "tab", "aria-controls": phone.element.id, data: { chat: id }, on: { click: () => this.#open(id) } },
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
    phone.element.scrollIntoView({ behavior: pace(), block: "nearest", inline: "nearest" });
    phone.seen();
  }

  tick(isMoved) {
    const now = this.world.now();
    for (const phone of this.phones.values()) phone.tick(now);
    showMoments(this.element, now, !isMoved);
  }

  seen(phone) { if (!this.isNarrow() || phone.chat.id === this.current) phone.seen(); }

  counted(phone) {
    const badge = this.#tab(phone.chat.id)?.querySelector(".badge");
    if (!badge) return;
    badge.textContent = String(phone.unread);
    badge.hidden = !phone.unread;
  }
}
