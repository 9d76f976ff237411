// The messages of one chat on the screen: in order, one change at a time, with days and runs of one sender.
import { bubble } from "./bubbles.js";
import { el, pace } from "./elements.js";
import { dayKey, dayLine } from "./times.js";
import { said } from "./words.js";

const RUN_S = 600;
const NEAR_END = 80;

export class MessageList {
  #entries = new Map(); // id → {m, row, print, day}
  #order = [];

  constructor(place) {
    this.place = place;
    const none = el("div", { class: "row service none" }, said(el("span"), "empty"));
    this.element = el("div", { class: "messages", role: "log", tabindex: "0", "aria-live": "off" }, none);
    this.sticks = true; // at the end, or on the way there: stays there when something comes or the room changes
    let top = 0;
    this.element.addEventListener("scroll", () => {
      const isUp = this.element.scrollTop < top - 1;
      top = this.element.scrollTop;
      this.sticks = this.atEnd() || this.sticks && !isUp;
    }, { passive: true });
    new ResizeObserver(() => this.sticks && this.toEnd(false)).observe(this.element);
  }

  row(id) { return this.#entries.get(id)?.row; }

  atEnd() {
    const list = this.element;
    return list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END;
  }

  /** Gently, if it isn't far. */
  toEnd(gently = true) {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    const isNear = scrollHeight - scrollTop - clientHeight < clientHeight;
    this.element.scrollTo({ top: scrollHeight, behavior: pace(gently && isNear) });
  }

  /** Makes the list equal to `messages`; what is equal already isn't touched. */
  sync(messages) {
    const wanted = new Set(messages.map((m) => m.id));
    for (const id of [...this.#order]) if (!wanted.has(id)) this.remove(id);
    messages.forEach((m) => this.put(m, false));
  }

  put(m, lively = true) {
    const print = JSON.stringify(m);
    const known = this.#entries.get(m.id);
    if (known?.print === print) return;
    const row = bubble(m, this.place);
    if (known) this.#replace(known, row, lively);
    else this.#insert(m.id, row, lively);
    this.#entries.set(m.id, { m, row, print, day: known?.day ?? null });
    this.#arrange(this.#order.indexOf(m.id));
  }

  remove(id) {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const at = this.#order.indexOf(id);
    entry.day?.remove();
    entry.row.remove();
    this.#entries.delete(id);
    this.#order.splice(at, 1);
    this.#arrange(at);
  }

  arrangeAll() { this.#order.forEach((_, at) => this.#arrangeOne(at)); }

  #replace(known, row, lively) {
    const [before, after] = [known.row.querySelector(".photo img"), row.querySelector(".photo img")];
    if (before && after && before.getAttribute("src") === after.getAttribute("src")) after.replaceWith(before);
    const focused = known.row.contains(document.activeElement) ? document.activeElement.dataset : null;
    known.row.replaceWith(row);
    if (focused?.row) row.querySelector(`.key[data-row="${focused.row}"][data-column="${focused.column}"]`)?.focus({ preventScroll: true });
    if (lively) row.classList.add("changed");
  }

  #insert(id, row, lively) {
    let at = this.#order.length;
    while (at > 0 && this.#order[at - 1] > id) at -= 1;
    const next = this.#entries.get(this.#order[at]);
    this.element.insertBefore(row, next ? next.day ?? next.row : null);
    this.#order.splice(at, 0, id);
    if (lively) row.classList.add("fresh");
  }

  #arrange(at) { [at - 1, at, at + 1].forEach((one) => this.#arrangeOne(one)); }

  #arrangeOne(at) {
    const entry = this.#entries.get(this.#order[at]);
    if (!entry) return;
    const [before, after] = [at - 1, at + 1].map((one) => this.#entries.get(this.#order[one])?.m);
    entry.row.classList.toggle("own", entry.m.from?.id === this.place.person());
    entry.row.classList.toggle("first", !sameRun(before, entry.m));
    entry.row.classList.toggle("last", !sameRun(entry.m, after));
    this.#day(entry, !before || dayKey(before.date) !== dayKey(entry.m.date));
  }

  #day(entry, isFirstOfDay) {
    if (!isFirstOfDay) {
      entry.day?.remove();
      entry.day = null;
      return;
    }
    entry.day ??= el("div", { class: "row day" }, el("span"));
    entry.day.firstChild.textContent = dayLine(entry.m.date);
    if (entry.row.previousSibling !== entry.day) entry.row.before(entry.day);
  }
}

function sameRun(one, next) {
  if (!one || !next || one.service || next.service) return false;
  return one.from.id === next.from.id && next.date - one.date < RUN_S && dayKey(one.date) === dayKey(next.date);
}
