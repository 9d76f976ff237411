// Who is tapping and typing in a group: one of its people.
import { avatar, button, el } from "./elements.js";
import { said } from "./words.js";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class Picker {
  constructor({ choose }) {
    this.choose = choose;
    this.element = said(el("div", { class: "picker", role: "radiogroup" }), "you_are", {}, "sayLabel");
    this.element.addEventListener("keydown", (event) => this.#step(event));
  }

  show(people, chosenId, admins) {
    const focused = this.element.contains(document.activeElement);
    const options = people.map((user) => this.#option(user, user.id === chosenId, admins.includes(user.id)));
    this.element.replaceChildren(said(el("span", { class: "youare", "aria-hidden": "true" }), "you_are"), ...options);
    const chosen = this.element.querySelector('[aria-checked="true"]');
    if (focused) chosen?.focus({ preventScroll: true });
    if (chosen) this.#bringIn(chosen);
  }

  option(userId) { return this.element.querySelector(`[data-user="${userId}"]`); }

  #option(user, isChosen, leads) {
    return button(
      { class: "person", role: "radio", "aria-checked": String(isChosen), tabindex: isChosen ? "0" : "-1", data: { user: user.id },
        on: { click: () => this.choose(user.id) } },
      avatar(user.id, user.first_name), el("span", { text: user.first_name, dir: "auto" }), leads ? said(el("small"), "leader") : null,
    );
  }

  #step(event) {
    const by = STEPS[event.key];
    if (!by) return;
    event.preventDefault();
    const options = [...this.element.querySelectorAll(".person")];
    const at = options.findIndex((option) => option.getAttribute("aria-checked") === "true");
    this.choose(Number(options.at((at + by) % options.length).dataset.user));
  }

  #bringIn(option) {
    const [left, right] = [option.offsetLeft, option.offsetLeft + option.offsetWidth];
    const row = this.element;
    if (left < row.scrollLeft) row.scrollLeft = left - 8;
    else if (right > row.scrollLeft + row.clientWidth) row.scrollLeft = right - row.clientWidth + 8;
  }
}
