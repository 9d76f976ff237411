// The "try this" line: what to do next, where it is, and doing it for the visitor.
import { el } from "./elements.js";
import { said, say } from "./words.js";
import { STEPS, tell } from "./story.js";

const DAY_S = 86400;
const EYES_MS = 420;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Guide {
  #asked = false;

  constructor({ world, stage, steps, line, show, doit, advance }) {
    Object.assign(this, { world, stage, steps, line, show, doit, advance });
    show.addEventListener("click", () => this.point());
    doit.addEventListener("click", () => this.perform());
    steps.append(...STEPS.map((step) => el("li", {}, said(el("span"), `step_${step}`))));
  }

  /** Tells the story anew before the next frame; many changes in a row make one telling. */
  soon() {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      this.#tell();
    });
  }

  #tell() {
    this.told = tell(this.world);
    this.#steps();
    this.#line();
    this.#turns();
    const can = Boolean(this.told.target);
    this.show.hidden = this.doit.hidden = !can;
  }

  #steps() {
    [...this.steps.children].forEach((li, at) => {
      li.classList.toggle("done", at < this.told.step);
      li.classList.toggle("now", at === this.told.step);
      if (at === this.told.step) li.setAttribute("aria-current", "step");
      else li.removeAttribute("aria-current");
    });
  }

  #line() {
    const { key, facts, or } = this.told;
    const print = say(key, facts) + (or ? say(or) : "");
    if (print === this.print) return;
    this.print = print;
    this.line.replaceChildren(el("span", { class: "do" }, ...rich(key, facts)), ...(or ? [" ", this.#other(or)] : []));
  }

  #other(or) {
    return el("button", { type: "button", class: "other", on: { click: () => this.advance(DAY_S) } }, ...rich(or, {}));
  }

  #turns() {
    const { target, waiting } = this.told;
    document.querySelectorAll(".next").forEach((node) => node.classList.remove("next"));
    for (const phone of this.stage.phones.values()) this.#turn(phone, target, waiting);
  }

  #turn(phone, target, waiting) {
    const here = target?.chatId === phone.chat.id;
    phone.element.classList.toggle("turn", here);
    this.stage.markTurn(phone.chat.id, here);
    phone.element.classList.toggle("waits", !here && !phone.isGroup && waiting.includes(phone.personId));
    if (here && phone.isGroup) said(phone.turn, "turn_of", { name: this.world.name(target.userId) });
    else said(phone.turn, "turn");
    if (here) this.#ring(phone, target);
  }

  /** First the person to be, then the button to tap. */
  #ring(phone, target) {
    const person = phone.isGroup && phone.personId !== target.userId ? phone.picker.option(target.userId) : null;
    const place = target.writes ? phone.composer.element.querySelector(".typing") : phone.key(target.messageId, target.row, target.column);
    (person ?? place)?.classList.add("next");
  }

  point() {
    const { target } = this.told;
    const phone = target && this.stage.phones.get(target.chatId);
    if (!phone) return null;
    this.stage.focus(phone);
    if (target.messageId) phone.reveal(target.messageId);
    return phone;
  }

  async perform() {
    const { target } = this.told;
    const phone = this.point();
    if (!phone) return;
    this.doit.disabled = true;
    if (phone.isGroup) phone.become(target.userId);
    await pause(EYES_MS);
    if (target.writes) await this.#write(phone, say(target.writes));
    else await this.#press(phone, target);
    this.doit.disabled = false;
  }

  /** Fills in an example; the next time sends it. */
  async #write(phone, text) {
    if (phone.composer.input.value === text) await phone.composer.submit();
    else phone.composer.write(text);
  }

  async #press(phone, { chatId, messageId, row, column }) {
    const m = this.world.messages.get(chatId)?.get(messageId);
    if (!m) return;
    phone.key(messageId, row, column)?.classList.add("pressed");
    await this.stage.acts.press(phone, m, row, column);
  }
}

/** A phrase of the page with its **bold** parts as elements; the facts go in as text. */
function rich(key, facts) {
  const marked = Object.fromEntries(Object.keys(facts).map((name) => [name, `\u0001${name}\u0001`]));
  return say(key, marked).split("**").map((part, at) => {
    const text = part.replace(/\u0001(\w+)\u0001/g, (_, name) => String(facts[name]));
    return at % 2 ? el("b", { text, dir: "auto" }) : text;
  }).filter((part) => part !== "");
}
