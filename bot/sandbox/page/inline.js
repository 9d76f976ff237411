// Inline mode: what the bot offers who types behind its name, above the line where one types.
import { button, el } from "./elements.js";
import { said } from "./words.js";

const PAUSE_MS = 250;

/** The words behind the bot's name; null: something else is typed. */
export function wordsFor(username, text) {
  const [, name, words] = /^@(\w+)\s([^]*)$/.exec(text) ?? [];
  return name?.toLowerCase() === username?.toLowerCase() ? words.trim() : null;
}

export class Offers {
  #query = null;
  #asked = 0;

  /** `ask(query)` → what the door says, `choose(query, result)`, `open(parameter)` for the button above; `username()`. */
  constructor({ ask, choose, open, username }) {
    Object.assign(this, { ask, choose, open, username });
    this.element = said(el("div", { class: "offers", role: "listbox", hidden: true }), "offers", {}, "sayLabel");
  }

  /** The line says something else now. */
  typed(text) {
    const query = wordsFor(this.username(), text);
    if (query === this.#query) return;
    this.#query = query;
    clearTimeout(this.timer);
    if (query === null) this.#show();
    else this.timer = setTimeout(() => this.#look(query), PAUSE_MS);
  }

  async #look(query) {
    const turn = ++this.#asked;
    const got = await this.ask(query);
    if (turn === this.#asked && query === this.#query && got?.results) this.#show(got, query);
  }

  #show(got = { results: [] }, query = null) {
    const above = got.button ? [button({ class: "above-offers", on: { click: () => this.open(got.button.start_parameter) } },
      el("span", { text: got.button.text, dir: "auto" }))] : [];
    const none = query !== null && !got.results.length && !above.length ? [said(el("p"), "no_offers")] : [];
    this.element.replaceChildren(...above, ...none, ...got.results.map((one) => this.#offer(one, query)));
    this.element.hidden = query === null;
  }

  #offer(one, query) {
    const picture = one.photo ? el("img", { src: one.photo.url, alt: "", decoding: "async" }) : null;
    return button({ class: "offer", role: "option", on: { click: () => this.choose(query, one) } }, picture,
      el("span", {}, el("b", { text: one.title ?? one.text.split("\n")[0], dir: "auto" }), el("span", { text: one.description ?? "", dir: "auto" })));
  }
}
