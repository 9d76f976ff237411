// One message as a bubble, the way Telegram draws it.
import { avatar, button, el, hue, icon } from "./elements.js";
import { invoice } from "./invoices.js";
import { safe } from "./safehtml.js";
import { hour, showMoments } from "./times.js";
import { said, say } from "./words.js";

/** `place`: {world, chat, person(), press(m, row, column), reply(m), forward(m), edit(m), jump(id), look(url)}. */
export function bubble(m, place) {
  if (m.service) return el("div", { class: "row service", data: { id: m.id } }, el("span", { text: m.service }));
  const isGroup = place.chat.type !== "private";
  return el(
    "div", { class: "row", data: { id: m.id, from: m.from.id } },
    isGroup ? avatar(m.from.id, m.from.first_name, m.from.is_bot ? "of-bot" : "") : null,
    el("div", { class: "stack" }, speech(m, place, isGroup), m.buttons?.length ? keyboard(m, place) : null),
    tools(m, place),
  );
}

function speech(m, place, isGroup) {
  const text = words(m, place);
  const node = el("div", { class: `bubble${m.photo ? " with-photo" : ""}${text || m.invoice ? "" : " bare"}` });
  if (isGroup) node.append(el("span", { class: "name", data: { hue: hue(m.from.id) }, text: m.from.first_name, dir: "auto" }));
  if (m.forwarded_from) node.append(said(el("span", { class: "via forwarded" }), "forwarded", { name: m.forwarded_from }));
  if (m.via) node.append(said(el("span", { class: "via" }), "via", { name: m.via }));
  if (m.reply_to) node.append(quote(m.reply_to, place));
  if (m.photo) node.append(photo(m.photo, place));
  if (m.document) node.append(el("a", { class: "document", href: m.document.url, download: m.document.name, dir: "auto" }, icon("clip"), m.document.name));
  if (m.invoice) node.append(invoice(m.invoice));
  node.append(text ?? meta(m));
  if (m.reactions?.length) node.append(el("div", { class: "reactions" }, ...m.reactions.map((one) => el("span", { text: one }))));
  return node;
}

const OPENED_BY_LINK = /^\/start \S+$/;

function words(m, place) {
  if (!m.html) return null;
  const html = OPENED_BY_LINK.test(m.text ?? "") && place.chat.type === "private" ? "/start" : m.html; // so do Telegram's apps
  const node = el("div", { class: "text", dir: "auto" }, safe(html), meta(m));
  showMoments(node, place.world.now());
  return node;
}

function meta(m) {
  const node = el("span", { class: "meta" });
  if (m.edit_date) node.append(said(el("span", { class: "edited" }), "edited"), " ");
  node.append(el("time", { text: hour(m.date), datetime: new Date(m.date * 1000).toISOString() }), icon("check"));
  return node;
}

function photo(picture, place) {
  const image = el("img", { src: picture.url, width: picture.width, height: picture.height, alt: "", decoding: "async" });
  const square = Math.abs(picture.width - picture.height) < 3;
  const tall = picture.height > picture.width * 1.1;
  return said(
    button({ class: `photo${square ? " square" : tall ? " tall" : ""}`, on: { click: () => place.look(picture.url) } }, image), "photo", {}, "sayLabel");
}

function quote(id, place) {
  const m = place.world.messages.get(place.chat.id)?.get(id);
  const line = m ? firstLine(m) : say("message_gone");
  return button(
    { class: "quote", data: { hue: hue(m?.from.id ?? 0) }, on: { click: () => place.jump(id) } },
    el("b", { text: m?.from.first_name ?? "", dir: "auto" }), el("span", { text: line, dir: "auto" }),
  );
}

/** The first line of what a message says, for quotes and the pinned bar. */
export function firstLine(m) {
  const text = document.createElement("div");
  text.append(safe(m.html ?? ""));
  return text.textContent.split("\n")[0].slice(0, 80) || (m.photo ? say("photo") : m.invoice?.title ?? m.document?.name ?? m.service ?? "");
}

const MARKS = { url: "link", web_app: "link", copy: "copy", switch_inline: "share", pay: "card", receipt: "check" };

function keyboard(m, place) {
  const rows = m.buttons.map((row, r) => el("div", { class: "keys" }, ...row.map((key, c) => {
    const mark = MARKS[key.kind];
    return button(
      { class: `key ${key.kind} ${key.style ?? ""}`.trim(), data: { row: r, column: c }, on: { click: () => place.press(m, r, c) } },
      key.kind === "receipt" ? said(el("span"), "receipt") : el("span", { text: key.text, dir: "auto" }), mark ? icon(mark) : null,
    );
  })));
  return el("div", { class: "keyboard" }, ...rows);
}

function tools(m, place) {
  const node = el("div", { class: "tools" });
  node.append(said(button({ class: "tool", on: { click: () => place.reply(m) } }, icon("reply")), "reply", {}, "sayLabel"));
  node.append(said(button({ class: "tool", on: { click: () => place.forward(m) } }, icon("share")), "forward", {}, "sayLabel"));
  if (!m.from.is_bot && m.html) {
    node.append(said(button({ class: "tool edit", on: { click: () => place.edit(m) } }, icon("edit")), "edit", {}, "sayLabel"));
  }
  return node;
}
