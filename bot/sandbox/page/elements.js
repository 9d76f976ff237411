// Makes elements. Text always goes in as text, never as markup.

/** A new element; `props` are attributes, `on` its listeners, `data` its data attributes, `text` its text. */
export function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  const { on = {}, data = {}, text, ...attributes } = props;
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  for (const [name, listener] of Object.entries(on)) made.addEventListener(name, listener);
  Object.assign(made.dataset, data);
  if (text != null) made.textContent = text;
  made.append(...children.filter((child) => child != null));
  return made;
}

export function button(props, ...children) {
  return el("button", { type: "button", ...props }, ...children);
}

/** How to scroll: gently, unless the visitor's device asks for less motion. */
export function pace(gently = true) {
  return gently && !matchMedia("(prefers-reduced-motion: reduce)").matches ? "smooth" : "instant";
}

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  back: "M15 5l-7 7 7 7",
  more: "M12 6h.01M12 12h.01M12 18h.01",
  clip: "M20 11.5l-8.2 8.1a5 5 0 0 1-7.1-7l8.6-8.6a3.3 3.3 0 0 1 4.7 4.7l-8.6 8.5a1.7 1.7 0 0 1-2.4-2.4l7.6-7.5",
  send: "M4 12l16-8-6 17-3-7-7-2z",
  reply: "M10 7L4 12l6 5v-3.5c5 0 8 1.5 10 4.5-.6-5.5-4-8.5-10-8.5z",
  edit: "M4 20l1-4L16 5l3 3L8 19l-4 1z",
  close: "M6 6l12 12M18 6L6 18",
  card: "M3 6h18v12H3zM3 10.5h18",
  link: "M8 16L16.5 7.5M9.5 7h7.5v7.5",
  copy: "M9 9h10v11H9zM5 15V4h10",
  share: "M4 18c1-6 5-8 10-8V6l7 6-7 6v-4c-5 0-8 1-10 4z",
  down: "M6 10l6 6 6-6",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  check: "M4 13l4 4L18 7",
  battery: "M3 8h15v8H3zM20.500 11v2",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Seven calm colours; a person keeps theirs. */
export function hue(id) {
  return String(Math.abs(Number(id)) % 7);
}

export function avatar(id, name, extra = "") {
  const first = [...(name || "?").trim()][0] || "?";
  return el("span", { class: `avatar ${extra}`.trim(), "aria-hidden": "true", data: { hue: hue(id) }, text: first.toUpperCase() });
}
