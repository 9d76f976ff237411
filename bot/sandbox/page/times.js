// Times as the reader's device shows them: in the browser's own zone, in the page's language.
import { tongue } from "./words.js";

const LOCALES = { en: "en-GB", zh: "zh-CN" };
const made = new Map();

function format(options, language = tongue()) {
  const key = language + JSON.stringify(options);
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat(LOCALES[language], options));
  return made.get(key);
}

const date = (unix) => new Date(unix * 1000);
export const hour = (unix) => format({ hour: "2-digit", minute: "2-digit", hour12: false }).format(date(unix));
export const day = (unix) => format({ weekday: "short", day: "numeric", month: "short" }).format(date(unix));
export const dayLine = (unix) => format({ day: "numeric", month: "long" }).format(date(unix));
export const dayKey = (unix) => date(unix).toDateString();

const HAN = /\p{Script=Han}/u;
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function relative(unix, now, language) {
  const span = unix - now;
  const [unit, seconds] = UNITS.find(([, size]) => Math.abs(span) >= size) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(LOCALES[language], { numeric: "auto" }).format(Math.round(span / seconds), unit);
}

const PIECES = {
  w: { weekday: "short" }, d: { day: "2-digit", month: "2-digit", year: "2-digit" }, D: { day: "numeric", month: "long", year: "numeric" },
  t: { hour: "2-digit", minute: "2-digit", hour12: false }, T: { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false },
};

/** Telegram's date-time format: `r`, or any of w, d or D, t or T; null: the message's own text stays. */
function moment(unix, pattern, now, language) {
  if (pattern === "r") return relative(unix, now, language);
  const pieces = [...pattern].map((letter) => PIECES[letter]).filter(Boolean);
  return pieces.length ? pieces.map((piece) => format(piece, language).format(date(unix))).join(" ") : null;
}

/** Fills in the moments under `root`, each in its message's language; with `onlyRelative` those that age. */
export function showMoments(root, now, onlyRelative = false) {
  for (const node of root.querySelectorAll(onlyRelative ? 'time.moment[data-format="r"]' : "time.moment")) {
    node.dataset.tongue ??= HAN.test(node.textContent) ? "zh" : "en";
    const text = moment(Number(node.dataset.unix), node.dataset.format, now, node.dataset.tongue);
    if (text !== null && node.textContent !== text) node.textContent = text;
  }
}
