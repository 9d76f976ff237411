// Where a person types: text, a photo, a reply, a correction of an own message.
import { button, el, icon } from "./elements.js";
import { firstLine } from "./bubbles.js";
import { said } from "./words.js";

const LONGEST_SIDE = 1600;
const LIGHT_ENOUGH = 2_000_000;

/** PNG and JPEG as they are; anything else, or too heavy, as a JPEG like Telegram's own apps make. */
async function asPhoto(file) {
  const light = ["image/png", "image/jpeg"].includes(file.type) && file.size <= LIGHT_ENOUGH;
  const picture = await createImageBitmap(file);
  if (light) return file;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = el("canvas", { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
}

function base64(blob) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",", 2)[1]);
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(blob);
  });
}

export class Composer {
  #about = null; // {kind: "reply" | "edit", message}
  #photo = null;
  #document = null;

  /** `send({text | photo | document, caption?, reply_to?})` and `correct(message, words)` are the phone's; `typed(text)` is told what the line says. */
  constructor({ send, correct, typed }) {
    this.send = send;
    this.correct = correct;
    this.typed = typed;
    this.bar = el("div", { class: "about", hidden: true });
    this.input = said(el("textarea", { rows: 1, dir: "auto", on: {
      input: () => this.#grow(), keydown: (event) => this.#key(event), paste: (event) => this.#paste(event),
    } }), "message", {}, "sayPlaceholder");
    this.file = el("input", { type: "file", hidden: true, on: { change: () => this.#chosen() } });
    const clip = said(button({ class: "attach", on: { click: () => this.file.click() } }, icon("clip")), "attach", {}, "sayLabel");
    const go = said(button({ class: "send", on: { click: () => this.submit() } }, icon("send")), "send", {}, "sayLabel");
    this.element = el("div", { class: "composer" }, this.bar, el("div", { class: "typing" }, clip, this.input, this.file, go));
  }

  as(name) {
    said(this.input, "message", { name }, "sayPlaceholder");
    said(this.input, "message_as", { name }, "sayLabel");
  }

  reply(message) { this.#take({ kind: "reply", message }, "replying", { name: message.from.first_name }, firstLine(message)); }

  edit(message) {
    this.input.value = message.text ?? message.caption ?? "";
    this.#take({ kind: "edit", message }, "editing", {}, firstLine(message));
  }

  write(text) {
    this.input.value = text;
    this.#grow();
    this.input.focus();
  }

  clear() {
    this.#about = null;
    this.#photo = this.#document = null;
    this.input.value = "";
    this.file.value = "";
    this.bar.hidden = true;
    this.bar.replaceChildren();
    this.#grow();
  }

  async submit() {
    const text = this.input.value.trim();
    const [about, photo, file] = [this.#about, this.#photo, this.#document];
    if (!text && !photo && !file) return;
    this.clear();
    if (about?.kind === "edit") return this.correct(about.message, text);
    const media = photo ? { photo: await base64(photo) } : file ? { document: await base64(file), document_name: file.name } : null;
    const what = media ? { ...media, ...(text && { caption: text }) } : { text };
    return this.send(about ? { ...what, reply_to: about.message.id } : what);
  }

  #take(about, key, facts, line) {
    this.#about = about;
    this.#photo = this.#document = null;
    this.#show(said(el("b"), key, facts), el("span", { text: line, dir: "auto" }));
    this.#grow();
    this.input.focus();
  }

  async #chosen() {
    const [file] = this.file.files;
    if (file) await this.attach(file);
  }

  async attach(file) {
    const photo = await asPhoto(file).catch(() => null);
    this.#photo = photo;
    this.#document = photo ? null : file;
    if (!photo) {
      this.#show(said(el("b"), "document"), el("span", { text: file.name, dir: "auto" }));
      return this.input.focus();
    }
    const preview = el("img", { src: URL.createObjectURL(photo), alt: "", on: { load: () => URL.revokeObjectURL(preview.src) } });
    this.#show(preview, said(el("b"), "photo"));
    this.input.focus();
  }

  #show(...parts) {
    const away = said(button({ class: "away", on: { click: () => this.clear() } }, icon("close")), "cancel", {}, "sayLabel");
    this.bar.replaceChildren(el("div", { class: "what" }, ...parts), away);
    this.bar.hidden = false;
  }

  #key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && !this.bar.hidden) this.clear();
  }

  #paste(event) {
    const file = [...event.clipboardData.files].find((one) => one.type.startsWith("image/"));
    if (file) {
      event.preventDefault();
      this.attach(file);
    }
  }

  #grow() {
    this.typed(this.input.value);
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 120)}px`;
  }
}
