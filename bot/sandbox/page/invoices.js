// Invoices: how one looks, what paying asks first, and what it says afterwards.
import * as door from "./door.js";
import { el } from "./elements.js";
import { said, say, tongue } from "./words.js";

const STARS = "XTR";

/** What an invoice asks, in the page's language. */
export function price({ currency, total, decimals }) {
  if (currency === STARS) return `⭐ ${total}`;
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(tongue(), { style: "currency", currency, ...digits }).format(total / 10 ** decimals);
}

export function invoice(asked) {
  return el("div", { class: "invoice" },
    el("b", { text: asked.title, dir: "auto" }), el("p", { text: asked.description, dir: "auto" }),
    el("span", { class: "price" }, el("span", { text: price(asked) }), asked.is_test ? said(el("span", { class: "trial" }), "test") : null));
}

/** Telegram's payment form, as far as there is one: which card, or none after all. `pay(card)` → what came of it. */
export function checkOut(phone, m, pay) {
  const amount = price(m.invoice);
  const withCard = async (card) => {
    const got = await pay(card);
    if (got) tell(phone, got, amount);
  };
  return phone.notes.ask(phone.screen, say("pay_ask", { amount, title: m.invoice.title }), [
    { text: say("pay_good", { amount }), main: true, act: () => withCard("good") },
    { key: "pay_declined", act: () => withCard("declined") },
    { key: "cancel" },
  ]);
}

function tell(phone, { outcome, error }, amount) {
  if (outcome === "paid") return phone.notes.toast(say("paid", { amount }));
  if (outcome === "refused") return phone.notes.alert(phone.screen, error);
  return phone.notes.alert(phone.screen, say(outcome === "late" ? "paid_late" : "paid_declined"));
}

export function receipt(phone, m) {
  phone.notes.alert(phone.screen, say("receipt_of", { amount: price(m.invoice), title: m.invoice.title }));
}

export const send = (phone, m, card) => door.pay(phone.chat.id, m.id, phone.personId, card);
