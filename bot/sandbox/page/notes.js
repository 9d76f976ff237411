// What a phone tells its person for a moment: a toast, or an alert that waits for OK.
import { button, el } from "./elements.js";
import { said } from "./words.js";

const SHOWN_MS = 4200;

export class Notes {
  constructor() {
    this.element = el("div", { class: "toasts", role: "status", "aria-live": "polite" });
  }

  /** `face`: whose toast it is, where several people use one screen. */
  toast(text, kind = "", face = null) {
    const note = el("div", { class: `toast ${kind}`.trim() }, face, el("span", { text, dir: "auto" }));
    this.element.replaceChildren(note);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => note.remove(), Math.max(SHOWN_MS, text.length * 60));
  }

  /** Asks over the whole phone; `choices`: [{key or text, act?, main?}], the last one is also what Escape does. */
  ask(screen, text, choices) {
    const before = document.activeElement;
    const close = (choice) => {
      cover.remove();
      before?.focus?.({ preventScroll: true });
      choice.act?.();
    };
    const keys = choices.map((choice) =>
      named(button({ class: choice.main ? "main" : null, on: { click: () => close(choice) } }), choice));
    const box = el("div", { class: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": text },
      el("p", { text, dir: "auto" }), el("div", { class: "choices" }, ...keys));
    const cover = el("div", { class: "cover", on: { keydown: (event) => event.key === "Escape" && close(choices.at(-1)) } }, box);
    screen.querySelector(".cover")?.remove();
    screen.append(cover);
    (keys.at(choices.findIndex((choice) => choice.main)) ?? keys.at(-1)).focus({ preventScroll: true });
  }

  alert(screen, text) { this.ask(screen, text, [{ key: "ok", main: true }]); }
}

/** Words of the page, or somebody's own. */
function named(node, choice) {
  if (choice.text === undefined) return said(node, choice.key);
  node.append(el("span", { text: choice.text, dir: "auto" }));
  return node;
}
