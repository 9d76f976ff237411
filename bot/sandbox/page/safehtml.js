// A message's HTML, made safe once more: only the tags that Telegram knows, only the attributes named here.
import { el } from "./elements.js";

const TAGS = { B: "b", STRONG: "b", I: "i", EM: "i", U: "u", INS: "u", S: "s", STRIKE: "s", DEL: "s", CODE: "code", PRE: "pre", BR: "br" };
const DROPPED = new Set(["SCRIPT", "STYLE", "TEMPLATE", "IFRAME", "OBJECT", "EMBED", "SVG", "MATH", "TITLE"]);
const SCHEMES = new Set(["http:", "https:", "tg:", "mailto:", "tel:"]);
const WORTH_A_TAP = /(https?:\/\/[^\s<>"]+|\bt\.me\/[^\s<>"]+|(?<![\w/])\/[a-z][a-z0-9_]{0,31}(?:@\w+)?\b)/gi;
const TRAILING = /[.,;:!?)\]”’»。，；：！？）】]+$/;

/** The markup as a fragment of our own nodes; whatever is not known loses its tag and keeps its text. */
export function safe(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const fragment = document.createDocumentFragment();
  copy(parsed.body, fragment, true);
  return fragment;
}

function copy(from, to, linkify) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(...(linkify ? tappable(node.data) : [node.data]));
    else if (node.nodeType === Node.ELEMENT_NODE && !DROPPED.has(node.tagName.toUpperCase())) copyElement(node, to, linkify);
  }
}

function copyElement(node, to, linkify) {
  const made = counterpart(node);
  const plainInside = ["A", "CODE", "PRE", "TIME"].includes(made?.tagName);
  if (made && made.tagName !== "BR" && !made.dataset.ready) copy(node, made, linkify && !plainInside);
  if (made) to.append(made);
  else copy(node, to, linkify);
}

function counterpart(node) {
  const tag = node.tagName.toUpperCase();
  if (TAGS[tag]) return el(TAGS[tag]);
  if (tag === "BLOCKQUOTE") return el("blockquote", { class: node.hasAttribute("expandable") ? "folded" : null });
  if (tag === "TG-SPOILER" || (tag === "SPAN" && node.classList.contains("tg-spoiler"))) return spoiler();
  if (tag === "TG-TIME" || tag === "TIME") return moment(node);
  if (tag === "A") return anchor(node.getAttribute("href") ?? "");
  return null;
}

function anchor(href) {
  let scheme = "";
  try { scheme = new URL(href, "https://t.me/").protocol; } catch { return null; }
  return SCHEMES.has(scheme) ? el("a", { href, rel: "noopener noreferrer", data: { url: href } }) : null;
}

function spoiler() {
  return el("span", { class: "spoiler", role: "button", tabindex: "0", data: { spoiler: "" } });
}

function moment(node) {
  const unix = Number(node.getAttribute("unix") ?? node.dataset.unix);
  if (!Number.isFinite(unix) || unix <= 0) return null;
  return el("time", { class: "moment", data: { unix, format: node.getAttribute("format") ?? node.dataset.format ?? "" } });
}

function tappable(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(WORTH_A_TAP)) {
    const word = found[0].replace(TRAILING, "");
    if (!word) continue;
    parts.push(text.slice(at, found.index), word.startsWith("/") ? command(word) : anchorFor(word));
    at = found.index + word.length;
  }
  parts.push(text.slice(at));
  return parts.filter((part) => part !== "");
}

function anchorFor(word) {
  const made = anchor(/^https?:/i.test(word) ? word : `https://${word}`);
  if (!made) return word;
  made.textContent = word;
  return made;
}

function command(word) {
  return el("a", { href: "#", class: "command", data: { command: word }, text: word });
}
